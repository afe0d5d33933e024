// Averages of the times of processes, as the tools take them.
import type { CellTimes, Process } from "./rule.ts";

export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("the mean of no times");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of all batches. */
export function meanOfAll(processes: readonly Process[]): number {
  return mean(processes.flat());
}

export interface Sorted {
  readonly base: Float64Array;
  readonly head: Float64Array;
}

const known = new WeakMap<CellTimes, Sorted>();

/** All batches of each arm in ascending order. */
export function sortedTimes(cell: CellTimes): Sorted {
  const before = known.get(cell);
  if (before !== undefined) return before;
  const sorted = { base: new Float64Array(cell.base.flat()).sort(), head: new Float64Array(cell.head.flat()).sort() };
  known.set(cell, sorted);
  return sorted;
}

/** @param sorted In ascending order. */
export function medianOfSorted(sorted: Float64Array): number {
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (lower === undefined || upper === undefined) throw new RangeError("the median of no times");
  return (lower + upper) / 2;
}

/** One mean for each process. */
export function meansOf(processes: readonly Process[]): number[] {
  return processes.map(mean);
}
