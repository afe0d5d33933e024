// Real runs, stored and read again: the same report, the same decision, every figure by SciPy, and two runs compared.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

const oracle = fileURLToPath(new URL("../compare/report_oracle.py", import.meta.url));

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const python = (): string => process.env.BLAS_BENCH_TEST_PYTHON ?? expect.fail("there is no Python to test with");
const blasBench = (account: Account, ...words: string[]): Promise<Ended> =>
  account.run([node, product.program, ...words]);

test("a stored run of both arms gives its own report and decision again, and SciPy's figures", async () => {
  await using account = await openAccount();
  const git = async (...words: string[]): Promise<void> => {
    const ended = await account.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words]);
    expect(ended.exitCode, ended.stderr).toBe(0);
  };
  const lines = (amount: number): string =>
    `def bench_sum():\n    return sum(range(${amount}))\n\ndef bench_same():\n    return sum(range(3000))\n`;
  await git("init", "--quiet");
  for (const amount of [3000, 6000]) {
    await fs.writeFile(path.join(account.work, "bench.py"), lines(amount));
    await git("add", ".");
    await git("commit", "--quiet", "--message", "a commit");
  }
  const given = ["--benchmarks", "functions:bench.py", "--variants", `existing:${python()}`];
  const base = ["--compare", "base", "--base-ref", "HEAD~1", "--blocks", "10", "--time-budget", "20s"];
  const run = await blasBench(account, "run", "--json", "--output-dir", "../out", ...given, ...base);
  const file = path.join(account.work, "..", "out", "result.json");
  const report = await blasBench(account, "report", "--format", "json", file);
  expect(report.stdout).toBe(run.stdout);
  const model = JSON.parse(run.stdout);
  expect(model.code.rows[0]).toMatchObject({ benchmark: "bench_sum", outcome: "regressed" });

  const gate = await blasBench(account, "gate", "--json", file);
  expect(gate.exitCode).toBe(run.exitCode);
  expect(JSON.parse(gate.stdout)).toMatchObject({ decision: model.decision, headline: model.headline });

  const said: Record<string, number | null> = JSON.parse(execFileSync(python(), [oracle, file], { encoding: "utf8" }));
  for (const { benchmark, label, estimate, p, baseSeconds } of model.code.rows) {
    const of = (name: string): number => said[`code ${benchmark} ${label} ${name}`] ?? Number.NaN;
    for (const [figure, name] of [
      [estimate.ratio, "ratio"],
      [estimate.interval.low, "low"],
      [estimate.interval.high, "high"],
      [p, "p"],
      [baseSeconds, "base"],
    ] as const)
      expect(Math.abs(figure - of(name)) / of(name)).toBeLessThan(1e-9);
  }
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("two runs on one Python ran on the same backend; on another number of threads they are refused", async () => {
  await using account = await openAccount();
  const measure = async (name: string, ...words: string[]): Promise<string> => {
    const given = ["--variants", `existing:${python()}`, "--select", "matmul", "--blocks", "4", "--time-budget", "10s"];
    await blasBench(account, "run", "--output-dir", name, ...given, ...words);
    return path.join(name, "result.json");
  };
  const [first, second] = [await measure("first"), await measure("second")];
  const ended = await blasBench(account, "compare", first, second, "--json");
  expect([ended.exitCode, ended.stderr]).toEqual([0, ""]);
  const model = JSON.parse(ended.stdout);
  expect(model).toMatchObject({ isLockstep: false, rows: [{ benchmark: "matmul", aBlocks: 4, bBlocks: 4 }] });
  expect(model.headline).toMatch(/^not lockstep\. The same verified backend in both; B against A: 1 /);
  expect(model.rows[0].estimate.interval.low).toBeLessThanOrEqual(model.rows[0].estimate.ratio);
  const threaded = await blasBench(account, "compare", first, await measure("threaded", "--threads", "2"));
  expect([threaded.exitCode, threaded.stdout]).toEqual([2, ""]);
  expect(threaded.stderr).toMatch(
    /no series in common: existing:\S+ \(\S+, 1 thread, direct\) in the first, .* 2 threads/,
  );
});
