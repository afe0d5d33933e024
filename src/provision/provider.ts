// The one interface behind which environments are made or taken, whoever makes them.
import type { ClientName } from "../inputs/config.ts";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { InstalledPackage } from "../result/evidence.ts";
import type { Platform } from "../result/schema.ts";

/** Whether commands that may call a conda client can have it look at what pip put over its packages. */
export interface PipInteroperability {
  /** Set to "true" for them; null: this client cannot. */
  readonly variable: string | null;
  /** For people: what may happen, and what to do; null where there is nothing to explain. */
  readonly explanation: string | null;
}

/** An environment that exists and can be run in. */
export interface ProvisionedEnvironment {
  readonly plan: EnvironmentPlan;
  /** Absolute path of the environment's folder. */
  readonly prefix: string;
  /** Absolute path of its Python. */
  readonly python: string;
  /** Complete variables of the activated environment, from the allow-listed base; nothing else is handed to children. */
  readonly variables: Readonly<Record<string, string>>;
  readonly packages: readonly InstalledPackage[];
  /** SHA-256 over the sorted package list, hexadecimal; null where the provider cannot know it. */
  readonly hash: string | null;
  /** The conda client of the machine that made it; absent where it was none. */
  readonly client?: { readonly name: ClientName; readonly version: string; readonly pip: PipInteroperability };
  /** Lock file that gives the same environment again; null where there is none. */
  readonly lockFile: string | null;
  /** Folder in the cache of the wheel that was built for it, absolute; absent where none was. */
  readonly wheelFolder?: string;
}

/** Why an environment could not be had. Only "channel-unreachable" may lead "auto" to fall back. */
export type ProvisionFailureKind =
  | "channel-unreachable"
  | "channel-missing"
  | "channel-malformed"
  | "package-not-found"
  | "unsatisfiable"
  | "bad-spec"
  | "disk-full"
  | "hash-mismatch"
  | "prefix-exists"
  | "no-python"
  | "numpy-missing"
  | "other";

export interface ProvisionFailure {
  readonly status: "failed";
  readonly plan: EnvironmentPlan;
  readonly kind: ProvisionFailureKind;
  /** What happened, where, and what to do, in one or two sentences, without credentials. */
  readonly message: string;
  readonly lastLines: readonly string[];
}

export type ProvisionOutcome =
  | { readonly status: "ready"; readonly environment: ProvisionedEnvironment }
  | ProvisionFailure;

/** One line for people: what is being done now. */
export type ProvisionProgress = (line: string) => void;

export interface Provider {
  /**
   * Makes all of `plans` side by side, each in a fresh folder below `root` named after its plan.
   * Never throws for a failure that belongs to one environment: that is its outcome.
   * After a failure or an abort no folder of that plan is left below `root`.
   */
  provision(
    plans: readonly EnvironmentPlan[],
    root: string,
    progress: ProvisionProgress,
    signal: AbortSignal,
  ): Promise<readonly ProvisionOutcome[]>;
}

/** The packages of a lock, with what to call it. */
export type LockedSource = NonNullable<Extract<EnvironmentPlan["source"], { provider: "rattler" }>["locked"]>;

/** A solve without an install, for any platform. */
export interface SolveRequest {
  readonly platform: Platform;
  readonly specs: readonly string[];
  readonly channels: readonly string[];
  /** Such as ["__osx=14.0"]; empty means those of this machine, or a usual set for a foreign platform. */
  readonly virtualPackages: readonly string[];
}

export type SolveOutcome =
  | { readonly status: "solved"; readonly packages: readonly InstalledPackage[] }
  | { readonly status: "failed"; readonly kind: ProvisionFailureKind; readonly message: string };
