// The centre of the blocks and its interval: what must hold for any numbers, and the interval by enumeration.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { probabilityAtLeast, signedRanks } from "../../src/compare/signed-rank.ts";
import { locate, median, medianLog } from "../../src/compare/statistics.ts";

const logRatio = fc.double({ min: -3, max: 3, noNaN: true });
const blocks = fc.array(logRatio, { minLength: 1, maxLength: 24 });

test.each([
  [[3], 3],
  [[1, 2], 1.5],
  [[5, 1, 3], 3],
  [[4, 1, 2, 8], 3],
  [[Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
])("median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("median of few values and of many is the middle of the sorted ones", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 80 }), (values) => {
      const sorted = values.toSorted((one, other) => one - other);
      const [lower = 0, upper = 0] = [sorted[Math.ceil(values.length / 2) - 1], sorted[Math.floor(values.length / 2)]];
      expect(median(values)).toBe(lower + (upper - lower) / 2);
      expect(median(values.toReversed())).toBe(median(values));
    }),
  );
});

test("the median leaves the values as they are", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test("the median logarithm is the median of all logarithms", () => {
  const ratio = fc.double({ noNaN: true, min: 1e-300, max: 1e300 });
  fc.assert(
    fc.property(fc.array(ratio, { minLength: 1, maxLength: 80 }), (ratios) => {
      expect(medianLog(ratios)).toBe(median(ratios.map(Math.log)));
    }),
  );
});

test("nothing has no median and no centre", () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => medianLog([])).toThrow(RangeError);
  expect(() => locate([])).toThrow(RangeError);
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
