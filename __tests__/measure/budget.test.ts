// What fits into the budget, and what is said of the rest.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewestBlocks, fewestTurns, fitToBudget, isTimeForAnother, shortenings } from "../../src/measure/budget.ts";

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
  [10_000, 1, 100_000, true],
  [99_000, 5, 100_000, true],
  [85_000, 6, 100_000, true],
  [86_000, 6, 100_000, false],
  [500_000, 6, 100_000, false],
  [500_000, 5, 100_000, true],
])(
  "after %d ms and %d blocks of a budget of %d ms there is time for another: %s",
  (elapsed, done, budget, expected) => {
    expect(isTimeForAnother(elapsed, done, { budgetMilliseconds: budget })).toBe(expected);
  },
);

test.each([
  [{ turns: 16, blocks: 20 }, 90_000, []],
  [{ turns: 8, blocks: 20 }, 90_000, ["8 of 16 turns in each block"]],
  [{ turns: 4, blocks: 9 }, 90_000, ["4 of 16 turns in each block", "9 of 20 blocks"]],
  [{ turns: 16, blocks: 20 }, 180_000, ["took 3.0 min of a budget of 1.7 min: less would not have been enough"]],
  [{ turns: 16, blocks: 20 }, 9e6, ["took 150.0 min of a budget of 1.7 min: less would not have been enough"]],
])("%j after %d ms: %j", (fit, elapsed, expected) => {
  expect(shortenings(plan, fit, elapsed)).toEqual(expected);
});
