// The order of turns: random, balanced, and the same again for the same seed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, orderOfBlock, orderOfTurns, shuffled } from "../../src/measure/order.ts";

const cells = [["a-base", "a-head"], ["b-base", "b-head"], ["c-head"]];
const seed = fc.nat();
const turnCount = fc.integer({ min: 0, max: 24 });

describe("numbers", () => {
  test("are Mulberry32's", () => {
    const random = createRandom();
    expect([random(), random(), random()]).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
  });

  test("differ for every combination of seeds, also for exchanged ones", () => {
    const first = (...seeds: number[]): number => createRandom(...seeds)();
    const all = [first(1, 2, 3), first(1, 3, 2), first(2, 1, 3), first(1, 2), first(0, 0, 1), first(0, 1, 0)];
    expect(new Set(all).size).toBe(all.length);
  });

  test("are spread evenly over first draws of neighbouring seeds", () => {
    const draws = Array.from({ length: 4000 }, (_, block) => createRandom(42, block, 0)());
    const quarters = [0, 1, 2, 3].map((quarter) => draws.filter((draw) => Math.floor(draw * 4) === quarter).length);
    for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});

describe("a shuffle", () => {
  test("keeps every item once", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), seed, (items, number) => {
        expect(shuffled(items, createRandom(number)).toSorted()).toEqual(items.toSorted());
      }),
    );
  });

  test("puts each of three in each place about equally often", () => {
    const random = createRandom(7);
    const firsts = Array.from({ length: 3000 }, () => shuffled(["x", "y", "z"], random).join(""));
    for (const order of ["xyz", "xzy", "yxz", "yzx", "zxy", "zyx"])
      expect(Math.abs(firsts.filter((one) => one === order).length - 500)).toBeLessThan(100);
  });
});

describe("turns", () => {
  test("hold every series once, the arms of a cell side by side", () => {
    fc.assert(
      fc.property(seed, turnCount, (number, turns) => {
        const orders = orderOfTurns(cells, turns, createRandom(number));
        expect(orders).toHaveLength(turns);
        for (const order of orders) {
          expect(order.toSorted()).toEqual(cells.flat().toSorted());
          for (const [base, head] of [cells[0], cells[1]].map((cell) => [cell?.[0] ?? "", cell?.[1] ?? ""] as const))
            expect(Math.abs(order.indexOf(base) - order.indexOf(head))).toBe(1);
        }
      }),
    );
  });

  test("let base and head go first equally often", () => {
    fc.assert(
      fc.property(seed, turnCount, (number, turns) => {
        const orders = orderOfTurns(cells, turns, createRandom(number));
        for (const cell of ["a", "b"]) {
          const headFirst = orders.filter((order) => order.indexOf(`${cell}-head`) < order.indexOf(`${cell}-base`));
          expect(headFirst).toHaveLength(Math.floor(turns / 2));
        }
      }),
    );
  });

  test("do not follow a fixed pattern", () => {
    const orders = orderOfTurns(cells, 200, createRandom(3)).map((order) => order.join());
    // 3! orders of the cells, times 2 for each of the two with arms.
    expect(new Set(orders).size).toBe(24);
  });

  test("are the same for the same seeds", () => {
    const one = orderOfTurns(cells, 16, createRandom(1, 2, 3));
    expect(orderOfTurns(cells, 16, createRandom(1, 2, 3))).toEqual(one);
    expect(orderOfTurns(cells, 16, createRandom(1, 2, 4))).not.toEqual(one);
  });
});

describe("blocks", () => {
  const orders = (from: number, blocks: number, number: number): string[][] =>
    Array.from({ length: blocks }, (_, block) => orderOfBlock(cells, from + block, number));

  test("hold every series once; of two that follow, each arm is first in one", () => {
    fc.assert(
      fc.property(seed, fc.nat({ max: 1000 }), (number, pair) => {
        const two = orders(2 * pair, 2, number);
        for (const order of two) expect(order.toSorted()).toEqual(cells.flat().toSorted());
        for (const cell of ["a", "b"]) {
          const headFirst = two.filter((order) => order.indexOf(`${cell}-head`) < order.indexOf(`${cell}-base`));
          expect(headFirst).toHaveLength(1);
        }
      }),
    );
  });

  test("do not follow a fixed pattern, and are the same for the same seed", () => {
    const all = orders(0, 400, 5);
    expect(new Set(all.map((order) => order.join())).size).toBe(24);
    expect(orders(0, 400, 5)).toEqual(all);
    expect(orders(0, 400, 6)).not.toEqual(all);
  });
});
