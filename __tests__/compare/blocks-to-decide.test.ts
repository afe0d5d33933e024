// How many blocks would decide: an outlook that comes true where further blocks are like those there are.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksToDecide } from "../../src/compare/blocks-to-decide.ts";
import { equivalenceRate, judgeFamily } from "../../src/compare/family.ts";
import { familyRate } from "../../src/plan/blocks.ts";

const bound = Math.log1p(0.05);
/** Evenly spread, by at most `spread` to either side. */
const about = (centre: number, spread: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => centre + spread * ((2 * index + 1) / count - 1));
const judge = (values: readonly number[]) => judgeFamily([{ values, threshold: 0.05 }])[0] ?? expect.fail("no cell");
const rates = { decision: familyRate, equivalence: equivalenceRate };

test.each([
  ["regressed", 0.075, 0.08],
  ["regressed", 0.09, 0.3],
  ["improved", -0.08, 0.2],
  ["unchanged", 0.03, 0.08],
  ["unchanged", -0.02, 0.25],
])("%s at %d, spread by %d", (expected, centre, spread) => {
  const { outcome, blocksToDecide: blocks } = judge(about(centre, spread, 20));
  expect(outcome).toBe("inconclusive");
  if (blocks === null) return expect.fail("nothing would decide it");
  expect(judge(about(centre, spread, Math.ceil(1.2 * blocks))).outcome).toBe(expected);
  expect(judge(about(centre, spread, Math.floor(0.8 * blocks))).outcome).toBe("inconclusive");
});

describe("says nothing", () => {
  test("of what is decided", () => {
    expect(judge(about(0.2, 0.01, 20)).blocksToDecide).toBeNull();
    expect(judge(about(0, 0.01, 20)).blocksToDecide).toBeNull();
  });
  test("of too few blocks, or at the threshold itself, where no number helps", () => {
    expect(judge(about(0.2, 0.01, 4)).blocksToDecide).toBeNull();
    expect(blocksToDecide([], bound, rates)).toBeNull();
    expect(blocksToDecide(new Array<number>(20).fill(bound), bound, rates)).toBeNull();
    expect(blocksToDecide(about(bound, 0.2, 20), bound, rates)).toBeNull();
  });
});

test("is more than there are and no more than can be asked for, whatever the scale", () => {
  const value = fc.integer({ min: -512, max: 512 }).map((step) => step / 4096);
  fc.assert(
    fc.property(fc.array(value, { minLength: 8, maxLength: 24 }), (values) => {
      const blocks = blocksToDecide(values, bound, rates);
      const doubled = values.map((d) => 2 * d);
      expect(blocksToDecide(doubled, 2 * bound, rates)).toBe(blocks);
      if (blocks === null) return;
      expect(blocks).toBeGreaterThan(values.length);
      expect(blocks).toBeLessThanOrEqual(1000);
    }),
  );
});
