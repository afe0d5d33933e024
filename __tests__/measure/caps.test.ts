// Benchmarks that are measured in fewer blocks than the run has, on real processes.
import { expect, test } from "vitest";
import type { BlockCap } from "../../src/inputs/config.ts";
import type { Part } from "./stand-in.ts";
import { perform, schedule } from "./stand-in.ts";

const parts: Part[] = [
  { variant: "one", arm: "base", offers: "alpha beta control" },
  { variant: "one", arm: "head", offers: "alpha beta control" },
];

async function blocksOf(...caps: readonly BlockCap[]): Promise<Readonly<Record<string, number[]>>> {
  const { measured, error } = await perform({ parts, schedule: { ...schedule, turns: 2, blocks: 4, caps } });
  expect([error, measured?.failures, measured?.schedule.shortened]).toEqual([null, [], []]);
  const blocks = measured?.measurements.map((one) => [one.benchmark, one.blocks.length] as const) ?? [];
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
