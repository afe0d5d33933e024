// Units as tools write them: every time becomes seconds, and some units say which way is better.
import type { ImportedBenchmark } from "./imported-run.ts";

const secondsIn: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  min: 60,
};

export interface Measure {
  /** "s" for times. */
  readonly unit: string;
  readonly better: ImportedBenchmark["better"];
  /** What a value in the file's unit is to be divided by, or multiplied with: the one of them that is exact. */
  readonly inUnit: (value: number) => number;
}

/** A unit, perhaps with what it counts per, such as "ns/op"; anything that is no time stays as it is. */
export function measureOf(text: string): Measure {
  const unit = text.trim();
  const seconds = Object.hasOwn(secondsIn, unit) ? secondsIn[unit] : undefined;
  if (seconds !== undefined) return { unit: "s", better: "smaller", inUnit: scaledBy(seconds) };
  return { unit, better: knownDirection(unit), inUnit: (value) => value };
}

/** Dividing by a thousand is exact where multiplying with 0.001 is not. */
function scaledBy(seconds: number): (value: number) => number {
  return seconds < 1 ? (value) => value / Math.round(1 / seconds) : (value) => value * seconds;
}

function knownDirection(unit: string): ImportedBenchmark["better"] {
  if (/^[kMGT]?i?B$|^bytes?$/.test(unit)) return "smaller";
  return /^\S+\/(?:s|sec|second)$/.test(unit) ? "bigger" : null;
}
