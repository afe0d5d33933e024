// How far two fingerprints of the same benchmark lie apart.
import type { Benchmark, Fingerprint } from "../result/worker-messages.ts";

/**
 * Largest difference between two fingerprints, place by place, relative to the larger of the two numbers.
 * Infinity where they differ in length or where a number is not finite: such results agree with nothing.
 */
export function relativeDifference(one: Fingerprint, other: Fingerprint): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return one.reduce<number>((largest, value, place) => Math.max(largest, between(value, other[place] ?? null)), 0);
}

function between(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number.POSITIVE_INFINITY;
  if (one === other) return 0;
  return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
}

/** Of a benchmark that computes other numbers than in its first block. A clause. */
export function changedText({ source }: Benchmark, relativeTolerance: number, difference: number): string {
  const apart = `${difference.toPrecision(2)} apart, where ${relativeTolerance} is allowed`;
  const remedy = source === null ? "" : "; seed its random numbers, or return nothing to leave it uncompared";
  return `does not compute the same every time: ${apart}${remedy}`;
}
