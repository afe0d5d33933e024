// Medians: of the turns of a block, of which a result holds hundreds of thousands, and of blocks.

/**
 * @param values finite numbers
 * @throws RangeError for an empty list: the median of nothing must not become a number.
 */
export function median(values: readonly number[]): number {
  return medianOf(values.length, (index) => values[index] ?? Number.NaN);
}

/**
 * Of numbers that stand in no list of their own.
 *
 * @param at each of them, by its index from 0
 * @throws RangeError for none.
 */
export function medianOf(count: number, at: (index: number) => number): number {
  return between(...middlesOf(count, at));
}

/** The median of the numbers' logarithms, of which only those in the middle are taken: their order is the same. */
export function medianLogOf(count: number, at: (index: number) => number): number {
  const [lower, upper] = middlesOf(count, at);
  return between(Math.log(lower), Math.log(upper));
}

function middlesOf(count: number, at: (index: number) => number): readonly [number, number] {
  if (count > roomForFew.length)
    return middlesOfSorted(Float64Array.from({ length: count }, (_, index) => at(index)).sort());
  sortFew(count, at);
  return middlesOfSorted(roomForFew, count);
}

/** A result holds hundreds of thousands of blocks of 16 to 48 turns, which the built-in sorts take five times as long to sort. */
const roomForFew = new Float64Array(64);

/** By insertion, into the room. */
function sortFew(count: number, at: (index: number) => number): void {
  for (let next = 0; next < count; next += 1) {
    const value = at(next);
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
export function middlesOfSorted(sorted: Float64Array, count: number = sorted.length): readonly [number, number] {
  const lower = sorted[Math.ceil(count / 2) - 1];
  const upper = sorted[Math.floor(count / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of no values");
  return [lower, upper];
}

export function between(lower: number, upper: number): number {
  return lower + (upper - lower) / 2;
}
