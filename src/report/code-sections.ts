// Head against base as blocks: what regressed, what is undecided, what changed besides, all of it, and the picture.
import { rateOfLook } from "../plan/blocks.ts";
import type { CodeReport, CodeRow } from "./code-rows.ts";
import type { Block, Line } from "./document.ts";
import { code, left, paragraph, plain, right } from "./document.ts";
import { forestLines } from "./forest-text.ts";
import { armFigure, count, difference, intervalOf, ratio, ratioWithInterval, share } from "./numbers.ts";

const marks: Readonly<Record<CodeRow["outcome"], string>> = {
  regressed: "slower",
  improved: "faster",
  unchanged: "unchanged",
  inconclusive: "undecided",
  insufficient: "too few blocks",
  added: "added",
  removed: "removed",
  failed: "failed",
};

/** Nothing that is no time is slow or fast. */
const valueMarks: Readonly<Record<CodeRow["outcome"], string>> = { ...marks, regressed: "worse", improved: "better" };

/** Sentences beside a table that says the same in rows. */
const contrastsAtMost = 3;

export function regressedBlocks({ rows, contrasts }: CodeReport): readonly Block[] {
  const regressed = rows.filter(({ outcome }) => outcome === "regressed");
  if (regressed.length === 0) return [];
  const more = contrasts.length - contrastsAtMost;
  const note = paragraph(`${count(more, "benchmark")} more ${more === 1 ? "is" : "are"} slower on some variants only.`);
  return [codeTable(regressed, []), ...contrasts.slice(0, contrastsAtMost).map(paragraph), ...(more > 0 ? [note] : [])];
}

export function changedNumbersTable({ changedNumbers }: CodeReport): readonly Block[] {
  if (changedNumbers.length === 0) return [];
  const rows = changedNumbers.map(({ benchmark, label, largestRelativeDifference, tolerance }): Line[] => [
    [code(benchmark)],
    [plain(label)],
    [plain(largestRelativeDifference === null ? "not finite" : difference(largestRelativeDifference), "unsure")],
    [plain(tolerance === null ? "" : difference(tolerance))],
  ]);
  const columns = ["benchmark", "variant", "difference", "tolerance"].map(left);
  return [
    paragraph("Head does not compute the same numbers as base. A change of code may do that: it fails nothing."),
    { kind: "table", columns, rows },
  ];
}

export function movedControlsTable({ movedControls }: CodeReport): readonly Block[] {
  if (movedControls.length === 0) return [];
  const rows = movedControls.map(({ benchmark, label, estimate, samePython }): Line[] => [
    [code(benchmark)],
    [plain(label)],
    [plain(ratioWithInterval(estimate), "bad")],
    [plain(samePython ? "the machine was not fit" : "Python differs")],
  ]);
  const columns = [left("control"), left("variant"), right("head / base (95 %)"), left("what it means")];
  return [{ kind: "table", columns, rows }];
}

/** The picture of the intervals, and where the variants differ in what the change did to them. */
export function pictureBlocks({ rows, interactions }: CodeReport): readonly Block[] {
  const picture = forestLines(rows);
  const lines: Block = { kind: "code", lines: picture };
  return [...(picture.length === 0 ? [] : [lines]), ...interactionTable(interactions)];
}

/** Every cell, each with what could have been seen in it. @param plannedLooks share the family's rate. */
export function allCodeBlocks({ rows }: CodeReport, plannedLooks: number): readonly Block[] {
  if (rows.length === 0) return [];
  const judged = rows.filter(({ estimate }) => estimate !== null);
  const varying = (["threshold", "blocks"] as const).filter((name) => differ(judged, name));
  const same = (["threshold", "blocks"] as const).filter((name) => judged.length > 0 && !varying.includes(name));
  const common = judged.slice(0, 1).flatMap((row) => same.map((name) => `${name} ${textOf(row, name)}`));
  const meaning =
    "p: the chance of blocks like these if head were not slower, or where the ratio is below 1 not faster, by more than " +
    `the threshold, corrected for all comparisons; up to ${rateOfLook(plannedLooks)} it decides. ` +
    "Detects: the smallest slowdown that would have been found.";
  const ofValues = rows.some(({ values }) => values !== undefined)
    ? " Of what is no time, worse and better stand for slower and faster; unless bigger is better, a larger value is worse."
    : "";
  const everywhere = common.length === 0 ? "" : ` Everywhere: ${common.join(", ")}.`;
  return [codeTable(rows, [...varying, "detects"]), paragraph(meaning + ofValues + everywhere)];
}

function differ(rows: readonly CodeRow[], name: Detail): boolean {
  return new Set(rows.map((row) => textOf(row, name))).size > 1;
}

function interactionTable(interactions: CodeReport["interactions"]): readonly Block[] {
  const rows = interactions
    .filter(({ outcome }) => outcome !== "undecided")
    .map(({ benchmark, label, referenceLabel, estimate }): Line[] => [
      [code(benchmark)],
      [plain(label)],
      [plain(referenceLabel)],
      [plain(ratioWithInterval(estimate))],
    ]);
  if (rows.length === 0) return [];
  const columns = [left("benchmark"), left("variant"), left("against"), right("ratio of ratios")];
  return [
    paragraph(
      "The change on one variant over the change on another: above 1, it lost more. Not corrected for their number.",
    ),
    { kind: "table", columns, rows },
  ];
}

type Detail = "threshold" | "detects" | "blocks";

function codeTable(rows: readonly CodeRow[], details: readonly Detail[]): Block {
  const columns = [
    // The ratio comes early: a phone shows three columns of a table, and the rest on request.
    left("outcome"),
    right("head / base (95 %)"),
    ...["benchmark", "variant"].map(left),
    ...["base", "head", "p", ...details].map(right),
  ];
  return {
    kind: "table",
    columns,
    rows: rows.map((row) => [...cellsOf(row), ...details.map((name) => [plain(textOf(row, name))])]),
  };
}

function cellsOf(row: CodeRow): Line[] {
  const { outcome, benchmark, label, estimate, p } = row;
  const mark = row.values === undefined ? marks[outcome] : valueMarks[outcome];
  return [
    [plain(mark, outcome === "regressed" || outcome === "failed" ? "bad" : "plain")],
    ratioLine(outcome, estimate),
    [code(benchmark)],
    [plain(label)],
    [plain(armFigure(row, "base") ?? "")],
    [plain(armFigure(row, "head") ?? "")],
    [plain(p === null ? "" : probability(p))],
  ];
}

function ratioLine(outcome: CodeRow["outcome"], estimate: CodeRow["estimate"]): Line {
  if (estimate === null) return [];
  if (outcome !== "regressed") return [plain(ratioWithInterval(estimate))];
  return [plain(ratio(estimate.ratio), "strong"), plain(intervalOf(estimate))];
}

function textOf({ threshold, detectable, estimate }: CodeRow, name: Detail): string {
  if (name === "threshold") return share(threshold);
  if (name === "blocks") return estimate === null ? "" : String(estimate.blocks);
  return detectable === null ? "" : `+${share(detectable)}`;
}

function probability(p: number): string {
  if (p < 0.0001) return "below 0.0001";
  return String(Number(p.toPrecision(2)));
}
