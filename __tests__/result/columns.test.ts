// Blocks in columns: nothing is lost or moved on the way there.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Block } from "../../src/result/blocks.ts";
import { inColumns, timesByBlock } from "../../src/result/blocks.ts";
import { readResult } from "../../src/result/read.ts";
import { asWritten, blocksOf } from "./blocks.ts";
import { soundResult } from "./sound-result.ts";

const whole = fc.nat({ max: 1e9 });
const place = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 250 }));
const timed = fc
  .record({
    turns: fc.array(fc.tuple(fc.double({ min: 1, max: 1e12, noNaN: true }), place), { minLength: 1, maxLength: 5 }),
    disturbance: fc.record({ cpuNanoseconds: whole, involuntarySwitches: whole, idleCpuNanoseconds: whole }),
  })
  .map(
    ({ turns, disturbance }): Omit<Block, "number"> => ({
      batchNanoseconds: turns.map(([time]) => time),
      disturbance,
      positions: turns.map(([, at]) => at),
    }),
  );
const valued = fc
  .record({ value: fc.double({ noNaN: true, min: -1e9, max: 1e9 }), positions: fc.tuple(place) })
  .map((one): Omit<Block, "number"> => ({ ...one, batchNanoseconds: [], disturbance: null }));
const blocks = fc
  .oneof(fc.array(timed, { maxLength: 6 }), fc.array(valued, { maxLength: 6 }))
  .map((some) => some.map((one, at): Block => ({ ...one, number: at })));

const [measurement] = soundResult().measurements;

test("hold what the blocks hold, whatever their turns and the number of series", () => {
  if (measurement === undefined) throw new Error("a sound result has measurements");
  fc.assert(
    fc.property(blocks, (some) => {
      const columns = inColumns(some);
      expect(blocksOf({ ...measurement, blocks: columns })).toEqual(some);
      expect(timesByBlock(columns)).toEqual(some.map(({ batchNanoseconds }) => batchNanoseconds));
    }),
  );
});

test("and are read again", () => {
  const timedBlocks = fc.array(timed, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(timedBlocks, (some) => {
      const result = soundResult();
      // Of another benchmark: series that take turns take as many.
      const [first, ...rest] = result.measurements.filter((one, at) => at === 0 || one.benchmark !== "svd");
      if (first === undefined) throw new Error("a sound result has measurements");
      const columns = inColumns(some.map((one, number) => ({ ...one, number })));
      const changed = { ...result, measurements: [{ ...first, blocks: columns }, ...rest] };
      expect(asWritten(readResult(JSON.stringify(changed), "result.json"))).toEqual(changed);
    }),
    { numRuns: 30 },
  );
});
