// Two series of one benchmark, paired turn by turn and block by block: one log ratio per block.
import type { Block, Measurement, Series } from "../result/schema.ts";
import { medianLog } from "./statistics.ts";

/** A subject and what it is compared with. */
export interface Pair {
  readonly reference: Series;
  readonly subject: Series;
}

/** Log ratio, subject over reference, by block number; only blocks in which both were measured. */
export type BlockValues = ReadonlyMap<number, number>;

/**
 * The median over turns, because one disturbed turn must not move a block. Blocks, never turns, are the sample: the
 * batches of one process share its memory layout and are not independent.
 */
export function blockValues(reference: Measurement, subject: Measurement): BlockValues {
  const partnerOf = finderOf(subject.blocks);
  const values = new Map<number, number>();
  for (const [index, block] of reference.blocks.entries()) {
    const partner = partnerOf(block.block, index);
    if (partner !== undefined) values.set(block.block, blockValue(block, partner));
  }
  return values;
}

/** Nearly always, both sides were measured in the same blocks, and the partner stands in the same place. */
function finderOf(blocks: readonly Block[]): (number: number, index: number) => Block | undefined {
  let byNumber: ReadonlyMap<number, Block> | null = null;
  return (number, index) => {
    const beside = blocks[index];
    if (beside?.block === number) return beside;
    byNumber ??= new Map(blocks.map((block) => [block.block, block]));
    return byNumber.get(number);
  };
}

function blockValue(reference: Block, subject: Block): number {
  if (reference.value !== undefined && subject.value !== undefined) return valueRatio(reference.value, subject.value);
  const ratios: number[] = [];
  for (const [turn, nanoseconds] of reference.nanoseconds.entries()) {
    const partner = subject.nanoseconds[turn];
    // A result file from elsewhere may hold blocks of unequal length: a turn counts only where both took it.
    if (partner !== undefined) ratios.push(partner / nanoseconds);
  }
  return medianLog(ratios);
}

/** Equal values are equal, whatever their sign. Others have a ratio only where both are above 0. */
function valueRatio(reference: number, subject: number): number {
  if (subject === reference) return 0;
  return reference > 0 && subject > 0 ? Math.log(subject / reference) : Number.NaN;
}

const knownReasons = new WeakMap<Measurement, string | null>();

/** Why the times of a measurement are no times; null when they can be used. */
export function unusableReason(measurement: Measurement): string | null {
  // Asked of each by whoever shows its times, and it takes a look at all of them.
  const known = knownReasons.get(measurement);
  if (known !== undefined) return known;
  const reason = findReason(measurement);
  knownReasons.set(measurement, reason);
  return reason;
}

function findReason(measurement: Measurement): string | null {
  if (measurement.blocks.length === 0) return "no block was measured";
  if (hasRepeatedBlock(measurement.blocks)) return "a block occurs twice";
  for (const { block, nanoseconds, value } of measurement.blocks) {
    if (value !== undefined) {
      if (!Number.isFinite(value)) return `block ${block} holds a value of ${value}`;
      continue;
    }
    if (nanoseconds.length === 0) return `block ${block} has no turns`;
    const wrong = nanoseconds.find(isNoTime);
    if (wrong !== undefined) return `block ${block} holds a time of ${wrong} ns`;
  }
  return null;
}

function hasRepeatedBlock(blocks: readonly Block[]): boolean {
  // As measured: then there is nothing to look for.
  if (blocks.every(({ block }, index) => block > (blocks[index - 1]?.block ?? -1))) return false;
  return new Set(blocks.map(({ block }) => block)).size < blocks.length;
}

function isNoTime(nanoseconds: number): boolean {
  return !(Number.isFinite(nanoseconds) && nanoseconds > 0);
}
