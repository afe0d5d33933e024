// From a report to its comment: whether there is to be one, its text, and what became of it.
import { randomUUID } from "node:crypto";
import type { ReportModel } from "../report/model.ts";
import type { CommentOutcome } from "./comment.ts";
import { keepComment } from "./comment.ts";
import type { RunPlace } from "./comment-body.ts";
import { draftComment } from "./comment-body.ts";
import { newNonce } from "./comment-mark.ts";
import type { CommentSituation } from "./comment-mode.ts";
import { commentPlan, isChange } from "./comment-mode.ts";
import type { Connection } from "./github.ts";
import { GitHub } from "./github.ts";

export interface CommentSettings extends Omit<CommentSituation, "isChange"> {
  /** The input `comment-key`. */
  readonly key: string;
  /** The run that measured: of two reports, the one of the newer run and attempt stays. */
  readonly place: RunPlace;
}

/** "withheld": none was to be, and why. */
export type Commented = CommentOutcome | { readonly kind: "withheld"; readonly reason: string };

/** @throws Interrupted, and nothing else: a decision does not change because it could not be published. */
export async function publishComment(
  report: ReportModel,
  { key, place, ...situation }: CommentSettings,
  connection: Connection,
): Promise<Commented> {
  const plan = commentPlan({ ...situation, isChange: isChange(report.decision, report) });
  if (plan.kind === "none") return { kind: "withheld", reason: plan.reason };
  const nonce = newNonce(connection.clock.now(), randomUUID());
  const draft = draftComment(report, { key, run: place.run, attempt: place.attempt, nonce }, place);
  const { pullRequest, mayCreate } = plan;
  const { owner, repo } = place;
  return keepComment({ owner, repo, pullRequest, draft, mayCreate }, new GitHub(connection));
}
