// The blocks of a measurement, column by column. A result can hold hundreds of thousands of them: as many small objects
// take longer to read, and to go through, than few long lists.
import * as z from "zod";
import { finiteNumbers, samples, wholeNumbers } from "./samples.ts";

/** By block. */
export const disturbancesSchema = z.strictObject({
  /** CPU time of all batches together. */
  cpuNanoseconds: finiteNumbers,
  /** In all batches together. */
  involuntarySwitches: wholeNumbers,
  /** CPU time the waiting worker used before its batches, all together. */
  idleCpuNanoseconds: finiteNumbers,
});

export const blocksSchema = z.strictObject({
  /** Of each block; the first of a run is 0. */
  numbers: wholeNumbers,
  /** How many turns each block has. The lists by turn hold the turns of one block after those of another. */
  turns: wholeNumbers,
  /** By turn, wall time of the batch, of as many iterations as the measurement has loops. Empty where there are values. */
  batchNanoseconds: samples,
  /** By block, what a benchmark with a quantity reported, in its unit. */
  values: finiteNumbers.optional(),
  /** null for whole runs, which do not tell. */
  disturbances: disturbancesSchema.nullable(),
  /** By turn, place of this series within it, from 0, all with as many digits: "0110", or of ten series and more "0009". */
  positions: z.string().regex(/^\d*$/),
});

export type Disturbances = z.infer<typeof disturbancesSchema>;
export type Blocks = z.infer<typeof blocksSchema>;

/** One block of a measurement, as it is measured. */
export interface Block {
  readonly number: number;
  readonly batchNanoseconds: readonly number[];
  readonly value?: number;
  readonly disturbance: Readonly<Record<keyof Disturbances, number>> | null;
  /** Place of the series within each turn, or in the block where it has one value, from 0. */
  readonly positions: readonly number[];
}

/** Of one measurement: either all of them have a value, or none; and all tell what disturbed them, or none. */
export function inColumns(blocks: readonly Block[]): Blocks {
  const values = blocks.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const disturbances = blocks.flatMap(({ disturbance }) => (disturbance === null ? [] : [disturbance]));
  return {
    numbers: blocks.map(({ number }) => number),
    turns: blocks.map(({ batchNanoseconds, value }) => batchNanoseconds.length + (value === undefined ? 0 : 1)),
    batchNanoseconds: blocks.flatMap(({ batchNanoseconds }) => batchNanoseconds),
    ...(values.length === 0 ? {} : { values }),
    disturbances:
      disturbances.length === 0
        ? null
        : {
            cpuNanoseconds: disturbances.map(({ cpuNanoseconds }) => cpuNanoseconds),
            involuntarySwitches: disturbances.map(({ involuntarySwitches }) => involuntarySwitches),
            idleCpuNanoseconds: disturbances.map(({ idleCpuNanoseconds }) => idleCpuNanoseconds),
          },
    positions: inDigits(blocks.flatMap(({ positions }) => positions)),
  };
}

/** A list of numbers takes five times as long to read. */
function inDigits(places: readonly number[]): string {
  const digits = String(places.reduce((most, place) => Math.max(most, place), 0)).length;
  return places.map((place) => String(place).padStart(digits, "0")).join("");
}

/** Where the turns of each block begin, in the lists by turn. */
export function startsOf(turns: readonly number[]): readonly number[] {
  const starts: number[] = [];
  let end = 0;
  for (let at = 0; at < turns.length; at += 1) {
    starts.push(end);
    end += turns[at] ?? 0;
  }
  return starts;
}

/** Places of blocks that repeat the number of an earlier one. */
export function repeatedPlaces(numbers: readonly number[]): readonly number[] {
  // As measured: then there is nothing to look for.
  if (numbers.every((number, place) => number > (numbers[place - 1] ?? -1))) return [];
  const seen = new Set<number>();
  return numbers.flatMap((number, place) => {
    if (seen.has(number)) return [place];
    seen.add(number);
    return [];
  });
}

/** Finds a block by its number. Nearly always, its partner was measured in the same blocks, and it stands in the same place. */
export function placesOf(numbers: readonly number[]): (number: number, place: number) => number | undefined {
  let byNumber: ReadonlyMap<number, number> | null = null;
  return (number, place) => {
    if (numbers[place] === number) return place;
    byNumber ??= new Map(numbers.map((one, at) => [one, at]));
    return byNumber.get(number);
  };
}

/** The turns of each block: wall times of batches in nanoseconds. Empty where it has a value instead. */
export function timesByBlock({ turns, batchNanoseconds }: Blocks): readonly (readonly number[])[] {
  const all = Array.from(batchNanoseconds);
  return startsOf(turns).map((start, at) => all.slice(start, start + (turns[at] ?? 0)));
}
