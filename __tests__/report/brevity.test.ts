// What a report leaves to a number or a fold, so that a phone shows what has to be acted on.
import { describe, expect, it } from "vitest";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { buildReport } from "../../src/report/model.ts";
import { situations } from "./situations.ts";

const facts = (name: string) => situations[name]?.() ?? expect.fail(`no situation ${name}`);

describe("the title", () => {
  const names = "2 of 3 comparisons inconclusive: `bench_fit` on `blis` and `bench_fit` on `openblas`";

  it("counts what is undecided where there is something worse, and names it where there is not", () => {
    const document = facts("inconclusive");
    const worse = { class: "regression", text: "1 regression in 3 comparisons" } as const;
    const undecided = { class: "inconclusive", text: names } as const;
    const titleOf = (...reasons: (typeof worse | typeof undecided)[]): string =>
      buildReport({ ...document, decision: { status: "fail", reasons, exitCode: 1 } }).headline;
    expect(titleOf(worse, undecided)).toBe("fail. 1 regression in 3 comparisons; 2 of 3 comparisons inconclusive");
    expect(titleOf(undecided)).toBe(`fail. ${names}`);
  });

  it("names every other reason", () => {
    const document = facts("inconclusive");
    const reasons = [
      { class: "regression", text: "1 regression in 3 comparisons" },
      { class: "failed", text: "1 failure: `bench_fit` on `blis`" },
    ] as const;
    const { headline } = buildReport({ ...document, decision: { status: "fail", reasons, exitCode: 1 } });
    expect(headline).toContain("1 failure: `bench_fit` on `blis`");
  });
});

describe("beside the table of what is slower", () => {
  it.each([
    [3, null],
    [4, "1 benchmark more is slower on some variants only."],
    [9, "6 benchmarks more are slower on some variants only."],
  ])("%i sentences on single variants leave %j", (amount, note) => {
    const report = buildReport(facts("slower-on-one"));
    const contrasts = Array.from({ length: amount }, (_, index) => `Sentence ${index}.`);
    const text = renderMarkdown(layOut({ ...report, code: { ...report.code, contrasts } }));
    expect(text.match(/^Sentence \d\.$/gm)).toHaveLength(3);
    if (note === null) expect(text).not.toContain("on some variants only");
    else expect(text).toContain(`\n\n${note}\n\n`);
  });
});

it.each([
  [12, "shown"],
  [13, "folded"],
])("a table of %i ratios is %s where something is wrong", (amount, place) => {
  const report = buildReport(facts("slower-on-one"));
  const ratios = report.ratios.map((table) => ({
    ...table,
    rows: Array.from({ length: amount }, () => table.rows.slice(0, 1)).flat(),
  }));
  const sections = layOut({ ...report, ratios }).sections.filter(({ title }) => title.startsWith("At head, against"));
  expect(sections.map((section) => section.place)).toEqual([place]);
});

it("advice stands before the figures", () => {
  const titles = layOut(buildReport(facts("mismatch"))).sections.map(({ title }) => title);
  expect(titles.indexOf("Advice")).toBe(titles.indexOf("Backends") + 1);
});

it("figures in tables stay on one line, and may break where they are two", () => {
  const text = renderMarkdown(layOut(buildReport(facts("all-well"))));
  expect(text).toContain("| 4.31\u00a0(4.22\u00a0to\u00a04.40) |");
  expect(text).toContain("| on\u00a0netlib: 8.66\u00a0GFLOP/s, 4.36\u00a0ms |");
});
