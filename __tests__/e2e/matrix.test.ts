// A matrix with its fan-in, by act: legs measure, one job decides, comments and sets the check.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOrReason } from "../rig/act/program.ts";
import type { WorkflowRun } from "../rig/act/workflow-run.ts";
import { runWorkflow } from "../rig/act/workflow-run.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
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

/** @param lost The leg that leaves no result. */
async function runMatrix(lost: string): Promise<WorkflowRun> {
  const { program } = await actOrReason();
  return runWorkflow({
    act: program ?? "",
    repository: product.folder,
    workflow: await fs.readFile(new URL("workflows/matrix.yml", import.meta.url), "utf8"),
    home: account.home,
    configuration: {
      PYTHON: process.env.BLAS_BENCH_TEST_PYTHON ?? "",
      ARTIFACTS: path.join(account.work, `artifacts-${lost}`),
      LOST: lost,
    },
    secrets: { GITHUB_TOKEN: world.addToken(workflowUser) },
    variables: { BLAS_BENCH_CACHE: account.cache, GITHUB_API_URL: server.apiUrl },
  });
}

test("legs leave their results, and the report job alone comments and decides; a lost leg is missed", async () => {
  const whole = await runMatrix("none");
  const report = whole.steps.get("report");
  expect(report?.summary, whole.output).toMatch(/^### blas-bench: /);
  expect(report?.summary).toContain("select svd");
  expect(report?.summary).toContain("select solve");
  expect(report?.outputs.decision).not.toBe("fail");
  expect(report?.outputs["comment-url"]).toBe("https://github.com/octo-org/numerics/pull/7#issuecomment-1001");
  expect(world.comments).toHaveLength(1);
  expect(world.checks).toHaveLength(1);
  expect(api.violations).toEqual([]);

  const partial = await runMatrix("solve");
  expect(partial.exitCode, partial.output).toBe(1);
  expect(partial.steps.get("report")).toMatchObject({ result: "failure", outputs: { decision: "fail" } });
  expect(world.comments).toHaveLength(1);
  expect(world.comments[0]?.body).toContain("leg 2 of 2 of bench");
  expect(world.checks.map(({ conclusion }) => conclusion).at(-1)).toBe("failure");
  expect(api.violations).toEqual([]);
});
