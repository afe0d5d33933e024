// The code axis: head against base in every cell, judged as one family, and what goes with it.
import { familyRate } from "../plan/blocks.ts";
import type { Result } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { ArmedCell } from "./arms.ts";
import { armedCells, armsWithout, hasEqualEnvironments } from "./arms.ts";
import type { CellIdentity, CodeAxis, CodeComparison, MovedControl, SeriesTiming } from "./comparison.ts";
import type { Cell, Judgement } from "./family.ts";
import { judgeFamily } from "./family.ts";
import { interactionsOf } from "./interaction.ts";
import type { Looks } from "./looks.ts";
import { cellAt, looksOf, valuesOf } from "./looks.ts";
import type { Measured, MeasuredPair } from "./measured.ts";
import { agreementOf, geometricMean, pairKey } from "./measured.ts";
import type { Pair } from "./pairs.ts";
import { ratioOf } from "./ratio.ts";
import type { ThresholdFor } from "./thresholds.ts";
import { explanations } from "./withheld.ts";

type Armed = Pick<
  Result,
  "reference" | "environments" | "series" | "benchmarks" | "schedule" | "measurements" | "failures"
>;

export interface ArmFacts {
  readonly result: Armed;
  readonly measured: Measured;
  /** Figures that may be shown: what computes wrong numbers is not among them. */
  readonly timings: readonly SeriesTiming[];
  /** For controls, which no override of the user's concerns. */
  readonly defaultShare: number;
  readonly thresholdFor: ThresholdFor;
}

/** What of a result is on the code axis, ready to be judged. */
interface Prepared {
  readonly facts: ArmFacts;
  readonly looks: Looks;
  /** What is judged, and its values in the same order. */
  readonly rows: readonly MeasuredPair[];
  readonly values: readonly Cell[];
  readonly finish: (decided: readonly CodeComparison[]) => CodeAxis;
}

/**
 * The user's own benchmarks, and built-in ones only where the arms' environments differ: with equal environments they
 * would time the same code twice. The cells of all results are one family. Controls have one of their own for each
 * result: on one machine, they say nothing of another.
 */
export function compareArms(all: readonly ArmFacts[]): readonly CodeAxis[] {
  const prepared = all.map(prepare);
  // Where one plans two looks and another one, the rate that holds for both.
  const rate = prepared.reduce(
    (least, { rows, looks }) => (rows.length > 0 ? Math.min(least, looks.rate) : least),
    familyRate,
  );
  const judgements = judgeFamily(
    prepared.flatMap(({ values }) => values),
    rate,
  );
  let next = 0;
  return prepared.map(({ facts, rows, values, finish }) => {
    const own = judgements.slice(next, next + values.length);
    next += values.length;
    return finish(judgedComparisons(rows, values, own, facts));
  });
}

function prepare(facts: ArmFacts): Prepared {
  const { result } = facts;
  const cells = armedCells(result.series);
  const shown = timingsByKey(facts);
  const isShown = ({ benchmark, reference, subject }: MeasuredPair): boolean =>
    [reference, subject].every(({ id }) => shown.has(pairKey(benchmark.name, id)));
  const pairs = cells.map(pairOf);
  const equal = pairs.map((pair) => pair === null || hasEqualEnvironments(pair, result.environments));
  const measured = pairs.map((pair) => (pair === null ? [] : facts.measured.pairsOf(pair)));
  const judged = measured.map((rows, index) =>
    rows.filter((row) => isOnAxis(row.benchmark, equal[index] !== true) && isComparable(row) && isShown(row)),
  );
  const presence: Presence = { shown, isWithout: armsWithout(result), isExplained: explanations(result.failures) };
  const looks = looksOf(result.schedule);
  const rows = judged.flat();
  const finish = (decided: readonly CodeComparison[]): CodeAxis => ({
    comparisons: [
      ...decided,
      ...cells.flatMap((cell, index) =>
        unjudged(presence, facts, cell, {
          benchmarks: result.benchmarks.filter((one) => isOnAxis(one, equal[index] !== true)),
          known: new Set(judged[index]?.map(({ benchmark }) => benchmark.name)),
        }),
      ),
    ],
    interactions: interactionsOf(rows, result.reference),
    geometricMeans: judged.flatMap(geometricMean),
    agreements: measured.flatMap((rows, index) =>
      rows.filter(({ benchmark }) => isOnAxis(benchmark, equal[index] !== true)).map(agreementOf),
    ),
    controls: controlsOf(
      measured.flatMap((rows, index) => rows.map((row) => ({ row, equalEnvironments: equal[index] === true }))),
      looks,
      facts.defaultShare,
    ),
  });
  const values = rows.map((row) => cellAt(looks, row.values, facts.thresholdFor(row.benchmark.name)));
  return { facts, looks, rows, values, finish };
}

function timingsByKey({ timings }: ArmFacts): ReadonlyMap<string, SeriesTiming> {
  return new Map(timings.map((timing) => [pairKey(timing.benchmark, timing.series), timing]));
}

function pairOf({ base, head }: ArmedCell): Pair | null {
  return base === null || head === null ? null : { reference: base, subject: head };
}

function isOnAxis({ role, source }: Benchmark, hasOtherEnvironment: boolean): boolean {
  return role === "benchmark" && (source !== null || hasOtherEnvironment);
}

/** Times at the ends of what a number can hold have no ratio. */
function isComparable({ values }: MeasuredPair): boolean {
  return values.size > 0 && [...values.values()].every(Number.isFinite);
}

function cellOf({ base, head }: ArmedCell): CellIdentity {
  const series = head ?? base;
  if (series === null) throw new Error("a cell has a series");
  const { variant, platform, threads, launcher } = series;
  return { variant, platform, threads, launcher };
}

function judgedComparisons(
  rows: readonly MeasuredPair[],
  cells: readonly Cell[],
  judgements: readonly Judgement[],
  facts: ArmFacts,
): CodeComparison[] {
  const shown = timingsByKey(facts);
  return rows.flatMap(({ benchmark, reference: base, subject: head }, index): CodeComparison[] => {
    const [cell, judgement] = [cells[index], judgements[index]];
    if (cell === undefined || judgement === undefined) return [];
    const { look: _, ...judged } = judgement;
    return [
      {
        axis: "code",
        benchmark: benchmark.name,
        cell: cellOf({ base, head }),
        base: base.id,
        head: head.id,
        ...judged,
        estimate: ratioOf(valuesOf(cell, judgement)),
        threshold: cell.threshold,
        baseSeconds: shown.get(pairKey(benchmark.name, base.id))?.medianSeconds ?? null,
        headSeconds: shown.get(pairKey(benchmark.name, head.id))?.medianSeconds ?? null,
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
  readonly shown: ReadonlyMap<string, SeriesTiming>;
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
    .map(({ name }) => {
      const [base, head] = [cell.base, cell.head].map((series) =>
        series === null || isWithout(series.arm, name) ? null : series.id,
      );
      const outcome = isWithout("base", name) ? "added" : isWithout("head", name) ? "removed" : "failed";
      const lost = [base, head].filter((id) => id !== null && id !== undefined && !shown.has(pairKey(name, id)));
      const isSaid = lost.length > 0 || [base, head].some((id) => typeof id === "string" && isExplained(id, name));
      return {
        axis: "code",
        benchmark: name,
        cell: cellOf(cell),
        base: base ?? null,
        head: head ?? null,
        outcome,
        estimate: null,
        slowerP: null,
        fasterP: null,
        threshold: thresholdFor(name),
        detectable: null,
        blocksToDecide: null,
        baseSeconds: null,
        headSeconds: null,
        reason: outcome === "failed" && !isSaid ? whyNot(cell) : null,
      };
    });
}

function whyNot({ base, head }: ArmedCell): string {
  if (base === null) return "base has no such series to compare with";
  if (head === null) return "head has no such series to compare with";
  return "there is no block with usable times of both arms";
}

/**
 * Both directions at half the rate each: a control that became faster says as much about the machine. At the same looks
 * as the cells, because whether there is a second depends on the noise that the controls share with them: one judgement
 * at the end would be of a moment that the noise has chosen.
 */
function controlsOf(
  rows: readonly { readonly row: MeasuredPair; readonly equalEnvironments: boolean }[],
  looks: Looks,
  threshold: number,
): CodeAxis["controls"] {
  const controls = rows.filter(({ row }) => row.benchmark.role === "control" && isComparable(row));
  const cells = controls.map(({ row }) => cellAt(looks, row.values, threshold));
  const moved = judgeFamily(cells, looks.rate / 2).flatMap((judgement, index): MovedControl[] => {
    const [control, cell] = [controls[index], cells[index]];
    const hasMoved = judgement.outcome === "regressed" || judgement.outcome === "improved";
    if (!hasMoved || control === undefined || cell === undefined) return [];
    const { row, equalEnvironments } = control;
    const names = { benchmark: row.benchmark.name, base: row.reference.id, head: row.subject.id };
    return [{ ...names, estimate: ratioOf(valuesOf(cell, judgement)), equalEnvironments }];
  });
  return { judged: cells.length, moved };
}
