// The text of `go test -bench`: one line for each run of a benchmark.
// Source: golang/proposal, design/14313-benchmark-format.md; "Unit" lines: golang.org/x/perf/benchfmt.
import type { Content, Format } from "./format.ts";
import type { ImportedBenchmark, ImportedRun } from "./imported-run.ts";
import { facts } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { rowsOf } from "./rows.ts";
import { measureOf } from "./units.ts";

const title = "Go benchmark text";
const benchmarkLine = /^Benchmark[^\p{Ll}\s]\S*/u;
const configurationLine = /^([^\s\p{Lu}:]+):(?:\s+(.*))?$/u;
const unitLine = /^Unit\s+(\S+)\s+.*\bbetter=(higher|lower)\b/;
/** What is left of a result when the benchmark itself has printed something before it. */
const orphanLine = /^\s+\d+\s+\S+ ns\/op/;

/** Of the testing package itself. */
const builtIn: Readonly<Record<string, ImportedBenchmark["better"]>> = { B: "smaller", allocs: "smaller" };

interface Reading {
  /** By benchmark and unit. */
  readonly series: Map<string, { readonly name: string; readonly unit: string; readonly samples: number[] }>;
  readonly broken: { readonly name: string; readonly why: string }[];
  readonly configuration: Map<string, string>;
  readonly packages: Set<string>;
  readonly better: Map<string, ImportedBenchmark["better"]>;
}

/** "key: value" holds for all that follows, until it is said anew. */
function readLine(line: string, number: number, reading: Reading): void {
  const { configuration, better, broken, packages } = reading;
  const [, unit, direction] = unitLine.exec(line) ?? [];
  if (unit !== undefined) better.set(unit, direction === "higher" ? "bigger" : "smaller");
  const [, key, value = ""] = configurationLine.exec(line) ?? [];
  if (key !== undefined) {
    configuration.set(key, value.trim());
    if (key === "pkg") packages.add(value.trim());
  }
  const failed = /^\s*--- FAIL: (Benchmark\S*)/.exec(line)?.[1];
  if (failed !== undefined) broken.push({ name: failed, why: "failed" });
  if (benchmarkLine.test(line)) readResult(line, number, reading);
  else if (orphanLine.test(line))
    broken.push({ name: `line ${number}`, why: "has a result without the name of its benchmark" });
}

function readResult(line: string, number: number, { series, broken, configuration }: Reading): void {
  const [name = "", iterations, ...pairs] = line.trim().split(/\s+/);
  // With -v, and before a benchmark that prints, the name alone is announced.
  if (iterations === undefined) return;
  const isWhole = /^\d+$/.test(iterations) && pairs.length >= 2 && pairs.length % 2 === 0;
  if (!isWhole) {
    broken.push({ name, why: `has a line that is no result (line ${number})` });
    return;
  }
  for (let index = 0; index < pairs.length; index += 2) {
    const [text = "", unit = ""] = pairs.slice(index, index + 2);
    const key = JSON.stringify([configuration.get("pkg") ?? "", name, unit]);
    const known = series.get(key) ?? { name: `${configuration.get("pkg") ?? ""}\n${name}`, unit, samples: [] };
    series.set(key, known);
    known.samples.push(/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : Number.NaN);
  }
}

function rowOf({ name, unit, samples }: { name: string; unit: string; samples: number[] }, reading: Reading): Row {
  const [pkg = "", own = ""] = name.split("\n");
  const full = reading.packages.size > 1 ? `${pkg}.${own}` : own;
  const measure = measureOf(unit.replace(/\/op$/, "").replace(/^.*-(?=(?:ns|us|ms|s)$)/, ""));
  const better = reading.better.get(unit) ?? builtIn[measure.unit] ?? measure.better;
  return {
    name: unit === "ns/op" ? full : `${full} (${unit})`,
    unit: measure.unit,
    better,
    figures: { kind: "samples", samples: samples.map(measure.inUnit) },
  };
}

function read(content: Content): ImportedRun {
  if (content.kind !== "text") throw new Error("JSON was given to the reader of Go's text");
  const reading: Reading = {
    series: new Map(),
    broken: [],
    configuration: new Map(),
    packages: new Set(),
    better: new Map(),
  };
  for (const [index, line] of content.text.split("\n").entries()) readLine(line.trimEnd(), index + 1, reading);
  const rows = [...reading.series.values()].map((one) => rowOf(one, reading));
  const { configuration } = reading;
  return {
    format: "go",
    toolVersion: null,
    startedAt: null,
    machine: facts([
      ["CPU model", configuration.get("cpu")],
      ["system", configuration.get("goos")],
      ["architecture", configuration.get("goarch")],
    ]),
    settings: [],
    ...rowsOf([...rows, ...reading.broken]),
    notices: [],
  };
}

export const goText: Format = {
  name: "go",
  title,
  recognises: (content) => content.kind === "text" && content.text.split("\n").some((line) => benchmarkLine.test(line)),
  read,
};
