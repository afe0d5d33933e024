// Everything a report says, as plain data. What is shown is decided here; renderers only draw it.
import type { Comparisons } from "../compare/comparison.ts";
import type { Decision } from "../gate/decision.ts";
import type { Absence, Host, Result, Schedule } from "../result/schema.ts";
import type { Advice, BackendVerdict } from "../verify/verdict.ts";
import type { AgreementReport } from "./agreement.ts";
import { agreementReport } from "./agreement.ts";
import type { BackendRow } from "./backend-rows.ts";
import { backendRows } from "./backend-rows.ts";
import type { CodeReport } from "./code-rows.ts";
import { codeReport } from "./code-rows.ts";
import type { EnvironmentRow } from "./environment-rows.ts";
import { environmentRows } from "./environment-rows.ts";
import type { RatioTable, TimeTable } from "./figures.ts";
import { ratioTables, timeTable } from "./figures.ts";
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
  /** At head, where base is in the run too. */
  readonly hasArms: boolean;
  /** Head against base; its lists are empty without a base. */
  readonly code: CodeReport;
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
  const code = codeReport(comparisons, labels);
  const lines = {
    code: labels.hasArms ? code.rows : null,
    decision,
    backends,
    ratios,
    times,
    blocks: blockCounts(result),
    elapsedSeconds: result.elapsedSeconds,
  };
  return {
    reportVersion: 1,
    toolVersion: result.tool.version,
    startedAt: result.startedAt,
    elapsedSeconds: result.elapsedSeconds,
    decision,
    headline: headline(lines),
    lead: leadLines(lines),
    isAllWell: isAllWell({ decision, times, backends, agreement, troubles }),
    hasArms: labels.hasArms,
    code,
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
    environments: environmentRows(result, labels),
    packages: packageTable(result, labels),
    host: result.host,
    noise: noiseOf(result, labels),
    schedule: result.schedule,
    reproduce: reproduceCommand(result.configuration),
  };
}

function isAllWell(model: Pick<ReportModel, "decision" | "times" | "backends" | "agreement" | "troubles">): boolean {
  return (
    model.decision.status === "pass" &&
    measuredBenchmarks(model.times) > 0 &&
    model.backends.every(({ status }) => status === "verified") &&
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
        message: reason,
        lastLines: [],
      })),
  ];
}
