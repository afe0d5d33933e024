// What every rule gets and gives: the times of a pull request's benchmarks, and a figure for each that may block it.

import type { Reading } from "../windows.ts";

/** Microseconds per iteration, batch by batch. */
export type Process = readonly number[];

/** One benchmark in one window of blocks: every process of both arms, in the order of time. */
export interface CellTimes {
  readonly base: readonly Process[];
  readonly head: readonly Process[];
}

/** The rule of a gate, pure. What it needs of the times it takes from them. */
export interface Rule {
  readonly name: string;
  /** What its users can set: a chance blocks below its setting, a ratio above it. */
  readonly knob: "chance" | "ratio";
  /** As shipped, or as commonly chosen. */
  readonly setting: number;
  /** Nobody can set it: it is turned to see what the rule could do. */
  readonly fixed?: true;
  /** Which times its tool takes by itself: see windows.ts. */
  readonly reading: Reading;
  /**
   * One for each benchmark, after the rule's own correction for their number, if it has any.
   *
   * @throws RangeError when there are too few times for the rule.
   */
  figures(family: readonly CellTimes[]): readonly number[];
}

/** For rules that look at each benchmark alone. A benchmark is looked at once, however many families it is in. */
export function alone(figure: (cell: CellTimes) => number): Rule["figures"] {
  const known = new WeakMap<CellTimes, number>();
  const remembered = (cell: CellTimes): number => {
    const figured = known.get(cell) ?? figure(cell);
    known.set(cell, figured);
    return figured;
  };
  return (family) => family.map(remembered);
}

/** Whether a figure blocks. Tools differ in what happens at the very setting; no measured time lands there. */
export function isBlocked({ knob }: Pick<Rule, "knob">, figure: number, setting: number): boolean {
  return knob === "chance" ? figure < setting : figure > setting;
}

/** The figure that speaks loudest for a slowdown. */
export function loudest({ knob }: Pick<Rule, "knob">, figures: readonly number[]): number {
  return knob === "chance" ? Math.min(...figures) : Math.max(...figures);
}
