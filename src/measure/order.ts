// In which order series take turns: random, but balanced, and the same again for the same seed.

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

/**
 * Mulberry32 (T. Ettinger, public domain): 32 bits of state, good enough to shuffle a few items a few hundred times.
 * Each block and benchmark has a stream of its own, so that a series that drops out does not change later orders.
 *
 * @param seeds whole numbers; any other combination gives an unrelated stream
 */
export function createRandom(...seeds: readonly number[]): Random {
  let state = 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  for (const seed of seeds) state = next() ^ seed;
  return () => next() / 2 ** 32;
}

/** Fisher-Yates, on a copy. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const rest = [...items];
  const order: Item[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return order;
}

/**
 * The order of every turn. Cells come in random order; the arms of a cell are neighbours, and each of the two goes first
 * equally often over an even number of turns, so that a drift within a turn cancels out of their ratio.
 *
 * @param cells one list of series for each cell: its arms (base, head), or its only one
 */
export function orderOfTurns<Item>(cells: readonly (readonly Item[])[], turns: number, random: Random): Item[][] {
  const swaps = cells.map(() =>
    shuffled(
      Array.from({ length: turns }, (_, turn) => turn % 2 === 1),
      random,
    ),
  );
  return Array.from({ length: turns }, (_, turn) =>
    shuffled(
      cells.map((arms, cell) => (swaps[cell]?.[turn] ? arms.toReversed() : [...arms])),
      random,
    ).flat(),
  );
}

/**
 * The order in which a block starts its processes, sets them up, and runs what runs as a whole. Who comes first gets other
 * pages of memory and other caches, so of blocks 2k and 2k + 1 each arm of a cell is first in one.
 *
 * @param cells as for the turns
 * @param block its number, from 0
 */
export function orderOfBlock<Item>(cells: readonly (readonly Item[])[], block: number, seed: number): Item[] {
  const orders = orderOfTurns(cells, 2, createRandom(seed, Math.floor(block / 2)));
  return orders[block % 2] ?? [];
}
