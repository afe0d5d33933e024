// Two runs that were not measured side by side. There are no pairs of blocks, so drift between the runs is in every
// ratio, and nothing is decided.
import type { Measurement, Result } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Difference, NumbersDifference, SeriesPair } from "./comparability.ts";
import {
  batchDifference,
  definitionDifference,
  hostDifferences,
  matchedSeries,
  numbersDifference,
} from "./comparability.ts";
import type { RatioEstimate } from "./comparison.ts";
import type { Measured } from "./measured.ts";
import { measuredOf } from "./measured.ts";
import { directionOf, ratioAt } from "./ratio.ts";
import { median } from "./statistics.ts";
import { blockMedians } from "./times.ts";
import { shiftBetween } from "./two-sample.ts";

/** The estimate of a ratio holds a number for each pair of blocks. No run makes so many blocks. */
const mostBlockPairs = 4_000_000;

/** One benchmark of two series, B over A: below 1, B is faster. */
export interface SeparateComparison {
  readonly benchmark: Benchmark;
  readonly pair: SeriesPair;
  /** With the interval of the two-sample rank test; its blocks are those of the side that has fewer. */
  readonly estimate: RatioEstimate;
  readonly outcome: "faster" | "slower" | "undecided";
  readonly aSeconds: number;
  readonly bSeconds: number;
  readonly aBlocks: number;
  readonly bBlocks: number;
  /** The user's own code may compute other numbers than before; null where it does not. */
  readonly changedNumbers: NumbersDifference | null;
}

/** A benchmark that both sides offer, without a ratio. */
export interface NotComparable {
  readonly benchmark: string;
  readonly pair: SeriesPair;
  /** One clause. */
  readonly reason: string;
}

export interface SeparateRuns {
  /** Any of them, and nothing may be compared. */
  readonly machines: readonly Difference[];
  readonly systems: readonly Difference[];
  readonly pairs: readonly SeriesPair[];
  /** Ids of series at head without a partner. */
  readonly onlyInA: { readonly series: readonly string[]; readonly benchmarks: readonly string[] };
  readonly onlyInB: SeparateRuns["onlyInA"];
  /** Controls among them. */
  readonly comparisons: readonly SeparateComparison[];
  readonly notComparable: readonly NotComparable[];
}

/** A result, or its head. */
export type SeparateRun = Pick<Result, "host" | "reference" | "series" | "benchmarks" | "measurements">;

/** Pure, and linear in the number of measurements. */
export function compareSeparateRuns(a: SeparateRun, b: SeparateRun): SeparateRuns {
  const { machines, systems } = hostDifferences(a.host, b.host);
  const pairs = matchedSeries(a.series, b.series);
  const [sideA, sideB] = [sideOf(a), sideOf(b)];
  const looks = pairs.flatMap((pair) =>
    b.benchmarks.flatMap((benchmark): Look[] => {
      const former = sideA.benchmarks.get(benchmark.name);
      return former === undefined ? [] : [look({ pair, former, benchmark, a: sideA, b: sideB })];
    }),
  );
  return {
    machines,
    systems,
    pairs,
    onlyInA: without(a, sideB, new Set(pairs.map((pair) => pair.a.id))),
    onlyInB: without(b, sideA, new Set(pairs.map((pair) => pair.b.id))),
    comparisons: looks.flatMap((one) => ("estimate" in one ? [one] : [])),
    notComparable: looks.flatMap((one) => ("reason" in one ? [one] : [])),
  };
}

interface Side {
  readonly benchmarks: ReadonlyMap<string, Benchmark>;
  readonly measured: Measured;
  /** By series id: the series of its own run that it must agree with. */
  readonly references: ReadonlyMap<string, string>;
}

function sideOf(run: SeparateRun): Side {
  const references = run.series.flatMap(({ id, threads, launcher }) => {
    const reference = run.series.find(
      (one) => one.variant === run.reference && one.threads === threads && one.launcher === launcher,
    );
    return reference === undefined ? [] : [[id, reference.id] as const];
  });
  return {
    benchmarks: new Map(run.benchmarks.map((one) => [one.name, one])),
    measured: measuredOf(run),
    references: new Map(references),
  };
}

function without(
  { series, benchmarks }: SeparateRun,
  other: Side,
  paired: ReadonlySet<string>,
): SeparateRuns["onlyInA"] {
  return {
    series: series.map(({ id }) => id).filter((id) => !paired.has(id)),
    benchmarks: benchmarks.map(({ name }) => name).filter((name) => !other.benchmarks.has(name)),
  };
}

type Look = SeparateComparison | NotComparable;

interface Question {
  readonly pair: SeriesPair;
  /** The benchmark as A has it, and as B has it. */
  readonly former: Benchmark;
  readonly benchmark: Benchmark;
  readonly a: Side;
  readonly b: Side;
}

function look({ pair, former, benchmark, a, b }: Question): Look {
  const { name } = benchmark;
  const refused = (reason: string): NotComparable => ({ benchmark: name, pair, reason });
  if (former.quantity !== undefined || benchmark.quantity !== undefined)
    return refused("measures no time, and is compared within one run alone");
  const definition = definitionDifference(former, benchmark);
  if (definition !== null) return refused(definition);
  const [figureA, figureB] = [figureOf(a, former, pair.a.id), figureOf(b, benchmark, pair.b.id)];
  if (figureA === null || figureB === null) {
    const sides = [...(figureA === null ? ["A"] : []), ...(figureB === null ? ["B"] : [])];
    return refused(`has no figure in ${sides.join(" and ")}`);
  }
  const batches = batchDifference(figureA.measurement, figureB.measurement);
  if (batches !== null) return refused(batches);
  const numbers = numbersDifference(benchmark, figureA.measurement, figureB.measurement);
  if (numbers !== null && benchmark.source === null) return refused("computes other numbers");
  if (figureA.logarithms.length * figureB.logarithms.length > mostBlockPairs) return refused("has too many blocks");
  const [aBlocks, bBlocks] = [figureA.logarithms.length, figureB.logarithms.length];
  const estimate = ratioAt(shiftBetween(figureA.logarithms, figureB.logarithms), Math.min(aBlocks, bBlocks));
  return {
    benchmark,
    pair,
    estimate,
    outcome: directionOf(estimate),
    aSeconds: figureA.seconds,
    bSeconds: figureB.seconds,
    aBlocks,
    bBlocks,
    changedNumbers: numbers,
  };
}

interface Figure {
  readonly measurement: Measurement;
  readonly seconds: number;
  /** ln of the median over turns, one per block: blocks, never turns, are the sample. */
  readonly logarithms: readonly number[];
}

/** null where nothing was measured, and for what computes other numbers than its own run's reference. */
function figureOf({ measured, references }: Side, benchmark: Benchmark, series: string): Figure | null {
  const measurement = measured.find(benchmark.name, series);
  if (measurement === undefined) return null;
  const reference = measured.find(benchmark.name, references.get(series) ?? series);
  if (reference !== undefined && numbersDifference(benchmark, reference, measurement) !== null) return null;
  const nanoseconds = blockMedians(measurement);
  return { measurement, seconds: median(nanoseconds) / 1e9, logarithms: nanoseconds.map(Math.log) };
}
