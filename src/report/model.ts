// Everything a report says, as plain data. What is shown is decided here; renderers only draw it.
import type { Comparisons } from "../compare/comparison.ts";
import type { Decision } from "../gate/decision.ts";
import { ByPair } from "../result/by-pair.ts";
import type { Run } from "../result/matrix.ts";
import { legsOf } from "../result/matrix.ts";
import type { Absence, Measurement } from "../result/schema.ts";
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
import { headline, leadLines, measuredBenchmarks } from "./headline.ts";
import type { Labels } from "./labels.ts";
import { labelsOf } from "./labels.ts";
import type { LegReport } from "./legs.ts";
import { blockCounts, legReport } from "./legs.ts";
import type { PublishedTable } from "./published.ts";
import { publishedTables } from "./published.ts";

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
  /** Between base and head. */
  readonly packageChanges: readonly PackageChange[];
  readonly backendInstalls: readonly BackendInstall[];
  /** One, or those of a matrix. */
  readonly legs: readonly LegReport[];
}

export interface ReportFacts {
  readonly result: Run;
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
  const unusable = ByPair.of(comparisons.withheld.filter(({ kind }) => kind === "unusable"));
  const isUsable = ({ benchmark, series }: Measurement): boolean => !unusable.has(benchmark, series);
  const lines = {
    code: labels.hasArms ? code : null,
    decision,
    backends: cells,
    ratios,
    times,
    notices: facts.notices,
    blocks: blockCounts(legsOf(result)),
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
    published: publishedTables(comparisons.timings, labels, machines(result)),
    printed: printedBy(result, labels),
    troubles,
    notices: facts.notices,
    absences: result.absences,
    advice: advice.map(({ subjects, text }) => ({ labels: subjects.map((subject) => labels.of(subject)), text })),
    ...environmentFacts(result, labels),
    legs: legsOf(result).map((leg) => legReport(leg, labels, isUsable)),
  };
}

/** By series id. */
function machines(result: Run): ReadonlyMap<string, string> {
  return new Map(legsOf(result).flatMap(({ series, host }) => series.map(({ id }) => [id, host.cpuModel] as const)));
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

function printedBy({ measurements }: Run, labels: Labels): ReportModel["printed"] {
  return measurements
    .filter(({ summaryLines }) => summaryLines.length > 0)
    .map(({ benchmark, series, summaryLines }) => ({ benchmark, label: labels.of(series), lines: summaryLines }));
}

type EnvironmentFacts = Pick<ReportModel, "environments" | "packageChanges" | "backendInstalls">;

function environmentFacts(result: Run, labels: Labels): EnvironmentFacts {
  const legs = legsOf(result);
  return {
    environments: legs.flatMap((leg) => environmentRows(leg, labels)),
    packageChanges: packageChanges(legs, labels),
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

/** What failed, and figures that are withheld. Wrong results have a table of their own. */
function troublesOf(result: Run, comparisons: Comparisons, labels: Labels): readonly Trouble[] {
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
