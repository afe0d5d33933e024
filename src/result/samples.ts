// Arrays of raw samples, of which one file can hold millions of numbers.
// Each is checked by one loop: zod's own array of numbers takes ten times as long (measured on 32 million numbers). The
// loop goes by index, as all over samples do: an iterator takes five to ten times as long (on 6 million numbers).
import * as z from "zod";

/** Of turns, the many: a list as it was parsed, or one that lies outside the heap. */
export type Samples = ArrayLike<number>;

/** Finite, of any sign: whether a time is a usable time is judged in src/compare, not here. */
export const samples = z
  .custom<Samples>(areSamples, "expected an array of finite numbers")
  .meta({ type: "array", items: { type: "number" } });

/** Finite, of any sign. */
export const finiteNumbers = z
  .custom<number[]>(areFinite, "expected an array of finite numbers")
  .meta({ type: "array", items: { type: "number" } });

/** From 0. */
export const wholeNumbers = z
  .custom<number[]>(areWhole, "expected an array of whole numbers from 0")
  .meta({ type: "array", items: { type: "integer", minimum: 0 } });

/** 256 KiB: of hundreds of small files, each has a room of its own. */
const roomLength = 1 << 15;

/** Takes samples out of the heap, where millions of them would be copied again and again while others are cleared away. */
export class SampleRoom {
  #room = new Float64Array(0);
  #used = 0;

  /** What has been taken, or is no list of finite numbers, is given back; the latter is for the schema to refuse. */
  take(value: unknown): unknown {
    if (!Array.isArray(value)) return value;
    const list: readonly unknown[] = value;
    if (this.#used + list.length > this.#room.length) {
      this.#room = new Float64Array(Math.max(roomLength, list.length));
      this.#used = 0;
    }
    const taken = this.#room.subarray(this.#used, this.#used + list.length);
    for (let at = 0; at < list.length; at += 1) {
      const sample = list[at];
      if (typeof sample !== "number" || !Number.isFinite(sample)) return value;
      taken[at] = sample;
    }
    this.#used += list.length;
    return taken;
  }
}

function areSamples(value: unknown): value is Samples {
  return (Array.isArray(value) || value instanceof Float64Array) && holdFinite(value);
}

function areFinite(value: unknown): value is number[] {
  return Array.isArray(value) && holdFinite(value);
}

function holdFinite(list: ArrayLike<unknown>): boolean {
  for (let at = 0; at < list.length; at += 1) if (!Number.isFinite(list[at])) return false;
  return true;
}

function areWhole(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let at = 0; at < value.length; at += 1) if (!(Number.isSafeInteger(value[at]) && value[at] >= 0)) return false;
  return true;
}
