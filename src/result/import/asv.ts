// asv's result JSON: one file for each commit, machine and environment; samples only where asv recorded them.
// Source: asv's docs/source/dev.rst, "Benchmark suite layout and file formats", and files of 0.6.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf, isObject } from "./format.ts";
import type { ImportedBenchmark, ImportedRun } from "./imported-run.ts";
import { anyNumber, facts, fitted, misfit, numbers } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";

const title = "asv's result JSON";
const remedy = "write it anew with asv run of asv 0.5 or later";
const knownVersion = 2;

const schema = z.object({
  params: z.record(z.string(), z.unknown()),
  python: z.string().nullish(),
  result_columns: z.array(z.string()),
  /** Trailing columns that are missing were dropped. */
  results: z.record(z.string(), z.array(z.unknown()).nullable()),
});

/** Of one benchmark, by the names of the columns. */
const columns = z.object({
  result: z.array(anyNumber).nullish(),
  params: z.array(z.array(z.string())).nullish(),
  stats_repeat: z.array(anyNumber).nullish(),
  samples: z.array(numbers.nullable()).nullish(),
});

/** More than any suite has; a few short lists of parameters can spell more than fits into memory. */
const mostCombinations = 100_000;

/** asv tells kinds apart by the name's last part ("Writing benchmarks", "Benchmark types"). */
const kinds: readonly (readonly [prefix: RegExp, Pick<ImportedBenchmark, "unit" | "better">])[] = [
  [/^time(?:raw)?_|^Time(?:raw)?[A-Z_]/, { unit: "s", better: "smaller" }],
  [/^(?:peak)?mem_|^(?:Peak)?Mem[A-Z_]/, { unit: "B", better: "smaller" }],
  // Its unit stands in another file, and which way is better in none.
  [/^track_|^Track[A-Z_]/, { unit: "", better: null }],
];

/** All combinations, the last parameter varying fastest, as asv shows them: "(1000, 'list')". */
function combinations(params: readonly (readonly string[])[]): readonly string[] {
  if (params.length === 0) return [""];
  let tuples: (readonly string[])[] = [[]];
  for (const values of params) tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  return tuples.map((tuple) => `(${tuple.join(", ")})`);
}

function rowsOfBenchmark(name: string, parts: z.infer<typeof columns>): readonly Row[] {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const kind = kinds.find(([prefix]) => prefix.test(last))?.[1];
  if (kind === undefined) return [{ name, why: "is of no kind that asv has" }];
  const { result, samples, stats_repeat: repeats } = parts;
  const params = parts.params ?? [];
  if (result === undefined || result === null) return [{ name, why: "failed" }];
  if (params.reduce((product, values) => product * values.length, 1) > mostCombinations)
    return [{ name, why: `has more than ${mostCombinations} combinations of parameters` }];
  const texts = combinations(params);
  if (texts.length !== result.length)
    return [{ name, why: `has ${result.length} results for ${texts.length} combinations of parameters` }];
  return texts.map((text, index): Row => {
    const value = result[index] ?? null;
    if (value === null) return { name: name + text, why: "failed" };
    if (Number.isNaN(value)) return { name: name + text, why: "was skipped" };
    const taken = samples?.[index] ?? null;
    if (taken !== null)
      return { name: name + text, ...kind, figures: { kind: "samples", samples: taken.map(numberOf) } };
    const statistic = kind.unit === "s" ? "median" : "value";
    const count = repeats?.[index] ?? null;
    return { name: name + text, ...kind, figures: { kind: "summary", statistic, value, count } };
  });
}

function read(content: Content): ImportedRun {
  const document = documentOf(content);
  if (fieldsOf(content).version !== knownVersion)
    throw misfit(document, ["version"], `is ${title} of another version than ${knownVersion}`, remedy);
  const { params, python, result_columns: names, results } = fitted(schema, document, title, remedy);
  const rows = Object.entries(results).flatMap(([name, cells]): readonly Row[] => {
    if (cells === null) return [{ name, why: "failed" }];
    const named = Object.fromEntries(cells.map((cell, index) => [names[index] ?? "", cell]));
    const parts = columns.safeParse(named);
    if (parts.success) return rowsOfBenchmark(name, parts.data);
    // What a track_ benchmark returns may be anything; the others stand for themselves.
    if (parts.error.issues.every(({ path: [column] }) => column === "result"))
      return [{ name, why: "has results that are no numbers" }];
    throw misfit(document, ["results", name], `does not fit ${title}`, remedy);
  });
  return {
    format: "asv",
    toolVersion: null,
    startedAt: null,
    machine: facts([
      ["CPU model", params.cpu],
      ["number of hardware threads", params.num_cpu],
      ["architecture", params.arch],
    ]),
    settings: facts([
      // Of an existing environment asv keeps the path, which tells of the machine and not of Python.
      ["Python", python !== undefined && python !== null && !python.includes("/") ? python : null],
      ["system", params.os],
    ]),
    ...rowsOf(rows),
    notices: [],
  };
}

export const asv: Format = {
  name: "asv",
  title,
  recognises: (content) => {
    const { results, commit_hash: commit } = fieldsOf(content);
    return isObject(results) && commit !== undefined;
  },
  read,
};
