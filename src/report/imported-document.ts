// Lays files of other tools out: figures first, then what was left out of them.
import type { Basis, ImportedComparison } from "../compare/imported-runs.ts";
import type { Block, Document, Line, Section } from "./document.ts";
import { code, left, plain, right, sentence } from "./document.ts";
import type { ImportedComparisonModel, ImportedFileRow, ImportedReportModel, ImportedRow } from "./imported-model.ts";
import { omittedLine } from "./imported-model.ts";
import { amount, ratioWithInterval } from "./numbers.ts";

export function layOutImportedComparison(model: ImportedComparisonModel): Document {
  const { a, b } = model.files;
  return {
    title: [plain("blas-bench: "), ...sentence(model.headline)],
    lead: model.lead.map(sentence),
    sections: filled([
      { title: "B against A, not lockstep", place: "shown", blocks: ratioTable(model.rows) },
      {
        title: "Not comparable",
        place: "shown",
        blocks: list(model.notComparable.map(({ name, reason }) => [code(name), plain(`: it ${reason}`)])),
      },
      {
        title: "In one file only",
        place: "shown",
        blocks: list([...named("added, only in B: ", model.added), ...named("removed, only in A: ", model.removed)]),
      },
      { title: "Left out of A", place: "shown", blocks: leftOut(a) },
      { title: "Left out of B", place: "shown", blocks: leftOut(b) },
      {
        title: "Settings that differ",
        place: "shown",
        blocks: table(
          ["", "A", "B"],
          model.settings.map((one) => [[plain(one.what)], [code(one.a)], [code(one.b)]]),
        ),
      },
      { title: "Files", place: "folded", blocks: fileTable([["A", a] as const, ["B", b] as const]) },
    ]),
  };
}

export function layOutImportedReport(model: ImportedReportModel): Document {
  return {
    title: [plain("blas-bench: "), ...sentence(model.headline)],
    lead: model.lead.map(sentence),
    sections: filled([
      ...model.files.flatMap((file, index): Section[] => [
        { title: `Benchmarks of file ${index + 1}`, place: "shown", blocks: timeTable(file.benchmarks) },
        { title: `Left out of file ${index + 1}`, place: "shown", blocks: leftOut(file) },
      ]),
      {
        title: "Files",
        place: "shown",
        blocks: fileTable(model.files.map((file, index) => [String(index + 1), file])),
      },
    ]),
  };
}

function filled(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ blocks }) => blocks.length > 0);
}

const basisWords: Readonly<Record<Basis, string>> = {
  processes: "processes",
  samples: "samples",
  summary: "summary only",
};

function ratioTable(rows: readonly ImportedComparison[]): readonly Block[] {
  if (rows.length === 0) return [];
  const columns = [left("benchmark"), right("A"), right("B"), right("B / A (95 %)"), left("B is"), left("rests on")];
  return [
    {
      kind: "table",
      columns,
      rows: rows.map(({ name, unit, basis, estimate, outcome, a, b }): Line[] => [
        [code(name)],
        [plain(amount(a.value, unit))],
        [plain(amount(b.value, unit))],
        [plain(ratioWithInterval(estimate))],
        [basis === "summary" ? plain("not known", "unsure") : plain(outcome)],
        [plain(basis === "summary" ? basisWords[basis] : `${counts(a.count, b.count)} ${basisWords[basis]}`)],
      ]),
    },
  ];
}

function counts(a: number, b: number): string {
  return a === b ? String(a) : `${a} and ${b}`;
}

function timeTable(rows: readonly ImportedRow[]): readonly Block[] {
  if (rows.length === 0) return [];
  const columns = [left("benchmark"), right("value"), right("middle half"), left("rests on")];
  return [
    {
      kind: "table",
      columns,
      rows: rows.map(({ name, unit, value, middleHalf, basis }): Line[] => [
        [code(name)],
        [plain(amount(value, unit))],
        [plain(middleHalf === null ? "" : `${amount(middleHalf.low, unit)} to ${amount(middleHalf.high, unit)}`)],
        [plain(basis)],
      ]),
    },
  ];
}

function leftOut({ omitted, notices }: ImportedFileRow): readonly Block[] {
  return list([...omitted.map((one) => sentence(omittedLine(one))), ...notices.map(sentence)]);
}

function fileTable(files: readonly (readonly [name: string, file: ImportedFileRow])[]): readonly Block[] {
  return table(
    ["", "file", "written by", "started"],
    files.map(([name, { file, format, toolVersion, startedAt }]) => [
      [plain(name)],
      [code(file)],
      toolVersion === null ? [plain(format)] : [plain(`${format} `), code(toolVersion)],
      [startedAt === null ? plain("not known") : code(startedAt)],
    ]),
  );
}

function table(titles: readonly string[], rows: readonly Line[][]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", columns: titles.map(left), rows }];
}

function list(items: readonly Line[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function named(text: string, names: readonly string[]): readonly Line[] {
  if (names.length === 0) return [];
  return [[plain(text), ...names.flatMap((name, index) => [...(index === 0 ? [] : [plain(", ")]), code(name)])]];
}
