// What a check run says: its conclusion, a title and a summary. Pure.
import type { Decision } from "../gate/decision.ts";
import { cut, visible } from "../report/inert.ts";
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import type { ReportModel } from "../report/model.ts";
import { fitToBytes } from "../report/shrink.ts";

export type Conclusion = "success" | "neutral" | "failure";

export interface CheckContent {
  readonly conclusion: Conclusion;
  readonly title: string;
  readonly summary: string;
}

// As for comments: GitHub takes 65,535 characters ("output.summary" of its description).
const summaryLimitBytes = 60_000;
const longestTitle = 200;

/**
 * The exit code rules, as for the job itself. GitHub takes "neutral" for good where a check is required, so that is only
 * for what `fail-on` lets pass; a run that measured nothing has an exit code whatever it was told.
 */
export function conclusionOf({ status, exitCode }: Decision): Conclusion {
  if (exitCode !== 0) return "failure";
  return status === "pass" ? "success" : "neutral";
}

export function checkContent(report: ReportModel): CheckContent {
  return {
    conclusion: conclusionOf(report.decision),
    title: cut(visible(report.headline.replaceAll("`", "")), longestTitle),
    summary: fitToBytes(layOut(report), summaryLimitBytes, renderMarkdown, "in the job summary"),
  };
}

/** Of a run whose results cannot be judged. @param problems One a line. */
export function refusedContent(problems: string): CheckContent {
  const items = problems.split("\n").map((line) => ({ text: visible(line), isCode: true, tone: "plain" as const }));
  const title = "The results cannot be read as one run";
  const section = {
    title: "Problems",
    place: "shown" as const,
    blocks: [{ kind: "list" as const, items: items.map((item) => [item]) }],
  };
  const document = { title: [{ text: title, isCode: false, tone: "plain" as const }], lead: [], sections: [section] };
  return {
    conclusion: "failure",
    title,
    summary: fitToBytes(document, summaryLimitBytes, renderMarkdown, "in the log"),
  };
}
