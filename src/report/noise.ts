// How quiet the machine was: what disturbed it, the controls' spread, and whether waiting workers waited.
import { median } from "../compare/statistics.ts";
import { blockMedians } from "../compare/times.ts";
import type { Disturbances } from "../result/blocks.ts";
import type { Samples } from "../result/samples.ts";
import type { Measurement, Result } from "../result/schema.ts";
import { courseOf } from "./course.ts";
import type { Finding } from "./diagnosis.ts";
import { diagnose } from "./diagnosis.ts";
import type { Labels } from "./labels.ts";

export interface ControlRow {
  readonly benchmark: string;
  readonly label: string;
  readonly medianSeconds: number;
  /** Slowest over fastest block, less one: block medians of a program that never changes. */
  readonly spread: number;
}

export interface Noise {
  readonly findings: readonly Finding[];
  /** Share of the time that each core was busy; null where the system does not tell. */
  readonly busyShares: readonly number[] | null;
  readonly controls: readonly ControlRow[];
  /** Those that were watched: all but whole runs. */
  readonly batches: number;
  readonly involuntarySwitches: number;
  /** CPU time of the waiting workers over the time they waited; null when nobody had to wait. */
  readonly idleCpuShare: number | null;
}

/** A measurement that tells what disturbed it. */
interface Told extends Disturbances {
  readonly benchmark: string;
  /** Of its batches. */
  readonly batchNanoseconds: Samples;
}

/** @param isUsable whether times are times: of those that are none, nothing is said */
export function noiseOf(result: Result, labels: Labels, isUsable: (measurement: Measurement) => boolean): Noise {
  const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
  const usable = result.measurements.filter(isUsable);
  // Whole runs do not tell what disturbed them.
  const told = usable.flatMap(({ benchmark, blocks: { batchNanoseconds, disturbances } }): Told[] =>
    disturbances === null ? [] : [{ ...disturbances, benchmark, batchNanoseconds }],
  );
  return {
    findings: diagnose(result),
    busyShares: busyShares(result),
    controls: usable
      .filter(({ benchmark }) => controls.has(benchmark))
      .map((measurement) => controlRow(measurement, labels)),
    batches: sum(told.map(({ batchNanoseconds }) => batchNanoseconds.length)),
    involuntarySwitches: sum(told.map(({ involuntarySwitches }) => sum(involuntarySwitches))),
    idleCpuShare: idleCpuShare(told),
  };
}

/** Cores that come or go during the run have no place of their own. */
function busyShares({ conditions }: Result): Noise["busyShares"] {
  const told = conditions.flatMap(({ block, elapsedSeconds: weight, busyShares: shares }) =>
    shares === null ? [] : [{ block, weight, shares }],
  );
  const cores = told[0]?.shares.length ?? 0;
  if (told.some(({ shares }) => shares.length !== cores)) return null;
  const means = Array.from(
    { length: cores },
    (_, core) => courseOf(told.map(({ shares, ...when }) => ({ ...when, value: shares[core] ?? 0 })))?.mean,
  );
  const known = means.filter((mean) => mean !== undefined);
  return known.length === 0 ? null : known;
}

function controlRow(measurement: Measurement, labels: Labels): ControlRow {
  const { benchmark, series } = measurement;
  const medians = blockMedians(measurement);
  const fastest = medians.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const slowest = medians.reduce((most, value) => Math.max(most, value), 0);
  return {
    benchmark,
    label: labels.of(series),
    medianSeconds: median(medians) / 1e9,
    spread: slowest / fastest - 1,
  };
}

/** A worker waits while the other series of its benchmark run their batches. */
function idleCpuShare(told: readonly Told[]): number | null {
  const busy = told.map(({ batchNanoseconds }) => sum(batchNanoseconds));
  const busyByBenchmark = new Map<string, number>();
  for (const [index, { benchmark }] of told.entries())
    busyByBenchmark.set(benchmark, (busyByBenchmark.get(benchmark) ?? 0) + (busy[index] ?? 0));
  let idle = 0;
  let waited = 0;
  for (const [index, { benchmark, idleCpuNanoseconds }] of told.entries()) {
    const others = (busyByBenchmark.get(benchmark) ?? 0) - (busy[index] ?? 0);
    if (others <= 0) continue;
    waited += others;
    idle += sum(idleCpuNanoseconds);
  }
  return waited > 0 ? idle / waited : null;
}

function sum(numbers: Samples): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at += 1) total += numbers[at] ?? Number.NaN;
  return total;
}
