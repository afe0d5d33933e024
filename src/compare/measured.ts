// The usable measurements of a result, found by name, and what is said of two of them.
import { relativeDifference } from "../measure/fingerprint.ts";
import { ByPair } from "../result/by-pair.ts";
import type { Measurement, Result } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Agreement, GeometricMean } from "./comparison.ts";
import type { BlockValues, Pair } from "./pairs.ts";
import { blockValues } from "./pairs.ts";
import { ratioOf } from "./ratio.ts";
import { unusableReason } from "./times.ts";

/** One benchmark of a pair, both sides measured. */
export interface MeasuredPair extends Pair {
  readonly benchmark: Benchmark;
  readonly referenceMeasurement: Measurement;
  readonly subjectMeasurement: Measurement;
  /** Empty where no block has both. */
  readonly values: BlockValues;
}

export interface Measured {
  readonly usable: readonly Measurement[];
  readonly unusable: readonly { readonly measurement: Measurement; readonly reason: string }[];
  readonly benchmarks: ReadonlyMap<string, Benchmark>;
  /** The usable measurement of a benchmark and series. */
  find(benchmark: string, series: string): Measurement | undefined;
  /** In the order of the benchmarks. */
  pairsOf(pair: Pair): readonly MeasuredPair[];
}

/** Every measurement is looked at once, because a result can hold ten thousand of them. */
export function measuredOf({ benchmarks, measurements }: Pick<Result, "benchmarks" | "measurements">): Measured {
  const usable: Measurement[] = [];
  const unusable: { measurement: Measurement; reason: string }[] = [];
  for (const measurement of measurements) {
    const reason = unusableReason(measurement);
    if (reason === null) usable.push(measurement);
    else unusable.push({ measurement, reason });
  }
  const byPair = ByPair.of(usable);
  const find: Measured["find"] = (benchmark, series) => byPair.get(benchmark, series);
  const pairsOf = (pair: Pair): MeasuredPair[] =>
    benchmarks.flatMap((benchmark) => {
      const referenceMeasurement = find(benchmark.name, pair.reference.id);
      const subjectMeasurement = find(benchmark.name, pair.subject.id);
      if (referenceMeasurement === undefined || subjectMeasurement === undefined) return [];
      const values = blockValues(referenceMeasurement, subjectMeasurement);
      return [{ ...pair, benchmark, referenceMeasurement, subjectMeasurement, values }];
    });
  return { usable, unusable, benchmarks: new Map(benchmarks.map((one) => [one.name, one])), find, pairsOf };
}

export function agreementOf({ benchmark, reference, subject, ...pair }: MeasuredPair): Agreement {
  const tolerance = benchmark.relativeTolerance;
  const one = pair.referenceMeasurement.fingerprint;
  const other = pair.subjectMeasurement.fingerprint;
  const names = { benchmark: benchmark.name, reference: reference.id, subject: subject.id, tolerance };
  if (tolerance === null || one === null || other === null || one.length + other.length === 0)
    return { ...names, status: "not-comparable", largestRelativeDifference: null };
  const difference = relativeDifference(one, other);
  return {
    ...names,
    status: difference <= tolerance ? "agrees" : "differs",
    largestRelativeDifference: Number.isFinite(difference) ? difference : null,
  };
}

/**
 * Of one pair of series, over the benchmarks that take turns: the rows of a whole run overlap, as its total holds the
 * others. A block counts when it has all of them, so that every block is a mean of the same things; a row that was measured
 * in less than half of the blocks, as it was limited to, would take all others down with it, and is left out.
 */
export function geometricMean(pairs: readonly MeasuredPair[]): GeometricMean[] {
  const timed = pairs.filter(({ benchmark }) => benchmark.role === "benchmark" && benchmark.method === "turns");
  const most = timed.reduce((blocks, { values }) => Math.max(blocks, values.numbers.length), 0);
  const rows = timed.filter(({ values }) => 2 * values.numbers.length >= most);
  const [first] = rows;
  if (first === undefined || rows.length === 1) return [];
  const blocks = new Map<number, { sum: number; rows: number }>();
  for (const { values } of rows)
    values.numbers.forEach((number, place) => {
      const block = blocks.get(number) ?? { sum: 0, rows: 0 };
      blocks.set(number, block);
      block.sum += values.logRatios[place] ?? Number.NaN;
      block.rows += 1;
    });
  const means = [...blocks.values()].filter((one) => one.rows === rows.length).map(({ sum }) => sum / rows.length);
  if (means.length === 0) return [];
  const names = { reference: first.reference.id, subject: first.subject.id };
  return [{ ...names, estimate: ratioOf(means), benchmarks: rows.length }];
}

/** Times at the ends of what a number can hold have no ratio. */
export function isComparable({ values: { logRatios } }: MeasuredPair): boolean {
  return logRatios.length > 0 && logRatios.every(Number.isFinite);
}
