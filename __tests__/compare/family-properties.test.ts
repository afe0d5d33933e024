// What must hold for any blocks of any family.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFamily } from "../../src/compare/family.ts";
import { about } from "./blocks-about.ts";

describe("properties", () => {
  const value = fc.integer({ min: -512, max: 512 }).map((step) => step / 4096);
  const cell = fc.record({
    values: fc.array(value, { minLength: 1, maxLength: 30 }),
    threshold: fc.constantFrom(0.02, 0.05, 0.1),
  });
  const slowed = fc.record({
    values: fc.array(
      fc.integer({ min: 100, max: 900 }).map((step) => step / 4096),
      { minLength: 8, maxLength: 30 },
    ),
    threshold: fc.constantFrom(0.02, 0.05, 0.1),
  });
  const family = fc.array(fc.oneof(cell, slowed), { minLength: 1, maxLength: 6 });
  const mirror = { regressed: "improved", improved: "regressed" } as const;

  test("exchanging base and head exchanges regressed and improved", () => {
    fc.assert(
      fc.property(family, (cells) => {
        const back = judgeFamily(cells.map((one) => ({ ...one, values: one.values.map((d) => -d) })));
        for (const [index, forth] of judgeFamily(cells).entries()) {
          const { outcome: there } = forth;
          expect(back[index]?.outcome).toBe(there === "regressed" || there === "improved" ? mirror[there] : there);
          expect(back[index]).toMatchObject({ slowerP: forth.fasterP, fasterP: forth.slowerP });
        }
      }),
    );
  });
  test("the order of the blocks is irrelevant", () => {
    fc.assert(
      fc.property(family, (cells) => {
        const sorted = cells.map((one) => ({ ...one, values: one.values.toSorted((a, b) => a - b) }));
        expect(judgeFamily(sorted)).toEqual(judgeFamily(cells));
      }),
    );
  });
  test("the order of the cells is irrelevant", () => {
    fc.assert(
      fc.property(family, (cells) => {
        expect(judgeFamily(cells.toReversed()).toReversed()).toEqual(judgeFamily(cells));
      }),
    );
  });
  test("more slowdown never takes a regression back", () => {
    fc.assert(
      fc.property(family, fc.integer({ min: 0, max: 400 }), fc.nat(), (cells, step, place) => {
        const before = judgeFamily(cells);
        const changed = place % cells.length;
        const after = judgeFamily(
          cells.map((one, index) =>
            index === changed ? { ...one, values: one.values.map((d) => d + step / 4096) } : one,
          ),
        );
        for (const [index, { outcome: was }] of before.entries())
          if (was === "regressed") expect(after[index]?.outcome).toBe("regressed");
      }),
    );
  });
  test("another cell never turns what is not regressed into a regression", () => {
    fc.assert(
      fc.property(family, fc.oneof(cell, slowed), (cells, other) => {
        const before = judgeFamily(cells);
        for (const [index, after] of judgeFamily([...cells, other])
          .slice(0, -1)
          .entries())
          if (after.outcome === "regressed") expect(before[index]?.outcome).toBe("regressed");
      }),
    );
  });
  // Without ties: with them the exact test may see a little more than is promised.
  test("a slowdown beyond the smallest detectable one is called regressed, and one below it is not", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(value, { minLength: 10, maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (values, cells) => {
          const threshold = 0.05;
          const rest = Array.from({ length: cells - 1 }, () => ({ values: about(0), threshold }));
          const [first] = judgeFamily([{ values, threshold }, ...rest]);
          const { detectable } = first ?? expect.fail("no judgement");
          fc.pre(detectable !== null);
          const centre = median(pairMeans(values));
          const at = (slowdown: number): string | undefined =>
            judgeFamily([{ values: values.map((d) => d - centre + Math.log1p(slowdown)), threshold }, ...rest])[0]
              ?.outcome;
          expect(at(detectable + 1e-6)).toBe("regressed");
          expect(at(detectable - 1e-6)).not.toBe("regressed");
        },
      ),
    );
  });

  const pairMeans = (values: readonly number[]): number[] =>
    values.flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2));
  const median = (values: readonly number[]): number => {
    const sorted = values.toSorted((a, b) => a - b);
    return ((sorted[Math.floor(sorted.length / 2)] ?? 0) + (sorted[Math.ceil(sorted.length / 2) - 1] ?? 0)) / 2;
  };
});
