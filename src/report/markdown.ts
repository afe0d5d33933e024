// Draws a document as GitHub's markdown. Every span is made inert here, so nothing that comes in can act.
import type { Block, Document, Line, Section, Span } from "./document.ts";
import { plain } from "./document.ts";
import { codeSpan, cut, escapeBlockStart, escapeHtml, escapeText, visible, visibleName, visibleText } from "./inert.ts";

export function renderMarkdown(document: Document): string {
  const at = (...places: readonly Section["place"][]): readonly Section[] =>
    document.sections.filter(({ place }) => places.includes(place));
  const [first, shown, folded] = [at("first"), at("shown"), at("folded", "detail")];
  const blocks = [
    `### ${drawLine(document.title)}`,
    ...first.flatMap((section) => section.blocks.map(drawBlock)),
    ...document.lead.map((line) => escapeBlockStart(drawLine(line))),
    ...shown.flatMap(drawSection),
    ...(folded.length === 0 ? [] : drawFold(folded)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function drawFold(sections: readonly Section[]): string[] {
  const contents = sections.map(({ title }) => visibleText(title.charAt(0).toLowerCase() + title.slice(1)));
  // Between <details> and the markdown in it there must be a blank line, or it is read as HTML.
  return [
    `<details><summary>Folded: ${escapeHtml(contents.join(" · "))}</summary>`,
    ...sections.flatMap(drawSection),
    "</details>",
  ];
}

function drawSection(section: Section): string[] {
  return [`#### ${drawLine([plain(section.title)])}`, ...section.blocks.map(drawBlock)];
}

function drawBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return escapeBlockStart(drawLine(block.line));
    case "list":
      return block.items.map((item) => `- ${escapeBlockStart(drawLine(item))}`).join("\n");
    case "code":
      return drawCode(block.lines);
    case "table": {
      const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
      const cell = (line: Line, index: number): string =>
        block.columns[index]?.align === "right" ? unbroken(drawLine(line, true)) : drawLine(line, true);
      return [
        row(block.columns.map(({ title }) => drawLine(title, true))),
        row(block.columns.map((column) => (column.align === "right" ? "---:" : "---"))),
        ...block.rows.map((cells) => row(cells.map(cell))),
      ].join("\n");
    }
  }
}

/** A figure stays on one line: where a table is too wide, GitHub breaks all cells that can be before it lets people scroll. */
function unbroken(figure: string): string {
  return figure.replace(/(?<![,:]) /g, "\u00a0");
}

// No line of ours and no last line of a child is longer. One that is must not take the place of a whole comment.
const longestCode = 10_000;

function drawCode(lines: readonly string[]): string {
  const text = lines.map((line) => cut(visible(line), longestCode)).join("\n");
  const longestRun = (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 2);
  const fence = "`".repeat(longestRun + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function drawLine(line: Line, isInTable = false): string {
  // Two code spans or two bold ones that touch would be read as one with other ends.
  return line.reduce((text, span) => {
    const next = drawSpan(span, isInTable);
    const wouldTouch = ["`", "**"].some((mark) => text.endsWith(mark) && next.startsWith(mark));
    return wouldTouch ? `${text} ${next}` : text + next;
  }, "");
}

function drawSpan({ text, isCode, tone }: Span, isInTable: boolean): string {
  const drawn = isCode ? codeSpan(visibleName(text), isInTable) : escapeText(visibleText(text), isInTable);
  const isBold = tone === "strong" || tone === "bad" || tone === "unsure";
  // Bold text neither begins nor ends with a space, or its asterisks are read as asterisks.
  return isBold && drawn !== "" ? `**${drawn.trim()}**` : drawn;
}
