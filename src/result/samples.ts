// Arrays of raw samples, of which one file can hold millions of numbers.
// Each is checked by one loop: zod's own array of numbers takes ten times as long (measured on 32 million numbers). The
// loop goes by index, as all over samples do: an iterator takes five to ten times as long (on 6 million numbers).
import * as z from "zod";

/** Finite, of any sign: whether a time is a usable time is judged in src/compare, not here. */
export const finiteNumbers = z
  .custom<number[]>(areFinite, "expected an array of finite numbers")
  .meta({ type: "array", items: { type: "number" } });

/** From 0. */
export const wholeNumbers = z
  .custom<number[]>(areWhole, "expected an array of whole numbers from 0")
  .meta({ type: "array", items: { type: "integer", minimum: 0 } });

function areFinite(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let at = 0; at < value.length; at += 1) if (!Number.isFinite(value[at])) return false;
  return true;
}

function areWhole(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let at = 0; at < value.length; at += 1) if (!(Number.isSafeInteger(value[at]) && value[at] >= 0)) return false;
  return true;
}
