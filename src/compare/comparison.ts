// Two series of one benchmark, paired block by block: the values the judges return and reports show.

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
  readonly backends: readonly BackendComparison[];
  readonly geometricMeans: readonly GeometricMean[];
  readonly agreements: readonly Agreement[];
  readonly withheld: readonly Withheld[];
}
