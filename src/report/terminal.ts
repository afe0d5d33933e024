// Draws a document for a terminal: aligned columns, readable without colour, within a width.
import type { Block, Column, Document, Line, Section, Tone } from "./document.ts";
import { visible, visibleName, visibleText } from "./inert.ts";

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

/** A span, or our own words. */
interface Piece {
  readonly text: string;
  readonly isCode?: boolean;
  readonly tone?: Tone;
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
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(wordsOf));
  const columnWords = columns.map((_, index) => cells.map((row) => row[index] ?? []));
  const widths = fitWidths(
    columnWords.map((column) => largest(column, lengthOf)),
    columnWords.map((column) => largest(column.flat(), wordLength)),
    options.width - indent.length,
  );
  const lines = cells.map((row) => drawRow(row, columns, widths, options));
  const rule = `${indent}${widths.map((width) => "-".repeat(width)).join(gap)}`;
  return [...(lines[0] ?? []), rule, ...lines.slice(1).flat()];
}

/** Of any number of items; a function takes only so many arguments. */
function largest<Item>(items: readonly Item[], size: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, size(item)), 0);
}

/** Takes from the widest column, again and again, until the table fits: between words first, then within words. */
function fitWidths(natural: readonly number[], longestWords: readonly number[], available: number): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, width) => sum + width, (widths.length - 1) * gap.length);
  for (const floors of [longestWords, longestWords.map(() => 0)]) {
    const room = (index: number): number => (widths[index] ?? 0) - Math.max(narrowestColumn, floors[index] ?? 0);
    while (total() > available) {
      const giving = widths.map((width, index) => (room(index) > 0 ? width : 0));
      const widest = Math.max(...giving);
      if (widest === 0) break;
      widths[giving.indexOf(widest)] = widest - 1;
    }
  }
  return widths;
}

function drawRow(
  row: readonly (readonly Word[])[],
  columns: readonly Column[],
  widths: readonly number[],
  options: TerminalOptions,
): string[] {
  const cells = row.map((words, index) => breakLines(words, widths[index] ?? narrowestColumn));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, lineIndex) => {
    const parts = cells.map((lines, index) => {
      const words = lines[lineIndex] ?? [];
      const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(words)));
      const text = paintWords(words, options);
      return columns[index]?.align === "right" ? padding + text : text + padding;
    });
    return `${indent}${parts.join(gap)}`.trimEnd();
  });
}

/** What stands between two spaces; its pieces may differ in tone. */
type Word = readonly { readonly text: string; readonly tone: Tone }[];

function wordsOf(line: readonly Piece[]): Word[] {
  const words: Word[] = [];
  let current: { text: string; tone: Tone }[] = [];
  for (const { text, isCode = false, tone = "plain" } of line) {
    const parts = (isCode ? visibleName(text) : visibleText(text)).split(" ");
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        words.push(current);
        current = [];
      }
      if (part !== "") current.push({ text: part, tone });
    }
  }
  return [...words, current].filter((word) => word.length > 0);
}

function lengthOf(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + wordLength(word), Math.max(0, words.length - 1));
}

function wordLength(word: Word): number {
  return word.reduce((sum, piece) => sum + [...piece.text].length, 0);
}

function breakLines(words: readonly Word[], width: number): Word[][] {
  if (lengthOf(words) <= width) return [[...words]];
  const lines: Word[][] = [[]];
  for (const word of words.flatMap((one) => breakWord(one, width))) {
    const line = lines.at(-1) ?? [];
    if (line.length > 0 && lengthOf([...line, word]) > width) lines.push([word]);
    else line.push(word);
  }
  return lines;
}

function breakWord(word: Word, width: number): Word[] {
  if (wordLength(word) <= width) return [word];
  const characters = word.flatMap(({ text, tone }) => [...text].map((character) => ({ text: character, tone })));
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width),
  );
}

function wrap(line: readonly Piece[], options: TerminalOptions, margin: string): string[] {
  const lines = breakLines(wordsOf(line), options.width - margin.length);
  return lines.map((words) => margin + paintWords(words, options));
}

function paintWords(words: readonly Word[], options: TerminalOptions): string {
  return words.map((word) => word.map(({ text, tone }) => paint(text, tone, options)).join("")).join(" ");
}

const colours: Readonly<Record<Tone, string>> = { plain: "", strong: "1", good: "32", bad: "1;31", unsure: "33" };

function paint(text: string, tone: Tone, { colour }: TerminalOptions): string {
  return colour && colours[tone] !== "" ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text;
}
