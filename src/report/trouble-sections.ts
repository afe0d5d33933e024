// What somebody may have to act on, as blocks: failures, wrong numbers, lost variants, advice.
import type { Absence } from "../result/schema.ts";
import type { AgreementReport } from "./agreement.ts";
import type { Block, Line } from "./document.ts";
import { code, left, plain, sentence } from "./document.ts";
import type { ReportModel, Trouble } from "./model.ts";
import { difference } from "./numbers.ts";

/** Failures that say the same of several benchmarks are common: each is one item, its last lines below it. */
export function troubleBlocks(troubles: readonly Trouble[]): readonly Block[] {
  return troubles.flatMap((trouble): Block[] => {
    const item: Block = { kind: "list", items: [troubleLine(trouble)] };
    return trouble.lastLines.length === 0 ? [item] : [item, { kind: "code", lines: trouble.lastLines }];
  });
}

function troubleLine({ subject, benchmark, message }: Trouble): Line {
  const place = benchmark === null ? [code(subject)] : [code(benchmark), plain(" on "), code(subject)];
  return [...place, plain(": "), ...sentence(message)];
}

export function noticeList(notices: readonly string[]): readonly Block[] {
  return notices.length === 0 ? [] : [{ kind: "list", items: notices.map(sentence) }];
}

export function differingTable({ differing }: AgreementReport): readonly Block[] {
  if (differing.length === 0) return [];
  const columns = ["benchmark", "variant", "difference", "allowed", "against"].map(left);
  const rows = differing.map((row): Line[] => [
    [code(row.benchmark)],
    [plain(row.label)],
    [plain(row.largestRelativeDifference === null ? "not finite" : difference(row.largestRelativeDifference), "bad")],
    [plain(row.tolerance === null ? "" : difference(row.tolerance))],
    [plain(row.referenceLabel)],
  ]);
  return [{ kind: "table", columns, rows }];
}

export function absenceList(absences: readonly Absence[], kind: Absence["kind"]): readonly Block[] {
  const items = absences
    .filter((absence) => absence.kind === kind)
    .map((absence): Line => [code(absence.variant), plain(": "), ...sentence(absence.reason)]);
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

export function adviceList(advice: ReportModel["advice"]): readonly Block[] {
  const items = advice.map(({ labels, text }): Line => {
    const about = labels.length === 0 ? [] : [plain(`${labels.join(", ")}: `)];
    return [...about, ...sentence(text)];
  });
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
