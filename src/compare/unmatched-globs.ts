// Globs of `select` and `threshold` that fit no benchmark: a misspelled one must not pass for a rule that was kept.
import { splitGlobs } from "../inputs/values.ts";
import { unmatchedNotice } from "../plan/glob.ts";
import type { Result } from "../result/schema.ts";
import type { ThresholdOverride } from "./thresholds.ts";

/** A sentence for each input with such globs; none where no benchmark is known, which is told otherwise. */
export function unmatchedNotices(
  { benchmarks, configuration }: Pick<Result, "benchmarks" | "configuration">,
  overrides: readonly ThresholdOverride[],
): readonly string[] {
  if (benchmarks.length === 0) return [];
  const names = benchmarks.map(({ name }) => name);
  const judged = benchmarks.filter(({ role }) => role === "benchmark").map(({ name }) => name);
  return [
    // "dario" selects a whole run, of which the rows "dario/svd" and so on are in the result.
    ...unmatchedNotice("select", splitGlobs(configuration.select ?? ""), names.flatMap(withWholes), "selects nothing"),
    ...unmatchedNotice(
      "threshold",
      overrides.map(({ glob }) => glob),
      judged,
      "changes nothing",
    ),
  ];
}

function withWholes(name: string): string[] {
  const steps = name.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}
