// People's own functions, from a real repository, under two variants; and files of functions that are none.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import type { Account, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectNothingLeft, expectRefusal, outputFolder } from "./refusals.ts";

const [wrongUsage, nothingMeasured] = [2, 3];
const file = "benchmarks/bench core.py";

/** The benchmarks say with their numbers where they run, and what they have imported. */
const repository = {
  "corelib/__init__.py": "import numpy as np\n\ndef solve(a, b):\n    return np.linalg.solve(a, b)\n",
  "benchmarks/inputs.py": "SIZE = 120\n",
  [file]: `\
import os
import numpy as np
import corelib
from inputs import SIZE

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MATRIX = np.random.rand(SIZE, SIZE) + SIZE * np.eye(SIZE)
RIGHT = np.random.rand(SIZE)

def bench_solve():
    """Solution of linear equations."""
    return corelib.solve(MATRIX, RIGHT)

def bench_svd():
    return np.linalg.svd(MATRIX)

def bench_place():
    return [os.getcwd() == HERE, os.path.dirname(os.path.dirname(corelib.__file__)) == HERE]

def bench_unwanted():
    raise ValueError("was not selected")
`,
};

const emptyCommit = ["commit", "--quiet", "--allow-empty", "--message", "nothing new"];

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

async function writeRepository({ work, run }: Account, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(work, name)), { recursive: true });
    await fs.writeFile(path.join(work, name), text);
  }
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  for (const words of [
    ["init", "--quiet"],
    ["add", "."],
    [...identity, "commit", "--quiet", "--message", "all"],
  ])
    expect((await run(["git", ...words])).stderr).toBe("");
}

function bench(account: Account, ...words: string[]): Promise<Ended> {
  return account.run([node, product.program, "run", "--output-dir", outputFolder, ...words]);
}

test("functions are measured under two variants, in the checkout, which stays as it is", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  await writeRepository(account, repository);
  const given = ["--benchmarks", `functions:./${file}`, "--select", "bench_s*,*_place"];
  const ended = await bench(
    account,
    ...given,
    ...["--channels", channel, "--variants", "openblas,netlib"],
    ...["--blocks", "6", "--time-budget", "20s"],
  );
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^blas-bench: pass\. Both backends verified, 3 benchmarks measured\n/);
  expect(ended.stdout).toMatch(/^ {2}bench_solve +\d/m);
  expect(ended.stdout).toContain(`--benchmarks 'functions:./${file}' --select 'bench_s*' --select '*_place'`);

  const result = readResult(
    await fs.readFile(path.join(account.work, outputFolder, "result.json"), "utf8"),
    "result.json",
  );
  expect(result.benchmarks.map(({ name, layer, flop, source }) => [name, layer, flop, source])).toEqual([
    ["bench_solve", null, null, { file, line: 10 }],
    ["bench_svd", null, null, { file, line: 14 }],
    ["bench_place", null, null, { file, line: 17 }],
    ["control/interpreter", null, null, null],
    ["control/memory", null, null, null],
  ]);
  const places = result.measurements.filter(({ benchmark }) => benchmark === "bench_place");
  expect(places.map(({ fingerprint }) => fingerprint)).toEqual([
    [1, 1],
    [1, 1],
  ]);

  await fs.rm(path.join(account.work, outputFolder), { recursive: true });
  expect((await account.run(["git", "status", "--porcelain", "--ignored"])).stdout).toBe("");
  await expectNothingLeft(account);
});

test("a package that both arms would take from their one environment is refused", async () => {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? expect.fail("there is no Python to test with");
  await using account = await openAccount();
  await writeRepository(account, repository);
  await account.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...emptyCommit]);
  const tell = "import numpy, os; print(os.path.dirname(os.path.dirname(numpy.__file__)))";
  const packages = (await account.run([python, "-c", tell])).stdout.trim();
  await account.run([python, "-m", "venv", "--without-pip", "../env"]);
  const where = (await account.run(["../env/bin/python", "-c", "import site; print(site.getsitepackages()[0])"]))
    .stdout;
  await fs.cp(path.join(account.work, "corelib"), path.join(where.trim(), "corelib"), { recursive: true });
  await fs.writeFile(path.join(where.trim(), "numpy.pth"), `${packages}\n`);
  const given = ["--benchmarks", `functions:./${file}`, "--variants", "existing:../env"];
  const ended = await bench(account, ...given, "--compare", "base", "--base-ref", "HEAD~1");
  expect(ended.exitCode, ended.stderr).toBe(nothingMeasured);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(/base and head share this environment, and both import corelib from \S+ instead of their/);
  await account.run(["rm", "-r", "../env"]);
});

describe("before anything is made", () => {
  test.for<[string, string[], RegExp]>([
    ["no file is named", ["functions:"], /--benchmarks: "functions:" names no file.*functions:FILE/],
    ["there is none", ["functions:bench.py"], /bench\.py: there is no such file.*Name a Python file/],
    ["it is a folder", ["functions:benchmarks"], /benchmarks: is a folder/],
    ["it lies elsewhere", ["functions:../bench.py"], /\.\.\/bench\.py: lies outside/],
    ["there are two sources", ["quick", "functions:bench.py"], /--benchmarks: names 2 sources.*once for each/],
  ])("a run is refused where %s", async ([, sources, message]) => {
    await using account = await openAccount();
    await fs.mkdir(path.join(account.work, "benchmarks"));
    const ended = await bench(account, ...sources.flatMap((source) => ["--benchmarks", source]));
    await expectRefusal(account, ended, wrongUsage, [message]);
    expect(ended.stderr).not.toContain("solving");
  });
});

test.for<[string, string, RegExp]>([
  ["has no functions", "bench_size = 3\n", /has no functions named bench_\*: there is nothing to measure/],
  ["has a syntax error", "\ndef bench_a(:\n", /line 2: syntax error, invalid syntax/],
  ["cannot be imported", "import absent_module\n", /ModuleNotFoundError: No module named 'absent_module'/],
])("a file that %s measures nothing, and says why", async ([, text, message], context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  await fs.writeFile(path.join(account.work, "bench.py"), text);
  const words = ["--benchmarks", "functions:bench.py", "--channels", channel, "--variants", "openblas"];
  const ended = await bench(account, ...words);
  expect(ended.exitCode, ended.stderr).toBe(nothingMeasured);
  expect(ended.stdout).toMatch(/^blas-bench: fail\. Nothing was measured; 1 failure: openblas\n/);
  expect(ended.stdout.replace(/\s+/g, " ")).toMatch(message);
});
