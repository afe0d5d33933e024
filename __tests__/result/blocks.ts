// Blocks one by one, for tests to look at and to change.
import type { Block } from "../../src/result/blocks.ts";
import { inColumns, timesByBlock } from "../../src/result/blocks.ts";
import type { Measurement } from "../../src/result/schema.ts";

export function blocksOf({ blocks }: Measurement): readonly Block[] {
  const { numbers, turns, values, disturbances } = blocks;
  const times = timesByBlock(blocks);
  const places = blocks.positions.split(" ");
  return numbers.map((number, at) => {
    const value = values?.[at];
    return {
      number,
      nanoseconds: times[at] ?? [],
      ...(value === undefined ? {} : { value }),
      disturbance: disturbances && {
        cpuNanoseconds: disturbances.cpuNanoseconds[at] ?? Number.NaN,
        involuntarySwitches: disturbances.involuntarySwitches[at] ?? Number.NaN,
        idleCpuNanoseconds: disturbances.idleCpuNanoseconds[at] ?? Number.NaN,
      },
      positions: places.splice(0, turns[at] ?? 0).join(" "),
    };
  });
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
  return { ...measurement, blocks: { ...measurement.blocks, nanoseconds: measurement.blocks.nanoseconds.map(change) } };
}
