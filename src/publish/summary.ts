// The job summary: the report in markdown, cut by rows to what GitHub takes.
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import type { ReportModel } from "../report/model.ts";
import { fitToBytes } from "../report/shrink.ts";

// GitHub drops a step's summary above 1 MiB without a word ("Job summary limits" of its documentation).
export const summaryLimitBytes = 1024 * 1024 - 1024;

export function summaryText(report: ReportModel): string {
  return fitToBytes(
    layOut(report),
    summaryLimitBytes,
    renderMarkdown,
    "in the file that the output `report-file` names",
  );
}

/** Never fails the job: a decision does not change because it could not be published. */
export async function writeSummary(report: ReportModel): Promise<void> {
  // Loaded here, because the first input error must not wait for it.
  const { summary, warning } = await import("@actions/core");
  try {
    await summary.addRaw(summaryText(report)).write();
  } catch (error) {
    warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
