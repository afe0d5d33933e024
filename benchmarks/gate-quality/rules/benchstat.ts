// benchstat: the Mann-Whitney U test at 5 %, for each benchmark alone; blocks what is significant and slower.
// Source: golang.org/x/perf v0.0.0-20260908200009-22c9c6c9d4da, benchmath/anone.go and sample.go, on
// github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794, stats/utest.go.
// A sample is what one `go test -count` prints, a mean over a second by default: here the mean of one process, which
// gives 20 of them at equal time, twice the 10 that its documentation asks for.
import { median } from "../../../src/compare/statistics.ts";
import { meansOf } from "./averages.ts";
import type { Rule } from "./rule.ts";
import { alone } from "./rule.ts";

const shippedAlpha = 0.05;

/** It prints a change where p is at most alpha, and leaves the decision to people: slower is what a gate would block. */
export const benchstat: Rule = { ...benchstatByChance(1), name: "benchstat p < 0.05" };

/** The same for changes above a factor. */
export function benchstatByChance(factor: number): Rule {
  return {
    name: `benchstat, slower by ${factor}`,
    knob: "chance",
    setting: shippedAlpha,
    reading: "halves",
    figures: alone(({ base, head }) => {
      const [before, after] = [meansOf(base), meansOf(head)];
      return median(after) > factor * median(before) ? mannWhitney(before, after) : 1;
    }),
  };
}

/** With the cut that scripts around benchstat make: significant, and the medians are further apart than 5 %. */
export const benchstatWithCut: Rule = {
  name: "benchstat p < 0.05 and 5 %",
  knob: "ratio",
  setting: 1.05,
  reading: "halves",
  figures: alone(({ base, head }) => {
    const [before, after] = [meansOf(base), meansOf(head)];
    return mannWhitney(before, after) < shippedAlpha ? median(after) / median(before) : 0;
  }),
};

/** The size to which benchstat is exact where values tie; without ties it is up to 50. */
const largestExact = 25;

/**
 * Two-sided exact p of the Mann-Whitney U test, conditional on ties.
 *
 * @throws RangeError for samples without values, or above the sizes at which benchstat is exact.
 */
export function mannWhitney(before: readonly number[], after: readonly number[]): number {
  const size = before.length;
  if (size === 0 || after.length === 0 || Math.max(size, after.length) > largestExact)
    throw new RangeError(`${size} and ${after.length} samples`);
  const all = [...before, ...after];
  const sorted = all.toSorted((one, other) => one - other);
  const doubledRanks = all.map((value) => sorted.indexOf(value) + sorted.lastIndexOf(value) + 2);
  const sum = doubledRanks.slice(0, size).reduce((total, rank) => total + rank, 0);
  // The distribution is symmetric about `size` mean ranks.
  const mirrored = 2 * size * (all.length + 1) - sum;
  if (sum === mirrored) return 1;
  return 2 * (lowerTail(doubledRanks, size)[Math.min(sum, mirrored)] ?? Number.NaN);
}

const knownTails = new Map<string, Float64Array>();

/** Chance of each sum of ranks or a smaller one, when any `size` of the ranks are as likely as any others. */
function lowerTail(doubledRanks: readonly number[], size: number): Float64Array {
  const ordered = doubledRanks.toSorted((one, other) => one - other);
  const key = `${size}:${ordered.join()}`;
  const known = knownTails.get(key);
  if (known !== undefined) return known;
  const total = ordered.slice(-size).reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(total + 1));
  const [none] = ways;
  if (none !== undefined) none[0] = 1;
  for (const rank of ordered)
    for (let taken = size; taken > 0; taken -= 1) {
      const [into, from] = [ways[taken], ways[taken - 1]];
      if (into === undefined || from === undefined) continue;
      for (let sum = rank; sum <= total; sum += 1) into[sum] = (into[sum] ?? 0) + (from[sum - rank] ?? 0);
    }
  const tail = ways[size] ?? new Float64Array();
  for (let sum = 1; sum < tail.length; sum += 1) tail[sum] = (tail[sum] ?? 0) + (tail[sum - 1] ?? 0);
  const all = tail.at(-1) ?? Number.NaN;
  const chances = tail.map((count) => count / all);
  knownTails.set(key, chances);
  return chances;
}
