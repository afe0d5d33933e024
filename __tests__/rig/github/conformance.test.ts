// The rig catches slips of either side: a field that GitHub does not have, or has in another form.
import { expect, it } from "vitest";
import { systemExchange } from "../../../src/system/exchange.ts";
import type { Publication } from "../../publish/publication.ts";
import { expectOrder, publish } from "../../publish/publication.ts";
import { GitHubApi } from "./api.ts";
import type { GitHubServer } from "./server.ts";
import { serveGitHub } from "./server.ts";
import { realTime, VirtualClock } from "./virtual-clock.ts";
import { World, workflowUser } from "./world.ts";

type Plant = (operation: string, body: unknown) => unknown;

async function publishPlanted(plant: Plant | null, publication: Partial<Publication> = {}): Promise<GitHubApi> {
  const world = new World();
  const clock = new VirtualClock();
  const api = new GitHubApi(world, clock, [], plant);
  await using server = await serveGitHub(api, clock);
  const token = world.addToken(workflowUser);
  const ending = await clock.drive(publish({ token, run: 500, ...publication }, { ...server, clock }));
  expect(ending.elapsedMilliseconds).toBeLessThanOrEqual(60_000);
  return api;
}

const changed =
  (operation: string, change: (body: object) => object): Plant =>
  (id, body) =>
    id === operation && typeof body === "object" && body !== null ? change(body) : body;

it.each<[string, Plant, RegExp]>([
  ["an id as text", changed("issues/create-comment", (body) => ({ ...body, id: "1001" })), /\/id: must be integer/],
  ["a field of ours", changed("issues/create-comment", (body) => ({ ...body, mine: true })), /additional properties/],
  [
    "a missing field",
    changed("issues/create-comment", (body) => ({ ...body, html_url: undefined })),
    /required property 'html_url'/,
  ],
  [
    "an address that is none",
    changed("issues/create-comment", (body) => ({ ...body, html_url: "over there" })),
    /must match format "uri"/,
  ],
  ["an object instead of a list", changed("issues/list-comments", () => ({})), /must be array/],
])("%s in an answer fails the suite", async (_, plant, complaint) => {
  const api = await publishPlanted(plant);
  expect(api.violations.join("\n")).toMatch(complaint);
  expect(() => expectOrder(api, [])).toThrow();
});

it("an unchanged GitHub has nothing to complain of", async () => {
  expectOrder(await publishPlanted(null), []);
});

const comments = "/repos/octo-org/numerics/issues/7/comments";
const sha = "ce587453ced02b1526dfb4cb910479d431683101";
const annotation = { path: "a.py", start_line: 3, end_line: 3, annotation_level: "warning", message: "slower" };
const output = (count: number) => ({
  title: "pass",
  summary: "all well",
  annotations: Array.from({ length: count }, () => annotation),
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

async function send(server: GitHubServer, token: string, { method, path, body, headers }: Sent) {
  const usual = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "user-agent": "test",
    "x-github-api-version": "2022-11-28",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const text = body === undefined ? null : JSON.stringify(body);
  const request = { method, url: server.apiUrl + path, headers: { ...usual, ...headers }, body: text };
  const answer = await systemExchange(request, { maximumBytes: 1e6, signal: new AbortController().signal });
  const content = Buffer.from(answer.body).toString();
  return { ...answer, json: content === "" ? null : (JSON.parse(content) as unknown) };
}

it.each<[string, Sent, string]>([
  ["a body that is missing", { method: "POST", path: comments }, "issues/create-comment: body: must be object"],
  ["a wrong name", { method: "POST", path: comments, body: { text: "hello" } }, "required property 'body'"],
  [
    "a field too many",
    { method: "POST", path: comments, body: { body: "hello", draft: true } },
    "additional properties",
  ],
  ["a parameter too many", { method: "GET", path: `${comments}?perpage=100` }, "perpage: no such parameter"],
  ["a page that is no number", { method: "GET", path: `${comments}?page=two` }, "page: must be integer"],
  ["another version", { method: "GET", path: comments, headers: { "x-github-api-version": "3" } }, "not a version"],
  ["an unknown path", { method: "GET", path: "/repos/octo-org/numerics/coments" }, "unknown: GET"],
  [
    "51 annotations",
    {
      method: "POST",
      path: "/repos/octo-org/numerics/check-runs",
      body: { name: "b", head_sha: sha, output: output(51) },
    },
    "must NOT have more than 50 items",
  ],
])("%s in a request fails the suite", async (_, sent, complaint) => {
  const world = new World();
  const api = new GitHubApi(world, realTime);
  await using server = await serveGitHub(api, realTime);
  await send(server, world.addToken(workflowUser), sent);
  expect(api.violations.join("\n")).toContain(complaint);
});

it("a check run gathers annotations over requests", async () => {
  const world = new World();
  const token = world.addToken(workflowUser);
  const api = new GitHubApi(world, realTime);
  await using server = await serveGitHub(api, realTime);
  const path = "/repos/octo-org/numerics/check-runs";
  const body = { name: "blas-bench", head_sha: sha, status: "in_progress", output: output(50) };
  expect((await send(server, token, { method: "POST", path, body })).status).toBe(201);
  const id = world.checks[0]?.id;
  const change = { conclusion: "success", output: output(10) };
  const { json } = await send(server, token, { method: "PATCH", path: `${path}/${id}`, body: change });
  expect(json).toMatchObject({ status: "completed", conclusion: "success", output: { annotations_count: 60 } });
  const list = await send(server, token, { method: "GET", path: `${path}/${id}/annotations?per_page=50&page=2` });
  expect(list.json).toHaveLength(10);
  expect(api.violations).toEqual([]);
});

it("pull requests are found by their head, and runs and artifacts by their ids", async () => {
  const world = new World();
  const head = { headOwner: "fork", headBranch: "topic", headSha: sha, headRepositoryId: 9 };
  world.pulls.push({ number: 7, state: "open", ...head }, { number: 8, state: "closed", ...head });
  world.pulls.push({ number: 9, state: "open", ...head, headBranch: "other" });
  const place = { path: ".github/workflows/bench.yml", headBranch: "topic", headSha: sha, headRepositoryId: 9 };
  world.runs.push({ id: 5, attempt: 2, event: "pull_request", ...place });
  const digest = `sha256:${"0".repeat(64)}`;
  world.artifacts.push({ id: 11, run: 5, name: "result", bytes: Buffer.from("PK"), digest });
  const token = world.addToken(workflowUser);
  const api = new GitHubApi(world, realTime);
  await using server = await serveGitHub(api, realTime);
  const get = (path: string) => send(server, token, { method: "GET", path: `/repos/octo-org/numerics${path}` });
  expect((await get("/pulls?head=fork:topic&state=open")).json).toMatchObject([
    { number: 7, head: { sha, repo: { id: 9 } }, base: { repo: { id: world.repositoryId } } },
  ]);
  expect((await get("/actions/runs/5")).json).toMatchObject({ run_attempt: 2, head_repository: { id: 9 } });
  expect((await get("/actions/runs/5/artifacts")).json).toMatchObject({ total_count: 1, artifacts: [{ digest }] });
  const { status, headers } = await get("/actions/artifacts/11/zip");
  expect([status, headers.location]).toEqual([302, `${server.storageOrigin}/artifacts/11`]);
  expect((await get("/actions/runs/6")).status).toBe(404);
  expect(api.violations).toEqual([]);
});
