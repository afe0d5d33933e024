// `blas-bench report`: a stored result, rendered anew from its raw samples.
import * as path from "node:path";
import { assess } from "../assessment.ts";
import { exitCode, UserError } from "../errors.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import { renderJson } from "../report/json.ts";
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { renderTerminal } from "../report/terminal.ts";
import { readResult } from "../result/read.ts";
import { systemFiles } from "../system/files.ts";
import { terminalLook } from "./terminal-look.ts";

export interface ReportOptions {
  readonly format: "terminal" | "markdown" | "json";
  readonly output?: string;
}

export async function reportCommand(file: string, options: ReportOptions): Promise<number> {
  const text = await systemFiles.readText(path.resolve(file));
  if (text === null)
    throw new UserError([{ where: file, what: "there is no such file", remedy: "name a result.json of a run" }]);
  const result = readResult(text, file);
  // What the run was told, so that its decision is the same again.
  const { "fail-on": failOn = "", threshold = "" } = result.configuration;
  const told = { "fail-on": failOn, threshold };
  const { report } = assess(
    result,
    readInputs(told, readVariant, (name) => `${file}, configuration.${name}`),
  );
  const rendered = {
    terminal: () => renderTerminal(layOut(report), terminalLook()),
    markdown: () => renderMarkdown(layOut(report)),
    json: () => renderJson(report),
  }[options.format]();
  if (options.output === undefined) process.stdout.write(rendered);
  else await systemFiles.writeWhole(path.resolve(options.output), rendered);
  return exitCode.pass;
}
