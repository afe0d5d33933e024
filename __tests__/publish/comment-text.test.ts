import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { commentLimitBytes, draftComment, runUrl } from "../../src/publish/comment-body.ts";
import { byAge, drawMark, newNonce, readMark } from "../../src/publish/comment-mark.ts";
import type { CommentSituation } from "../../src/publish/comment-mode.ts";
import { commentPlan, isChange } from "../../src/publish/comment-mode.ts";
import { buildReport } from "../../src/report/model.ts";
import { situations } from "../report/situations.ts";

const nonce = newNonce(new Date(1_700_000_000_000), "0123-4567-89ab-cdef");
const mark = { key: "bench", run: 5, attempt: 1, nonce };
const place = { serverUrl: "https://github.com", owner: "octo-org", repo: "numerics", run: 5, attempt: 1 };
const html = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

function reportOf(situation: string) {
  return buildReport(situations[situation]?.() ?? expect.fail(`no situation ${situation}`));
}

describe("the mark", () => {
  const marks = fc.record({
    key: fc.string({ unit: "binary", maxLength: 40 }),
    run: fc.nat(),
    attempt: fc.nat({ max: 99 }),
    nonce: fc.constant(nonce),
  });

  it("is read as it was drawn, whatever the key, and shows nothing", () => {
    fc.assert(
      fc.property(marks, (one) => {
        const line = drawMark(one);
        expect(line).toMatch(/^<!-- [!-~ ]* -->$/);
        expect(line.slice(4, -3)).not.toMatch(/--|>/);
        expect(readMark(`${line}\ntext`, one.key)).toEqual(one);
        expect(readMark(`${line}\r\ntext`, one.key)).toEqual(one);
        expect(html(`${line}\n### Title`)).toMatch(/^<!--[^>]*-->\n<h3>Title<\/h3>$/);
      }),
    );
  });

  it("belongs to one key only", () => {
    fc.assert(
      fc.property(marks, fc.string(), (one, other) => {
        fc.pre(one.key !== other);
        expect(readMark(drawMark(one), other)).toBeNull();
      }),
    );
  });

  it.each([
    ["", "nothing"],
    [` ${drawMark(mark)}`, "a space before it"],
    [`${drawMark(mark)} `, "a space after it"],
    [`\n${drawMark(mark)}`, "a line before it"],
    [`> ${drawMark(mark)}`, "a quotation"],
    [drawMark(mark).replace("run=5", "run=-5"), "a negative run"],
    [drawMark(mark).replace("run=5", "run=99999999999999999999"), "a run beyond what numbers hold"],
    [drawMark(mark).replace(nonce, "x"), "no nonce"],
  ])("is not read from %j: %s", (body) => {
    expect(readMark(body, "bench")).toBeNull();
  });

  it("orders by run, attempt and time", () => {
    const later = newNonce(new Date(1_700_000_000_001), "0");
    const ages = [
      { ...mark, nonce: later },
      { ...mark, attempt: 2 },
      { ...mark, run: 6 },
    ].map((one) => byAge(mark, one));
    expect(ages.every((age) => age < 0)).toBe(true);
    expect(byAge(mark, mark)).toBe(0);
    expect(byAge({ ...mark, run: 10 }, { ...mark, run: 9, attempt: 3 })).toBeGreaterThan(0);
  });
});

describe("the body", () => {
  it("holds the whole report where it fits, and links the run", () => {
    const { body } = draftComment(reportOf("regression"), mark, place);
    expect(readMark(body, "bench")).toEqual(mark);
    expect(html(body)).toContain('<a href="https://github.com/octo-org/numerics/actions/runs/5/attempts/1">');
    expect(body).not.toContain("Cut to fit");
  });

  it("keeps to 60,000 bytes by whole rows, says what it dropped, and links the run", () => {
    const report = reportOf("many-rows");
    const rows = Array.from({ length: 30 }, () => report.ratios.flatMap((table) => table.rows)).flat();
    const long = { ...report, ratios: report.ratios.map((table) => ({ ...table, rows })) };
    const { body } = draftComment(long, mark, place);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(commentLimitBytes);
    expect(Buffer.byteLength(body)).toBeGreaterThan(commentLimitBytes - 500);
    expect(body).toContain("#### Cut to fit");
    expect(body).toContain("The whole report is with the run, linked below.");
    expect(body).toContain("actions/runs/5/attempts/1>)\n");
    expect(body).not.toMatch(/\p{Cs}/u);
  });

  it("lets nothing hostile out of the run's address", () => {
    const url = runUrl({ ...place, serverUrl: "https://git.example.com/", owner: "a)b>", repo: "c/../d" });
    expect(url).toBe("https://git.example.com/a)b%3E/c%2F..%2Fd/actions/runs/5/attempts/1");
  });
});

describe("the mode", () => {
  const usual: CommentSituation = { mode: "auto", pullRequest: 7, isMatrixLeg: false, isChange: false };

  it.each<[Partial<CommentSituation>, ReturnType<typeof commentPlan> | RegExp]>([
    [{}, { kind: "keep", pullRequest: 7, mayCreate: true }],
    [
      { mode: "always", isMatrixLeg: true },
      { kind: "keep", pullRequest: 7, mayCreate: true },
    ],
    [{ mode: "on-change" }, { kind: "keep", pullRequest: 7, mayCreate: false }],
    [
      { mode: "on-change", isChange: true },
      { kind: "keep", pullRequest: 7, mayCreate: true },
    ],
    [{ mode: "never" }, /never/],
    [{ isMatrixLeg: true }, /one leg of a matrix/],
    [{ pullRequest: null }, /no pull request/],
    [{ mode: "always", pullRequest: null }, /no pull request/],
  ])("%j", (change, expected) => {
    const plan = commentPlan({ ...usual, ...change });
    if (expected instanceof RegExp) expect(plan.kind === "none" ? plan.reason : "").toMatch(expected);
    else expect(plan).toEqual(expected);
  });

  it.each([
    ["all-unchanged", false],
    ["regression", true],
    ["improved", true],
    ["inconclusive", true],
    ["nothing-measured", true],
    ["all-well", false],
  ])("%s is a change: %s", (situation, expected) => {
    const report = reportOf(situation);
    expect(isChange(report.decision, report)).toBe(expected);
  });
});
