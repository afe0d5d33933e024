// What people published for mysvd and dario, as rows to hold this run's figures against.
import type { Comparisons } from "../compare/comparison.ts";
import type { Labels } from "./labels.ts";

export interface PublishedRow {
  /** Variant and machine of this run, or the published setting and machine. */
  readonly setting: string;
  readonly machine: string;
  readonly seconds: number;
  readonly isThisRun: boolean;
}

export interface PublishedTable {
  readonly benchmark: string;
  readonly meaning: string;
  /** End of a sentence, names between backticks. */
  readonly source: string;
  /** Fastest first, this run's rows among the published ones. */
  readonly rows: readonly PublishedRow[];
}

interface Publication {
  readonly benchmark: string;
  readonly meaning: string;
  readonly rows: readonly (readonly [machine: string, setting: string, seconds: number])[];
}

// Question "Why is numpy native on M1 Max greatly slower than on old Intel i5?", its accepted answer (2021-12), the
// answer with the Intel i9's figures (2021-12) and the one with conda-forge's accelerate (2022-11).
const source = "`stackoverflow.com/questions/70240506` and its answers";

const publications: readonly Publication[] = [
  {
    benchmark: "mysvd",
    meaning: "mean of 10 runs of 100 SVDs of a 300x300 matrix",
    rows: [
      ["M1 Max", "NumPy built on vecLib", 1.023],
      ["M1 Max", "conda-forge accelerate", 1.08088],
      ["M1 Max", "conda-forge default", 4.29386],
      ["M1 Max", "conda-forge openblas", 4.13854],
      ["M1 Max", "conda-forge netlib", 4.75812],
      ["M1 Max", "NumPy built on Homebrew OpenBLAS", 12.57879],
      ["M1 Max", "Apple TensorFlow dependencies", 4.19151],
      ["M1 Max", "conda default, run from PyCharm", 4.9837],
      ["M1 Max", "Anaconda under Rosetta", 4.10029],
      ["M1 Max", "Anaconda under Rosetta, run from PyCharm", 4.99271],
      ["Intel i5-6360U", "Anaconda", 2.39917],
      ["Intel i9 (macOS)", "conda-forge mkl", 0.95932],
      ["Intel i9 (macOS)", "conda-forge blis", 1.72059],
      ["Intel i9 (macOS)", "conda-forge openblas", 2.17023],
      ["Intel i9 (macOS)", "conda-forge netlib", 5.72782],
    ],
  },
  {
    benchmark: "dario/total",
    meaning: "total of the script",
    rows: [
      ["M1 Max", "conda-forge accelerate", 19],
      ["M1 Max", "NumPy built on vecLib", 21],
      ["M1 Max", "conda-forge openblas", 39],
      ["M1 Max", "NumPy built on Homebrew OpenBLAS", 40],
      ["M1 Max", "conda-forge default", 41],
      ["M1 Max", "conda-forge netlib", 323],
      ["M1", "not stated", 33],
      ["Intel i9-9880H", "not stated", 23],
      ["Intel i5-6360U", "Anaconda", 78],
    ],
  },
  ...(
    [
      ["matmul", "dot of two 4096x4096 matrices, mean of 20", 0.28],
      ["dot", "dot of two vectors of length 524288, mean of 5000", 0.00011],
      ["svd", "SVD of a 2048x1024 matrix, mean of 3", 0.44],
      ["cholesky", "Cholesky of a 2048x2048 matrix, mean of 3", 0.07],
      ["eig", "eigendecomposition of a 2048x2048 matrix, mean of 3", 3.83],
    ] as const
  ).map(
    ([part, meaning, seconds]): Publication => ({
      benchmark: `dario/${part}`,
      meaning,
      rows: [["M1 Max", "conda-forge accelerate", seconds]],
    }),
  ),
];

/** One table per published benchmark that this run timed. */
export function publishedTables(
  timings: Comparisons["timings"],
  labels: Labels,
  /** By series id. */
  machines: ReadonlyMap<string, string>,
): readonly PublishedTable[] {
  return publications.flatMap(({ benchmark, meaning, rows }) => {
    const ours = timings.filter((timing) => timing.benchmark === benchmark);
    if (ours.length === 0) return [];
    const all = [
      ...ours.map(({ series, medianSeconds }) => ({
        setting: labels.of(series),
        machine: machines.get(series) ?? "unknown",
        seconds: medianSeconds,
        isThisRun: true,
      })),
      ...rows.map(([theirs, setting, seconds]) => ({ setting, machine: theirs, seconds, isThisRun: false })),
    ];
    return [{ benchmark, meaning, source, rows: all.toSorted((a, b) => a.seconds - b.seconds) }];
  });
}
