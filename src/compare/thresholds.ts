// The smallest slowdown that matters, by benchmark: a default of the platform, and overrides by glob.

import { lastFitting } from "../plan/glob.ts";
import type { Platform } from "../result/schema.ts";

/** From a benchmark's name to a share: 0.05 is 5 %. */
export type ThresholdFor = (benchmark: string) => number;

export interface ThresholdOverride {
  /** As in `select`: "*", "?" and "[seq]"; a name is a glob that matches itself. */
  readonly glob: string;
  readonly share: number;
}

/** Hosted macOS machines are noisier than Linux ones. */
export function defaultThreshold(platform: Platform): number {
  return platform.startsWith("osx") ? 0.1 : 0.05;
}

export function thresholdsOf(defaultShare: number, overrides: readonly ThresholdOverride[] = []): ThresholdFor {
  const overrideFor = lastFitting(overrides);
  return (benchmark) => overrideFor(benchmark)?.share ?? defaultShare;
}
