// From the rows of a file to benchmarks: unique names, usable numbers, and a reason for everything that is left out.
import type { Figures, ImportedBenchmark, ImportedRun } from "./imported-run.ts";

/** As a file has it: numbers may be anything that a number can be. */
export type Row =
  | (Omit<ImportedBenchmark, "figures"> & { readonly figures: Figures })
  | { readonly name: string; readonly why: string };

type Rows = Pick<ImportedRun, "benchmarks" | "omitted">;

/** Each row once, in the order of the file: as a benchmark, or with why it is none. */
export function rowsOf(rows: readonly Row[]): Rows {
  const taken = new Set<string>();
  const benchmarks: ImportedBenchmark[] = [];
  const omitted: { readonly name: string; readonly why: string }[] = [];
  const naturalNames = new Set(rows.map(({ name }) => name));
  for (const row of rows) {
    const why = "why" in row ? row.why : unusable(row);
    if (why !== null) omitted.push({ name: row.name, why });
    else if ("figures" in row) {
      const name = freeName(row.name, taken, naturalNames);
      taken.add(name);
      benchmarks.push({ ...row, name });
    }
  }
  return { benchmarks, omitted };
}

/** The second of a name becomes "name~2", unless another one is really called so. */
function freeName(name: string, taken: ReadonlySet<string>, natural: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}~${number}`) || natural.has(`${name}~${number}`)) number += 1;
  return `${name}~${number}`;
}

/** A clause; null where every number can be used. Nothing is dropped: one bad sample takes its benchmark along. */
function unusable({ unit, figures }: Omit<ImportedBenchmark, "name">): string | null {
  const values = valuesOf(figures);
  if (values.length === 0) return "has no samples";
  if (figures.kind === "processes" && figures.processes.some((samples) => samples.length === 0))
    return "has a process without samples";
  const count = values.length === 1 ? "the only one" : `of ${values.length}`;
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index !== -1) return `has a value that is not a finite number (sample ${index + 1}, ${count})`;
  const early = unit === "s" ? values.findIndex((value) => value <= 0) : -1;
  return early === -1 ? null : `has a time of ${values[early]} s, which is none (sample ${early + 1}, ${count})`;
}

export function valuesOf(figures: Figures): readonly number[] {
  if (figures.kind === "processes") return figures.processes.flat();
  return figures.kind === "samples" ? figures.samples : [figures.value];
}

/** null and what Python writes for it stand for a sample that was not taken. */
export function numberOf(value: number | null): number {
  return value ?? Number.NaN;
}
