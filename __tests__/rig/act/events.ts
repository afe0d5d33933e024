// Event payloads as GitHub sends them, cut down to what actions read
// (docs.github.com/webhooks/webhook-events-and-payloads).

export interface WorkflowEvent {
  readonly name: "merge_group" | "pull_request" | "push" | "workflow_run";
  readonly payload: Readonly<Record<string, unknown>>;
}

const owner = { login: "octo-org", id: 6811672, type: "Organization" };
export const eventRepository = {
  id: 186853002,
  name: "numerics",
  full_name: "octo-org/numerics",
  private: false,
  fork: false,
  owner,
  default_branch: "main",
};
const sender = { login: "octocat", id: 583231, type: "User" };

/** @param head, base Commits, 40 hex digits. */
export function pullRequestEvent(head: string, base: string): WorkflowEvent {
  const number = 7;
  return {
    name: "pull_request",
    payload: {
      action: "synchronize",
      number,
      pull_request: {
        id: 279147437,
        number,
        state: "open",
        draft: false,
        title: "Speed up the decomposition",
        user: sender,
        head: { label: "octo-org:topic", ref: "topic", sha: head, user: owner, repo: eventRepository },
        base: { label: "octo-org:main", ref: "main", sha: base, user: owner, repo: eventRepository },
      },
      repository: eventRepository,
      organization: owner,
      sender,
    },
  };
}

/** @param after, before Commits, 40 hex digits. */
export function pushEvent(after: string, before: string): WorkflowEvent {
  return {
    name: "push",
    payload: {
      ref: "refs/heads/main",
      before,
      after,
      created: false,
      deleted: false,
      forced: false,
      commits: [],
      head_commit: { id: after, message: "Speed up the decomposition" },
      pusher: { name: sender.login, email: "octocat@example.com" },
      repository: eventRepository,
      organization: owner,
      sender,
    },
  };
}

/** @param head, base Commits, 40 hex digits. */
export function mergeGroupEvent(head: string, base: string): WorkflowEvent {
  return {
    name: "merge_group",
    payload: {
      action: "checks_requested",
      merge_group: {
        head_sha: head,
        head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}`,
        base_sha: base,
        base_ref: "refs/heads/main",
        head_commit: { id: head, message: "Speed up the decomposition" },
      },
      repository: eventRepository,
      organization: owner,
      sender,
    },
  };
}

/**
 * After a run of another workflow, for a pull request from a fork: GitHub names none in `pull_requests` then.
 *
 * @param run Of the run that has ended.
 */
export function workflowRunEvent(run: {
  readonly id: number;
  readonly attempt: number;
  readonly path: string;
  readonly headOwner: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
}): WorkflowEvent {
  const { id, attempt, path, headOwner, headBranch, headSha, headRepositoryId } = run;
  const fork = { id: headRepositoryId, name: "numerics", full_name: `${headOwner}/numerics`, fork: true };
  return {
    name: "workflow_run",
    payload: {
      action: "completed",
      workflow: { id: 159038, name: "bench", path, state: "active" },
      workflow_run: {
        id,
        run_attempt: attempt,
        name: "bench",
        path,
        event: "pull_request",
        status: "completed",
        conclusion: "success",
        head_branch: headBranch,
        head_sha: headSha,
        head_repository: { ...fork, owner: { login: headOwner, id: 9919, type: "User" } },
        pull_requests: [],
        repository: eventRepository,
      },
      repository: eventRepository,
      organization: owner,
      sender,
    },
  };
}
