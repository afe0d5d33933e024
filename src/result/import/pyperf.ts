// pyperf JSON: one process for each run, so that its runs are what the sample is made of.
// Source: pyperf's documentation, "pyperf JSON format" (doc/api.rst), and files of pyperf 2.10.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf, isObject } from "./format.ts";
import type { ImportedRun } from "./imported-run.ts";
import { facts, fitted, misfit, numbers } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";
import { measureOf } from "./units.ts";

const title = "pyperf JSON";
const remedy = "write it anew with pyperf's --output";
/** Of the format: pyperf 1.0 and later. */
const knownVersion = "1.0";

const metadata = z.record(z.string(), z.unknown());
const schema = z.object({
  metadata: metadata.optional(),
  benchmarks: z.array(
    z.object({
      metadata: metadata.optional(),
      // A run without values calibrated the number of loops.
      runs: z.array(z.object({ metadata: metadata.optional(), values: numbers.optional() })),
    }),
  ),
});

type Benchmark = z.infer<typeof schema>["benchmarks"][number];
type Metadata = Readonly<Record<string, unknown>>;

/** What is the same for several benchmarks or runs stands once, around them. */
function metadataOf(benchmark: Benchmark, common: Metadata): Metadata {
  const [run] = benchmark.runs;
  return { ...(run?.metadata ?? {}), ...(benchmark.metadata ?? {}), ...common };
}

function rowOf(benchmark: Benchmark, index: number, common: Metadata): Row {
  const known = metadataOf(benchmark, common);
  const name = typeof known.name === "string" && known.name !== "" ? known.name : null;
  if (name === null) return { name: `benchmarks[${index}]`, why: "has no name in its metadata" };
  const processes = benchmark.runs.flatMap(({ values }) => (values === undefined ? [] : [values.map(numberOf)]));
  const unit = known.unit ?? "second";
  if (unit !== "second" && unit !== "byte" && unit !== "integer")
    return { name, why: "has a unit that pyperf has not" };
  const measure = unit === "integer" ? { unit: "", better: null } : measureOf(unit === "byte" ? "B" : "s");
  if (processes.length === 0) return { name, why: "has only runs that calibrated" };
  return { name, unit: measure.unit, better: measure.better, figures: { kind: "processes", processes } };
}

function read(content: Content): ImportedRun {
  const document = documentOf(content);
  const { version } = fieldsOf(content);
  if (String(version) !== knownVersion && version !== 1)
    throw misfit(document, ["version"], `is ${title} of another version than ${knownVersion}`, remedy);
  const { benchmarks, metadata: common = {} } = fitted(schema, document, title, remedy);
  const startedAt = benchmarks[0]?.runs[0]?.metadata?.date;
  return {
    format: "pyperf",
    toolVersion: typeof common.perf_version === "string" ? common.perf_version : null,
    startedAt: typeof startedAt === "string" ? startedAt : null,
    machine: facts([
      ["CPU model", common.cpu_model_name],
      ["number of hardware threads", common.cpu_count],
    ]),
    settings: facts([
      ["Python", common.python_version],
      ["system", common.platform],
    ]),
    ...rowsOf(benchmarks.map((benchmark, index) => rowOf(benchmark, index, common))),
    notices: [],
  };
}

export const pyperf: Format = {
  name: "pyperf",
  title,
  recognises: (content) => {
    const { benchmarks, version, context, machine_info: machine } = fieldsOf(content);
    if (!Array.isArray(benchmarks) || version === undefined || context !== undefined) return false;
    return machine === undefined && benchmarks.every((one) => isObject(one) && Array.isArray(one.runs));
  },
  read,
};
