// Reads GitHub's answers that are none: what an error status means, and how long GitHub wants to be left alone.
import type { Problem } from "../errors.ts";
import { visibleText } from "../report/inert.ts";
import type { HttpAnswer } from "../system/exchange.ts";
import type { FailureKind } from "./api-failure.ts";
import { again } from "./api-failure.ts";

// Without a time of its own, a secondary limit asks for at least one minute ("Best practices for using the REST API" of
// GitHub's documentation, "Handle rate limit errors appropriately").
const limitedMilliseconds = 60_000;

/**
 * How long no request may be sent after this answer; null where GitHub asks for nothing.
 *
 * @param message GitHub's words, see messageOf.
 * @param now For the times that GitHub gives as a date.
 */
export function quietMilliseconds(answer: HttpAnswer, message: string, now: Date): number | null {
  const { status, headers } = answer;
  const asked = retryAfterMilliseconds(headers["retry-after"], now);
  const isLimited = status === 429 || (status === 403 && (asked !== null || isAboutLimits(headers, message)));
  if (!isLimited || asked !== null) return asked;
  const reset = headers["x-ratelimit-remaining"] === "0" ? Number(headers["x-ratelimit-reset"]) : Number.NaN;
  // GitHub counts in whole seconds: one more, so that the new hour has begun.
  return Number.isFinite(reset) ? Math.max(0, (reset + 1) * 1000 - now.getTime()) : limitedMilliseconds;
}

function isAboutLimits(headers: HttpAnswer["headers"], message: string): boolean {
  return headers["x-ratelimit-remaining"] === "0" || /rate limit|abuse detection/i.test(message);
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfterMilliseconds(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** GitHub's own words for an error, inert and short; "" where there are none. */
export function messageOf(answer: HttpAnswer): string {
  const json = readJson(answer);
  if (typeof json !== "object" || json === null) return "";
  const first = "errors" in json && Array.isArray(json.errors) ? (json.errors[0] as unknown) : undefined;
  const detail = typeof first === "string" ? first : fieldOf(first, "message");
  return [fieldOf(json, "message"), detail]
    .filter((part) => part !== "")
    .map(visibleText)
    .join(": ");
}

function fieldOf(value: unknown, name: string): string {
  if (typeof value !== "object" || value === null) return "";
  const field: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof field === "string" ? field : "";
}

/** The body as JSON; undefined where it is none. */
export function readJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
  } catch {
    return undefined;
  }
}

export interface Refusal {
  readonly kind: FailureKind;
  readonly problem: Problem;
}

/**
 * What an answer with a status of 300 or more says.
 *
 * @param where The request, as people know it: "comment on pull request 7".
 * @param permission What it needs, as workflows name it: "pull-requests: write".
 */
export function refusalOf(answer: HttpAnswer, message: string, where: string, permission: string): Refusal {
  const { status } = answer;
  const said = message === "" ? `GitHub answered with status ${status}` : `GitHub answered "${message}" (${status})`;
  const refusal = (kind: FailureKind, remedy: string): Refusal => ({ kind, problem: { where, what: said, remedy } });
  // 501: it will never be otherwise, so trying again is no use.
  if (status >= 500 && status !== 501) return refusal("passing", again);
  if (status === 401) return refusal("unauthorized", "give a token that is valid in `github-token`");
  // "issue is locked", or "Commenting is disabled on issues with more than 2500 comments".
  if (status === 403 && /\blocked\b|commenting is disabled/i.test(message))
    return refusal("locked", "unlock the conversation, or go on in a new one");
  if (status === 403) return refusal("forbidden", permissionRemedy(permission));
  if (status === 404) return refusal("missing", permissionRemedy(permission));
  return refusal("refused", "the job summary has the whole report");
}

function permissionRemedy(permission: string): string {
  return (
    `give the job \`permissions: ${permission}\`; on a pull request from a fork the token can only read, ` +
    "whatever the job asks for, so the report comes from a `workflow_run` workflow there"
  );
}
