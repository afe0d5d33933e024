// How single values are read from text: lists, durations, versions, thread counts. Each is a zod type over a string.
// zod/mini: this is loaded before the first input error, and the whole of zod takes a third of that time.
import * as z from "zod/mini";
import type { FormatName } from "../result/import/imported-run.ts";
import { formatNames } from "../result/import/imported-run.ts";
import { whyNoRevision } from "./revision.ts";

/** Takes the problems found while a value is read. */
type Context = z.core.ParsePayload;

/** Text in, value out. */
export function fromText<T>(read: (text: string, context: Context) => T): z.ZodMiniType<T, string> {
  return z.pipe(z.string(), z.transform(read));
}

/** Reports `message`, "what: remedy", and reads on. */
export function complain(context: Context, message: string): void {
  context.issues.push({ code: "custom", input: context.value, message });
}

/** Reports `message` and stops reading this value. */
export function refuse(context: Context, message: string): never {
  complain(context, message);
  return z.NEVER;
}

export function splitList(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/**
 * Globs on names, which may hold commas themselves: "time_dot(3, 'a')". One in brackets or quotation marks separates
 * nothing, unless a line leaves them open.
 */
export function splitGlobs(text: string): string[] {
  return splitLines(text).flatMap((line) => splitOutside(line) ?? splitList(line));
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "'": "'", '"': '"' };

/** null where a bracket or a quotation mark stays open. */
function splitOutside(line: string): string[] | null {
  const parts = [""];
  const open: string[] = [];
  for (const character of line) {
    const awaited = open.at(-1);
    if (character === awaited) open.pop();
    else if (awaited !== "'" && awaited !== '"') {
      if (character === ")" || character === "]") return null;
      const closes = closing[character];
      if (closes !== undefined) open.push(closes);
    }
    if (character === "," && open.length === 0) parts.push("");
    else parts.push(`${parts.pop()}${character}`);
  }
  return open.length > 0 ? null : parts.map((part) => part.trim()).filter((part) => part !== "");
}

export function splitLines(text: string): string[] {
  return text
    .split("\n")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Commas or lines. */
export const list = fromText(splitList);

export const globList = fromText(splitGlobs);

/** Lines only, so that values may hold commas. */
export const lines = fromText(splitLines);

export const optionalText = fromText((text) => (text.trim() === "" ? null : text.trim()));

/** As workflow files write it. */
export const yesOrNo = fromText((text, context) => {
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  return refuse(context, `unknown value ${JSON.stringify(text.trim())}: write true or false`);
});

/** The name of a commit; empty means none is given. */
export const revision = fromText((text, context) => {
  const name = text.trim();
  if (name === "") return null;
  const why = whyNoRevision(name);
  return why === null ? name : refuse(context, `${JSON.stringify(name)} ${why}: name a branch, a tag or a commit`);
});

/** A list in which every item is one of `choices`. @param more What else may be written, for the message. */
export function listOf<T extends string>(choices: readonly T[], ...more: string[]): z.ZodMiniType<T[], string> {
  const all = [...choices, ...more].join(", ");
  return fromText((text, context) => {
    const items: T[] = [];
    for (const item of splitList(text)) {
      const found = choices.find((choice) => choice === item);
      if (found === undefined) complain(context, `unknown value "${item}": choose from ${all}`);
      else items.push(found);
    }
    return items;
  });
}

export function oneOf<T extends string>(choices: readonly T[]): z.ZodMiniType<T, string> {
  return fromText((text, context) => {
    const found = choices.find((choice) => choice === text.trim());
    return found ?? refuse(context, `unknown value "${text.trim()}": choose from ${choices.join(", ")}`);
  });
}

const unitMilliseconds = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const durationPattern = /^(?:\d+(?:\.\d+)?[smh])+$/;

/** "90s", "10m", "1h30m" -> milliseconds. */
export const duration = fromText((text, context) => {
  const compact = text.replace(/\s+/g, "");
  if (!durationPattern.test(compact)) return refuse(context, `"${text}" is no duration: write 90s, 10m or 1h30m`);
  let milliseconds = 0;
  for (const [, amount, unit] of compact.matchAll(/([\d.]+)([smh])/g))
    milliseconds += Number(amount) * unitMilliseconds[unit as keyof typeof unitMilliseconds];
  return milliseconds > 0 ? milliseconds : refuse(context, `"${text}" leaves no time: write 90s, 10m or 1h30m`);
});

/** "3.12", "2", "1.26.4"; empty means the newest. Anything more belongs into `packages`. */
export const version = fromText((text, context) => {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (/^\d+(\.\d+){0,2}$/.test(trimmed)) return trimmed;
  return refuse(context, `"${trimmed}" is no version: write 3.12 or 2.1.3, and ranges as a line of packages`);
});

export const threadCounts = fromText((text, context): "all" | number[] => {
  const items = splitList(text);
  if (items.length === 1 && items[0] === "all") return "all";
  const counts = [...new Set(items.map(Number))];
  if (counts.length === 0 || counts.some((count) => !Number.isInteger(count) || count < 1))
    return refuse(context, `"${text}" is no list of thread counts: write 1, or 1, 4, or all`);
  return counts;
});

/** What a command writes; empty means nothing was said. */
export const format = fromText((text, context): FormatName | null => {
  const name = text.trim();
  if (name === "") return null;
  const found = formatNames.find((known) => known === name);
  return found ?? refuse(context, `unknown value "${name}": choose from ${formatNames.join(", ")}`);
});

/** A regular expression with a group `value`, in JavaScript's spelling of groups or in Python's. */
export const pattern = fromText((text, context): string | null => {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const spelled = trimmed.replaceAll("(?P<", "(?<");
  try {
    new RegExp(spelled, "u");
  } catch {
    return refuse(context, "is no regular expression: write one such as `took (?<value>[0-9.]+) (?<unit>s|ms)`");
  }
  return spelled.includes("(?<value>")
    ? spelled
    : refuse(context, "has no group called value: write one such as `took (?<value>[0-9.]+) (?<unit>s|ms)`");
});
