// Payloads as the runner writes them to a file.
import * as path from "node:path";
import { expect, test } from "vitest";
import { readEvent } from "../../src/system/event.ts";
import { makeScratch } from "../provision/scratch.ts";

const sha = "c0ffee".padEnd(40, "0");

async function read(name: string, payload: string) {
  await using scratch = await makeScratch();
  const file = await scratch.write("event.json", payload);
  return await readEvent({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file });
}

test("no workflow, no event", async () => {
  expect(await readEvent({})).toBeNull();
  expect(await readEvent({ GITHUB_EVENT_NAME: "" })).toBeNull();
});

test("a pull request", async () => {
  const payload = { pull_request: { number: 3, base: { ref: "main", sha }, head: { sha, ref: "$(touch x)" } } };
  expect(await read("pull_request", JSON.stringify(payload))).toEqual({
    name: "pull_request",
    pullRequest: { baseBranch: "main", headCommit: sha, number: 3, isFromFork: true },
    mergeGroupBase: null,
  });
});

test.for([
  ["of the repository itself", { id: 1 }, false],
  ["of another one", { id: 2 }, true],
  ["of a fork that was deleted", null, true],
] as const)("a pull request %s", async ([, repo, isFromFork]) => {
  const payload = { pull_request: { number: 3, base: { ref: "main", repo: { id: 1 } }, head: { sha, repo } } };
  expect((await read("pull_request", JSON.stringify(payload)))?.pullRequest?.isFromFork).toBe(isFromFork);
});

test("a merge group, and a push", async () => {
  const group = JSON.stringify({ merge_group: { base_sha: sha } });
  expect(await read("merge_group", group)).toEqual({ name: "merge_group", pullRequest: null, mergeGroupBase: sha });
  expect(await read("push", "{}")).toEqual({ name: "push", pullRequest: null, mergeGroupBase: null });
});

test.for([
  ["a commit that is none", JSON.stringify({ merge_group: { base_sha: "--upload-pack=x" } })],
  ["no JSON", "{"],
] as const)("a payload with %s is refused", async ([, payload]) => {
  await expect(read("merge_group", payload)).rejects.toThrow();
});

test("a payload that is missing is refused", async () => {
  const variables = { GITHUB_EVENT_NAME: "push", GITHUB_EVENT_PATH: path.join("/nowhere", "event.json") };
  await expect(readEvent(variables)).rejects.toThrow(/ENOENT/);
});
