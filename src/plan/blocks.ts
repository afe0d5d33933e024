// How many blocks a family of decisions needs, so that one block that goes the wrong way blocks none of them.

/** The rate of false alarms over the whole family: see docs/measuring.md. */
const familyRate = 0.01;
const step = 4;
const fewest = 20;

/**
 * Blocks for `cells` decisions under Holm's correction: the first rejection must be reached even when the block with the
 * largest rank points the other way. 20 up to 28 cells, 24 up to 220, 28 up to 1,800.
 */
export function blocksForFamily(cells: number): number {
  let blocks = fewest;
  while (cells * probabilityWithOneAgainst(blocks) > familyRate) blocks += step;
  return blocks;
}

/** With fewer, not even blocks that all agree reach the corrected level. */
export function fewestBlocksFor(cells: number): number {
  return Math.ceil(Math.log2(Math.max(cells, 1) / familyRate));
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
