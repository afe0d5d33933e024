// Signed ranks against SciPy, and against plain enumeration of all sign patterns.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { intervalRank, nullDistribution, probabilityAtLeast, signedRanks } from "../../src/compare/signed-rank.ts";
import { locate } from "../../src/compare/walsh.ts";

const sample = z.object({ values: z.array(z.number()), p: z.number() });
const oracleSchema = z.object({
  scipy: z.string(),
  untied: z.array(sample.extend({ location: z.number() })),
  tied: z.array(sample),
  intervalRanks: z.array(z.object({ count: z.int(), level: z.number(), rank: z.int().nullable() })),
});
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const oracle = oracleSchema.parse(JSON.parse(readFileSync(file("fixtures/signed-rank.json"), "utf8")));

/** Relative, because small probabilities are the ones that decide. */
function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(actual), Math.abs(expected)));
}

/** Chance of a positive sum at least as large, by trying every pattern of signs. */
function enumerated(values: readonly number[]): number {
  const { doubledRanks, doubledPositiveSum } = signedRanks(values);
  const patterns = 2 ** doubledRanks.length;
  let atLeast = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    const sum = doubledRanks.reduce((total, rank, place) => total + ((pattern >> place) & 1) * rank, 0);
    if (sum >= doubledPositiveSum) atLeast += 1;
  }
  return atLeast / patterns;
}

const tiedValues = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 12 });

describe("against SciPy", () => {
  test.each(oracle.untied)("p of $values.length values", ({ values, p }) => {
    near(probabilityAtLeast(signedRanks(values)), p);
  });
  test.each(oracle.untied)("centre of $values.length values", ({ values, location }) => {
    near(locate(values).estimate, location);
  });
  test.each(oracle.tied)("p of $values with ties and zeros", ({ values, p }) => {
    near(probabilityAtLeast(signedRanks(values)), p);
  });
  test.each(oracle.intervalRanks)("interval of $count values at $level", ({ count, level, rank }) => {
    expect(intervalRank(count, level)).toBe(rank);
  });
  test("the committed values are what SciPy says now", (context) => {
    const python = process.env.BLAS_BENCH_TEST_PYTHON;
    if (python === undefined) return context.skip("BLAS_BENCH_TEST_PYTHON names no Python with SciPy");
    const said = execFileSync(python, [file("signed_rank_oracle.py")], { encoding: "utf8" });
    const now = oracleSchema.parse(JSON.parse(said));
    expect(now.intervalRanks).toEqual(oracle.intervalRanks);
    for (const kind of ["untied", "tied"] as const)
      for (const [index, { values, p }] of now[kind].entries()) {
        expect(values).toEqual(oracle[kind][index]?.values);
        near(p, oracle[kind][index]?.p ?? Number.NaN);
      }
  });
});

describe("ranks", () => {
  test.each([
    { values: [0.5, -0.25, 1], doubledRanks: [2, 4, 6], doubledPositiveSum: 10 },
    { values: [1, -1, 2], doubledRanks: [3, 3, 6], doubledPositiveSum: 9 },
    { values: [0, 0, -3, 5], doubledRanks: [6, 8], doubledPositiveSum: 8 },
    { values: [0, 0], doubledRanks: [], doubledPositiveSum: 0 },
    { values: [], doubledRanks: [], doubledPositiveSum: 0 },
  ])("of $values", ({ values, ...expected }) => {
    expect(signedRanks(values)).toEqual(expected);
  });
});

describe("exact distribution", () => {
  test("p with ties and zeros is what enumeration gives", () => {
    fc.assert(
      fc.property(tiedValues, (values) => {
        near(probabilityAtLeast(signedRanks(values)), enumerated(values));
      }),
    );
  });
  test("sums to 1 and is symmetric, up to 60 blocks", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 60 }), (doubledRanks) => {
        const distribution = nullDistribution(doubledRanks);
        near(
          distribution.reduce((sum, probability) => sum + probability, 0),
          1,
        );
        const mirrored = distribution.toReversed();
        for (const [sum, probability] of distribution.entries()) near(probability, mirrored[sum] ?? Number.NaN);
      }),
      { numRuns: 25 },
    );
  });
  test("the smallest p of 60 values is one of 2^60 patterns", () => {
    const values = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(probabilityAtLeast(signedRanks(values))).toBe(2 ** -60);
  });
  test("values that are all zero speak for nothing", () => {
    expect(probabilityAtLeast(signedRanks([0, 0, 0]))).toBe(1);
  });
  test("six blocks are the fewest with a 95 % interval", () => {
    expect([4, 5, 6, 7].map((count) => intervalRank(count, 0.95))).toEqual([null, null, 1, 3]);
  });
});
