// Two series of one benchmark, paired block by block: the values the judges return and reports show.
import type { Series } from "../result/schema.ts";
import type { Quantity } from "../result/worker-messages.ts";
import type { Judgement } from "./family.ts";

/** A ratio of times, subject over reference: below 1 is faster. */
export interface RatioEstimate {
  readonly ratio: number;
  /** Exact signed-rank interval; null when the blocks are too few to reach the level. */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null;
  readonly blocks: number;
}

/** A variant against the reference variant at the same arm, threads and launcher. Informs, never gates. */
export interface BackendComparison {
  readonly axis: "backend";
  readonly benchmark: string;
  readonly reference: string;
  readonly subject: string;
  readonly estimate: RatioEstimate;
  /** "faster" or "slower" where the whole interval lies on one side of 1. */
  readonly outcome: "faster" | "slower" | "undecided";
}

/** A launcher against `direct` of the same variant, arm and threads: what starting it so costs. Informs, never gates. */
export interface LauncherComparison extends Omit<BackendComparison, "axis"> {
  readonly axis: "launcher";
}

/** What a series is apart from its arm: variant, platform, threads and launcher. */
export type CellIdentity = Pick<Series, "variant" | "platform" | "threads" | "launcher">;

/** Medians over the blocks of each side; null where a side has none. */
export interface ArmValues extends Quantity {
  readonly base: number | null;
  readonly head: number | null;
}

/** Head against base in one cell: what the gate decides on. */
export interface CodeComparison {
  readonly axis: "code";
  readonly benchmark: string;
  readonly cell: CellIdentity;
  /** Series ids; null where the arm does not have the benchmark, or the cell. */
  readonly base: string | null;
  readonly head: string | null;
  /** "added" and "removed": only one arm has the benchmark at all. "failed": a side has no usable figure. */
  readonly outcome: Judgement["outcome"] | "added" | "removed" | "failed";
  /** Head over base; null exactly for "added", "removed" and "failed". */
  readonly estimate: RatioEstimate | null;
  /**
   * After Holm's correction over all cells, at the look that decided: that head is slower, or faster, by more than the
   * threshold. Of what is no time, that it is worse, or better.
   */
  readonly slowerP: number | null;
  readonly fasterP: number | null;
  readonly threshold: number;
  /** The smallest slowdown, as a share, that this run would have found. */
  readonly detectable: number | null;
  /** About how many blocks would decide an inconclusive cell, if more spread like these; null where nothing is to be said. */
  readonly blocksToDecide: number | null;
  /** Medians of the block medians, over the blocks of each side. */
  readonly baseSeconds: number | null;
  readonly headSeconds: number | null;
  /** Of a benchmark that measures no time: what it reports, in its unit, instead of seconds. */
  readonly values?: ArmValues;
  /** Why a cell failed; null where a failure or a withheld figure of one of its series says it. */
  readonly reason: string | null;
}

/** Head over base of one variant, over the same of the reference variant: above 1, head lost more on this variant. */
export interface Interaction {
  readonly axis: "interaction";
  readonly benchmark: string;
  /** Series ids at head. */
  readonly reference: string;
  readonly subject: string;
  readonly estimate: RatioEstimate;
  readonly outcome: BackendComparison["outcome"];
}

/** A control that changed between the arms although no code of theirs is in it. */
export interface MovedControl {
  readonly benchmark: string;
  readonly base: string;
  readonly head: string;
  readonly estimate: RatioEstimate;
  /** Then nothing but the machine can have moved it. */
  readonly samePython: boolean;
}

/** Everything about the two arms. Empty lists without a base. */
export interface CodeAxis {
  readonly comparisons: readonly CodeComparison[];
  readonly interactions: readonly Interaction[];
  /** Per cell: `reference` is the base series, `subject` the head series. */
  readonly geometricMeans: readonly GeometricMean[];
  /** Whether head computes what base does. Code may change its results: a difference is said and fails nothing. */
  readonly agreements: readonly Agreement[];
  readonly controls: { readonly judged: number; readonly moved: readonly MovedControl[] };
}

/** Block-wise mean of the log ratio over benchmarks (controls excluded), same estimator. */
export interface GeometricMean {
  readonly reference: string;
  readonly subject: string;
  readonly estimate: RatioEstimate;
  readonly benchmarks: number;
}

/** Whether two series computed the same numbers. A disagreement makes the subject's row a failure. */
export interface Agreement {
  readonly benchmark: string;
  readonly reference: string;
  readonly subject: string;
  readonly status: "agrees" | "differs" | "not-comparable";
  /** Largest relative difference over the fingerprint; null when not comparable or when a value is not finite. */
  readonly largestRelativeDifference: number | null;
  readonly tolerance: number | null;
}

export interface SeriesTiming {
  readonly benchmark: string;
  readonly series: string;
  /** Median over blocks of the block medians. */
  readonly medianSeconds: number;
  readonly gflopPerSecond: number | null;
}

/** The same of a benchmark that measures no time, in its unit. */
export interface SeriesValue {
  readonly benchmark: string;
  readonly series: string;
  /** Median over blocks. */
  readonly value: number;
  readonly unit: string;
}

/** A figure that must not be shown, and why. Its timing and its comparisons are left out. */
export interface Withheld {
  readonly benchmark: string;
  readonly series: string;
  /**
   * "wrong-result": computes other numbers than the reference. "unusable": times that are no times.
   * "missing": neither measured nor failed. "no-reference": nothing to compare with; its timing stands.
   */
  readonly kind: "wrong-result" | "unusable" | "missing" | "no-reference";
  /** One sentence without its full stop. */
  readonly reason: string;
}

export interface Comparisons {
  readonly timings: readonly SeriesTiming[];
  readonly values: readonly SeriesValue[];
  readonly backends: readonly BackendComparison[];
  readonly launchers: readonly LauncherComparison[];
  /** Of both. */
  readonly geometricMeans: readonly GeometricMean[];
  readonly agreements: readonly Agreement[];
  readonly withheld: readonly Withheld[];
  readonly code: CodeAxis;
}
