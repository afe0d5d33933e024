// Everything a report says, as plain data. What is shown is decided here; renderers only draw it.
import type { Comparisons, RatioEstimate } from "../compare/comparison.ts";
import type { Decision } from "../gate/decision.ts";
import type { Absence, Environment, Host, Result, Schedule } from "../result/schema.ts";
import type { Advice, BackendVerdict } from "../verify/verdict.ts";
import type { AgreementReport } from "./agreement.ts";
import { agreementReport } from "./agreement.ts";
import type { BackendRow } from "./backend-rows.ts";
import { backendRows } from "./backend-rows.ts";
import type { RatioTable, TimeTable } from "./figures.ts";
import { ratioTables, timeTable } from "./figures.ts";
import { headline, leadLines, measuredBenchmarks } from "./headline.ts";
import type { Labels } from "./labels.ts";
import { labelsOf } from "./labels.ts";
import type { Noise } from "./noise.ts";
import { noiseOf } from "./noise.ts";
import type { PackageTable } from "./packages.ts";
import { environmentLabel, packageTable } from "./packages.ts";
import type { PublishedTable } from "./published.ts";
import { publishedTables } from "./published.ts";
import { reproduceCommand } from "./reproduce.ts";

/** One cell of the code axis: head against base within a variant. */
export interface CodeRow {
  readonly outcome: "regressed" | "improved" | "unchanged" | "inconclusive" | "insufficient" | "added" | "removed";
  readonly benchmark: string;
  readonly label: string;
  readonly baseSeconds: number | null;
  readonly headSeconds: number | null;
  readonly estimate: RatioEstimate | null;
  /** After correction for all cells. */
  readonly p: number | null;
}

/** Something that did not work, with what it said last. */
export interface Trouble {
  readonly subject: string;
  readonly benchmark: string | null;
  readonly message: string;
  readonly lastLines: readonly string[];
}

export interface EnvironmentRow {
  readonly label: string;
  readonly provider: Environment["provider"];
  readonly specs: readonly string[];
  readonly channels: readonly string[];
  readonly python: string | null;
  readonly numpy: string | null;
  readonly packages: number;
  readonly hash: string | null;
}

export interface ReportModel {
  readonly reportVersion: 1;
  readonly toolVersion: string;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
  readonly decision: Decision;
  /** The decision in one sentence without its full stop, names between backticks. */
  readonly headline: string;
  /** Counts and proof, as sentences. */
  readonly lead: readonly string[];
  /** Nothing for anybody to act on: the report is its few lines, and the rest is folded. */
  readonly isAllWell: boolean;
  /** At head, where base is in the run too. */
  readonly hasArms: boolean;
  /** Worst first; empty without a base. */
  readonly code: readonly CodeRow[];
  readonly backends: readonly BackendRow[];
  readonly ratios: readonly RatioTable[];
  readonly times: TimeTable;
  readonly agreement: AgreementReport;
  readonly published: readonly PublishedTable[];
  /** What whole runs printed of themselves. */
  readonly printed: readonly {
    readonly label: string;
    readonly benchmark: string;
    readonly lines: readonly string[];
  }[];
  readonly troubles: readonly Trouble[];
  readonly absences: readonly Absence[];
  readonly advice: readonly { readonly labels: readonly string[]; readonly text: string }[];
  readonly environments: readonly EnvironmentRow[];
  readonly packages: PackageTable | null;
  readonly host: Host;
  readonly noise: Noise;
  readonly schedule: Schedule | null;
  readonly reproduce: string;
}

export interface ReportFacts {
  readonly result: Result;
  /** By series id. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
  readonly advice: readonly Advice[];
  readonly comparisons: Comparisons;
  readonly decision: Decision;
}

export function buildReport({ result, verdicts, advice, comparisons, decision }: ReportFacts): ReportModel {
  const labels = labelsOf(result.series);
  const backends = backendRows(result, verdicts, labels);
  const figures = { result, comparisons, backends, labels };
  const [ratios, times] = [ratioTables(figures), timeTable(figures)];
  const agreement = agreementReport(comparisons.agreements, labels);
  const troubles = troublesOf(result, comparisons, labels);
  const blocks = result.measurements.reduce((most, one) => Math.max(most, one.blocks.length), 0);
  const lines = { decision, backends, ratios, times, blocks, elapsedSeconds: result.elapsedSeconds };
  return {
    reportVersion: 1,
    toolVersion: result.tool.version,
    startedAt: result.startedAt,
    elapsedSeconds: result.elapsedSeconds,
    decision,
    headline: headline(lines),
    lead: leadLines(lines),
    isAllWell:
      decision.status === "pass" &&
      measuredBenchmarks(times) > 0 &&
      backends.every(({ status }) => status === "verified") &&
      agreement.differing.length === 0 &&
      troubles.length === 0,
    hasArms: labels.hasArms,
    code: [],
    backends,
    ratios,
    times,
    agreement,
    published: publishedTables(comparisons.timings, labels, result.host.cpuModel),
    printed: result.measurements
      .filter(({ summaryLines }) => summaryLines.length > 0)
      .map(({ benchmark, series, summaryLines }) => ({ benchmark, label: labels.of(series), lines: summaryLines })),
    troubles,
    absences: result.absences,
    advice: advice.map(({ subjects, text }) => ({ labels: subjects.map((subject) => labels.of(subject)), text })),
    environments: result.environments.map((environment) => environmentRow(environment, result, labels)),
    packages: packageTable(result, labels),
    host: result.host,
    noise: noiseOf(result, labels),
    schedule: result.schedule,
    reproduce: reproduceCommand(result.configuration),
  };
}

/** What failed, and figures that are withheld. Wrong results have a table of their own. */
function troublesOf(result: Result, comparisons: Comparisons, labels: Labels): readonly Trouble[] {
  return [
    ...result.failures.map(({ subject, benchmark, message, lastLines }) => ({
      subject: labels.of(subject),
      benchmark,
      message,
      lastLines,
    })),
    ...comparisons.withheld
      .filter(({ kind }) => kind !== "wrong-result")
      .map(({ series, benchmark, reason }) => ({
        subject: labels.of(series),
        benchmark,
        message: reason,
        lastLines: [],
      })),
  ];
}

function environmentRow(environment: Environment, result: Result, labels: Labels): EnvironmentRow {
  const series = result.series.find((one) => one.environment === environment.id);
  const evidence = series?.sightings[0]?.evidence;
  return {
    label: environmentLabel(environment, result, labels),
    provider: environment.provider,
    specs: environment.specs,
    channels: environment.channels,
    python: evidence?.python.version ?? null,
    numpy: evidence?.numpy.status === "imported" ? evidence.numpy.version : null,
    packages: environment.packages.length,
    hash: environment.hash,
  };
}
