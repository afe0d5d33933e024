// What people are told about the comment, for the log and the job summary.
import type { Commented } from "./publish-comment.ts";

export interface Notice {
  readonly level: "warning" | "notice";
  /** One sentence or more; names between backticks. */
  readonly text: string;
}

/** null where everything is as people expect it. */
export function commentNotice(outcome: Commented): Notice | null {
  switch (outcome.kind) {
    case "published":
      if (outcome.doubt === null) return null;
      return { level: "notice", text: `The comment is there, but was not looked at again: ${outcome.doubt.message}` };
    case "superseded":
      return { level: "notice", text: "The comment shows the report of a newer run, and was left as it is." };
    case "not-wanted":
    case "withheld":
      return null;
    case "failed": {
      const { message } = outcome.failure;
      return {
        level: "warning",
        text: `No comment shows this report; the job summary does. The decision stands. Reason: ${message}`,
      };
    }
  }
}
