// The looks of a run at its code axis: the rate of each, and which blocks it saw.
import { familyRate, rateOfLook } from "../plan/blocks.ts";
import type { Schedule } from "../result/schema.ts";
import type { Cell, Judgement } from "./family.ts";
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

export function cellAt({ firstBlocks }: Looks, values: BlockValues, threshold: number): Cell {
  const cell = { values: [] as number[], added: [] as number[], threshold };
  for (const [block, value] of values) (block < firstBlocks ? cell.values : cell.added).push(value);
  return cell;
}

/** The blocks that a judgement rests on: estimates beside it must be of the same. */
export function valuesOf({ values, added = [] }: Cell, { look }: Judgement): readonly number[] {
  return look === 1 ? values : [...values, ...added];
}
