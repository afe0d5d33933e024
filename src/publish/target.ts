// What a report is about on GitHub: the commit that gets the check, the pull request that gets the comment, and the run.
import type { EventFacts } from "../system/event.ts";
import type { WorkflowRun } from "../system/workflow-run.ts";
import type { RunPlace } from "./comment-body.ts";
import type { Binding, MeasuredRun } from "./run-binding.ts";

export interface Target {
  /** null: no commit is known to be the one that was measured, so there is no check. */
  readonly headCommit: string | null;
  readonly pullRequest: number | null;
  /** The run that measured. */
  readonly place: RunPlace;
  /** Why there is less than people may expect; null where there is not. */
  readonly notice: string | null;
  /** Of code that has been replaced since: whatever is decided of it fails nothing. */
  readonly isStale: boolean;
}

/** Events whose GITHUB_SHA is the commit that was measured, or in a merge group stands for the pull requests in it. */
const ownCommit = ["push", "schedule", "workflow_dispatch", "merge_group"];

/** Of a job in the same run as the jobs that measured. */
export function ownTarget(event: EventFacts | null, { commit, ...run }: WorkflowRun): Target {
  const place: RunPlace = run;
  const pull = event?.pullRequest ?? null;
  // On a pull request GITHUB_SHA is a merge commit, whose checks nobody sees.
  if (pull !== null)
    return { headCommit: pull.headCommit, pullRequest: pull.number, place, notice: null, isStale: false };
  if (event !== null && ownCommit.includes(event.name))
    return { headCommit: commit, pullRequest: null, place, notice: null, isStale: false };
  const name = event === null ? "no event" : `the event \`${event.name}\``;
  const notice = `There is neither a comment nor a check: ${name} names no commit that was measured.`;
  return { headCommit: null, pullRequest: null, place, notice, isStale: false };
}

/**
 * Of a job in a `workflow_run` workflow, by what GitHub says of the run that measured.
 *
 * @param run null where GitHub told nothing of it.
 */
export function boundTarget(
  { run, binding }: { readonly run: MeasuredRun | null; readonly binding: Binding },
  measured: number,
  { serverUrl, owner, repo }: WorkflowRun,
): Target {
  const place = { serverUrl, owner, repo, run: measured, attempt: run?.attempt ?? 1 };
  if (binding.kind === "bound")
    return { headCommit: binding.headSha, pullRequest: binding.pullRequest, place, notice: null, isStale: false };
  const isStale = binding.kind === "stale";
  const what = isStale ? "This report is out of date, and fails nothing" : "There is neither a comment nor a check";
  return { headCommit: null, pullRequest: null, place, notice: `${what}: ${binding.reason}.`, isStale };
}
