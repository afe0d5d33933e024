// `blas-bench report`: stored results of one run, rendered anew from their raw samples.
import * as path from "node:path";
import { assessRun } from "../assessment.ts";
import { exitCode, UserError } from "../errors.ts";
import { renderJson } from "../report/json.ts";
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { renderTerminal } from "../report/terminal.ts";
import { latestAttempts } from "../result/latest-attempts.ts";
import { mergeResults } from "../result/merge.ts";
import { systemFiles } from "../system/files.ts";
import { print } from "./print.ts";
import { readStoredResults } from "./stored-results.ts";
import { rulesOf } from "./stored-rules.ts";
import { terminalLook } from "./terminal-look.ts";

export interface ReportOptions {
  readonly format: "terminal" | "markdown" | "json";
  readonly output?: string;
}

export async function reportCommand(files: readonly string[], options: ReportOptions): Promise<number> {
  const stored = latestAttempts(await readStoredResults(files));
  const { report } = assessRun(mergeResults(stored, stored.length > 1), rulesOf(stored));
  const rendered = {
    terminal: () => renderTerminal(layOut(report), terminalLook()),
    markdown: () => renderMarkdown(layOut(report)),
    json: () => renderJson(report),
  }[options.format]();
  if (options.output === undefined) print(rendered);
  else await writeTo(options.output, rendered);
  return exitCode.pass;
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
