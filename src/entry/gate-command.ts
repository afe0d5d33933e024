// `blas-bench gate`: the decision of a stored result alone, computed anew from its raw samples.

import { assess } from "../assessment.ts";
import { defaultThreshold } from "../compare/thresholds.ts";
import { layOutDecision } from "../report/decision-document.ts";
import { renderJson } from "../report/json.ts";
import { renderTerminal } from "../report/terminal.ts";
import { print } from "./print.ts";
import { readOneResult } from "./stored-results.ts";
import type { GivenRules } from "./stored-rules.ts";
import { rulesOf } from "./stored-rules.ts";
import { terminalLook } from "./terminal-look.ts";

export interface GateOptions extends GivenRules {
  readonly json?: boolean;
}

/** @returns the exit code of the decision. */
export async function gateCommand(files: readonly string[], options: GateOptions): Promise<number> {
  const stored = await readOneResult(files);
  const rules = rulesOf(stored, options);
  const { decision, report } = assess(stored.result, rules);
  const defaultShare = rules.threshold.defaultShare ?? defaultThreshold(stored.result.host.platform);
  const threshold = { ...rules.threshold, defaultShare };
  const model = {
    gateVersion: 1,
    headline: report.headline,
    decision,
    regressions: report.code.rows.filter(({ outcome }) => outcome === "regressed"),
    failOn: rules.failOn,
    threshold,
  } as const;
  print(options.json === true ? renderJson(model) : renderTerminal(layOutDecision(model), terminalLook()));
  return decision.exitCode;
}
