// Lays two separate runs out: what they ran on first, then the ratios, then what could not be compared.
import type { BackendRow, LibraryName } from "./backend-rows.ts";
import { statusTones } from "./backend-section.ts";
import { packagesTable } from "./detail-sections.ts";
import type { Block, Document, Line, Section } from "./document.ts";
import { code, left, paragraph, plain, right, sentence } from "./document.ts";
import { count, difference, ratioWithInterval, time } from "./numbers.ts";
import type { SeparateBackend } from "./separate-backends.ts";
import { libraryWord } from "./separate-backends.ts";
import type { RunRow, SeparateRow } from "./separate-rows.ts";
import type { SeparateRunsModel } from "./separate-runs-model.ts";

export function layOutSeparateRuns(model: SeparateRunsModel): Document {
  const sections: readonly Section[] = [
    { title: "What they ran on", place: "shown", blocks: backendTable(model.backends) },
    { title: "B against A, not lockstep", place: "shown", blocks: ratioTable(model.rows) },
    { title: "Not comparable", place: "shown", blocks: notComparableList(model.notComparable) },
    { title: "In one file only", place: "shown", blocks: unmatchedList(model) },
    { title: "Numbers that changed", place: "shown", blocks: changedNumbersTable(model.changedNumbers) },
    { title: "Controls", place: "folded", blocks: ratioTable(model.controls) },
    ...packageSections(model.packages),
    { title: "Systems that differ", place: "folded", blocks: systemsTable(model.systems) },
    { title: "Runs", place: "folded", blocks: runsTable(model.runs) },
  ];
  return {
    title: [plain("blas-bench: "), ...sentence(model.headline)],
    lead: model.lead.map(sentence),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** One row where both ran on the same. */
function backendTable(backends: readonly SeparateBackend[]): readonly Block[] {
  const rows = backends.flatMap(({ label, a, b, difference: differs }) => {
    const isSame = differs === null && a.status === b.status && a.installed === b.installed;
    return isSame ? [backendRow(label, "both", b)] : [backendRow(label, "A", a), backendRow("", "B", b)];
  });
  const columns = ["backend", "file", "installed", "NumPy really calls", "LAPACK", "threads", "proof"].map(left);
  return [{ kind: "table", columns, rows }];
}

function backendRow(label: string, side: string, row: BackendRow): Line[] {
  return [
    [plain(label)],
    [plain(side)],
    [row.installed === null ? plain("no record") : code(row.installed)],
    libraryLine(row.blas),
    row.lapackIsSame ? [plain("same")] : libraryLine(row.lapack),
    [plain(row.threads.effective === null ? "not known" : String(row.threads.effective))],
    [plain(row.status, statusTones[row.status])],
  ];
}

function libraryLine(library: LibraryName | null): Line {
  if (library === null) return [plain("not known", "unsure")];
  const { fileName, family, version, coreType } = library;
  const facts = [family, version].flatMap((fact) => (fact === null ? [] : [libraryWord(fact)])).join(" ");
  return [
    code(fileName),
    ...(facts === "" ? [] : [plain(` (${facts})`)]),
    ...(coreType === null ? [] : [plain(`, ${libraryWord(coreType)}`)]),
  ];
}

function ratioTable(rows: readonly SeparateRow[]): readonly Block[] {
  if (rows.length === 0) return [];
  const hasOneLabel = new Set(rows.map(({ label }) => label)).size === 1;
  const labelCell = (label: string): Line[] => (hasOneLabel ? [] : [[plain(label)]]);
  return [
    {
      kind: "table",
      columns: [
        left("benchmark"),
        ...(hasOneLabel ? [] : [left("backend")]),
        right("A"),
        right("B"),
        right("B / A (95 %)"),
        left("B is"),
        right("blocks"),
      ],
      rows: rows.map(({ benchmark, layer, label, estimate, outcome, ...row }): Line[] => [
        layer === "lapack" ? [code(benchmark), plain(" (LAPACK)")] : [code(benchmark)],
        ...labelCell(label),
        [plain(time(row.aSeconds))],
        [plain(time(row.bSeconds))],
        [plain(ratioWithInterval(estimate))],
        [plain(outcome)],
        [plain(row.aBlocks === row.bBlocks ? String(row.aBlocks) : `${row.aBlocks}, ${row.bBlocks}`)],
      ]),
    },
  ];
}

function notComparableList(rows: SeparateRunsModel["notComparable"]): readonly Block[] {
  const items = rows.map(
    ({ benchmark, label, reason }): Line => [code(benchmark), plain(" on "), code(label), plain(`: it ${reason}`)],
  );
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function unmatchedList({ added, removed, onlyInA, onlyInB }: SeparateRunsModel): readonly Block[] {
  const about = (text: string, names: readonly string[]): Line[] =>
    names.length === 0 ? [] : [[plain(text), ...names.flatMap(listed)]];
  const items = [
    ...about("added, only in B: ", added),
    ...about("removed, only in A: ", removed),
    ...about("backends only in A: ", onlyInA),
    ...about("backends only in B: ", onlyInB),
  ];
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function listed(name: string, index: number): Line {
  return [...(index === 0 ? [] : [plain(", ")]), code(name)];
}

function changedNumbersTable(rows: SeparateRunsModel["changedNumbers"]): readonly Block[] {
  if (rows.length === 0) return [];
  const columns = ["benchmark", "backend", "difference", "tolerance"].map(left);
  return [
    paragraph("These compute other numbers in B than in A. A change of code may do that."),
    {
      kind: "table",
      columns,
      rows: rows.map(({ benchmark, label, largestRelativeDifference: largest, tolerance }): Line[] => [
        [code(benchmark)],
        [plain(label)],
        [plain(largest === null ? "not finite, or more of them" : difference(largest), "unsure")],
        [plain(difference(tolerance))],
      ]),
    },
  ];
}

/** One for each pair of environments that differ. */
function packageSections(packages: SeparateRunsModel["packages"]): readonly Section[] {
  const title = "Packages that differ";
  const differing = packages.filter(({ table }) => table.rows.length > 0);
  if (differing.length > 0)
    return differing.map(({ label, table }) => ({
      title: packages.length === 1 ? title : `${title}, ${label}`,
      place: "folded",
      blocks: packagesTable(table),
    }));
  const same = packages.reduce((most, { table }) => Math.max(most, table.same), 0);
  return [{ title, place: "folded", blocks: same === 0 ? [] : [paragraph(`None of ${count(same, "package")}.`)] }];
}

function systemsTable(systems: SeparateRunsModel["systems"]): readonly Block[] {
  if (systems.length === 0) return [];
  const rows = systems.map(({ what, a, b }): Line[] => [[plain(what)], [code(a)], [code(b)]]);
  return [{ kind: "table", columns: ["", "A", "B"].map(left), rows }];
}

function runsTable({ a, b }: SeparateRunsModel["runs"]): readonly Block[] {
  const row = (name: string, side: RunRow): Line[] => [
    [plain(name)],
    [code(side.file)],
    [plain(side.startedAt.replace(/^(.{10})T(.{5}).*$/, "$1 $2 UTC"))],
    side.commit === null ? [plain("none")] : [code(side.commit.slice(0, 12)), plain(side.isDirty ? ", dirty" : "")],
    [code(side.toolVersion)],
  ];
  const columns = ["", "file", "started", "commit", "blas-bench"].map(left);
  return [{ kind: "table", columns, rows: [row("A", a), row("B", b)] }];
}
