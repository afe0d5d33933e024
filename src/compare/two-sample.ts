// Two samples without pairs, such as the blocks of two separate runs: how far the one lies from the other.
import { between, middlesOfSorted } from "./statistics.ts";
import type { Location } from "./walsh.ts";
import { intervalLevel } from "./walsh.ts";

/** Up to so many pairs of values the interval is exact; the work grows with the square of their number. */
export const mostExactPairs = 10_000;
/** Of the standard normal distribution, at (1 + intervalLevel) / 2. */
const normalQuantile = 1.959963984540054;

/**
 * How far `subject` lies above `reference`: the median of all differences of a subject's value and a reference's
 * (J. L. Hodges and E. L. Lehmann, "Estimates of location based on rank tests", Ann. Math. Statist. 34, 1963), and all
 * shifts that the two-sided Mann-Whitney test does not reject, bounds included, which keeps the level where values tie.
 * The interval is null where the values are too few to reject any: with equal numbers on both sides, below 4 each.
 * Memory for one number per pair of values.
 *
 * @throws RangeError where a side is empty.
 */
export function shiftBetween(reference: readonly number[], subject: readonly number[]): Location {
  const differences = new Float64Array(reference.length * subject.length);
  for (const [row, from] of reference.entries())
    for (const [column, to] of subject.entries()) differences[row * subject.length + column] = to - from;
  differences.sort();
  const rank = intervalRank(reference.length, subject.length);
  const low = rank === null ? undefined : differences[rank - 1];
  const high = rank === null ? undefined : differences[differences.length - rank];
  const interval = low === undefined || high === undefined ? null : { low, high, level: intervalLevel };
  return { estimate: between(...middlesOfSorted(differences)), interval };
}

/** A file has thousands of rows and few numbers of blocks. */
const knownRanks = new Map<string, number | null>();

/**
 * Which of the ordered differences bound the interval: the k-th smallest and the k-th largest. null when even the
 * extremes do not reach the level.
 */
export function intervalRank(one: number, other: number): number | null {
  const key = `${Math.min(one, other)} ${Math.max(one, other)}`;
  const known = knownRanks.get(key);
  if (known !== undefined) return known;
  const rank = one * other > mostExactPairs ? normalRank(one, other) : exactRank(one, other);
  knownRanks.set(key, rank > 0 ? rank : null);
  return rank > 0 ? rank : null;
}

function exactRank(one: number, other: number): number {
  const allowed = (1 - intervalLevel) / 2;
  let [rank, atMost] = [0, 0];
  for (const probability of mannWhitneyDistribution(one, other)) {
    atMost += probability;
    if (atMost > allowed) break;
    rank += 1;
  }
  return rank;
}

/** With the correction for continuity. */
function normalRank(one: number, other: number): number {
  const deviation = Math.sqrt((one * other * (one + other + 1)) / 12);
  return Math.floor((one * other) / 2 + 0.5 - normalQuantile * deviation);
}

/**
 * Probability of every number of pairs in which the first sample's value is the larger one, when all orders of the
 * values are equally likely; index = number.
 *
 * By whose value is the largest of all: H. B. Mann and D. R. Whitney, Ann. Math. Statist. 18 (1947), equation (3). All
 * terms are positive, so the error stays near one unit in the last place per value.
 */
export function mannWhitneyDistribution(one: number, other: number): Float64Array {
  let fewer = Array.from({ length: other + 1 }, () => Float64Array.of(1));
  for (let first = 1; first <= one; first += 1) {
    const row = [Float64Array.of(1)];
    for (let second = 1; second <= other; second += 1) {
      const [ifFirst, ifSecond] = [fewer[second], row[second - 1]];
      const probability = new Float64Array(first * second + 1);
      for (let pairs = 0; pairs <= first * second; pairs += 1) {
        const largestIsFirst = first * (ifFirst?.[pairs - second] ?? 0);
        probability[pairs] = (largestIsFirst + second * (ifSecond?.[pairs] ?? 0)) / (first + second);
      }
      row.push(probability);
    }
    fewer = row;
  }
  return fewer[other] ?? Float64Array.of(1);
}
