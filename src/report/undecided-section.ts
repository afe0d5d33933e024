// What of head against base has no answer, and what would give one.
import type { CodeReport, CodeRow } from "./code-rows.ts";
import type { Block, Line } from "./document.ts";
import { code, paragraph, plain, sentence } from "./document.ts";
import { grouped } from "./groups.ts";
import { count, ratioWithInterval, share } from "./numbers.ts";

const namedAtMost = 3;
/** On a noisy machine nothing is decided: then the rest is looked up among all comparisons. */
const rowsAtMost = 12;

export function undecidedBlocks({ rows }: CodeReport): readonly Block[] {
  const inconclusive = rows.filter(({ outcome }) => outcome === "inconclusive");
  const shown = inconclusive.slice(0, rowsAtMost);
  const undecided = [...failedItems(rows), ...insufficientItems(rows), ...shown.map(inconclusiveItem)];
  if (undecided.length === 0) return [];
  const more = inconclusive.length - shown.length;
  const note = paragraph(`${count(more, "comparison")} more ${more === 1 ? "is" : "are"} among all of them below.`);
  return [{ kind: "list", items: undecided }, ...(more > 0 ? [note] : [])];
}

function inconclusiveItem(row: CodeRow): Line {
  const { benchmark, label, estimate } = row;
  const figure = estimate === null ? "" : `${ratioWithInterval(estimate)}. To decide it: `;
  return [code(benchmark), plain(` on ${label}: ${figure}${whatWouldDecide(row)}`)];
}

function whatWouldDecide({ detectable, blocksToDecide, threshold, estimate }: CodeRow): string {
  const blocks = count(estimate?.blocks ?? 0, "block");
  const seen = detectable === null ? "nothing" : `+${share(detectable)}`;
  const outlook = blocksToDecide === null ? "another threshold" : `about ${count(blocksToDecide, "block")}`;
  return `${outlook}, or a quieter machine: ${blocks} could have seen ${seen}, the threshold is ${share(threshold)}`;
}

/** Too few blocks are too few for all that have as many. */
function insufficientItems(rows: readonly CodeRow[]): readonly Line[] {
  const insufficient = rows.filter(({ outcome }) => outcome === "insufficient");
  return groupedItems(
    insufficient,
    ({ estimate }) => estimate?.blocks ?? 0,
    (row) => [plain(`more blocks, as ${count(row.estimate?.blocks ?? 0, "block")} can find no slowdown`)],
  );
}

/** An arm that could not be had takes all benchmarks with it. */
function failedItems(rows: readonly CodeRow[]): readonly Line[] {
  const failed = rows.filter(({ outcome }) => outcome === "failed");
  return groupedItems(
    failed,
    ({ reason }) => reason,
    ({ reason }) => [plain("failed", "bad"), plain(", "), ...sentence(reason ?? "what failed is told below")],
  );
}

/** One item for all benchmarks of a variant that have the same to be said of them. */
function groupedItems(
  rows: readonly CodeRow[],
  keyOf: (row: CodeRow) => string | number | null,
  wordsOf: (row: CodeRow) => Line,
): readonly Line[] {
  const groups = grouped(rows, (row) => JSON.stringify([row.label, keyOf(row)]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [[...names(group), plain(` on ${first.label}: `), ...wordsOf(first)]];
  });
}

function names(rows: readonly CodeRow[]): Line {
  const more = rows.length - namedAtMost;
  const shown = rows
    .slice(0, namedAtMost)
    .flatMap(({ benchmark }, index) => [...(index === 0 ? [] : [plain(", ")]), code(benchmark)]);
  return more > 0 ? [...shown, plain(` and ${more} more`)] : shown;
}
