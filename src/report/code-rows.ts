// Head against base as rows: what regressed worst first, what is undecided, and the interaction with the variants.
import type { CodeComparison, Comparisons, Interaction, RatioEstimate } from "../compare/comparison.ts";
import type { AgreementRow } from "./agreement.ts";
import { agreementReport } from "./agreement.ts";
import type { Labels } from "./labels.ts";

/** One cell of the code axis: head against base within a variant. */
export interface CodeRow {
  readonly outcome: CodeComparison["outcome"];
  readonly benchmark: string;
  readonly label: string;
  readonly baseSeconds: number | null;
  readonly headSeconds: number | null;
  readonly estimate: RatioEstimate | null;
  /** After correction for all cells: of the direction that the ratio shows. */
  readonly p: number | null;
  readonly threshold: number;
  /** The smallest slowdown, as a share, that this run would have found. */
  readonly detectable: number | null;
}

export interface InteractionRow {
  readonly benchmark: string;
  readonly label: string;
  readonly referenceLabel: string;
  readonly estimate: RatioEstimate;
  readonly outcome: Interaction["outcome"];
  /** A sentence, where a benchmark regressed on some variants only; else null. */
  readonly text: string | null;
}

export interface CodeReport {
  /** Worst first. */
  readonly rows: readonly CodeRow[];
  readonly interactions: readonly InteractionRow[];
  readonly geometricMeans: readonly {
    readonly label: string;
    readonly estimate: RatioEstimate;
    readonly benchmarks: number;
  }[];
  /** Results that are not what base computes. */
  readonly changedNumbers: readonly AgreementRow[];
  readonly movedControls: readonly {
    readonly benchmark: string;
    readonly label: string;
    readonly estimate: RatioEstimate;
    readonly equalEnvironments: boolean;
  }[];
}

const order: readonly CodeRow["outcome"][] = [
  "regressed",
  "failed",
  "insufficient",
  "inconclusive",
  "improved",
  "unchanged",
  "added",
  "removed",
];

export function codeReport({ code }: Comparisons, labels: Labels): CodeReport {
  const rows = code.comparisons.map((one) => codeRow(one, labels));
  return {
    rows: rows.toSorted(
      (one, other) =>
        order.indexOf(one.outcome) - order.indexOf(other.outcome) ||
        (other.estimate?.ratio ?? 0) - (one.estimate?.ratio ?? 0),
    ),
    interactions: interactionRows(code.comparisons, code.interactions, labels),
    geometricMeans: code.geometricMeans.map(({ subject, estimate, benchmarks }) => ({
      label: labels.ofCell(subject),
      estimate,
      benchmarks,
    })),
    changedNumbers: agreementReport(code.agreements, { ...labels, of: labels.ofCell }).differing,
    movedControls: code.controls.moved.map(({ benchmark, head, estimate, equalEnvironments }) => ({
      benchmark,
      label: labels.ofCell(head),
      estimate,
      equalEnvironments,
    })),
  };
}

function codeRow(one: CodeComparison, labels: Labels): CodeRow {
  const isSlower = (one.estimate?.ratio ?? 1) >= 1;
  return {
    outcome: one.outcome,
    benchmark: one.benchmark,
    label: labels.ofCell(one.head ?? one.base ?? one.cell.variant),
    baseSeconds: one.baseSeconds,
    headSeconds: one.headSeconds,
    estimate: one.estimate,
    p: isSlower ? one.slowerP : one.fasterP,
    threshold: one.threshold,
    detectable: one.detectable,
  };
}

function interactionRows(
  comparisons: readonly CodeComparison[],
  interactions: readonly Interaction[],
  labels: Labels,
): readonly InteractionRow[] {
  const cells = new Map<string, CodeComparison[]>();
  for (const one of comparisons)
    if (one.estimate !== null) cells.set(one.benchmark, [...(cells.get(one.benchmark) ?? []), one]);
  const told = new Set<string>();
  return interactions.map(({ benchmark, reference, subject, estimate, outcome }) => {
    const text = told.has(benchmark) ? null : onlyOn(cells.get(benchmark) ?? [], labels);
    told.add(benchmark);
    return {
      benchmark,
      label: labels.ofCell(subject),
      referenceLabel: labels.ofCell(reference),
      estimate,
      outcome,
      text,
    };
  });
}

/** "`svd` is slower only on `blis`; elsewhere it is unchanged": said where the outcomes say it, never from noise. */
function onlyOn(cells: readonly CodeComparison[], labels: Labels): string | null {
  const slower = cells.filter(({ outcome }) => outcome === "regressed");
  const others = cells.filter(({ outcome }) => outcome !== "regressed");
  const [first] = slower;
  if (first === undefined || others.length === 0) return null;
  const names = (some: readonly CodeComparison[]): string =>
    some.map(({ head }) => `\`${labels.ofCell(head ?? "").replaceAll("`", "'")}\``).join(", ");
  const outcomes = [...new Set(others.map(({ outcome }) => outcome))].join(" or ");
  return `\`${first.benchmark.replaceAll("`", "'")}\` is slower only on ${names(slower)}; on ${names(others)} it is ${outcomes}.`;
}
