// What tells legs apart that hold the same cell: the least that people need to read, such as "Python 3.12".
import type { Result, Series } from "./schema.ts";

export type Cell = Pick<Series, "variant" | "platform" | "threads" | "launcher" | "arm">;

/** Base and head are one place here: what tells legs apart is the same for both. */
export function cellKey({ variant, platform, threads, launcher }: Omit<Cell, "arm">): string {
  return JSON.stringify([variant, platform, threads, launcher]);
}

type Distinction = (result: Result) => string;

function input(name: string, called: string): Distinction {
  return ({ configuration }) => {
    const value = configuration[name] ?? "";
    return value === "" ? `default ${called}` : `${called} ${value}`;
  };
}

/** What else is measured than a cell says. Rules of judgement and budgets are not among it. */
const candidates: readonly Distinction[] = [
  input("python-version", "Python"),
  input("numpy-version", "NumPy"),
  ...["benchmarks", "select", "packages", "environment-file", "channels", "conda", "install"].map((name) =>
    input(name, name),
  ),
  // An image's version may change between two legs, and hosted machines of one image have different processors.
  ({ host }) => host.runnerImage?.split(" ")[0] ?? host.cpuModel,
];

/** In the order of the results; "" for all of them where their cells tell them apart. */
export function distinctions(results: readonly Result[]): readonly string[] {
  const telling = candidates.filter((candidate) => tellsApart(candidate, results));
  return results.map((result) => telling.map((candidate) => candidate(result)).join(", "));
}

function tellsApart(candidate: Distinction, results: readonly Result[]): boolean {
  const byCell = new Map<string, string>();
  for (const result of results) {
    const value = candidate(result);
    for (const series of result.series) {
      const cell = cellKey(series);
      const known = byCell.get(cell);
      if (known !== undefined && known !== value) return true;
      byCell.set(cell, value);
    }
  }
  return false;
}
