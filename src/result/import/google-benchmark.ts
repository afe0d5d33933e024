// google-benchmark JSON: repetitions of one process, and the aggregates it made of them.
// Source: google-benchmark's docs/user_guide.md and src/json_reporter.cc, and files of 1.7.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf } from "./format.ts";
import type { ImportedRun } from "./imported-run.ts";
import { anyNumber, count, facts, fitted, name } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";
import { measureOf } from "./units.ts";

const title = "google-benchmark JSON";
const remedy = "write it anew with --benchmark_format=json of google-benchmark 1.5 or later";

const schema = z.object({
  context: z.record(z.string(), z.unknown()),
  benchmarks: z.array(
    z.looseObject({
      name,
      /** Without what an aggregate puts behind it. */
      run_name: name,
      run_type: z.enum(["iteration", "aggregate"]),
      aggregate_name: z.string().optional(),
      repetitions: count.optional(),
      error_occurred: z.boolean().optional(),
      skipped: z.boolean().optional(),
      /** Absent from what was fitted to a complexity. */
      real_time: anyNumber.optional(),
      time_unit: z.enum(["ns", "us", "ms", "s"]).optional(),
    }),
  ),
});

type Line = z.infer<typeof schema>["benchmarks"][number];

/** Fields that every line has: what is beside them is a counter of the user's. */
const fields = new Set([
  ...Object.keys(schema.shape.benchmarks.element.shape),
  ...["cpu_time", "iterations", "threads", "repetition_index", "family_index", "per_family_instance_index"],
  ...["label", "aggregate_unit", "error_message", "skip_message", "cpu_coefficient", "real_coefficient", "big_o"],
  "rms",
]);

function rowOf(run: string, lines: readonly Line[]): Row {
  const broken = lines.filter((line) => line.error_occurred === true || line.skipped === true);
  if (broken.length > 0)
    return { name: run, why: `reports an error or that it was skipped in ${broken.length} of ${lines.length} lines` };
  const measured = { name: run, unit: "s", better: "smaller" } as const;
  const repetitions = lines.filter((line) => line.run_type === "iteration");
  if (repetitions.length > 0) return { ...measured, figures: { kind: "samples", samples: repetitions.map(secondsOf) } };
  for (const statistic of ["median", "mean"] as const) {
    const line = lines.find((one) => one.aggregate_name === statistic);
    if (line === undefined) continue;
    return {
      ...measured,
      figures: { kind: "summary", statistic, value: secondsOf(line), count: line.repetitions ?? null },
    };
  }
  return { name: run, why: "has neither repetitions nor a median or mean of them" };
}

/** Of several runs together, what was fitted to how their times grow: no times of their own. */
function isFit({ aggregate_name: name }: Line): boolean {
  return name === "BigO" || name === "RMS";
}

function notice(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Real times are taken over, and no ${what}: \`${names.join("`, `")}\`.`];
}

function secondsOf({ real_time: time = null, time_unit: unit = "ns" }: Line): number {
  return measureOf(unit).inUnit(numberOf(time));
}

function read(content: Content): ImportedRun {
  const { context, benchmarks } = fitted(schema, documentOf(content), title, remedy);
  const runs = new Map<string, Line[]>();
  const [fits, lines] = [benchmarks.filter(isFit), benchmarks.filter((line) => !isFit(line))];
  for (const line of lines) {
    const known = runs.get(line.run_name);
    if (known === undefined) runs.set(line.run_name, [line]);
    else known.push(line);
  }
  const counters = new Set(lines.flatMap((line) => Object.keys(line).filter((field) => !fields.has(field))));
  return {
    format: "google-benchmark",
    toolVersion: typeof context.library_version === "string" ? context.library_version : null,
    startedAt: typeof context.date === "string" ? context.date : null,
    machine: facts([["number of hardware threads", context.num_cpus]]),
    // Read at the start, so it is another one each time where the clock changes with the load.
    settings: facts([
      ["clock rate in MHz", context.mhz_per_cpu],
      ["build of the library", context.library_build_type],
    ]),
    ...rowsOf([...runs].map(([run, lines]) => rowOf(run, lines))),
    notices: [
      ...notice("counters", [...counters]),
      ...notice(
        "fits of a complexity",
        fits.map((line) => line.name),
      ),
    ],
  };
}

export const googleBenchmark: Format = {
  name: "google-benchmark",
  title,
  recognises: (content) => {
    const { context, benchmarks } = fieldsOf(content);
    return context !== undefined && Array.isArray(benchmarks);
  },
  read,
};
