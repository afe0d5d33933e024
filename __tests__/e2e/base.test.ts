// `run` with a base, from a real repository, end to end: both arms are in the result, and the repository is as it was.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import type { Account, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { outputFolder } from "./refusals.ts";

const wrongUsage = 2;
const program = "import corelib\n\ndef bench_core():\n    return corelib.answer()\n";
const library = (answer: number) => `def answer():\n    return ${answer}\n`;

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

async function git(account: Account, ...words: string[]): Promise<string> {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const ended = await account.run(["git", ...identity, ...words]);
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended.stdout.trim();
}

async function commit(account: Account, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(account.work, name)), { recursive: true });
    await fs.writeFile(path.join(account.work, name), text);
  }
  await git(account, "add", ".");
  await git(account, "commit", "--quiet", "--message", "a commit");
  return git(account, "rev-parse", "HEAD");
}

/** Two commits whose functions return 1 and 2. */
async function repository(account: Account): Promise<{ base: string; head: string }> {
  await git(account, "init", "--quiet");
  const base = await commit(account, { "bench.py": program, "corelib/__init__.py": library(1) });
  const head = await commit(account, { "corelib/__init__.py": library(2) });
  return { base, head };
}

const traces = async (account: Account) =>
  [await git(account, "worktree", "list", "--porcelain"), await git(account, "status", "--porcelain")].join("\n");

function bench(account: Account, ...words: string[]): Promise<Ended> {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const given = ["--benchmarks", "functions:bench.py", "--compare", "base", "--variants", `existing:${python}`];
  return account.run([node, product.program, "run", "--output-dir", `../${outputFolder}`, ...given, ...words]);
}

test("base runs base's code, head runs head's, and nothing is left of the worktrees", async () => {
  await using account = await openAccount();
  const { base, head } = await repository(account);
  const before = await traces(account);
  const ended = await bench(account, "--base-ref", "HEAD~1", "--blocks", "7", "--time-budget", "20s");
  expect(ended.stderr).not.toContain("rror");
  const file = path.join(account.work, "..", outputFolder, "result.json");
  const result = readResult(await fs.readFile(file, "utf8"), "result.json");
  expect(result.code).toEqual({ repository: null, baseCommit: base, headCommit: head, dirty: false });
  expect(result.reference).toBeNull();
  expect(result.failures).toEqual([]);
  const own = result.measurements.filter(({ benchmark }) => benchmark === "bench_core");
  const armOf = (id: string) => result.series.find((series) => series.id === id)?.arm;
  expect(own.map(({ series, fingerprint, blocks }) => [armOf(series), fingerprint, blocks.numbers.length])).toEqual([
    ["base", [1], 7],
    ["head", [2], 7],
  ]);
  expect(result.environments.map(({ arm, installs }) => [arm, installs])).toEqual([
    ["base", []],
    ["head", []],
  ]);
  expect(await traces(account)).toBe(before);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("changes that are not committed are head's; a new file of benchmarks is refused", async () => {
  await using account = await openAccount();
  const { head } = await repository(account);
  await fs.writeFile(path.join(account.work, "corelib", "__init__.py"), library(3));
  await bench(account, "--base-ref", "HEAD", "--blocks", "1", "--time-budget", "1s");
  const file = path.join(account.work, "..", outputFolder, "result.json");
  const result = readResult(await fs.readFile(file, "utf8"), "result.json");
  expect(result.code).toMatchObject({ baseCommit: head, headCommit: head, dirty: true });
  const own = result.measurements.filter(({ benchmark }) => benchmark === "bench_core");
  expect(own.map(({ fingerprint }) => fingerprint)).toEqual([[2], [3]]);

  await fs.writeFile(path.join(account.work, "new.py"), program);
  const refused = await bench(account, "--base-ref", "HEAD", "--benchmarks", "functions:new.py");
  // A repeated flag adds a line.
  expect([refused.exitCode, refused.stderr]).toEqual([wrongUsage, expect.stringContaining("names 2 sources")]);
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const words = ["--benchmarks", "functions:new.py", "--base-ref", "HEAD", "--variants", `existing:${python}`];
  const unknown = await account.run([node, product.program, "run", ...words]);
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    wrongUsage,
    expect.stringContaining("new.py: git does not know"),
  ]);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("a base without the file of benchmarks has none of them, and that is no failure", async () => {
  await using account = await openAccount();
  await git(account, "init", "--quiet");
  await commit(account, { "corelib/__init__.py": library(1) });
  await commit(account, { "bench.py": program });
  const ended = await bench(account, "--base-ref", "HEAD~1", "--blocks", "2", "--time-budget", "1s");
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toContain("1 added");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("a base that cannot be installed fails the gate, with its command and the arm", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  await git(account, "init", "--quiet");
  await commit(account, { "bench.py": program, "corelib/__init__.py": library(1), broken: "" });
  await git(account, "rm", "--quiet", "broken");
  await git(account, "commit", "--quiet", "--message", "mended");
  const before = await traces(account);
  const own = ["--benchmarks", "functions:bench.py", "--base-ref", "HEAD~1", "--blocks", "1"];
  const words = ["--channels", channel, "--variants", "netlib", "--install", "test ! -e broken", ...own];
  const ended = await account.run([node, product.program, "run", ...words]);
  expect(ended.exitCode, ended.stderr).toBe(1);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(/blas-bench: fail\. .*netlib \(base\)/);
  expect(said).toContain("test ! -e broken ended with 1");
  expect(await traces(account)).toBe(before);
});

test("Ctrl-C while both arms are measured leaves no worktree and no process", async () => {
  await using account = await openAccount();
  await repository(account);
  const before = await traces(account);
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const words = ["--benchmarks", "functions:bench.py", "--base-ref", "HEAD~1", "--variants", `existing:${python}`];
  const running = account.start([node, product.program, "run", ...words]);
  await expect
    .poll(() => account.processes().filter(({ command }) => command.includes("worker")).length, {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(2);
  expect(await traces(account)).not.toBe(before);
  process.kill(running.processId, "SIGINT");
  expect((await running.ended).exitCode).toBe(130);
  expect(await traces(account)).toBe(before);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("hostile and unknown bases are refused before anything is made", async () => {
  await using account = await openAccount();
  await repository(account);
  for (const name of ["--upload-pack=touch x", "@{-1}", "nowhere"]) {
    const ended = await bench(account, `--base-ref=${name}`);
    expect([ended.exitCode, ended.stderr]).toEqual([wrongUsage, expect.stringContaining("base-ref")]);
  }
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
