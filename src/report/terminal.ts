// Draws a document for a terminal: aligned columns, readable without colour, within a width.
import type { Block, Column, Document, Line, Section } from "./document.ts";
import { visible } from "./inert.ts";
import type { Piece, Seen } from "./terminal-line.ts";
import { broken, longestWord, nothing, painted, seen } from "./terminal-line.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Characters to a line; what needs more is wrapped, in tables within the cells. Code is never broken. */
  readonly width: number;
}

/** Lines longer than this are hard to read, however wide the terminal is. */
export const widestLine = 100;
const gap = "  ";
const indent = "  ";
const narrowestColumn = 12;

/** Colour is for people at a terminal who did not ask to go without (https://no-color.org). */
export function wantsColour(isTerminal: boolean, variables: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && (variables.NO_COLOR ?? "") === "" && variables.TERM !== "dumb";
}

export function renderTerminal(document: Document, options: TerminalOptions): string {
  const at = (...places: readonly Section["place"][]): readonly Section[] =>
    document.sections.filter(({ place }) => places.includes(place));
  const left = at("detail").map((section) => section.title);
  const more =
    left.length === 0
      ? []
      : [wrap([{ text: `More in the report file: ${left.join(", ").toLowerCase()}.` }], options, "")];
  return `${[
    wrap(document.title.map(bolder), options, ""),
    ...at("first").map((section) => drawBlocks(section, options)),
    ...document.lead.map((line) => wrap(line, options, "")),
    ...at("shown", "folded").map((section) => drawSection(section, options)),
    ...more,
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function bolder(piece: Piece): Piece {
  return { ...piece, tone: "strong" };
}

function drawSection(section: Section, options: TerminalOptions): string[] {
  return [...wrap([bolder({ text: section.title })], options, ""), ...drawBlocks(section, options)];
}

function drawBlocks({ blocks }: Section, options: TerminalOptions): string[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : [""]), ...drawBlock(block, options)]);
}

function drawBlock(block: Block, options: TerminalOptions): string[] {
  switch (block.kind) {
    case "paragraph":
      return wrap(block.line, options, indent);
    case "list":
      return block.items.flatMap((item) => {
        const lines = wrap(item, options, `${indent}  `);
        return lines.map((line, index) => (index === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
      });
    case "code":
      return block.lines.map((line) => `${indent}${visible(line)}`);
    case "table":
      return drawTable(block.columns, block.rows, options);
  }
}

function drawTable(columns: readonly Column[], rows: readonly (readonly Line[])[], options: TerminalOptions): string[] {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(seen));
  const ofColumn = (index: number, size: (cell: Seen) => number): number =>
    cells.reduce((most, row) => Math.max(most, size(row[index] ?? nothing)), 0);
  const natural = columns.map((_, index) => ofColumn(index, ({ length }) => length));
  const available = options.width - indent.length;
  const floors = (): number[] =>
    natural.map((width, index) => (width <= narrowestColumn ? width : ofColumn(index, longestWord)));
  const widths = totalWidth(natural) <= available ? natural : fitWidths(natural, floors(), available);
  const lines = cells.map((row) => drawRow(row, columns, widths, options));
  const rule = `${indent}${widths.map((width) => "-".repeat(width)).join(gap)}`;
  return [...(lines[0] ?? []), rule, ...lines.slice(1).flat()];
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, (widths.length - 1) * gap.length);
}

/** Takes from the widest column, again and again, until the table fits: between words first, then within words. */
function fitWidths(natural: readonly number[], longestWords: readonly number[], available: number): number[] {
  const widths = [...natural];
  for (const floors of [longestWords, longestWords.map(() => 0)]) {
    const room = (index: number): number => (widths[index] ?? 0) - Math.max(narrowestColumn, floors[index] ?? 0);
    while (totalWidth(widths) > available) {
      const giving = widths.map((width, index) => (room(index) > 0 ? width : 0));
      const widest = Math.max(...giving);
      if (widest === 0) break;
      widths[giving.indexOf(widest)] = widest - 1;
    }
  }
  return widths;
}

function drawRow(
  row: readonly Seen[],
  columns: readonly Column[],
  widths: readonly number[],
  { colour }: TerminalOptions,
): string[] {
  const cells = row.map((cell, index) => broken(cell, widths[index] ?? narrowestColumn));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, lineIndex) => {
    const parts = cells.map((lines, index) => {
      const line = lines[lineIndex] ?? nothing;
      const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - line.length));
      return columns[index]?.align === "right" ? padding + painted(line, colour) : painted(line, colour) + padding;
    });
    return `${indent}${parts.join(gap)}`.trimEnd();
  });
}

function wrap(line: readonly Piece[], { width, colour }: TerminalOptions, margin: string): string[] {
  return broken(seen(line), width - margin.length).map((one) => margin + painted(one, colour));
}
