// asv continuous: medians that differ by more than a factor, where a Mann-Whitney test finds the samples different.
// Source: asv 0.6.6 on PyPI: commands/compare.py, _is_result_better; _stats.py, is_different and mann_whitney_u;
// commands/common_args.py for the factor; commands/run.py for the two rounds, of which the first is in reverse.
// Every batch is a sample: at equal time twice as many as its own, which take 10 ms or more each.
import type { Sorted } from "./averages.ts";
import { medianOfSorted, sortedTimes } from "./averages.ts";
import { normalTails } from "./distributions.ts";
import type { Rule } from "./rule.ts";
import { alone } from "./rule.ts";

const shippedFactor = 1.1;
const shippedChance = 0.002;

/** Above this many samples in an arm asv takes the normal approximation, which is the only form written here. */
const largestExact = 20;

/** The factor is what its command line lets people choose. */
export const asvContinuous: Rule = {
  name: "asv continuous, factor 1.1",
  knob: "ratio",
  setting: shippedFactor,
  reading: "rounds",
  figures: alone((cell) => {
    const sorted = sortedTimes(cell);
    return chanceOfNoDifference(sorted) < shippedChance ? ratioOfMedians(sorted) : 0;
  }),
};

/** The same with another chance than asv's own, which nobody can set: for the comparison at equal false-block rates. */
export function asvByChance(factor: number): Rule {
  return {
    name: `asv's test with factor ${factor}`,
    knob: "chance",
    setting: shippedChance,
    reading: "rounds",
    figures: alone((cell) => {
      const sorted = sortedTimes(cell);
      return ratioOfMedians(sorted) > factor ? chanceOfNoDifference(sorted) : 1;
    }),
  };
}

/**
 * Two-sided, by the normal approximation without corrections. Pairs that tie count for the side that makes the
 * difference smallest.
 */
export function chanceOfNoDifference({ base, head }: Sorted): number {
  const [m, n] = [base.length, head.length];
  if (Math.max(m, n) <= largestExact) throw new RangeError(`${m} and ${n} samples are too few`);
  const { wins, ties } = comparePairs(base, head);
  const middle = (m * n) / 2;
  const nearest = Math.min(Math.max(wins, Math.floor(middle)), wins + ties);
  const z = Math.abs(nearest - middle) / Math.sqrt((m * n * (m + n + 1)) / 12);
  return normalTails(z);
}

function ratioOfMedians({ base, head }: Sorted): number {
  return medianOfSorted(head) / medianOfSorted(base);
}

/** In how many pairs of a time at base and one at head the first is larger, and in how many they are equal. */
function comparePairs(base: Float64Array, head: Float64Array): { wins: number; ties: number } {
  let [below, upTo, wins, ties] = [0, 0, 0, 0];
  for (const value of base) {
    while (below < head.length && (head[below] ?? Number.NaN) < value) below += 1;
    upTo = Math.max(upTo, below);
    while (upTo < head.length && head[upTo] === value) upTo += 1;
    wins += below;
    ties += upTo - below;
  }
  return { wins, ties };
}
