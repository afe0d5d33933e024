// The looks of a run at its code axis: the rate of each, and which blocks it saw.
import { familyRate, rateOfLook } from "../plan/blocks.ts";
import type { Schedule } from "../result/schema.ts";
import type { Cell } from "./family.ts";
import type { BlockValues } from "./pairs.ts";

export interface Looks {
  /** Family-wise rate of each look. */
  readonly rate: number;
  /** Blocks from this number on were added for the second look; infinite where none was taken. */
  readonly firstBlocks: number;
}

/** @param schedule null: nothing is known of how it was measured, and there is one look at everything. */
export function looksOf(schedule: Schedule | null): Looks {
  if (schedule === null) return { rate: familyRate, firstBlocks: Number.POSITIVE_INFINITY };
  const [first, second] = schedule.looks;
  return {
    rate: rateOfLook(schedule.plannedLooks),
    firstBlocks: first === undefined || second === undefined ? Number.POSITIVE_INFINITY : first,
  };
}

export function cellAt({ firstBlocks }: Looks, { numbers, logRatios }: BlockValues, threshold: number): Cell {
  const isFirst = (place: number): boolean => (numbers[place] ?? 0) < firstBlocks;
  return {
    values: logRatios.filter((_, place) => isFirst(place)),
    added: logRatios.filter((_, place) => !isFirst(place)),
    threshold,
  };
}
