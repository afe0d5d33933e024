// The times of one measurement by themselves: whether they are times, and the median of each block.
import { timesByBlock } from "../result/blocks.ts";
import type { Measurement } from "../result/schema.ts";
import { median } from "./statistics.ts";

/** Nanoseconds of one iteration. Of a measurement that holds times, and no values. */
export function blockMedians({ blocks, loops }: Measurement): readonly number[] {
  return timesByBlock(blocks).map((times) => median(times) / loops);
}

const knownReasons = new WeakMap<Measurement, string | null>();

/** Why the times of a measurement are no times; null when they can be used. */
export function unusableReason(measurement: Measurement): string | null {
  // Asked of each by whoever shows its times, and it takes a look at all of them.
  const known = knownReasons.get(measurement);
  if (known !== undefined) return known;
  const reason = findReason(measurement);
  knownReasons.set(measurement, reason);
  return reason;
}

function findReason({ blocks }: Measurement): string | null {
  const { numbers, turns, nanoseconds, values } = blocks;
  if (numbers.length === 0) return "no block was measured";
  if (hasRepeats(numbers)) return "a block occurs twice";
  const noValue = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (noValue >= 0) return `block ${numbers[noValue]} holds a value of ${values?.[noValue]}`;
  if (values !== undefined) return null;
  const noTurns = turns.indexOf(0);
  if (noTurns >= 0) return `block ${numbers[noTurns]} has no turns`;
  const wrong = placeOfNoTime(nanoseconds);
  return wrong < 0 ? null : `block ${numbers[blockOf(wrong, turns)]} holds a time of ${nanoseconds[wrong]} ns`;
}

/** -1 where there is none. */
function placeOfNoTime(nanoseconds: readonly number[]): number {
  for (let at = 0; at < nanoseconds.length; at += 1) if (isNoTime(nanoseconds[at] ?? Number.NaN)) return at;
  return -1;
}

/** The place of the block that holds a turn. */
function blockOf(turn: number, turns: readonly number[]): number {
  let end = 0;
  return turns.findIndex((count) => {
    end += count;
    return turn < end;
  });
}

function hasRepeats(numbers: readonly number[]): boolean {
  // As measured: then there is nothing to look for.
  if (numbers.every((number, index) => number > (numbers[index - 1] ?? -1))) return false;
  return new Set(numbers).size < numbers.length;
}

function isNoTime(nanoseconds: number): boolean {
  return !(Number.isFinite(nanoseconds) && nanoseconds > 0);
}
