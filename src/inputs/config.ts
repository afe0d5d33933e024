// The configuration of a run as values, and the few types that later stages share with what people type.
import type { Launcher, Platform } from "../result/schema.ts";

export const suites = ["quick", "mysvd", "dario", "sweep"] as const;
export type Suite = (typeof suites)[number];

/** Where the benchmarks come from. */
export type BenchmarkSource =
  | { readonly kind: "suite"; readonly suite: Suite }
  /** A Python file whose functions named bench_* are timed: as given, or from the checkout's folder once located. */
  | { readonly kind: "functions"; readonly file: string };

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
  readonly channels: readonly string[];
  readonly benchmarks: BenchmarkSource;
  readonly select: readonly string[];
  readonly threads: "all" | readonly number[];
  readonly launchers: readonly Launcher[];
  readonly blocks: "auto" | number;
  readonly budgetMilliseconds: number;
  readonly failOn: readonly FailOnClass[];
  /** null: a new folder in the system's temporary folder. */
  readonly outputFolder: string | null;
}
