// A stranger's pull request, by act: the workflow_run workflow reads their run's artifacts, comments and sets the check.
import * as fs from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resultText } from "../../src/result/lines.ts";
import { twoPlatforms } from "../result/matrix-results.ts";
import { workflowRunEvent } from "../rig/act/events.ts";
import { actOrReason } from "../rig/act/program.ts";
import type { WorkflowRun } from "../rig/act/workflow-run.ts";
import { runWorkflow } from "../rig/act/workflow-run.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { zip } from "../rig/github/zip.ts";
import { documentedWorkflow } from "../rig/workflow-files.ts";
import type { Account } from "./account.ts";
import { openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

let product: Product;
let account: Account;
let world: World;
let api: GitHubApi;
let server: GitHubServer;

beforeEach(async (context) => {
  const { reason } = await actOrReason();
  if (reason !== null) context.skip(reason);
  world = new World();
  api = new GitHubApi(world, realTime);
  server = await serveGitHub(api, realTime);
  product = await makeProduct();
  account = await openAccount();
});
afterEach(async () => {
  await account?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

const place = {
  path: ".github/workflows/bench.yml",
  headOwner: "stranger",
  // A branch may be called so; nobody may run it.
  headBranch: "$(id>pwned)`id>pwned`::error::x",
  headSha: "c".repeat(40),
  headRepositoryId: 42,
};

/** The stranger's run has ended, with head that many times as slow as base. */
async function afterRun(id: number, slower: number): Promise<WorkflowRun> {
  const run = { id, attempt: 1, ...place };
  world.runs.push({ event: "pull_request", ...run });
  for (const [index, result] of twoPlatforms({ change: () => slower }).entries())
    world.addArtifact(id, `blas-bench-leg-${index}`, zip([{ name: "result.json", data: resultText(result) }]));
  const { program } = await actOrReason();
  return runWorkflow({
    act: program ?? "",
    repository: product.folder,
    workflow: documentedWorkflow("docs/forks.md", "bench-report"),
    home: account.home,
    configuration: {},
    secrets: { GITHUB_TOKEN: world.addToken(workflowUser) },
    variables: {
      GITHUB_API_URL: server.apiUrl,
      // act takes it from the folder's remote, of which there is none.
      GITHUB_REPOSITORY: "octo-org/numerics",
    },
    event: () => workflowRunEvent(run),
  });
}

test("one comment and a check on the stranger's head; the next run updates the comment", async () => {
  const open = { number: 7, state: "open" as const, ...place };
  world.pulls.push(open);
  const first = await afterRun(70, 1.5);
  const report = first.steps.get("0");
  expect(report, first.output).toMatchObject({ result: "failure", outputs: { decision: "fail", regressions: "3" } });
  expect(report?.summary).toMatch(/^### blas-bench: fail/);
  expect(report?.outputs["comment-url"]).toContain("/octo-org/numerics/pull/7#issuecomment-");
  expect(world.comments).toMatchObject([{ issue: 7, body: expect.stringContaining("/actions/runs/70/attempts/1") }]);
  expect(world.checks).toMatchObject([{ headSha: place.headSha, conclusion: "failure" }]);

  const second = await afterRun(71, 1);
  expect(second.steps.get("0"), second.output).toMatchObject({ result: "success" });
  expect(world.comments).toMatchObject([{ issue: 7, body: expect.stringContaining("/actions/runs/71/attempts/1") }]);
  expect(world.checks.map(({ conclusion }) => conclusion).at(-1)).not.toBe("failure");

  // Two pull requests on one head: nobody can tell whose it is.
  world.pulls.push({ ...open, number: 8 });
  const third = await afterRun(72, 1.5);
  expect(third.steps.get("0")?.summary, third.output).toContain("several open pull requests");
  expect(world.comments).toMatchObject([{ issue: 7, body: expect.stringContaining("/actions/runs/71/attempts/1") }]);
  expect(world.checks).toHaveLength(2);
  for (const folder of [product.folder, account.home]) {
    const files = await fs.readdir(folder, { recursive: true });
    expect(files.filter((file) => file.endsWith("pwned"))).toEqual([]);
  }
  expect(api.violations).toEqual([]);
});
