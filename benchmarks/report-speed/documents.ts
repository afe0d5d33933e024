// Results of any size, made from a seed: both arms, twenty blocks of sixteen turns, noise like a shared runner's, and
// one benchmark in a hundred slowed by 20 %.
import { benchmark, openblas, soundResult } from "../../__tests__/result/sound-result.ts";
import type { Random } from "../../src/measure/order.ts";
import { createRandom } from "../../src/measure/order.ts";
import type { Block } from "../../src/result/blocks.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Conditions } from "../../src/result/conditions.ts";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Arm, Measurement, Result, Series } from "../../src/result/schema.ts";

const blocks = 20;
const turns = 16;
const batchNanoseconds = 15e6;
const noise = 0.03;
const arms: readonly Arm[] = ["base", "head"];

export interface Size {
  /** Benchmarks; every series measures all of them. */
  readonly rows: number;
  /** Of one variant, by their threads. Each has two series. */
  readonly cells?: number;
  /** Threads of the first cell, so that several results hold different ones. */
  readonly firstThreads?: number;
}

export function armedDocument({ rows, cells = 1, firstThreads = 1 }: Size, seed: number): Result {
  const sound = soundResult([openblas]);
  const random = createRandom(seed, firstThreads);
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const threads = Array.from({ length: cells }, (_, cell) => firstThreads + cell);
  return {
    ...sound,
    startedAt: new Date(1000 * firstThreads).toISOString(),
    reference: null,
    environments: sound.environments.flatMap((one) => arms.map((arm) => ({ ...one, id: `openblas-${arm}`, arm }))),
    series: sound.series.flatMap((one) => threads.flatMap((count) => arms.map((arm) => seriesOf(one, arm, count)))),
    benchmarks: numbers.map((number) =>
      benchmark(nameOf(number), { layer: null, source: { file: "bench/bench_model.py", line: number + 1 } }),
    ),
    schedule: sound.schedule === null ? null : { ...sound.schedule, plannedBlocks: blocks, looks: [blocks], turns },
    conditions: Array.from({ length: blocks }, (_, block) => conditionsOf(block)),
    measurements: numbers.flatMap((number) => threads.flatMap((count) => measurementsOf(number, count, random))),
  };
}

/** One arm of a result as a run of its own. */
export function onlyArm(result: Result, arm: Arm): Result {
  const series = result.series.filter((one) => one.arm === arm);
  const ids = new Set(series.map(({ id }) => id));
  return {
    ...result,
    environments: result.environments.filter((one) => one.arm === arm).map((one) => ({ ...one, arm: "head" })),
    series: series.map((one) => ({ ...one, arm: "head" })),
    measurements: result.measurements.filter((one) => ids.has(one.series)),
  };
}

function nameOf(number: number): string {
  return `bench_model[${number}]`;
}

function seriesOf(series: Series, arm: Arm, threads: number): Series {
  const moments = Array.from({ length: blocks }, (_, block) => [
    { block, phase: "before" as const },
    { block, phase: "after" as const },
  ]).flat();
  return {
    ...series,
    id: `openblas-${arm}-${threads}`,
    environment: `openblas-${arm}`,
    arm,
    threads,
    sightings: series.sightings.map(({ evidence }) => ({ moments, evidence: withMarkers(evidence, threads) })),
  };
}

function conditionsOf(block: number): Conditions {
  return {
    block,
    elapsedSeconds: 30,
    busyShares: [0.97, 0.2],
    stealShare: 0.002,
    waitShare: 0.01,
    throttledShare: null,
    ownCpuSeconds: 31,
    runnableTasks: 1,
    load: 1.3,
    swappedPages: 0,
  };
}

/** Such that the backend is verified. */
function withMarkers(evidence: Evidence, threads: number): Evidence {
  const libraries = evidence.libraries.map((one) => ({
    ...one,
    threads,
    markers: [...one.markers, "openblas_get_config"],
  }));
  return { ...evidence, libraries };
}

function measurementsOf(number: number, threads: number, random: Random): Measurement[] {
  const nanoseconds = 10 ** (3 + 4 * random());
  const loops = Math.max(1, Math.round(batchNanoseconds / nanoseconds));
  return arms.map((arm) => {
    const factor = arm === "head" && number % 100 === 99 ? 1.2 : 1;
    return {
      benchmark: nameOf(number),
      series: `openblas-${arm}-${threads}`,
      loops,
      blocks: inColumns(
        Array.from({ length: blocks }, (_, block) => blockOf(block, nanoseconds * factor, loops, random)),
      ),
      fingerprint: [1.25, -3.5],
      summaryLines: [],
    };
  });
}

function blockOf(number: number, nanoseconds: number, loops: number, random: Random): Block {
  const level = nanoseconds * loops * Math.exp(noise * normal(random));
  const times = Array.from({ length: turns }, () => Math.round(level * Math.exp(noise * normal(random))));
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    number,
    batchNanoseconds: times,
    disturbance: {
      cpuNanoseconds: Math.round(total * 0.99),
      involuntarySwitches: Math.floor(6 * random()),
      idleCpuNanoseconds: Math.round(9e5 * random()),
    },
    positions: times.map(() => Math.floor(2 * random())),
  };
}

/** Nearly normal: the sum of twelve uniform numbers, less its mean, has variance 1. */
function normal(random: Random): number {
  let sum = -6;
  for (let index = 0; index < 12; index += 1) sum += random();
  return sum;
}
