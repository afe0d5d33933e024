// What fits into the time budget: fewer turns first, then fewer blocks, and never fewer than an interval needs.
import type { SchedulePlan } from "../plan/plan.ts";

/** An exact signed-rank interval of 95 % needs 6 blocks. */
export const fewestBlocks = 6;
/** Fewer, and one disturbed turn would move the median of a block. */
export const fewestTurns = 4;

/** What one block costs, as far as it has been seen. */
export interface BlockCost {
  /** Starting, preparing and proving: all that does not depend on the number of turns. */
  readonly fixedMilliseconds: number;
  /** One turn of every benchmark and series. */
  readonly turnMilliseconds: number;
}

export interface Fit {
  readonly turns: number;
  readonly blocks: number;
}

type Wanted = Pick<SchedulePlan, "blocks" | "turns" | "budgetMilliseconds">;

/**
 * Decided once, when the first block has been prepared: turns must not differ between blocks for a reason that a block's
 * own times had a part in.
 *
 * @param fewest blocks that a decision needs, where there is one to make
 */
export function fitToBudget(wanted: Wanted, cost: BlockCost, fewest = fewestBlocks): Fit {
  const total = (blocks: number, turns: number): number =>
    blocks * (cost.fixedMilliseconds + turns * cost.turnMilliseconds);
  const fits = (blocks: number, turns: number): boolean => total(blocks, turns) <= wanted.budgetMilliseconds;
  let { turns, blocks } = wanted;
  // An even number, so that each arm goes first equally often.
  while (turns > fewestTurns && !fits(blocks, turns)) turns = Math.max(fewestTurns, turns - (turns % 2 === 0 ? 2 : 1));
  while (blocks > fewest && !fits(blocks, turns)) blocks -= 1;
  return { turns, blocks };
}

/** Whether further blocks still fit. @param blockMilliseconds what such a block took so far, on average */
export function isTimeFor(
  blocks: number,
  blockMilliseconds: number,
  elapsedMilliseconds: number,
  wanted: Pick<SchedulePlan, "budgetMilliseconds">,
): boolean {
  return elapsedMilliseconds + blocks * blockMilliseconds <= wanted.budgetMilliseconds;
}

/** What the budget left out, in words; empty when nothing. */
export function shortenings(wanted: Wanted, { turns, blocks }: Fit, elapsedMilliseconds: number): string[] {
  const minutes = (milliseconds: number): string => `${(milliseconds / 60_000).toFixed(1)} min`;
  return [
    ...(turns < wanted.turns ? [`${turns} of ${wanted.turns} turns in each block`] : []),
    ...(blocks < wanted.blocks ? [`${blocks} of ${wanted.blocks} blocks`] : []),
    ...(elapsedMilliseconds > wanted.budgetMilliseconds
      ? [
          `took ${minutes(elapsedMilliseconds)} of a budget of ${minutes(wanted.budgetMilliseconds)}: less would not have been enough`,
        ]
      : []),
  ];
}

/** What the budget left out of a second look that had something to look at, in words; empty when nothing. */
export function secondLookShortenings(undecided: number, blocks: number, wanted: number): string[] {
  if (blocks >= wanted) return [];
  const left = `${undecided} undecided benchmark${undecided === 1 ? "" : "s"}`;
  return [blocks === 0 ? `${wanted} more blocks for ${left}` : `${blocks} of ${wanted} more blocks for ${left}`];
}
