// Lockstep blocks on real processes: who is alive, who works when, what is recorded.
import { describe, expect, test } from "vitest";
import { blocksOf, placesOf } from "../result/blocks.ts";
import type { Outcome } from "./stand-in.ts";
import { perform } from "./stand-in.ts";

const twins = [
  { variant: "one", arm: "base" },
  { variant: "one", arm: "head" },
  { variant: "two", arm: "head" },
] as const;

describe("a run in which nothing goes wrong", async () => {
  const outcome = await perform({ parts: twins.map((part) => ({ ...part, workSeconds: 0.002 })) });
  const { measured, log } = outcome;

  test("measures every benchmark of every series in every block and turn", () => {
    expect(measured?.failures).toEqual([]);
    expect(measured?.measurements.map((one) => [one.series, one.benchmark])).toEqual([
      ["one-base", "alpha"],
      ["one-base", "beta"],
      ["one-head", "alpha"],
      ["one-head", "beta"],
      ["two-head", "alpha"],
      ["two-head", "beta"],
    ]);
    for (const measurement of measured?.measurements ?? []) {
      expect(measurement).toMatchObject({ loops: 4, fingerprint: [1, 2], summaryLines: [] });
      expect(measurement.blocks.numbers).toEqual([0, 1]);
      for (const { batchNanoseconds, disturbance } of blocksOf(measurement)) {
        // Four iterations fill a batch, so that it is a short one: three for each of four turns.
        expect(batchNanoseconds).toEqual(Array.from({ length: 12 }, () => 4e6));
        expect(disturbance).toMatchObject({ cpuNanoseconds: 48e6, involuntarySwitches: 0 });
        expect(disturbance?.idleCpuNanoseconds).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("starts fresh processes for each block, all alive before the first batch", () => {
    expect(outcome.processesStarted).toBe(6);
    const firstBatch = log.findIndex((entry) => entry.what === "begin");
    expect(log.slice(0, firstBatch).map((entry) => entry.what)).toEqual(["hello", "hello", "hello"]);
    expect(new Set(log.map((entry) => entry.processId)).size).toBe(6);
  });

  test("lets one process work at a time", () => {
    const work = log.filter((entry) => entry.what !== "hello");
    expect(work.length).toBeGreaterThan(0);
    for (const [index, entry] of work.entries()) {
      expect(entry.what).toBe(index % 2 === 0 ? "begin" : "end");
      if (index > 0) expect(entry.nanoseconds).toBeGreaterThanOrEqual(work[index - 1]?.nanoseconds ?? 0);
      if (entry.what === "end") expect(entry.processId).toBe(work[index - 1]?.processId);
    }
  });

  test("records the order: arms are neighbours, each first equally often", () => {
    const positions = (series: string): number[] =>
      (measured?.measurements ?? [])
        .filter((one) => one.series === series && one.benchmark === "alpha")
        .flatMap((one) => placesOf(one.blocks));
    const differences = positions("one-head").map((place, turn) => place - (positions("one-base")[turn] ?? 0));
    expect(differences.toSorted()).toEqual(Array.from({ length: 24 }, (_, place) => (place < 12 ? -1 : 1)));
  });

  test("takes the same order again for the same seed", async () => {
    const places = (one: Outcome): unknown => one.measured?.measurements.map(({ blocks }) => blocks.positions);
    expect(places(await perform({ parts: twins }))).toEqual(places(outcome));
    expect(places(await perform({ parts: twins, schedule: { seed: 2 } }))).not.toEqual(places(outcome));
  });

  test("keeps equal evidence once, with all its moments", () => {
    const moments = [0, 1].flatMap((block) => ["before", "after"].map((phase) => ({ block, phase })));
    for (const series of measured?.series ?? []) {
      expect(series.sightings.map((sighting) => sighting.moments)).toEqual([moments]);
      expect(series.sightings[0]?.evidence.variables).toMatchObject({ OPENBLAS_NUM_THREADS: "1" });
    }
  });

  test("tells how far it is, and how long yet", () => {
    const { progress } = outcome;
    expect(new Set(progress.map((one) => one.doing))).toEqual(new Set(["starting", "preparing", "proving", "timing"]));
    expect(progress.at(-1)).toMatchObject({ block: 2, blocks: 2, doing: "proving", leftMilliseconds: 0 });
    expect(progress[0]?.leftMilliseconds).toBeNull();
  });

  test("leaves no process and no folder", () => {
    expect(outcome).toMatchObject({ survivors: [], leftFolders: [], error: null });
  });
});

test("arms of a cell share their loops, variants do not", async () => {
  const parts = [
    { variant: "one", arm: "base", nanoseconds: 1e6 },
    { variant: "one", arm: "head", nanoseconds: 2e6 },
    { variant: "two", arm: "head", nanoseconds: 2e6 },
  ] as const;
  const { measured } = await perform({ parts, schedule: { blocks: 1 } });
  expect(measured?.measurements.map((one) => [one.series, one.loops])).toEqual([
    ["one-base", 4],
    ["one-base", 4],
    ["one-head", 4],
    ["one-head", 4],
    ["two-head", 2],
    ["two-head", 2],
  ]);
});

test("keeps the time of each batch as it was taken", async () => {
  const { measured } = await perform({ parts: [{ variant: "one", nanoseconds: 1_234_567.25 }] });
  expect(measured?.measurements[0]?.loops).toBe(3);
  expect(measured?.measurements[0]?.blocks.batchNanoseconds).toEqual(Array.from({ length: 24 }, () => 3_703_701.75));
});

test("a whole run is one row for each part, once per block", async () => {
  const { measured } = await perform({ parts: twins.map((part) => ({ ...part, offers: "whole" })) });
  expect(measured?.failures).toEqual([]);
  expect(measured?.benchmarks.map((one) => [one.name, one.method])).toEqual([
    ["whole/one", "whole"],
    ["whole/total", "whole"],
  ]);
  expect(measured?.measurements).toHaveLength(6);
  const rows = measured?.measurements.filter((one) => one.series === "two-head");
  expect(rows?.map((one) => blocksOf(one).map((block) => block.batchNanoseconds))).toEqual([
    [[0.25e9], [0.25e9]],
    [[1.5e9], [1.5e9]],
  ]);
  expect(rows?.map((one) => one.summaryLines)).toEqual([["TOTAL TIME = 1 seconds"], []]);
  expect(rows?.every((one) => one.fingerprint?.[0] === 3 && one.blocks.disturbances === null)).toBe(true);
});

test("lines before the hello that are not ours are no rubbish", async () => {
  const { measured } = await perform({ parts: [{ variant: "one", behaviour: "noise-first" }] });
  expect(measured?.failures).toEqual([]);
  expect(measured?.measurements).toHaveLength(2);
});

test("a benchmark that one series does not offer fails there, and there alone", async () => {
  const parts = [{ variant: "one" }, { variant: "two", offers: "alpha" }];
  const { measured } = await perform({ parts, schedule: { blocks: 1 } });
  expect(measured?.failures).toMatchObject([{ subject: "two-head", benchmark: "beta", message: "is not on offer" }]);
  expect(measured?.measurements).toHaveLength(3);
});

test("a budget that is too short takes turns, then blocks, and says so", async () => {
  const parts = [{ variant: "one", workSeconds: 0.02 }];
  const schedule = { blocks: 40, turns: 16, budgetMilliseconds: 1500 };
  const { measured } = await perform({ parts, schedule });
  expect(measured?.schedule).toMatchObject({ turns: 4, plannedBlocks: 40 });
  const { turns = [] } = measured?.measurements[0]?.blocks ?? {};
  expect(turns.length).toBeGreaterThanOrEqual(6);
  expect(turns.length).toBeLessThan(40);
  expect(new Set(turns)).toEqual(new Set([12]));
  expect(measured?.schedule.shortened).toContain("4 of 16 turns in each block");
  expect(measured?.schedule.shortened).toContain(`${turns.length} of 40 blocks`);
});

test("nothing to measure is no error here, and nothing measured", async () => {
  const { measured, processesStarted } = await perform({ parts: [] });
  expect(measured).toMatchObject({ series: [], benchmarks: [], measurements: [], failures: [] });
  expect(processesStarted).toBe(0);
});
