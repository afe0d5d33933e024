// `blas-bench compare`: two stored results of separate runs, side by side. It informs, and never gates.
import { exitCode, UserError } from "../errors.ts";
import { assessImportedRuns } from "../imported-assessment.ts";
import { layOutImportedComparison } from "../report/imported-document.ts";
import type { NamedImport } from "../report/imported-model.ts";
import { layOutSeparateRuns } from "../report/separate-runs-document.ts";
import type { StoredRun } from "../separate-assessment.ts";
import { assessSeparateRuns } from "../separate-assessment.ts";
import { print } from "./print.ts";
import type { ReportFormat } from "./rendered.ts";
import { rendered } from "./rendered.ts";
import { readStoredFiles } from "./stored-files.ts";

export interface CompareOptions {
  readonly json?: boolean;
  readonly format?: ReportFormat;
}

/** @throws UserError for what cannot be compared. */
export async function compareCommand(fileA: string, fileB: string, options: CompareOptions): Promise<number> {
  const stored = await readStoredFiles([fileA, fileB]);
  const format = formatOf(options);
  const compared = stored.kind === "results" ? ofResults(stored.results, format) : ofImports(stored.imports, format);
  print(compared);
  return exitCode.pass;
}

function formatOf({ json, format }: CompareOptions): ReportFormat {
  if (json === true && format !== undefined && format !== "json")
    throw new UserError([
      { where: "--json", what: `contradicts --format ${format}`, remedy: "leave one of the two out" },
    ]);
  return json === true ? "json" : (format ?? "terminal");
}

function ofResults([a, b]: readonly StoredRun[], format: ReportFormat): string {
  if (a === undefined || b === undefined) throw new Error("two files were read, and are not two");
  const model = assessSeparateRuns(a, b);
  return rendered(format, model, () => layOutSeparateRuns(model));
}

function ofImports([a, b]: readonly NamedImport[], format: ReportFormat): string {
  if (a === undefined || b === undefined) throw new Error("two files were read, and are not two");
  const model = assessImportedRuns(a, b);
  return rendered(format, model, () => layOutImportedComparison(model));
}
