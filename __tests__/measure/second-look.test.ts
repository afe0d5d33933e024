// The second look on real processes: what the first leaves undecided goes on, alone, as far as there is time.
import { expect, test } from "vitest";
import { undecidedBenchmarks } from "../../src/assessment.ts";
import { compareResult } from "../../src/compare/compare.ts";
import type { Measured } from "../../src/measure/request.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import type { Scene } from "./stand-in.ts";
import { perform, schedule } from "./stand-in.ts";

/** Two processes for each of 40 blocks, on a busy machine. */
const patient = { timeout: 120_000 };
const offers = "alpha beta control";
/** Head computes beta now slower, now faster; alpha takes the same time in both arms. */
const scene: Scene = {
  parts: [
    { variant: "one", arm: "base", offers },
    { variant: "one", arm: "head", offers, behaviour: "wavers" },
  ],
  schedule: { ...schedule, turns: 2, blocksByFamily: true },
};
const rules = { threshold: { defaultShare: null, overrides: [] } };

/** The stand-in's benchmarks are built in: they are cells because the arms' environments differ. */
function resultOf(measured: Measured): Result {
  const frame = armedResult();
  const series = frame.series.map((one) => ({ ...one, id: `one-${one.arm}` }));
  const environments = frame.environments.map((one) => ({ ...one, hash: one.arm }));
  const { benchmarks, measurements, failures } = measured;
  return {
    ...frame,
    environments,
    series,
    benchmarks: [...benchmarks],
    schedule: measured.schedule,
    measurements: [...measurements],
    failures: [...failures],
  };
}
const undecided = (soFar: Measured): readonly string[] => undecidedBenchmarks(resultOf(soFar), rules);
const blocksOf = (measured: Measured | null, benchmark: string): number[] | undefined =>
  measured?.measurements.filter((one) => one.benchmark === benchmark).map(({ blocks }) => blocks.numbers.length);

test("undecided benchmarks go on with the controls, and the others stay as they were decided", patient, async () => {
  const { measured, progress, error } = await perform({ ...scene, undecided });
  expect(error).toBeNull();
  expect(measured?.failures).toEqual([]);
  expect(blocksOf(measured, "alpha")).toEqual([20, 20]);
  expect(blocksOf(measured, "beta")).toEqual([40, 40]);
  expect(blocksOf(measured, "control")).toEqual([40, 40]);
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 20, plannedLooks: 2, looks: [20, 40], shortened: [] });
  expect(measured?.series.map(({ sightings }) => sightings[0]?.moments.length)).toEqual([80, 80]);
  expect(progress.filter(({ block }) => block > 20).map(({ benchmark }) => benchmark)).not.toContain("alpha");
  expect(progress.find(({ block }) => block === 20)).toMatchObject({ blocks: 20 });
  expect(progress.find(({ block }) => block === 23)).toMatchObject({ blocks: 40 });
  expect(progress.at(-1)).toMatchObject({ block: 40, blocks: 40, leftMilliseconds: 0 });
  const { code, withheld } = compareResult(resultOf(measured ?? expect.fail("nothing was measured")));
  expect(code.comparisons.map(({ benchmark, outcome, estimate }) => [benchmark, outcome, estimate?.blocks])).toEqual([
    ["alpha", "unchanged", 20],
    ["beta", "inconclusive", 40],
  ]);
  expect(withheld).toEqual([]);
});

test("what does not fit into the budget is not begun, and said", patient, async () => {
  let milliseconds = 0;
  const { measured, error } = await perform({
    ...scene,
    undecided: (soFar) => {
      milliseconds = schedule.budgetMilliseconds - 1;
      return undecided(soFar);
    },
    ahead: () => milliseconds,
  });
  expect(error).toBeNull();
  expect(blocksOf(measured, "beta")).toEqual([20, 20]);
  expect(measured?.schedule).toMatchObject({
    plannedLooks: 2,
    looks: [20],
    shortened: ["20 more blocks for 1 undecided benchmark"],
  });
});

test("a second look that runs out of time is taken at what there is", patient, async () => {
  let milliseconds = 0;
  const { measured, error } = await perform({
    ...scene,
    undecided,
    ahead: () => milliseconds,
    onProgress: ({ block }) => {
      if (block === 23) milliseconds = schedule.budgetMilliseconds;
    },
  });
  expect(error).toBeNull();
  expect(blocksOf(measured, "beta")).toEqual([23, 23]);
  expect(measured?.schedule).toMatchObject({
    looks: [20, 23],
    shortened: ["3 of 20 more blocks for 1 undecided benchmark"],
  });
});
