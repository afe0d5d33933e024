// Log ratios of blocks as the ratio that people read, with its interval and its direction.
import type { BackendComparison, RatioEstimate } from "./comparison.ts";
import type { Location } from "./walsh.ts";
import { locate } from "./walsh.ts";

/** From log ratios to a ratio, whose interval keeps its level: the logarithm is monotonic. */
export function ratioOf(logRatios: readonly number[]): RatioEstimate {
  return ratioAt(locate(logRatios), logRatios.length);
}

/** @param blocks how many log ratios it is the location of */
export function ratioAt({ estimate, interval }: Location, blocks: number): RatioEstimate {
  const bounds = interval && { ...interval, low: Math.exp(interval.low), high: Math.exp(interval.high) };
  return { ratio: Math.exp(estimate), interval: bounds, blocks };
}

/** "faster" or "slower" where the whole interval lies on one side of 1. */
export function directionOf({ interval }: RatioEstimate): BackendComparison["outcome"] {
  if (interval === null) return "undecided";
  if (interval.high < 1) return "faster";
  return interval.low > 1 ? "slower" : "undecided";
}
