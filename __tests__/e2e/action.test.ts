// The action in real workflow runs, by act: outputs, job summary, log, and what the children of the action get to see.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { pushEvent } from "../rig/act/events.ts";
import { actOrReason } from "../rig/act/program.ts";
import type { WorkflowRequest, WorkflowRun } from "../rig/act/workflow-run.ts";
import { runWorkflow } from "../rig/act/workflow-run.ts";
import { needChannel } from "../rig/channel.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import type { Account } from "./account.ts";
import { openAccount } from "./account.ts";
import type { LiveProcess } from "./live-processes.ts";
import { liveProcesses } from "./live-processes.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

const secret = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
const runtimeToken = "runtime-token-of-this-job";

describe("the action", () => {
  let product: Product;
  let account: Account;
  let world: World;
  let api: GitHubApi;
  let server: GitHubServer;

  beforeEach(async (context) => {
    const { reason } = await actOrReason();
    if (reason !== null) context.skip(reason);
    world = new World();
    world.tokens.set(secret, { user: workflowUser, kind: "app", isReadOnly: false });
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

  /** act's HOME is the account's, so that its processes can be told from all others. */
  async function runFixture(name: string, more: Partial<WorkflowRequest>): Promise<WorkflowRun> {
    const { program } = await actOrReason();
    return runWorkflow({
      act: program ?? "",
      repository: product.folder,
      workflow: await fs.readFile(new URL(`workflows/${name}`, import.meta.url), "utf8"),
      home: account.home,
      configuration: {},
      secrets: { GITHUB_TOKEN: secret },
      variables: {
        BLAS_BENCH_CACHE: account.cache,
        ACTIONS_RUNTIME_TOKEN: runtimeToken,
        GITHUB_API_URL: server.apiUrl,
      },
      ...more,
    });
  }

  test("measures, and hands outputs and environments to later steps", async (context) => {
    const channel = await needChannel(context);
    const output = path.join(account.work, "out");
    const seen = watchProcesses(account);
    const run = await runFixture("bench.yml", { configuration: { CHANNEL: channel, OUTPUT: output } });
    const children = await seen.stop();

    expect(run.exitCode, run.output).toBe(0);
    const bench = run.steps.get("bench");
    expect(bench?.outputs).toMatchObject({
      decision: "pass",
      "result-file": path.join(output, "result.json"),
      "report-file": path.join(output, "report.md"),
    });
    expect(JSON.parse(bench?.outputs.backends ?? "{}")).toMatchObject({
      openblas: { requested: "openblas", status: "verified", blas: { family: "OpenBLAS" } },
      blis: { requested: "blis", status: "verified", blas: { family: "BLIS" }, lapack: { family: "netlib" } },
    });
    expect(bench?.summary).toBe(await fs.readFile(path.join(output, "report.md"), "utf8"));
    expect(bench?.summary).toMatch(/^### blas-bench: pass\. /);
    expect(bench?.groups).toContain("Report");
    expect(bench?.outputs["comment-url"]).toBe("https://github.com/octo-org/numerics/pull/7#issuecomment-1001");
    expect([world.comments.length, world.checks, api.violations]).toEqual([1, [], []]);
    const result = readResult(await fs.readFile(path.join(output, "result.json"), "utf8"), "result.json");
    expect(result.series).toHaveLength(2);
    expect(run.steps.get("later")).toMatchObject({ result: "success", outputs: { numpy: "1.24.2" } });

    expectNoTokens(children);
    expect(run.output).not.toContain(secret);
    expect(account.processes()).toEqual([]);
  });

  test("fails the step where nothing was measured, with the report in the summary all the same", async () => {
    const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
    const run = await runFixture("nothing-measured.yml", { configuration: { PYTHON: python } });
    expect(run.exitCode).toBe(1);
    const bench = run.steps.get("bench");
    expect(bench).toMatchObject({ result: "failure", outputs: { decision: "fail" } });
    expect(bench?.summary).toMatch(/^### blas-bench: fail\. Nothing was measured/);
  });

  test("tells all wrong inputs in one annotation, under their names in the workflow", async () => {
    const run = await runFixture("wrong-inputs.yml", { event: pushEvent });
    expect(run.exitCode).toBe(1);
    const bench = run.steps.get("bench");
    expect(bench).toMatchObject({ result: "failure", outputs: {}, summary: "" });
    expect(bench?.annotations, run.output).toEqual([
      { level: "error", title: "blas-bench", message: expect.any(String) },
    ]);
    const message = bench?.annotations[0]?.message ?? "";
    for (const name of ["variants", "threads", "time-budget"]) expect(message).toContain(`input ${name}: `);
  });
});

/** Watches the children of the action while it runs: what provisions, and what is timed. */
function watchProcesses(account: Account): { stop: () => Promise<readonly LiveProcess[]> } {
  const seen = new Map<number, LiveProcess>();
  const isOurs = (command: string): boolean => command.includes(path.join("python", "blas_bench"));
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      // Again at once: with warm caches, what provisions lives for a fraction of a second.
      for (const live of liveProcesses("HOME", account.home, isOurs)) seen.set(live.processId, live);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const watched = watch();
  return {
    async stop() {
      watching = false;
      await watched;
      return [...seen.values()];
    },
  };
}

function expectNoTokens(children: readonly LiveProcess[]): void {
  // Both kinds were there to be looked at.
  expect(children.some(({ command }) => command.includes(" worker "))).toBe(true);
  expect(children.some(({ command }) => command.includes("provision"))).toBe(true);
  for (const { command, environment } of children) {
    const telling = environment.filter((variable) => /^(GITHUB|ACTIONS|INPUT|RUNNER)_/.test(variable));
    expect(telling, command).toEqual([]);
    expect(environment.join("\n"), command).not.toContain(secret);
    expect(environment.join("\n"), command).not.toContain(runtimeToken);
  }
}
