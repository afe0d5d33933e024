// What rules say of every window of a recording, unchanged and with one benchmark slowed at a time.
import { upperBound } from "./rules/distributions.ts";
import type { CellTimes, Rule } from "./rules/rule.ts";
import { isBlocked, loudest } from "./rules/rule.ts";
import type { Reading, Window } from "./windows.ts";
import { cellTimes, slowed } from "./windows.ts";

/** The figure of the slowed benchmark in one window, and the loudest of the others. */
export interface Trial {
  readonly own: number;
  readonly others: number;
}

export interface Slowdown {
  readonly benchmark: string;
  /** 0.08 is 8 % slower. */
  readonly share: number;
  readonly trials: readonly Trial[];
}

export interface Evaluation {
  readonly rule: Rule;
  readonly reading: Reading;
  /** Of unchanged code: each window's loudest figure. */
  readonly unchanged: readonly { readonly loudest: number; readonly disjoint: boolean }[];
  readonly slowdowns: readonly Slowdown[];
}

export interface Wanted {
  readonly rules: readonly Rule[];
  readonly benchmarks: readonly string[];
  /** Each benchmark's times at head are scaled by each of them, one benchmark at a time. */
  readonly shares: readonly number[];
}

/** In the order of the rules. */
export function evaluate(
  windows: readonly Window[],
  reading: Reading,
  { rules, benchmarks, shares }: Wanted,
): Evaluation[] {
  const collected = rules.map((rule) => ({
    rule,
    reading,
    unchanged: [] as Evaluation["unchanged"][number][],
    slowdowns: benchmarks.flatMap((benchmark, place) =>
      shares.map((share) => ({ benchmark, place, share, trials: [] as Trial[] })),
    ),
  }));
  for (const window of windows) {
    const family = benchmarks.map((name) => cellTimes(window, name, reading));
    const changed = family.map((cell) => new Map(shares.map((share) => [share, slowed(cell, share)])));
    for (const { rule, unchanged, slowdowns } of collected) {
      unchanged.push({ loudest: loudest(rule, rule.figures(family)), disjoint: window.disjoint });
      for (const { place, share, trials } of slowdowns)
        trials.push(tryOut(rule, family, place, changed[place]?.get(share)));
    }
  }
  return collected;
}

/** Puts a slower benchmark among others that did not change. */
export function tryOut(rule: Rule, family: readonly CellTimes[], place: number, changed: CellTimes | undefined): Trial {
  if (changed === undefined) throw new RangeError("nothing to put in");
  const figures = rule.figures(family.with(place, changed));
  const own = figures[place];
  if (own === undefined) throw new RangeError("a rule that loses a benchmark");
  return { own, others: loudest(rule, figures.toSpliced(place, 1)) };
}

export interface Count {
  readonly count: number;
  readonly of: number;
}

/** Windows of unchanged code that are blocked: of all, and of those that share no block, with a 95 % upper bound. */
export interface FalseBlocks {
  readonly sliding: Count;
  readonly disjoint: Count;
  readonly upperBound: number;
}

export function falseBlocks({ rule, unchanged }: Evaluation, setting: number = rule.setting): FalseBlocks {
  return falseShare(
    unchanged.map(({ loudest: figure, disjoint }) => ({ isFalse: isBlocked(rule, figure, setting), disjoint })),
  );
}

export function falseShare(windows: readonly { readonly isFalse: boolean; readonly disjoint: boolean }[]): FalseBlocks {
  const countOf = (some: typeof windows): Count => ({
    count: some.filter(({ isFalse }) => isFalse).length,
    of: some.length,
  });
  const disjoint = countOf(windows.filter((window) => window.disjoint));
  return { sliding: countOf(windows), disjoint, upperBound: upperBound(disjoint.count, disjoint.of, 0.95) };
}

export interface Found {
  readonly found: number;
  /** With no other benchmark blocked. */
  readonly alone: number;
  readonly of: number;
}

export function foundIn(rule: Rule, trials: readonly Trial[], setting: number = rule.setting): Found {
  const found = trials.filter(({ own }) => isBlocked(rule, own, setting));
  const alone = found.filter(({ others }) => !isBlocked(rule, others, setting));
  return { found: found.length, alone: alone.length, of: trials.length };
}

/** Over all benchmarks, each slowed in its turn. */
export function foundAt({ rule, slowdowns }: Evaluation, share: number, setting?: number): Found {
  const trials = slowdowns.filter((slowdown) => slowdown.share === share).flatMap((one) => one.trials);
  return foundIn(rule, trials, setting);
}

/** The setting that finds most while it blocks no more than `allowed` of the windows of unchanged code. */
export function settingFor({ rule, unchanged }: Evaluation, allowed: number): number {
  const figures = unchanged.map((window) => window.loudest).sort((one, other) => one - other);
  if (rule.knob === "chance") return figures[allowed] ?? Number.POSITIVE_INFINITY;
  // A gate for slowdowns has no use for a ratio below 1, whatever it would find there.
  return Math.max(1, figures.at(-1 - allowed) ?? 1);
}
