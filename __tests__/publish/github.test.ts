// The client against a real server: where the token goes, what an answer may weigh, whom it speaks as, when it gives up.
import { expect, it } from "vitest";
import * as z from "zod";
import { Interrupted } from "../../src/errors.ts";
import { ApiFailure } from "../../src/publish/api-failure.ts";
import { GitHub } from "../../src/publish/github.ts";
import { tokenUser } from "../../src/publish/token-user.ts";
import type { HttpRequest } from "../../src/system/exchange.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import type { User } from "../rig/github/world.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { pullRequest } from "./publication.ts";

const here = { owner: "octo-org", repo: "numerics" };
const purpose = { what: "read the comments", permission: "pull-requests: read" };
const list = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
const anything = { ...purpose, schema: z.array(z.unknown()) };

interface Scene {
  readonly world: World;
  readonly api: GitHubApi;
  readonly server: GitHubServer;
  readonly clock: VirtualClock;
  readonly github: GitHub;
  readonly stop: AbortController;
}

async function scene(
  faults: (server: { origin: string }) => readonly Fault[],
  act: (scene: Scene) => Promise<void>,
  user: User = workflowUser,
): Promise<void> {
  const world = new World();
  const clock = new VirtualClock();
  const planned: Fault[] = [];
  // The plan is read when the server is made, and needs to know where that is.
  const probe = new GitHubApi(world, clock);
  await using elsewhere = await serveGitHub(probe, clock);
  planned.push(...faults({ origin: elsewhere.apiUrl }));
  const api = new GitHubApi(world, clock, planned);
  await using server = await serveGitHub(api, clock);
  const stop = new AbortController();
  const token = world.addToken(user);
  const github = new GitHub({ ...server, clock, token, userAgent: "blas-bench/0", signal: stop.signal });
  await clock.drive(act({ world, api, server, clock, github, stop }));
  expect(api.violations).toEqual([]);
  expect(probe.requests).toEqual([]);
}

async function failureOf(promise: Promise<unknown>): Promise<ApiFailure> {
  const error: unknown = await promise.then(
    () => expect.fail("did not fail"),
    (reason: unknown) => reason,
  );
  if (error instanceof ApiFailure) return error;
  throw error;
}

const redirect = (location: string, status = 302, on = "issues/list-comments", times = 1): Fault => ({
  on: [on],
  times,
  outcome: { kind: "answer", status, headers: { location }, body: "" },
});

const asking = (github: GitHub) => github.readPages(list, { ...here, issue_number: pullRequest }, anything);

it("a redirect on the host is followed, with the token", () =>
  scene(
    () => [redirect("/repos/octo-org/numerics/issues/7/comments?per_page=100&page=1", 301)],
    async ({ world, github, api }) => {
      world.addComment(pullRequest, workflowUser, "hello");
      expect(await asking(github)).toHaveLength(1);
      expect(api.requests.map(({ status, hasToken }) => [status, hasToken])).toEqual([
        [301, true],
        [200, true],
      ]);
    },
  ));

it.each([301, 302, 303, 307, 308])("a question is not taken to another host: %i", (status) =>
  scene(
    ({ origin }) => [redirect(`${origin}/repos/octo-org/numerics/issues/7/comments`, status)],
    async ({ github }) => {
      const failure = await failureOf(asking(github));
      expect([failure.kind, failure.message]).toEqual(["refused", expect.stringContaining("to another host")]);
    },
  ),
);

it.each([
  [302, "as if it were a question"],
  [307, "to another host"],
])("a change is not taken to another host: %i", (status, reason) =>
  scene(
    ({ origin }) => [redirect(`${origin}/elsewhere`, status, "issues/create-comment")],
    async ({ github }) => {
      const parameters = { ...here, issue_number: pullRequest, body: "hello" };
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const failure = await failureOf(github.write(route, parameters, { ...purpose, schema: z.unknown() }));
      expect([failure.message, failure.mayHaveActed]).toEqual([expect.stringContaining(reason), false]);
    },
  ),
);

it("redirects without end have one", () =>
  scene(
    () => [redirect("/repos/octo-org/numerics/issues/7/comments", 302, "issues/list-comments", 99)],
    async ({ github, api }) => {
      expect((await failureOf(asking(github))).message).toContain("redirects without end");
      expect(api.requests.length).toBe(4);
    },
  ));

it("pages without end have one", () =>
  scene(
    () => [{ times: 999, outcome: { kind: "answer", status: 200, headers: { link: '<x>; rel="next"' }, body: [] } }],
    async ({ github, api }) => {
      expect((await failureOf(asking(github))).message).toContain("more than 100 pages");
      expect(api.requests.length).toBe(100);
    },
  ));

const download = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
const archive = { ...here, artifact_id: 11, archive_format: "zip" };

it("a download leaves the host without the token, and has its own cap", () =>
  scene(
    () => [],
    async ({ world, github, server }) => {
      const digest = `sha256:${"0".repeat(64)}`;
      world.artifacts.push({ id: 11, run: 5, name: "result", bytes: Buffer.alloc(2000, 7), digest });
      const bytes = await github.download(download, archive, purpose, 2000);
      expect(Buffer.compare(Buffer.from(bytes), Buffer.alloc(2000, 7))).toBe(0);
      expect(server.storageRequests).toHaveLength(1);
      const headers = server.storageRequests[0]?.headers ?? expect.fail("no request");
      expect(headers.authorization).toBeUndefined();
      expect(JSON.stringify(headers)).not.toContain("ghs_");
      const failure = await failureOf(github.download(download, archive, purpose, 1999));
      expect(failure.message).toContain("more than 1999 bytes");
    },
  ));

it.each([
  ["file:///etc/passwd", "to an open line"],
  ["javascript:alert(1)", "to an open line"],
  ["http://[", "to what is no address"],
])("a download does not go to %s", (location, reason) =>
  scene(
    () => [redirect(location, 302, "actions/download-artifact")],
    async ({ github }) => {
      const failure = await failureOf(github.download(download, archive, purpose, 2000));
      expect(failure.message).toContain(reason);
    },
  ),
);

it("names what failed, what to do and the permission that lacks", () =>
  scene(
    () => [{ outcome: { kind: "answer", status: 403, body: { message: "Resource not accessible by integration" } } }],
    async ({ github }) => {
      const failure = await failureOf(asking(github));
      expect(failure.problem).toEqual({
        where: "read the comments",
        what: 'GitHub answered "Resource not accessible by integration" (403)',
        remedy: expect.stringContaining("`permissions: pull-requests: read`"),
      });
    },
  ));

it("an interruption ends a pause and a request at once", () =>
  scene(
    () => [{ outcome: { kind: "stall" } }],
    async ({ github, clock, stop }) => {
      const asked = asking(github);
      const stopping = clock.sleep(2000).then(() => stop.abort());
      await expect(asked).rejects.toBeInstanceOf(Interrupted);
      await stopping;
      expect(clock.monotonicMilliseconds()).toBe(2000);
      await expect(github.pause(1000)).rejects.toBeInstanceOf(Interrupted);
    },
  ));

const octocat: User = { login: "octocat", id: 583231, type: "User" };
const robot: User = { login: "helpful[bot]", id: 5001, type: "Bot" };
const gone = (on: string, status: number): Fault => ({ on: [on], times: 9, outcome: { kind: "answer", status } });

it.each<[string, User, readonly Fault[], string]>([
  ["a workflow's token", workflowUser, [], "github-actions[bot]"],
  ["another app's token", robot, [], "helpful[bot]"],
  ["a person's token", octocat, [], "octocat"],
  ["a person's token, without GraphQL", octocat, [gone("graphql", 404)], "octocat"],
  ["a person's token, GraphQL not implemented", octocat, [gone("graphql", 501)], "octocat"],
  ["a workflow's token, without GraphQL", workflowUser, [gone("graphql", 404)], "github-actions[bot]"],
  [
    "GraphQL's errors come with status 200",
    octocat,
    [{ on: ["graphql"], outcome: { kind: "answer", status: 200, body: { data: null, errors: [{ message: "no" }] } } }],
    "octocat",
  ],
])("knows whom it speaks as: %s", (_, user, faults, login) =>
  scene(
    () => faults,
    async ({ github }) => {
      expect(await tokenUser(github)).toBe(login);
    },
    user,
  ),
);

it("asks GraphQL beside REST on a server of one's own", async () => {
  const asked: HttpRequest[] = [];
  const clock = new VirtualClock();
  const github = new GitHub({
    apiUrl: "https://git.example.com/api/v3",
    token: "t",
    userAgent: "blas-bench/0",
    signal: new AbortController().signal,
    clock,
    exchange: async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: Buffer.from('{"data":{"viewer":{"login":"octocat"}}}') };
    },
  });
  expect(await clock.drive(tokenUser(github))).toBe("octocat");
  expect(asked.map(({ url }) => url)).toEqual(["https://git.example.com/api/graphql"]);
});

it("what an answer says cannot act where it is shown", () =>
  scene(
    () => [
      { outcome: { kind: "answer", status: 403, body: { message: "line\n::set-output name=x::\u202e\u001b[31m" } } },
    ],
    async ({ github }) => {
      expect((await failureOf(asking(github))).message).toContain('"line ::set-output name=x::\\u{202e}\\u{1b}[31m"');
    },
  ));
