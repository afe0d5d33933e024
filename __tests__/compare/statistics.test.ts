// Medians of few and of many.
import fc from "fast-check";
import { expect, test } from "vitest";
import { median, medianAt, medianLogRatio } from "../../src/compare/statistics.ts";

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

test("the median of a part", () => {
  expect(medianAt([9, 3, 1, 2, 0], 1, 3)).toBe(2);
  expect(medianLogRatio({ values: [1, 2, 4], start: 1 }, { values: [1, 2, 1], start: 0 }, 2, 8)).toBe(Math.log(4));
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
      const subject = { values: [7, ...ratios], start: 1 };
      const reference = { values: ratios.map(() => 1), start: 0 };
      expect(medianLogRatio(reference, subject, ratios.length, 1)).toBe(median(ratios.map(Math.log)));
    }),
  );
});

test("nothing has no median", () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => medianLogRatio({ values: [1], start: 0 }, { values: [1], start: 0 }, 0, 1)).toThrow(RangeError);
});
