// The two tables of figures: variants against the reference, and times. Every cell holds a figure or says why not.
import type {
  BackendComparison,
  Comparisons,
  LauncherComparison,
  RatioEstimate,
  Withheld,
} from "../compare/comparison.ts";
import { explanations } from "../compare/explanations.ts";
import { ByPair } from "../result/by-pair.ts";
import type { Run } from "../result/matrix.ts";
import type { Arm } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { BackendVerdict } from "../verify/verdict.ts";
import type { BackendRow } from "./backend-rows.ts";
import { separateLapack } from "./backend-rows.ts";
import type { Labels } from "./labels.ts";

/** Why there is no figure. "not-measured": it was left out or its process had ended. */
export type Gap = { readonly kind: Withheld["kind"] | "failed" | "not-measured" };

export type RatioCell =
  | {
      readonly kind: "ratio";
      readonly estimate: RatioEstimate;
      readonly outcome: BackendComparison["outcome"];
      /** The LAPACK that computed it, where that is not of the variant's BLAS. */
      readonly lapack: string | null;
    }
  | Gap;

export interface FigureColumn {
  readonly series: string;
  readonly arm: Arm;
  readonly label: string;
  /** A column of a backend that is not verified says so. */
  readonly status: BackendVerdict["status"];
}

export interface RatioTable {
  /** Variants against the reference variant, or launchers against `direct` of the same variant. */
  readonly axis: "backend" | "launcher";
  /** Series id and label of the reference. */
  readonly reference: string;
  readonly referenceLabel: string;
  readonly referenceLapack: string | null;
  readonly subjects: readonly FigureColumn[];
  readonly rows: readonly { readonly benchmark: BenchmarkName; readonly cells: readonly RatioCell[] }[];
  /** One entry per subject; null where there are too few benchmarks for a mean. */
  readonly geometricMeans: readonly ({ readonly estimate: RatioEstimate; readonly benchmarks: number } | null)[];
}

export type TimeCell =
  | {
      readonly kind: "time";
      readonly medianSeconds: number;
      readonly gflopPerSecond: number | null;
      readonly lapack: string | null;
    }
  /** Of a benchmark that measures no time. */
  | { readonly kind: "value"; readonly value: number; readonly unit: string }
  | Gap;

export interface TimeTable {
  readonly series: readonly FigureColumn[];
  readonly rows: readonly { readonly benchmark: BenchmarkName; readonly cells: readonly TimeCell[] }[];
}

export type BenchmarkName = Pick<Benchmark, "name" | "layer" | "description">;

export interface FigureFacts {
  readonly result: Run;
  readonly comparisons: Comparisons;
  readonly backends: readonly BackendRow[];
  readonly labels: Labels;
}

/** "mkl", or "mkl (mismatch)": figures under a name that is not proven must not look as if it were. */
export function columnLabel({ label, status }: FigureColumn): string {
  return status === "verified" ? label : `${label} (${status})`;
}

/**
 * One table per reference series: the variants at the same threads and launcher are its columns. After these, one per
 * series that is started directly: the other launchers are its columns.
 */
export function ratioTables(facts: FigureFacts): readonly RatioTable[] {
  const { backends, launchers } = facts.comparisons;
  return [...tablesOf(facts, "backend", backends), ...tablesOf(facts, "launcher", launchers)];
}

function tablesOf(
  facts: FigureFacts,
  axis: RatioTable["axis"],
  all: readonly (BackendComparison | LauncherComparison)[],
): readonly RatioTable[] {
  const { comparisons, labels } = facts;
  const references = unique(all.map(({ reference }) => reference));
  const found = ByPair.ofSubjects(all);
  const gap = gapFinder(facts);
  return references.map((reference) => {
    const subjects = unique(all.filter((one) => one.reference === reference).map(({ subject }) => subject));
    return {
      axis,
      reference,
      referenceLabel: labels.ofCell(reference),
      referenceLapack: lapackOf(facts, reference),
      subjects: subjects.map((series) => column(facts, series, labels.besides(series, reference))),
      rows: timedBenchmarks(facts.result).map((benchmark) => ({
        benchmark: nameOf(benchmark),
        cells: subjects.map((subject): RatioCell => {
          const comparison = found.get(benchmark.name, subject);
          if (comparison === undefined) return gap(benchmark.name, subject);
          const { estimate, outcome } = comparison;
          return { kind: "ratio", estimate, outcome, lapack: lapackFor(facts, benchmark, subject) };
        }),
      })),
      geometricMeans: subjects.map((subject) => {
        const mean = comparisons.geometricMeans.find((one) => one.reference === reference && one.subject === subject);
        return mean === undefined ? null : { estimate: mean.estimate, benchmarks: mean.benchmarks };
      }),
    };
  });
}

export function timeTable(facts: FigureFacts): TimeTable {
  const { result, comparisons, labels } = facts;
  const found = ByPair.of(comparisons.timings);
  const values = ByPair.of(comparisons.values);
  const gap = gapFinder(facts);
  return {
    series: result.series.map(({ id }) => column(facts, id, labels.of(id))),
    rows: benchmarksOf(result).map((benchmark) => ({
      benchmark: nameOf(benchmark),
      cells: result.series.map(({ id }): TimeCell => {
        const value = values.get(benchmark.name, id);
        if (value !== undefined) return { kind: "value", value: value.value, unit: value.unit };
        const timing = found.get(benchmark.name, id);
        if (timing === undefined) return gap(benchmark.name, id);
        const { medianSeconds, gflopPerSecond } = timing;
        return { kind: "time", medianSeconds, gflopPerSecond, lapack: lapackFor(facts, benchmark, id) };
      }),
    })),
  };
}

/** What base's series took stands beside head's where the two are compared. */
export function timesAtHead(table: TimeTable, labels: Labels): TimeTable {
  const isShown = (index: number): boolean => table.series[index]?.arm === "head";
  return {
    series: table.series
      .filter(({ arm }) => arm === "head")
      .map((one) => ({ ...one, label: labels.ofCell(one.series) })),
    rows: table.rows.map(({ benchmark, cells }) => ({ benchmark, cells: cells.filter((_, index) => isShown(index)) })),
  };
}

/** Controls tell of the machine, not of a library. */
function benchmarksOf(result: Run): readonly Benchmark[] {
  return result.benchmarks.filter(({ role }) => role === "benchmark");
}

function timedBenchmarks(result: Run): readonly Benchmark[] {
  return benchmarksOf(result).filter(({ quantity }) => quantity === undefined);
}

function column({ backends }: FigureFacts, series: string, label: string): FigureColumn {
  const row = backends.find((one) => one.series === series);
  return { series, arm: row?.arm ?? "head", label, status: row?.status ?? "unknown" };
}

function nameOf({ name, layer, description }: Benchmark): BenchmarkName {
  return { name, layer, description };
}

function lapackFor(facts: FigureFacts, benchmark: Benchmark, series: string): string | null {
  return benchmark.layer === "lapack" ? lapackOf(facts, series) : null;
}

function lapackOf({ backends }: FigureFacts, series: string): string | null {
  return separateLapack(backends.find((row) => row.series === series));
}

function gapFinder({ comparisons, result }: FigureFacts): (benchmark: string, series: string) => Gap {
  const withheld = ByPair.of(comparisons.withheld);
  const isExplained = explanations(result.failures);
  return (benchmark, series) => ({
    kind: withheld.get(benchmark, series)?.kind ?? (isExplained(series, benchmark) ? "failed" : "not-measured"),
  });
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
