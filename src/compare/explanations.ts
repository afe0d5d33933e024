// Which failure tells why a figure is not there.
import type { Failure } from "../result/schema.ts";

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
    return known !== undefined && (known.has(null) || isAmong(known, benchmark));
  };
}

/** Whether the benchmark, or the run that it is a row of, is among these names. */
export function isAmong(names: ReadonlySet<string | null>, benchmark: string): boolean {
  const steps = benchmark.split("/");
  return steps.some((_, index) => names.has(steps.slice(0, index + 1).join("/")));
}
