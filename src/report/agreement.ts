// Whether the variants compute the same numbers.
import type { Agreement } from "../compare/comparison.ts";
import type { Labels } from "./labels.ts";

export interface AgreementRow {
  readonly benchmark: string;
  readonly label: string;
  readonly referenceLabel: string;
  readonly largestRelativeDifference: number | null;
  readonly tolerance: number | null;
}

export interface AgreementReport {
  readonly differing: readonly AgreementRow[];
  readonly agreeing: number;
  readonly notComparable: number;
  /** The largest difference among those that agree; null when there is none. */
  readonly largest: AgreementRow | null;
}

export function agreementReport(agreements: readonly Agreement[], labels: Labels): AgreementReport {
  const rows = (status: Agreement["status"]): AgreementRow[] =>
    agreements
      .filter((one) => one.status === status)
      .map((one) => ({
        benchmark: one.benchmark,
        label: labels.of(one.subject),
        referenceLabel: labels.of(one.reference),
        largestRelativeDifference: one.largestRelativeDifference,
        tolerance: one.tolerance,
      }));
  const agreeing = rows("agrees");
  const bySize = agreeing.toSorted((a, b) => (b.largestRelativeDifference ?? 0) - (a.largestRelativeDifference ?? 0));
  return {
    differing: rows("differs"),
    agreeing: agreeing.length,
    notComparable: rows("not-comparable").length,
    largest: bySize[0] ?? null,
  };
}
