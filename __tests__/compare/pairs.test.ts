// Blocks find their partners by their numbers, wherever they stand.
import fc from "fast-check";
import { expect, test } from "vitest";
import { blockValues } from "../../src/compare/pairs.ts";
import { blockMedians, unusableReason } from "../../src/compare/times.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Measurement } from "../../src/result/schema.ts";
import { withBlocks } from "../result/blocks.ts";
import { soundResult } from "../result/sound-result.ts";

const [sound] = soundResult().measurements;
if (sound === undefined) throw new Error("the sound result has measurements");

/** One turn of so many nanoseconds in each block. */
function measured(times: ReadonlyMap<number, number>): Measurement {
  if (sound === undefined) throw new Error("the sound result has measurements");
  const blocks = [...times].map(([number, time]) => ({
    number,
    batchNanoseconds: [time],
    disturbance: null,
    positions: [0],
  }));
  return { ...sound, blocks: inColumns(blocks) };
}

const numbers = fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 });

test("a value for each block that both have, whatever their order", () => {
  fc.assert(
    fc.property(numbers, numbers, (reference, subject) => {
      const values = blockValues(
        measured(new Map(reference.map((number) => [number, 100 + number]))),
        measured(new Map(subject.map((number) => [number, 200 + number]))),
      );
      const common = reference.filter((number) => subject.includes(number));
      expect(values.numbers).toEqual(common);
      for (const [place, number] of common.entries())
        expect(values.logRatios[place]).toBeCloseTo(Math.log((200 + number) / (100 + number)), 12);
    }),
  );
});

test("a turn counts where both took it", () => {
  const reference = measured(new Map([[0, 100]]));
  const subject = withBlocks(reference, (blocks) => blocks.map((one) => ({ ...one, batchNanoseconds: [200, 900] })));
  expect(blockValues(reference, subject).logRatios).toEqual([expect.closeTo(Math.log(2), 12)]);
  expect(blockValues(subject, reference).logRatios).toEqual([expect.closeTo(-Math.log(2), 12)]);
});

test("a turn is as long as one of its loops", () => {
  const reference = measured(new Map([[0, 100]]));
  const subject = { ...measured(new Map([[0, 300]])), loops: 2 * reference.loops };
  expect(blockValues(reference, subject).logRatios).toEqual([expect.closeTo(Math.log(1.5), 12)]);
  expect(blockMedians(subject)).toEqual([300 / subject.loops]);
});

test("a block that occurs twice is found in any order, and no order alone is wrong", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (some, at) => {
      const once = measured(new Map(some.map((number) => [number, 100])));
      expect(unusableReason(once)).toBeNull();
      const twice = withBlocks(once, (blocks) => [...blocks, ...blocks.slice(at % blocks.length).slice(0, 1)]);
      expect(unusableReason(twice)).toBe("a block occurs twice");
    }),
  );
});
