// Everything a report says, as plain data. What is shown is decided here; renderers only draw it.
import type { Comparisons } from "../compare/comparison.ts";
import type { Decision } from "../gate/decision.ts";
import type { Absence, Arm, Host, Result, Schedule } from "../result/schema.ts";
import type { Advice, BackendVerdict } from "../verify/verdict.ts";
import type { AgreementReport } from "./agreement.ts";
import { agreementReport } from "./agreement.ts";
import type { BackendCell, BackendRow } from "./backend-rows.ts";
import { backendCells, backendRows, isVerified } from "./backend-rows.ts";
import type { CodeReport } from "./code-rows.ts";
import { codeReport } from "./code-rows.ts";
import type { BackendInstall, PackageChange } from "./environment-changes.ts";
import { backendInstalls, packageChanges } from "./environment-changes.ts";
import type { EnvironmentRow } from "./environment-rows.ts";
import { environmentRows } from "./environment-rows.ts";
import type { RatioTable, TimeTable } from "./figures.ts";
import { ratioTables, timesAtHead, timeTable } from "./figures.ts";
import type { BlockCounts } from "./headline.ts";
import { headline, leadLines, measuredBenchmarks } from "./headline.ts";
import type { Labels } from "./labels.ts";
import { labelsOf } from "./labels.ts";
import type { Noise } from "./noise.ts";
import { noiseOf } from "./noise.ts";
import type { PackageTable } from "./packages.ts";
import { packageTable } from "./packages.ts";
import type { PublishedTable } from "./published.ts";
import { publishedTables } from "./published.ts";
import { reproduceCommand } from "./reproduce.ts";

/** Something that did not work, with what it said last. */
export interface Trouble {
  readonly subject: string;
  readonly benchmark: string | null;
  readonly message: string;
  readonly lastLines: readonly string[];
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
  /** Whether base is in the run too. */
  readonly hasArms: boolean;
  /** Head against base; its lists are empty without a base. */
  readonly code: CodeReport;
  /** One per series. */
  readonly backends: readonly BackendRow[];
  /** The same with both arms of a variant as one, where their proof is equal. */
  readonly cells: readonly BackendCell[];
  readonly ratios: readonly RatioTable[];
  /** Of every series. */
  readonly times: TimeTable;
  /** Of those at head, where both arms are in the run; what base took stands in `code`. */
  readonly timesAtHead: TimeTable;
  readonly agreement: AgreementReport;
  readonly published: readonly PublishedTable[];
  /** What whole runs printed of themselves. */
  readonly printed: readonly {
    readonly label: string;
    readonly benchmark: string;
    readonly lines: readonly string[];
  }[];
  readonly troubles: readonly Trouble[];
  /** What people should know of the run, a sentence each, names between backticks. */
  readonly notices: readonly string[];
  readonly absences: readonly Absence[];
  readonly advice: readonly { readonly labels: readonly string[]; readonly text: string }[];
  readonly environments: readonly EnvironmentRow[];
  /** Between the environments at head, or of one arm alone. */
  readonly packages: PackageTable | null;
  /** Between base and head. */
  readonly packageChanges: readonly PackageChange[];
  readonly backendInstalls: readonly BackendInstall[];
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
  /** The result's own, and what was found when it was judged. */
  readonly notices: readonly string[];
}

export function buildReport(facts: ReportFacts): ReportModel {
  const { result, advice, comparisons, decision } = facts;
  const labels = labelsOf(result.series);
  const tables = tablesOf(facts, labels);
  const { cells, ratios, times } = tables;
  const agreement = agreementReport(comparisons.agreements, labels);
  const troubles = troublesOf(result, comparisons, labels);
  const code = codeReport(comparisons, labels);
  const lines = {
    code: labels.hasArms ? code : null,
    decision,
    backends: cells,
    ratios,
    times,
    notices: facts.notices,
    blocks: blockCounts(result),
    elapsedSeconds: result.elapsedSeconds,
  };
  const allWell = isAllWell({ decision, times, cells, agreement, troubles });
  const { startedAt, elapsedSeconds, tool } = result;
  return {
    reportVersion: 1,
    toolVersion: tool.version,
    startedAt,
    elapsedSeconds,
    decision,
    headline: headline(lines),
    lead: leadLines(lines, allWell),
    isAllWell: allWell,
    hasArms: labels.hasArms,
    code,
    ...tables,
    agreement,
    published: publishedTables(comparisons.timings, labels, result.host.cpuModel),
    printed: printedBy(result, labels),
    troubles,
    notices: facts.notices,
    absences: result.absences,
    advice: advice.map(({ subjects, text }) => ({ labels: subjects.map((subject) => labels.of(subject)), text })),
    ...environmentFacts(result, labels),
    host: result.host,
    noise: noiseOf(result, labels),
    schedule: result.schedule,
    reproduce: reproduceCommand(result),
  };
}

type Tables = Pick<ReportModel, "backends" | "cells" | "ratios" | "times" | "timesAtHead">;

function tablesOf({ result, verdicts, comparisons }: ReportFacts, labels: Labels): Tables {
  const backends = backendRows(result, verdicts, labels);
  const figures = { result, comparisons, backends, labels };
  const times = timeTable(figures);
  return {
    backends,
    cells: backendCells(backends, labels),
    ratios: ratioTables(figures),
    times,
    timesAtHead: labels.hasArms ? timesAtHead(times, labels) : times,
  };
}

function printedBy({ measurements }: Result, labels: Labels): ReportModel["printed"] {
  return measurements
    .filter(({ summaryLines }) => summaryLines.length > 0)
    .map(({ benchmark, series, summaryLines }) => ({ benchmark, label: labels.of(series), lines: summaryLines }));
}

type EnvironmentFacts = Pick<ReportModel, "environments" | "packages" | "packageChanges" | "backendInstalls">;

function environmentFacts(result: Result, labels: Labels): EnvironmentFacts {
  return {
    environments: environmentRows(result, labels),
    packages: packageTable(labels.hasArms ? atHead(result) : result, { ...labels, of: labels.ofCell }),
    packageChanges: packageChanges(result, labels),
    backendInstalls: backendInstalls(result, labels),
  };
}

function isAllWell(model: Pick<ReportModel, "decision" | "times" | "cells" | "agreement" | "troubles">): boolean {
  return (
    model.decision.status === "pass" &&
    measuredBenchmarks(model.times) > 0 &&
    model.cells.every((cell) => isVerified(cell) && cell.before === null) &&
    model.agreement.differing.length === 0 &&
    model.troubles.length === 0
  );
}

function blockCounts({ measurements, benchmarks, schedule }: Result): BlockCounts {
  const takesTurns = benchmarks.some(({ role, method }) => role === "benchmark" && method === "turns");
  return {
    measured: measurements.reduce((most, { blocks }) => Math.max(most, blocks.length), 0),
    planned: takesTurns ? (schedule?.plannedBlocks ?? null) : null,
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
        message: labels.inSentence(reason),
        lastLines: [],
      })),
  ];
}

/** Without base, whose differences from head are shown apart. */
function atHead(result: Result): Result {
  const isAtHead = ({ arm }: { readonly arm: Arm }): boolean => arm === "head";
  return { ...result, environments: result.environments.filter(isAtHead), series: result.series.filter(isAtHead) };
}
