// One series of a result as asv's result JSON, for the tools that read it. Pure.
// Source of the format: asv's docs/source/dev.rst, "Benchmark suite layout and file formats".
import { median } from "../compare/statistics.ts";
import { turnSeconds } from "../compare/times.ts";
import type { Measurement, Result } from "../result/schema.ts";

const formatVersion = 2;
/** Of asv's columns those that are known here. Its 99 % intervals take the samples of one process for independent. */
const columns = ["result", "params", "version", "started_at", "duration", "stats_ci_99_a", "stats_ci_99_b"];
const statistics = ["stats_q_25", "stats_q_75", "stats_number", "stats_repeat", "samples"];
/** asv's word for what was skipped is NaN, which JSON does not have and Python reads. */
const skipped = "\u0000NaN";

export function asvText(result: Result, series: string): string {
  const { host, code } = result;
  const ours = result.series.find(({ id }) => id === series);
  const python = pythonOf(result, ours?.environment);
  const date = Date.parse(result.startedAt);
  const isBase = ours?.arm === "base";
  const document = {
    commit_hash: (isBase ? code?.baseCommit : code?.headCommit) ?? "unknown",
    env_name: series,
    date,
    params: {
      arch: host.machine,
      cpu: host.cpuModel,
      machine: "blas-bench",
      num_cpu: String(host.logicalCores),
      os: `${host.platform.startsWith("osx") ? "Darwin" : "Linux"} ${host.osVersion}`,
      ram: String(host.memoryBytes),
      python,
    },
    python,
    requirements: {},
    env_vars: {},
    result_columns: [...columns, ...statistics],
    results: Object.fromEntries(
      [...functionsOf(result, series)].map(([name, cases]) => [name, rowOf(cases, date)] as const),
    ),
    durations: {},
    version: formatVersion,
  };
  return `${JSON.stringify(document).replaceAll(JSON.stringify(skipped), "NaN")}\n`;
}

function pythonOf({ environments }: Result, environment: string | undefined): string {
  const packages = environments.find(({ id }) => id === environment)?.packages ?? [];
  const version = packages.find(({ name }) => name === "python")?.version ?? "";
  return version.split(".").slice(0, 2).join(".");
}

interface Case {
  /** As they stand in the name. */
  readonly parameters: readonly string[];
  readonly measurement: Measurement | null;
}

/** All sets of parameters of each function, measured or failed. */
function functionsOf({ benchmarks, measurements, failures }: Result, series: string): ReadonlyMap<string, Case[]> {
  const functions = new Map<string, Case[]>();
  const own = new Map(measurements.filter((one) => one.series === series).map((one) => [one.benchmark, one]));
  const failed = new Set(failures.filter(({ subject }) => subject === series).map(({ benchmark }) => benchmark));
  for (const { name, source } of benchmarks) {
    if (source === null) continue;
    const measurement = own.get(name) ?? null;
    if (measurement === null && !failed.has(name)) continue;
    const { whole, parameters } = partsOf(name);
    functions.set(whole, [...(functions.get(whole) ?? []), { parameters, measurement }]);
  }
  return functions;
}

function rowOf(cases: readonly Case[], date: number): unknown[] {
  const depth = Math.max(...cases.map(({ parameters }) => parameters.length));
  const isEven = cases.every(({ parameters }) => parameters.length === depth);
  // What cannot be told apart is one parameter.
  const even = isEven ? cases : cases.map((one) => ({ ...one, parameters: [one.parameters.join(", ")] }));
  const lists = Array.from({ length: isEven ? depth : 1 }, (_, place) => [
    ...new Set(even.map(({ parameters }) => parameters[place] ?? "")),
  ]);
  const byKey = new Map(even.map((one) => [JSON.stringify(one.parameters), one]));
  const all = product(lists).map((parameters) => byKey.get(JSON.stringify(parameters)));
  const figures = all.map((one) => (one?.measurement == null ? null : figuresOf(one.measurement)));
  const of = (part: keyof Figures): unknown[] => figures.map((one) => one?.[part] ?? null);
  return [
    all.map((one, index) => (one === undefined ? skipped : (figures[index]?.result ?? null))),
    lists,
    ...[null, date, null],
    ...[figures.map(() => null), figures.map(() => null)],
    ...(["q25", "q75", "number", "repeat", "samples"] as const).map(of),
  ];
}

interface Figures {
  readonly result: number;
  readonly q25?: number;
  readonly q75?: number;
  readonly number?: number;
  readonly repeat?: number;
  readonly samples?: readonly number[];
}

function figuresOf(measurement: Measurement): Figures {
  const { blocks, loops } = measurement;
  if (blocks.values !== undefined) return { result: median(blocks.values) };
  const samples = turnSeconds(measurement);
  const sorted = samples.toSorted((a, b) => a - b);
  const [q25, q75] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  return { result: median(samples), q25, q75, number: loops, repeat: samples.length, samples };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

/** The last varies fastest. One empty set where there are none. */
function product(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let sets: readonly (readonly string[])[] = [[]];
  for (const list of lists) sets = sets.flatMap((set) => list.map((one) => [...set, one]));
  return sets;
}

const opening = "([{<";
const closing = ")]}>";

/** "time_it(3, 'a, b')" is `time_it` of "3" and "'a, b'". */
function partsOf(name: string): { readonly whole: string; readonly parameters: readonly string[] } {
  const start = name.indexOf("(");
  if (start === -1 || !name.endsWith(")")) return { whole: name, parameters: [] };
  const text = name.slice(start + 1, -1);
  const parameters: string[] = [];
  let [from, depth, quote] = [0, 0, ""];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (opening.includes(character)) depth += 1;
    else if (closing.includes(character)) depth -= 1;
    else if (depth === 0 && text.startsWith(", ", at)) {
      parameters.push(text.slice(from, at));
      from = at + 2;
    }
  }
  return { whole: name.slice(0, start), parameters: [...parameters, text.slice(from)] };
}
