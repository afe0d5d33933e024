// What measuring is asked, how patient it is, and what it hands back.
import type { BenchmarkPlan, SchedulePlan, SeriesPlan } from "../plan/plan.ts";
import type { Launching } from "../provision/launch.ts";
import type { ProvisionedEnvironment } from "../provision/provider.ts";
import type { Conditions } from "../result/conditions.ts";
import type { Arm, Failure, Measurement, Schedule, Sighting } from "../result/schema.ts";
import type { Benchmark, Labels } from "../result/worker-messages.ts";

/** Absolute folder with each arm's state of the code under test; null for an arm that the run does not have. */
export type Checkouts = Readonly<Record<Arm, string | null>>;

export interface MeasureRequest {
  readonly environments: readonly ProvisionedEnvironment[];
  /** Only series whose environment is among them. */
  readonly series: readonly SeriesPlan[];
  /** Without it, every series has to be one that is started directly. */
  readonly launching?: Launching;
  readonly benchmarks: BenchmarkPlan;
  readonly checkouts: Checkouts;
  readonly schedule: SchedulePlan;
  /**
   * The benchmarks to go on with, asked once where a second look is planned: after the first, of all that it saw. Handed
   * in, because judging belongs to a later stage. Without it nothing is undecided.
   */
  readonly undecided?: (soFar: Measured) => readonly string[];
  readonly patience?: Patience;
}

/** After how long a silent worker counts as hanging, in milliseconds. */
export interface Patience {
  /** From the start to its hello: importing NumPy, on a busy machine, from a cold disk. */
  readonly start: number;
  /** Any request whose duration nobody can know yet: preparing, calibrating, the first batch, evidence. */
  readonly unknown: number;
  /** A batch: this many times what it took before, and never less than the floor. */
  readonly batchFactor: number;
  readonly batchFloor: number;
  /** A whole run. Published scripts take 20 minutes and more on a slow BLAS. */
  readonly whole: number;
  /** From the request to quit until it is killed. */
  readonly quit: number;
}

export const defaultPatience: Patience = {
  start: 120_000,
  unknown: 300_000,
  batchFactor: 20,
  batchFloor: 60_000,
  whole: 3_600_000,
  quit: 2_000,
};

export interface Measured {
  /** One entry for each series of the request, also for those that failed. */
  readonly series: readonly { readonly id: string; readonly sightings: readonly Sighting[] }[];
  /** Every benchmark that any worker offered; a whole run is replaced by its parts. */
  readonly benchmarks: readonly Benchmark[];
  readonly schedule: Schedule;
  /** One for each block that was timed. */
  readonly conditions: readonly Conditions[];
  readonly measurements: readonly Measurement[];
  readonly failures: readonly Failure[];
  /** What people should know of how their benchmarks were taken over, of what they skip, and of what is left out. A sentence each. */
  readonly notices: readonly string[];
  /** What tests say of themselves, by series and benchmark. */
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, Labels>>;
}

export interface Progress {
  /** From 1. */
  readonly block: number;
  readonly blocks: number;
  readonly doing: "starting" | "preparing" | "timing" | "proving";
  /** null while all benchmarks are concerned. */
  readonly benchmark: string | null;
  readonly elapsedMilliseconds: number;
  /** null until enough has been seen to say. */
  readonly leftMilliseconds: number | null;
}
