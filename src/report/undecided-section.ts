// What of head against base has no answer, and what would give one.
import type { CodeReport, CodeRow } from "./code-rows.ts";
import type { Block, Line } from "./document.ts";
import { code, left, plain, right, sentence } from "./document.ts";
import { grouped } from "./groups.ts";
import { count, ratioWithInterval, share } from "./numbers.ts";

const namedAtMost = 3;

export function undecidedBlocks({ rows }: CodeReport): readonly Block[] {
  const undecided = [...failedRows(rows), ...rows.filter(isUndecided).map(undecidedRow)];
  if (undecided.length === 0) return [];
  const columns = [left("benchmark"), left("variant"), right("head / base (95 %)"), left("what would decide it")];
  return [{ kind: "table", columns, rows: undecided }];
}

function isUndecided({ outcome }: CodeRow): boolean {
  return outcome === "inconclusive" || outcome === "insufficient";
}

function undecidedRow(row: CodeRow): Line[] {
  const { benchmark, label, estimate } = row;
  const figure = estimate === null ? "" : ratioWithInterval(estimate);
  return [[code(benchmark)], [plain(label)], [plain(figure)], [plain(whatWouldDecide(row))]];
}

function whatWouldDecide({ outcome, detectable, blocksToDecide, threshold, estimate }: CodeRow): string {
  const blocks = count(estimate?.blocks ?? 0, "block");
  if (outcome === "insufficient" || detectable === null) return `more blocks: with ${blocks}, no slowdown can be found`;
  const seen = `${blocks} could have seen +${share(detectable)}, the threshold is ${share(threshold)}`;
  if (blocksToDecide === null) return `a quieter machine, or another threshold: ${seen}`;
  return `about ${count(blocksToDecide, "block")}, or a quieter machine: ${seen}`;
}

/** An arm that could not be had takes all benchmarks with it: what failed for one reason is one row. */
function failedRows(rows: readonly CodeRow[]): Line[][] {
  const failed = rows.filter(({ outcome }) => outcome === "failed");
  return [...grouped(failed, ({ label, reason }) => JSON.stringify([label, reason])).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const why = sentence(first.reason ?? "what failed is told below");
    return [[names(group), [plain(first.label)], [plain("failed", "bad")], why]];
  });
}

function names(rows: readonly CodeRow[]): Line {
  const more = rows.length - namedAtMost;
  const shown = rows
    .slice(0, namedAtMost)
    .flatMap(({ benchmark }, index) => [...(index === 0 ? [] : [plain(", ")]), code(benchmark)]);
  return more > 0 ? [...shown, plain(` and ${more} more`)] : shown;
}
