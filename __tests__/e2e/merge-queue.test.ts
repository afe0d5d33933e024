// The documented workflow of several machines, by act, in a merge queue: the check is on the group's commit.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { mergeGroupEvent } from "../rig/act/events.ts";
import { actOrReason } from "../rig/act/program.ts";
import { runWorkflow } from "../rig/act/workflow-run.ts";
import { GitHubApi } from "../rig/github/api.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { documentedWorkflow } from "../rig/workflow-files.ts";
import { openAccount } from "./account.ts";
import { makeProduct } from "./product.ts";

const benchmarks = `
def bench_sum():
    return sum(range(20000))
`;

/** As people paste it, but for the environment, which is one that is here, and for what takes long. */
const workflow = documentedWorkflow("docs/workflows.md", "bench").replace(
  "install: python -m pip install .",
  `variants: existing:\${{ vars.PYTHON }}
          blocks: 2`,
);

test("legs measure the group against its base, and the report job sets the check on it", async (context) => {
  const { program, reason } = await actOrReason();
  if (reason !== null) return context.skip(reason);
  await using product = await makeProduct();
  await using account = await openAccount();
  const world = new World();
  const api = new GitHubApi(world, realTime);
  await using server = await serveGitHub(api, realTime);
  await fs.mkdir(path.join(product.folder, "benchmarks"));
  await fs.writeFile(path.join(product.folder, "benchmarks", "bench_core.py"), benchmarks);
  let group = "";
  const run = await runWorkflow({
    act: program,
    repository: product.folder,
    workflow,
    home: account.home,
    configuration: { PYTHON: process.env.BLAS_BENCH_TEST_PYTHON ?? "" },
    secrets: { GITHUB_TOKEN: world.addToken(workflowUser) },
    variables: {
      ARTIFACTS: path.join(account.work, "artifacts"),
      BLAS_BENCH_CACHE: account.cache,
      GITHUB_API_URL: server.apiUrl,
    },
    matrix: ["os:ubuntu-24.04"],
    event: (head, base) => {
      group = head;
      return mergeGroupEvent(head, base);
    },
  });
  expect(run.steps.get("bench")?.result, run.output).toBe("success");
  expect(await fs.readdir(path.join(account.work, "artifacts"))).toEqual(["blas-bench-ubuntu-24.04-attempt-1"]);
  // Two blocks are too few to find anything: by itself a leg decides nothing, and the report job does.
  expect(run.steps.get("1"), run.output).toMatchObject({ result: "failure", outputs: { decision: "fail" } });
  expect(run.steps.get("1")?.summary).toContain("too few blocks");
  expect(world.checks).toMatchObject([{ headSha: group, name: "blas-bench", conclusion: "failure" }]);
  expect([world.comments, api.violations]).toEqual([[], []]);
});
