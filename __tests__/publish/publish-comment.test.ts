// The whole way from a report to its comment, in a process of its own, on real sockets and in real time.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startVariables } from "../from-sources.ts";
import { GitHubApi } from "../rig/github/api.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { realTime } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { decision, expectOrder, ours, pullRequest, report, shownRun } from "./publication.ts";

/** Publishes, prints what became of it, and ends with the decision's exit code. */
const program = `
  const module = (name) => import(new URL(name, process.env.SOURCES).href);
  const { publishComment } = await module("publish/publish-comment.ts");
  const { commentNotice } = await module("publish/comment-notice.ts");
  const { systemClock } = await module("system/clock.ts");
  const { systemExchange } = await module("system/exchange.ts");
  const { report, settings, connection } = JSON.parse(process.env.GIVEN);
  const signal = new AbortController().signal;
  const line = { ...connection, signal, clock: systemClock, exchange: systemExchange };
  const outcome = await publishComment(report, settings, line);
  console.log(JSON.stringify({ kind: outcome.kind, url: outcome.url, notice: commentNotice(outcome)?.text }));
  process.exitCode = report.decision.exitCode;`;

interface Said {
  readonly exitCode: number;
  readonly outcome: unknown;
}

async function run(apiUrl: string, token: string, number: number, settings: object = {}): Promise<Said> {
  const place = { serverUrl: "https://github.com", owner: "octo-org", repo: "numerics", run: number, attempt: 1 };
  const given = {
    report,
    settings: { mode: "auto", pullRequest, isMatrixLeg: false, key: "bench", place, ...settings },
    connection: { apiUrl, token, userAgent: "blas-bench/0" },
  };
  const env = {
    ...startVariables,
    SOURCES: new URL("../../src/", import.meta.url).href,
    GIVEN: JSON.stringify(given),
  };
  const ended = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { env }).catch(
    (error: { code: number; stdout: string }) => error,
  );
  return { exitCode: "code" in ended ? ended.code : 0, outcome: JSON.parse(ended.stdout) as unknown };
}

it("two runs leave one comment; a third with a token that may not write says so; all end as the gate decided", async () => {
  const world = new World();
  const api = new GitHubApi(world, realTime);
  await using server = await serveGitHub(api, realTime);
  const token = world.addToken(workflowUser);
  const url = "https://github.com/octo-org/numerics/pull/7#issuecomment-1001";
  expect(decision.exitCode).toBe(1);
  expect(await run(server.apiUrl, token, 500)).toEqual({ exitCode: 1, outcome: { kind: "published", url } });
  expect(await run(server.apiUrl, token, 501)).toEqual({ exitCode: 1, outcome: { kind: "published", url } });
  expect(ours(world).map(shownRun)).toEqual([501]);
  const reader = world.addToken(workflowUser, { isReadOnly: true });
  expect(await run(server.apiUrl, reader, 502)).toEqual({
    exitCode: 1,
    outcome: { kind: "failed", notice: expect.stringContaining("`permissions: pull-requests: write`") },
  });
  expect(await run(server.apiUrl, token, 503, { isMatrixLeg: true })).toEqual({
    exitCode: 1,
    outcome: { kind: "withheld" },
  });
  expect(ours(world).map(shownRun)).toEqual([501]);
  expectOrder(api, []);
});
