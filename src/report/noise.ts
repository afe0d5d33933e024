// How quiet the machine was: what disturbed it, the controls' spread, and whether waiting workers waited.
import { median } from "../compare/statistics.ts";
import { blockMedians } from "../compare/times.ts";
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

/** What a measurement tells of its disturbance, over all of its blocks. */
interface Told {
  readonly benchmark: string;
  readonly batches: number;
  readonly busyNanoseconds: number;
  readonly idleCpuNanoseconds: number;
  readonly involuntarySwitches: number;
}

/** @param isUsable whether times are times: of those that are none, nothing is said */
export function noiseOf(result: Result, labels: Labels, isUsable: (measurement: Measurement) => boolean): Noise {
  const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
  const usable = result.measurements.filter(isUsable);
  const told = usable.flatMap(toldBy);
  return {
    findings: diagnose(result),
    busyShares: busyShares(result),
    controls: usable
      .filter(({ benchmark }) => controls.has(benchmark))
      .map((measurement) => controlRow(measurement, labels)),
    batches: sum(told.map(({ batches }) => batches)),
    involuntarySwitches: sum(told.map(({ involuntarySwitches }) => involuntarySwitches)),
    idleCpuShare: idleCpuShare(told),
  };
}

/** Whole runs do not tell what disturbed them. */
function toldBy({ benchmark, blocks: { batchNanoseconds, disturbances } }: Measurement): Told[] {
  if (disturbances === null) return [];
  return [
    {
      benchmark,
      batches: batchNanoseconds.length,
      busyNanoseconds: sum(batchNanoseconds),
      idleCpuNanoseconds: sum(disturbances.idleCpuNanoseconds),
      involuntarySwitches: sum(disturbances.involuntarySwitches),
    },
  ];
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
  const busyByBenchmark = new Map<string, number>();
  for (const { benchmark, busyNanoseconds } of told)
    busyByBenchmark.set(benchmark, (busyByBenchmark.get(benchmark) ?? 0) + busyNanoseconds);
  let idle = 0;
  let waited = 0;
  for (const { benchmark, busyNanoseconds, idleCpuNanoseconds } of told) {
    const others = (busyByBenchmark.get(benchmark) ?? 0) - busyNanoseconds;
    if (others <= 0) continue;
    waited += others;
    idle += idleCpuNanoseconds;
  }
  return waited > 0 ? idle / waited : null;
}

function sum(numbers: Samples): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at += 1) total += numbers[at] ?? Number.NaN;
  return total;
}
