// Which runs may add to the cache of their repository: those whose own branch, and nobody else, reads what they add.
import type { EventFacts } from "../system/event.ts";

/** GitHub gives these the scope of the branch that they run for, and they run that branch's code. */
const ofTheirBranch = ["push", "schedule", "workflow_dispatch"];

/** Why a run for this event adds nothing, as the end of a sentence; null where it does. */
export function whyNotKept(event: EventFacts | null): string | null {
  if (event === null) return "no event is known";
  if (ofTheirBranch.includes(event.name)) return null;
  if (event.name === "pull_request")
    return event.pullRequest?.isFromFork === false ? null : "a pull request from a fork adds nothing";
  if (event.name === "merge_group") return "no later run could read what a merge group adds";
  // workflow_run, issue_comment and their like have the default branch's scope, whatever code they check out.
  return `a run for the event ${event.name} could add to what the default branch reads`;
}
