// The comment's text: the mark, the report as far as it fits, and the way to the rest.
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import type { ReportModel } from "../report/model.ts";
import { fitToBytes } from "../report/shrink.ts";
import type { Mark } from "./comment-mark.ts";
import { drawMark } from "./comment-mark.ts";
import type { Draft } from "./comment-protocol.ts";

// GitHub takes 65,536 characters ("body is too long (maximum is 65536 characters)"); bytes are never fewer.
export const commentLimitBytes = 60_000;

/** Where readers find a run. */
export interface RunPlace {
  /** GITHUB_SERVER_URL. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly run: number;
  readonly attempt: number;
}

export function runUrl({ serverUrl, owner, repo, run, attempt }: RunPlace): string {
  const names = [owner, repo].map(encodeURIComponent).join("/");
  return new URL(`${serverUrl.replace(/\/+$/, "")}/${names}/actions/runs/${run}/attempts/${attempt}`).href;
}

/** A comment of at most 60,000 UTF-8 bytes. */
export function draftComment(report: ReportModel, mark: Mark, place: RunPlace): Draft {
  const head = `${drawMark(mark)}\n`;
  const foot = `\n[The run, with its summary and files](<${runUrl(place)}>)\n`;
  const left = commentLimitBytes - Buffer.byteLength(head + foot);
  return { mark, body: head + fitToBytes(layOut(report), left, renderMarkdown, "with the run, linked below") + foot };
}
