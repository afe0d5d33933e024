// Walsh averages: the means of all pairs of values, in order. The centre of the values, its exact interval, and the
// signed-rank test of any bound are all read off the same list.
import { intervalRank, probabilityAtLeast, signedRanks, untiedTail } from "./signed-rank.ts";
import { between, middlesOfSorted } from "./statistics.ts";

export const intervalLevel = 0.95;

export interface Walsh {
  /** As given. */
  readonly values: readonly number[];
  /** Of all pairs, each value also paired with itself, in ascending order: n (n + 1) / 2. Stands until the next call. */
  readonly averages: Float64Array;
  /** Whether values may be equal. */
  readonly mayTie: boolean;
}

/** Used again for each of thousands of cells: typed arrays lie outside the heap, and are slow to make and to clear away. */
let room = new Float64Array(0);

/** @param values finite numbers */
export function walshOf(values: readonly number[]): Walsh {
  const count = (values.length * (values.length + 1)) / 2;
  if (room.length < count) room = new Float64Array(count);
  let index = 0;
  for (let at = 0; at < values.length; at += 1)
    for (let partner = at; partner < values.length; partner += 1) {
      room[index] = ((values[at] ?? Number.NaN) + (values[partner] ?? Number.NaN)) / 2;
      index += 1;
    }
  const averages = room.subarray(0, count).sort();
  return { values, averages, mayTie: hasEqualNeighbours(averages) };
}

/** Every value is among its averages: where no two of these are equal, no two values are. */
function hasEqualNeighbours(sorted: Float64Array): boolean {
  for (let at = 1; at < sorted.length; at += 1) if (sorted[at] === sorted[at - 1]) return true;
  return false;
}

export interface Location {
  /** Hodges-Lehmann: the median of the Walsh averages. */
  readonly estimate: number;
  /**
   * All centres that the two-sided exact signed-rank test does not reject, bounds included, which keeps the level where
   * values tie. null below the number of values at which it could reject any: 6 for 95 %.
   */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null;
}

/**
 * The centre of symmetric values, such as the log ratios of blocks.
 *
 * @throws RangeError for an empty list.
 */
export function locate(values: readonly number[], level: number = intervalLevel): Location {
  return locationIn(walshOf(values), level);
}

/** @throws RangeError for no values. */
export function locationIn({ values, averages }: Walsh, level: number = intervalLevel): Location {
  const estimate = between(...middlesOfSorted(averages));
  const rank = intervalRank(values.length, level);
  const low = rank === null ? undefined : averages[rank - 1];
  const high = rank === null ? undefined : averages[averages.length - rank];
  const interval = low === undefined || high === undefined ? null : { low, high, level };
  return { estimate, interval };
}

/** Exact one-sided p of the signed-rank test that the centre lies above `bound`; 1 for no values. */
export function probabilityAbove(walsh: Walsh, bound: number): number {
  const below = countBelow(walsh, bound);
  return below === null
    ? probabilityAtLeast(signedRanks(walsh.values.map((value) => value - bound)))
    : atLeast(walsh, walsh.averages.length - below);
}

/** The mirror image. */
export function probabilityBelow(walsh: Walsh, bound: number): number {
  const below = countBelow(walsh, bound);
  return below === null
    ? probabilityAtLeast(signedRanks(walsh.values.map((value) => bound - value)))
    : atLeast(walsh, below);
}

/**
 * Without ties, as many Walsh averages are positive as the positive ranks add up to: J. W. Tukey, "The simplest
 * signed-rank tests", Memorandum Report 17, Statistical Research Group, Princeton (1949).
 */
function atLeast({ values }: Walsh, positiveSum: number): number {
  return untiedTail(values.length)[positiveSum] ?? Number.NaN;
}

/** Far more than rounding moves an average, and far less than lies between two that were measured. */
const nearness = 1e-12;

/** How many averages lie below the bound; null where values may tie, or where they or an average lie at the bound. */
function countBelow({ averages, mayTie }: Walsh, bound: number): number | null {
  if (mayTie) return null;
  const count = countUpTo(averages, bound);
  const [below = Number.NEGATIVE_INFINITY, above = Number.POSITIVE_INFINITY] = [averages[count - 1], averages[count]];
  const reach = nearness * Math.max(Math.abs(bound), Math.abs(averages[0] ?? 0), Math.abs(averages.at(-1) ?? 0));
  return bound - below > reach && above - bound > reach ? count : null;
}

/** How many are not above the bound. */
function countUpTo(sorted: Float64Array, bound: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? Number.NaN) <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}
