// Medians: of the turns of a block, of which a result holds hundreds of thousands, and of blocks.
// They are copied into one room and sorted there. Its loops know the list that they read: a function for each value, which
// every caller has another of, takes half as long again.
import type { Samples } from "../result/samples.ts";

/**
 * @param values finite numbers
 * @throws RangeError for an empty list: the median of nothing must not become a number.
 */
export function median(values: readonly number[]): number {
  return medianAt(values, 0, values.length);
}

/**
 * Of so many values that stand one after the other.
 *
 * @throws RangeError for none.
 */
export function medianAt(values: Samples, start: number, count: number): number {
  const room = roomFor(count);
  for (let at = 0; at < count; at += 1) room[at] = values[start + at] ?? Number.NaN;
  return between(...middlesOf(room, count));
}

/** Values that stand one after the other. */
export interface Stretch {
  readonly values: Samples;
  readonly start: number;
}

/**
 * The median of ln(subject / reference), pair by pair. Only those in the middle are taken: the order of ratios is that of
 * their logarithms.
 *
 * @param scale what each ratio is multiplied by
 * @throws RangeError for no pair.
 */
export function medianLogRatio(reference: Stretch, subject: Stretch, count: number, scale: number): number {
  const room = roomFor(count);
  for (let at = 0; at < count; at += 1) {
    const value = subject.values[subject.start + at] ?? Number.NaN;
    room[at] = (value / (reference.values[reference.start + at] ?? Number.NaN)) * scale;
  }
  const [lower, upper] = middlesOf(room, count);
  return between(Math.log(lower), Math.log(upper));
}

/** Up to so many are sorted by insertion: the built-in sort takes five times as long for 16 to 48 turns. */
const few = 64;
let largestRoom = new Float64Array(few);

function roomFor(count: number): Float64Array {
  if (count > largestRoom.length) largestRoom = new Float64Array(count);
  return largestRoom;
}

/** @param room the first `count` are sorted in place */
function middlesOf(room: Float64Array, count: number): readonly [number, number] {
  if (count > few) room.subarray(0, count).sort();
  else sortFew(room, count);
  return middlesOfSorted(room, count);
}

function sortFew(room: Float64Array, count: number): void {
  for (let next = 1; next < count; next += 1) {
    const value = room[next] ?? Number.NaN;
    let place = next;
    for (; place > 0; place -= 1) {
      const before = room[place - 1] ?? Number.NaN;
      if (before <= value) break;
      room[place] = before;
    }
    room[place] = value;
  }
}

/** The one in the middle twice, or the two beside the middle. */
export function middlesOfSorted(sorted: Float64Array, count: number = sorted.length): readonly [number, number] {
  const lower = sorted[Math.ceil(count / 2) - 1];
  const upper = sorted[Math.floor(count / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of no values");
  return [lower, upper];
}

export function between(lower: number, upper: number): number {
  return lower + (upper - lower) / 2;
}
