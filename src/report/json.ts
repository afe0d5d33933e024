// The report as one JSON document, for programs.
import type { ReportModel } from "./model.ts";

export function renderJson(model: ReportModel): string {
  return `${JSON.stringify(model, null, 2)}\n`;
}
