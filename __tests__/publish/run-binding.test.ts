// Which pull request a run measured: each condition missed alone, in values and through a real server.
import { describe, expect, it } from "vitest";
import { GitHub } from "../../src/publish/github.ts";
import { readBinding } from "../../src/publish/read-binding.ts";
import type { Binding, Candidate, MeasuredRun } from "../../src/publish/run-binding.ts";
import { bindRun } from "../../src/publish/run-binding.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import type { Pull, WorkflowRun } from "../rig/github/world.ts";
import { World, workflowUser } from "../rig/github/world.ts";

const workflowPath = ".github/workflows/bench.yml";
const [measured, later] = ["a".repeat(40), "b".repeat(40)];
const [ours, theirs, elsewhere] = [186853002, 42, 43];

const run: MeasuredRun = {
  id: 5,
  attempt: 2,
  event: "pull_request",
  workflowPath,
  headSha: measured,
  head: { owner: "stranger", branch: "topic", repositoryId: theirs },
  repositoryId: ours,
};
const candidate: Candidate = {
  number: 7,
  state: "open",
  headSha: measured,
  headRepositoryId: theirs,
  baseRepositoryId: ours,
};

describe("in values", () => {
  it.each<[string, MeasuredRun, readonly Candidate[]]>([
    ["alone", run, [candidate]],
    ["beside a closed one", run, [{ ...candidate, number: 3, state: "closed" }, candidate]],
    ["with a ref behind the path", { ...run, workflowPath: `${workflowPath}@refs/pull/7/merge` }, [candidate]],
  ])("bound %s", (_, told, candidates) => {
    expect(bindRun(told, candidates, workflowPath)).toEqual({ kind: "bound", pullRequest: 7, headSha: measured });
  });

  it("stale where the head has moved", () => {
    const binding = bindRun(run, [{ ...candidate, headSha: later }], workflowPath);
    expect(binding).toMatchObject({ kind: "stale", pullRequest: 7 });
  });

  it.each<[string, Partial<MeasuredRun>, readonly Partial<Candidate>[], string]>([
    ["a run for a push", { event: "push" }, [{}], "was not for a pull request"],
    ["a run for pull_request_target", { event: "pull_request_target" }, [{}], "was not for a pull request"],
    ["another workflow", { workflowPath: ".github/workflows/evil.yml" }, [{}], "another workflow"],
    ["a longer name", { workflowPath: `${workflowPath}@evil.yml` }, [{}], "another workflow"],
    ["a shorter name", { workflowPath: ".github/workflows/bench" }, [{}], "another workflow"],
    ["a workflow elsewhere", { workflowPath: `other/repo/${workflowPath}` }, [{}], "another workflow"],
    ["a fork that is gone", { head: null }, [{}], "is gone"],
    ["no pull request", {}, [], "no open pull request"],
    ["a closed one", {}, [{ state: "closed" }], "no open pull request"],
    ["two on one head", {}, [{}, { number: 8 }], "several open pull requests"],
    ["two, of which one has the head", {}, [{}, { number: 8, headSha: later }], "several open pull requests"],
    ["one into another repository", {}, [{ baseRepositoryId: elsewhere }], "not into this repository"],
    ["one into a repository that is gone", {}, [{ baseRepositoryId: null }], "not into this repository"],
    ["one from another repository", {}, [{ headRepositoryId: elsewhere }], "from another repository"],
    ["one from a repository that is gone", {}, [{ headRepositoryId: null }], "from another repository"],
    ["one from another repository, moved", {}, [{ headRepositoryId: elsewhere, headSha: later }], "from another"],
  ])("unbound: %s", (_, told, candidates, reason) => {
    const all = candidates.map((one) => ({ ...candidate, ...one }));
    const binding = bindRun({ ...run, ...told }, all, workflowPath);
    expect(binding).toEqual({ kind: "unbound", reason: expect.stringContaining(reason) });
  });

  it("an expectation of nothing is met by nothing", () => {
    expect(bindRun({ ...run, workflowPath: "" }, [candidate], workflowPath).kind).toBe("unbound");
    expect(bindRun(run, [candidate], "").kind).toBe("unbound");
  });
});

interface Scene {
  readonly run?: Partial<WorkflowRun>;
  readonly pulls?: readonly Partial<Pull>[];
  readonly faults?: readonly Fault[];
}

const place = { headOwner: "stranger", headBranch: "topic", headSha: measured, headRepositoryId: theirs };

async function bindingOf({
  run: told = {},
  pulls = [{}],
  faults = [],
}: Scene): Promise<Binding & { attempt?: number }> {
  const world = new World();
  world.runs.push({ id: 5, attempt: 2, event: "pull_request", path: workflowPath, ...place, ...told });
  for (const pull of pulls) world.pulls.push({ number: 7, state: "open", ...place, ...pull });
  const clock = new VirtualClock();
  const api = new GitHubApi(world, clock, faults);
  await using server = await serveGitHub(api, clock);
  const signal = new AbortController().signal;
  const github = new GitHub({
    ...server,
    clock,
    token: world.addToken(workflowUser),
    userAgent: "blas-bench/0",
    signal,
  });
  const request = { owner: world.owner, repo: world.repo, run: 5, workflowPath };
  const { run: read, binding } = await clock.drive(readBinding(request, github));
  expect(api.violations).toEqual([]);
  return read === null ? binding : { ...binding, attempt: read.attempt };
}

describe("through a real server", () => {
  it.each<[string, Scene, object]>([
    ["bound", {}, { kind: "bound", pullRequest: 7, attempt: 2 }],
    [
      "bound where the branch is called by what would act in an address",
      { run: { headBranch: "a&state=all#?/../%2e b" }, pulls: [{ headBranch: "a&state=all#?/../%2e b" }] },
      { kind: "bound", pullRequest: 7 },
    ],
    [
      "bound beside another's branch of this name",
      { pulls: [{ number: 8, headOwner: "other" }, {}] },
      { pullRequest: 7 },
    ],
    ["stale", { pulls: [{ headSha: later }] }, { kind: "stale", pullRequest: 7 }],
    ["two pull requests on one head", { pulls: [{}, { number: 8 }] }, { kind: "unbound" }],
    ["a closed one", { pulls: [{ state: "closed" }] }, { kind: "unbound" }],
    ["into another repository", { pulls: [{ baseRepositoryId: elsewhere }] }, { kind: "unbound" }],
    ["from another repository", { pulls: [{ headRepositoryId: elsewhere }] }, { kind: "unbound" }],
    ["for another event", { run: { event: "push" } }, { kind: "unbound" }],
    ["of another workflow", { run: { path: ".github/workflows/other.yml" } }, { kind: "unbound" }],
    [
      "GitHub does not tell of the run",
      { faults: [{ on: ["actions/get-workflow-run"], outcome: { kind: "answer", status: 404 } }] },
      { kind: "unbound", reason: expect.stringContaining("actions: read") },
    ],
    [
      "GitHub does not tell of pull requests",
      { faults: [{ on: ["pulls/list"], outcome: { kind: "answer", status: 403 } }] },
      { kind: "unbound", reason: expect.stringContaining("pull-requests: read"), attempt: 2 },
    ],
    [
      "a lost connection in between",
      { faults: [{ on: ["pulls/list"], outcome: { kind: "reset" } }] },
      { kind: "bound" },
    ],
  ])("%s", async (_, scene, expected) => {
    expect(await bindingOf(scene)).toMatchObject(expected);
  });
});
