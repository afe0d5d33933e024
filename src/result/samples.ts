// Arrays of raw samples, of which one file can hold millions of numbers.
// Each is checked by one loop: zod's own array of numbers takes ten times as long (measured on 32 million numbers).
import * as z from "zod";

function arrayOf(test: (value: unknown) => boolean, items: { type: string; minimum?: number }, message: string) {
  return z
    .custom<number[]>((value) => Array.isArray(value) && value.every(test), message)
    .meta({ type: "array", items });
}

const isWholeFromZero = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** Finite, of any sign: whether a time is a usable time is judged in src/compare, not here. */
export const finiteNumbers = arrayOf(Number.isFinite, { type: "number" }, "expected an array of finite numbers");

export const wholeNumbers = arrayOf(
  isWholeFromZero,
  { type: "integer", minimum: 0 },
  "expected an array of whole numbers from 0",
);
