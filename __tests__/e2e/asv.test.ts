// An asv suite as people have them, from a real repository: base against head, under two variants.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readForeign } from "../../src/result/import/read-foreign.ts";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { outputFolder } from "./refusals.ts";

const tooLittleToSay = 3;

const files = {
  "asv.conf.json": '{\n  // as asv takes it\n  "version": 1,\n  "benchmark_dir": "benchmarks",\n}\n',
  "benchmarks/__init__.py": "",
  "benchmarks/bench_algebra.py": `\
import numpy as np
import corelib

class Gram:
    params = ([60, 120], ["float32", "float64"])
    param_names = ["size", "dtype"]

    def setup_cache(self):
        np.save("matrix.npy", np.random.rand(120, 120))
        return 3

    def setup(self, cache, size, dtype):
        if (size, dtype) == (60, "float32"):
            raise NotImplementedError("too small")
        self.part = np.load("matrix.npy")[:size, :size].astype(dtype)

    def time_gram(self, cache, size, dtype):
        corelib.gram(self.part)

def track_size():
    return corelib.size()

track_size.unit = "things"

def peakmem_gram():
    corelib.gram(np.ones((1500, 1500)))
`,
};

const library = (size: number): string =>
  `def gram(matrix):\n    return matrix @ matrix.T\n\ndef size():\n    return ${size}\n`;

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

test("a suite runs unmodified in both arms and under two variants, and leaves nothing behind", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const git = async (...words: string[]) =>
    expect((await account.run(["git", ...identity, ...words])).exitCode).toBe(0);
  const commit = async (more: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(more)) {
      await fs.mkdir(path.dirname(path.join(account.work, name)), { recursive: true });
      await fs.writeFile(path.join(account.work, name), text);
    }
    await git("add", ".");
    await git("commit", "--quiet", "--message", "a commit");
  };
  await git("init", "--quiet");
  await commit({ ...files, "corelib/__init__.py": library(3) });
  await commit({
    "corelib/__init__.py": library(4),
    "benchmarks/bench_new.py": "def time_new():\n    sum(range(100))\n",
  });
  const names = ["--benchmarks", "asv:.", "--select", "bench_algebra.*"];
  const listed = await account.run([
    ...[node, product.program, "run", "--list", "--channels", channel, "--variants", "openblas", ...names],
  ]);
  expect(listed.stderr).not.toContain("skipped");
  expect([listed.exitCode, listed.stdout.trimEnd().split("\n")]).toEqual([
    0,
    [
      ...["(60, 'float32')", "(60, 'float64')", "(120, 'float32')", "(120, 'float64')"].map(
        (set) => `bench_algebra.Gram.time_gram${set}`,
      ),
      "bench_algebra.track_size",
      "bench_algebra.peakmem_gram",
    ],
  ]);
  const ended = await account.run([
    ...[node, product.program, "run", "--output-dir", `../${outputFolder}`, "--channels", channel],
    ...["--variants", "openblas,blis", "--benchmarks", "asv:.", "--compare", "both"],
    ...["--base-ref", "HEAD~1", "--blocks", "2", "--time-budget", "1s"],
  ]);
  expect(ended.exitCode, ended.stderr).toBe(tooLittleToSay);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(/ openblas .* 1 verified .* blis .* 1 verified /);
  expect(said).toContain("bench_algebra.Gram.time_gram(60, 'float32') was skipped: too small");
  const file = path.join(account.work, "..", outputFolder, "result.json");
  const result = readResult(await fs.readFile(file, "utf8"), "result.json");
  expect(result.failures).toEqual([]);
  const rows = result.measurements
    .filter(({ benchmark, blocks }) => !benchmark.startsWith("control/") && blocks.values === undefined)
    .map(({ series, benchmark, blocks }) => `${series} ${benchmark} ${blocks.numbers.length}`);
  const gram = ["(60, 'float64')", "(120, 'float32')", "(120, 'float64')"].map(
    (set) => `bench_algebra.Gram.time_gram${set}`,
  );
  const expected = result.series.flatMap(({ id, arm }) =>
    [...gram, ...(arm === "head" ? ["bench_new.time_new"] : [])].map((name) => `${id} ${name} 2`),
  );
  expect(expected).toHaveLength(14);
  const values = (name: string): unknown[] =>
    result.measurements
      .filter(({ benchmark }) => benchmark === `bench_algebra.${name}`)
      .map(({ series, blocks }) => [series.includes("base"), ...(blocks.values ?? [])]);
  expect(values("track_size").sort()).toEqual([
    [false, 4, 4],
    [false, 4, 4],
    [true, 3, 3],
    [true, 3, 3],
  ]);
  // Two matrices of 18 MB, and NumPy beside them.
  const peaks = values("peakmem_gram")
    .flat()
    .filter((value) => typeof value === "number");
  expect(peaks).toHaveLength(8);
  for (const peak of peaks) expect(peak).toSatisfy((bytes: number) => bytes > 36e6 && bytes < 500e6);
  expect(said).toMatch(/bench_algebra\.track_size .*4 things/);
  expect(rows.sort()).toEqual(expected.sort());
  for (const { id, arm } of result.series) {
    const saved = await fs.readFile(path.join(file, "..", "asv", `${id.replaceAll(/[^\w.-]/g, "_")}.json`), "utf8");
    const { format, benchmarks } = readForeign(saved, id, null);
    expect([format, benchmarks.length]).toEqual(["asv", arm === "head" ? 6 : 5]);
  }
  expect((await account.run(["git", "status", "--porcelain", "--ignored"])).stdout).toBe("");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
