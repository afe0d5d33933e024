// Result -> Comparisons: each variant against the reference variant, and what must not be shown as a figure.
import { relativeDifference } from "../measure/fingerprint.ts";
import type { Measurement, Result, Series } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type {
  Agreement,
  BackendComparison,
  Comparisons,
  GeometricMean,
  RatioEstimate,
  SeriesTiming,
} from "./comparison.ts";
import type { BlockValues, Pair } from "./pairs.ts";
import { blockValues, unusableReason } from "./pairs.ts";
import { locate, median } from "./statistics.ts";
import { findWithheld } from "./withheld.ts";

/** What of a result is compared. */
export type Comparable = Pick<Result, "reference" | "series" | "benchmarks" | "measurements" | "failures">;

/** One benchmark of a pair, both sides measured. */
interface MeasuredPair extends Pair {
  readonly benchmark: Benchmark;
  readonly referenceMeasurement: Measurement;
  readonly subjectMeasurement: Measurement;
}

/** Pure: the same result gives the same figures, anywhere. */
export function compareResult(result: Comparable): Comparisons {
  const usable = result.measurements.filter((measurement) => unusableReason(measurement) === null);
  const pairs = backendPairs(result);
  const measured = measuredPairs(pairs, result.benchmarks, usable);
  const agreements = measured.flatMap(agreementOf);
  const wrong = agreements.filter((agreement) => agreement.status === "differs");
  const isWrong = (benchmark: string, series: string): boolean =>
    wrong.some((agreement) => agreement.benchmark === benchmark && agreement.subject === series);
  const right = measured.filter((pair) => !isWrong(pair.benchmark.name, pair.subject.id));
  return {
    timings: usable
      .filter((measurement) => !isWrong(measurement.benchmark, measurement.series))
      .map((measurement) => timingOf(measurement, result.benchmarks)),
    backends: right.flatMap(backendComparison),
    geometricMeans: pairs.flatMap((pair) => geometricMean(pair, right)),
    agreements,
    withheld: findWithheld(result, pairs, agreements),
  };
}

/** Every series at head but the reference's own, with the reference at the same threads and launcher. */
function backendPairs({ reference, series }: Comparable): Pair[] {
  const atHead = series.filter((candidate) => candidate.arm === "head");
  return atHead
    .filter((subject) => reference !== null && subject.variant !== reference)
    .flatMap((subject) => {
      const found = atHead.find(
        (candidate) =>
          candidate.variant === reference &&
          candidate.threads === subject.threads &&
          candidate.launcher === subject.launcher,
      );
      return found === undefined ? [] : [{ reference: found, subject }];
    });
}

function measuredPairs(
  pairs: readonly Pair[],
  benchmarks: readonly Benchmark[],
  measurements: readonly Measurement[],
): MeasuredPair[] {
  const find = (benchmark: Benchmark, series: Series): Measurement | undefined =>
    measurements.find((candidate) => candidate.benchmark === benchmark.name && candidate.series === series.id);
  return pairs.flatMap((pair) =>
    benchmarks.flatMap((benchmark) => {
      const referenceMeasurement = find(benchmark, pair.reference);
      const subjectMeasurement = find(benchmark, pair.subject);
      if (referenceMeasurement === undefined || subjectMeasurement === undefined) return [];
      return [{ ...pair, benchmark, referenceMeasurement, subjectMeasurement }];
    }),
  );
}

function agreementOf({ benchmark, reference, subject, ...pair }: MeasuredPair): Agreement[] {
  const tolerance = benchmark.relativeTolerance;
  const one = pair.referenceMeasurement.fingerprint;
  const other = pair.subjectMeasurement.fingerprint;
  const names = { benchmark: benchmark.name, reference: reference.id, subject: subject.id, tolerance };
  if (tolerance === null || one === null || other === null || one.length + other.length === 0)
    return [{ ...names, status: "not-comparable", largestRelativeDifference: null }];
  const difference = relativeDifference(one, other);
  return [
    {
      ...names,
      status: difference <= tolerance ? "agrees" : "differs",
      largestRelativeDifference: Number.isFinite(difference) ? difference : null,
    },
  ];
}

function backendComparison(pair: MeasuredPair): BackendComparison[] {
  const values = blockValues(pair.referenceMeasurement, pair.subjectMeasurement);
  if (values.size === 0) return [];
  const estimate = ratioOf([...values.values()]);
  return [
    {
      axis: "backend",
      benchmark: pair.benchmark.name,
      reference: pair.reference.id,
      subject: pair.subject.id,
      estimate,
      outcome: outcomeOf(estimate),
    },
  ];
}

/** From log ratios to a ratio, whose interval keeps its level: the logarithm is monotonic. */
function ratioOf(logRatios: readonly number[]): RatioEstimate {
  const { estimate, interval } = locate(logRatios);
  return {
    ratio: Math.exp(estimate),
    interval:
      interval === null ? null : { low: Math.exp(interval.low), high: Math.exp(interval.high), level: interval.level },
    blocks: logRatios.length,
  };
}

function outcomeOf({ interval }: RatioEstimate): BackendComparison["outcome"] {
  if (interval === null) return "undecided";
  if (interval.high < 1) return "faster";
  return interval.low > 1 ? "slower" : "undecided";
}

/**
 * Over the benchmarks that take turns: the rows of a whole run overlap, as its total holds the others.
 * A block counts when it has all of them, so that every block is a mean of the same things.
 */
function geometricMean(pair: Pair, right: readonly MeasuredPair[]): GeometricMean[] {
  const rows = right.filter(
    ({ subject, benchmark }) =>
      subject === pair.subject && benchmark.role === "benchmark" && benchmark.method === "turns",
  );
  const values = rows.map((row) => blockValues(row.referenceMeasurement, row.subjectMeasurement));
  const [first, ...others] = values;
  if (first === undefined || others.length === 0) return [];
  const blocks = [...first.keys()].filter((block) => others.every((other) => other.has(block)));
  if (blocks.length === 0) return [];
  return [
    {
      reference: pair.reference.id,
      subject: pair.subject.id,
      estimate: ratioOf(blocks.map((block) => meanAt(block, values))),
      benchmarks: values.length,
    },
  ];
}

function meanAt(block: number, values: readonly BlockValues[]): number {
  return values.reduce((sum, value) => sum + (value.get(block) ?? Number.NaN), 0) / values.length;
}

function timingOf(measurement: Measurement, benchmarks: readonly Benchmark[]): SeriesTiming {
  const nanoseconds = median(measurement.blocks.map((block) => median(block.nanoseconds)));
  const flop = benchmarks.find((benchmark) => benchmark.name === measurement.benchmark)?.flop ?? null;
  return {
    benchmark: measurement.benchmark,
    series: measurement.series,
    medianSeconds: nanoseconds / 1e9,
    gflopPerSecond: flop === null ? null : flop / nanoseconds,
  };
}
