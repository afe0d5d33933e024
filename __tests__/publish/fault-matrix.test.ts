// What can go wrong on the way to one comment, row by row, against a real HTTP server. In every row: at most one comment
// of ours, the decision's exit code, an end within a minute, and no request before GitHub wants one.
import { expect, it } from "vitest";
import type { FailureKind } from "../../src/publish/api-failure.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import type { User } from "../rig/github/world.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import type { Publication } from "./publication.ts";
import { expectOrder, expectPatience, leave, ours, publish, pullRequest, shownRun } from "./publication.ts";

const list = ["issues/list-comments"];
const create = ["issues/create-comment"];
const update = ["issues/update-comment"];
const remove = ["issues/delete-comment"];
const thisRun = 500;

interface Row {
  readonly name: string;
  readonly faults?: readonly Fault[];
  readonly prepare?: (world: World) => void;
  readonly token?: "read-only" | "unknown";
  readonly publication?: Partial<Publication>;
  /** "published" unless told; of a failure its kind. */
  readonly ends?: "published" | "superseded" | "not-wanted" | FailureKind;
  /** What people are told. */
  readonly says?: RegExp;
  /** How many comments of ours there are; 1 unless told. */
  readonly comments?: number;
  /** Whose report is shown; this run's unless told. */
  readonly shows?: number;
  /** How many requests of each kind; where it matters. */
  readonly requests?: Readonly<Record<string, number>>;
}

const answer = (status: number, headers: Record<string, string> = {}, body?: unknown): Fault["outcome"] => ({
  kind: "answer",
  status,
  headers,
  ...(body === undefined ? {} : { body }),
});
const secondary = {
  message: "You have exceeded a secondary rate limit.",
  documentation_url: "https://docs.github.com",
};
const page = "<!DOCTYPE html><html><body>We had issues producing the response to your request.</body></html>";
const noise = JSON.stringify([{ padding: "x".repeat(42_000_000) }]);
/** In seconds since 1970, on the rig's clock. */
const resetAfter = (seconds: number): string => String(new VirtualClock().now().getTime() / 1000 + seconds);

const passing: readonly Row[] = [
  ...[500, 502, 503].map((status) => ({
    name: `${status} on GET`,
    faults: [{ on: list, times: 2, outcome: answer(status) }],
  })),
  { name: "503 on GET with Retry-After", faults: [{ on: list, outcome: answer(503, { "retry-after": "7" }) }] },
  {
    name: "500 on GET for ever",
    faults: [{ on: list, times: 1000, outcome: answer(500) }],
    ends: "passing",
    says: /the job summary does\. The decision stands\. .*\(500\)/,
    comments: 0,
  },
  {
    name: "502 on POST, not written",
    faults: [{ on: create, outcome: answer(502) }],
    requests: { "issues/create-comment": 2 },
  },
  {
    name: "502 on POST, written",
    faults: [{ on: create, acts: true, outcome: answer(502) }],
    requests: { "issues/create-comment": 1 },
  },
  {
    name: "reset after the POST was written",
    faults: [{ on: create, acts: true, outcome: { kind: "reset" } }],
    requests: { "issues/create-comment": 1 },
  },
  { name: "reset before the POST was written", faults: [{ on: create, outcome: { kind: "reset" } }] },
  ...[5, 15, 25].map((seconds) => ({
    name: `time-out after the write, which lists show ${seconds} s later`,
    faults: [{ on: create, acts: true, lagMilliseconds: seconds * 1000, outcome: { kind: "stall" } as const }],
    requests: { "issues/create-comment": 1 },
  })),
  {
    name: "reset after the write, which lists show 15 s later",
    faults: [{ on: create, acts: true, lagMilliseconds: 15_000, outcome: { kind: "reset" } }],
    requests: { "issues/create-comment": 1 },
  },
  {
    name: "a write that lists show 10 s later",
    faults: [{ on: create, lagMilliseconds: 10_000, outcome: { kind: "as-usual" } }],
    requests: { "issues/create-comment": 1 },
  },
  {
    name: "POST never gets through",
    faults: [{ on: create, times: 1000, outcome: { kind: "reset" } }],
    ends: "passing",
    comments: 0,
  },
  {
    name: "a slow loris on GET",
    faults: [{ on: list, outcome: { kind: "drip" } }],
    prepare: (world) => leave(world, 400),
  },
  { name: "a slow loris on POST", faults: [{ on: create, outcome: { kind: "drip" } }] },
  {
    name: "a slow loris on PATCH",
    faults: [{ on: update, outcome: { kind: "drip" } }],
    prepare: (world) => leave(world, 400),
  },
  {
    name: "a truncated list",
    faults: [{ on: list, outcome: { kind: "truncate" } }],
    prepare: (world) => leave(world, 400),
  },
  {
    name: "a truncated answer to POST",
    faults: [{ on: create, outcome: { kind: "truncate" } }],
    requests: { "issues/create-comment": 1 },
  },
  { name: "HTML instead of a list", faults: [{ on: list, outcome: answer(200, {}, page) }] },
  {
    name: "HTML instead of an answer to POST, written",
    faults: [{ on: create, acts: true, outcome: answer(201, {}, page) }],
    requests: { "issues/create-comment": 1 },
  },
  { name: "HTML and 502 on POST", faults: [{ on: create, outcome: answer(502, {}, page) }] },
  { name: "a list of 42 MB", faults: [{ on: list, outcome: answer(200, {}, noise) }] },
  {
    name: "lists of 42 MB for ever",
    faults: [{ on: list, times: 1000, outcome: answer(200, {}, noise) }],
    ends: "passing",
    says: /more than 41943040 bytes/,
    comments: 0,
  },
  ...[answer(502), { kind: "reset" } as const, { kind: "stall" } as const].map((outcome) => ({
    name: `PATCH fails once: ${outcome.kind}`,
    faults: [{ on: update, outcome }],
    prepare: (world: World) => void leave(world, 400),
    requests: { "issues/create-comment": 0, "issues/update-comment": 2 },
  })),
];

const limits: readonly Row[] = [
  ...[403, 429].map((status) => ({
    name: `${status}, a secondary limit with Retry-After`,
    faults: [{ on: create, outcome: answer(status, { "retry-after": "20" }, secondary) }],
  })),
  ...[403, 429].map((status) => ({
    name: `${status}, a secondary limit with Retry-After beyond our time`,
    faults: [{ on: create, outcome: answer(status, { "retry-after": "3600" }, secondary) }],
    ends: "limited" as const,
    says: /wants nothing more for 3600 s/,
    comments: 0,
    requests: { "issues/list-comments": 2, "issues/create-comment": 1 },
  })),
  ...[403, 429].map((status) => ({
    name: `${status}, a secondary limit without Retry-After`,
    faults: [{ on: create, outcome: answer(status, {}, secondary) }],
    ends: "limited" as const,
    says: /wants nothing more for 60 s/,
    comments: 0,
    requests: { "issues/list-comments": 2, "issues/create-comment": 1 },
  })),
  {
    name: "429 on GET with a date in Retry-After",
    faults: [{ on: list, outcome: answer(429, { "retry-after": "Mon, 05 Jan 2026 12:00:30 GMT" }, secondary) }],
  },
  {
    name: "the primary limit, exhausted for 20 s",
    faults: [{ on: list, outcome: answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": resetAfter(20) }) }],
  },
  {
    name: "the primary limit, exhausted for half an hour",
    faults: [
      { on: list, outcome: answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": resetAfter(1800) }) },
    ],
    ends: "limited",
    says: /wants nothing more for 1801 s/,
    comments: 0,
    requests: { "issues/list-comments": 1 },
  },
];

const refusals: readonly Row[] = [
  { name: "401", token: "unknown", ends: "unauthorized", says: /Bad credentials.*github-token/, comments: 0 },
  {
    name: "403, a token that can only read",
    token: "read-only",
    ends: "forbidden",
    says: /permissions: pull-requests: write.*fork.*workflow_run/,
    comments: 0,
  },
  { name: "404", faults: [{ on: list, outcome: answer(404) }], ends: "missing", comments: 0 },
  { name: "410", faults: [{ on: list, outcome: answer(410) }], ends: "refused", comments: 0 },
  {
    name: "403, the conversation is locked",
    prepare: (world) => world.lockedIssues.add(pullRequest),
    ends: "locked",
    says: /issue is locked.*Unlock the conversation/,
    comments: 0,
  },
  {
    name: "403, the conversation is too long",
    faults: [
      {
        on: create,
        outcome: answer(403, {}, { message: "Commenting is disabled on issues with more than 2500 comments" }),
      },
    ],
    ends: "locked",
    says: /Commenting is disabled.*go on in a new one/,
    comments: 0,
  },
  {
    name: "422, the text is too long",
    publication: { text: "x".repeat(66_000) },
    ends: "refused",
    says: /body is too long/,
    comments: 0,
  },
];

const robot: User = { login: "helpful[bot]", id: 5001, type: "Bot" };
const visitor: User = { login: "visitor", id: 5002, type: "User" };

const others: readonly Row[] = [
  { name: "nothing goes wrong", requests: { "issues/list-comments": 3, "issues/create-comment": 1 } },
  {
    name: "an earlier run's comment is there",
    prepare: (world) => leave(world, 400),
    requests: { "issues/list-comments": 2, "issues/update-comment": 1, "issues/create-comment": 0 },
  },
  {
    name: "250 comments, ours on page 3",
    prepare: (world) => {
      for (let count = 0; count < 220; count++) world.addComment(pullRequest, visitor, `comment ${count}`);
      leave(world, 400);
      for (let count = 221; count < 250; count++) world.addComment(pullRequest, visitor, `comment ${count}`);
    },
    requests: { "issues/list-comments": 6, "issues/create-comment": 0 },
  },
  {
    name: "a page of the longest comments there can be",
    prepare: (world) => {
      const longest = "\u0001".repeat(65_536);
      for (let count = 0; count < 100; count++) world.addComment(pullRequest, visitor, longest);
    },
    requests: { "issues/create-comment": 1 },
  },
  {
    name: "a deletion while paging, which hides ours from a look",
    prepare: (world) => {
      for (let count = 0; count < 100; count++) world.addComment(pullRequest, visitor, `comment ${count}`);
      leave(world, 400);
      world.addComment(pullRequest, visitor, "one more");
    },
    faults: [{ on: list, removes: 1001, outcome: { kind: "as-usual" } }],
    requests: { "issues/create-comment": 0 },
  },
  {
    name: "a newer run was here: an older run finishes last",
    prepare: (world) => leave(world, 900),
    ends: "superseded",
    says: /newer run/,
    shows: 900,
    requests: { "issues/update-comment": 0, "issues/create-comment": 0 },
  },
  {
    name: "an older attempt of the same run was here",
    prepare: (world) => leave(world, thisRun),
    publication: { attempt: 2 },
  },
  {
    name: "our mark in comments of a user and of another bot",
    prepare: (world) => {
      const { body } = leave(new World(), 900);
      world.addComment(pullRequest, visitor, body);
      world.addComment(pullRequest, robot, body);
    },
    requests: { "issues/create-comment": 1, "issues/update-comment": 0, "issues/delete-comment": 0 },
  },
  {
    name: "our mark, but not as the first line",
    prepare: (world) => {
      const { body } = leave(new World(), 900);
      world.addComment(pullRequest, workflowUser, `> ${body}`);
      world.addComment(pullRequest, workflowUser, `quoted:\n${body}`);
    },
    requests: { "issues/create-comment": 1, "issues/update-comment": 0 },
  },
  {
    name: "several of ours, the newest not the lowest",
    prepare: (world) => {
      leave(world, 300);
      leave(world, 600);
      leave(world, 400);
    },
    ends: "superseded",
    shows: 600,
    requests: { "issues/delete-comment": 2, "issues/update-comment": 1 },
  },
  {
    name: "several of ours, and a removal fails",
    prepare: (world) => {
      leave(world, 300);
      leave(world, 400);
    },
    faults: [{ on: remove, outcome: answer(502) }],
  },
  {
    name: "another key's comment is left alone",
    prepare: (world) => leave(world, 400, { key: "nightly -->" }),
    requests: { "issues/create-comment": 1, "issues/update-comment": 0 },
  },
  {
    name: "no comment is there, and none is wanted",
    publication: { mayCreate: false },
    ends: "not-wanted",
    comments: 0,
    requests: { "issues/list-comments": 2, "issues/create-comment": 0 },
  },
  {
    name: "a comment is there, and no new one is wanted",
    prepare: (world) => leave(world, 400),
    publication: { mayCreate: false },
  },
  {
    name: "somebody removes ours before it is updated",
    prepare: (world) => leave(world, 400),
    faults: [{ on: list, removes: 1001, outcome: { kind: "as-usual" } }],
    requests: { "issues/create-comment": 1 },
  },
];

it.each([...passing, ...limits, ...refusals, ...others])("$name", async (row) => {
  const world = new World();
  const token = world.addToken(workflowUser, { isReadOnly: row.token === "read-only" });
  row.prepare?.(world);
  const lowest = ours(world)[0]?.id;
  const foreign = world.comments.filter((one) => one.user !== workflowUser).map((one) => ({ ...one }));
  const clock = new VirtualClock();
  const api = new GitHubApi(world, clock, row.faults);
  await using server = await serveGitHub(api, clock);
  const publication = { token: row.token === "unknown" ? "ghs_none" : token, run: thisRun, ...row.publication };
  const ending = await clock.drive(publish(publication, { ...server, clock }));

  const { outcome } = ending;
  expect(outcome.kind === "failed" ? outcome.failure.kind : outcome.kind).toBe(row.ends ?? "published");
  if (outcome.kind === "published") expect(outcome.doubt).toBeNull();
  expect(ending.notice ?? "").toMatch(row.says ?? /^/);
  expect(ours(world).map(shownRun)).toEqual(row.comments === 0 ? [] : [row.shows ?? thisRun]);
  const removed = row.faults?.map(({ removes }) => removes) ?? [];
  if (lowest !== undefined && !removed.includes(lowest)) expect(ours(world)[0]?.id).toBe(lowest);
  const left = world.comments.filter((one) => one.user !== workflowUser);
  expect(left).toEqual(foreign.filter(({ id }) => !removed.includes(id)));
  for (const [operation, count] of Object.entries(row.requests ?? {}))
    expect([operation, api.requests.filter((one) => one.operation === operation).length]).toEqual([operation, count]);
  expectOrder(api, [ending]);
  expectPatience(api);
});
