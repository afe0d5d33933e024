// Estimates from one number per block: the median, Hodges-Lehmann's centre, and its exact interval.
import { intervalRank } from "./signed-rank.ts";

export const intervalLevel = 0.95;

/**
 * @param values finite numbers
 * @throws RangeError for an empty list: the median of nothing must not become a number.
 */
export function median(values: readonly number[]): number {
  return between(...middlesOf(values));
}

/** The median of the values' logarithms, of which only those in the middle are taken: their order is the same. */
export function medianLog(values: readonly number[]): number {
  const [lower, upper] = middlesOf(values);
  return between(Math.log(lower), Math.log(upper));
}

function middlesOf(values: readonly number[]): readonly [number, number] {
  if (values.length > roomForFew.length) return middlesOfSorted(new Float64Array(values).sort());
  sortFew(values);
  return middlesOfSorted(roomForFew, values.length);
}

/** A result holds hundreds of thousands of lists of 16 to 48 turns, which the built-in sorts take five times as long to sort. */
const roomForFew = new Float64Array(64);

/** By insertion, into the room. */
function sortFew(values: readonly number[]): void {
  for (let next = 0; next < values.length; next += 1) {
    const value = values[next] ?? Number.NaN;
    let place = next;
    for (; place > 0; place -= 1) {
      const before = roomForFew[place - 1] ?? Number.NaN;
      if (before <= value) break;
      roomForFew[place] = before;
    }
    roomForFew[place] = value;
  }
}

/** The one in the middle twice, or the two beside the middle. */
function middlesOfSorted(sorted: Float64Array, count: number = sorted.length): readonly [number, number] {
  const lower = sorted[Math.ceil(count / 2) - 1];
  const upper = sorted[Math.floor(count / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of no values");
  return [lower, upper];
}

function between(lower: number, upper: number): number {
  return lower + (upper - lower) / 2;
}

/** Used again for each of thousands of cells: typed arrays lie outside the heap, and are slow to make and to clear away. */
let room = new Float64Array(0);

/**
 * Means of all pairs of values, each value also paired with itself, in ascending order: n (n + 1) / 2 of them.
 * They stand there until the next call.
 */
function walshAverages(values: readonly number[]): Float64Array {
  const count = (values.length * (values.length + 1)) / 2;
  if (room.length < count) room = new Float64Array(count);
  let index = 0;
  for (let at = 0; at < values.length; at += 1)
    for (let partner = at; partner < values.length; partner += 1) {
      room[index] = ((values[at] ?? Number.NaN) + (values[partner] ?? Number.NaN)) / 2;
      index += 1;
    }
  return room.subarray(0, count).sort();
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
  const averages = walshAverages(values);
  const estimate = between(...middlesOfSorted(averages));
  const rank = intervalRank(values.length, level);
  const low = rank === null ? undefined : averages[rank - 1];
  const high = rank === null ? undefined : averages[averages.length - rank];
  const interval = low === undefined || high === undefined ? null : { low, high, level };
  return { estimate, interval };
}
