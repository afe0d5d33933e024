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
  /** A Python file that is run whole, in a process of its own: located as the one of functions is. */
  | { readonly kind: "script"; readonly file: string }
  /** A line for bash that writes or prints figures in one of the formats that are read. */
  | { readonly kind: "command"; readonly line: string };

/** Sources that are one process for each series and block. */
export function isProcess({ kind }: BenchmarkSource): boolean {
  return kind === "script" || kind === "command";
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

export type VariantRequest =
  | { readonly kind: "catalogue"; readonly name: string; readonly platform: Platform | null }
  | { readonly kind: "existing"; readonly path: string };

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
  readonly channels: readonly string[];
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
  readonly blocks: "auto" | number;
  readonly budgetMilliseconds: number;
  readonly threshold: Threshold;
  readonly failOn: readonly FailOnClass[];
  /** null: a new folder in the system's temporary folder. */
  readonly outputFolder: string | null;
}
