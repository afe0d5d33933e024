// What must not be shown as a figure. Whatever is left out of the comparisons is named here, or nobody would miss it.
import { ByPair } from "../result/by-pair.ts";
import type { Result } from "../result/schema.ts";
import { armsWithout } from "./arms.ts";
import type { Agreement, Withheld } from "./comparison.ts";
import { explanations } from "./explanations.ts";
import type { Measured, MeasuredPair } from "./measured.ts";
import { isComparable } from "./measured.ts";
import type { Pair } from "./pairs.ts";

type Expected = Pick<Result, "series" | "benchmarks" | "measurements" | "failures">;

/** @param compared The benchmarks of the pairs, also those that have no block in common. */
export function findWithheld(
  result: Expected,
  measured: Measured,
  pairs: readonly Pair[],
  compared: readonly MeasuredPair[],
  agreements: readonly Agreement[],
): readonly Withheld[] {
  return [
    ...agreements.filter((agreement) => agreement.status === "differs").map(wrongResult),
    ...measured.unusable.map(({ measurement: { benchmark, series }, reason }) => ({
      benchmark,
      series,
      kind: "unusable" as const,
      reason,
    })),
    ...missing(result),
    ...withoutReference(pairs, measured, compared),
  ];
}

function wrongResult({ benchmark, subject, reference, tolerance, largestRelativeDifference }: Agreement): Withheld {
  const difference =
    largestRelativeDifference === null
      ? "not all of its numbers are finite"
      : `they differ by ${largestRelativeDifference.toPrecision(2)} of their size, where ${tolerance} is allowed`;
  return {
    benchmark,
    series: subject,
    kind: "wrong-result",
    reason: `does not compute the same numbers as ${reference}: ${difference}`,
  };
}

/** What should be here and is not, with no failure that says why: it must not look as if it had never been asked for. */
function missing(result: Expected): Withheld[] {
  const { series, benchmarks, measurements, failures } = result;
  const known = ByPair.of(measurements);
  const isExplained = explanations(failures);
  const isWithout = armsWithout(result);
  return series.flatMap(({ id, arm }) =>
    benchmarks
      .filter(({ name }) => !known.has(name, id) && !isExplained(id, name) && !isWithout(arm, name))
      .map(({ name }) => ({
        benchmark: name,
        series: id,
        kind: "missing" as const,
        reason: "was neither measured nor reported as failed",
      })),
  );
}

/** Figures that have nothing to be compared with, on the backend axis or among launchers. */
function withoutReference(pairs: readonly Pair[], { usable }: Measured, compared: readonly MeasuredPair[]): Withheld[] {
  const bySubject = new Map<string, Pair[]>();
  for (const pair of pairs) bySubject.set(pair.subject.id, [...(bySubject.get(pair.subject.id) ?? []), pair]);
  const key = (benchmark: string, { reference, subject }: Pair): string =>
    JSON.stringify([benchmark, reference.id, subject.id]);
  const paired = new Map(compared.map((pair) => [key(pair.benchmark.name, pair), pair]));
  return usable.flatMap(({ benchmark, series }) =>
    (bySubject.get(series) ?? []).flatMap((pair): Withheld[] => {
      const partner = pair.reference.id;
      const both = paired.get(key(benchmark, pair));
      if (both !== undefined && isComparable(both)) return [];
      return [{ benchmark, series, kind: "no-reference", reason: whyNoRatio(both, partner) }];
    }),
  );
}

function whyNoRatio(both: MeasuredPair | undefined, partner: string): string {
  if (both === undefined) return `${partner} has no figure to compare with`;
  if (both.values.logRatios.length === 0) return `there is no block in which ${partner} was measured too`;
  return `in a block, there is no ratio of its figure to that of ${partner}`;
}
