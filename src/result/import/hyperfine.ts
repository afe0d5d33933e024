// hyperfine JSON: every time is one process from its start to its end.
// Source: hyperfine's --export-json, src/export/json.rs and src/benchmark/benchmark_result.rs, and files of 1.15.
import * as z from "zod";
import type { Content, Format } from "./format.ts";
import { documentOf, fieldsOf, isObject } from "./format.ts";
import type { ImportedRun } from "./imported-run.ts";
import { anyNumber, fitted, name, numbers } from "./json-fields.ts";
import type { Row } from "./rows.ts";
import { numberOf, rowsOf } from "./rows.ts";

const title = "hyperfine JSON";
const remedy = "write it anew with hyperfine's --export-json";

const schema = z.object({
  results: z.array(
    z.object({
      /** With --command-name, that name. */
      command: name,
      mean: anyNumber,
      median: anyNumber.optional(),
      times: numbers.nullish(),
      /** null: ended by a signal. */
      exit_codes: z.array(z.int().nullable()).nullish(),
    }),
  ),
});

function rowOf({ command, mean, median, times, exit_codes: codes }: z.infer<typeof schema>["results"][number]): Row {
  const failed = (codes ?? []).filter((code) => code !== 0);
  if (failed.length > 0)
    return { name: command, why: `did not end with exit code 0 in ${failed.length} of ${codes?.length} runs` };
  const measured = { name: command, unit: "s", better: "smaller" } as const;
  if (times !== undefined && times !== null)
    return { ...measured, figures: { kind: "processes", processes: times.map((time) => [numberOf(time)]) } };
  const statistic = median === undefined ? "mean" : "median";
  const value = numberOf(median === undefined ? mean : median);
  return { ...measured, figures: { kind: "summary", statistic, value, count: null } };
}

function read(content: Content): ImportedRun {
  const { results } = fitted(schema, documentOf(content), title, remedy);
  return {
    format: "hyperfine",
    toolVersion: null,
    startedAt: null,
    machine: [],
    settings: [],
    ...rowsOf(results.map(rowOf)),
    notices: [],
  };
}

export const hyperfine: Format = {
  name: "hyperfine",
  title,
  recognises: (content) => {
    const { results } = fieldsOf(content);
    return Array.isArray(results) && results.every((one) => isObject(one) && "command" in one);
  },
  read,
};
