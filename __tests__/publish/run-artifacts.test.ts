// Results of another run over REST, against a real server with a second host for the files.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { GitHub } from "../../src/publish/github.ts";
import type { NamedText } from "../../src/publish/run-artifacts.ts";
import { newest, readArtifacts } from "../../src/publish/run-artifacts.ts";
import { resultText } from "../../src/result/lines.ts";
import { readResult } from "../../src/result/read.ts";
import { asWritten } from "../result/blocks.ts";
import { soundResult } from "../result/sound-result.ts";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import type { GitHubServer } from "../rig/github/server.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import { zip } from "../rig/github/zip.ts";

const run = 5;
const text = resultText(soundResult());
const archive = (data: string = text) => zip([{ name: "result.json", data }]);

interface Reading {
  readonly texts: readonly NamedText[];
  readonly message: string | null;
  readonly exitCode: number;
  readonly api: GitHubApi;
  readonly storageRequests: GitHubServer["storageRequests"];
}

/** What a report job reads of the run's artifacts. */
async function reading(
  fill: (world: World) => void,
  { pattern = "blas-bench-*", faults = [] }: { pattern?: string; faults?: readonly Fault[] } = {},
): Promise<Reading> {
  const world = new World();
  fill(world);
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
  const request = { owner: world.owner, repo: world.repo, run, pattern };
  const read = readArtifacts(request, github).then(
    (texts) => ({ texts, message: null, exitCode: 0 }),
    (error: unknown) => {
      if (error instanceof UserError) return { texts: [], message: error.message, exitCode: error.exitCode };
      throw error;
    },
  );
  const ending = await clock.drive(read);
  expect(api.violations).toEqual([]);
  return { ...ending, api, storageRequests: server.storageRequests };
}

it("reads the result files whose names fit, by name, and takes no token off GitHub's host", async () => {
  const { texts, api, storageRequests } = await reading((world) => {
    world.addArtifact(run, "blas-bench-linux", archive());
    world.addArtifact(run, "blas-bench-arm", archive('{"b": 1}'));
    world.addArtifact(run, "coverage", Buffer.from("no zip"));
    world.addArtifact(6, "blas-bench-of-another-run", Buffer.from("no zip"));
  });
  expect(texts.map(({ name }) => name)).toEqual([
    "artifact `blas-bench-arm`, file 1",
    "artifact `blas-bench-linux`, file 1",
  ]);
  expect(asWritten(readResult(texts[1]?.text ?? "", "here"))).toEqual(soundResult());
  expect(storageRequests).toHaveLength(2);
  for (const { headers } of storageRequests) expect(headers.authorization).toBeUndefined();
  expect(api.requests.every(({ hasToken }) => hasToken)).toBe(true);
});

it("reads all pages of the list", async () => {
  const { texts, api } = await reading((world) => {
    for (let index = 0; index < 120; index += 1) world.addArtifact(run, `other-${index}`, Buffer.from("no zip"));
    world.addArtifact(run, "blas-bench-last", archive());
  });
  expect(texts).toHaveLength(1);
  expect(api.requests.filter(({ operation }) => operation === "actions/list-workflow-run-artifacts")).toHaveLength(2);
});

describe("of several attempts", () => {
  it("the newest counts, for each name", async () => {
    const { texts } = await reading((world) => {
      world.addArtifact(run, "blas-bench-a-attempt-10", archive("10"));
      world.addArtifact(run, "blas-bench-a-attempt-9", archive("9"));
      world.addArtifact(run, "blas-bench-b-attempt-1", archive("1"));
      world.addArtifact(run, "blas-bench-c", archive("first"));
      world.addArtifact(run, "blas-bench-c", archive("second"));
    });
    expect(texts.map((one) => one.text)).toEqual(["10", "1", "second"]);
  });

  it("names that only look like attempts are names", () => {
    const names = ["attempt-1", "a-attempt-", "a-attempt-x", "a-attempt-1-b", "-attempt-2"];
    const artifacts = names.map((name, index) => ({ id: index + 1, name }));
    expect(new Set(newest(artifacts))).toEqual(new Set(artifacts));
  });
});

describe("is refused, with a message that quotes no file", () => {
  const secret = "hunter2";

  it.each<[string, (world: World) => void, string]>([
    ["no artifact that fits", (world) => world.addArtifact(run, "coverage", archive()), "no artifact of the run fits"],
    ["no artifact at all", () => {}, "no artifact of the run fits"],
    [
      "another file than its digest says",
      (world) => {
        const { digest } = world.addArtifact(6, "blas-bench-x", archive());
        world.artifacts.push({ id: 9, run, name: "blas-bench-x", bytes: archive("[]"), digest });
      },
      "`blas-bench-x`: is not what its digest says",
    ],
    [
      "one without a digest",
      (world) => world.artifacts.push({ id: 9, run, name: "blas-bench-x", bytes: archive(), digest: null }),
      "`blas-bench-x`: has no digest",
    ],
    [
      "one that has expired",
      (world) => world.artifacts.push({ ...world.addArtifact(6, "blas-bench-x", archive()), run, expired: true }),
      "`blas-bench-x`: has expired",
    ],
    [
      "one without a result",
      (world) => world.addArtifact(run, "blas-bench-x", zip([{ name: `${secret}.txt`, data: secret }])),
      "`blas-bench-x`: holds no *.json file",
    ],
    [
      "an archive that leads outside",
      (world) => world.addArtifact(run, "blas-bench-x", zip([{ name: `../${secret}.json`, data: secret }])),
      "names a file outside of itself",
    ],
    ["no archive", (world) => world.addArtifact(run, "blas-bench-x", Buffer.from(secret)), "no zip archive"],
    [
      "too many of them",
      (world) => {
        for (let index = 0; index < 201; index += 1) world.addArtifact(run, `blas-bench-${index}`, archive("1"));
      },
      "201 artifacts fit it, and 200 are the most",
    ],
  ])("%s", async (_, fill, expected) => {
    const { message, exitCode } = await reading(fill);
    expect(message).toContain(expected);
    expect(message).not.toContain(secret);
    expect(exitCode).toBe(2);
  });

  it("all that is wrong in one message", async () => {
    const { message } = await reading((world) => {
      world.addArtifact(run, "blas-bench-a", Buffer.from("x"));
      world.addArtifact(run, "blas-bench-b", archive());
      world.addArtifact(run, "blas-bench-c", zip([]));
    });
    expect(message?.split("\n")).toHaveLength(2);
  });

  it("names cannot act where the message is shown", async () => {
    const { message } = await reading((world) => {
      world.addArtifact(run, "blas-bench-`@octo/team`\u202e", Buffer.from("x"));
    });
    expect(message).toContain("artifact `blas-bench-'@octo/team'\\u{202e}`: ");
  });
});

it.each<[string, readonly Fault[], string | null]>([
  [
    "a reset and a 502 in between",
    [
      { on: ["actions/list-workflow-run-artifacts"], outcome: { kind: "reset" } },
      { on: ["actions/download-artifact"], outcome: { kind: "answer", status: 502 } },
    ],
    null,
  ],
  ["a token that may not", [{ outcome: { kind: "answer", status: 403 } }], "`permissions: actions: read`"],
  ["GitHub down for good", [{ times: 99, outcome: { kind: "answer", status: 503 } }], "list the artifacts of run 5: "],
])("with %s", async (_, faults, expected) => {
  const { texts, message, exitCode } = await reading((world) => world.addArtifact(run, "blas-bench-x", archive()), {
    faults,
  });
  if (expected === null) expect(texts).toHaveLength(1);
  else expect(message).toContain(expected);
  expect(exitCode).toBe(expected === null ? 0 : 4);
});
