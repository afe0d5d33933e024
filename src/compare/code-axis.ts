// The code axis: head against base in every cell, judged as one family, and what goes with it.
import { familyRate } from "../plan/blocks.ts";
import { ByPair } from "../result/by-pair.ts";
import type { Result } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { ArmedCell } from "./arms.ts";
import { armedCells, armsWithout, hasEqualEnvironments, isSamePython } from "./arms.ts";
import type { CellIdentity, CodeAxis, CodeComparison, SeriesTiming, SeriesValue } from "./comparison.ts";
import { controlsOf } from "./controls.ts";
import { explanations } from "./explanations.ts";
import type { Cell, Judgement } from "./family.ts";
import { judgeFamily } from "./family.ts";
import { interactionsOf } from "./interaction.ts";
import type { Looks } from "./looks.ts";
import { cellAt, looksOf } from "./looks.ts";
import type { Measured, MeasuredPair } from "./measured.ts";
import { agreementOf, geometricMean, isComparable } from "./measured.ts";
import type { Pair } from "./pairs.ts";
import { ratioAt } from "./ratio.ts";
import type { ThresholdFor } from "./thresholds.ts";
import type { Figure } from "./value-cells.ts";
import { headOverBase, valuesOfArms, worseIsMore } from "./value-cells.ts";

type Armed = Pick<
  Result,
  "reference" | "environments" | "series" | "benchmarks" | "schedule" | "measurements" | "failures"
>;

export interface ArmFacts {
  readonly result: Armed;
  readonly measured: Measured;
  /** Figures that may be shown: what computes wrong numbers is not among them. */
  readonly timings: readonly SeriesTiming[];
  readonly values: readonly SeriesValue[];
  /** For controls, unless a cell has a smaller one. */
  readonly defaultShare: number;
  readonly thresholdFor: ThresholdFor;
}

/** What of a result is on the code axis, by its cells. */
interface Prepared {
  readonly facts: ArmFacts;
  /** What may be shown. */
  readonly shown: ByPair<Figure>;
  readonly looks: Looks;
  readonly cells: readonly ArmedCell[];
  /** Whether the arms of a cell have equal environments. */
  readonly equal: readonly boolean[];
  readonly samePython: readonly boolean[];
  readonly measured: readonly (readonly MeasuredPair[])[];
  /** Of these, what is judged. */
  readonly judged: readonly (readonly MeasuredPair[])[];
}

/**
 * The user's own benchmarks, and built-in ones only where the arms' environments differ: with equal environments they
 * would time the same code twice. The cells of all results are one family. Controls have one of their own for each
 * result: on one machine, they say nothing of another.
 */
export function compareArms(all: readonly ArmFacts[]): readonly CodeAxis[] {
  const prepared = all.map(prepare);
  const families = prepared.map(({ judged, looks, facts }) =>
    judged.flat().map((row) => {
      const threshold = facts.thresholdFor(row.benchmark.name);
      return cellAt(looks, worseIsMore(row, threshold), threshold);
    }),
  );
  // Where one plans two looks and another one, the rate that holds for both.
  const rates = prepared.filter((_, index) => families[index]?.length !== 0).map(({ looks }) => looks.rate);
  const judgements = judgeFamily(families.flat(), Math.min(familyRate, ...rates));
  let next = 0;
  return prepared.map((one, index) => {
    const family = families[index] ?? [];
    const own = judgements.slice(next, next + family.length);
    next += family.length;
    return axisOf(one, judgedComparisons(one, family, own));
  });
}

function prepare(facts: ArmFacts): Prepared {
  const { result } = facts;
  const cells = armedCells(result.series);
  const shown = ByPair.of([...facts.timings, ...facts.values]);
  const isShown = ({ benchmark, reference, subject }: MeasuredPair): boolean =>
    [reference, subject].every(({ id }) => shown.has(benchmark.name, id));
  const pairs = cells.map(pairOf);
  const known = pairs.map((pair) => (pair === null ? null : hasEqualEnvironments(pair, result.environments)));
  // A cell that lost an arm has been on the axis with the others.
  const areOthersEqual = !known.includes(false);
  const equal = known.map((isEqual) => isEqual ?? areOthersEqual);
  const samePython = pairs.map((pair) => pair === null || isSamePython(pair, result.environments));
  const measured = pairs.map((pair) => (pair === null ? [] : facts.measured.pairsOf(pair)));
  const judged = measured.map((rows, index) =>
    rows.filter((row) => isOnAxis(row.benchmark, equal[index] !== true) && isComparable(row) && isShown(row)),
  );
  return { facts, shown, looks: looksOf(result.schedule), cells, equal, samePython, measured, judged };
}

function axisOf(prepared: Prepared, decided: readonly CodeComparison[]): CodeAxis {
  const { facts, shown, looks, cells, equal, samePython, measured, judged } = prepared;
  const { result } = facts;
  const isWanted = (benchmark: Benchmark, index: number): boolean => isOnAxis(benchmark, equal[index] !== true);
  const presence: Presence = {
    shown,
    isWithout: armsWithout(result),
    isExplained: explanations(result.failures),
  };
  const rest = cells.flatMap((cell, index) =>
    unjudged(presence, facts, cell, {
      benchmarks: result.benchmarks.filter((one) => isWanted(one, index)),
      known: new Set(judged[index]?.map(({ benchmark }) => benchmark.name)),
    }),
  );
  return {
    comparisons: [...decided, ...rest],
    interactions: interactionsOf(judged.flat(), result.reference),
    geometricMeans: judged.flatMap(geometricMean),
    agreements: measured.flatMap((rows, index) =>
      rows.filter(({ benchmark }) => isWanted(benchmark, index)).map(agreementOf),
    ),
    controls: controlsOf(
      measured.flatMap((rows, index) => rows.map((row) => ({ row, samePython: samePython[index] === true }))),
      looks,
      controlThreshold(facts, judged.flat()),
    ),
  };
}

/** What moves a time beyond its threshold must not leave controls below theirs; no machine stays still to less than 1 %. */
function controlThreshold({ defaultShare, thresholdFor }: ArmFacts, judged: readonly MeasuredPair[]): number {
  const timed = judged.filter(({ benchmark }) => benchmark.quantity === undefined);
  const least = timed.reduce((share, { benchmark }) => Math.min(share, thresholdFor(benchmark.name)), defaultShare);
  return Math.max(least, 0.01);
}

function pairOf({ base, head }: ArmedCell): Pair | null {
  return base === null || head === null ? null : { reference: base, subject: head };
}

function isOnAxis({ role, source }: Benchmark, hasOtherEnvironment: boolean): boolean {
  return role === "benchmark" && (source !== null || hasOtherEnvironment);
}

function cellOf({ base, head }: ArmedCell): CellIdentity {
  const series = head ?? base;
  if (series === null) throw new Error("a cell has a series");
  const { variant, platform, threads, launcher } = series;
  return { variant, platform, threads, launcher };
}

/** @param cells, judgements Of the rows that are judged, in their order. */
function judgedComparisons(
  { shown, judged }: Prepared,
  cells: readonly Cell[],
  judgements: readonly Judgement[],
): CodeComparison[] {
  return judged.flat().flatMap(({ benchmark, reference: base, subject: head }, index): CodeComparison[] => {
    const [cell, judgement] = [cells[index], judgements[index]];
    if (cell === undefined || judgement === undefined) return [];
    const { outcome, slowerP, fasterP, location, blocks, detectable, blocksToDecide } = judgement;
    return [
      {
        axis: "code",
        benchmark: benchmark.name,
        cell: cellOf({ base, head }),
        base: base.id,
        head: head.id,
        outcome,
        estimate: location && ratioAt(headOverBase(location, benchmark), blocks),
        slowerP,
        fasterP,
        threshold: cell.threshold,
        detectable,
        blocksToDecide,
        baseSeconds: shown.get(benchmark.name, base.id)?.medianSeconds ?? null,
        headSeconds: shown.get(benchmark.name, head.id)?.medianSeconds ?? null,
        ...valuesOfArms(benchmark, shown, base.id, head.id),
        reason: null,
      },
    ];
  });
}

interface Wanted {
  readonly benchmarks: readonly Benchmark[];
  /** Names of those that were judged. */
  readonly known: ReadonlySet<string>;
}

interface Presence {
  readonly shown: ByPair<Figure>;
  readonly isWithout: ReturnType<typeof armsWithout>;
  readonly isExplained: ReturnType<typeof explanations>;
}

/** What of a cell could not be judged: it is in one arm only, or it failed. Nothing is left out. */
function unjudged(
  { shown, isWithout, isExplained }: Presence,
  { thresholdFor }: ArmFacts,
  cell: ArmedCell,
  { benchmarks, known }: Wanted,
): CodeComparison[] {
  return benchmarks
    .filter(({ name }) => !known.has(name))
    .map((benchmark) => {
      const { name, quantity } = benchmark;
      const [base = null, head = null] = [cell.base, cell.head].map((series) =>
        series === null || isWithout(series.arm, name) ? null : series.id,
      );
      const outcome = isWithout("base", name) ? "added" : isWithout("head", name) ? "removed" : "failed";
      const lost = [base, head].filter((id) => id !== null && !shown.has(name, id));
      const isSaid = lost.length > 0 || [base, head].some((id) => typeof id === "string" && isExplained(id, name));
      return {
        axis: "code",
        benchmark: name,
        cell: cellOf(cell),
        base,
        head,
        outcome,
        estimate: null,
        slowerP: null,
        fasterP: null,
        threshold: thresholdFor(name),
        detectable: null,
        blocksToDecide: null,
        baseSeconds: null,
        headSeconds: null,
        ...valuesOfArms(benchmark, shown, base, head),
        reason: outcome === "failed" && !isSaid ? whyNot(cell, quantity !== undefined) : null,
      };
    });
}

function whyNot({ base, head }: ArmedCell, hasValues: boolean): string {
  if (base === null) return "base has no such series to compare with";
  if (head === null) return "head has no such series to compare with";
  if (hasValues) return "there is no ratio of its values: in a block, they differ and are not both above 0";
  return "there is no block with usable times of both arms";
}
