// Blocks find their partners by their numbers, wherever they stand.
import fc from "fast-check";
import { expect, test } from "vitest";
import { blockValues, unusableReason } from "../../src/compare/pairs.ts";
import type { Measurement } from "../../src/result/schema.ts";
import { soundResult } from "../result/sound-result.ts";

const [sound] = soundResult().measurements;
if (sound === undefined) throw new Error("the sound result has measurements");

/** One turn of so many nanoseconds in each block. */
function measured(times: ReadonlyMap<number, number>): Measurement {
  const [block] = sound?.blocks ?? [];
  if (sound === undefined || block === undefined) throw new Error("the sound result has blocks");
  const blocks = [...times].map(([number, time]) => ({ ...block, block: number, nanoseconds: [time], positions: "0" }));
  return { ...sound, blocks };
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
      expect([...values.keys()]).toEqual(common);
      for (const number of common)
        expect(values.get(number)).toBeCloseTo(Math.log((200 + number) / (100 + number)), 12);
    }),
  );
});

test("a turn counts where both took it", () => {
  const reference = measured(new Map([[0, 100]]));
  const subject = { ...reference, blocks: reference.blocks.map((one) => ({ ...one, nanoseconds: [200, 900] })) };
  expect(blockValues(reference, subject).get(0)).toBeCloseTo(Math.log(2), 12);
  expect(blockValues(subject, reference).get(0)).toBeCloseTo(-Math.log(2), 12);
});

test("a block that occurs twice is found in any order, and no order alone is wrong", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (some, at) => {
      const once = measured(new Map(some.map((number) => [number, 100])));
      expect(unusableReason(once)).toBeNull();
      const again = once.blocks[at % once.blocks.length];
      const twice = { ...once, blocks: again === undefined ? [] : [...once.blocks, again] };
      expect(unusableReason(twice)).toBe("a block occurs twice");
    }),
  );
});
