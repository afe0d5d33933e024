// The times of one measurement by themselves: whether they are times, and the median of each block.
import { startsOf } from "../result/blocks.ts";
import type { Measurement } from "../result/schema.ts";
import { medianOf } from "./statistics.ts";

/** Nanoseconds of one iteration. Of a measurement that holds times, and no values. */
export function blockMedians({ blocks: { turns, batchNanoseconds }, loops }: Measurement): readonly number[] {
  const starts = startsOf(turns);
  return turns.map((count, place) => {
    const start = starts[place] ?? 0;
    return medianOf(count, (turn) => batchNanoseconds[start + turn] ?? Number.NaN) / loops;
  });
}

/** Why the times of a measurement are no times; null when they can be used. */
export function unusableReason({ blocks }: Measurement): string | null {
  const { numbers, turns, batchNanoseconds, values } = blocks;
  if (numbers.length === 0) return "no block was measured";
  if (hasRepeats(numbers)) return "a block occurs twice";
  const noValue = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (noValue >= 0) return `block ${numbers[noValue]} holds a value of ${values?.[noValue]}`;
  if (values !== undefined) return null;
  const noTurns = turns.indexOf(0);
  if (noTurns >= 0) return `block ${numbers[noTurns]} has no turns`;
  const wrong = placeOfNoTime(batchNanoseconds);
  return wrong < 0
    ? null
    : `block ${numbers[startsOf(turns).findLastIndex((start) => start <= wrong)]} holds a time of ${batchNanoseconds[wrong]} ns`;
}

/** -1 where there is none. */
function placeOfNoTime(nanoseconds: readonly number[]): number {
  for (let at = 0; at < nanoseconds.length; at += 1) if (isNoTime(nanoseconds[at] ?? Number.NaN)) return at;
  return -1;
}

function hasRepeats(numbers: readonly number[]): boolean {
  // As measured: then there is nothing to look for.
  if (numbers.every((number, index) => number > (numbers[index - 1] ?? -1))) return false;
  return new Set(numbers).size < numbers.length;
}

function isNoTime(nanoseconds: number): boolean {
  return !(Number.isFinite(nanoseconds) && nanoseconds > 0);
}
