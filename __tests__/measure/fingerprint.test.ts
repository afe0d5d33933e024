// How far two fingerprints lie apart.
import fc from "fast-check";
import { expect, test } from "vitest";
import { relativeDifference } from "../../src/measure/fingerprint.ts";

test.each([
  [[1, 2], [1, 2], 0],
  [[0, -0], [-0, 0], 0],
  [[], [], 0],
  [[100], [99], 0.01],
  [[99], [100], 0.01],
  [[-1], [1], 2],
  [[0], [1e-300], 1],
  [[5e-324], [-5e-324], 2],
  [[1, 2, 3], [1, 2.002, 3.1], 0.1 / 3.1],
  [[1], [1, 2], Number.POSITIVE_INFINITY],
  [[1], [null], Number.POSITIVE_INFINITY],
  [[null], [null], Number.POSITIVE_INFINITY],
])("of %j and %j", (one, other, expected) => {
  expect(relativeDifference(one, other)).toBeCloseTo(expected, 12);
});

test("is the same both ways, and never NaN", () => {
  const numbers = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })));
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const difference = relativeDifference(one, other);
      expect(difference).toBe(relativeDifference(other, one));
      expect(difference).toBeGreaterThanOrEqual(0);
    }),
  );
});
