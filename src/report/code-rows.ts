// Head against base as rows: what regressed worst first, what is undecided, and the interaction with the variants.
import type { ArmValues, CodeComparison, Comparisons, Interaction, RatioEstimate } from "../compare/comparison.ts";
import { ByPair } from "../result/by-pair.ts";
import type { AgreementRow } from "./agreement.ts";
import { agreementReport } from "./agreement.ts";
import { contrasts } from "./contrasts.ts";
import type { Labels } from "./labels.ts";

/** One cell of the code axis: head against base within a variant. */
export interface CodeRow {
  readonly outcome: CodeComparison["outcome"];
  readonly benchmark: string;
  readonly label: string;
  readonly baseSeconds: number | null;
  readonly headSeconds: number | null;
  /** Instead of seconds, where the benchmark measures no time. */
  readonly values?: ArmValues;
  readonly estimate: RatioEstimate | null;
  /** After correction for all cells: of the direction that the ratio shows. */
  readonly p: number | null;
  readonly threshold: number;
  /** The smallest slowdown, as a share, that this run would have found. */
  readonly detectable: number | null;
  /** About how many blocks would decide it; null where that is not known. */
  readonly blocksToDecide: number | null;
  /** Why it failed; null where a failure of its own says it. */
  readonly reason: string | null;
}

export interface InteractionRow {
  readonly benchmark: string;
  readonly label: string;
  readonly referenceLabel: string;
  readonly estimate: RatioEstimate;
  readonly outcome: Interaction["outcome"];
}

export interface CodeReport {
  /** Worst first. */
  readonly rows: readonly CodeRow[];
  readonly interactions: readonly InteractionRow[];
  /** Sentences on the benchmarks that regressed on some variants and not on others. */
  readonly contrasts: readonly string[];
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
    readonly samePython: boolean;
  }[];
}

const rank: Readonly<Record<CodeRow["outcome"], number>> = {
  regressed: 0,
  failed: 1,
  insufficient: 2,
  inconclusive: 3,
  improved: 4,
  unchanged: 5,
  added: 6,
  removed: 7,
};

export function codeReport({ code, timings }: Pick<Comparisons, "code" | "timings">, labels: Labels): CodeReport {
  const timed = ByPair.of(timings);
  const secondsOf = (benchmark: string, series: string | null): number | null =>
    series === null ? null : (timed.get(benchmark, series)?.medianSeconds ?? null);
  const rows = code.comparisons.map((one): CodeRow => {
    const { benchmark, base, head } = one;
    // A benchmark of one arm has a time there, and so has the sound side of one that failed.
    return {
      ...codeRow(one, labels),
      baseSeconds: secondsOf(benchmark, base),
      headSeconds: secondsOf(benchmark, head),
    };
  });
  return {
    rows: rows.toSorted((one, other) => rank[one.outcome] - rank[other.outcome] || worsening(other) - worsening(one)),
    interactions: code.interactions.map(({ benchmark, reference, subject, estimate, outcome }) => ({
      benchmark,
      label: labels.ofCell(subject),
      referenceLabel: labels.ofCell(reference),
      estimate,
      outcome,
    })),
    contrasts: contrasts(code.comparisons, code.interactions, labels),
    geometricMeans: code.geometricMeans.map(({ subject, estimate, benchmarks }) => ({
      label: labels.ofCell(subject),
      estimate,
      benchmarks,
    })),
    changedNumbers: agreementReport(code.agreements, { ...labels, of: labels.ofCell }).differing,
    movedControls: code.controls.moved.map(({ benchmark, head, estimate, samePython }) => ({
      benchmark,
      label: labels.ofCell(head),
      estimate,
      samePython,
    })),
  };
}

function codeRow(one: CodeComparison, labels: Labels): Omit<CodeRow, "baseSeconds" | "headSeconds"> {
  const isSlower = (one.estimate === null ? 1 : worsening(one)) >= 1;
  return {
    outcome: one.outcome,
    benchmark: one.benchmark,
    label: labels.ofCell(one.head ?? one.base ?? one.cell.variant),
    estimate: one.estimate,
    p: isSlower ? one.slowerP : one.fasterP,
    threshold: one.threshold,
    detectable: one.detectable,
    blocksToDecide: one.blocksToDecide,
    ...(one.values === undefined ? {} : { values: one.values }),
    reason: one.reason,
  };
}

/** Above 1 where head is worse; 0 without a ratio. */
function worsening({ estimate, values }: Pick<CodeComparison, "estimate" | "values">): number {
  if (estimate === null) return 0;
  return values?.better === "bigger" ? 1 / estimate.ratio : estimate.ratio;
}
