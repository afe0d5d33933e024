// Arrays of raw samples, of which one file can hold millions of numbers.
// Each is checked by one loop: zod's own array of numbers takes ten times as long (measured on 32 million numbers).
import * as z from "zod";

/** Finite, of any sign: whether a time is a usable time is judged in src/compare, not here. */
export const finiteNumbers = z
  .custom<number[]>(
    (value) => Array.isArray(value) && value.every(Number.isFinite),
    "expected an array of finite numbers",
  )
  .meta({ type: "array", items: { type: "number" } });

/** To seven figures, a nanosecond in a batch of 5 ms: far closer than batches repeat, and half the digits in the file. */
export function roundedSample(nanoseconds: number): number {
  return Number(nanoseconds.toPrecision(7));
}
