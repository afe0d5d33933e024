// What is taken over from a file that another tool wrote: benchmarks with their figures, and what was left out.

/** As people write it for `format`. */
export const formatNames = [
  "pyperf",
  "hyperfine",
  "google-benchmark",
  "pytest-benchmark",
  "asv",
  "go",
  "json",
] as const;
export type FormatName = (typeof formatNames)[number];

export type Figures =
  /** One list for each process. What varies from process to process is in them, so that processes are the sample. */
  | { readonly kind: "processes"; readonly processes: readonly (readonly number[])[] }
  /** In the order they were taken, as far as the file knows in one process. */
  | { readonly kind: "samples"; readonly samples: readonly number[] }
  /** No sample is in the file, so how far they scatter is known from nothing that could be recomputed. */
  | {
      readonly kind: "summary";
      readonly statistic: "mean" | "median" | "value";
      readonly value: number;
      /** Of how many samples; null where the file does not say. */
      readonly count: number | null;
    };

export interface ImportedBenchmark {
  /** Unique in its file. */
  readonly name: string;
  /** "s" for every time; other units as the file has them, "" where it says none. */
  readonly unit: string;
  /** null where nobody says which way is better. */
  readonly better: "smaller" | "bigger" | null;
  /** Finite throughout; times are above zero. */
  readonly figures: Figures;
}

/** Something that a file says of where or how it was measured. */
export interface Fact {
  /** Such as "CPU model". */
  readonly what: string;
  readonly value: string;
}

export interface ImportedRun {
  readonly format: FormatName;
  /** As the file says it; null where it does not. */
  readonly toolVersion: string | null;
  readonly startedAt: string | null;
  /** Times from two machines are not comparable. */
  readonly machine: readonly Fact[];
  /** Worth knowing where they differ; the times stand. */
  readonly settings: readonly Fact[];
  readonly benchmarks: readonly ImportedBenchmark[];
  /** Every benchmark of the file that is not among the others, with the reason as a clause: "has a time of 0". */
  readonly omitted: readonly { readonly name: string; readonly why: string }[];
  /** What else of the file was not taken over. A sentence each. */
  readonly notices: readonly string[];
}
