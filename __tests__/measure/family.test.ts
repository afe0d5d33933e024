// As many blocks as the decisions take: known only once the first block has told what there is to measure.
import { expect, test } from "vitest";
import type { Part } from "./stand-in.ts";
import { perform, schedule } from "./stand-in.ts";

const arms = (variant: string): Part[] => [
  { variant, arm: "base" },
  { variant, arm: "head" },
];

test.each<[string, Part[], boolean, number]>([
  ["two arms", arms("one"), true, 20],
  ["a number that was given", arms("one"), false, 2],
])("%s", async (_, parts, blocksByFamily, blocks) => {
  const { measured } = await perform({ parts, schedule: { ...schedule, turns: 2, blocksByFamily } });
  expect(measured?.failures).toEqual([]);
  expect(measured?.schedule.plannedBlocks).toBe(blocks);
  expect(measured?.measurements.map((one) => one.blocks.length)).toEqual([blocks, blocks, blocks, blocks]);
});

test("a budget that is too short leaves what a decision of two cells needs", async () => {
  const tight = { ...schedule, turns: 2, blocksByFamily: true, budgetMilliseconds: 1 };
  const { measured } = await perform({ parts: arms("one"), schedule: tight });
  expect(measured?.schedule.plannedBlocks).toBe(20);
  expect(measured?.measurements.map((one) => one.blocks.length)).toEqual([8, 8, 8, 8]);
});
