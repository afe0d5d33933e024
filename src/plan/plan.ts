// What a run will do, decided before anything is done: environments, series, and what cannot be had.
import type { BenchmarkSource, BlockCap, ClientChoice } from "../inputs/config.ts";
import type { FormatName } from "../result/import/imported-run.ts";
import type { Absence, Arm, Expectation, Host, Launcher, Platform } from "../result/schema.ts";
import type { Axes } from "./base.ts";
import type { Lock, LockedPackage } from "./lock.ts";

/** One environment to be made or taken. */
export interface EnvironmentPlan {
  /** Unique in the plan, such as "openblas-linux-64-head"; safe as a folder name. */
  readonly id: string;
  readonly variant: string;
  readonly arm: Arm;
  readonly platform: Platform;
  readonly expectation: Expectation;
  readonly source: EnvironmentSource;
  /** Named by the user, rather than chosen by "auto" or "all": it must not be lost silently. */
  readonly explicit: boolean;
}

/** What NumPy can be built against. */
export type SourceLibrary = "openblas" | "blis" | "netlib" | "mkl" | "accelerate";

export type EnvironmentSource =
  | {
      readonly provider: "rattler";
      /** Conda match specs, the BLAS pin among them. */
      readonly specs: readonly string[];
      /** Names, URLs (perhaps with credentials) or absolute folders, strongest first. */
      readonly channels: readonly string[];
      /** Name patterns of packages to pin in conda-meta/pinned once solved, such as "libblas". */
      readonly pinned: readonly string[];
      /** All of a lock's packages: taken as they stand where they have what `specs` ask for. */
      readonly locked?: {
        /** The file's name, for messages. */
        readonly label: string;
        readonly form: Lock["form"];
        readonly packages: readonly LockedPackage[];
      };
      /** What the variant and the environment file have pip install after conda, as a line for bash. */
      readonly pipLine?: string;
      /** What the environment file has set in the activated environment. */
      readonly setVariables?: Readonly<Record<string, string>>;
    }
  | {
      /** A conda command line of the machine, asked for the same. */
      readonly provider: "client";
      readonly client: ClientChoice;
      readonly specs: readonly string[];
      /** Empty: those of the client's own configuration. */
      readonly channels: readonly string[];
      readonly pinned: readonly string[];
      readonly pipLine?: string;
      readonly setVariables?: Readonly<Record<string, string>>;
    }
  | {
      readonly provider: "pip";
      readonly requirements: readonly string[];
      /** The newest system whose wheels may be taken, as a platform tag; absent: this machine's own. */
      readonly wheelsFor?: string;
    }
  | { readonly provider: "source"; readonly library: SourceLibrary; readonly numpyVersion: string | null }
  /** A Python executable or an environment's folder, absolute. */
  | { readonly provider: "existing"; readonly path: string };

export interface SeriesPlan {
  readonly id: string;
  readonly environment: string;
  readonly variant: string;
  readonly arm: Arm;
  readonly platform: Platform;
  readonly threads: number;
  readonly launcher: Launcher;
}

export interface BenchmarkPlan {
  readonly source: BenchmarkSource;
  /** As in the configuration. */
  readonly format: FormatName | null;
  readonly pattern: string | null;
  /** Globs on benchmark names; empty means all. */
  readonly select: readonly string[];
}

export interface SchedulePlan {
  readonly seed: number;
  readonly blocks: number;
  /**
   * Where a code axis is decided, by `blocks: auto`: as many blocks as its number of cells takes, known with the first
   * block, and a second look, after as many again, at what the first leaves undecided.
   */
  readonly blocksByFamily: boolean;
  /** Benchmarks that are measured in fewer of the blocks. */
  readonly caps: readonly BlockCap[];
  /** In a block, of a benchmark whose batches are long; short ones take up to three times as many. */
  readonly turns: number;
  readonly batchMilliseconds: number;
  readonly budgetMilliseconds: number;
}

export interface Plan {
  readonly host: Host;
  readonly axes: Axes;
  readonly environments: readonly EnvironmentPlan[];
  readonly series: readonly SeriesPlan[];
  /** Variant the others are shown against; null when there is nothing to compare. */
  readonly reference: string | null;
  readonly benchmarks: BenchmarkPlan;
  readonly schedule: SchedulePlan;
  readonly absences: readonly Absence[];
}
