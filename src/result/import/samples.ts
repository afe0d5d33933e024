// Our own small JSON, for programs that none of the other formats fits. Published as schema/samples-1.schema.json.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf } from "./format.ts";
import type { Figures, ImportedRun } from "./imported-run.ts";
import { anyNumber, fitted, misfit, numbers } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";
import { measureOf } from "./units.ts";

export const samplesVersion = 1;
const title = "blas-bench samples JSON";
const remedy = "write it as schema/samples-1.schema.json says";

const benchmark = {
  name: z.string().min(1),
  /** "ns", "us", "ms", "s" and "min" become seconds; any other text is shown as it is. */
  unit: z.string().max(40),
  /** May be left out for times, of which the smaller one is better. */
  better: z.enum(["smaller", "bigger"]).optional(),
};

// The published schema shows plain numbers: NaN is no JSON, and is refused with its benchmark.
const list = numbers.meta({ type: "array", items: { type: "number" }, minItems: 1 });

export const samplesSchema = z.strictObject({
  samplesVersion: z.literal(samplesVersion),
  tool: z.string().max(200).optional(),
  benchmarks: z.array(
    z.union([
      /** One list of samples for each process. */
      z.strictObject({ ...benchmark, processes: z.array(list).min(1) }),
      /** Of one process. */
      z.strictObject({ ...benchmark, samples: list }),
      /** A summary: the raw samples are not known. */
      z.strictObject({ ...benchmark, value: anyNumber.meta({ type: "number" }) }),
    ]),
  ),
});

type Benchmark = z.infer<typeof samplesSchema>["benchmarks"][number];

function rowOf(one: Benchmark): Row {
  const { unit, better, inUnit } = measureOf(one.unit);
  const scaled = (values: readonly (number | null)[]): number[] => values.map((value) => inUnit(numberOf(value)));
  return { name: one.name, unit, better: one.better ?? better, figures: figuresOf(one, scaled) };
}

function figuresOf(one: Benchmark, scaled: (values: readonly (number | null)[]) => number[]): Figures {
  if ("processes" in one) return { kind: "processes", processes: one.processes.map(scaled) };
  if ("samples" in one) return { kind: "samples", samples: scaled(one.samples) };
  return { kind: "summary", statistic: "value", value: scaled([one.value])[0] ?? Number.NaN, count: null };
}

function read(content: Content): ImportedRun {
  const document = documentOf(content);
  if (fieldsOf(content).samplesVersion !== samplesVersion)
    throw misfit(document, ["samplesVersion"], `is ${title} of another version than ${samplesVersion}`, remedy);
  const { tool, benchmarks } = fitted(samplesSchema, document, title, remedy);
  return {
    format: "json",
    toolVersion: tool ?? null,
    startedAt: null,
    machine: [],
    settings: [],
    ...rowsOf(benchmarks.map(rowOf)),
    notices: [],
  };
}

export const samples: Format = {
  name: "json",
  title,
  recognises: (content) => fieldsOf(content).samplesVersion !== undefined,
  read,
};
