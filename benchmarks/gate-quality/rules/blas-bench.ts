// Our own rule, by the project's own code: one figure for each block, judged over the family, at one look or two.
import type { Cell, Judgement } from "../../../src/compare/family.ts";
import { holm, isUndecided, judgeFamily } from "../../../src/compare/family.ts";
import { blockValues } from "../../../src/compare/pairs.ts";
import { locate } from "../../../src/compare/walsh.ts";
import { familyRate, rateOfLook } from "../../../src/plan/blocks.ts";
import { inColumns } from "../../../src/result/blocks.ts";
import type { Measurement } from "../../../src/result/schema.ts";
import type { CellTimes, Process, Rule } from "./rule.ts";
import { alone } from "./rule.ts";

/**
 * @param threshold The smallest slowdown that matters: 0.05 is 5 %.
 *
 * A benchmark alone is a family of one, whose p is not corrected. Holm's correction is then the whole family's, as in
 * `judgeFamily`, and a benchmark that is in many families is tested once.
 */
export function blasBench(threshold: number): Rule {
  const single = alone((cell) => judgeFamily([{ values: logRatios(cell), threshold }])[0]?.slowerP ?? Number.NaN);
  return {
    name: `blas-bench, threshold ${Math.round(threshold * 100)} %`,
    knob: "chance",
    setting: familyRate,
    reading: "arms",
    figures: (family) => holm([...single(family)]),
  };
}

/**
 * The same rule with the threshold as its knob: the figure is the largest slowdown that the blocks show to be exceeded,
 * at Holm's first and strictest step.
 *
 * @param cells How many benchmarks a pull request has.
 */
export function blasBenchByThreshold(cells: number): Rule {
  return {
    name: "blas-bench, by threshold",
    knob: "ratio",
    setting: 1.05,
    reading: "arms",
    figures: alone((cell) => {
      const { interval } = locate(logRatios(cell), 1 - (2 * familyRate) / cells);
      return interval === null ? 0 : Math.exp(interval.low);
    }),
  };
}

/** The same with a second look, for windows of twice as many blocks: the first look is at the first half of them. */
export function blasBenchTwoLooks(threshold: number): Rule {
  return {
    name: `blas-bench, threshold ${Math.round(threshold * 100)} %, two looks`,
    knob: "chance",
    setting: rateOfLook(2),
    reading: "arms",
    figures: (family) => judgeTwice(family, threshold).map(({ slowerP }) => slowerP),
  };
}

/** Whether the first look, at these blocks, leaves any benchmark undecided, so that the second is taken. */
export function asksForMore(family: readonly CellTimes[], threshold: number): boolean {
  return judgeFamily(
    family.map((cell) => ({ values: logRatios(cell), threshold })),
    rateOfLook(2),
  ).some(isUndecided);
}

function judgeTwice(family: readonly CellTimes[], threshold: number): readonly Judgement[] {
  return judgeFamily(
    family.map((cell) => halves(cell, threshold)),
    rateOfLook(2),
  );
}

function halves(cell: CellTimes, threshold: number): Cell {
  const all = logRatios(cell);
  const half = Math.floor(all.length / 2);
  return { values: all.slice(0, half), added: all.slice(half), threshold };
}

/**
 * Whether the controls, a family of their own, moved in either direction: the machine was not fit, and the run ends with
 * exit code 3. As in src/compare/controls.ts: both directions at half the rate, and the default threshold.
 */
export function isUnfit(controls: readonly CellTimes[], threshold: number): boolean {
  return judgeFamily(
    controls.map((cell) => ({ values: logRatios(cell), threshold })),
    familyRate / 2,
  ).some(({ outcome }) => outcome === "regressed" || outcome === "improved");
}

const knownRatios = new WeakMap<CellTimes, readonly number[]>();

/** ln(head / base), one for each block. */
export function logRatios(cell: CellTimes): readonly number[] {
  const known = knownRatios.get(cell);
  if (known !== undefined) return known;
  const { logRatios: ratios } = blockValues(measurementOf(cell.base), measurementOf(cell.head));
  knownRatios.set(cell, ratios);
  return ratios;
}

/** Only ratios are taken of the times, so microseconds do as well. */
function measurementOf(processes: readonly Process[]): Measurement {
  const blocks = processes.map((batchNanoseconds, number) => ({
    number,
    batchNanoseconds,
    disturbance: null,
    positions: [],
  }));
  return { benchmark: "", series: "", loops: 1, blocks: inColumns(blocks), fingerprint: null, summaryLines: [] };
}
