// What the evidence says of one series, as values: the judges in this folder return these types.
import type { LibraryFamily } from "../result/schema.ts";

/** The library that provides one layer of calls, as far as it is known. */
export interface LoadedLibrary {
  /** null when the file is known but no family's marks are on it. */
  readonly family: LibraryFamily | null;
  /** File name without its folder, such as "libopenblasp-r0.3.30.so". */
  readonly fileName: string;
  readonly realPath: string;
  readonly version: string | null;
  readonly coreType: string | null;
  readonly threadingLayer: string | null;
  readonly integers: "LP64" | "ILP64" | null;
  /** FlexiBLAS only: where it forwards to. */
  readonly backend: string | null;
}

export interface BackendVerdict {
  readonly status: "verified" | "mismatch" | "unknown";
  /** Why, in plain sentences, most important first; also for "verified" (what was seen, how often). */
  readonly reasons: readonly string[];
  readonly blas: LoadedLibrary | null;
  readonly lapack: LoadedLibrary | null;
  /** SciPy's own, where SciPy is installed. */
  readonly scipy: { readonly blas: LoadedLibrary | null; readonly lapack: LoadedLibrary | null } | null;
  /** Further BLAS or OpenMP runtimes in the process, by file name. */
  readonly others: readonly string[];
  readonly threads: { readonly asked: number | null; readonly effective: number | null };
  /** What the package records claim, such as "libblas 3.11.0 5_h8d724d3_openblas"; null without records. */
  readonly installed: string | null;
}

/** Something worth doing about a series or its host. Never part of the verdict. */
export interface Advice {
  /** Stable, such as "translated-python"; for tests and for filtering. */
  readonly code: string;
  /** Variants or series it concerns; empty for the host. */
  readonly subjects: readonly string[];
  readonly text: string;
}
