// A line as it is seen on a terminal: inert, measured in characters, broken where it is too long, and painted.
import type { Tone } from "./document.ts";
import { visibleName, visibleText } from "./inert.ts";

/** A span, or our own words. */
export interface Piece {
  readonly text: string;
  readonly isCode?: boolean;
  readonly tone?: Tone;
}

interface Part {
  readonly text: string;
  readonly tone: Tone;
  /** Characters: code points. */
  readonly length: number;
}

/** Its words stand one space apart. */
export interface Seen {
  readonly parts: readonly Part[];
  readonly length: number;
}

export const nothing: Seen = { parts: [], length: 0 };

export function seen(line: readonly Piece[]): Seen {
  const parts = line.map(({ text, isCode = false, tone = "plain" }) =>
    partOf(isCode ? visibleName(text) : visibleText(text), tone),
  );
  return uneven.test(textOf(parts)) ? together(wordsIn(parts)) : { parts, length: lengthOf(parts) };
}

const uneven = /^ | $| {2}/;
const surrogatePairs = /[\ud800-\udbff][\udc00-\udfff]/g;

function partOf(text: string, tone: Tone): Part {
  return { text, tone, length: charactersIn(text) };
}

function charactersIn(text: string): number {
  return text.length - (text.match(surrogatePairs)?.length ?? 0);
}

function textOf(parts: readonly Part[]): string {
  const [first, ...rest] = parts;
  return rest.reduce((text, part) => text + part.text, first?.text ?? "");
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** What stands between two spaces; its parts may differ in tone. */
type Word = readonly Part[];

function wordsIn(parts: readonly Part[]): Word[] {
  const words: Word[] = [];
  let current: Part[] = [];
  for (const { text, tone } of parts)
    for (const [index, piece] of text.split(" ").entries()) {
      if (index > 0) {
        words.push(current);
        current = [];
      }
      if (piece !== "") current.push(partOf(piece, tone));
    }
  return [...words, current].filter((word) => word.length > 0);
}

const space = partOf(" ", "plain");

function together(words: readonly Word[]): Seen {
  const parts = words.flatMap((word, index) => (index === 0 ? word : [space, ...word]));
  return { parts, length: lengthOf(parts) };
}

export function longestWord({ parts }: Seen): number {
  return textOf(parts)
    .split(" ")
    .reduce((most, word) => Math.max(most, charactersIn(word)), 0);
}

/** In lines of at most `width` characters: between words, and within a word that is longer. */
export function broken(line: Seen, width: number): readonly Seen[] {
  if (line.length <= width) return [line];
  const lines: Word[][] = [];
  let room = 0;
  for (const word of wordsIn(line.parts).flatMap((one) => breakWord(one, width))) {
    const length = lengthOf(word);
    if (length < room) lines.at(-1)?.push(word);
    else lines.push([word]);
    // After a word, with the space before the next one.
    room = (length < room ? room : width + 1) - length - 1;
  }
  return lines.map(together);
}

function breakWord(word: Word, width: number): Word[] {
  if (lengthOf(word) <= width) return [word];
  const characters = word.flatMap(({ text, tone }) => [...text].map((character) => partOf(character, tone)));
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width),
  );
}

const colours: Readonly<Record<Tone, string>> = { plain: "", strong: "1", good: "32", bad: "1;31", unsure: "33" };

export function painted({ parts }: Seen, colour: boolean): string {
  return parts.map(({ text, tone }) => paint(text, tone, colour)).join("");
}

function paint(text: string, tone: Tone, colour: boolean): string {
  return colour && colours[tone] !== "" ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text;
}
