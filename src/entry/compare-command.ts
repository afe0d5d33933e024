// `blas-bench compare`: two stored results of separate runs, side by side. It informs, and never gates.
import { exitCode } from "../errors.ts";
import { renderJson } from "../report/json.ts";
import { layOutSeparateRuns } from "../report/separate-runs-document.ts";
import { renderTerminal } from "../report/terminal.ts";
import { assessSeparateRuns } from "../separate-assessment.ts";
import { print } from "./print.ts";
import { readStoredResults } from "./stored-results.ts";
import { terminalLook } from "./terminal-look.ts";

export interface CompareOptions {
  readonly json?: boolean;
}

/** @throws UserError for what cannot be compared. */
export async function compareCommand(fileA: string, fileB: string, options: CompareOptions): Promise<number> {
  const [a, b] = await readStoredResults([fileA, fileB]);
  if (a === undefined || b === undefined) throw new Error("two files were read, and are not two");
  const model = assessSeparateRuns(a, b);
  print(options.json === true ? renderJson(model) : renderTerminal(layOutSeparateRuns(model), terminalLook()));
  return exitCode.pass;
}
