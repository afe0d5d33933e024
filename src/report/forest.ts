// The intervals of head over base on one logarithmic axis: where each mark stands, for whatever draws them.
import type { RatioEstimate } from "../compare/comparison.ts";
import type { CodeRow } from "./code-rows.ts";

export interface ForestRow {
  readonly benchmark: string;
  readonly label: string;
  readonly outcome: CodeRow["outcome"];
  readonly ratio: number;
  /** Shares of the axis from 0 to 1. Without an interval, both ends are the ratio's own place. */
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

export interface Forest {
  readonly rows: readonly ForestRow[];
  /** Place of no change. */
  readonly unchanged: number;
  /** Ratios at the ends of the axis. */
  readonly smallest: number;
  readonly largest: number;
}

const narrowest = 1.1;

/** null when there is no ratio to show. */
export function forestOf(rows: readonly CodeRow[]): Forest | null {
  const drawn = rows.filter(hasPlace);
  if (drawn.length === 0) return null;
  let reach = Math.log(narrowest);
  for (const { estimate } of drawn) {
    const { ratio, interval } = estimate;
    const [low, high] = [interval?.low ?? 1, interval?.high ?? 1];
    reach = Math.max(reach, Math.abs(Math.log(ratio)), Math.abs(Math.log(low)), Math.abs(Math.log(high)));
  }
  const place = (ratio: number): number => 0.5 + Math.log(ratio) / (2 * reach);
  return {
    rows: drawn.map(({ benchmark, label, outcome, estimate: { ratio, interval } }) => ({
      benchmark,
      label,
      outcome,
      ratio,
      low: place(interval?.low ?? ratio),
      centre: place(ratio),
      high: place(interval?.high ?? ratio),
    })),
    unchanged: 0.5,
    smallest: Math.exp(-reach),
    largest: Math.exp(reach),
  };
}

/** On one axis, of what is better when it is bigger, the good side would be the other. */
function hasPlace(row: CodeRow): row is CodeRow & { readonly estimate: RatioEstimate } {
  return row.estimate !== null && row.values === undefined;
}
