// How many blocks a family of decisions needs, so that one block that goes the wrong way blocks none of them.

/** Chance that an unchanged pull request is blocked by any of its cells: see docs/measuring.md. */
export const familyRate = 0.01;
/** `blocks: auto` plans two looks at the cells of the code axis: the second is for those that the first left undecided. */
const automaticLooks = 2;
const step = 4;
const fewest = 20;

/**
 * What each look may spend of the family's rate. It is split by what was planned: whether the second look is taken
 * depends on the first look's figures, so a look that was not taken gives nothing back.
 */
export function rateOfLook(plannedLooks: number): number {
  return familyRate / plannedLooks;
}

/**
 * Blocks of the first of two looks at `cells` decisions under Holm's correction: the first rejection must be reached even
 * when the block with the largest rank points the other way. 20 up to 14 cells, 24 up to 110, 28 up to 900.
 */
export function blocksForFamily(cells: number): number {
  let blocks = fewest;
  while (cells * probabilityWithOneAgainst(blocks) > rateOfLook(automaticLooks)) blocks += step;
  return blocks;
}

/** With fewer, not even blocks that all agree reach the corrected level of a look. */
export function fewestBlocksFor(cells: number, plannedLooks: number): number {
  return Math.ceil(Math.log2(Math.max(cells, 1) / rateOfLook(plannedLooks)));
}

/** Of a signed-rank sum no further from its extreme than the largest of `blocks` ranks, when nothing has changed. */
function probabilityWithOneAgainst(blocks: number): number {
  // Sets of distinct ranks by their sum: each rank is in or out.
  const sets = new Array<number>(blocks + 1).fill(0);
  sets[0] = 1;
  for (let rank = 1; rank <= blocks; rank += 1)
    for (let sum = blocks; sum >= rank; sum -= 1) sets[sum] = (sets[sum] ?? 0) + (sets[sum - rank] ?? 0);
  return sets.reduce((total, count) => total + count, 0) / 2 ** blocks;
}
