// What fits into the budget, and what is said of the rest.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fewestBlocks,
  fewestTurns,
  fitToBudget,
  isTimeFor,
  secondLookShortenings,
  shortenings,
} from "../../src/measure/budget.ts";

const plan = { blocks: 20, turns: 16, budgetMilliseconds: 100_000 };

describe("a fit", () => {
  test.each([
    ["everything fits", { fixedMilliseconds: 1000, turnMilliseconds: 200 }, { turns: 16, blocks: 20 }],
    ["turns first", { fixedMilliseconds: 1000, turnMilliseconds: 300 }, { turns: 12, blocks: 20 }],
    ["then blocks", { fixedMilliseconds: 5000, turnMilliseconds: 1000 }, { turns: 4, blocks: 11 }],
    ["never below what decides", { fixedMilliseconds: 60_000, turnMilliseconds: 9000 }, { turns: 4, blocks: 6 }],
  ])("%s", (_, cost, expected) => {
    expect(fitToBudget(plan, cost)).toEqual(expected);
  });

  test("never gives more than was asked for, even where that is little", () => {
    const cost = { fixedMilliseconds: 1e6, turnMilliseconds: 1e6 };
    expect(fitToBudget({ ...plan, blocks: 1, turns: 2 }, cost)).toEqual({ turns: 2, blocks: 1 });
    expect(fitToBudget({ ...plan, blocks: 6, turns: 5 }, cost)).toEqual({ turns: 4, blocks: 6 });
  });

  test("is within the budget, or at the floor of both; turns stay even, and blocks go last", () => {
    const number = fc.integer({ min: 1, max: 40 });
    const milliseconds = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(number, number, milliseconds, milliseconds, (blocks, turns, fixedMilliseconds, turnMilliseconds) => {
        const wanted = { blocks, turns, budgetMilliseconds: 100_000 };
        const fit = fitToBudget(wanted, { fixedMilliseconds, turnMilliseconds });
        const total = fit.blocks * (fixedMilliseconds + fit.turns * turnMilliseconds);
        const atFloor = fit.blocks <= fewestBlocks && fit.turns <= fewestTurns;
        expect(total <= wanted.budgetMilliseconds || atFloor).toBe(true);
        expect(fit.turns === turns || fit.turns % 2 === 0).toBe(true);
        expect(fit.turns).toBeGreaterThanOrEqual(Math.min(turns, fewestTurns));
        expect(fit.blocks).toBeGreaterThanOrEqual(Math.min(blocks, fewestBlocks));
        if (fit.blocks < blocks) expect(fit.turns).toBeLessThanOrEqual(fewestTurns);
      }),
    );
  });
});

test.each([
  [1, 14_000, 86_000, true],
  [1, 14_001, 86_000, false],
  [20, 2500, 50_000, true],
  [20, 2501, 50_000, false],
  [1, 1, 500_000, false],
])("there is time for %d blocks of %d ms after %d ms of 100 s: %s", (blocks, each, elapsed, expected) => {
  expect(isTimeFor(blocks, each, elapsed, plan)).toBe(expected);
});

test.each([
  [3, 20, []],
  [3, 0, ["20 more blocks for 3 undecided benchmarks"]],
  [1, 7, ["7 of 20 more blocks for 1 undecided benchmark"]],
])("a second look at %d benchmarks after %d of 20 more blocks: %j", (undecided, blocks, expected) => {
  expect(secondLookShortenings(undecided, blocks, 20)).toEqual(expected);
});

test.each([
  [{ turns: 16, blocks: 20 }, 90_000, []],
  [{ turns: 8, blocks: 20 }, 90_000, ["8 of 16 turns in each block"]],
  [{ turns: 4, blocks: 9 }, 90_000, ["4 of 16 turns in each block", "9 of 20 blocks"]],
  [{ turns: 16, blocks: 20 }, 180_000, ["took 3.0 min of a budget of 1.7 min: less would not have been enough"]],
  [{ turns: 16, blocks: 20 }, 9e6, ["took 150.0 min of a budget of 1.7 min: less would not have been enough"]],
])("%j after %d ms: %j", (fit, elapsed, expected) => {
  expect(shortenings(plan, fit, elapsed)).toEqual(expected);
});
