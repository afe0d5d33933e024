// The few lines that everybody reads: the decision, the counts, the proof. Names stand between backticks.
import type { Decision } from "../gate/decision.ts";
import type { BackendRow, LibraryName } from "./backend-rows.ts";
import { separateLapack } from "./backend-rows.ts";
import type { CodeRow } from "./code-rows.ts";
import { codeLead } from "./code-sections.ts";
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
  readonly code: readonly CodeRow[] | null;
  readonly backends: readonly BackendRow[];
  readonly ratios: readonly RatioTable[];
  readonly times: TimeTable;
  readonly blocks: BlockCounts;
  readonly elapsedSeconds: number;
}

/** Benchmarks with a figure in at least one series. */
export function measuredBenchmarks(times: TimeTable): number {
  return times.rows.filter(({ cells }) => cells.some((cell) => cell.kind === "time")).length;
}

/** "pass. All 3 backends verified, 6 benchmarks measured". */
export function headline(facts: HeadlineFacts): string {
  const { decision, backends, times } = facts;
  const benchmarks = measuredBenchmarks(times);
  if (benchmarks === 0) return nothingMeasured(decision);
  if (decision.reasons.length > 0) return `${decision.status}. ${upperFirst(joined(decision.reasons))}`;
  const judged = facts.code?.filter(({ estimate }) => estimate !== null).length ?? 0;
  const measured =
    judged === 0 ? `${count(benchmarks, "benchmark")} measured` : `no regression in ${count(judged, "comparison")}`;
  const verified = backends.filter(({ status }) => status === "verified").length;
  if (backends.length === 1 && verified === 1)
    return `${decision.status}. The backend is verified, ${measured}, nothing to compare with`;
  const all = verified === 2 ? "Both" : `All ${verified}`;
  const proven = verified === backends.length ? all : `${verified} of ${backends.length}`;
  return `${decision.status}. ${proven} backends verified, ${measured}`;
}

/** Whatever the gate was told to fail on: a run without figures is never shown as a pass. */
function nothingMeasured(decision: Decision): string {
  const status = decision.status === "pass" ? "inconclusive" : decision.status;
  const others = decision.reasons.filter((reason) => reason.class !== "nothing-measured");
  return `${status}. ${joined([{ text: "Nothing was measured" }, ...others])}`;
}

function joined(reasons: readonly { readonly text: string }[]): string {
  return reasons.map(({ text }) => text).join("; ");
}

export function leadLines(facts: HeadlineFacts): readonly string[] {
  const code = facts.code === null || measuredBenchmarks(facts.times) === 0 ? "" : codeLead(facts.code);
  return [code, countsLine(facts), proofLine(facts.backends)].filter((line) => line !== "");
}

function countsLine({ backends, ratios, times, blocks, elapsedSeconds }: HeadlineFacts): string {
  const benchmarks = measuredBenchmarks(times);
  if (benchmarks === 0) return "";
  const measured = `${count(benchmarks, "benchmark")} on ${count(backends.length, "backend")}`;
  const counts = `${measured} in ${blocksText(blocks)}, ${duration(elapsedSeconds)}.`;
  const tables = ratios.map(meansOf).filter((text) => text !== "");
  return [counts, ...tables].join(" ");
}

/** Fewer blocks than planned are a fact that everybody should see. */
function blocksText({ measured, planned }: BlockCounts): string {
  if (planned === null || measured >= planned) return count(measured, "block");
  return `${measured} of ${count(planned, "block")}`;
}

/** "Time against `openblas`, geometric mean of 6: `netlib` 4.31 (4.20 to 4.40).". */
function meansOf(table: RatioTable): string {
  const means = table.geometricMeans.flatMap((mean, index) => {
    const subject = table.subjects[index];
    return mean === null || subject === undefined ? [] : [{ ...mean, label: columnLabel(subject) }];
  });
  if (means.length === 0) return "";
  const most = Math.max(...means.map(({ benchmarks }) => benchmarks));
  const figures = means.map(({ label, estimate, benchmarks }) => {
    const of = benchmarks === most ? "" : ` of ${benchmarks}`;
    return `${quoted(label)} ${ratioWithInterval(estimate)}${of}`;
  });
  return `Time against ${quoted(table.referenceLabel)}, geometric mean of ${most}: ${capped(figures)}.`;
}

/** "3 backends verified: `blis` calls `libblis.so.4`, with netlib's LAPACK; …". */
function proofLine(backends: readonly BackendRow[]): string {
  if (backends.length === 0) return "";
  const verified = backends.filter(({ status }) => status === "verified");
  if (verified.length < backends.length) return `${verified.length} of ${count(backends.length, "backend")} verified.`;
  const proofs = verified.map((row) => {
    const lapack = separateLapack(row);
    const library = row.blas === null ? "an unnamed library" : called(row.blas);
    return `${quoted(row.label)} calls ${library}${lapack === null ? "" : ` with ${lapack}'s LAPACK`}`;
  });
  return `${count(verified.length, "backend")} verified: ${capped(proofs)}.`;
}

function called({ fileName, coreType }: LibraryName): string {
  return quoted(fileName) + (coreType === null ? "" : ` (${coreType})`);
}

function capped(items: readonly string[]): string {
  const more = items.length - namedAtMost;
  return [...items.slice(0, namedAtMost), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
