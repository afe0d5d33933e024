// The workflow run that this job is part of, as the runner tells it.
import * as z from "zod";

export interface WorkflowRun {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly run: number;
  readonly attempt: number;
  /** GITHUB_SHA: what that is depends on the event. */
  readonly commit: string;
}

const number = z.string().regex(/^\d{1,15}$/);
const schema = z.object({
  GITHUB_API_URL: z.url(),
  GITHUB_SERVER_URL: z.url(),
  GITHUB_REPOSITORY: z.string().regex(/^[^/]+\/[^/]+$/),
  GITHUB_RUN_ID: number,
  GITHUB_RUN_ATTEMPT: number,
  GITHUB_SHA: z.string().min(1),
});

/** null outside of a workflow, and where the runner does not tell all of it. */
export function readWorkflowRun(variables: NodeJS.ProcessEnv): WorkflowRun | null {
  const told = schema.safeParse(variables).data;
  if (told === undefined) return null;
  const [owner = "", repo = ""] = told.GITHUB_REPOSITORY.split("/");
  return {
    apiUrl: told.GITHUB_API_URL,
    serverUrl: told.GITHUB_SERVER_URL,
    owner,
    repo,
    run: Number(told.GITHUB_RUN_ID),
    attempt: Number(told.GITHUB_RUN_ATTEMPT),
    commit: told.GITHUB_SHA,
  };
}
