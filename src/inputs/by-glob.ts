// Lines of which one holds for all benchmarks, and the others, "glob = value", for those that a glob names.
import type * as z from "zod/mini";
import { complain, splitLines } from "./values.ts";

export interface ByGlob<T> {
  /** null where no line holds for all. */
  readonly general: T | null;
  /** The last one that fits wins. */
  readonly overrides: readonly { readonly glob: string; readonly value: T }[];
}

export interface Wording {
  /** What a line should have, for "has no ...". */
  readonly what: string;
  /** What to do instead. */
  readonly example: string;
}

/**
 * Reports every line that makes no sense.
 *
 * @param read one value; null where it is none
 */
export function readByGlob<T>(
  text: string,
  context: z.core.ParsePayload,
  read: (value: string) => T | null,
  { what, example }: Wording,
): ByGlob<T> {
  let general: T | null = null;
  const overrides: { glob: string; value: T }[] = [];
  for (const line of splitLines(text)) {
    const cut = line.lastIndexOf("=");
    const glob = cut < 0 ? null : line.slice(0, cut).trim();
    const value = read(line.slice(cut + 1).trim());
    if (value === null) complain(context, `"${line}" has no ${what}: ${example}`);
    else if (glob === "") complain(context, `"${line}" names no benchmark: ${example}`);
    else if (glob === null && general !== null) complain(context, `"${line}" is a second default: ${example}`);
    else if (glob === null) general = value;
    else if (overrides.some((known) => known.glob === glob))
      complain(context, `"${glob}" is given twice: keep one of the lines`);
    else overrides.push({ glob, value });
  }
  return { general, overrides };
}
