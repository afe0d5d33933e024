// Ratios of other tools' files: what they rest on, and what there is no ratio of.
import { describe, expect, it } from "vitest";
import type { ImportedComparison } from "../../src/compare/imported-runs.ts";
import { compareImportedRuns } from "../../src/compare/imported-runs.ts";
import { shiftBetween } from "../../src/compare/two-sample.ts";
import type { Figures, ImportedBenchmark, ImportedRun } from "../../src/result/import/imported-run.ts";

function runWith(benchmarks: readonly Partial<ImportedBenchmark>[], more: Partial<ImportedRun> = {}): ImportedRun {
  return {
    format: "json",
    toolVersion: null,
    startedAt: null,
    machine: [],
    settings: [],
    benchmarks: benchmarks.map((one) => ({
      name: "x",
      unit: "s",
      better: "smaller",
      figures: { kind: "summary", statistic: "value", value: 1, count: null },
      ...one,
    })),
    omitted: [],
    notices: [],
    ...more,
  };
}

function compared(a: Partial<ImportedBenchmark>, b: Partial<ImportedBenchmark>): ImportedComparison {
  const [one] = compareImportedRuns(runWith([a]), runWith([b])).comparisons;
  if (one === undefined) throw new Error("no ratio");
  return one;
}

const samples = (...values: number[]): Figures => ({ kind: "samples", samples: values });
const processes = (...values: number[][]): Figures => ({ kind: "processes", processes: values });
const summary = (value: number): Figures => ({ kind: "summary", statistic: "mean", value, count: 9 });

describe("a ratio rests on", () => {
  it("one value for each process, where both sides have several", () => {
    const a = processes([1, 2, 3], [2, 2, 9], [1], [3, 1]);
    const { basis, estimate, b } = compared({ figures: a }, { figures: processes([4], [4], [4], [8]) });
    const shift = shiftBetween([2, 2, 1, 2].map(Math.log), [4, 4, 4, 8].map(Math.log));
    expect([basis, b.count, estimate.blocks]).toEqual(["processes", 4, 4]);
    expect(estimate.ratio).toBeCloseTo(Math.exp(shift.estimate), 12);
    expect(estimate.interval?.low).toBeCloseTo(Math.exp(shift.interval?.low ?? Number.NaN), 12);
  });

  it("samples, where a side has one process", () => {
    const { basis, a, b } = compared({ figures: processes([1, 2, 3, 4]) }, { figures: samples(2, 4, 6) });
    expect([basis, a.count, b.count]).toEqual(["samples", 4, 3]);
  });

  it("a summary, where a side has nothing else, and then it says nothing of chance", () => {
    const one = compared({ figures: summary(1) }, { figures: processes([9], [9], [9], [9], [9]) });
    expect(one).toMatchObject({ basis: "summary", outcome: "undecided", estimate: { interval: null } });
    expect(one.estimate.ratio).toBeCloseTo(9, 12);
  });

  it("the medians of neighbours, where there are very many samples", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => 1 + (index % 7) / 100);
    const { estimate, a } = compared(
      { figures: samples(...many) },
      { figures: samples(...many.map((one) => 2 * one)) },
    );
    expect(a.count).toBe(200);
    expect(estimate.ratio).toBeCloseTo(2, 2);
  });
});

describe("which way is better", () => {
  const low = samples(1, 1.01, 1.02, 1.03, 1.04);
  const high = samples(2, 2.01, 2.02, 2.03, 2.04);
  it.each([
    ["s", "smaller", "slower", "faster"],
    ["B", "smaller", "worse", "better"],
    ["MB/s", "bigger", "better", "worse"],
    ["points", null, "larger", "smaller"],
  ] as const)("of %s, %s", (unit, better, more, less) => {
    const of = (figures: Figures): Partial<ImportedBenchmark> => ({ unit, better, figures });
    expect(compared(of(low), of(high)).outcome).toBe(more);
    expect(compared(of(high), of(low)).outcome).toBe(less);
    expect(compared(of(low), of(low)).outcome).toBe("undecided");
  });
});

it("has no ratio of what is not above 0, nor of two units", () => {
  const a = runWith([
    { name: "zero", unit: "allocs", figures: samples(0, 0) },
    { name: "unit", unit: "MB" },
    { name: "side", unit: "points", better: null },
    { name: "gone" },
  ]);
  const b = runWith([
    { name: "zero", unit: "allocs", figures: samples(0, 0) },
    { name: "unit", unit: "KB" },
    { name: "side", unit: "points", better: "bigger" },
    { name: "new" },
  ]);
  const comparison = compareImportedRuns(a, b);
  expect(comparison.comparisons).toEqual([]);
  expect(comparison.notComparable).toEqual([
    { name: "zero", reason: "has values that are not above 0, of which there is no ratio" },
    { name: "unit", reason: "has another unit in B than in A" },
    { name: "side", reason: "has another better side in B than in A" },
  ]);
  expect([comparison.onlyInA, comparison.onlyInB]).toEqual([["gone"], ["new"]]);
});

it("compares what both files say of their machines", () => {
  const cpu = (value: string) => ({ what: "CPU model", value });
  const a = runWith([{}], {
    machine: [cpu("x"), { what: "system", value: "linux" }],
    settings: [{ what: "Python", value: "3.11" }],
  });
  const b = runWith([{}], { machine: [cpu("y")], settings: [{ what: "Python", value: "3.12" }] });
  expect(compareImportedRuns(a, b)).toMatchObject({
    machines: [{ what: "CPU model", a: "x", b: "y" }],
    settings: [{ what: "Python", a: "3.11", b: "3.12" }],
    isMachineKnown: true,
  });
  expect(compareImportedRuns(runWith([{}]), b).isMachineKnown).toBe(false);
});
