// One recording replayed: what noise it holds, and what every rule makes of it. Pure.
import { median } from "../../src/compare/statistics.ts";
import type { Evaluation, FalseBlocks, Found } from "./evaluation.ts";
import { evaluate, falseBlocks, falseShare, foundAt, foundIn, settingFor, tryOut } from "./evaluation.ts";
import { otherKnobs, others, ourFinerRule, ourFinerTwoLooks, ourKnobs, ourRule, ourTwoLooks } from "./rules/all.ts";
import { asksForMore, isUnfit, logRatios } from "./rules/blas-bench.ts";
import type { Rule } from "./rules/rule.ts";
import type { TracedBlock } from "./trace.ts";
import type { Reading, Window } from "./windows.ts";
import { cellTimes, windowsOf } from "./windows.ts";

export const blocksOfALook = 20;
export const shares: readonly number[] = [0.03, 0.05, 0.08, 0.1, 0.15, 0.2];
export const defaultThreshold = 0.05;
/** False-block rates at which the rules are compared. */
export const equalRates: readonly number[] = [0, 0.01, 0.05, 0.1];

export interface Noise {
  readonly benchmark: string;
  /** Of ln(head / base) by block, in percent. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** 1.4826 times the median distance from the median: what the middle of the blocks shows. */
  readonly robustDeviation: number;
  readonly largest: number;
}

export interface Replayed {
  readonly rule: string;
  readonly reading: Reading;
  readonly setting: number;
  readonly falseBlocks: FalseBlocks;
  /** In the order of `shares`; a benchmark's name or "all". */
  readonly found: Readonly<Record<string, readonly Found[]>>;
}

export interface AtEqualRate {
  readonly rule: string;
  readonly reading: Reading;
  /** Windows of unchanged code that may be blocked. */
  readonly allowed: number;
  readonly setting: number;
  /** In the order of `shares`. */
  readonly found: readonly Found[];
}

export interface RealWork {
  readonly benchmark: string;
  /** Head over base, the median of all blocks of the recording. */
  readonly ratio: number;
  readonly found: Readonly<Record<string, Found>>;
}

export interface StudiedTrace {
  readonly name: string;
  /** Whether the arms of a block took turns; else they ran one after the other, and our targets are not for them. */
  readonly lockstep: boolean;
  readonly blocks: number;
  /** Of a look, by the median distance of two blocks' starts. */
  readonly secondsOfALook: number;
  readonly noise: readonly Noise[];
  readonly unfit: FalseBlocks;
  readonly shipped: readonly Replayed[];
  readonly twoLooks: readonly Replayed[];
  /** Windows of unchanged code whose first look leaves something undecided at the default threshold. */
  readonly secondLooks: FalseBlocks["sliding"];
  readonly atEqualRates: readonly AtEqualRate[];
  readonly realWork: readonly RealWork[];
}

const isControl = (benchmark: string): boolean => benchmark.startsWith("control/");

export interface Recording {
  readonly name: string;
  readonly lockstep: boolean;
  readonly blocks: readonly TracedBlock[];
  /** Another recording whose head does more work; empty where there is none. */
  readonly slower: readonly TracedBlock[];
}

export function studyTrace({ name, lockstep, blocks, slower }: Recording): StudiedTrace {
  const all = Object.keys(blocks[0]?.microseconds ?? {});
  const benchmarks = all.filter((benchmark) => !isControl(benchmark));
  const windows = windowsOf(blocks, blocksOfALook);
  const ours = [ourRule, ourFinerRule];
  const asRecorded = evaluate(windows, "arms", {
    rules: [...ours, ...others, ...ourKnobs, ...otherKnobs],
    benchmarks,
    shares,
  });
  // Ours is not for times that were taken one after the other.
  const inTurn = (["halves", "rounds"] as const).flatMap((reading) => {
    const rules = [...others, ...otherKnobs].filter((rule) => rule.reading === reading);
    return evaluate(windows, reading, { rules, benchmarks, shares });
  });
  const areShipped = ({ rule }: Evaluation): boolean => [...ours, ...others].includes(rule);
  const longWindows = windowsOf(blocks, 2 * blocksOfALook);
  const twice = evaluate(longWindows, "arms", { rules: [ourTwoLooks, ourFinerTwoLooks], benchmarks, shares });
  const timesOf = (window: Window, names: readonly string[]) => names.map((one) => cellTimes(window, one, "arms"));
  const ourFalseBlocks = asRecorded.slice(0, ours.length).map((evaluation) => falseBlocks(evaluation).sliding.count);
  return {
    name,
    lockstep,
    blocks: blocks.length,
    secondsOfALook: blocksOfALook * median(blocks.slice(1).map((block, at) => block.startedAt - startOf(blocks[at]))),
    noise: all.map((benchmark) => noiseOf(benchmark, ratiosOf(blocks, benchmark))),
    unfit: falseShare(
      windows.map((window) => ({
        isFalse: isUnfit(timesOf(window, all.filter(isControl)), defaultThreshold),
        disjoint: window.disjoint,
      })),
    ),
    shipped: [...asRecorded, ...inTurn].filter(areShipped).map((evaluation) => replayed(evaluation, benchmarks)),
    twoLooks: twice.map((evaluation) => replayed(evaluation, benchmarks)),
    secondLooks: {
      count: windows.filter((window) => asksForMore(timesOf(window, benchmarks), defaultThreshold)).length,
      of: windows.length,
    },
    atEqualRates: [...asRecorded, ...inTurn]
      .filter((evaluation) => !areShipped(evaluation))
      .flatMap((evaluation) => atEqualRates(evaluation, ourFalseBlocks)),
    realWork: slower.length === 0 ? [] : realWork(windows, slower, benchmarks),
  };
}

function replayed(evaluation: Evaluation, benchmarks: readonly string[]): Replayed {
  const { rule, reading, slowdowns } = evaluation;
  const foundOf = (benchmark: string): Found[] =>
    slowdowns.filter((one) => one.benchmark === benchmark).map(({ trials }) => foundIn(rule, trials));
  return {
    rule: rule.name,
    reading,
    setting: rule.setting,
    falseBlocks: falseBlocks(evaluation),
    found: {
      all: shares.map((share) => foundAt(evaluation, share)),
      ...Object.fromEntries(benchmarks.map((benchmark) => [benchmark, foundOf(benchmark)])),
    },
  };
}

/** @param more Further numbers of windows that may be blocked: those that our own rule blocks as shipped. */
function atEqualRates(evaluation: Evaluation, more: readonly number[]): AtEqualRate[] {
  const counts = equalRates.map((rate) => Math.floor(rate * evaluation.unchanged.length));
  return [...new Set([...counts, ...more])].map((allowed) => {
    const setting = settingFor(evaluation, allowed);
    const found = shares.map((share) => foundAt(evaluation, share, setting));
    return { rule: evaluation.rule.name, reading: evaluation.reading, allowed, setting, found };
  });
}

/** In each window one benchmark is taken from the slower recording, the others from the same place of the unchanged. */
function realWork(
  windows: readonly Window[],
  slower: readonly TracedBlock[],
  benchmarks: readonly string[],
): RealWork[] {
  // Here the arms cannot be exchanged: only head does more.
  const asTheyAre = windows.filter(({ exchanged }) => !exchanged);
  const pairs = windowsOf(slower, blocksOfALook)
    .filter(({ exchanged }) => !exchanged)
    .slice(0, asTheyAre.length)
    .map((changed, at) => ({ changed, unchanged: asTheyAre[at] }));
  const foundBy = (rule: Rule, benchmark: string, place: number): Found =>
    foundIn(
      rule,
      pairs.flatMap(({ changed, unchanged }) => {
        if (unchanged === undefined) return [];
        const family = benchmarks.map((name) => cellTimes(unchanged, name, "arms"));
        return [tryOut(rule, family, place, cellTimes(changed, benchmark, "arms"))];
      }),
    );
  return benchmarks.map((benchmark, place) => ({
    benchmark,
    ratio: Math.exp(median(ratiosOf(slower, benchmark))),
    found: Object.fromEntries(
      [ourRule, ourFinerRule, ...others].map((rule) => [rule.name, foundBy(rule, benchmark, place)]),
    ),
  }));
}

function ratiosOf(blocks: readonly TracedBlock[], benchmark: string): readonly number[] {
  return logRatios(cellTimes({ blocks, exchanged: false, disjoint: true }, benchmark, "arms"));
}

function noiseOf(benchmark: string, ratios: readonly number[]): Noise {
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const centre = median(ratios);
  return {
    benchmark,
    mean: 100 * mean,
    standardDeviation: 100 * Math.sqrt(variance),
    robustDeviation: 148.26 * median(ratios.map((ratio) => Math.abs(ratio - centre))),
    largest: 100 * Math.max(...ratios.map(Math.abs)),
  };
}

function startOf(block: TracedBlock | undefined): number {
  return block?.startedAt ?? Number.NaN;
}
