// The report action in a workflow_run workflow: results of a stranger's run, over REST, and where they are published.
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resultText } from "../../src/result/lines.ts";
import type { Result } from "../../src/result/schema.ts";
import { twoPlatforms } from "../result/matrix-results.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import type { Pull, WorkflowRun } from "../rig/github/world.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { linkMode, zip } from "../rig/github/zip.ts";
import type { Said } from "./report-job.ts";
import { runReport } from "./report-job.ts";

const workflowPath = ".github/workflows/bench.yml";
const measuring = 77;
const [measured, later] = ["c".repeat(40), "d".repeat(40)];
const place = { headOwner: "stranger", headBranch: "topic", headSha: measured, headRepositoryId: 42 };
const slower = twoPlatforms({ change: (name) => (name === "bench_fit" ? 1.5 : 1) });

let folder = "";
let world = new World();
let api = new GitHubApi(world, realTime);
let server: GitHubServer;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-report-"));
  world = new World();
  api = new GitHubApi(world, realTime);
  server = await serveGitHub(api, realTime);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await fs.rm(folder, { recursive: true });
  expect(api.violations).toEqual([]);
});

function measure(results: readonly Result[], run: Partial<WorkflowRun> = {}, pull: Partial<Pull> = {}): void {
  world.runs.push({ id: measuring, attempt: 1, event: "pull_request", path: workflowPath, ...place, ...run });
  world.pulls.push({ number: 7, state: "open", ...place, ...pull });
  for (const [index, result] of results.entries())
    world.addArtifact(measuring, `blas-bench-${index}`, zip([{ name: "result.json", data: resultText(result) }]));
}

function report(): Promise<Said> {
  return runReport({
    folder,
    apiUrl: server.apiUrl,
    token: world.addToken(workflowUser),
    event: "workflow_run",
    inputs: {
      "run-id": String(measuring),
      "artifact-pattern": "blas-bench-*",
      "workflow-path": workflowPath,
      "fail-on": "regression, failed, insufficient, nothing-measured",
    },
  });
}

it("comments on the pull request that was measured, and sets the check on its head", async () => {
  measure(slower);
  const said = await report();
  expect([said.exitCode, said.log]).toEqual([1, expect.stringContaining("::group::Report\n")]);
  expect(world.comments).toMatchObject([{ issue: 7, body: expect.stringContaining(`run=${measuring} attempt=1`) }]);
  expect(world.comments[0]?.body).toContain(`/octo-org/numerics/actions/runs/${measuring}/attempts/1`);
  expect(world.checks).toMatchObject([{ headSha: measured, conclusion: "failure" }]);
  expect(said.outputs).toMatchObject({ decision: "fail", regressions: "1", "result-file": "" });
  for (const { headers } of server.storageRequests) expect(headers.authorization).toBeUndefined();
});

it("a head that has moved is marked stale, and flips no gate", async () => {
  measure(slower, {}, { headSha: later });
  const said = await report();
  expect(said.exitCode).toBe(0);
  expect(said.summary).toContain("This report is out of date, and fails nothing");
  expect(said.outputs.decision).toBe("fail");
  expect([world.comments, world.checks]).toEqual([[], []]);
});

it("a run that a newer push has cancelled left nothing, and nobody is told that it failed", async () => {
  measure([], {}, { headSha: later });
  const said = await report();
  expect(said.exitCode).toBe(0);
  expect(said.summary).toContain("This report is out of date, and fails nothing");
  expect([world.comments, world.checks]).toEqual([[], []]);
});

it("a threshold of the run's own counts for nothing", async () => {
  const mild = slower.map((result) => ({ ...result, configuration: { ...result.configuration, threshold: "90%" } }));
  measure(mild);
  expect((await report()).exitCode).toBe(1);
});

describe("is shown in the summary alone, with the reason", () => {
  it.each<[string, Partial<WorkflowRun>, Partial<Pull>, string]>([
    ["for another event", { event: "push" }, {}, "the run was not for a pull request"],
    ["of another workflow", { path: ".github/workflows/evil.yml" }, {}, "another workflow than the expected one"],
    ["for a pull request that is closed", {}, { state: "closed" }, "no open pull request"],
    ["from another repository", {}, { headRepositoryId: 43 }, "from another repository"],
  ])("%s", async (_, run, pull, reason) => {
    measure(slower, run, pull);
    const said = await report();
    expect(said.exitCode).toBe(1);
    expect(said.summary).toContain("There is neither a comment nor a check");
    expect(said.summary).toContain(reason);
    expect([world.comments, world.checks]).toEqual([[], []]);
  });

  it("where two pull requests have one head", async () => {
    measure(slower);
    world.pulls.push({ number: 8, state: "open", ...place });
    expect((await report()).summary).toContain("several open pull requests");
    expect([world.comments, world.checks]).toEqual([[], []]);
  });
});

it("an archive that is made to hurt fails the check of the commit, and quotes nothing", async () => {
  measure([]);
  world.addArtifact(measuring, "blas-bench-x", zip([{ name: "hunter2.json", data: "/etc/passwd", mode: linkMode }]));
  const said = await report();
  expect([said.exitCode, said.log]).toEqual([2, expect.stringContaining("holds a link or a device")]);
  expect(world.checks).toMatchObject([{ headSha: measured, conclusion: "failure" }]);
  expect(said.log + world.checks[0]?.output.summary).not.toContain("hunter2");
  expect(world.comments).toEqual([]);
});
