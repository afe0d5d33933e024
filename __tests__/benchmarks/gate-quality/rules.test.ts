// The rules of other tools against what those tools answer themselves, on times cut from a recording.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { asvContinuous, chanceOfNoDifference } from "../../../benchmarks/gate-quality/rules/asv-continuous.ts";
import { meansOf, sortedTimes } from "../../../benchmarks/gate-quality/rules/averages.ts";
import { benchstat, benchstatWithCut, mannWhitney } from "../../../benchmarks/gate-quality/rules/benchstat.ts";
import { normalTails, studentTails, upperBound } from "../../../benchmarks/gate-quality/rules/distributions.ts";
import { githubActionBenchmark } from "../../../benchmarks/gate-quality/rules/github-action-benchmark.ts";
import { hyperfineWelch, welch } from "../../../benchmarks/gate-quality/rules/hyperfine-welch.ts";
import { pytestBenchmark } from "../../../benchmarks/gate-quality/rules/pytest-benchmark.ts";
import type { CellTimes, Rule } from "../../../benchmarks/gate-quality/rules/rule.ts";
import { isBlocked } from "../../../benchmarks/gate-quality/rules/rule.ts";

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(file(name), "utf8"));

const processes = z.array(z.array(z.number()));
const cells = z
  .array(z.object({ name: z.string(), base: processes, head: processes }))
  .parse(read("fixtures/cells.json"));
const row = z.array(z.number());
const oracleSchema = z.object({
  cells: z.array(
    z.object({
      name: z.string(),
      pytestBenchmark: z.object({ ratio: z.number(), fails: z.boolean() }),
      asv: z.object({ p: z.number(), ratio: z.number(), worsened: z.boolean() }),
      benchstat: z.object({
        base: z.number(),
        head: z.number(),
        change: z.string(),
        p: z.number(),
        exact: z.number().nullable(),
      }),
      welch: z.number(),
    }),
  ),
  normalTails: z.array(z.tuple([z.number(), z.number()])),
  studentTails: z.array(z.tuple([z.number(), z.number(), z.number()])),
  upperBounds: z.array(z.tuple([z.number(), z.number(), z.number()])),
  tied: z.array(z.object({ base: row, head: row, p: z.number() })),
});
const oracle = oracleSchema.parse(read("fixtures/rules.json"));

function near(actual: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + Number.EPSILON);
}

const figure = (rule: Rule, cell: CellTimes): number => rule.figures([cell])[0] ?? expect.fail("no figure");
const blocks = (rule: Rule, cell: CellTimes): boolean => isBlocked(rule, figure(rule, cell), rule.setting);

describe.each(oracle.cells)("$name", ({ name, ...expected }) => {
  const cell = cells.find((one) => one.name === name) ?? expect.fail("no such cell");
  const [base, head] = [meansOf(cell.base), meansOf(cell.head)];

  test("pytest-benchmark", () => {
    near(figure(pytestBenchmark, cell), expected.pytestBenchmark.ratio);
    expect(blocks(pytestBenchmark, cell)).toBe(expected.pytestBenchmark.fails);
  });
  test("github-action-benchmark, by the same means", () => {
    near(figure(githubActionBenchmark(110), cell), expected.pytestBenchmark.ratio);
    expect(blocks(githubActionBenchmark(110), cell)).toBe(expected.pytestBenchmark.ratio > 1.1);
  });
  test("asv continuous", () => {
    near(chanceOfNoDifference(sortedTimes(cell)), expected.asv.p, 1e-8);
    expect(blocks(asvContinuous, cell)).toBe(expected.asv.worsened);
    if (expected.asv.worsened) near(figure(asvContinuous, cell), expected.asv.ratio);
  });
  test("benchstat", () => {
    const { p, exact, change } = expected.benchstat;
    expect(Math.abs(mannWhitney(base, head) - p)).toBeLessThanOrEqual(0.0005 + 1e-9);
    if (exact !== null) near(mannWhitney(base, head), exact);
    expect(blocks(benchstat, cell)).toBe(change.startsWith("+"));
    expect(blocks(benchstatWithCut, cell)).toBe(change.startsWith("+") && Number.parseFloat(change) > 5);
  });
  test("hyperfine's script", () => {
    near(welch(base, head), expected.welch);
    expect(blocks(hyperfineWelch, cell)).toBe(expected.welch < 0.05 && expected.pytestBenchmark.ratio > 1);
  });
});

describe("distributions", () => {
  test.each(oracle.normalTails)("normal, beyond %d", (z, tails) => near(normalTails(z), tails, 1e-12));
  test.each(oracle.studentTails)("t of %d with %d degrees", (t, degrees, tails) =>
    near(studentTails(t, degrees), tails),
  );
  test.each(oracle.upperBounds)("%d of %d", (count, trials, bound) => near(upperBound(count, trials, 0.95), bound));
  test("all of them leave no bound below 1", () => {
    expect(upperBound(7, 7, 0.95)).toBe(1);
  });
  test.each(oracle.tied)("Mann-Whitney of $base and $head", ({ base, head, p }) => near(mannWhitney(base, head), p));
});

describe("too few times", () => {
  test("are refused by asv's test, which would compare intervals instead", () => {
    expect(() => chanceOfNoDifference(sortedTimes({ base: [[1, 2, 3]], head: [[4, 5, 6]] }))).toThrow(RangeError);
  });
  test("are refused by the tests on processes", () => {
    expect(() => mannWhitney([], [1])).toThrow(RangeError);
    expect(() => welch([1], [1, 2])).toThrow(RangeError);
    expect(() => figure(pytestBenchmark, { base: [], head: [[1]] })).toThrow(RangeError);
  });
});

test("the committed figures are what the tools say now", (context) => {
  const { BLAS_BENCH_TOOLS_PYTHON: python, BLAS_BENCH_BENCHSTAT: program } = process.env;
  if (python === undefined || program === undefined)
    return context.skip("BLAS_BENCH_TOOLS_PYTHON and BLAS_BENCH_BENCHSTAT name no tools: see rules_oracle.py");
  const said = execFileSync(python, [file("rules_oracle.py"), program], { encoding: "utf8" });
  expect(oracleSchema.parse(JSON.parse(said))).toEqual(oracle);
});
