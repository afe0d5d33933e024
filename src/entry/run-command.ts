// `blas-bench run`: the main job on the command line.
import * as os from "node:os";
import * as path from "node:path";
import { readInputs, recordedInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import { renderJson } from "../report/json.ts";
import { layOut } from "../report/lay-out.ts";
import { renderTerminal } from "../report/terminal.ts";
import { asFlag } from "./flags.ts";
import { print } from "./print.ts";
import { runJob } from "./run-job.ts";
import { terminalLook } from "./terminal-look.ts";
import { terminalProgress } from "./terminal-progress.ts";

/** @returns the exit code of the decision. */
export async function runCommand(raw: Readonly<Record<string, string>>, json: boolean): Promise<number> {
  const config = readInputs(raw, readVariant, asFlag);
  const progress = terminalProgress(process.stderr);
  const job = { config, recorded: recordedInputs(raw), home: os.homedir(), event: null, log: progress.say };
  const outcome = await runJob({ ...job, keeps: "results" }, progress.show);
  progress.clear();
  const { report, decision } = outcome.assessment;
  print(json ? renderJson(report) : renderTerminal(layOut(report), terminalLook()));
  const files = [`Result: ${fromHere(outcome.resultFile)}`, `Report: ${fromHere(outcome.reportFile)}`];
  const locks = outcome.lockFiles.map(fromHere).join(", ");
  progress.say([...files, ...(locks === "" ? [] : [`Locks: ${locks}`])].join("\n"));
  return decision.exitCode;
}

/** Short where the file is below the working folder, absolute elsewhere. */
function fromHere(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
