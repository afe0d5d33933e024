// The parts of which the schemas of foreign JSON are made, and how a misfit is told: file, field, line and column.
import * as z from "zod";
import type { Problem } from "../../errors.ts";
import { UserError } from "../../errors.ts";
import type { Fact } from "./imported-run.ts";
import { lineAndColumn, offsetOf } from "./json-text.ts";

/** A number of any kind, NaN among them, or null: whether it can be used is judged with its benchmark. */
export const anyNumber = z.custom<number | null>(
  (value) => value === null || typeof value === "number",
  "expected a number",
);

/** One loop for all: files hold a million of them. */
export const numbers = z.custom<(number | null)[]>(
  (value) => Array.isArray(value) && value.every((one) => one === null || typeof one === "number"),
  "expected a list of numbers",
);

export const name = z.string();
export const count = z.int().nonnegative();

export interface JsonDocument {
  readonly text: string;
  readonly value: unknown;
  /** How the file is named in messages. */
  readonly where: string;
}

const shownProblems = 10;

/**
 * @param title What the file was taken for, such as "pyperf JSON".
 * @throws UserError naming field, line and column of what does not fit.
 */
export function fitted<T>(schema: z.ZodType<T>, document: JsonDocument, title: string, remedy: string): T {
  const parsed = schema.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const [first, ...rest] = parsed.error.issues.slice(0, shownProblems).map((issue) => ({
    where: placeOf(document, issue.path),
    what: `does not fit ${title}: ${issue.message.replace(/^Invalid \w+: /, "")}`,
    remedy,
  }));
  if (first === undefined) throw new Error("a document was refused without an issue");
  throw new UserError([first, ...rest]);
}

export function misfit(document: JsonDocument, path: readonly PropertyKey[], what: string, remedy: string): UserError {
  const problem: Problem = { where: placeOf(document, path), what, remedy };
  return new UserError([problem]);
}

/** "file, results[2].mean, line 7, column 15". */
function placeOf({ text, where }: JsonDocument, path: readonly PropertyKey[]): string {
  const { line, column } = lineAndColumn(text, offsetOf(text, path));
  const field = path.map(fieldText).join("").replace(/^\./, "");
  return `${where}, ${field === "" ? "" : `${field}, `}line ${line}, column ${column}`;
}

/** Names that a benchmark could have made stay out of messages, which end up in logs. */
function fieldText(part: PropertyKey): string {
  if (typeof part === "number") return `[${part}]`;
  return /^\w{1,40}$/.test(String(part)) ? `.${String(part)}` : ".*";
}

export function facts(pairs: readonly (readonly [what: string, value: unknown])[]): readonly Fact[] {
  return pairs.flatMap(([what, value]) => {
    const text = typeof value === "number" ? String(value) : value;
    return typeof text === "string" && text !== "" ? [{ what, value: text }] : [];
  });
}
