// The rows of two separate runs: the runs themselves, and one row for each benchmark of a pair of series.
import type { SeriesPair } from "../compare/comparability.ts";
import type { SeparateComparison, SeparateRuns } from "../compare/separate-runs.ts";
import type { Result } from "../result/schema.ts";
import type { BackendVerdict } from "../verify/verdict.ts";
import { labelsOf } from "./labels.ts";

export interface RunFacts {
  /** As it was named by whoever asked. */
  readonly file: string;
  /** At head. */
  readonly result: Result;
  /** Whether base was measured too, which is left out here. */
  readonly hasBase: boolean;
  /** By series id. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
}

export interface RunRow {
  readonly file: string;
  readonly startedAt: string;
  readonly toolVersion: string;
  /** null outside of a git repository. */
  readonly commit: string | null;
  readonly isDirty: boolean;
  readonly hasBase: boolean;
}

/** B over A: below 1, B is faster. */
export interface SeparateRow
  extends Pick<SeparateComparison, "estimate" | "outcome" | "aSeconds" | "bSeconds" | "aBlocks" | "bBlocks"> {
  readonly benchmark: string;
  readonly layer: "blas" | "lapack" | null;
  readonly label: string;
}

/** Worst first. */
export function rowsOf(
  { comparisons }: SeparateRuns,
  role: "benchmark" | "control",
  labelOf: (pair: SeriesPair) => string,
): readonly SeparateRow[] {
  return comparisons
    .filter(({ benchmark }) => benchmark.role === role)
    .map(({ benchmark, pair, changedNumbers: _, ...figures }) => ({
      benchmark: benchmark.name,
      layer: benchmark.layer,
      label: labelOf(pair),
      ...figures,
    }))
    .toSorted((one, other) => other.estimate.ratio - one.estimate.ratio);
}

export function runRow({ file, result, hasBase }: RunFacts): RunRow {
  return {
    file,
    startedAt: result.startedAt,
    toolVersion: result.tool.version,
    commit: result.code?.headCommit ?? null,
    isDirty: result.code?.dirty ?? false,
    hasBase,
  };
}

/** As in a report of B, and with both names where they are not the same. */
export function pairLabels(pairs: readonly SeriesPair[]): (pair: SeriesPair) => string {
  const labels = labelsOf(pairs.map(({ b }) => b));
  return ({ a, b }) => (a.variant === b.variant ? labels.of(b.id) : `${a.variant} to ${b.variant}`);
}
