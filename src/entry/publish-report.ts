// What both actions do with a report on GitHub once it is decided: comment, check, annotations, summary. Whatever fails
// here is said, and changes no decision.
import type { Publishing } from "../inputs/publishing.ts";
import type { Annotation } from "../publish/annotations.ts";
import { writeStepAnnotations } from "../publish/annotations.ts";
import type { CheckContent } from "../publish/check-content.ts";
import { publishCheck } from "../publish/check-run.ts";
import { runUrl } from "../publish/comment-body.ts";
import type { Notice } from "../publish/comment-notice.ts";
import { commentNotice } from "../publish/comment-notice.ts";
import type { Connection } from "../publish/github.ts";
import { inertLines } from "../publish/log.ts";
import { publishComment } from "../publish/publish-comment.ts";
import { writeSummary } from "../publish/summary.ts";
import type { Target } from "../publish/target.ts";
import type { ReportModel } from "../report/model.ts";
import { systemClock } from "../system/clock.ts";
import { systemExchange } from "../system/exchange.ts";
import { toolVersion } from "../version.ts";

export interface Publication extends Publishing {
  readonly report: ReportModel;
  readonly annotations: readonly Annotation[];
  /** null outside of a workflow. */
  readonly target: Target | null;
  /** GITHUB_API_URL. */
  readonly apiUrl: string;
  /** null: this job sets none. */
  readonly check: { readonly name: string; readonly content: CheckContent } | null;
  /** Where there is no result: an earlier push's comment must not go on saying what it said. */
  readonly updatesOnly?: boolean;
}

/** @returns the comment's address; undefined where there is none that shows this report. */
export async function publishReport(publication: Publication): Promise<string | undefined> {
  const { report, annotations, isMatrixLeg } = publication;
  const { url, notice } = await comment(publication);
  const check = await setCheck(publication, publication.check, annotations);
  // A leg sees a part of the run: the job that sees the whole annotates.
  if (!check.isSet && !isMatrixLeg) await writeStepAnnotations(annotations);
  const notices = [notice, check.notice].filter((one) => one !== null);
  await say(notices);
  await writeSummary({ ...report, notices: [...report.notices, ...notices.map(({ text }) => text)] });
  return url;
}

async function comment(
  publication: Publication,
): Promise<{ readonly url: string | undefined; readonly notice: Notice | null }> {
  const { report, target, comment: mode, commentKey: key, isMatrixLeg, updatesOnly = false } = publication;
  const nothing = { url: undefined, notice: null };
  if (mode === "never") return nothing;
  if (target === null) return { ...nothing, notice: unknownRun };
  if (target.pullRequest === null) return nothing;
  const connection = connectionOf(publication);
  if (connection === null) return { ...nothing, notice: withoutToken("comment") };
  const { pullRequest, place } = target;
  const settings = { mode, pullRequest, isMatrixLeg, updatesOnly, key, place };
  const outcome = await publishComment(report, settings, connection);
  return { url: outcome.kind === "published" ? outcome.url : undefined, notice: commentNotice(outcome) };
}

/** Of a report, or of results that none can be made of. */
async function setCheck(
  publication: Pick<Publication, "target" | "apiUrl" | "token">,
  check: Publication["check"],
  annotations: readonly Annotation[],
): Promise<{ readonly isSet: boolean; readonly notice: Notice | null }> {
  const { target } = publication;
  if (check === null || target === null || target.headCommit === null) return { isSet: false, notice: null };
  const connection = connectionOf(publication);
  if (connection === null) return { isSet: false, notice: withoutToken("check") };
  const { headCommit, place } = target;
  const outcome = await publishCheck(
    { ...check, owner: place.owner, repo: place.repo, headCommit, detailsUrl: runUrl(place), annotations },
    connection,
  );
  if (outcome.kind === "published") {
    const doubt = outcome.doubt === null ? null : `The check lacks annotations: ${outcome.doubt.message}`;
    return { isSet: true, notice: doubt === null ? null : { level: "notice", text: doubt } };
  }
  const text = `No check shows this decision, which stands. Reason: ${outcome.failure.message}`;
  return { isSet: false, notice: { level: "warning", text } };
}

const unknownRun: Notice = {
  level: "warning",
  text: "Nothing is published but the job summary: the runner does not tell which run and repository this is.",
};

function withoutToken(what: string): Notice {
  return { level: "warning", text: `There is no ${what}: \`github-token\` is empty.` };
}

export function connectionOf({ token, apiUrl }: Pick<Publication, "token" | "apiUrl">): Connection | null {
  if (token === null) return null;
  return {
    token,
    apiUrl,
    userAgent: `blas-bench/${toolVersion}`,
    exchange: systemExchange,
    clock: systemClock,
    signal: new AbortController().signal,
  };
}

/** For the log, where these are annotations of the step. */
async function say(notices: readonly Notice[]): Promise<void> {
  const core = await import("@actions/core");
  for (const { level, text } of notices) core[level](inertLines(text).join("\n"), { title: "blas-bench" });
}
