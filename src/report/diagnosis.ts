// What disturbed a run, in words: one rule for each cause, its threshold with where it comes from. It gates nothing.
import { timesByBlock } from "../result/blocks.ts";
import type { Conditions } from "../result/conditions.ts";
import type { Measurement, Result } from "../result/schema.ts";
import type { Course, Point } from "./course.ts";
import { along, courseOf } from "./course.ts";
import { count, percent } from "./numbers.ts";

export interface Finding {
  /** A clause without its full stop. */
  readonly text: string;
  /** Enough to make times doubtful, and to be why something could not be decided. */
  readonly isSerious: boolean;
}

export type Diagnosed = Pick<Result, "host" | "series" | "benchmarks" | "measurements" | "conditions">;

/** null: nothing to tell, or the system does not tell it. */
type Rule = (result: Diagnosed) => Finding | null;

/**
 * Share of the time from which a loss is serious. On 2 cores, controls with a core to themselves were off it for up to
 * 5 % of a block; beside two programs that never rest it was 26 to 45 %.
 */
const seriousShare = 0.1;
/** A quiet machine had up to 0.3 % of steal, and controls that were off their core for 0.5 %. */
const shareToTell = 0.01;
/** A quiet machine's own work, with counters in steps of 10 ms, came to 0.02 to 0.04 cores. */
const coresToTell = 0.2;
/** On a quiet machine something waited for 4 to 8 % of the time; beside 1.0 of 2 cores of other work for 29 %. */
const waitToTell = 0.1;
/** Of their threads. Two threads of OpenBLAS kept 1.94 to 2.00 cores busy, beside 0.9 cores of other work 0.9 to 1.3. */
const fullUse = 0.75;
/** What a solid-state disk takes for a page; other disks take longer. */
const secondsPerSwappedPage = 1e-4;

const rules: readonly Rule[] = [
  moreThreadsThanCores,
  controlsWithoutCore,
  otherWork,
  steal,
  quota,
  swap,
  waitingForCores,
  fewCores,
];

export function diagnose(result: Diagnosed): readonly Finding[] {
  return rules.flatMap((rule) => rule(result) ?? []);
}

/** One sentence on all that is serious; null where nothing is. */
export function warningOf(findings: readonly Finding[]): string | null {
  const serious = findings.filter(({ isSerious }) => isSerious).map(({ text }) => text);
  if (serious.length === 0) return null;
  return `The machine was disturbed: ${serious.join("; ")}. ${disturbanceMeans}`;
}

export const disturbanceMeans = "Series take turns, so this makes ratios less certain and favours none.";

function moreThreadsThanCores({ host, series }: Diagnosed): Finding | null {
  const threads = mostThreads(series);
  if (threads <= host.logicalCores) return null;
  return { text: `${threads} threads on ${count(host.logicalCores, "core")} measure the scheduler`, isSerious: true };
}

/** What all causes come to. With several threads it is more: idle ones spin on for a while, which is CPU time too. */
function controlsWithoutCore({ benchmarks, measurements }: Diagnosed): Finding | null {
  const controls = namesOf(benchmarks, "control");
  const uses = coreUses(measurements.filter(({ benchmark }) => controls.has(benchmark)));
  const course = courseOf(uses.map((use) => ({ ...use, value: Math.max(0, 1 - use.value) })));
  if (course === null || course.mean < shareToTell) return null;
  const text = `the controls, which need one core, had none for ${along(course, percent)} of their time`;
  return { text, isSerious: course.mean >= seriousShare };
}

/** Serious where what was left is less than the threads need. */
function otherWork({ series, conditions }: Diagnosed): Finding | null {
  const course = during(conditions, ({ busyShares, ownCpuSeconds, elapsedSeconds }) =>
    busyShares === null || ownCpuSeconds === null || elapsedSeconds === 0
      ? null
      : Math.max(0, busyShares.reduce((sum, busy) => sum + busy, 0) - ownCpuSeconds / elapsedSeconds),
  );
  if (course === null || course.mean < coresToTell) return null;
  const cores = conditions.reduce((most, { busyShares }) => Math.max(most, busyShares?.length ?? 0), 0);
  const missing = course.mean + Math.min(mostThreads(series), cores) - cores;
  const used = along(course, (value) => value.toFixed(1), ` of ${count(cores, "core")}`);
  return { text: `other work used ${used} while this ran`, isSerious: missing >= seriousShare };
}

function steal({ conditions }: Diagnosed): Finding | null {
  const course = during(conditions, ({ stealShare }) => stealShare);
  if (course === null || course.mean < shareToTell) return null;
  const text = `the hypervisor took ${along(course, percent)} of the time (steal)`;
  return { text, isSerious: course.mean >= seriousShare };
}

/** Used up, it stops everything until its period ends. */
function quota({ conditions }: Diagnosed): Finding | null {
  const course = during(conditions, ({ throttledShare }) => throttledShare);
  if (course === null || course.mean === 0) return null;
  const text = `a CPU quota (cgroup) was used up in ${along(course, percent)} of its periods`;
  return { text, isSerious: course.mean >= seriousShare };
}

function swap({ conditions }: Diagnosed): Finding | null {
  const pages = conditions.reduce((sum, { swappedPages }) => sum + (swappedPages ?? 0), 0);
  if (pages === 0) return null;
  const seconds = conditions.reduce((sum, { elapsedSeconds }) => sum + elapsedSeconds, 0);
  const isSerious = pages * secondsPerSwappedPage >= seriousShare * seconds;
  return { text: `the machine swapped ${count(pages, "page")}`, isSerious };
}

/** More tasks than cores. Never serious: whether it hit us shows in the controls. */
function waitingForCores({ host, conditions }: Diagnosed): Finding | null {
  const tasks = conditions.reduce((most, { runnableTasks }) => Math.max(most, runnableTasks ?? 0), 0);
  const seen = tasks === 0 ? "" : ` (up to ${count(tasks, "task")} of others at once)`;
  const course = during(conditions, ({ waitShare }) => waitShare);
  if (course === null && tasks > host.logicalCores)
    return { text: `more tasks than cores wanted to run${seen}`, isSerious: false };
  if (course === null || course.mean < waitToTell) return null;
  return { text: `something waited for a core for ${along(course, percent)} of the time${seen}`, isSerious: false };
}

/** Never serious: code that does not work in parallel looks the same. */
function fewCores({ host, series, benchmarks, measurements }: Diagnosed): Finding | null {
  const timed = namesOf(benchmarks, "benchmark");
  const counts = new Set(series.map(({ threads }) => threads).filter((one) => one > 1 && one <= host.logicalCores));
  const poor = [...counts].flatMap((threads): string[] => {
    const ids = new Set(series.filter((one) => one.threads === threads).map(({ id }) => id));
    const means = measurements
      .filter(({ benchmark, series: id }) => timed.has(benchmark) && ids.has(id))
      .flatMap((measurement) => courseOf(coreUses([measurement]))?.mean ?? []);
    const best = means.reduce((most, mean) => Math.max(most, mean), 0);
    const isPoor = means.length > 0 && best < fullUse * threads;
    return isPoor ? [`${threads} threads used ${best.toFixed(1)} cores at best`] : [];
  });
  return poor.length === 0 ? null : { text: poor.join(", "), isSerious: false };
}

function mostThreads(series: Diagnosed["series"]): number {
  return series.reduce((most, { threads }) => Math.max(most, threads), 1);
}

function namesOf(benchmarks: Diagnosed["benchmarks"], role: "benchmark" | "control"): ReadonlySet<string> {
  return new Set(benchmarks.filter((benchmark) => benchmark.role === role).map(({ name }) => name));
}

/** Cores that the batches of a block kept busy. Whole runs do not tell. */
function coreUses(measurements: readonly Measurement[]): Point[] {
  return measurements.flatMap(({ blocks }) => {
    const { numbers, disturbances } = blocks;
    const times = timesByBlock(blocks);
    return (disturbances?.cpuNanoseconds ?? []).flatMap((cpu, index): Point[] => {
      const [block, nanoseconds] = [numbers[index], times[index]];
      const wall = (nanoseconds ?? []).reduce((sum, value) => sum + value, 0);
      return block !== undefined && wall > 0 ? [{ block, weight: wall, value: cpu / wall }] : [];
    });
  });
}

function during(conditions: readonly Conditions[], told: (one: Conditions) => number | null): Course | null {
  return courseOf(
    conditions.flatMap((one): Point[] => {
      const value = told(one);
      return value === null ? [] : [{ block: one.block, weight: one.elapsedSeconds, value }];
    }),
  );
}
