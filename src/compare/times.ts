// The times of one measurement by themselves: whether they are times, and the median of each block.
import { repeatedPlaces, startsOf } from "../result/blocks.ts";
import type { Samples } from "../result/samples.ts";
import type { Measurement } from "../result/schema.ts";
import { medianAt } from "./statistics.ts";

/** Nanoseconds of one iteration. Of a measurement that holds times, and no values. */
export function blockMedians({ blocks: { turns, batchNanoseconds }, loops }: Measurement): readonly number[] {
  let end = 0;
  return turns.map((count) => {
    end += count;
    return medianAt(batchNanoseconds, end - count, count) / loops;
  });
}

/** Seconds of one iteration, one for each turn of each block, as if a single process had taken them. */
export function turnSeconds({ blocks, loops }: Measurement): readonly number[] {
  return Array.from(blocks.batchNanoseconds, (batch) => batch / loops / 1e9);
}

/** Why the times of a measurement are no times; null when they can be used. */
export function unusableReason({ blocks }: Measurement): string | null {
  const { numbers, turns, batchNanoseconds, values } = blocks;
  if (numbers.length === 0) return "no block was measured";
  if (repeatedPlaces(numbers).length > 0) return "a block occurs twice";
  if (values !== undefined) {
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    return wrong < 0 ? null : `block ${numbers[wrong]} holds a value of ${values[wrong]}`;
  }
  const noTurns = turns.indexOf(0);
  if (noTurns >= 0) return `block ${numbers[noTurns]} has no turns`;
  const wrong = placeOfNoTime(batchNanoseconds);
  return wrong < 0
    ? null
    : `block ${numbers[startsOf(turns).findLastIndex((start) => start <= wrong)]} holds a time of ${batchNanoseconds[wrong]} ns`;
}

/** -1 where there is none. */
function placeOfNoTime(nanoseconds: Samples): number {
  for (let at = 0; at < nanoseconds.length; at += 1) if (isNoTime(nanoseconds[at] ?? Number.NaN)) return at;
  return -1;
}

function isNoTime(nanoseconds: number): boolean {
  return !(nanoseconds > 0 && nanoseconds < Number.POSITIVE_INFINITY);
}
