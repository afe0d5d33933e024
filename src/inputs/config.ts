// The configuration of a run as values, and the few types that later stages share with what people type.
import type { FormatName } from "../result/import/imported-run.ts";
import type { Launcher, Platform } from "../result/schema.ts";

export const suites = ["quick", "mysvd", "dario", "sweep"] as const;
export type Suite = (typeof suites)[number];

/** Where the benchmarks come from. */
export type BenchmarkSource =
  | { readonly kind: "suite"; readonly suite: Suite }
  /** A Python file whose functions named bench_* are timed: as given, or from the checkout's folder once located. */
  | { readonly kind: "functions"; readonly file: string }
  /** Tests that use pytest-benchmark's fixture: a file or folder, perhaps with "::NAME", and pytest's own parameters. */
  | { readonly kind: "pytest"; readonly path: string; readonly parameters: readonly string[] }
  /** A suite of airspeed velocity: a folder with asv.conf.json, or one of benchmarks. */
  | { readonly kind: "asv"; readonly path: string }
  /** A Python file that is run whole, in a process of its own: located as the one of functions is. */
  | { readonly kind: "script"; readonly file: string }
  /** A line for bash that writes or prints figures in one of the formats that are read. */
  | { readonly kind: "command"; readonly line: string };

/** Whether the benchmarks belong to the code under test, so that base and head have their own. */
export function areOwn({ kind }: BenchmarkSource): boolean {
  return kind !== "suite";
}

/** The file or folder that holds the benchmarks; null for built-in ones, and for a command, which has none. */
export function placeOf(source: BenchmarkSource): string | null {
  switch (source.kind) {
    case "suite":
    case "command":
      return null;
    case "functions":
    case "script":
      return source.file;
    case "pytest":
      return source.path.split("::")[0] ?? "";
    case "asv":
      return source.path;
  }
}

/** What the gate may be told to fail on. */
export const failOnClasses = [
  "regression",
  "backend",
  "failed",
  "insufficient",
  "nothing-measured",
  "inconclusive",
  "unverified",
] as const;
export type FailOnClass = (typeof failOnClasses)[number];

/** Which comparisons a run makes: of two states of the code, of variants, of both, or of nothing. */
export const comparables = ["auto", "base", "variants", "both", "none"] as const;
export type Compare = (typeof comparables)[number];

/** When a pull request gets a comment. */
export const commentModes = ["auto", "always", "on-change", "never"] as const;

/** The smallest slowdown that matters, as a share of the base's time: 0.05 is 5 %. */
export interface Threshold {
  /** null: what is usual on the platform. */
  readonly defaultShare: number | null;
  /** Globs on benchmark names; the last one that fits wins. */
  readonly overrides: readonly { readonly glob: string; readonly share: number }[];
}

export interface BlockCounts {
  readonly count: "auto" | number;
  readonly caps: readonly BlockCap[];
}

/** At most so many blocks for the benchmarks that a glob names; the last one that fits wins. */
export interface BlockCap {
  readonly glob: string;
  readonly blocks: number;
}

export type VariantRequest =
  | { readonly kind: "catalogue"; readonly name: string; readonly platform: Platform | null }
  | { readonly kind: "existing"; readonly path: string };

export const clientNames = ["micromamba", "mamba", "conda"] as const;
export type ClientName = (typeof clientNames)[number];

/** A conda client of the machine. */
export type ClientChoice =
  /** The first that can be used. */
  | { readonly kind: "found" }
  | { readonly kind: "named"; readonly name: ClientName }
  /** A program, as given or absolute. */
  | { readonly kind: "path"; readonly path: string };

/** Who makes the environments that come from conda channels. */
export type CondaChoice = { readonly kind: "embedded" } | ClientChoice;

export interface Config {
  readonly variants: "auto" | "all" | readonly VariantRequest[];
  /** null: the first variant. */
  readonly reference: VariantRequest | null;
  /** null: the newest that the solver finds. */
  readonly pythonVersion: string | null;
  readonly numpyVersion: string | null;
  readonly packages: readonly string[];
  /** An environment.yml of the repository, from the working folder: each arm has its own. */
  readonly environmentFile: string | null;
  /** Empty: conda-forge, or what a client of the machine is configured for. */
  readonly channels: readonly string[];
  /** What a channel's name is put behind, without a slash at its end; null: what is usual. */
  readonly channelAlias: string | null;
  /** Packages come from the caches of this machine alone. */
  readonly offline: boolean;
  readonly conda: CondaChoice;
  /** Lines for bash, run in each environment and arm, in the checkout. */
  readonly install: readonly string[];
  readonly benchmarks: BenchmarkSource;
  /** What a command writes; null for every other source. */
  readonly format: FormatName | null;
  /** Of the lines in which a script prints its times; null: its own time is taken. */
  readonly pattern: string | null;
  readonly select: readonly string[];
  readonly compare: Compare;
  /** null: the right one for the event. */
  readonly baseRef: string | null;
  readonly threads: "all" | readonly number[];
  readonly launchers: readonly Launcher[];
  readonly blocks: BlockCounts;
  readonly budgetMilliseconds: number;
  readonly threshold: Threshold;
  readonly failOn: readonly FailOnClass[];
  /** null: a new folder in the system's temporary folder. */
  readonly outputFolder: string | null;
}
