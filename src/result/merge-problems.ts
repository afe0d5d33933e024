// What keeps result files from being one run: other code, another tool, a cell twice, one name for two benchmarks.
import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../errors.ts";
import { cellKey } from "./distinctions.ts";
import type { NamedResult } from "./matrix.ts";
import type { Result } from "./schema.ts";
import type { Benchmark } from "./worker-messages.ts";

const oneRun = "name the results of one run";

/** Facts that all files must share, and how people call them. */
const shared: readonly (readonly [name: string, of: (result: Result) => unknown])[] = [
  ["version of blas-bench", ({ tool }) => tool.version],
  ["repository", ({ code }) => code?.repository ?? null],
  ["head commit", ({ code }) => code?.headCommit ?? null],
  ["base commit", ({ code }) => code?.baseCommit ?? null],
];

/** All problems, file by file; none quotes the content. @param names What tells the files' cells apart, in their order. */
export function mergeProblems(files: readonly NamedResult[], names: readonly string[]): readonly Problem[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  return [
    ...others.flatMap(({ file, result }) =>
      shared
        .filter(([, of]) => of(result) !== of(first.result))
        .map(([name]) => ({ where: file, what: `has another ${name} than ${first.file}`, remedy: oneRun })),
    ),
    ...repeatedCells(files, names),
    ...otherDefinitions(files),
  ];
}

function repeatedCells(files: readonly NamedResult[], names: readonly string[]): Problem[] {
  const holders = new Map<string, string>();
  return files.flatMap(({ file, result }, index) => {
    const cells = result.series.map((one) => JSON.stringify([cellKey(one), one.arm, names[index]]));
    const twins = [...new Set(cells.flatMap((cell) => holders.get(cell) ?? []))];
    for (const cell of cells) if (!holders.has(cell)) holders.set(cell, file);
    return twins.map((twin) => ({
      where: file,
      what: `measured the same cell as ${twin}`,
      remedy: "name each cell once: of several attempts, the last",
    }));
  });
}

function otherDefinitions(files: readonly NamedResult[]): Problem[] {
  const known = new Map<string, { readonly benchmark: Benchmark; readonly file: string }>();
  return files.flatMap(({ file, result }) =>
    result.benchmarks.flatMap((benchmark, index): Problem[] => {
      const other = known.get(benchmark.name);
      if (other === undefined) known.set(benchmark.name, { benchmark, file });
      if (other === undefined || isDeepStrictEqual(other.benchmark, benchmark)) return [];
      const what = `is defined in another way in ${other.file}`;
      return [{ where: `${file}, benchmarks[${index}]`, what, remedy: oneRun }];
    }),
  );
}
