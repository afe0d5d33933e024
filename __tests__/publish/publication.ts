// One publication of a comment as a report job makes it, against the GitHub of the rig; and what must hold after any.
import { expect } from "vitest";
import type { Decision } from "../../src/gate/decision.ts";
import type { CommentOutcome } from "../../src/publish/comment.ts";
import { keepComment } from "../../src/publish/comment.ts";
import { draftComment } from "../../src/publish/comment-body.ts";
import type { Mark } from "../../src/publish/comment-mark.ts";
import { drawMark, newNonce, readMark } from "../../src/publish/comment-mark.ts";
import { commentNotice } from "../../src/publish/comment-notice.ts";
import { GitHub } from "../../src/publish/github.ts";
import type { ReportModel } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import type { Exchange } from "../../src/system/exchange.ts";
import { situations } from "../report/situations.ts";
import type { GitHubApi } from "../rig/github/api.ts";
import type { VirtualClock } from "../rig/github/virtual-clock.ts";
import type { Comment, World } from "../rig/github/world.ts";
import { workflowUser } from "../rig/github/world.ts";

export const pullRequest = 7;
export const key = "bench";
export const budgetMilliseconds = 60_000;

export interface Publication {
  readonly token: string;
  readonly run: number;
  readonly attempt?: number;
  readonly key?: string;
  readonly mayCreate?: boolean;
  readonly startAtMilliseconds?: number;
  /** Instead of the report's own text. */
  readonly text?: string;
}

export interface Line {
  readonly apiUrl: string;
  readonly exchange: Exchange;
  readonly clock: VirtualClock;
  readonly signal?: AbortSignal;
}

export interface Ending {
  readonly outcome: CommentOutcome;
  readonly exitCode: number;
  readonly notice: string | null;
  readonly elapsedMilliseconds: number;
}

/** A run that found a regression: its exit code is 1, whatever becomes of the comment. */
export const { report, decision } = regression();

function regression(): { readonly report: ReportModel; readonly decision: Decision } {
  const facts = situations.regression?.() ?? expect.fail("no situation of that name");
  return { report: buildReport(facts), decision: facts.decision };
}

// Drawn once: thousands of publications need no more than a first line of their own.
const [, ...lines] = draftComment(
  report,
  { key, run: 1, attempt: 1, nonce: newNonce(new Date(0), "") },
  { serverUrl: "https://github.com", owner: "octo-org", repo: "numerics", run: 1, attempt: 1 },
).body.split("\n");

function bodyOf(mark: Mark): string {
  return [drawMark(mark), ...lines].join("\n");
}

export async function publish(publication: Publication, line: Line): Promise<Ending> {
  const { clock, signal = new AbortController().signal } = line;
  await clock.sleep(publication.startAtMilliseconds ?? 0);
  const started = clock.monotonicMilliseconds();
  const { token, run, attempt = 1, mayCreate = true } = publication;
  const nonce = newNonce(clock.now(), `${run}`.padStart(8, "0") + `${attempt}`.padStart(8, "0"));
  const mark = { key: publication.key ?? key, run, attempt, nonce };
  const draft = { mark, body: bodyOf(mark) + (publication.text ?? "") };
  const github = new GitHub({ ...line, token, signal, userAgent: "blas-bench/0", budgetMilliseconds });
  const outcome = await keepComment({ owner: "octo-org", repo: "numerics", pullRequest, draft, mayCreate }, github);
  const elapsedMilliseconds = clock.monotonicMilliseconds() - started;
  return { outcome, exitCode: decision.exitCode, notice: commentNotice(outcome)?.text ?? null, elapsedMilliseconds };
}

/** Comments of our own user with the key, oldest first. */
export function ours(world: World, wanted = key): readonly Comment[] {
  return world.comments.filter((one) => one.user.login === workflowUser.login && readMark(one.body, wanted) !== null);
}

/** The run that a comment shows. */
export function shownRun(comment: Comment | undefined): number | undefined {
  return readMark(comment?.body ?? "", key)?.run;
}

/** What must hold whatever happened. */
export function expectOrder(api: GitHubApi, endings: readonly Ending[]): void {
  expect(api.violations).toEqual([]);
  for (const { elapsedMilliseconds, exitCode } of endings) {
    expect(elapsedMilliseconds).toBeLessThanOrEqual(budgetMilliseconds);
    expect(exitCode).toBe(1);
  }
}

/** No request of a user before GitHub wants to hear from it again. */
export function expectPatience({ requests }: GitHubApi): void {
  for (const asked of requests) {
    if (asked.retryAfterSeconds === null || asked.answeredAtMilliseconds === null) continue;
    const until = asked.answeredAtMilliseconds + asked.retryAfterSeconds * 1000;
    const early = requests.filter((one) => one.atMilliseconds > asked.atMilliseconds && one.atMilliseconds < until);
    expect(early).toEqual([]);
  }
}

/** A comment of ours that an earlier run left. */
export function leave(world: World, run: number, options: { key?: string; text?: string } = {}): Comment {
  const mark = { key: options.key ?? key, run, attempt: 1, nonce: newNonce(new Date(run), "0") };
  return world.addComment(pullRequest, workflowUser, bodyOf(mark) + (options.text ?? ""));
}
