// Walsh averages: the centre of the blocks and its interval, by enumeration and in general, and the signed-rank test that
// is read off them, against the one that ranks.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { probabilityAtLeast, signedRanks } from "../../src/compare/signed-rank.ts";
import { locate, probabilityAbove, probabilityBelow, walshOf } from "../../src/compare/walsh.ts";

const logRatio = fc.double({ min: -3, max: 3, noNaN: true });
const blocks = fc.array(logRatio, { minLength: 1, maxLength: 24 });

test("nothing has no centre", () => {
  expect(() => locate([])).toThrow(RangeError);
});

describe("the signed-rank test at a bound", () => {
  const ranked = (values: readonly number[]): number => probabilityAtLeast(signedRanks(values));
  /** Whole numbers and halves of them: nothing is rounded, so that both have the same ties, of which there are many. */
  const tying = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 0, maxLength: 14 });
  const half = fc.integer({ min: -12, max: 12 }).map((twice) => twice / 2);

  test.each([
    ["any values", blocks, logRatio],
    ["values that tie with each other and with the bound", tying, half],
    [
      "values as small as numbers go",
      fc.array(fc.double({ min: -1e-300, max: 1e-300 }), { maxLength: 9 }),
      fc.constant(0),
    ],
  ] as const)("is the one that ranks, for %s", (_, values, bound) => {
    fc.assert(
      fc.property(values, bound, (some, at) => {
        expect(probabilityAbove(walshOf(some), at)).toBe(ranked(some.map((value) => value - at)));
        expect(probabilityBelow(walshOf(some), at)).toBe(ranked(some.map((value) => at - value)));
      }),
      { numRuns: 1000 },
    );
  });

  test("is sure of nothing without values", () => {
    expect([probabilityAbove(walshOf([]), 0), probabilityBelow(walshOf([]), 0)]).toEqual([1, 1]);
  });
});

test("the centre of three values is the median of 1, 1.5, 2, 2.5, 3 and 4", () => {
  expect(locate([1, 4, 2]).estimate).toBe(2.25);
});

test("a centre does not depend on what was located before", () => {
  const few = [0.3, 0.1, 0.2, 0.6, 0.5, 0.4];
  const before = locate(few);
  locate(Array.from({ length: 50 }, (_, index) => -index));
  expect(locate(few)).toEqual(before);
});

describe("interval", () => {
  test("six values: from the smallest to the largest", () => {
    const { interval } = locate([0.3, 0.1, 0.2, 0.6, 0.5, 0.4]);
    expect(interval).toEqual({ low: 0.1, high: 0.6, level: 0.95 });
  });

  test("five values have none", () => {
    expect(locate([1, 2, 3, 4, 5]).interval).toBeNull();
  });

  /** Two-sided exact test that the values lie about `centre`. */
  const isRejected = (values: readonly number[], centre: number): boolean => {
    const above = probabilityAtLeast(signedRanks(values.map((value) => value - centre)));
    const below = probabilityAtLeast(signedRanks(values.map((value) => centre - value)));
    return Math.min(above, below) <= 0.025;
  };

  test("holds exactly the centres that the test does not reject", () => {
    // Whole numbers and a step beside each bound, so that no rounding stands between the two.
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(distinct, (values) => {
        const { interval } = locate(values);
        if (interval === null) throw new Error("six values and more have an interval");
        const step = 1 / 8;
        expect(isRejected(values, interval.low - step)).toBe(true);
        expect(isRejected(values, interval.low + step)).toBe(false);
        expect(isRejected(values, interval.high + step)).toBe(true);
        expect(isRejected(values, interval.high - step)).toBe(false);
      }),
    );
  });

  test("covers the centre of symmetric values often enough, also with ties and zeros", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(sizes, (magnitudes) => {
        const patterns = 2 ** magnitudes.length;
        let covered = 0;
        for (let pattern = 0; pattern < patterns; pattern += 1) {
          const { interval } = locate(magnitudes.map((size, place) => ((pattern >> place) & 1 ? size : -size)));
          if (interval !== null && interval.low <= 0 && interval.high >= 0) covered += 1;
        }
        expect(covered / patterns).toBeGreaterThanOrEqual(0.95);
      }),
      { numRuns: 50 },
    );
  });
});

describe("properties", () => {
  const close = (one: number, other: number): void => expect(Math.abs(one - other)).toBeLessThan(1e-12);

  test("the order of the blocks is irrelevant", () => {
    fc.assert(
      fc.property(blocks, (values) => {
        expect(locate(values.toReversed())).toEqual(locate(values));
        expect(locate(values.toSorted())).toEqual(locate(values));
      }),
    );
  });

  test("exchanging the sides turns the sign and the interval", () => {
    fc.assert(
      fc.property(blocks, (values) => {
        const forth = locate(values);
        const back = locate(values.map((value) => -value));
        close(back.estimate, -forth.estimate);
        expect(back.interval === null).toBe(forth.interval === null);
        close(back.interval?.low ?? 0, -(forth.interval?.high ?? 0));
        close(back.interval?.high ?? 0, -(forth.interval?.low ?? 0));
      }),
    );
  });

  test("a constant factor in the times moves everything by its logarithm", () => {
    fc.assert(
      fc.property(blocks, logRatio, (values, shift) => {
        const moved = locate(values.map((value) => value + shift));
        const { estimate, interval } = locate(values);
        close(moved.estimate, estimate + shift);
        close(moved.interval?.low ?? shift, (interval?.low ?? 0) + shift);
        close(moved.interval?.high ?? shift, (interval?.high ?? 0) + shift);
      }),
    );
  });

  test("the estimate lies within its interval, and both among the values", () => {
    fc.assert(
      fc.property(blocks, (values) => {
        const { estimate, interval } = locate(values);
        const low = interval?.low ?? Math.min(...values);
        const high = interval?.high ?? Math.max(...values);
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});
