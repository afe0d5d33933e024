// The backend table: what was asked for, what was installed, what NumPy really calls, and whether that is proven.
import type { Result } from "../result/schema.ts";
import { familyNames, workingFamily } from "../verify/identify.ts";
import type { BackendVerdict, LoadedLibrary } from "../verify/verdict.ts";
import type { Labels } from "./labels.ts";

export interface LibraryName {
  readonly fileName: string;
  /** "netlib", "OpenBLAS"; null when the family is not known. */
  readonly family: string | null;
  /** FlexiBLAS only: where it forwards to. */
  readonly backend: string | null;
  readonly version: string | null;
  readonly coreType: string | null;
  readonly integers: "LP64" | "ILP64" | null;
}

export interface BackendRow {
  readonly series: string;
  readonly label: string;
  /** The variant as asked for. */
  readonly requested: string;
  readonly installed: string | null;
  readonly blas: LibraryName | null;
  readonly lapack: LibraryName | null;
  readonly lapackIsSame: boolean;
  readonly threads: BackendVerdict["threads"];
  readonly status: BackendVerdict["status"];
  readonly reasons: readonly string[];
  readonly scipy: { readonly blas: LibraryName | null; readonly lapack: LibraryName | null } | null;
  /** Further BLAS or OpenMP runtimes in the process. */
  readonly others: readonly string[];
}

export function backendRows(
  result: Result,
  verdicts: ReadonlyMap<string, BackendVerdict>,
  labels: Labels,
): readonly BackendRow[] {
  return result.series.map((series) => {
    const verdict = verdicts.get(series.id) ?? unproven(series.threads);
    const { blas, lapack, scipy } = verdict;
    return {
      series: series.id,
      label: labels.of(series.id),
      requested: series.variant,
      installed: verdict.installed,
      blas: nameOf(blas),
      lapack: nameOf(lapack),
      lapackIsSame: blas !== null && blas.realPath === lapack?.realPath && blas.family === lapack.family,
      threads: verdict.threads,
      status: verdict.status,
      reasons: verdict.reasons,
      scipy: scipy === null ? null : { blas: nameOf(scipy.blas), lapack: nameOf(scipy.lapack) },
      others: verdict.others,
    };
  });
}

/** The LAPACK of a series where it is not of its BLAS's family: figures that it computed are labelled with it. */
export function separateLapack(row: BackendRow | undefined): string | null {
  if (row === undefined || row.lapack === null || row.lapackIsSame) return null;
  const { family, fileName } = row.lapack;
  return family !== null && family === row.blas?.family ? null : (family ?? fileName);
}

function nameOf(library: LoadedLibrary | null): LibraryName | null {
  if (library === null) return null;
  const family = workingFamily(library) ?? library.family;
  return {
    fileName: library.fileName,
    family: family === null ? null : familyNames[family],
    backend: library.backend,
    version: library.version,
    coreType: library.coreType,
    integers: library.integers,
  };
}

function unproven(threads: number): BackendVerdict {
  return {
    status: "unknown",
    reasons: ["there is no evidence of this series"],
    blas: null,
    lapack: null,
    scipy: null,
    others: [],
    threads: { asked: threads, effective: null },
    installed: null,
  };
}
