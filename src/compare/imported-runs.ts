// Two files of another tool, side by side: ratios as far as their samples carry them. Nothing is decided.
import type { Figures, ImportedBenchmark, ImportedRun } from "../result/import/imported-run.ts";
import { valuesOf } from "../result/import/rows.ts";
import type { Difference } from "./comparability.ts";
import type { RatioEstimate } from "./comparison.ts";
import { directionOf, ratioAt } from "./ratio.ts";
import { median } from "./statistics.ts";
import { shiftBetween } from "./two-sample.ts";

/**
 * What a ratio rests on.
 * - "processes": one value for each process on both sides, so that what varies between processes is in the interval.
 * - "samples": samples that the file knows of one process. They share its memory layout, which is not in the interval.
 * - "summary": a side has no samples, so there is no interval, and nothing can be said of chance.
 */
export type Basis = "processes" | "samples" | "summary";

/** "faster", "slower": of times. "better", "worse": of what has a known direction. "larger", "smaller": of the rest. */
export type ImportedOutcome = "faster" | "slower" | "better" | "worse" | "larger" | "smaller" | "undecided";

/** One benchmark, B over A. */
export interface ImportedComparison {
  readonly name: string;
  readonly unit: string;
  readonly better: ImportedBenchmark["better"];
  readonly basis: Basis;
  readonly estimate: RatioEstimate;
  readonly outcome: ImportedOutcome;
  readonly a: ImportedSide;
  readonly b: ImportedSide;
}

export interface ImportedSide {
  /** Median of all samples, or what the summary says. */
  readonly value: number;
  /** Values that the ratio was computed from: processes, samples, or 1. */
  readonly count: number;
}

export interface ImportedComparisons {
  /** Any of them, and nothing may be compared. Only what both files say. */
  readonly machines: readonly Difference[];
  readonly settings: readonly Difference[];
  /** Whether the files say on which machine they were measured. */
  readonly isMachineKnown: boolean;
  readonly comparisons: readonly ImportedComparison[];
  /** In both files, without a ratio; the reason is a clause. */
  readonly notComparable: readonly { readonly name: string; readonly reason: string }[];
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
}

/** The estimate holds a number for each pair, and a fast test of pytest-benchmark has 100,000 rounds. */
const mostSamples = 200;

export function compareImportedRuns(a: ImportedRun, b: ImportedRun): ImportedComparisons {
  const ofA = new Map(a.benchmarks.map((one) => [one.name, one]));
  const ofB = new Set(b.benchmarks.map(({ name }) => name));
  const looks = b.benchmarks.flatMap((benchmark): Look[] => {
    const former = ofA.get(benchmark.name);
    return former === undefined ? [] : [look(former, benchmark)];
  });
  return {
    machines: differences(a.machine, b.machine),
    settings: differences(a.settings, b.settings),
    isMachineKnown: a.machine.some(({ what }) => b.machine.some((fact) => fact.what === what)),
    comparisons: looks.flatMap((one) => ("estimate" in one ? [one] : [])),
    notComparable: looks.flatMap((one) => ("reason" in one ? [one] : [])),
    onlyInA: a.benchmarks.map(({ name }) => name).filter((name) => !ofB.has(name)),
    onlyInB: b.benchmarks.map(({ name }) => name).filter((name) => !ofA.has(name)),
  };
}

function differences(a: ImportedRun["machine"], b: ImportedRun["machine"]): readonly Difference[] {
  return a.flatMap(({ what, value }) => {
    const other = b.find((fact) => fact.what === what);
    return other === undefined || other.value === value ? [] : [{ what, a: value, b: other.value }];
  });
}

type Look = ImportedComparison | ImportedComparisons["notComparable"][number];

function look(former: ImportedBenchmark, benchmark: ImportedBenchmark): Look {
  const { name, unit } = benchmark;
  if (former.unit !== unit) return { name, reason: "has another unit in B than in A" };
  if (former.better !== benchmark.better) return { name, reason: "has another better side in B than in A" };
  const { basis, a, b } = samplesOf(former.figures, benchmark.figures);
  if ([...a, ...b].some((value) => value <= 0))
    return { name, reason: "has values that are not above 0, of which there is no ratio" };
  const estimate = ratioAt(shiftBetween(a.map(Math.log), b.map(Math.log)), Math.min(a.length, b.length));
  return {
    name,
    unit,
    better: benchmark.better,
    basis,
    estimate,
    outcome: outcomeOf(benchmark, estimate),
    a: { value: median(valuesOf(former.figures)), count: a.length },
    b: { value: median(valuesOf(benchmark.figures)), count: b.length },
  };
}

interface Samples {
  readonly basis: Basis;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

function samplesOf(a: Figures, b: Figures): Samples {
  if (a.kind === "summary" || b.kind === "summary")
    return { basis: "summary", a: [median(valuesOf(a))], b: [median(valuesOf(b))] };
  const areMany = (figures: Figures): boolean => figures.kind === "processes" && figures.processes.length > 1;
  if (a.kind === "processes" && b.kind === "processes" && areMany(a) && areMany(b))
    return { basis: "processes", a: thinned(a.processes.map(median)), b: thinned(b.processes.map(median)) };
  return { basis: "samples", a: thinned(valuesOf(a)), b: thinned(valuesOf(b)) };
}

/** Neighbours are taken together, by their median: they are alike anyway. */
function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= mostSamples) return values;
  const start = (group: number): number => Math.floor((group * values.length) / mostSamples);
  return Array.from({ length: mostSamples }, (_, group) => median(values.slice(start(group), start(group + 1))));
}

function outcomeOf({ unit, better }: ImportedBenchmark, estimate: RatioEstimate): ImportedOutcome {
  const direction = directionOf(estimate);
  if (direction === "undecided" || unit === "s") return direction;
  const isLarger = direction === "slower";
  if (better === null) return isLarger ? "larger" : "smaller";
  return isLarger === (better === "bigger") ? "better" : "worse";
}
