// Benchmarks that are measured in fewer blocks than the run has, on real processes.
import { expect, test } from "vitest";
import type { BlockCap } from "../../src/inputs/config.ts";
import type { Part } from "./stand-in.ts";
import { perform, schedule } from "./stand-in.ts";

/** Two processes for each of 22 blocks, on a busy machine. */
const patient = { timeout: 120_000 };
const parts: Part[] = [
  { variant: "one", arm: "base", offers: "alpha beta control" },
  { variant: "one", arm: "head", offers: "alpha beta control" },
];

const undecided = (): readonly string[] => ["alpha", "beta"];

test("limits that decide nothing are told, and the plan is no longer than the longest of them", async () => {
  const caps = [
    { glob: "alpha", blocks: 3 },
    { glob: "beta", blocks: 9 },
  ];
  const family = { ...schedule, turns: 2, blocksByFamily: true, caps };
  const { measured, error } = await perform({ parts, schedule: family, undecided });
  expect(error).toBeNull();
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 9, plannedLooks: 2, looks: [9], shortened: [] });
  expect(measured?.notices).toEqual([
    "`blocks`: `alpha = 3` leaves too few to find a slowdown among 2 comparisons, which takes 9.",
  ]);
});

test("a second look goes on with what has blocks left, and no further than that", patient, async () => {
  const caps = [
    { glob: "alpha", blocks: 20 },
    { glob: "beta", blocks: 22 },
  ];
  const { measured } = await perform({
    parts: parts.map((part) => ({ ...part, offers: "alpha beta gamma control" })),
    schedule: { ...schedule, turns: 2, blocksByFamily: true, caps },
    undecided,
  });
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 20, looks: [20, 22], shortened: [] });
});

async function blocksOf(...caps: readonly BlockCap[]): Promise<Readonly<Record<string, number[]>>> {
  const { measured, error } = await perform({ parts, schedule: { ...schedule, turns: 2, blocks: 4, caps } });
  expect([error, measured?.failures, measured?.schedule.shortened]).toEqual([null, [], []]);
  const blocks = measured?.measurements.map((one) => [one.benchmark, one.blocks.numbers.length] as const) ?? [];
  return Object.fromEntries(
    ["alpha", "beta", "control"].map((name) => [name, blocks.flatMap(([one, count]) => (one === name ? [count] : []))]),
  );
}

test("a benchmark that a glob limits is left out of the blocks after it", async () => {
  const caps = [
    { glob: "*", blocks: 9 },
    { glob: "al*", blocks: 3 },
    { glob: "alpha", blocks: 2 },
  ];
  expect(await blocksOf(...caps)).toEqual({ alpha: [2, 2], beta: [4, 4], control: [4, 4] });
});

test("when all are limited, the run ends with the last of them, and so do the controls", async () => {
  const caps = [
    { glob: "*", blocks: 2 },
    { glob: "beta", blocks: 3 },
  ];
  expect(await blocksOf(...caps)).toEqual({ alpha: [2, 2], beta: [3, 3], control: [3, 3] });
});
