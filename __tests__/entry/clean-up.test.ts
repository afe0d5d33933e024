// The end of a job on a runner, as the runner starts it: what a killed run left is taken away, and nothing else.
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = path.resolve("src/entry/post.ts");
let root: string;
let checkout: string;
let runnerTemp: string;

beforeEach(async () => {
  root = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), "clean-up-test-")));
  [checkout, runnerTemp] = [path.join(root, "checkout"), path.join(root, "temp")];
  for (const folder of [checkout, runnerTemp]) await fs.mkdir(folder);
});
afterEach(async () => {
  await fs.rm(root, { recursive: true });
});

function git(...words: string[]): string {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"];
  return execFileSync("git", [...who, ...words], { cwd: checkout, encoding: "utf8" });
}

function post(workFolder: string): number | null {
  const variables = { PATH: process.env.PATH, RUNNER_TEMP: runnerTemp, "STATE_blas-bench-work-folder": workFolder };
  const ended = spawnSync(process.execPath, [program], { cwd: checkout, env: variables, encoding: "utf8" });
  expect(`${ended.stdout}${ended.stderr}`).toBe("");
  return ended.status;
}

/** Of a program that is gone. */
function lastOwner(): string {
  return `blas-bench ${hostname()} ${spawnSync(process.execPath, ["--version"]).pid}`;
}

test("takes away the folder and the worktrees of a run that was killed, and again finds nothing to do", async () => {
  const work = path.join(runnerTemp, "blas-bench-a1b2c3");
  git("init", "--quiet");
  git("commit", "--quiet", "--allow-empty", "--message", "first");
  const worktree = path.join(work, "checkouts", "base");
  git("worktree", "add", "--quiet", "--detach", "--lock", "--reason", lastOwner(), worktree);
  git("worktree", "add", "--quiet", "--detach", path.join(root, "theirs"));
  for (let time = 0; time < 2; time += 1) {
    expect(post(work)).toBe(0);
    expect(await fs.readdir(runnerTemp)).toEqual([]);
    const listed = git("worktree", "list", "--porcelain").match(/^worktree .*/gm);
    expect(listed).toEqual([`worktree ${checkout}`, `worktree ${path.join(root, "theirs")}`]);
  }
});

test("leaves every other folder alone, whatever the state says", async () => {
  const others = ["precious", "temp", "temp/other", "temp/blas-bench-a/nested", "temp/blas-bench-b/../../precious", ""];
  for (const folder of ["precious", "temp/other", "temp/blas-bench-a/nested"])
    await fs.mkdir(path.join(root, folder), { recursive: true });
  const before = (await fs.readdir(root, { recursive: true })).sort();
  for (const folder of others) expect(post(folder === "" ? "" : `${root}/${folder}`), folder).toBe(0);
  expect(post(path.relative(checkout, path.join(runnerTemp, "blas-bench-a")))).toBe(0);
  expect((await fs.readdir(root, { recursive: true })).sort()).toEqual(before);
});
