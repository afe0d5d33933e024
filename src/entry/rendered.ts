// One model in the form that was asked for.
import type { Document } from "../report/document.ts";
import { renderJson } from "../report/json.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { renderTerminal } from "../report/terminal.ts";
import { terminalLook } from "./terminal-look.ts";

export type ReportFormat = "terminal" | "markdown" | "json";

export function rendered(format: ReportFormat, model: unknown, layOut: () => Document): string {
  if (format === "json") return renderJson(model);
  return format === "markdown" ? renderMarkdown(layOut()) : renderTerminal(layOut(), terminalLook());
}
