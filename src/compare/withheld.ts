// What must not be shown as a figure. Whatever is left out of the comparisons is named here, or nobody would miss it.
import type { Failure, Measurement, Result } from "../result/schema.ts";
import type { Agreement, Withheld } from "./comparison.ts";
import type { Pair } from "./pairs.ts";
import { blockValues, unusableReason } from "./pairs.ts";

type Expected = Pick<Result, "series" | "benchmarks" | "measurements" | "failures">;

export function findWithheld(
  result: Expected,
  pairs: readonly Pair[],
  agreements: readonly Agreement[],
): readonly Withheld[] {
  return [
    ...agreements.filter((agreement) => agreement.status === "differs").map(wrongResult),
    ...result.measurements.flatMap(unusable),
    ...missing(result),
    ...pairs.flatMap((pair) => withoutReference(pair, result.measurements)),
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

function unusable(measurement: Measurement): Withheld[] {
  const reason = unusableReason(measurement);
  if (reason === null) return [];
  return [{ benchmark: measurement.benchmark, series: measurement.series, kind: "unusable", reason }];
}

/** What should be here and is not, with no failure that says why: it must not look as if it had never been asked for. */
function missing({ series, benchmarks, measurements, failures }: Expected): Withheld[] {
  return series.flatMap(({ id }) =>
    benchmarks
      .filter(({ name }) => find(measurements, name, id) === undefined)
      .filter(({ name }) => !failures.some((failure) => explains(failure, id, name)))
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
export function explains(failure: Failure, series: string, benchmark: string): boolean {
  if (failure.subject !== series) return false;
  const failed = failure.benchmark;
  return failed === null || failed === benchmark || benchmark.startsWith(`${failed}/`);
}

function withoutReference({ reference, subject }: Pair, measurements: readonly Measurement[]): Withheld[] {
  const usable = measurements.filter((measurement) => unusableReason(measurement) === null);
  return usable
    .filter((measurement) => measurement.series === subject.id)
    .flatMap((measurement) => {
      const partner = find(usable, measurement.benchmark, reference.id);
      if (partner !== undefined && blockValues(partner, measurement).size > 0) return [];
      const reason =
        partner === undefined
          ? `${reference.id} has no figure to compare with`
          : `there is no block in which ${reference.id} was measured too`;
      return [{ benchmark: measurement.benchmark, series: subject.id, kind: "no-reference", reason }];
    });
}

function find(measurements: readonly Measurement[], benchmark: string, series: string): Measurement | undefined {
  return measurements.find((candidate) => candidate.benchmark === benchmark && candidate.series === series);
}
