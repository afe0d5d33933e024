// The few lines that everybody reads: the decision, the counts, the proof. Names stand between backticks.
import type { Decision, Reason } from "../gate/decision.ts";
import { unmeasured } from "../plan/base.ts";
import type { BackendCell, BackendRow, LibraryName } from "./backend-rows.ts";
import { isVerified, separateLapack } from "./backend-rows.ts";
import { codeLead } from "./code-lead.ts";
import type { CodeReport } from "./code-rows.ts";
import { quoted } from "./document.ts";
import type { RatioTable, TimeTable } from "./figures.ts";
import { columnLabel } from "./figures.ts";
import { count, duration, ratioWithInterval } from "./numbers.ts";

const namedAtMost = 6;

export interface BlockCounts {
  readonly measured: number;
  /** null where whole runs take the place of blocks. */
  readonly planned: number | null;
}

export interface HeadlineFacts {
  readonly decision: Decision;
  /** Head against base; null without a base. */
  readonly code: CodeReport | null;
  readonly backends: readonly BackendCell[];
  readonly ratios: readonly RatioTable[];
  readonly times: TimeTable;
  readonly notices: readonly string[];
  readonly blocks: BlockCounts;
  readonly elapsedSeconds: number;
}

/** Benchmarks with a figure in at least one series. */
export function measuredBenchmarks(times: TimeTable): number {
  return times.rows.filter(({ cells }) => cells.some(({ kind }) => kind === "time" || kind === "value")).length;
}

/** "pass. All 3 backends verified, 6 benchmarks measured". */
export function headline(facts: HeadlineFacts): string {
  const { decision, backends, times } = facts;
  const benchmarks = measuredBenchmarks(times);
  if (benchmarks === 0) return nothingMeasured(decision);
  const news = [
    ...backends.flatMap(movedTo),
    ...(isUnmeasured(facts) ? ["your code was not measured"] : []),
    ...(isUncompared(facts) ? ["nothing was compared with base"] : []),
  ];
  if (decision.reasons.length > 0) {
    const reasons = decision.reasons.map((reason, index) => (index === 0 ? reason.text : brief(reason)));
    return `${decision.status}. ${upperFirst([...reasons, ...news].join("; "))}`;
  }
  return [`${decision.status}. ${allWell(facts, benchmarks)}`, ...news].join("; ");
}

/** What is undecided has a section of its own: where there is something worse, its number is enough here. */
function brief({ class: name, text }: Reason): string {
  return name === "inconclusive" || name === "insufficient" ? text.replace(/: .*/s, "") : text;
}

/** A pass must not look as if it were one of the code. */
function isUnmeasured({ code, notices }: HeadlineFacts): boolean {
  return code?.rows.length === 0 || notices.includes(unmeasured);
}

/** Benchmarks that are all new or gone, say. */
function isUncompared({ code }: HeadlineFacts): boolean {
  return code !== null && code.rows.length > 0 && code.rows.every(({ estimate }) => estimate === null);
}

function allWell({ code, backends }: HeadlineFacts, benchmarks: number): string {
  const judged = code?.rows.filter(({ estimate }) => estimate !== null).length ?? 0;
  const measured =
    judged === 0 ? `${count(benchmarks, "benchmark")} measured` : `no regression in ${count(judged, "comparison")}`;
  const verified = backends.filter(isVerified).length;
  if (backends.length === 1 && verified === 1)
    return `The backend is verified, ${measured}${code === null ? ", nothing to compare with" : ""}`;
  const all = verified === 2 ? "Both" : `All ${verified}`;
  const proven = verified === backends.length ? all : `${verified} of ${backends.length}`;
  return `${proven} backends verified, ${measured}`;
}

/** "`default` runs on netlib instead of OpenBLAS": head's environment asks for another library. */
function movedTo({ label, now, before }: BackendCell): string[] {
  const [old, young] = [before?.blas?.family, now.blas?.family];
  if (now.status !== "verified" || old == null || young == null || old === young) return [];
  return [`${quoted(label)} runs on ${young} instead of ${old}`];
}

/** Whatever the gate was told to fail on: a run without figures is never shown as a pass. */
function nothingMeasured(decision: Decision): string {
  const status = decision.status === "pass" ? "inconclusive" : decision.status;
  const others = decision.reasons.filter((reason) => reason.class !== "nothing-measured");
  return `${status}. ${["Nothing was measured", ...others.map(({ text }) => text)].join("; ")}`;
}

/** @param isAllWell The table of backends, which is shown otherwise, is folded: a line stands for it. */
export function leadLines(facts: HeadlineFacts, isAllWell: boolean): readonly string[] {
  const classes = facts.decision.reasons.map((reason) => reason.class);
  const fit = classes.includes("unfit-machine") ? "none" : classes.includes("unfit-leg") ? "some" : "all";
  const hasCode = facts.code !== null && measuredBenchmarks(facts.times) > 0;
  const code = hasCode ? codeLead(facts.code.rows, fit) : "";
  return [code, countsLine(facts), isAllWell ? proofLine(facts.backends) : ""].filter((line) => line !== "");
}

function countsLine({ code, backends, ratios, times, blocks, elapsedSeconds }: HeadlineFacts): string {
  const benchmarks = measuredBenchmarks(times);
  if (benchmarks === 0) return "";
  const measured = `${count(benchmarks, "benchmark")} on ${count(backends.length, "backend")}`;
  const counts = `${measured} in ${blocksText(blocks)}, ${duration(elapsedSeconds)}.`;
  const means = [
    meansText("Head over base", code?.geometricMeans ?? []),
    ...ratios.map((table) => meansText(`Time against ${quoted(table.referenceLabel)}`, subjectMeans(table))),
  ];
  return [counts, ...means.filter((text) => text !== "")].join(" ");
}

/** Fewer blocks than planned are a fact that everybody should see. */
function blocksText({ measured, planned }: BlockCounts): string {
  if (planned === null || measured >= planned) return count(measured, "block");
  return `${measured} of ${count(planned, "block")}`;
}

type Means = CodeReport["geometricMeans"];

function subjectMeans({ geometricMeans, subjects }: RatioTable): Means {
  return geometricMeans.flatMap((mean, index) => {
    const subject = subjects[index];
    return mean === null || subject === undefined ? [] : [{ ...mean, label: columnLabel(subject) }];
  });
}

/** "Time against `openblas`, geometric mean of 3: `netlib` 4.31 (4.20 to 4.40).". */
function meansText(what: string, means: Means): string {
  if (means.length === 0) return "";
  const most = Math.max(...means.map(({ benchmarks }) => benchmarks));
  const figures = means.map(({ label, estimate, benchmarks }) => {
    const of = benchmarks === most ? "" : ` of ${benchmarks}`;
    return `${quoted(label)} ${ratioWithInterval(estimate)}${of}`;
  });
  return `${what}, geometric mean of ${most}: ${capped(figures)}.`;
}

/** "3 backends verified: `blis` calls `libblis.so.4`, with netlib's LAPACK; …". */
function proofLine(backends: readonly BackendCell[]): string {
  if (backends.length === 0) return "";
  const proofs = backends.map(({ label, now }) => `${quoted(label)} calls ${called(now)}`);
  return `${count(backends.length, "backend")} verified: ${capped(proofs)}.`;
}

function called(row: BackendRow): string {
  const lapack = separateLapack(row);
  return `${row.blas === null ? "an unnamed library" : named(row.blas)}${lapack === null ? "" : ` with ${lapack}'s LAPACK`}`;
}

function named({ fileName, coreType }: LibraryName): string {
  return quoted(fileName) + (coreType === null ? "" : ` (${coreType})`);
}

function capped(items: readonly string[]): string {
  const more = items.length - namedAtMost;
  return [...items.slice(0, namedAtMost), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
