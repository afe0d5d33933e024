// Runs `measure` on real processes of the stand-in worker, and counts what is left of them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { measure } from "../../src/measure/measure.ts";
import type { Checkouts, Measured, Patience, Progress } from "../../src/measure/request.ts";
import type { BenchmarkPlan, SchedulePlan, SeriesPlan } from "../../src/plan/plan.ts";
import type { Launching } from "../../src/provision/launch.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import { systemClock } from "../../src/system/clock.ts";
import type { Effects } from "../../src/system/effects.ts";
import { systemFiles } from "../../src/system/files.ts";
import { createMachine } from "../../src/system/machine.ts";
import type { Processes } from "../../src/system/processes.ts";
import { createProcesses } from "../../src/system/processes.ts";

export interface Part {
  readonly variant: string;
  readonly arm?: "base" | "head";
  readonly threads?: number;
  readonly launcher?: SeriesPlan["launcher"];
  /** What the stand-in does: see stand-in/blas_bench/__main__.py. */
  readonly behaviour?: string;
  readonly offers?: string;
  /** The benchmarks that go wrong, "beta" where nothing is said. */
  readonly ailing?: string;
  readonly nanoseconds?: number;
  readonly workSeconds?: number;
}

/** The worker of this project instead of the stand-in. */
export interface RealWorker {
  readonly python: string;
  readonly benchmarks: BenchmarkPlan;
  readonly checkouts?: Checkouts;
}

export interface Scene {
  readonly real?: RealWorker;
  readonly parts: readonly Part[];
  readonly launching?: Launching;
  readonly childVariables?: Effects["childVariables"];
  readonly schedule?: Partial<SchedulePlan>;
  readonly patience?: Partial<Patience>;
  readonly undecided?: (soFar: Measured) => readonly string[];
  /** Milliseconds that the clock is ahead. */
  readonly ahead?: () => number;
  readonly onProgress?: (progress: Progress, abort: () => void) => void;
}

export interface Outcome {
  readonly measured: Measured | null;
  readonly error: unknown;
  readonly progress: readonly Progress[];
  /** One entry per line of the workers' log. */
  readonly log: readonly { readonly what: string; readonly processId: number; readonly nanoseconds: number }[];
  readonly processesStarted: number;
  /** Process ids that are still alive in any group that was started. */
  readonly survivors: readonly string[];
  /** Folders left in the cache. */
  readonly leftFolders: readonly string[];
}

const standIn = fileURLToPath(new URL("stand-in", import.meta.url));

/** By its file: what stands for python3 on PATH may be a script that takes ten times as long to start. */
const anyPython = process.env.BLAS_BENCH_TEST_PYTHON ?? "python3";

/** Long enough for a busy machine where a test waits for work, short where it waits for a hang. */
export const patience: Patience = {
  start: 20_000,
  unknown: 20_000,
  batchFactor: 1,
  batchFloor: 20_000,
  whole: 20_000,
  quit: 5_000,
};

export const schedule: SchedulePlan = {
  seed: 1,
  blocks: 2,
  blocksByFamily: false,
  caps: [],
  turns: 4,
  batchMilliseconds: 4,
  budgetMilliseconds: 600_000,
};

/** Name of a part's series. */
export function seriesOf({ variant, arm = "head", launcher = "direct" }: Part): string {
  return launcher === "direct" ? `${variant}-${arm}` : `${variant}-${arm}-${launcher}`;
}

export async function perform(scene: Scene): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "blas-bench-measure-"));
  const logFile = path.join(folder, "log");
  const controller = new AbortController();
  const { processes, groups } = watched(createProcesses());
  const progress: Progress[] = [];
  const request = {
    environments: scene.parts.map((part) => environment(part, logFile, scene.real?.python ?? anyPython)),
    series: scene.parts.map(plan),
    // The stand-in offers what its variable says, whatever suite it is asked for.
    benchmarks: scene.real?.benchmarks ?? {
      source: { kind: "suite", suite: "quick" } as const,
      format: null,
      pattern: null,
      select: [],
    },
    checkouts: scene.real?.checkouts ?? { base: null, head: null },
    schedule: { ...schedule, ...scene.schedule },
    patience: { ...patience, ...scene.patience },
    ...(scene.launching === undefined ? {} : { launching: scene.launching }),
    ...(scene.undecided === undefined ? {} : { undecided: scene.undecided }),
  };
  const { ahead = () => 0, childVariables = {} } = scene;
  const clock = { ...systemClock, monotonicMilliseconds: () => systemClock.monotonicMilliseconds() + ahead() };
  const onProgress = (one: Progress): void => {
    progress.push(one);
    scene.onProgress?.(one, () => controller.abort());
  };
  const pythonFolder = scene.real === undefined ? standIn : path.resolve(standIn, "..", "..", "..", "python");
  try {
    const temporaryFolder = path.join(folder, "temporary");
    const [ended] = await Promise.allSettled([
      measure(
        request,
        { ...effects(processes, temporaryFolder, controller.signal), childVariables, pythonFolder, clock },
        onProgress,
      ),
    ]);
    return {
      measured: ended.status === "fulfilled" ? ended.value : null,
      error: ended.status === "rejected" ? ended.reason : null,
      progress,
      log: readLog(logFile),
      processesStarted: groups.length,
      survivors: await survivorsOf(groups),
      leftFolders: readdirSync(temporaryFolder),
    };
  } finally {
    await processes.killAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(part: Part, logFile: string, python: string): ProvisionedEnvironment {
  const id = seriesOf(part);
  return {
    plan: {
      id,
      variant: part.variant,
      arm: part.arm ?? "head",
      platform: "linux-64",
      expectation: { blas: null, lapack: null },
      source: { provider: "existing", path: "/nowhere" },
      explicit: true,
    },
    prefix: "/nowhere",
    python: part.behaviour === "no-python" ? "/nowhere/bin/python" : python,
    variables: {
      PATH: process.env.PATH ?? "",
      STAND_IN: part.behaviour ?? "steady",
      STAND_IN_LOG: logFile,
      STAND_IN_AILING: part.ailing ?? "beta",
      STAND_IN_OFFERS: part.offers ?? "alpha beta",
      STAND_IN_NANOSECONDS: String(part.nanoseconds ?? 1e6),
      STAND_IN_WORK_SECONDS: String(part.workSeconds ?? 0),
    },
    packages: [],
    hash: null,
    lockFile: null,
  };
}

function plan(part: Part): SeriesPlan {
  return {
    id: seriesOf(part),
    environment: seriesOf(part),
    variant: part.variant,
    arm: part.arm ?? "head",
    platform: "linux-64",
    threads: part.threads ?? 1,
    launcher: part.launcher ?? "direct",
  };
}

function effects(processes: Processes, temporaryFolder: string, signal: AbortSignal): Effects {
  return {
    processes,
    files: systemFiles,
    clock: systemClock,
    machine: createMachine(processes),
    childVariables: {},
    buildVariables: {},
    networkVariables: {},
    clientVariables: {},
    pythonFolder: standIn,
    cacheFolder: "/nowhere",
    temporaryFolder,
    offline: false,
    signal,
    log: () => {},
  };
}

/** The same processes, with the group of each one that was started. */
function watched(processes: Processes): { readonly processes: Processes; readonly groups: number[] } {
  const groups: number[] = [];
  const start: Processes["start"] = (request) => {
    const started = processes.start(request);
    groups.push(started.processId);
    return started;
  };
  return { processes: { ...processes, start }, groups };
}

function readLog(file: string): Outcome["log"] {
  try {
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line) => {
      const [what = "", processId, nanoseconds] = line.split(" ");
      return { what, processId: Number(processId), nanoseconds: Number(nanoseconds) };
    });
  } catch {
    return [];
  }
}

/** The kernel takes a moment to end what has been killed; what is left after that has not been killed. */
async function survivorsOf(groups: readonly number[]): Promise<readonly string[]> {
  const alive = (): string[] =>
    execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat="], { encoding: "utf8" })
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, group, state]) => groups.includes(Number(group)) && !state?.startsWith("Z"))
      .map(([processId]) => processId ?? "?");
  try {
    return await vi.waitUntil(() => (alive().length === 0 ? [] : null), { timeout: 3000, interval: 50 });
  } catch {
    return alive();
  }
}

/** What came of a run that came to its end. */
export function measuredOf({ measured, error }: Outcome): Measured {
  if (measured === null) throw error;
  return measured;
}
