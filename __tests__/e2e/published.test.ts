// The published benchmarks, run as they were published: their own summary lines, and the same figures in the result.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import type { Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import { makeProduct } from "./product.ts";

interface WholeRun {
  readonly ended: Ended;
  readonly report: string;
  readonly summaryLines: readonly string[];
  /** Seconds by benchmark, of the one series there is. */
  readonly seconds: Readonly<Record<string, number>>;
}

async function runWhole(benchmark: string, ...where: string[]): Promise<WholeRun> {
  await using product = await makeProduct();
  await using account = await openAccount();
  const words = ["--benchmarks", benchmark, "--output-dir", "out"];
  const ended = await account.run([node, product.program, "run", ...where, ...words]);
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { measurements } = readResult(
    await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"),
    "result",
  );
  return {
    ended,
    report: await fs.readFile(path.join(account.work, "out", "report.md"), "utf8"),
    summaryLines: measurements.flatMap((measurement) => measurement.summaryLines),
    seconds: Object.fromEntries(
      measurements.map(({ benchmark: name, blocks }) => [name, (blocks.batchNanoseconds[0] ?? Number.NaN) / 1e9]),
    ),
  };
}

test("mysvd", async () => {
  const where = ["--variants", `existing:${process.env.BLAS_BENCH_TEST_PYTHON}`];
  const { ended, report, summaryLines, seconds } = await runWhole("mysvd", ...where);
  expect(Object.keys(seconds)).toEqual(["mysvd"]);
  expect(summaryLines).toEqual([`mean of 10 runs: ${seconds.mysvd?.toFixed(5)}s`]);
  for (const text of [ended.stdout, report]) expect(text).toContain(summaryLines[0]);
});

test("dario", async (context) => {
  if (process.env.BLAS_BENCH_TEST_DARIO !== "1") context.skip("BLAS_BENCH_TEST_DARIO=1 is not set (takes minutes)");
  const where = ["--variants", "openblas", "--channels", await needChannel(context)];
  const { ended, report, summaryLines, seconds } = await runWhole("dario", ...where);
  const parts = ["matmul", "dot", "svd", "cholesky", "eig", "total"].map((part) => `dario/${part}`);
  expect(Object.keys(seconds).toSorted()).toEqual(parts.toSorted());
  expect(summaryLines).toHaveLength(6);
  for (const line of summaryLines) for (const text of [ended.stdout, report]) expect(text).toContain(line);
});
