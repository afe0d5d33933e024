// What two separate runs really ran on, side by side, and in which words they differ.
import type { SeriesPair } from "../compare/comparability.ts";
import type { BackendRow, LibraryName } from "./backend-rows.ts";
import { quoted } from "./document.ts";
import { cut } from "./inert.ts";
import { count } from "./numbers.ts";

export interface SeparateBackend {
  readonly label: string;
  readonly a: BackendRow;
  readonly b: BackendRow;
  /** What each side ran on, in the fewest words that tell them apart; null where both ran on the same. */
  readonly difference: { readonly a: string; readonly b: string } | null;
}

/** @param rowsOfA By series id, as rowsOfB. */
export function separateBackends(
  pairs: readonly SeriesPair[],
  labelOf: (pair: SeriesPair) => string,
  rowsOfA: readonly BackendRow[],
  rowsOfB: readonly BackendRow[],
): readonly SeparateBackend[] {
  const [ofA, ofB] = [rowsOfA, rowsOfB].map((rows) => new Map(rows.map((row) => [row.series, row])));
  return pairs.flatMap((pair) => {
    const [a, b] = [ofA?.get(pair.a.id), ofB?.get(pair.b.id)];
    return a === undefined || b === undefined ? [] : [{ label: labelOf(pair), a, b, difference: differenceOf(a, b) }];
  });
}

/** From the fewest words to all of them. */
const descriptions: readonly ((row: BackendRow) => string)[] = [
  ({ blas }) => shortName(blas),
  ({ blas }) => withCoreType(blas),
  ({ blas, lapack }) => `${withCoreType(blas)} with LAPACK of ${withCoreType(lapack)}`,
  ({ blas, lapack }) => `${fileName(blas)} with LAPACK of ${fileName(lapack)}`,
  ({ blas, lapack }) => `${integers(blas)} with LAPACK of ${integers(lapack)}`,
  ({ blas, threads }) => `${withCoreType(blas)} with ${usedThreads(threads)}`,
];

/** Where both have SciPy: that one side has it and the other not is no other backend. */
function scipyText({ scipy }: BackendRow): string {
  return `${fileName(scipy?.blas ?? null)} and ${fileName(scipy?.lapack ?? null)} in SciPy`;
}

/** What is not known is said as that, not as a difference. Within a family, the kernels tell more than the version. */
function differenceOf(a: BackendRow, b: BackendRow): SeparateBackend["difference"] {
  if (a.blas === null || b.blas === null) return null;
  const isOtherFamily = a.blas.family !== b.blas.family;
  const haveSciPy = a.scipy !== null && b.scipy !== null;
  const candidates = [...descriptions.slice(isOtherFamily ? 0 : 1), ...(haveSciPy ? [scipyText] : [])];
  const describe = candidates.find((words) => words(a) !== words(b));
  return describe === undefined ? null : { a: describe(a), b: describe(b) };
}

const unknownLibrary = "a library that is not known";

function shortName(library: LibraryName | null): string {
  if (library === null) return unknownLibrary;
  const version = library.version === null ? "" : ` ${libraryWord(library.version)}`;
  return `${library.family ?? quoted(library.fileName)}${version}`;
}

function withCoreType(library: LibraryName | null): string {
  const coreType = library?.coreType ?? null;
  return shortName(library) + (coreType === null ? "" : ` (${libraryWord(coreType)})`);
}

const longestWord = 40;

/** What a library says of itself: nothing in it may begin or end a code span, or fill the line. */
export function libraryWord(text: string): string {
  return cut(text.replaceAll("`", "'"), longestWord);
}

function fileName(library: LibraryName | null): string {
  return library === null ? unknownLibrary : quoted(library.fileName);
}

function integers(library: LibraryName | null): string {
  return `${shortName(library)} (${library?.integers ?? "integers not known"})`;
}

function usedThreads({ effective }: BackendRow["threads"]): string {
  return effective === null ? "threads not known" : count(effective, "thread");
}
