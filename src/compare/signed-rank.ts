// Wilcoxon's signed-rank statistic: ranks, its exact distribution, and what follows from it for small samples.

/**
 * Ranks of the values that are not zero, doubled so that midranks stay whole numbers.
 * Zeros take part in the ranking and are then left out, and the distribution is conditional on these very ranks:
 * J. W. Pratt, "Remarks on zeros and ties in the Wilcoxon signed rank procedures", JASA 54 (1959).
 */
export interface SignedRanks {
  readonly doubledRanks: readonly number[];
  /** Sum of the doubled ranks of the values above zero. */
  readonly doubledPositiveSum: number;
}

/** @param values finite numbers, one per block, in any order */
export function signedRanks(values: readonly number[]): SignedRanks {
  const sorted = [...values].sort((one, other) => Math.abs(one) - Math.abs(other));
  const doubledRanks: number[] = [];
  let doubledPositiveSum = 0;
  for (let start = 0; start < sorted.length; ) {
    const size = Math.abs(sorted[start] ?? 0);
    let end = start + 1;
    while (end < sorted.length && Math.abs(sorted[end] ?? 0) === size) end += 1;
    // Ties share the mean of ranks start + 1 to end.
    const doubled = start + 1 + end;
    for (const value of sorted.slice(start, end)) {
      if (value === 0) continue;
      doubledRanks.push(doubled);
      if (value > 0) doubledPositiveSum += doubled;
    }
    start = end;
  }
  return { doubledRanks, doubledPositiveSum };
}

/**
 * Probability of every positive sum when each rank is positive or negative with equal chance; index = sum.
 * Halving is exact in binary and all terms are positive, so the error stays near one unit in the last place per rank.
 */
export function nullDistribution(ranks: readonly number[]): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const probability = new Float64Array(total + 1);
  probability[0] = 1;
  let reach = 0;
  for (const rank of ranks) {
    reach += rank;
    for (let sum = reach; sum >= 0; sum -= 1) {
      const without = probability[sum] ?? 0;
      const withRank = sum >= rank ? (probability[sum - rank] ?? 0) : 0;
      probability[sum] = (without + withRank) / 2;
    }
  }
  return probability;
}

/**
 * Exact one-sided p: the chance of a positive sum at least as large when the values are symmetric about zero.
 * 1 when no value differs from zero.
 */
export function probabilityAtLeast({ doubledRanks, doubledPositiveSum }: SignedRanks): number {
  const isUntied = doubledRanks.every((rank, index) => rank === 2 * (index + 1));
  return isUntied
    ? (untiedTail(doubledRanks.length)[doubledPositiveSum / 2] ?? 0)
    : (tailOf(nullDistribution(doubledRanks))[doubledPositiveSum] ?? 0);
}

/**
 * How many of the ordered Walsh averages of `count` values to leave out at each end, plus one, for a two-sided interval
 * of at least `level`: the bounds are the k-th smallest and the k-th largest. null when even the extremes do not reach it.
 */
export function intervalRank(count: number, level: number): number | null {
  const atLeast = untiedTail(count);
  const allowed = (1 - level) / 2;
  let rank = 0;
  // The distribution is symmetric, so its upper tail stands for the lower.
  for (let sum = atLeast.length - 1; (atLeast[sum] ?? 1) <= allowed; sum -= 1) rank += 1;
  return rank === 0 ? null : rank;
}

/** Chance of each doubled sum or a larger one; summed from the small end, where the figures that decide are. */
function tailOf(distribution: Float64Array): Float64Array {
  const atLeast = Float64Array.from(distribution);
  for (let sum = atLeast.length - 2; sum >= 0; sum -= 1) atLeast[sum] = (atLeast[sum] ?? 0) + (atLeast[sum + 1] ?? 0);
  return atLeast;
}

/** Thousands of cells have the same few numbers of blocks, and mostly no ties. */
const knownTails = new Map<number, Float64Array>();
/** Of 2,000 blocks each takes 16 MB, and a file from elsewhere can have as many sizes as cells. */
const mostKnown = 16;

/** Chance of each sum of the ranks 1 to `count`, or a larger one. */
export function untiedTail(count: number): Float64Array {
  const known = knownTails.get(count);
  if (known !== undefined) return known;
  const tail = tailOf(nullDistribution(Array.from({ length: count }, (_, index) => index + 1)));
  if (knownTails.size >= mostKnown) knownTails.clear();
  knownTails.set(count, tail);
  return tail;
}
