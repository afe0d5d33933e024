// The backend table as blocks, and below it how each of its rows is known.
import type { BackendRow, LibraryName } from "./backend-rows.ts";
import type { Block, Line, Span } from "./document.ts";
import { code, left, plain, sentence } from "./document.ts";

export const statusTones = { verified: "good", mismatch: "bad", unknown: "unsure" } as const;

export function backendTable(rows: readonly BackendRow[]): readonly Block[] {
  if (rows.length === 0) return [];
  const columns = ["requested", "installed", "NumPy really calls", "LAPACK", "threads", "proof"].map(left);
  return [{ kind: "table", columns, rows: rows.map(cellsOf) }];
}

function cellsOf(row: BackendRow): readonly Line[] {
  const lapack = row.lapackIsSame ? [plain("same")] : libraryLine(row.lapack, row.status);
  return [
    [plain(row.label)],
    [row.installed === null ? plain("no record") : code(row.installed)],
    libraryLine(row.blas, row.status),
    lapack,
    threadsLine(row),
    proofLine(row),
  ];
}

function libraryLine(library: LibraryName | null, status: BackendRow["status"]): Line {
  if (library === null) return [plain("not known", "unsure")];
  const { fileName, family, backend, coreType } = library;
  const isNamed = family !== null && fileName.toLowerCase().includes(family.toLowerCase());
  return [
    code(fileName, status === "mismatch" ? "strong" : "plain"),
    ...(family === null || isNamed ? [] : [plain(` (${family})`)]),
    ...(backend === null ? [] : [plain(" to "), code(backend)]),
    ...(coreType === null ? [] : [plain(`, ${coreType}`)]),
  ];
}

function threadsLine({ threads: { asked, effective } }: BackendRow): Line {
  if (effective === null) return [plain(asked === null ? "not known" : `${asked} asked`)];
  if (asked === null || asked === effective) return [plain(String(effective))];
  return [plain(`${asked} asked, `), plain(`${effective} used`, effective > asked ? "bad" : "plain")];
}

function proofLine({ status, reasons }: BackendRow): Line {
  const mark = plain(status, statusTones[status]);
  const [reason] = reasons;
  return status === "verified" || reason === undefined ? [mark] : [mark, plain(": "), ...sentence(reason)];
}

/** Every reason, and what the table has no room for. */
export function proofList(rows: readonly BackendRow[]): readonly Block[] {
  const items = rows.flatMap((row) => [
    ...row.reasons.map((reason) => about(row, sentence(reason))),
    ...scipyLines(row).map((line) => about(row, line)),
    ...(row.others.length === 0 ? [] : [about(row, [plain("also loaded: "), ...names(row.others)])]),
  ]);
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function about(row: BackendRow, line: Line): Line {
  return [plain(`${row.label}: `), ...line];
}

function scipyLines({ scipy }: BackendRow): readonly Line[] {
  if (scipy === null) return [];
  const called = (library: LibraryName | null): Span =>
    library === null ? plain("a library that is not known") : code(library.fileName);
  return [
    [plain("SciPy calls "), called(scipy.blas), plain(" for BLAS and "), called(scipy.lapack), plain(" for LAPACK")],
  ];
}

function names(fileNames: readonly string[]): Line {
  return fileNames.flatMap((name, index) => [...(index === 0 ? [] : [plain(", ")]), code(name)]);
}
