// The gate: from what was measured, proven and compared to one decision. A pass has no reasons against it.
import type { ExitCode } from "../errors.ts";
import { exitCode } from "../errors.ts";
import type { FailOnClass } from "../inputs/config.ts";
import type { Decision, Reason } from "./decision.ts";
import type { Judged } from "./reasons.ts";
import { findReasons } from "./reasons.ts";

interface Rule {
  /** The words in `fail-on` that turn this class into a failure. */
  readonly failsOn: readonly FailOnClass[];
  readonly exitCode: ExitCode;
}

/** Most important first. A failed gate is 1; where too little is known to say so, it is 3. */
const rules: Readonly<Record<Reason["class"], Rule>> = {
  backend: { failsOn: ["backend"], exitCode: exitCode.gateFailed },
  // Before regressions: on such a machine a slowdown says nothing of the code, and neither does its absence.
  "unfit-machine": { failsOn: ["regression", "insufficient"], exitCode: exitCode.nothingMeasured },
  regression: { failsOn: ["regression"], exitCode: exitCode.gateFailed },
  // Behind them: they are of other machines.
  "unfit-leg": { failsOn: ["regression", "insufficient"], exitCode: exitCode.nothingMeasured },
  "nothing-measured": { failsOn: ["nothing-measured"], exitCode: exitCode.nothingMeasured },
  "wrong-result": { failsOn: ["failed"], exitCode: exitCode.gateFailed },
  failed: { failsOn: ["failed"], exitCode: exitCode.gateFailed },
  insufficient: { failsOn: ["insufficient"], exitCode: exitCode.nothingMeasured },
  inconclusive: { failsOn: ["inconclusive"], exitCode: exitCode.nothingMeasured },
  unverified: { failsOn: ["unverified", "inconclusive"], exitCode: exitCode.nothingMeasured },
  outage: { failsOn: ["inconclusive"], exitCode: exitCode.nothingMeasured },
};
const importance = Object.keys(rules);

export interface DecisionRequest extends Judged {
  /** Classes that fail the gate; any other reason makes the decision inconclusive, never a pass. */
  readonly failOn: readonly FailOnClass[];
}

export function decide({ failOn, ...judged }: DecisionRequest): Decision {
  const reasons = findReasons(judged).toSorted(
    (one, other) => importance.indexOf(one.class) - importance.indexOf(other.class),
  );
  const failing = reasons.find((reason) => rules[reason.class].failsOn.some((word) => failOn.includes(word)));
  if (failing !== undefined) return { status: "fail", reasons, exitCode: rules[failing.class].exitCode };
  if (reasons.length === 0) return { status: "pass", reasons, exitCode: exitCode.pass };
  // Whatever was asked for: a run that measured nothing must not look like one that did.
  const nothing = reasons.some((reason) => reason.class === "nothing-measured");
  return { status: "inconclusive", reasons, exitCode: nothing ? exitCode.nothingMeasured : exitCode.pass };
}
