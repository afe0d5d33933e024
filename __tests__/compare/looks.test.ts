// Two looks at growing data: what stays, what is tested again and against what, and that the rate holds for both together.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { Cell } from "../../src/compare/family.ts";
import { isUndecided, judgeFamily } from "../../src/compare/family.ts";
import { cellAt, looksOf } from "../../src/compare/looks.ts";
import { createRandom } from "../../src/measure/order.ts";
import { familyRate, rateOfLook } from "../../src/plan/blocks.ts";
import type { Result, Schedule } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { withBlocks } from "../result/blocks.ts";

const rate = rateOfLook(2);
const bound = Math.log1p(0.05);
/** Even about a centre, no two alike. */
const about = (centre: number, spread: number, count = 20): number[] =>
  Array.from({ length: count }, (_, index) => centre + spread * Math.sin(1 + 7.1 * index));
const cell = (values: readonly number[], added: readonly number[] = []): Cell => ({ values, added, threshold: 0.05 });
const outcomes = (cells: readonly Cell[]): (readonly [string, 1 | 2])[] =>
  judgeFamily(cells, rate).map(({ outcome, look }) => [outcome, look]);

describe("a second look", () => {
  const wide = about(0.08, 0.15);

  test("decides what the first left undecided", () => {
    expect(outcomes([cell(wide)])).toEqual([["inconclusive", 1]]);
    expect(outcomes([cell(wide, about(0.12, 0.05))])).toEqual([["regressed", 2]]);
    expect(outcomes([cell(about(-0.08, 0.15), about(-0.12, 0.05))])).toEqual([["improved", 2]]);
    expect(outcomes([cell(about(0, 0.15), about(0, 0.01, 40))])).toEqual([["unchanged", 2]]);
    expect(outcomes([cell(wide, wide.slice(0, 3))])).toEqual([["inconclusive", 2]]);
  });
  test("is at the undecided cells alone", () => {
    const decided = [cell(about(0.2, 0.01), about(0, 0.01)), cell(about(0, 0.01), about(0.3, 0.01))];
    expect(outcomes([...decided, cell(wide), cell(wide, about(0.12, 0.05))])).toEqual([
      ["regressed", 1],
      ["unchanged", 1],
      ["inconclusive", 1],
      ["regressed", 2],
    ]);
  });
  test("has all cells in its family, decided or not", () => {
    const [alone] = judgeFamily([cell(wide, about(0.1, 0.1))], rate);
    const unchanged = Array.from({ length: 13 }, () => cell(about(0, 0.01)));
    const [among] = judgeFamily([cell(wide, about(0.1, 0.1)), ...unchanged], rate);
    expect(alone).toMatchObject({ outcome: "regressed", look: 2 });
    expect(among?.slowerP).toBeCloseTo(14 * (alone?.slowerP ?? Number.NaN), 12);
  });
  test("is of its own blocks in all that it says", () => {
    const [judged] = judgeFamily([cell(wide, about(0.05, 0.15))], rate);
    const [whole] = judgeFamily([cell([...wide, ...about(0.05, 0.15)])], rate);
    expect(judged).toEqual({ ...whole, look: 2 });
  });
  test("refuses numbers that are none there, too", () => {
    expect(() => judgeFamily([cell(about(0, 0.01), [Number.NaN])])).toThrow(RangeError);
  });
});

describe("properties", () => {
  const value = fc.integer({ min: -512, max: 768 }).map((step) => step / 4096);
  const blocks = (minLength: number): fc.Arbitrary<number[]> => fc.array(value, { minLength, maxLength: 24 });
  const family = fc.array(fc.record({ values: blocks(8), added: blocks(0), threshold: fc.constant(0.05) }), {
    minLength: 1,
    maxLength: 5,
  });

  test("whatever a second look sees, a decision of the first stands, with its figures", () => {
    fc.assert(
      fc.property(family, (cells) => {
        const first = judgeFamily(
          cells.map((one) => ({ ...one, added: [] })),
          rate,
        );
        for (const [index, judged] of judgeFamily(cells, rate).entries()) {
          if (!isUndecided(first[index]) || cells[index]?.added.length === 0) expect(judged).toEqual(first[index]);
          else expect(judged.look).toBe(2);
        }
      }),
    );
  });
  test("slower blocks in the second look never take a regression back", () => {
    fc.assert(
      fc.property(family, fc.integer({ min: 0, max: 400 }), (cells, step) => {
        const more = cells.map((one) => ({ ...one, added: one.added.map((d) => d + step / 4096) }));
        const after = judgeFamily(more, rate);
        for (const [index, { outcome }] of judgeFamily(cells, rate).entries())
          if (outcome === "regressed") expect(after[index]?.outcome).toBe("regressed");
      }),
    );
  });
  test("another cell never turns what is not regressed into a regression", () => {
    fc.assert(
      fc.property(family, family, (cells, others) => {
        const before = judgeFamily(cells, rate);
        for (const [index, { outcome }] of judgeFamily([...cells, ...others], rate)
          .slice(0, cells.length)
          .entries())
          if (outcome === "regressed") expect(before[index]?.outcome).toBe("regressed");
      }),
    );
  });
  test("exchanging base and head exchanges regressed and improved", () => {
    const mirror: Record<string, string> = { regressed: "improved", improved: "regressed" };
    const negated = (values: readonly number[]): number[] => values.map((d) => -d);
    fc.assert(
      fc.property(family, (cells) => {
        const back = cells.map((one) => ({ ...one, values: negated(one.values), added: negated(one.added) }));
        const judged = judgeFamily(back, rate);
        for (const [index, { outcome, look }] of judgeFamily(cells, rate).entries())
          expect(judged[index]).toMatchObject({ outcome: mirror[outcome] ?? outcome, look });
      }),
    );
  });
  test("the scale of log ratios and threshold is irrelevant, and so is the order within a look", () => {
    fc.assert(
      fc.property(family, (cells) => {
        const doubled = cells.map(({ values, added }) => ({
          values: values.map((d) => 2 * d).toReversed(),
          added: added.map((d) => 2 * d).toReversed(),
          threshold: Math.expm1(2 * bound),
        }));
        expect(outcomes(doubled)).toEqual(outcomes(cells));
      }),
    );
  });
});

test("with half of the rate for each look, one in a hundred families is blocked at most; with all of it, more", () => {
  const families = 5000;
  const blocked = (each: number): number => {
    let count = 0;
    for (let seed = 0; seed < families; seed += 1) {
      const random = createRandom(20, seed);
      // The worst case of "not slower by more than the threshold": exactly at it. Bursts make the tails long.
      const noise = (): number => bound + (random() - 0.5) * (random() < 0.2 ? 0.4 : 0.04);
      const cells = Array.from({ length: 2 }, () => {
        const [values = [], added = []] = [10, 10].map((length) => Array.from({ length }, noise));
        return cell(values, added);
      });
      if (judgeFamily(cells, each).some(({ outcome }) => outcome === "regressed")) count += 1;
    }
    return count / families;
  };
  expect(blocked(rate)).toBeLessThanOrEqual(familyRate);
  expect(blocked(familyRate)).toBeGreaterThan(familyRate);
});

describe("the looks of a result", () => {
  const twoLooks = (result: Result, change: Partial<Schedule> = {}): Result => ({
    ...result,
    schedule: { ...(result.schedule ?? expect.fail("no schedule")), plannedLooks: 2, looks: [20, 40], ...change },
  });
  /** bench_fit was undecided after 20 blocks, the others ended there. */
  const extended = (() => {
    const all = armedResult({
      blocks: 40,
      change: () => 1.075,
      spread: (name) => (name === "bench_fit" ? 0.12 : 0.01),
    });
    const goesOn = (name: string): boolean => name === "bench_fit" || name.startsWith("control/");
    const measurements = all.measurements.map((one) =>
      withBlocks(one, (blocks) => (goesOn(one.benchmark) ? blocks : blocks.slice(0, 20))),
    );
    return twoLooks({ ...all, measurements });
  })();
  const of = (result: Result, benchmark: string) =>
    compareResult(result).code.comparisons.find((one) => one.benchmark === benchmark);

  test("are read from the schedule", () => {
    const { schedule } = armedResult();
    expect(looksOf(null)).toEqual({ rate: familyRate, firstBlocks: Number.POSITIVE_INFINITY });
    expect(looksOf(schedule)).toEqual({ rate: familyRate, firstBlocks: Number.POSITIVE_INFINITY });
    expect(looksOf(twoLooks(armedResult(), { looks: [20] }).schedule)).toEqual({
      rate: familyRate / 2,
      firstBlocks: Number.POSITIVE_INFINITY,
    });
    const looks = looksOf(extended.schedule);
    expect(looks).toEqual({ rate: familyRate / 2, firstBlocks: 20 });
    const values = { numbers: [21, 0, 20, 19], logRatios: [3, 1, 2, 4] };
    expect(cellAt(looks, values, 0.05)).toEqual({ values: [1, 4], added: [3, 2], threshold: 0.05 });
  });
  test("decide each cell with the blocks of its look", () => {
    expect(of(extended, "bench_fit")?.estimate?.blocks).toBe(40);
    expect(of(extended, "bench_predict")).toMatchObject({ outcome: "regressed", estimate: { blocks: 20 } });
  });
  test("a cell that was decided first stands, also where its benchmark went on for another's sake", () => {
    const went = twoLooks(armedResult({ blocks: 40, change: () => 1.2 }));
    expect(of(went, "bench_predict")).toMatchObject({ outcome: "regressed", estimate: { blocks: 20 } });
  });
  test("a look that was planned and not taken gives nothing back", () => {
    const once = armedResult({ blocks: 8, change: () => 1.2, benchmarks: ["bench_fit", "bench_predict"] });
    expect(of(once, "bench_fit")?.outcome).toBe("regressed");
    expect(of(twoLooks(once, { looks: [8] }), "bench_fit")?.outcome).toBe("insufficient");
  });
  test("a control's directions and looks share the rate", () => {
    const moved = (blocks: number, plannedLooks: 1 | 2): number => {
      const result = armedResult({ blocks, change: (name) => (name.startsWith("control/") ? 1.2 : 1) });
      return compareResult(twoLooks(result, { plannedLooks, looks: [blocks] })).code.controls.moved.length;
    };
    // All blocks agree: p is 1 / 2 ** blocks.
    expect([moved(7, 1), moved(8, 1)]).toEqual([0, 1]);
    expect([moved(8, 2), moved(9, 2)]).toEqual([0, 1]);
  });
  test("a control is moved by either look", () => {
    const moved = twoLooks(armedResult({ blocks: 40, change: (name) => (name.startsWith("control/") ? 1.12 : 1) }));
    expect(compareResult(moved).code.controls.moved).toMatchObject([{ estimate: { blocks: 20 } }]);
    const late = twoLooks(
      armedResult({
        blocks: 40,
        change: (name) => (name.startsWith("control/") ? 1.1 : 1),
        spread: () => 0.1,
      }),
    );
    expect(compareResult(late).code.controls.moved).toMatchObject([{ estimate: { blocks: 40 } }]);
  });
});
