// Head against base as blocks and sentences: what regressed, what is undecided, what changed besides, and the picture.
import { familyRate } from "../compare/family.ts";
import type { CodeReport, CodeRow } from "./code-rows.ts";
import type { Block, Line } from "./document.ts";
import { code, left, paragraph, plain, quoted, right, sentence } from "./document.ts";
import { forestLines } from "./forest-text.ts";
import { count, difference, ratioWithInterval, time } from "./numbers.ts";

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

export function regressedBlocks({ rows, interactions }: CodeReport): readonly Block[] {
  const regressed = rows.filter(({ outcome }) => outcome === "regressed");
  if (regressed.length === 0) return [];
  const texts = interactions.flatMap(({ text }) => (text === null ? [] : [sentence(text)]));
  return [codeTable(regressed), ...(texts.length === 0 ? [] : [{ kind: "list", items: texts } as const])];
}

/** What would decide them stands beside them. */
export function undecidedBlocks({ rows }: CodeReport): readonly Block[] {
  const undecided = rows.filter(({ outcome }) => outcome === "inconclusive" || outcome === "insufficient");
  if (undecided.length === 0) return [];
  const columns = [left("benchmark"), left("variant"), right("head / base (95 %)"), left("what would decide it")];
  const table = undecided.map((row): Line[] => [
    [code(row.benchmark)],
    [plain(row.label)],
    [plain(row.estimate === null ? "" : ratioWithInterval(row.estimate))],
    [plain(whatWouldDecide(row), "unsure")],
  ]);
  return [{ kind: "table", columns, rows: table }];
}

function whatWouldDecide({ detectable, threshold, estimate }: CodeRow): string {
  const blocks = count(estimate?.blocks ?? 0, "block");
  if (detectable === null) return `more than ${blocks}: with so few, no slowdown can be found`;
  return `more blocks or a quieter machine: ${blocks} could have seen +${share(detectable)}, the threshold is ${share(threshold)}`;
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
  const rows = movedControls.map(({ benchmark, label, estimate, equalEnvironments }): Line[] => [
    [code(benchmark)],
    [plain(label)],
    [plain(ratioWithInterval(estimate), "bad")],
    [plain(equalEnvironments ? "the machine was not fit" : "the environments differ")],
  ]);
  const columns = [left("control"), left("variant"), right("head / base (95 %)"), left("what it means")];
  return [{ kind: "table", columns, rows }];
}

/** Everything, with the picture of the intervals. */
export function codeBlocks({ rows, geometricMeans, interactions }: CodeReport): readonly Block[] {
  if (rows.length === 0) return [];
  const means = geometricMeans.map(
    ({ label, estimate, benchmarks }) => `${quoted(label)} ${ratioWithInterval(estimate)} of ${benchmarks}`,
  );
  const picture = forestLines(rows);
  return [
    ...(means.length === 0 ? [] : [paragraph(`Head over base, geometric mean: ${means.join(", ")}.`)]),
    codeTable(rows),
    ...(picture.length === 0 ? [] : [{ kind: "code", lines: picture } as const]),
    ...interactionTable(interactions),
  ];
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

function codeTable(rows: readonly CodeRow[]): Block {
  const columns = [
    left("outcome"),
    left("benchmark"),
    left("variant"),
    right("base"),
    right("head"),
    right("head / base (95 %)"),
    right("p"),
  ];
  return {
    kind: "table",
    columns,
    rows: rows.map(({ outcome, benchmark, label, baseSeconds, headSeconds, estimate, p }): Line[] => [
      [plain(marks[outcome], outcome === "regressed" || outcome === "failed" ? "bad" : "plain")],
      [code(benchmark)],
      [plain(label)],
      [plain(baseSeconds === null ? "" : time(baseSeconds))],
      [plain(headSeconds === null ? "" : time(headSeconds))],
      [plain(estimate === null ? "" : ratioWithInterval(estimate), outcome === "regressed" ? "strong" : "plain")],
      [plain(p === null ? "" : probability(p))],
    ]),
  };
}

function probability(p: number): string {
  if (p < 0.0001) return "below 0.0001";
  return String(Number(p.toPrecision(2)));
}

/** "5 %", "0.5 %", "12 %": as people write thresholds. */
function share(value: number): string {
  return `${Number((100 * value).toPrecision(2))} %`;
}

/** "34 unchanged within 5 %, 1 inconclusive (could have seen 9 %), none added or removed. ...". */
export function codeLead(rows: readonly CodeRow[]): string {
  if (rows.length === 0)
    return "Your code was not measured: no benchmark is its own, and base and head have equal environments.";
  const of = (outcome: CodeRow["outcome"]): readonly CodeRow[] => rows.filter((row) => row.outcome === outcome);
  const numbered = (amount: number, words: string): string[] => (amount === 0 ? [] : [`${amount} ${words}`]);
  const within = range(of("unchanged").map(({ threshold }) => threshold));
  const inconclusive = of("inconclusive");
  const seen = range(inconclusive.flatMap(({ detectable }) => (detectable === null ? [] : [detectable])));
  const [added, removed] = [of("added").length, of("removed").length];
  const parts = [
    ...numbered(of("regressed").length, "slower"),
    ...numbered(of("improved").length, "faster"),
    ...numbered(of("unchanged").length, `unchanged within ${within}`),
    ...numbered(inconclusive.length, `inconclusive (could have seen ${seen})`),
    ...numbered(of("insufficient").length, "with too few blocks"),
    ...numbered(of("failed").length, "failed"),
    added + removed === 0 ? "none added or removed" : `${added} added, ${removed} removed`,
  ];
  const counts = `Head against base: ${parts.join(", ")}.`;
  if (!rows.some(({ estimate }) => estimate !== null)) return counts;
  return `${counts} Chance that an unchanged pull request is blocked: below ${share(familyRate)}.`;
}

function range(shares: readonly number[]): string {
  if (shares.length === 0) return "nothing";
  const [least, most] = [shares, shares].map((all, index) =>
    share(all.reduce((one, other) => (index === 0 ? Math.min(one, other) : Math.max(one, other)))),
  );
  return least === most ? `${least}` : `${least} to ${most}`;
}
