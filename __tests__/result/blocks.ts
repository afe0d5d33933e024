// Blocks one by one, for tests to look at and to change.
import type { Block, Blocks } from "../../src/result/blocks.ts";
import { inColumns, timesByBlock } from "../../src/result/blocks.ts";
import { resultText } from "../../src/result/lines.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";

/** With lists where it was read into the room for samples. */
export function asWritten(result: Result): unknown {
  return JSON.parse(resultText(result));
}

export function blocksOf({ blocks }: Measurement): readonly Block[] {
  const { numbers, turns, values, disturbances } = blocks;
  const times = timesByBlock(blocks);
  const places = placesOf(blocks);
  return numbers.map((number, at) => {
    const value = values?.[at];
    return {
      number,
      batchNanoseconds: times[at] ?? [],
      ...(value === undefined ? {} : { value }),
      disturbance: disturbances && {
        cpuNanoseconds: disturbances.cpuNanoseconds[at] ?? Number.NaN,
        involuntarySwitches: disturbances.involuntarySwitches[at] ?? Number.NaN,
        idleCpuNanoseconds: disturbances.idleCpuNanoseconds[at] ?? Number.NaN,
      },
      positions: places.splice(0, turns[at] ?? 0),
    };
  });
}

/** Of each turn. */
export function placesOf({ turns, positions }: Blocks): number[] {
  const count = turns.reduce((sum, one) => sum + one, 0);
  const digits = positions.length / count;
  return Array.from({ length: count }, (_, turn) => Number(positions.slice(digits * turn, digits * (turn + 1))));
}

export function withBlocks(
  measurement: Measurement,
  change: (blocks: readonly Block[]) => readonly Block[],
): Measurement {
  return { ...measurement, blocks: inColumns(change(blocksOf(measurement))) };
}

/** So many in each batch, each as long as before. */
export function withLoops(measurement: Measurement, loops: number): Measurement {
  return withTimes({ ...measurement, loops }, (batch) => (batch / measurement.loops) * loops);
}

export function withTimes(measurement: Measurement, change: (nanoseconds: number) => number): Measurement {
  return {
    ...measurement,
    blocks: { ...measurement.blocks, batchNanoseconds: Array.from(measurement.blocks.batchNanoseconds, change) },
  };
}
