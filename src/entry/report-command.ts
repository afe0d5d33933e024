// `blas-bench report`: stored results of one run, rendered anew from their raw samples.
import * as path from "node:path";
import { assessRun } from "../assessment.ts";
import { exitCode, UserError } from "../errors.ts";
import { layOutImportedReport } from "../report/imported-document.ts";
import type { NamedImport } from "../report/imported-model.ts";
import { importedReportModel } from "../report/imported-model.ts";
import { layOut } from "../report/lay-out.ts";
import { latestAttempts } from "../result/latest-attempts.ts";
import type { NamedResult } from "../result/matrix.ts";
import { mergeResults } from "../result/merge.ts";
import { systemFiles } from "../system/files.ts";
import { print } from "./print.ts";
import type { ReportFormat } from "./rendered.ts";
import { rendered } from "./rendered.ts";
import { readStoredFiles } from "./stored-files.ts";
import { rulesOf } from "./stored-rules.ts";

export interface ReportOptions {
  readonly format: ReportFormat;
  readonly output?: string;
}

export async function reportCommand(files: readonly string[], options: ReportOptions): Promise<number> {
  const stored = await readStoredFiles(files);
  const text =
    stored.kind === "results" ? ofResults(stored.results, options.format) : ofImports(stored.imports, options.format);
  if (options.output === undefined) print(text);
  else await writeTo(options.output, text);
  return exitCode.pass;
}

function ofResults(results: readonly NamedResult[], format: ReportFormat): string {
  const stored = latestAttempts(results);
  const { report } = assessRun(mergeResults(stored, results.length > 1), rulesOf(stored));
  return rendered(format, report, () => layOut(report));
}

function ofImports(imports: readonly NamedImport[], format: ReportFormat): string {
  const model = importedReportModel(imports);
  return rendered(format, model, () => layOutImportedReport(model));
}

async function writeTo(output: string, text: string): Promise<void> {
  try {
    await systemFiles.writeWhole(path.resolve(output), text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // A full disk and a refused access are told by the door itself.
    if (!["EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY"].includes(code)) throw error;
    throw new UserError([
      { where: output, what: `the report cannot be written there (${code})`, remedy: "name a file in a folder" },
    ]);
  }
}
