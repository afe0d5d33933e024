// The tables of figures as blocks: ratios, times, published figures, and all comparisons one by one.
import type { Block, Column, Line } from "./document.ts";
import { code, left, paragraph, plain, quoted, right } from "./document.ts";
import type { BenchmarkName, FigureColumn, Gap, RatioCell, RatioTable, TimeCell, TimeTable } from "./figures.ts";
import { columnLabel } from "./figures.ts";
import { amount, count, ratioWithInterval, speed, time } from "./numbers.ts";
import type { PublishedTable } from "./published.ts";

const gapWords: Readonly<Record<Gap["kind"], string>> = {
  "wrong-result": "wrong result",
  unusable: "no usable times",
  missing: "missing",
  "no-reference": "no reference",
  failed: "failed",
  "not-measured": "not measured",
};

export function ratioBlocks(table: RatioTable): readonly Block[] {
  const means = table.geometricMeans.flatMap((mean) => mean?.benchmarks ?? []);
  const most = Math.max(0, ...means);
  const meanCells = table.geometricMeans.map((mean): Line => {
    if (mean === null) return [];
    const of = mean.benchmarks === most ? "" : `of ${mean.benchmarks}: `;
    return [plain(of + ratioWithInterval(mean.estimate))];
  });
  const lapack =
    table.referenceLapack === null ? "" : ` LAPACK of ${table.referenceLabel} is ${table.referenceLapack}.`;
  return [
    paragraph(`Time over the reference's: below 1 is faster. In brackets the 95 % interval.${lapack}`),
    {
      kind: "table",
      columns: figureColumns(table.subjects),
      rows: [
        ...table.rows.map(({ benchmark, cells }) => [nameLine(benchmark), ...cells.map(ratioLine)]),
        ...(means.length === 0 ? [] : [[[plain(`geometric mean of ${most}`)], ...meanCells]]),
      ],
    },
  ];
}

export function timesTable(table: TimeTable): readonly Block[] {
  if (table.rows.length === 0 || table.series.length === 0) return [];
  const rows = table.rows.map(({ benchmark, cells }) => [nameLine(benchmark), ...cells.map(timeLine)]);
  return [{ kind: "table", columns: figureColumns(table.series), rows }];
}

export function comparisonTable(ratios: readonly RatioTable[], times: TimeTable): readonly Block[] {
  const seconds = new Map(
    times.rows.flatMap(({ benchmark, cells }) =>
      cells.map((cell, index) => [JSON.stringify([benchmark.name, times.series[index]?.series]), cell] as const),
    ),
  );
  const timeOf = (benchmark: string, series: string | undefined): Line => {
    const cell = seconds.get(JSON.stringify([benchmark, series]));
    return cell?.kind === "time" ? [plain(time(cell.medianSeconds))] : [];
  };
  // Below several references, what a variant has in common with its own must be said, too.
  const whole = new Map(ratios.length > 1 ? times.series.map(({ series, label }) => [series, label] as const) : []);
  const labelOf = (subject: FigureColumn | undefined): string =>
    whole.get(subject?.series ?? "") ?? subject?.label ?? "";
  const rows = ratios.flatMap((table) =>
    table.rows.flatMap(({ benchmark, cells }) =>
      cells.map((cell, index): Line[] => [
        nameLine(benchmark),
        [plain(labelOf(table.subjects[index]))],
        timeOf(benchmark.name, table.reference),
        timeOf(benchmark.name, table.subjects[index]?.series),
        ratioLine(cell),
        cell.kind === "ratio" ? [plain(`${cell.outcome}, ${count(cell.estimate.blocks, "block")}`)] : [],
      ]),
    ),
  );
  if (rows.length === 0) return [];
  const columns = [
    left("benchmark"),
    left("variant"),
    right("reference"),
    right("variant"),
    right("ratio"),
    left("outcome"),
  ];
  return [{ kind: "table", columns, rows }];
}

export function publishedTable(tables: readonly PublishedTable[]): readonly Block[] {
  const rows = tables.flatMap(({ benchmark, rows: published }) =>
    published.map(({ setting, machine, seconds, isThisRun }): Line[] => {
      const tone = isThisRun ? "strong" : "plain";
      const shown = isThisRun ? `this run: ${setting}` : setting;
      return [[code(benchmark)], [plain(time(seconds), tone)], [plain(shown, tone)], [plain(machine, tone)]];
    }),
  );
  if (rows.length === 0) return [];
  const columns = [left("benchmark"), right("time"), left("setting"), left("machine")];
  const meanings = tables.map(({ benchmark, meaning }) => `${quoted(benchmark)}: ${meaning}.`).join(" ");
  return [{ kind: "table", columns, rows }, paragraph(`${meanings} Published rows: ${tables[0]?.source}.`)];
}

function figureColumns(columns: readonly FigureColumn[]): Column[] {
  return [left("benchmark"), ...columns.map((column) => right(columnLabel(column)))];
}

function nameLine({ name, layer }: BenchmarkName): Line {
  return layer === "lapack" ? [code(name), plain(" (LAPACK)")] : [code(name)];
}

function ratioLine(cell: RatioCell): Line {
  if (cell.kind !== "ratio") return gapLine(cell);
  return [plain(onLapack(cell.lapack) + ratioWithInterval(cell.estimate))];
}

// What not every cell has stands before the figure, so that the figures of a column stay aligned.
function timeLine(cell: TimeCell): Line {
  if (cell.kind === "value") return [plain(amount(cell.value, cell.unit))];
  if (cell.kind !== "time") return gapLine(cell);
  const rate = cell.gflopPerSecond === null ? "" : `${speed(cell.gflopPerSecond)}, `;
  return [plain(onLapack(cell.lapack) + rate + time(cell.medianSeconds))];
}

function onLapack(lapack: string | null): string {
  return lapack === null ? "" : `on ${lapack}: `;
}

function gapLine({ kind }: Gap): Line {
  return [plain(gapWords[kind], kind === "no-reference" || kind === "not-measured" ? "plain" : "bad")];
}
