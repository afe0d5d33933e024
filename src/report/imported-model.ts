// Everything that is said of files of other tools, as plain data: of each alone, and of two side by side.
import type { Basis, ImportedComparison, ImportedComparisons } from "../compare/imported-runs.ts";
import { median } from "../compare/statistics.ts";
import type { Figures, ImportedRun } from "../result/import/imported-run.ts";
import { valuesOf } from "../result/import/rows.ts";
import { quoted } from "./document.ts";
import { count } from "./numbers.ts";

export interface NamedImport {
  /** As it was named by whoever asked. */
  readonly file: string;
  readonly run: ImportedRun;
}

export interface ImportedFileRow {
  readonly file: string;
  readonly format: string;
  readonly toolVersion: string | null;
  readonly startedAt: string | null;
  readonly omitted: ImportedRun["omitted"];
  readonly notices: readonly string[];
}

export interface ImportedComparisonModel {
  readonly importedComparisonVersion: 1;
  /** Never: whatever wrote the files ran one after the other. */
  readonly isLockstep: false;
  readonly headline: string;
  readonly lead: readonly string[];
  readonly files: { readonly a: ImportedFileRow; readonly b: ImportedFileRow };
  /** Worst first. */
  readonly rows: readonly ImportedComparison[];
  readonly notComparable: ImportedComparisons["notComparable"];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly settings: ImportedComparisons["settings"];
}

export interface ImportedReportModel {
  readonly importedReportVersion: 1;
  readonly headline: string;
  readonly lead: readonly string[];
  readonly files: readonly (ImportedFileRow & { readonly benchmarks: readonly ImportedRow[] })[];
}

export interface ImportedRow {
  readonly name: string;
  readonly unit: string;
  /** Median of all samples, or what the summary says. */
  readonly value: number;
  /** Where the middle half of the samples lies; null where fewer than 4 are known. */
  readonly middleHalf: { readonly low: number; readonly high: number } | null;
  /** What the value is made of: "5 processes, 15 samples", "12 samples", "median of 8, without them". */
  readonly basis: string;
}

/** As tools are called in prose. */
const titles: Readonly<Record<ImportedRun["format"], string>> = {
  pyperf: "pyperf",
  hyperfine: "hyperfine",
  "google-benchmark": "google-benchmark",
  "pytest-benchmark": "pytest-benchmark",
  asv: "asv",
  go: "go test",
  json: "samples JSON",
};

export function importedComparisonModel(
  comparison: ImportedComparisons,
  a: NamedImport,
  b: NamedImport,
): ImportedComparisonModel {
  const rows = comparison.comparisons.toSorted((one, other) => badness(other) - badness(one));
  return {
    importedComparisonVersion: 1,
    isLockstep: false,
    headline: `not lockstep. Two files of ${titles[b.run.format]}; B against A: ${outcomes(rows, comparison.notComparable.length)}`,
    lead: [
      "Two separate runs of another tool, without a proof of the BLAS they ran on: whatever changed between them is in these ratios, and not in their intervals. They inform, and decide nothing.",
      ...basisText(rows),
      ...(comparison.isMachineKnown
        ? []
        : ["The files do not say on which machine they were measured: times of two machines are not comparable."]),
      ...omittedText("A", a.run),
      ...omittedText("B", b.run),
    ],
    files: { a: fileRow(a), b: fileRow(b) },
    rows,
    notComparable: comparison.notComparable,
    added: comparison.onlyInB,
    removed: comparison.onlyInA,
    settings: comparison.settings,
  };
}

/** How far B lies on the worse side; where nobody knows which one that is, on the larger one. */
function badness({ better, estimate: { ratio } }: ImportedComparison): number {
  return better === "bigger" ? -Math.log(ratio) : Math.log(ratio);
}

function outcomes(rows: readonly ImportedComparison[], notComparable: number): string {
  const decided = rows.filter(({ basis }) => basis !== "summary");
  const words = ["slower", "worse", "larger", "smaller", "faster", "better", "undecided"] as const;
  const counts = words.flatMap((word) => {
    const amount = decided.filter(({ outcome }) => outcome === word).length;
    return amount === 0 ? [] : [`${amount} ${word}`];
  });
  const shown = rows.length - decided.length;
  return [
    ...counts,
    ...(shown === 0 ? [] : [`${shown} from summaries alone`]),
    ...(notComparable === 0 ? [] : [`${notComparable} not comparable`]),
  ].join(", ");
}

function basisText(rows: readonly ImportedComparison[]): readonly string[] {
  const of = (basis: Basis): number => rows.filter((row) => row.basis === basis).length;
  const [samples, summaries] = [of("samples"), of("summary")];
  const onSamples = `${count(samples, "ratio rests", "ratios rest")} on samples of single processes: the interval covers what varies within a process, and no more. No decision may rest on it.`;
  const onSummaries = `${count(summaries, "ratio rests", "ratios rest")} on summary statistics only: without samples there is no interval, and no decision may rest on it.`;
  return [...(samples === 0 ? [] : [onSamples]), ...(summaries === 0 ? [] : [onSummaries])];
}

function omittedText(side: string, { omitted }: ImportedRun): readonly string[] {
  return omitted.length === 0
    ? []
    : [`${count(omitted.length, "benchmark")} of ${side} could not be taken over: listed below.`];
}

function fileRow({ file, run }: NamedImport): ImportedFileRow {
  const { toolVersion, startedAt, omitted, notices } = run;
  return { file, format: titles[run.format], toolVersion, startedAt, omitted, notices };
}

export function importedReportModel(files: readonly NamedImport[]): ImportedReportModel {
  const all = files.flatMap(({ run }) => run.benchmarks);
  const left = files.flatMap(({ run }) => run.omitted).length;
  const tools = [...new Set(files.map(({ run }) => titles[run.format]))].join(" and ");
  const summaries = all.filter(({ figures }) => figures.kind === "summary").length;
  return {
    importedReportVersion: 1,
    headline: `${count(all.length, "benchmark")} of ${count(files.length, "file")} of ${tools}${left === 0 ? "" : `, ${left} left out`}`,
    lead: [
      "Times of another tool, without a proof of the BLAS they were taken on. They inform, and decide nothing.",
      ...(summaries === 0
        ? []
        : [
            `${count(summaries, "benchmark has", "benchmarks have")} summary statistics only: how far they scatter is not known.`,
          ]),
    ],
    files: files.map((one) => ({
      ...fileRow(one),
      benchmarks: one.run.benchmarks.map(({ name, unit, figures }) => ({
        name,
        unit,
        value: median(valuesOf(figures)),
        middleHalf: middleHalf(figures),
        basis: basisOf(figures),
      })),
    })),
  };
}

function middleHalf(figures: Figures): ImportedRow["middleHalf"] {
  const values = valuesOf(figures).toSorted((one, other) => one - other);
  const [low, high] = [values[Math.floor((values.length - 1) / 4)], values[Math.ceil((3 * (values.length - 1)) / 4)]];
  return values.length < 4 || low === undefined || high === undefined ? null : { low, high };
}

function basisOf(figures: Figures): string {
  if (figures.kind === "samples") return count(figures.samples.length, "sample");
  if (figures.kind === "processes")
    return `${count(figures.processes.length, "process", "processes")}, ${count(valuesOf(figures).length, "sample")}`;
  const { statistic, count: amount } = figures;
  return `summary only: ${statistic}${amount === null ? "" : ` of ${count(amount, "sample")}`}`;
}

/** A name between backticks, as sentences have it. */
export function omittedLine({ name, why }: ImportedRun["omitted"][number]): string {
  return `${quoted(name)} ${why}`;
}
