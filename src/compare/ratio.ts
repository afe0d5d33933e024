// Log ratios of blocks as the ratio that people read, with its interval and its direction.
import type { BackendComparison, RatioEstimate } from "./comparison.ts";
import { locate } from "./statistics.ts";

/** From log ratios to a ratio, whose interval keeps its level: the logarithm is monotonic. */
export function ratioOf(logRatios: readonly number[]): RatioEstimate {
  const { estimate, interval } = locate(logRatios);
  return {
    ratio: Math.exp(estimate),
    interval:
      interval === null ? null : { low: Math.exp(interval.low), high: Math.exp(interval.high), level: interval.level },
    blocks: logRatios.length,
  };
}

/** "faster" or "slower" where the whole interval lies on one side of 1. */
export function directionOf({ interval }: RatioEstimate): BackendComparison["outcome"] {
  if (interval === null) return "undecided";
  if (interval.high < 1) return "faster";
  return interval.low > 1 ? "slower" : "undecided";
}
