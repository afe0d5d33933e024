import fc from "fast-check";
import { expect, it } from "vitest";
import type { Document, Section } from "../../src/report/document.ts";
import { code, left, paragraph, plain } from "../../src/report/document.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { fitToBytes } from "../../src/report/shrink.ts";

function tableOf(title: string, place: Section["place"], rows: number): Section {
  const cells = Array.from({ length: rows }, (_, index) => [[code(`${title}-${index}-ä`)], [plain(`${index} ms`)]]);
  return { title, place, blocks: [{ kind: "table", columns: [left("name"), left("time")], rows: cells }] };
}

function documentOf(shown: number, folded: number, detail: number): Document {
  const sections: Section[] = [
    tableOf("Shown", "shown", shown),
    tableOf("Folded", "folded", folded),
    { title: "Note", place: "folded", blocks: [paragraph("a short section")] },
    tableOf("Detail", "detail", detail),
  ];
  return {
    title: [plain("blas-bench: pass")],
    lead: [[plain("counts")], [plain("proof")]],
    sections: sections.filter(({ blocks }) => blocks.some((block) => block.kind !== "table" || block.rows.length > 0)),
  };
}

const fitted = (document: Document, limitBytes: number): string =>
  fitToBytes(document, limitBytes, renderMarkdown, "in `report.md`");

it("leaves alone what fits", () => {
  const document = documentOf(3, 3, 3);
  const whole = renderMarkdown(document);
  expect(fitted(document, Buffer.byteLength(whole))).toBe(whole);
  expect(fitted(document, Buffer.byteLength(whole) - 1)).toContain("Cut to fit");
});

it("keeps to the limit, in whole lines, and never loses title and lead", () => {
  const size = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(size, size, size, fc.integer({ min: 400, max: 6000 }), (shown, folded, detail, limitBytes) => {
      const document = documentOf(shown, folded, detail);
      const whole = renderMarkdown(document).split("\n");
      const text = fitted(document, limitBytes);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limitBytes);
      expect(text.startsWith("### blas-bench: pass\n\ncounts\n\nproof\n")).toBe(true);
      const ours = text.split("\n").filter((line) => !/^#### Cut|^Left out|^<details>|^<\/details>/.test(line));
      for (const line of ours) expect(whole).toContain(line);
    }),
    { numRuns: 200 },
  );
});

it("cuts the least important end first, keeps short sections, and says what is missing", () => {
  const text = fitted(documentOf(20, 40, 40), 1500);
  expect(text).toContain("Shown-19");
  expect(text).toContain("Folded-0");
  expect(text).toContain("a short section");
  expect(text).not.toContain("Detail-0");
  expect(text).toMatch(/Left out here: \d+ rows of "Folded", all of "Detail"\. The whole report is in `report\.md`\./);
  expect(text.indexOf("Cut to fit")).toBeLessThan(text.indexOf("<details>"));
});

it("cuts the news last, which stands above the lead", () => {
  const document = documentOf(40, 40, 40);
  const text = fitted({ ...document, sections: [tableOf("News", "first", 20), ...document.sections] }, 1500);
  expect(text.indexOf("News-19")).toBeLessThan(text.indexOf("counts"));
  expect(text).toContain("News-19");
  expect(text).not.toContain("#### News");
  expect(text).toMatch(/rows of "Shown", all of "Folded", all of "Detail"/);
});

it("refuses a limit that not even the first lines fit into", () => {
  expect(() => fitted(documentOf(20, 20, 20), 100)).toThrow("100 bytes");
});
