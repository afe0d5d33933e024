// The inputs of the report action: where results come from, the rules they are judged by, and what is published.
import * as z from "zod/mini";
import type { InputRow } from "./inputs.ts";
import { failOn, inputRows } from "./inputs.ts";
import type { Publishing } from "./publishing.ts";
import { commentRows, commentShape } from "./publishing.ts";
import { threshold } from "./threshold.ts";
import { fromText, lines, refuse } from "./values.ts";

export type ResultSource =
  /** Files and globs, from the working folder. */
  | { readonly kind: "files"; readonly patterns: readonly string[] }
  /** Artifacts of a run, by a glob on their names. */
  | { readonly kind: "run"; readonly run: number; readonly artifactPattern: string; readonly workflowPath: string };

export interface ReportInputs extends Omit<Publishing, "isMatrixLeg"> {
  readonly source: ResultSource;
  /** As written, and checked: each result may have a threshold of its own where it is empty. */
  readonly rules: { readonly failOn: string; readonly threshold: string };
  readonly checkName: string;
}

function row(name: string, form: InputRow["form"], fallback: string, description: string): InputRow {
  return { name, form, default: fallback, description };
}

const emptyThreshold =
  "Empty: each result's own; with `run-id`, whose results may be a stranger's, 5 %, and 10 % on macOS.";
const results = "Result files of one run, or globs, one a line.";
const sharedRows = inputRows
  .filter(({ name }) => name === "fail-on" || name === "threshold")
  .map((shared) =>
    shared.name === "threshold"
      ? { ...shared, description: `${shared.description.replace(/ Empty: .*/, "")} ${emptyThreshold}` }
      : shared,
  );

export const reportRows: readonly InputRow[] = [
  row("results", "lines", "", `${results} Either this or \`run-id\`.`),
  row("run-id", "text", "", "The workflow run whose artifacts hold the results."),
  row("artifact-pattern", "text", "blas-bench-*", "Glob on the names of that run's artifacts."),
  row("workflow-path", "text", "", "With `run-id`: file of the workflow that measures, `.github/workflows/NAME.yml`."),
  ...sharedRows,
  ...commentRows,
  row("check-name", "text", "blas-bench", "Name of the check run, which can be required."),
];

const runId = fromText((value, context) => {
  const trimmed = value.trim();
  if (trimmed === "") return null;
  return /^\d{1,15}$/.test(trimmed)
    ? Number(trimmed)
    : refuse(context, `"${trimmed}" is no id of a run: write \${{ github.event.workflow_run.id }}`);
});

/** Checked, and kept as it is written. */
function asWritten(type: z.ZodMiniType<unknown, string>): z.ZodMiniType<string, string> {
  return fromText((value, context) => {
    for (const issue of type.safeParse(value).error?.issues ?? [])
      context.issues.push({ code: "custom", input: value, message: issue.message });
    return value;
  });
}

export const reportSchema = z.pipe(
  z
    .strictObject({
      results: lines,
      "run-id": runId,
      "artifact-pattern": fromText((value) => value.trim()),
      "workflow-path": fromText((value) => value.trim()),
      "fail-on": asWritten(failOn),
      threshold: asWritten(threshold),
      ...commentShape,
      "check-name": fromText((value) => value.trim()),
    })
    .check((context) => {
      const { results: patterns, "run-id": run } = context.value;
      if (patterns.length > 0 === (run !== null))
        context.issues.push({
          code: "custom",
          path: ["results"],
          input: patterns,
          message: `${run === null ? "is empty, and so is" : "is given, and so is"} run-id: give one of the two`,
        });
      if (run !== null && context.value["workflow-path"] === "")
        context.issues.push({
          code: "custom",
          path: ["workflow-path"],
          input: "",
          message:
            "is empty: with run-id, name the workflow file that measures, as anybody can call another one the same",
        });
    }),
  z.transform(
    (reading): ReportInputs => ({
      source:
        reading["run-id"] === null
          ? { kind: "files", patterns: reading.results }
          : {
              kind: "run",
              run: reading["run-id"],
              artifactPattern: reading["artifact-pattern"],
              workflowPath: reading["workflow-path"],
            },
      rules: { failOn: reading["fail-on"], threshold: reading.threshold },
      comment: reading.comment,
      commentKey: reading["comment-key"],
      token: reading["github-token"],
      checkName: reading["check-name"],
    }),
  ),
);
