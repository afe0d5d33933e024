// Asks GitHub for a run and for the pull requests from its branch, and what they come to.
import * as z from "zod";
import { ApiFailure } from "./api-failure.ts";
import type { GitHub } from "./github.ts";
import type { Binding, Candidate, MeasuredRun } from "./run-binding.ts";
import { bindRun } from "./run-binding.ts";

export interface BindingRequest {
  readonly owner: string;
  readonly repo: string;
  readonly run: number;
  /** The file of the workflow that measures, such as ".github/workflows/bench.yml". */
  readonly workflowPath: string;
}

const repositorySchema = z.object({ id: z.int(), owner: z.object({ login: z.string() }) });
const runSchema = z
  .object({
    id: z.int().positive(),
    run_attempt: z.int().positive(),
    event: z.string(),
    path: z.string(),
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    head_repository: repositorySchema.nullish(),
    repository: repositorySchema,
  })
  .transform((run): MeasuredRun => {
    const { head_repository: from, head_branch: branch } = run;
    const isKnown = branch !== null && from !== null && from !== undefined;
    return {
      id: run.id,
      attempt: run.run_attempt,
      event: run.event,
      workflowPath: run.path,
      headSha: run.head_sha,
      head: isKnown ? { owner: from.owner.login, branch, repositoryId: from.id } : null,
      repositoryId: run.repository.id,
    };
  });
const sideSchema = z.object({ sha: z.string(), repo: z.object({ id: z.int() }).nullable() });
const pullSchema = z
  .object({ number: z.int().positive(), state: z.string(), head: sideSchema, base: sideSchema })
  .transform(
    ({ number, state, head, base }): Candidate => ({
      number,
      state,
      headSha: head.sha,
      headRepositoryId: head.repo?.id ?? null,
      baseRepositoryId: base.repo?.id ?? null,
    }),
  );

/**
 * The run, null where GitHub would not tell, and its pull request. What GitHub does not tell binds nothing.
 *
 * @throws Interrupted.
 */
export async function readBinding(
  request: BindingRequest,
  github: GitHub,
): Promise<{ readonly run: MeasuredRun | null; readonly binding: Binding }> {
  let run: MeasuredRun | null = null;
  try {
    run = await readRun(request, github);
    return { run, binding: bindRun(run, await readCandidates(request, run, github), request.workflowPath) };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { run, binding: { kind: "unbound", reason: error.message.replace(/\.$/, "") } };
  }
}

function readRun({ owner, repo, run }: BindingRequest, github: GitHub): Promise<MeasuredRun> {
  return github.read(
    "GET /repos/{owner}/{repo}/actions/runs/{run_id}",
    { owner, repo, run_id: run },
    { what: `read run ${run}`, permission: "actions: read", schema: runSchema },
  );
}

async function readCandidates(
  { owner, repo }: BindingRequest,
  { id, head }: MeasuredRun,
  github: GitHub,
): Promise<readonly Candidate[]> {
  if (head === null) return [];
  return github.readPages(
    "GET /repos/{owner}/{repo}/pulls",
    { owner, repo, state: "open", head: `${head.owner}:${head.branch}` },
    { what: `find the pull request of run ${id}`, permission: "pull-requests: read", schema: z.array(pullSchema) },
  );
}
