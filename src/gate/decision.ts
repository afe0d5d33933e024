// What the gate says of a whole run.
import type { ExitCode } from "../errors.ts";
import type { FailOnClass } from "../inputs/config.ts";

export interface Reason {
  readonly class: FailOnClass | "outage" | "wrong-result" | "unfit-machine" | "unfit-leg";
  /** One clause with its numbers, such as "`mkl` is not what was asked for". */
  readonly text: string;
}

export interface Decision {
  readonly status: "pass" | "fail" | "inconclusive";
  /** What failed or weakened the decision, most important first; empty exactly for a pass. */
  readonly reasons: readonly Reason[];
  readonly exitCode: ExitCode;
}
