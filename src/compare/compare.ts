// Result -> Comparisons: variants against the reference, head against base, and what must not be shown as a figure.
import { ByPair } from "../result/by-pair.ts";
import type { Result, Series } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { ArmFacts } from "./code-axis.ts";
import { compareArms } from "./code-axis.ts";
import type { BackendComparison, Comparisons, LauncherComparison, SeriesTiming, SeriesValue } from "./comparison.ts";
import type { Measured, MeasuredPair } from "./measured.ts";
import { agreementOf, geometricMean, isComparable, measuredOf } from "./measured.ts";
import type { Pair } from "./pairs.ts";
import { directionOf, ratioOf } from "./ratio.ts";
import { median } from "./statistics.ts";
import type { ThresholdFor } from "./thresholds.ts";
import { defaultThreshold, thresholdsOf } from "./thresholds.ts";
import { blockMedians } from "./times.ts";
import { findWithheld } from "./withheld.ts";

/** What of a result is compared. */
export type Comparable = Pick<
  Result,
  "reference" | "environments" | "series" | "benchmarks" | "schedule" | "measurements" | "failures"
>;

/**
 * Pure: the same result gives the same figures, anywhere. Linear in the number of measurements.
 *
 * @param thresholdFor Smallest slowdown that matters; by default the platform's, which a result without series has not.
 */
export function compareResult(result: Comparable, thresholdFor?: ThresholdFor): Comparisons {
  return compareResults([{ result, ...(thresholdFor === undefined ? {} : { thresholdFor }) }]);
}

/** The same of several results, whose ids are unique: each is compared within itself, and all are judged as one family. */
export function compareResults(
  results: readonly { readonly result: Comparable; readonly thresholdFor?: ThresholdFor }[],
): Comparisons {
  const separate = results.map(({ result, thresholdFor }) => compareWithin(result, thresholdFor));
  const axes = compareArms(separate.map(({ arms }) => arms));
  return {
    timings: separate.flatMap(({ arms }) => arms.timings),
    values: separate.flatMap(({ arms }) => arms.values),
    backends: separate.flatMap(({ backends }) => backends),
    launchers: separate.flatMap(({ launchers }) => launchers),
    geometricMeans: separate.flatMap(({ geometricMeans }) => geometricMeans),
    agreements: separate.flatMap(({ agreements }) => agreements),
    withheld: separate.flatMap(({ withheld }) => withheld),
    code: {
      comparisons: axes.flatMap(({ comparisons }) => comparisons),
      interactions: axes.flatMap(({ interactions }) => interactions),
      geometricMeans: axes.flatMap(({ geometricMeans }) => geometricMeans),
      agreements: axes.flatMap(({ agreements }) => agreements),
      controls: {
        judged: axes.reduce((sum, { controls }) => sum + controls.judged, 0),
        moved: axes.flatMap(({ controls }) => controls.moved),
      },
    },
  };
}

type Within = Omit<Comparisons, "code" | "timings" | "values"> & { readonly arms: ArmFacts };

function compareWithin(result: Comparable, thresholdFor?: ThresholdFor): Within {
  const measured = measuredOf(result);
  const variants = backendPairs(result);
  const pairs = [...variants, ...launcherPairs(result)];
  const byPair = pairs.map((pair) => measured.pairsOf(pair));
  const compared = byPair.flat();
  const agreements = compared.map(agreementOf);
  const wrong = ByPair.ofSubjects(agreements.filter(({ status }) => status === "differs"));
  const isRight = (benchmark: string, series: string): boolean => !wrong.has(benchmark, series);
  const isFit = (pair: MeasuredPair): boolean => isRight(pair.benchmark.name, pair.subject.id) && isComparable(pair);
  const timings = timingsOf(measured).filter(({ benchmark, series }) => isRight(benchmark, series));
  const platform = result.series[0]?.platform ?? "linux-64";
  return {
    backends: byPair.slice(0, variants.length).flat().filter(isFit).flatMap(backendComparison),
    launchers: byPair.slice(variants.length).flat().filter(isFit).flatMap(launcherComparison),
    geometricMeans: byPair.flatMap((rows) => geometricMean(rows.filter(isFit))),
    agreements,
    withheld: findWithheld(result, measured, pairs, compared, agreements),
    arms: {
      result,
      measured,
      timings,
      values: valuesOf(measured),
      defaultShare: defaultThreshold(platform),
      thresholdFor: thresholdFor ?? thresholdsOf(defaultThreshold(platform)),
    },
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

/** Every series at head that is not started directly, with the one of the same variant that is. */
function launcherPairs({ series }: Comparable): Pair[] {
  const cell = ({ variant, platform, threads }: Series): string => JSON.stringify([variant, platform, threads]);
  const atHead = series.filter(({ arm }) => arm === "head");
  const direct = new Map(atHead.filter(({ launcher }) => launcher === "direct").map((one) => [cell(one), one]));
  return atHead.flatMap((subject) => {
    const reference = direct.get(cell(subject));
    return subject.launcher === "direct" || reference === undefined ? [] : [{ reference, subject }];
  });
}

function launcherComparison(pair: MeasuredPair): LauncherComparison[] {
  return backendComparison(pair).map((one) => ({ ...one, axis: "launcher" }));
}

function backendComparison({ benchmark, reference, subject, values }: MeasuredPair): BackendComparison[] {
  // Faster and slower are words for times.
  if (benchmark.quantity !== undefined) return [];
  const estimate = ratioOf(values.logRatios);
  const names = { benchmark: benchmark.name, reference: reference.id, subject: subject.id };
  return [{ axis: "backend", ...names, estimate, outcome: directionOf(estimate) }];
}

function timingsOf({ usable, benchmarks }: Measured): SeriesTiming[] {
  const times = usable.filter(({ benchmark }) => benchmarks.get(benchmark)?.quantity === undefined);
  return times.map((measurement) => {
    const { benchmark, series } = measurement;
    const nanoseconds = median(blockMedians(measurement));
    const flop: Benchmark["flop"] = benchmarks.get(benchmark)?.flop ?? null;
    return {
      benchmark,
      series,
      medianSeconds: nanoseconds / 1e9,
      gflopPerSecond: flop === null ? null : flop / nanoseconds,
    };
  });
}

function valuesOf({ usable, benchmarks }: Measured): SeriesValue[] {
  return usable.flatMap(({ benchmark, series, blocks }) => {
    const quantity = benchmarks.get(benchmark)?.quantity;
    if (quantity === undefined) return [];
    const value = median(blocks.values ?? []);
    return [{ benchmark, series, value, unit: quantity.unit }];
  });
}
