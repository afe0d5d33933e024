// The backend table: what was asked for, what was installed, what NumPy really calls, and whether that is proven.
import type { Run } from "../result/matrix.ts";
import type { Arm } from "../result/schema.ts";
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
  readonly arm: Arm;
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
  /** Install commands after which NumPy or its backend was another one. */
  readonly changedBy: readonly string[];
}

/** What a variant runs on. Its two arms are one where their proof is equal. */
export interface BackendCell {
  readonly label: string;
  /** At head; at base where there is nothing else. */
  readonly now: BackendRow;
  /** At base, where that is something else; otherwise null. */
  readonly before: BackendRow | null;
}

export function backendRows(
  result: Run,
  verdicts: ReadonlyMap<string, BackendVerdict>,
  labels: Labels,
): readonly BackendRow[] {
  const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
  return result.series.map((series) => {
    const verdict = verdicts.get(series.id) ?? unproven(series.threads);
    const { blas, lapack, scipy } = verdict;
    const installs = environments.get(series.environment)?.installs ?? [];
    return {
      series: series.id,
      arm: series.arm,
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
      changedBy: installs.flatMap(({ command, change }) => (change === null ? [] : [command])),
    };
  });
}

export function backendCells(rows: readonly BackendRow[], labels: Labels): readonly BackendCell[] {
  const arms = new Map<string, Partial<Record<Arm, BackendRow>>>();
  for (const row of rows) {
    const cell = labels.ofCell(row.series);
    arms.set(cell, { ...arms.get(cell), [row.arm]: row });
  }
  return [...arms].flatMap(([label, { base, head }]): BackendCell[] => {
    if (head === undefined) return base === undefined ? [] : [{ label: base.label, now: base, before: null }];
    return [{ label, now: head, before: base === undefined || isEqualProof(base, head) ? null : base }];
  });
}

/** How often a verified backend was looked at is no difference. */
function isEqualProof(one: BackendRow, other: BackendRow): boolean {
  const proof = ({ series, arm, label, reasons, ...row }: BackendRow): string =>
    JSON.stringify({ ...row, reasons: row.status === "verified" ? [] : reasons });
  return proof(one) === proof(other);
}

export function isVerified({ now, before }: BackendCell): boolean {
  return now.status === "verified" && (before === null || before.status === "verified");
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
