// What must not be shown as a figure. Whatever is left out of the comparisons is named here, or nobody would miss it.
import { ByPair } from "../result/by-pair.ts";
import type { Failure, Result } from "../result/schema.ts";
import { armsWithout } from "./arms.ts";
import type { Agreement, Withheld } from "./comparison.ts";
import type { Measured, MeasuredPair } from "./measured.ts";
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

/**
 * Whether a failure tells why a series has no figure for a benchmark: its own, that of the whole series, or that of the
 * whole run, such as "dario", which takes its rows "dario/svd" and so on with it.
 */
export function explanations(failures: readonly Failure[]): (series: string, benchmark: string) => boolean {
  const failed = new Map<string, Set<string | null>>();
  for (const { subject, benchmark } of failures)
    failed.set(subject, (failed.get(subject) ?? new Set<string | null>()).add(benchmark));
  return (series, benchmark) => {
    const known = failed.get(series);
    if (known === undefined) return false;
    const steps = benchmark.split("/");
    const prefixes = steps.map((_, index) => steps.slice(0, index + 1).join("/"));
    return known.has(null) || prefixes.some((prefix) => known.has(prefix));
  };
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
      if (both !== undefined && both.values.logRatios.length > 0) return [];
      const reason =
        both === undefined
          ? `${partner} has no figure to compare with`
          : `there is no block in which ${partner} was measured too`;
      return [{ benchmark, series, kind: "no-reference", reason }];
    }),
  );
}
