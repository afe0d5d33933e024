// Whether this job comments, and whether it may begin a comment, by the input `comment`. Pure.
import type { Decision } from "../gate/decision.ts";
import type { ReportModel } from "../report/model.ts";

export type CommentMode = "auto" | "always" | "on-change" | "never";

export type CommentPlan =
  | { readonly kind: "none"; readonly reason: string }
  | { readonly kind: "keep"; readonly pullRequest: number; readonly mayCreate: boolean };

export interface CommentSituation {
  readonly mode: CommentMode;
  /** null where the run is for none. */
  readonly pullRequest: number | null;
  /** Whether this job is one of several of a matrix, none of which sees the whole. */
  readonly isMatrixLeg: boolean;
  /** Whether there is something to read, see isChange. */
  readonly isChange: boolean;
  /** A comment that is there is brought up to date, and none is begun. */
  readonly updatesOnly?: boolean;
}

/** A comment that is there is kept current in every mode but "never": one that is out of date would mislead. */
export function commentPlan(situation: CommentSituation): CommentPlan {
  const { mode, pullRequest, isMatrixLeg, isChange, updatesOnly = false } = situation;
  const none = (reason: string): CommentPlan => ({ kind: "none", reason });
  if (mode === "never") return none("`comment` is `never`");
  if (pullRequest === null) return none("there is no pull request to comment on");
  if (mode === "auto" && isMatrixLeg)
    return none("this job is one leg of a matrix; the job that reads all results comments");
  return { kind: "keep", pullRequest, mayCreate: !updatesOnly && (mode !== "on-change" || isChange) };
}

/** Whether head differs from base in anything that was looked at, or the decision is other than a pass. */
export function isChange(decision: Decision, report: Pick<ReportModel, "code">): boolean {
  return decision.status !== "pass" || report.code.rows.some(({ outcome }) => outcome !== "unchanged");
}
