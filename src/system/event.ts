// The event that a workflow runs for, as the runner tells it: its name, and a file with GitHub's payload.
import * as fs from "node:fs/promises";
import * as z from "zod";

export interface EventFacts {
  readonly name: string;
  readonly pullRequest: {
    /** The branch it is to be merged into. */
    readonly baseBranch: string;
    readonly headCommit: string;
    readonly number: number;
    /** Also where the payload does not tell: then nothing may be taken for granted. */
    readonly isFromFork: boolean;
  } | null;
  /** merge_group only: the commit that the group is built upon. */
  readonly mergeGroupBase: string | null;
}

const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
/** null for a fork that was deleted. */
const repository = z.object({ id: z.int() }).nullish();
const payloadSchema = z.object({
  pull_request: z
    .object({
      number: z.int().positive(),
      base: z.object({ ref: z.string().min(1), repo: repository }),
      head: z.object({ sha: commit, repo: repository }),
    })
    .optional(),
  merge_group: z.object({ base_sha: commit }).optional(),
});

/**
 * The event, or null outside of a workflow.
 *
 * @param variables GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are read.
 * @throws Error when the payload is there and is none that GitHub would send.
 */
export async function readEvent(variables: NodeJS.ProcessEnv): Promise<EventFacts | null> {
  const name = variables.GITHUB_EVENT_NAME;
  if (name === undefined || name === "") return null;
  const payload = payloadSchema.parse(await readPayload(variables.GITHUB_EVENT_PATH));
  const pull = payload.pull_request;
  return {
    name,
    pullRequest:
      pull === undefined
        ? null
        : {
            baseBranch: pull.base.ref,
            headCommit: pull.head.sha,
            number: pull.number,
            isFromFork: pull.head.repo == null || pull.head.repo.id !== pull.base.repo?.id,
          },
    mergeGroupBase: payload.merge_group?.base_sha ?? null,
  };
}

async function readPayload(file: string | undefined): Promise<unknown> {
  return file === undefined || file === "" ? {} : JSON.parse(await fs.readFile(file, "utf8"));
}
