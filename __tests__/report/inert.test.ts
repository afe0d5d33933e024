// Hostile text through a real GFM renderer: nothing of it may come out as anything but text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document, Line } from "../../src/report/document.ts";
import { code, left, plain, sentence } from "../../src/report/document.ts";
import { cut, visible } from "../../src/report/inert.ts";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { buildReport } from "../../src/report/model.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { expectInert, toHtml } from "./rendered.ts";
import { situations } from "./situations.ts";
import { hostileNames } from "./trying-situations.ts";

/** A document with the text in every place that text can have. */
function documentOf(text: string): Document {
  const lines: Line[] = [
    [plain(text)],
    [code(text)],
    sentence(`a \`${text}\` b ${text}`),
    [plain(text, "bad"), code(text, "strong")],
  ];
  return {
    title: [plain(text), code(text)],
    lead: lines,
    sections: [
      { title: text, place: "shown", blocks: lines.map((line) => ({ kind: "paragraph", line })) },
      {
        title: text,
        place: "folded",
        blocks: [
          { kind: "list", items: lines },
          { kind: "table", columns: [left(text), left("x"), left("y"), left("z")], rows: [lines, lines] },
          { kind: "code", lines: [text, text] },
        ],
      },
    ],
  };
}

function cellsPerRow(html: string): number[] {
  return html
    .split("<tr>")
    .slice(1)
    .map((row) => (row.match(/<t[hd]\b/g) ?? []).length);
}

const token = fc.constantFrom(
  ...hostileNames.filter((name) => name.length < 200),
  ..."`|\\*_~[]()<>!#@$&:-=+\n\r\t ".split(""),
  "```",
  "~~~",
  "\\|",
  "](",
  "![",
  "<!--",
  "-->",
  "</details>",
  "<details>",
  "&lt;",
  "&#60;",
  "://",
  "www.",
  "@a",
  "#1",
  "\u2028",
  "\u202e",
  "\u200d",
  "[^1]",
  "- ",
  "1. ",
  "    ",
  "===",
  "---",
  "***",
  "deadbee1",
  "word",
);
const hostileText = fc.oneof(
  fc.array(token, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

describe("in markdown", () => {
  const blockStarts = [" 1. one", "\n- one", "\t+ one", "    code", " ---", "\r===", " # one", " > one", "  | a | b |"];

  it.each([...hostileNames, ...blockStarts].map((name) => [name]))("%j is only text", (name) => {
    expectInert(renderMarkdown(documentOf(name)));
  });

  it("any text is only text, and breaks no table", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = renderMarkdown(documentOf(text));
        expectInert(markdown);
        expect(cellsPerRow(toHtml(markdown))).toEqual([4, 4, 4]);
      }),
      { numRuns: 500 },
    );
  });

  it("a whole hostile report is only text, and all of its fold is in the fold", () => {
    const markdown = renderMarkdown(layOut(buildReport(situations.hostile?.() ?? expect.fail("no hostile situation"))));
    expectInert(markdown);
    expect(toHtml(markdown).match(/<\/?details>/g)).toEqual(["<details>", "</details>"]);
    expect(toHtml(markdown).trimEnd()).toMatch(/<\/details>$/);
  });

  it("a name is shown as it is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 }), (name) => {
        fc.pre(name.trim() === name && !name.includes("\\|"));
        const html = toHtml(renderMarkdown({ title: [code(name)], lead: [], sections: [] }));
        const shown = /<code>([\s\S]*)<\/code>/.exec(html)?.[1];
        expect(
          shown?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
        ).toBe(name);
      }),
    );
  });
});

describe("in the terminal", () => {
  it("any text is only text, in lines of the width asked for", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 60, max: 100 }), (text, width) => {
        const drawn = renderTerminal(documentOf(text), { colour: false, width });
        expect(drawn).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
        const codeLine = `  ${visible(text)}`;
        for (const line of drawn.split("\n"))
          if (line !== codeLine) expect([...line].length).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });
});

it("cuts between characters, never inside one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (text, length) => {
      const short = cut(text, length);
      expect([...short].length).toBeLessThanOrEqual(length);
      expect(short === text || (short.endsWith("…") && text.startsWith(short.slice(0, -1)))).toBe(true);
      expect(short).not.toMatch(/\p{Cs}/u);
    }),
  );
});
