// Two samples without pairs, against SciPy, against enumeration, and in what must hold for any blocks.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { intervalRank, mannWhitneyDistribution, mostExactPairs, shiftBetween } from "../../src/compare/two-sample.ts";

const sizes = z.tuple([z.int(), z.int()]);
const oracleSchema = z.object({
  samples: z.array(
    z.object({
      reference: z.array(z.number()),
      subject: z.array(z.number()),
      estimate: z.number(),
      interval: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  ranks: z.array(z.object({ sizes, rank: z.int().nullable() })),
  chances: z.array(z.object({ sizes, pairs: z.int(), p: z.number() })),
});
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const oracle = oracleSchema.parse(JSON.parse(readFileSync(file("fixtures/two-sample.json"), "utf8")));

function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(actual), Math.abs(expected)));
}

describe("against SciPy and enumeration", () => {
  test.each(oracle.samples)("shift of $reference.length and $subject.length values", (row) => {
    const { estimate, interval } = shiftBetween(row.reference, row.subject);
    near(estimate, row.estimate);
    if (row.interval === null || interval === null) return expect(interval).toBe(row.interval);
    near(interval.low, row.interval[0]);
    near(interval.high, row.interval[1]);
  });
  test("has samples with an interval, and samples without", () => {
    expect(new Set(oracle.samples.map(({ interval }) => interval === null)).size).toBe(2);
  });
  test.each(oracle.ranks)("interval of $sizes values", ({ sizes: [one, other], rank }) => {
    expect(one * other).toBeLessThanOrEqual(mostExactPairs);
    expect(intervalRank(one, other)).toBe(rank);
    expect(intervalRank(other, one)).toBe(rank);
  });
  test.each(oracle.chances)("chance of $pairs pairs or fewer of $sizes values", ({ sizes: [one, other], pairs, p }) => {
    const distribution = mannWhitneyDistribution(one, other);
    near(
      distribution.slice(0, pairs + 1).reduce((sum, probability) => sum + probability, 0),
      p,
    );
  });
  test("the committed values are what SciPy says now", (context) => {
    const python = process.env.BLAS_BENCH_TEST_PYTHON;
    if (python === undefined) return context.skip("BLAS_BENCH_TEST_PYTHON names no Python with SciPy");
    const said = execFileSync(python, [file("two_sample_oracle.py")], { encoding: "utf8" });
    const now = oracleSchema.parse(JSON.parse(said));
    expect(now.samples).toEqual(oracle.samples);
    expect(now.ranks).toEqual(oracle.ranks);
    expect(now.chances).toHaveLength(oracle.chances.length);
    for (const [index, { p }] of now.chances.entries()) near(p, oracle.chances[index]?.p ?? Number.NaN);
  });
});

describe("the distribution", () => {
  test("sums to 1, is symmetric, and is the same with the samples exchanged", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), (one, other) => {
        const distribution = mannWhitneyDistribution(one, other);
        expect(distribution).toHaveLength(one * other + 1);
        near(
          distribution.reduce((sum, probability) => sum + probability, 0),
          1,
        );
        const [mirrored, exchanged] = [distribution.toReversed(), mannWhitneyDistribution(other, one)];
        for (const [pairs, probability] of distribution.entries()) {
          near(probability, mirrored[pairs] ?? Number.NaN);
          near(probability, exchanged[pairs] ?? Number.NaN);
        }
      }),
    );
  });
  test.each([
    [101, 100],
    [11, 1000],
  ])("of %i and %i values is near enough to the normal one", (one, other) => {
    expect(one * other).toBeGreaterThan(mostExactPairs);
    let [exact, atMost] = [0, 0];
    for (const probability of mannWhitneyDistribution(one, other)) {
      atMost += probability;
      if (atMost > 0.025) break;
      exact += 1;
    }
    expect(Math.abs((intervalRank(one, other) ?? 0) - exact) / (one * other)).toBeLessThan(0.001);
  });
  test("four values on each side are the fewest with a 95 % interval", () => {
    expect([1, 2, 3, 4, 5].map((count) => intervalRank(count, count))).toEqual([null, null, null, 1, 3]);
  });
});

describe("any blocks", () => {
  const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 });

  test("exchanged, give the negative shift and bounds", () => {
    fc.assert(
      fc.property(values, values, (reference, subject) => {
        const [there, back] = [shiftBetween(reference, subject), shiftBetween(subject, reference)];
        expect(back.estimate).toBeCloseTo(-there.estimate, 12);
        expect(back.interval === null).toBe(there.interval === null);
        if (there.interval === null || back.interval === null) return;
        expect(back.interval.low).toBe(0 - there.interval.high);
        expect(back.interval.high).toBe(0 - there.interval.low);
      }),
    );
  });
  test("in another order, give the same", () => {
    fc.assert(
      fc.property(values, values, (reference, subject) => {
        expect(shiftBetween(reference.toReversed(), subject.toSorted())).toEqual(shiftBetween(reference, subject));
      }),
    );
  });
  test("have their estimate within their interval", () => {
    fc.assert(
      fc.property(values, values, (reference, subject) => {
        const { estimate, interval } = shiftBetween(reference, subject);
        if (interval === null) return;
        expect(interval.low).toBeLessThanOrEqual(estimate);
        expect(interval.high).toBeGreaterThanOrEqual(estimate);
      }),
    );
  });
  test("shifted by a constant, shift the estimate and the bounds by it", () => {
    // Eighths are exact in binary.
    const eighths = fc.array(
      fc.integer({ min: -40, max: 40 }).map((number) => number / 8),
      { minLength: 4, maxLength: 12 },
    );
    fc.assert(
      fc.property(eighths, eighths, fc.integer({ min: -80, max: 80 }), (reference, subject, amount) => {
        const moved = shiftBetween(
          reference,
          subject.map((value) => value + amount),
        );
        const { estimate, interval } = shiftBetween(reference, subject);
        expect(moved.estimate).toBe(estimate + amount);
        expect(moved.interval).toEqual(
          interval && { ...interval, low: interval.low + amount, high: interval.high + amount },
        );
      }),
    );
  });
  test("of nothing are refused", () => {
    expect(() => shiftBetween([], [1])).toThrow(RangeError);
    expect(() => shiftBetween([1], [])).toThrow(RangeError);
  });
});
