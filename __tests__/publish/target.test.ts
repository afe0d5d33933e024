// Which commit gets the check and which pull request the comment, event by event.
import { expect, it } from "vitest";
import { ownTarget } from "../../src/publish/target.ts";
import type { EventFacts } from "../../src/system/event.ts";
import { readWorkflowRun } from "../../src/system/workflow-run.ts";

const variables = {
  GITHUB_API_URL: "https://api.github.com",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "octo-org/numerics",
  GITHUB_RUN_ID: "500",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_SHA: "e".repeat(40),
};
const workflow = readWorkflowRun(variables) ?? expect.fail("the variables are whole");
const event = (name: string, change: Partial<EventFacts> = {}): EventFacts => ({
  name,
  pullRequest: null,
  mergeGroupBase: null,
  ...change,
});
const pull = event("pull_request", {
  pullRequest: { baseBranch: "main", headCommit: "a".repeat(40), number: 7, isFromFork: false },
});

it.each<[string, EventFacts | null, string | null, number | null]>([
  ["a pull request: its head, not the merge commit", pull, "a".repeat(40), 7],
  ["a merge group: the commit that the queue waits for", event("merge_group"), "e".repeat(40), null],
  ["a push", event("push"), "e".repeat(40), null],
  // There GITHUB_SHA is the newest commit of the default branch, which nobody measured.
  ["workflow_run", event("workflow_run"), null, null],
  ["issue_comment", event("issue_comment"), null, null],
  ["no event", null, null, null],
])("%s", (_, facts, headCommit, pullRequest) => {
  const target = ownTarget(facts, workflow);
  expect(target).toMatchObject({ headCommit, pullRequest, place: { owner: "octo-org", run: 500, attempt: 2 } });
  expect(target.notice === null).toBe(headCommit !== null);
});

it.each(Object.keys(variables))("a workflow run without %s is none", (name) => {
  expect(readWorkflowRun({ ...variables, [name]: undefined })).toBeNull();
  expect(readWorkflowRun({ ...variables, [name]: "" })).toBeNull();
});
