// The report action as a runner starts it, against a GitHub that checks the rules: files in, one comment and one check out.
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { twoPlatforms } from "../result/matrix-results.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import type { Job, Said } from "./report-job.ts";
import { head, runReport } from "./report-job.ts";

const failOn = "regression, failed, insufficient, nothing-measured";

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

async function write(results: readonly Result[]): Promise<void> {
  for (const [index, result] of results.entries()) {
    await fs.mkdir(path.join(folder, "results", `leg-${index}`), { recursive: true });
    await fs.writeFile(path.join(folder, "results", `leg-${index}`, "result.json"), JSON.stringify(result));
  }
}

function report(job: Pick<Job, "run" | "event" | "inputs"> = {}): Promise<Said> {
  const inputs = { results: "results/*/result.json", "fail-on": failOn, ...job.inputs };
  return runReport({ ...job, inputs, folder, apiUrl: server.apiUrl, token: world.addToken(workflowUser) });
}

it("a matrix with a regression: one comment, one check with its annotation, outputs and summary; again, and it is updated", async () => {
  await write(twoPlatforms({ change: (name) => (name === "bench_fit" ? 1.5 : 1) }));
  const said = await report();
  expect([said.exitCode, said.log]).toEqual([1, expect.stringContaining("::group::Report\n")]);
  expect(said.outputs).toMatchObject({
    decision: "fail",
    regressions: "1",
    improvements: "0",
    environments: "{}",
    "result-file": "results/leg-0/result.json\nresults/leg-1/result.json",
    "comment-url": "https://github.com/octo-org/numerics/pull/7#issuecomment-1001",
  });
  const title = /fail\. 1 regression in 6 comparisons/;
  for (const text of [
    said.summary,
    world.comments[0]?.body,
    await fs.readFile(said.outputs["report-file"] ?? "", "utf8"),
  ])
    expect(text).toMatch(title);
  expect(world.checks).toMatchObject([{ name: "blas-bench", headSha: head, conclusion: "failure" }]);
  expect(world.checks[0]?.annotations).toMatchObject([{ path: "bench/bench_model.py", start_line: 12 }]);
  // The check has the annotation, so the step has none.
  expect(said.log).not.toMatch(/^::(error|warning)/m);

  await write(twoPlatforms());
  expect(await report({ run: 501, inputs: { "check-name": "speed" } })).toMatchObject({ exitCode: 0 });
  expect(world.comments).toHaveLength(1);
  expect(world.comments[0]?.body).not.toMatch(title);
  expect(world.checks.map(({ name }) => name)).toEqual(["blas-bench", "speed"]);
});

it("a leg that left no result fails the run, and is in the comment", async () => {
  await write(twoPlatforms().slice(0, 1));
  const said = await report();
  expect(said.exitCode).toBe(1);
  expect(world.comments[0]?.body).toMatch(/fail\. 1 failure: `leg 2 of 2 of bench`/);
  expect(world.checks).toMatchObject([{ conclusion: "failure" }]);
  expect(await report({ run: 501, inputs: { "fail-on": "regression" } })).toMatchObject({ exitCode: 0 });
  expect(world.checks.at(-1)).toMatchObject({ conclusion: "neutral" });
});

it("a glob that fits nothing, of a job that left no result, fails the run", async () => {
  await write(twoPlatforms());
  const inputs = { results: "results/*/result.json\nmac/*.json" };
  const said = await report({ inputs });
  expect(said.exitCode).toBe(1);
  expect(world.comments[0]?.body).toMatch(/fail\. 1 failure: `results mac\/\*\.json`/);
  expect(await report({ run: 501, inputs: { ...inputs, "fail-on": "regression" } })).toMatchObject({ exitCode: 0 });
});

it.each([failOn, "none"])("no result at all is no green check, whatever fails (%s)", async (rules) => {
  const said = await report({ inputs: { "fail-on": rules } });
  expect(said.exitCode).toBe(3);
  expect(world.checks).toMatchObject([{ conclusion: "failure" }]);
  expect(said.summary).toMatch(/^### blas-bench: (fail|inconclusive)\. Nothing was measured/);
  expect(world.comments[0]?.body).toContain("Nothing was measured");
});

it("results that are not one run set a failing check that says why", async () => {
  await write([armedResult(), armedResult({ change: () => 2 })]);
  const said = await report();
  expect(said.exitCode).toBe(2);
  expect(said.log).toMatch(/^::error title=blas-bench::results\/leg-1\/result\.json: measured the same cell/m);
  expect(world.checks).toMatchObject([
    { conclusion: "failure", output: { title: expect.stringContaining("one run") } },
  ]);
  expect(world.comments).toEqual([]);
  expect(said.summary).toContain("measured the same cell");
});

it("an earlier push's comment does not go on saying what it said", async () => {
  await write(twoPlatforms());
  expect((await report()).exitCode).toBe(0);
  await write([armedResult(), armedResult({ change: () => 2 })]);
  expect((await report({ run: 501 })).exitCode).toBe(2);
  expect(world.comments).toHaveLength(1);
  expect(world.comments[0]?.body).toMatch(/Nothing was measured.*measured the same cell/s);
});

it("without the permissions it warns, annotates the step, and the decision stands", async () => {
  await write(twoPlatforms({ change: (name) => (name === "bench_fit" ? 1.5 : 1) }));
  const said = await report({ inputs: { "github-token": world.addToken(workflowUser, { isReadOnly: true }) } });
  expect([said.exitCode, said.outputs.decision, said.outputs["comment-url"]]).toEqual([1, "fail", ""]);
  for (const permission of ["pull-requests: write", "checks: write"]) {
    expect(said.log).toMatch(new RegExp(`^::warning title=blas-bench::.*permissions: ${permission}`, "m"));
    expect(said.summary).toContain(`permissions: ${permission}`);
  }
  expect(said.log).toMatch(/^::error title=bench_fit is slower than base,file=bench\/bench_model\.py,line=12::/m);
});

it("an event that names no commit gets a summary that says why there is no more", async () => {
  await write(twoPlatforms());
  const said = await report({ event: "workflow_run" });
  expect([said.exitCode, api.requests]).toEqual([0, []]);
  expect(said.summary).toContain("There is neither a comment nor a check");
});

it("says all that is wrong with its inputs at once", async () => {
  const said = await report({ inputs: { results: "", comment: "sometimes", colour: "red" } });
  expect(said.exitCode).toBe(2);
  expect(said.log).toMatch(/^::error title=blas-bench::.*input colour.*$/m);
  expect(said.log).toMatch(/input comment.*|input results.*/);
});
