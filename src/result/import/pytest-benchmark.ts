// pytest-benchmark JSON: the rounds of each test, all in one process; without them where a run was saved without data.
// Source: pytest-benchmark's documentation ("Usage", --benchmark-json and --benchmark-save-data), and files of 5.3.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf, isObject } from "./format.ts";
import type { ImportedRun } from "./imported-run.ts";
import { anyNumber, count, facts, fitted, name, numbers } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";

const title = "pytest-benchmark JSON";
const remedy = "write it anew with pytest's --benchmark-json";

const schema = z.object({
  machine_info: z.record(z.string(), z.unknown()),
  datetime: z.string().optional(),
  version: z.string(),
  benchmarks: z.array(
    z.object({
      fullname: name,
      stats: z.object({ median: anyNumber, rounds: count.nullish(), data: numbers.nullish() }),
    }),
  ),
});

function rowOf({ fullname, stats }: z.infer<typeof schema>["benchmarks"][number]): Row {
  const measured = { name: fullname, unit: "s", better: "smaller" } as const;
  const { data, median, rounds } = stats;
  if (data !== undefined && data !== null)
    return { ...measured, figures: { kind: "samples", samples: data.map(numberOf) } };
  return {
    ...measured,
    figures: { kind: "summary", statistic: "median", value: numberOf(median), count: rounds ?? null },
  };
}

function read(content: Content): ImportedRun {
  const { machine_info: machine, benchmarks, datetime, version } = fitted(schema, documentOf(content), title, remedy);
  const cpu = isObject(machine.cpu) ? machine.cpu : {};
  return {
    format: "pytest-benchmark",
    toolVersion: version,
    startedAt: datetime ?? null,
    machine: facts([
      ["CPU model", cpu.brand_raw],
      ["number of hardware threads", cpu.count],
      ["architecture", machine.machine],
    ]),
    settings: facts([
      ["Python", machine.python_version],
      ["kernel", machine.release],
    ]),
    ...rowsOf(benchmarks.map(rowOf)),
    notices: [],
  };
}

export const pytestBenchmark: Format = {
  name: "pytest-benchmark",
  title,
  recognises: (content) => {
    const { machine_info: machine, benchmarks } = fieldsOf(content);
    return machine !== undefined && Array.isArray(benchmarks);
  },
  read,
};
