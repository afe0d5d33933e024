// The check run against a real server: what it says, in how many requests, and what becomes of it when something fails.
import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/gate/decision.ts";
import type { Annotation } from "../../src/publish/annotations.ts";
import { checkContent, conclusionOf, refusedContent } from "../../src/publish/check-content.ts";
import type { CheckOutcome } from "../../src/publish/check-run.ts";
import { publishCheck } from "../../src/publish/check-run.ts";
import { hostileNames } from "../report/trying-situations.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import type { CheckRun } from "../rig/github/world.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { expectOrder, expectPatience, report } from "./publication.ts";

const headCommit = "c0ffee".padEnd(40, "0");
const annotations = (amount: number): Annotation[] =>
  Array.from({ length: amount }, (_, index) => ({
    level: "failure",
    file: "bench/bench_model.py",
    line: index + 1,
    title: `bench_${index} is slower than base`,
    message: "openblas: 1.20 of base",
  }));

interface Said {
  readonly outcome: CheckOutcome;
  readonly checks: readonly CheckRun[];
  readonly requests: readonly string[];
}

async function publish(
  amount: number,
  faults: readonly Fault[] = [],
  options: { readonly isReadOnly?: boolean } = {},
): Promise<Said> {
  const world = new World();
  const clock = new VirtualClock();
  const api = new GitHubApi(world, clock, faults);
  await using server = await serveGitHub(api, clock);
  const token = world.addToken(workflowUser, options);
  const request = {
    owner: "octo-org",
    repo: "numerics",
    headCommit,
    name: "blas-bench",
    detailsUrl: "https://github.com/octo-org/numerics/actions/runs/500/attempts/1",
    content: checkContent(report),
    annotations: annotations(amount),
  };
  const signal = new AbortController().signal;
  let outcome: CheckOutcome | null = null;
  await clock.drive(
    publishCheck(request, { ...server, clock, token, signal, userAgent: "blas-bench/0" }).then((ended) => {
      outcome = ended;
    }),
  );
  expectOrder(api, []);
  expectPatience(api);
  return {
    outcome: outcome ?? expect.fail("it did not end"),
    checks: world.checks,
    requests: api.requests.map(({ operation }) => operation),
  };
}

describe("a check", () => {
  it("is set at once, on the commit, under its name, with every annotation in parts of 50", async () => {
    const { outcome, checks, requests } = await publish(120);
    expect(outcome).toMatchObject({ kind: "published", doubt: null });
    expect(requests).toEqual(["checks/create", "checks/update", "checks/update"]);
    expect(checks).toMatchObject([
      { name: "blas-bench", headSha: headCommit, status: "completed", conclusion: "failure" },
    ]);
    expect(checks[0]?.output.title).toMatch(/^fail\. 1 regression in /);
    expect(checks[0]?.output.summary).toMatch(/^### blas-bench: fail/);
    expect(checks[0]?.annotations.map((one) => "start_line" in one && one.start_line)).toEqual(
      annotations(120).map(({ line }) => line),
    );
  });

  it("has its conclusion from the first request on, also without annotations", async () => {
    const { checks, requests } = await publish(0);
    expect([requests, checks[0]?.conclusion]).toEqual([["checks/create"], "failure"]);
  });

  const answer = (status: number): Fault["outcome"] => ({ kind: "answer", status });
  it.each<[string, Fault, number]>([
    ["502 before it was made", { on: ["checks/create"], outcome: answer(502) }, 1],
    [
      "429 with Retry-After",
      { on: ["checks/create"], outcome: { ...answer(429), headers: { "retry-after": "9" } } as Fault["outcome"] },
      1,
    ],
    // Of two with one name GitHub counts the newer one, which says the same.
    ["reset after it was made", { on: ["checks/create"], acts: true, outcome: { kind: "reset" } }, 2],
  ])("%s", async (_, fault, amount) => {
    const { outcome, checks } = await publish(3, [fault]);
    expect(outcome).toMatchObject({ kind: "published", doubt: null });
    expect(checks.map(({ conclusion, annotations: own }) => [conclusion, own.length])).toEqual(
      Array.from({ length: amount }, () => ["failure", 3]),
    );
  });

  it("stands where annotations may have been added, which are not added twice", async () => {
    const fault: Fault = { on: ["checks/update"], acts: true, outcome: { kind: "reset" } };
    const { outcome, checks, requests } = await publish(70, [fault]);
    expect(outcome).toMatchObject({ kind: "published", doubt: { kind: "passing" } });
    expect([requests.length, checks[0]?.annotations.length]).toEqual([2, 70]);
  });

  it("says which permission is missing", async () => {
    const { outcome, checks } = await publish(1, [], { isReadOnly: true });
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "forbidden" } });
    expect(outcome.kind === "failed" && outcome.failure.message).toContain("`permissions: checks: write`");
    expect(checks).toEqual([]);
  });

  it("ends within a minute when GitHub does not answer", async () => {
    const { outcome } = await publish(1, [{ times: 1000, outcome: { kind: "stall" } }]);
    expect(outcome).toMatchObject({ kind: "failed" });
  });
});

describe("the conclusion", () => {
  const reasons = [{ class: "nothing-measured", text: "nothing was measured" }] as const;
  it.each<[Decision, string]>([
    [{ status: "pass", reasons: [], exitCode: 0 }, "success"],
    [{ status: "inconclusive", reasons, exitCode: 0 }, "neutral"],
    [{ status: "inconclusive", reasons, exitCode: 3 }, "failure"],
    [{ status: "fail", reasons, exitCode: 3 }, "failure"],
    [{ status: "fail", reasons, exitCode: 1 }, "failure"],
  ])("of %j is %s", (decision, conclusion) => {
    expect(conclusionOf(decision)).toBe(conclusion);
  });
});

it("shows problems of results as text, within GitHub's limits", () => {
  const many = Array.from({ length: 3000 }, () => hostileNames.map((name) => name.replaceAll("\n", " "))).flat();
  const { conclusion, title, summary } = refusedContent(many.join("\n"));
  expect([conclusion, title]).toEqual(["failure", "The results cannot be read as one run"]);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(60_000);
  for (const line of refusedContent("a | b <img src=x> @octo-org/team #1").summary.split("\n").slice(3))
    expect(line === "" || /^- `.*`$/.test(line)).toBe(true);
});
