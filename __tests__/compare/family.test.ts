// The family of the code axis against SciPy and against brute force.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Cell, Judgement } from "../../src/compare/family.ts";
import { equivalenceRate, holm, judgeFamily } from "../../src/compare/family.ts";
import { familyRate } from "../../src/plan/blocks.ts";
import { about } from "./blocks-about.ts";

const oracleSchema = z.array(
  z.object({
    values: z.array(z.number()),
    threshold: z.number(),
    slower: z.number(),
    faster: z.number(),
    notMuchFaster: z.number(),
    notMuchSlower: z.number(),
  }),
);
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const oracle = oracleSchema.parse(JSON.parse(readFileSync(file("fixtures/family.json"), "utf8")));

/** Relative, because small probabilities decide; but SciPy takes the smallest ones from sums near 1. */
function near(actual: number, expected: number): void {
  const relative = 1e-12 * Math.max(Math.abs(actual), Math.abs(expected));
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative + Number.EPSILON);
}

function only(cell: Cell, rate?: number): Judgement {
  const [judgement] = judgeFamily([cell], rate);
  return judgement ?? expect.fail("a family of one has one judgement");
}

const outcome = (values: readonly number[], threshold = 0.05): string => only({ values, threshold }).outcome;
describe("against SciPy", () => {
  test.each(oracle)("$values.length blocks against $threshold (p $slower)", (row) => {
    const { slowerP, fasterP, outcome: judged } = only(row);
    near(slowerP, row.slower);
    near(fasterP, row.faster);
    const isEquivalent = Math.max(row.notMuchFaster, row.notMuchSlower) <= equivalenceRate;
    if (row.slower <= familyRate) expect(judged).toBe("regressed");
    else if (row.faster <= familyRate) expect(judged).toBe("improved");
    else if (2 ** -row.values.length > familyRate) expect(judged).toBe("insufficient");
    else expect(judged).toBe(isEquivalent ? "unchanged" : "inconclusive");
  });
  test("has every outcome among its cells", () => {
    expect(new Set(oracle.map((row) => only(row).outcome)).size).toBe(5);
  });
  test("the committed values are what SciPy says now", (context) => {
    const python = process.env.BLAS_BENCH_TEST_PYTHON;
    if (python === undefined) return context.skip("BLAS_BENCH_TEST_PYTHON names no Python with SciPy");
    const now = oracleSchema.parse(JSON.parse(execFileSync(python, [file("family_oracle.py")], { encoding: "utf8" })));
    for (const [index, row] of now.entries()) {
      const known = oracle[index] ?? expect.fail("SciPy says more than is committed");
      expect(row.values).toEqual(known.values);
      for (const field of ["slower", "faster", "notMuchFaster", "notMuchSlower"] as const)
        near(row[field], known[field]);
    }
    expect(now).toHaveLength(oracle.length);
  });
});

describe("ties and zeros", () => {
  /** Chance of a positive sum at least as large, over all signs, by the definition of midranks and Pratt's zeros. */
  const enumerated = (values: readonly number[]): number => {
    const sizes = values.map(Math.abs);
    const rankOf = (size: number): number =>
      sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2;
    const ranks = sizes.filter((size) => size > 0).map(rankOf);
    const seen = values.reduce((sum, value) => sum + (value > 0 ? rankOf(value) : 0), 0);
    let atLeast = 0;
    for (let pattern = 0; pattern < 2 ** ranks.length; pattern += 1)
      if (ranks.reduce((sum, rank, place) => sum + ((pattern >> place) & 1) * rank, 0) >= seen) atLeast += 1;
    return atLeast / 2 ** ranks.length;
  };

  test("p is what enumeration gives", () => {
    const bound = Math.log1p(0.05);
    const steps = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(steps, (numbers) => {
        const values = numbers.map((number) => bound + number / 8);
        near(only({ values, threshold: 0.05 }).slowerP, enumerated(values.map((value) => value - bound)));
      }),
    );
  });
  test("blocks that all lie on the threshold speak neither for nor against it", () => {
    const judgement = only({ values: new Array<number>(20).fill(Math.log1p(0.05)), threshold: 0.05 });
    expect(judgement).toMatchObject({ outcome: "inconclusive", slowerP: 1 });
  });
  test("blocks that do not differ at all are unchanged", () => {
    expect(outcome(new Array<number>(20).fill(0))).toBe("unchanged");
  });
});

describe("outcomes", () => {
  test.each<[string, readonly number[]]>([
    ["regressed", about(0.08)],
    ["improved", about(-0.08)],
    ["unchanged", about(0)],
    ["unchanged", about(0.04)],
    ["inconclusive", about(Math.log1p(0.05))],
    ["inconclusive", about(0.02, 20, 0.2)],
    ["regressed", about(0.3, 7)],
    ["insufficient", about(0.3, 6)],
    ["insufficient", about(0, 6)],
    ["insufficient", [5]],
    ["insufficient", []],
  ])("%s of %#", (expected, values) => {
    expect(outcome(values)).toBe(expected);
  });

  test("one block against the others does not hide a slowdown, in the families that the blocks are meant for", () => {
    const others = (count: number): Cell[] =>
      Array.from({ length: count }, () => ({ values: about(0), threshold: 0.05 }));
    for (const [blocks, cells] of [
      [20, 14],
      [24, 110],
      [28, 900],
    ] as const) {
      const values = about(0.1, blocks).map((value, index) => (index === 0 ? 0.04 : value));
      const [first] = judgeFamily([{ values, threshold: 0.05 }, ...others(cells - 1)], familyRate / 2);
      expect(first?.outcome).toBe("regressed");
    }
  });

  test("what regresses alone may not among thousands of others", () => {
    const values = about(0.1, 10);
    const cells = [values, ...Array.from({ length: 2000 }, () => about(0, 20))].map((one) => ({
      values: one,
      threshold: 0.05,
    }));
    expect(outcome(values)).toBe("regressed");
    expect(judgeFamily(cells)[0]?.outcome).toBe("insufficient");
  });

  test("half the rate asks for more", () => {
    const values = about(0.1, 7);
    expect(only({ values, threshold: 0.05 }).outcome).toBe("regressed");
    expect(only({ values, threshold: 0.05 }, familyRate / 2).outcome).toBe("insufficient");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("a block of %d is refused", (wrong) => {
    expect(() => judgeFamily([{ values: [...about(0), wrong], threshold: 0.05 }])).toThrow(RangeError);
  });
  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -0.05])("a threshold of %d is refused", (threshold) => {
    expect(() => judgeFamily([{ values: about(0), threshold }])).toThrow(RangeError);
  });
  test("no cells are no judgements", () => {
    expect(judgeFamily([])).toEqual([]);
  });
});

describe("Holm's correction", () => {
  const pValues = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.5, 1)), {
    maxLength: 8,
  });

  test("is the closure of Bonferroni's: the worst of all families that a cell is in", () => {
    const closed = (all: readonly number[], cell: number): number => {
      let worst = 0;
      for (let family = 0; family < 2 ** all.length; family += 1) {
        if (((family >> cell) & 1) === 0) continue;
        const members = all.filter((_, index) => (family >> index) & 1);
        worst = Math.max(worst, Math.min(1, members.length * Math.min(...members)));
      }
      return worst;
    };
    fc.assert(
      fc.property(pValues, (all) => {
        for (const [index, adjusted] of holm(all).entries()) near(adjusted, closed(all, index));
      }),
    );
  });
  test("of a known example", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });
  test("blocks no more than one in a hundred unchanged families", () => {
    // Every cell's p is uniform on a fine grid when nothing has changed: the share of families with any rejection.
    const steps = 200;
    let blocked = 0;
    for (let one = 1; one <= steps; one += 1)
      for (let other = 1; other <= steps; other += 1)
        if (holm([one / steps, other / steps]).some((p) => p <= familyRate)) blocked += 1;
    expect(blocked / steps ** 2).toBeLessThanOrEqual(familyRate);
    expect(blocked).toBeGreaterThan(0);
  });
});
