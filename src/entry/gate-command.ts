// `blas-bench gate`: the decision of stored results of one run alone, computed anew from their raw samples.
import { assessRun } from "../assessment.ts";
import { defaultThreshold } from "../compare/thresholds.ts";
import { layOutDecision } from "../report/decision-document.ts";
import { renderJson } from "../report/json.ts";
import { renderTerminal } from "../report/terminal.ts";
import { latestAttempts } from "../result/latest-attempts.ts";
import { legsOf } from "../result/matrix.ts";
import { mergeResults } from "../result/merge.ts";
import { print } from "./print.ts";
import { readForDecision } from "./stored-files.ts";
import type { GivenRules } from "./stored-rules.ts";
import { rulesOf } from "./stored-rules.ts";
import { terminalLook } from "./terminal-look.ts";

export interface GateOptions extends GivenRules {
  readonly json?: boolean;
}

/** @returns the exit code of the decision. */
export async function gateCommand(files: readonly string[], options: GateOptions): Promise<number> {
  const stored = latestAttempts(await readForDecision(files));
  const rules = rulesOf(stored, options);
  const run = mergeResults(stored, true);
  const { decision, report } = assessRun(run, rules);
  const thresholds = legsOf(run).map(({ title, host }, index) => {
    const { defaultShare = null, overrides = [] } = rules.thresholds[index] ?? {};
    return { leg: title, defaultShare: defaultShare ?? defaultThreshold(host.platform), overrides };
  });
  const model = {
    gateVersion: 1,
    headline: report.headline,
    decision,
    regressions: report.code.rows.filter(({ outcome }) => outcome === "regressed"),
    failOn: rules.failOn,
    thresholds,
  } as const;
  print(options.json === true ? renderJson(model) : renderTerminal(layOutDecision(model), terminalLook()));
  return decision.exitCode;
}
