// Which pull request another workflow's run measured: what GitHub says of the run and of pull requests, never a file. Pure.

/** A run as GitHub's API tells it. */
export interface MeasuredRun {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  /** Of the workflow's file, such as ".github/workflows/bench.yml"; GitHub may add "@" and a ref. */
  readonly workflowPath: string;
  readonly headSha: string;
  /** null where the fork has been removed. */
  readonly head: { readonly owner: string; readonly branch: string; readonly repositoryId: number } | null;
  /** Of the repository that the run belongs to, which is ours. */
  readonly repositoryId: number;
}

/** A pull request from the run's owner and branch. */
export interface Candidate {
  readonly number: number;
  readonly state: string;
  readonly headSha: string;
  readonly headRepositoryId: number | null;
  readonly baseRepositoryId: number | null;
}

export type Binding =
  | { readonly kind: "bound"; readonly pullRequest: number; readonly headSha: string }
  /** The pull request has another head by now: to be shown as out of date, and to flip no gate. */
  | { readonly kind: "stale"; readonly pullRequest: number; readonly reason: string }
  /** To be shown in the job summary alone. */
  | { readonly kind: "unbound"; readonly reason: string };

/**
 * Bound where all of this holds: one pull request, open, from the run's repository into ours, whose head is what was
 * measured, by a run of the expected workflow for `pull_request`. Reasons quote nothing, and
 * have no full stop.
 *
 * @param workflowPath The file of the workflow that measures. A pull request may add one of the same name.
 */
export function bindRun(run: MeasuredRun, candidates: readonly Candidate[], workflowPath: string): Binding {
  const unbound = (reason: string): Binding => ({ kind: "unbound", reason });
  if (run.event !== "pull_request") return unbound("the run was not for a pull request");
  if (!isOf(workflowPath, run.workflowPath)) return unbound("the run is of another workflow than the expected one");
  if (run.head === null) return unbound("the repository that the run's code came from is gone");
  const [candidate, ...others] = candidates.filter(({ state }) => state === "open");
  if (candidate === undefined) return unbound("no open pull request comes from the run's branch");
  if (others.length > 0) return unbound("several open pull requests come from the run's branch");
  if (candidate.baseRepositoryId !== run.repositoryId) return unbound("the pull request is not into this repository");
  if (candidate.headRepositoryId !== run.head.repositoryId)
    return unbound("the pull request comes from another repository than the run's code");
  if (candidate.headSha === run.headSha) return { kind: "bound", pullRequest: candidate.number, headSha: run.headSha };
  const reason = "the pull request has another head by now than the one that was measured";
  return { kind: "stale", pullRequest: candidate.number, reason };
}

/** "FILE" or "FILE@REF". Workflow files end in .yml or .yaml, so what does not is a ref and no longer file name. */
function isOf(expected: string, told: string): boolean {
  return told === expected || (told.startsWith(`${expected}@`) && !/\.ya?ml$/.test(told));
}
