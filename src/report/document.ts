// A report as blocks of text: what every renderer draws, and all that a renderer knows.
import { cut } from "./inert.ts";

/** How a span is to be seen; colour only underlines what the words say. */
export type Tone = "plain" | "strong" | "good" | "bad" | "unsure";

export interface Span {
  readonly text: string;
  /** A name from outside or a piece of code, shown as it is. */
  readonly isCode: boolean;
  readonly tone: Tone;
}

export type Line = readonly Span[];

export interface Column {
  readonly title: Line;
  readonly align: "left" | "right";
}

export type Block =
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: "code"; readonly lines: readonly string[] };

export interface Section {
  readonly title: string;
  /**
   * "first": the news, above the lead and without its title. "shown": somebody may have to act on it. "folded": behind
   * one click in markdown. "detail": not in the terminal.
   */
  readonly place: "first" | "shown" | "folded" | "detail";
  readonly blocks: readonly Block[];
}

export interface Document {
  readonly title: Line;
  /** The few lines that everybody reads. */
  readonly lead: readonly Line[];
  /** In reading order. */
  readonly sections: readonly Section[];
}

export function plain(text: string, tone: Tone = "plain"): Span {
  return { text, isCode: false, tone };
}

export function code(text: string, tone: Tone = "plain"): Span {
  return { text, isCode: true, tone };
}

// A list of a hundred names is shorter. What is longer comes from a file that was made to take forever.
const longestSentence = 20_000;

/** A sentence in which names stand between backticks. */
export function sentence(text: string): Line {
  const parts = cut(text, longestSentence).split("`");
  // An odd number of backticks has no last pair: such a sentence is shown as it is.
  if (parts.length % 2 === 0) return [plain(text)];
  return parts.flatMap((part, index) => (part === "" ? [] : [index % 2 === 0 ? plain(part) : code(part)]));
}

/** A name as it may stand in a sentence: without what would end it there. */
export function quoted(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", line: sentence(text) };
}

/** A column of words. */
export function left(title: string): Column {
  return { title: [plain(title)], align: "left" };
}

/** A column of figures. */
export function right(title: string): Column {
  return { title: [plain(title)], align: "right" };
}
