// Two series of one benchmark, paired turn by turn and block by block: one log ratio per block.
import { placesOf, startsOf } from "../result/blocks.ts";
import type { Measurement, Series } from "../result/schema.ts";
import { medianLogRatio } from "./statistics.ts";

/** A subject and what it is compared with. */
export interface Pair {
  readonly reference: Series;
  readonly subject: Series;
}

/** Log ratios, subject over reference, of the blocks in which both were measured, and the numbers of these blocks. */
export interface BlockValues {
  readonly numbers: readonly number[];
  readonly logRatios: readonly number[];
}

/**
 * The median over turns, because one disturbed turn must not move a block. Blocks, never turns, are the sample: the
 * batches of one process share its memory layout and are not independent.
 */
export function blockValues(reference: Measurement, subject: Measurement): BlockValues {
  const placeOf = placesOf(subject.blocks.numbers);
  const logRatioOf = valueFinder(reference, subject);
  const numbers: number[] = [];
  const logRatios: number[] = [];
  reference.blocks.numbers.forEach((number, place) => {
    const partner = placeOf(number, place);
    if (partner === undefined) return;
    numbers.push(number);
    logRatios.push(logRatioOf(place, partner));
  });
  return { numbers, logRatios };
}

/** Log ratio of a block of the reference and one of the subject, by their places. */
function valueFinder(reference: Measurement, subject: Measurement): (place: number, partner: number) => number {
  const [values, others] = [reference.blocks.values, subject.blocks.values];
  if (values !== undefined && others !== undefined)
    return (place, partner) => valueRatio(values[place] ?? Number.NaN, others[partner] ?? Number.NaN);
  const [one, other] = [reference.blocks, subject.blocks];
  const [starts, otherStarts] = [startsOf(one.turns), startsOf(other.turns)];
  const scale = reference.loops / subject.loops;
  return (place, partner) => {
    const [start, otherStart] = [starts[place] ?? 0, otherStarts[partner] ?? 0];
    // A result file from elsewhere may hold blocks of unequal length: a turn counts only where both took it.
    const turns = Math.min(one.turns[place] ?? 0, other.turns[partner] ?? 0);
    const subjects = { values: other.batchNanoseconds, start: otherStart };
    return medianLogRatio({ values: one.batchNanoseconds, start }, subjects, turns, scale);
  };
}

/** Equal values are equal, whatever their sign. Others have a ratio only where both are above 0. */
function valueRatio(reference: number, subject: number): number {
  if (subject === reference) return 0;
  return reference > 0 && subject > 0 ? Math.log(subject / reference) : Number.NaN;
}
