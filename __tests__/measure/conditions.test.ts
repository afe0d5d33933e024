// Two looks at the machine: whatever its counters do, what is told of the time in between is true or null.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockFacts } from "../../src/measure/conditions.ts";
import { conditionsOf } from "../../src/measure/conditions.ts";
import { conditionsSchema } from "../../src/result/conditions.ts";
import type { MachineSample } from "../../src/system/machine-sample.ts";
import { blocksOf } from "../result/blocks.ts";
import { perform } from "./stand-in.ts";

const first: MachineSample = {
  cores: [
    { name: "0", busy: 1000, idle: 5000, stolen: 10 },
    { name: "1", busy: 2000, idle: 4000, stolen: 0 },
  ],
  waitMicroseconds: 1e9,
  quotas: [
    { group: "/pod/box", periods: 100, throttledPeriods: 50 },
    { group: "/pod", periods: 0, throttledPeriods: 0 },
  ],
  swappedPages: 7,
  load: 0.5,
  ownCpuMicroseconds: 3e6,
};
const last: MachineSample = {
  cores: [
    { name: "0", busy: 1150, idle: 5030, stolen: 30 },
    { name: "1", busy: 2030, idle: 4170, stolen: 0 },
  ],
  waitMicroseconds: 1e9 + 5e5,
  quotas: [
    { group: "/pod/box", periods: 120, throttledPeriods: 55 },
    { group: "/pod", periods: 0, throttledPeriods: 0 },
  ],
  swappedPages: 3407,
  load: 1.25,
  ownCpuMicroseconds: 3.1e6,
};
const facts: BlockFacts = { block: 3, elapsedSeconds: 2, workerCpuNanoseconds: 1.5e9, runnableTasks: 4 };

describe("the time between two looks", () => {
  it("is told in shares of it", () => {
    expect(conditionsOf(first, last, facts)).toEqual({
      block: 3,
      elapsedSeconds: 2,
      busyShares: [0.75, 0.15],
      stealShare: 0.1,
      waitShare: 0.25,
      throttledShare: 0.25,
      ownCpuSeconds: 1.6,
      runnableTasks: 4,
      load: 1.25,
      swappedPages: 3400,
    });
  });

  it.each<[string, Partial<MachineSample>, object]>([
    [
      "idle time that goes back",
      { cores: last.cores?.map((core) => ({ ...core, idle: 4999 })) ?? null },
      { busyShares: null, stealShare: null },
    ],
    [
      "a core that goes offline",
      { cores: [{ name: "0", busy: 1150, idle: 5030, stolen: 30 }] },
      { busyShares: null, stealShare: null },
    ],
    ["cores in another place", { cores: last.cores?.toReversed() ?? null }, { busyShares: null, stealShare: null }],
    ["cores that did not move", { cores: first.cores }, { busyShares: null, stealShare: null }],
    [
      "steal that goes back",
      { cores: last.cores?.map((core) => ({ ...core, stolen: 1 })) ?? null },
      { stealShare: null },
    ],
    ["a quota that is gone", { quotas: [] }, { throttledShare: null }],
    ["no quota", { quotas: null }, { throttledShare: null }],
    ["swap that starts anew", { swappedPages: 0 }, { swappedPages: null }],
    ["waiting that starts anew", { waitMicroseconds: 0 }, { waitShare: null }],
    ["more waiting than time", { waitMicroseconds: 2e9 }, { waitShare: 1 }],
  ])("with %s is not made up", (_, change, expected) => {
    expect(conditionsOf(first, { ...last, ...change }, facts)).toMatchObject(expected);
  });

  it("has shares between 0 and 1, or null, whatever the counters are", () => {
    const counter = fc.oneof(fc.nat(1000), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 - 1));
    const told = fc.option(counter);
    const core = fc.record({ name: fc.constantFrom("0", "1"), busy: counter, idle: counter, stolen: told });
    const quota = fc.record({ group: fc.constantFrom("", "/a"), periods: counter, throttledPeriods: counter });
    const sample = fc.record({
      cores: fc.option(fc.array(core, { maxLength: 3 })),
      waitMicroseconds: told,
      quotas: fc.option(fc.array(quota, { maxLength: 3 })),
      swappedPages: told,
      load: fc.option(fc.nat(100)),
      ownCpuMicroseconds: counter,
    });
    const seconds = fc.constantFrom(0, 0.001, 2);
    fc.assert(
      fc.property(
        sample,
        sample,
        seconds,
        fc.option(fc.nat()),
        (before, after, elapsedSeconds, workerCpuNanoseconds) => {
          const conditions = conditionsOf(before, after, { ...facts, elapsedSeconds, workerCpuNanoseconds });
          expect(conditionsSchema.safeParse(conditions).error).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a run", () => {
  it("has the conditions of each of its blocks", async () => {
    const { measured } = await perform({ parts: [{ variant: "one" }, { variant: "two" }] });
    const conditions = measured?.conditions ?? [];
    expect(conditions.map(({ block }) => block)).toEqual([0, 1]);
    for (const one of conditions) expect(conditionsSchema.safeParse(one).error).toBeUndefined();
    const batches = measured?.measurements.flatMap((one) => blocksOf(one).filter(({ number }) => number === 1)) ?? [];
    const told = batches.reduce(
      (sum, { disturbance }) => sum + (disturbance?.cpuNanoseconds ?? 0) + (disturbance?.idleCpuNanoseconds ?? 0),
      0,
    );
    expect(batches).toHaveLength(4);
    // The rest is this program's own.
    expect(conditions[1]?.ownCpuSeconds).toBeGreaterThan(told / 1e9);
  });

  it.each([
    // Once lost, the benchmark is not asked for again.
    { behaviour: "crash", known: [false, true] },
    // Refused as a time, its CPU time is known all the same.
    { behaviour: "zero", known: [true, true] },
  ])("knows its CPU time where nothing was lost: $behaviour", async ({ behaviour, known }) => {
    const { measured } = await perform({ parts: [{ variant: "one" }, { variant: "two", behaviour }] });
    expect(measured?.conditions.map(({ ownCpuSeconds }) => ownCpuSeconds !== null)).toEqual(known);
  });

  it("sees another program that keeps every core busy", async () => {
    // Ends by itself, should this test not be there any more to end it.
    const program = "import time\nprint('on', flush=True)\nwhile time.process_time() < 20: pass";
    const burners = Array.from({ length: availableParallelism() }, () => spawn("python3", ["-c", program]));
    try {
      await Promise.all(burners.map(({ stdout }) => once(stdout, "data")));
      const { measured } = await perform({ parts: [{ variant: "one", workSeconds: 0.02 }], schedule: { blocks: 1 } });
      const [{ busyShares = null, ownCpuSeconds = null, elapsedSeconds = 0 } = {}] = measured?.conditions ?? [];
      const busy = (busyShares ?? []).reduce((sum, share) => sum + share, 0);
      expect(busy - (ownCpuSeconds ?? Number.NaN) / elapsedSeconds).toBeGreaterThan(burners.length / 2);
    } finally {
      for (const burner of burners) burner.kill("SIGKILL");
    }
  });

  it("of whole runs does not know their CPU time", async () => {
    const { measured } = await perform({ parts: [{ variant: "one", offers: "whole" }], schedule: { blocks: 1 } });
    expect(measured?.conditions.map(({ ownCpuSeconds }) => ownCpuSeconds)).toEqual([null]);
  });
});
