// Base and head from real repositories: the right commits, nothing left behind, and clear refusals.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { Interrupted, UserError } from "../../src/errors.ts";
import type { WantedBase } from "../../src/plan/base.ts";
import type { Checkouts } from "../../src/provision/checkouts.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { createGit } from "../../src/system/git.ts";
import type { Repository } from "./repository.ts";
import { makeRepository } from "./repository.ts";

const named = (name: string): WantedBase => ({ kind: "merge-base", name });

function open(repository: Repository, base: WantedBase | null, checkout = repository.code): Promise<Checkouts> {
  return openCheckouts({ checkout, base, folder: path.join(repository.folder, "arms") }, repository.effects);
}

async function contents(checkouts: Checkouts, file: string): Promise<(string | null)[]> {
  const read = (folder: string | null) =>
    folder === null ? null : fs.readFile(path.join(folder, file), "utf8").catch(() => null);
  return [await read(checkouts.folders.base), await read(checkouts.folders.head)];
}

/** main: one, two; topic (checked out) from one: three. */
async function forked(repository: Repository): Promise<{ one: string; two: string; three: string }> {
  const one = await repository.commit({ "a.txt": "one" });
  const two = await repository.commit({ "a.txt": "two" });
  repository.git("checkout", "--quiet", "-b", "topic", one);
  return { one, two, three: await repository.commit({ "b.txt": "three" }) };
}

test("base is the merge base, head what is checked out, and afterwards all is as it was", async () => {
  await using repository = await makeRepository();
  const { one, three } = await forked(repository);
  repository.git("remote", "add", "origin", "https://ada:secret@example.org/code.git");
  const before = repository.traces();
  const checkouts = await open(repository, named("main"));
  expect(checkouts.code).toEqual({
    repository: "https://example.org/code.git",
    baseCommit: one,
    headCommit: three,
    dirty: false,
  });
  expect(await contents(checkouts, "a.txt")).toEqual(["one", "one"]);
  expect(await contents(checkouts, "b.txt")).toEqual([null, "three"]);
  expect(checkouts.folders.base).toHaveLength(checkouts.folders.head.length);
  expect(repository.traces()).not.toBe(before);
  await checkouts.remove();
  expect(repository.traces()).toBe(before);
  expect(await fs.readdir(path.join(repository.folder, "arms"))).toEqual([]);
});

test("a working folder below the root stays below it, also where base has none", async () => {
  await using repository = await makeRepository();
  await repository.commit({ "a.txt": "one" });
  await repository.commit({ "sub/b.txt": "two" });
  const checkouts = await open(repository, named("HEAD~1"), path.join(repository.code, "sub"));
  expect(await contents(checkouts, "b.txt")).toEqual([null, "two"]);
  expect(await fs.readdir(checkouts.folders.base ?? "")).toEqual([]);
  await checkouts.remove();
});

test("changes that are not committed are measured, new files are named", async () => {
  await using repository = await makeRepository();
  const head = await repository.commit({ "a.txt": "one" });
  await fs.writeFile(path.join(repository.code, "a.txt"), "changed");
  await fs.writeFile(path.join(repository.code, "new.txt"), "new");
  const before = repository.traces();
  const checkouts = await open(repository, named("HEAD"));
  expect(checkouts.code).toMatchObject({ baseCommit: head, headCommit: head, dirty: true });
  expect(await contents(checkouts, "a.txt")).toEqual(["one", "changed"]);
  expect(await contents(checkouts, "new.txt")).toEqual([null, null]);
  expect(checkouts.notices).toEqual([expect.stringContaining("new.txt")]);
  await checkouts.remove();
  expect(repository.traces()).toBe(before);
});

test("no hook of the repository runs", async () => {
  await using repository = await makeRepository();
  await repository.commit({ "a.txt": "one" });
  const mark = path.join(repository.folder, "hooked");
  const hook = path.join(repository.code, ".git", "hooks", "post-checkout");
  await fs.writeFile(hook, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  repository.git("checkout", "--quiet", "-b", "other");
  await fs.rm(mark); // It does run where it is wanted.
  await (await open(repository, named("HEAD"))).remove();
  await expect(fs.stat(mark)).rejects.toThrow(/ENOENT/);
});

test("without a base nothing is checked out, and a folder without git is no trouble", async () => {
  await using repository = await makeRepository();
  const head = await repository.commit({ "a.txt": "one" });
  const { folders, code } = await open(repository, null);
  expect([folders, code]).toEqual([
    { base: null, head: repository.code },
    { repository: null, baseCommit: null, headCommit: head, dirty: false },
  ]);
  expect((await open(repository, null, repository.folder)).code).toBeNull();
});

describe("the event's base", () => {
  async function merged(repository: Repository) {
    const { one, two, three } = await forked(repository);
    repository.git("checkout", "--quiet", "--detach", "main");
    repository.git("merge", "--quiet", "--no-ff", "--message", "merge", "topic");
    return { one, two, three, merge: repository.git("rev-parse", "HEAD") };
  }
  const pull = (headCommit: string): WantedBase => ({ kind: "merge-parent", baseBranch: "main", headCommit });

  test("of a pull request's merge commit is its first parent", async () => {
    await using repository = await makeRepository();
    const { two, three } = await merged(repository);
    const checkouts = await open(repository, pull(three));
    expect(checkouts.code?.baseCommit).toBe(two);
    await checkouts.remove();
  });

  test("of a pull request's own branch is the merge base, also where the branch ends in a merge", async () => {
    await using repository = await makeRepository();
    const { two, merge } = await merged(repository);
    repository.git("checkout", "--quiet", "topic");
    repository.git("merge", "--quiet", "--no-ff", "--message", "catch up", "main");
    const own = repository.git("rev-parse", "HEAD");
    expect(own).not.toBe(merge);
    const checkouts = await open(repository, pull(own));
    expect(checkouts.code?.baseCommit).toBe(two);
    await checkouts.remove();
  });

  test("in a clone of depth 1 is fetched, and nothing more", async () => {
    await using repository = await makeRepository();
    const { two, three } = await merged(repository);
    repository.git("branch", "merged");
    const clone = path.join(repository.folder, "clone");
    repository.gitIn(
      repository.folder,
      "clone",
      "--quiet",
      "--depth=1",
      "--branch=merged",
      `file://${repository.code}`,
      clone,
    );
    const checkouts = await open(repository, pull(three), clone);
    expect(checkouts.code?.baseCommit).toBe(two);
    expect(await contents(checkouts, "a.txt")).toEqual(["two", "two"]);
    await checkouts.remove();
    expect(repository.gitIn(clone, "rev-parse", "--is-shallow-repository")).toBe("true");
  });

  test("a merge group's is its commit", async () => {
    await using repository = await makeRepository();
    const { one } = await merged(repository);
    const checkouts = await open(repository, { kind: "commit", commit: one });
    expect(checkouts.code?.baseCommit).toBe(one);
    await checkouts.remove();
  });
});

test("a shallow clone of one branch is deepened until the merge base is there, not to its end", async () => {
  await using repository = await makeRepository();
  for (let number = 0; number < 60; number += 1) await repository.commit({ "a.txt": `${number}` });
  const fork = repository.git("rev-parse", "HEAD");
  await repository.commit({ "a.txt": "further" });
  repository.git("checkout", "--quiet", "-b", "topic", fork);
  for (let number = 0; number < 5; number += 1) await repository.commit({ "b.txt": `${number}` });
  const clone = path.join(repository.folder, "clone");
  repository.gitIn(
    repository.folder,
    "clone",
    "--quiet",
    "--depth=1",
    "--branch=topic",
    `file://${repository.code}`,
    clone,
  );
  for (const name of ["main", "origin/main"]) {
    const checkouts = await open(repository, named(name), clone);
    expect(checkouts.code?.baseCommit).toBe(fork);
    await checkouts.remove();
  }
  expect(Number(repository.gitIn(clone, "rev-list", "--count", "HEAD"))).toBeLessThan(40);
});

test("submodules are there in both arms", async () => {
  await using repository = await makeRepository();
  const library = path.join(repository.folder, "library");
  await fs.mkdir(library);
  await fs.writeFile(path.join(library, "part.txt"), "part");
  for (const words of [
    ["init", "--quiet"],
    ["add", "."],
    ["commit", "--quiet", "--message", "part"],
  ])
    repository.gitIn(library, ...words);
  repository.git("submodule", "--quiet", "add", library, "library");
  await repository.commit({});
  await repository.commit({ "a.txt": "two" });
  const before = repository.traces();
  const checkouts = await open(repository, named("HEAD~1"));
  expect(await contents(checkouts, "library/part.txt")).toEqual(["part", "part"]);
  await checkouts.remove();
  expect(repository.traces()).toBe(before);
});

describe("an end that was not planned", () => {
  test("an interruption leaves no worktree", async () => {
    const controller = new AbortController();
    await using repository = await makeRepository(controller.signal);
    await repository.commit({ "a.txt": "one" });
    const before = repository.traces();
    const checkouts = await open(repository, named("HEAD"));
    controller.abort();
    await checkouts.remove();
    expect(repository.traces()).toBe(before);
    await expect(open(repository, named("HEAD"))).rejects.toThrow(Interrupted);
    expect(repository.traces()).toBe(before);
  });

  test("what a killed run left is removed by the next, what lives or is not ours stays", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    const { pid } = spawnSync("true");
    const add = (name: string, reason: string): void =>
      void repository.git("worktree", "add", "--quiet", "--detach", "--lock", "--reason", reason, `../${name}`, "HEAD");
    add("killed", `blas-bench ${os.hostname()} ${pid}`);
    add("alive", `blas-bench ${os.hostname()} ${process.pid}`);
    add("elsewhere", `blas-bench another-machine ${pid}`);
    add("users", "on a stick");
    add("gone", `blas-bench ${os.hostname()} ${pid}`);
    await fs.rm(path.join(repository.folder, "gone"), { recursive: true });
    await (await open(repository, named("HEAD"))).remove();
    const left = [...repository.git("worktree", "list", "--porcelain").matchAll(/^worktree .*\/(.*)$/gm)];
    expect(left.map(([, name]) => name)).toEqual(["code", "alive", "elsewhere", "users"]);
    await expect(fs.stat(path.join(repository.folder, "killed"))).rejects.toThrow(/ENOENT/);
  });

  test("a worktree path that exists is refused, and stays as it is", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    const before = repository.traces();
    const mine = path.join(repository.folder, "arms", "head", "mine.txt");
    await fs.mkdir(path.dirname(mine), { recursive: true });
    await fs.writeFile(mine, "mine");
    await expect(open(repository, named("HEAD"))).rejects.toThrow(/there is something here already/);
    expect([await fs.readFile(mine, "utf8"), repository.traces()]).toEqual(["mine", before]);
  });
});

describe("refused", () => {
  async function expectRefusal(repository: Repository, base: WantedBase, message: RegExp, checkout?: string) {
    const opening = open(repository, base, checkout);
    await expect(opening).rejects.toThrow(UserError);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ exitCode: 2 });
  }

  test("a machine without git, unless nothing is to be checked out", async () => {
    await using repository = await makeRepository();
    const effects = { ...repository.effects, openGit: createGit(repository.effects.processes, { PATH: "/nowhere" }) };
    const request = { checkout: repository.code, folder: path.join(repository.folder, "arms") };
    await expect(openCheckouts({ ...request, base: named("main") }, effects)).rejects.toThrow(
      /git, which cannot be started \(spawn git ENOENT\)\. Install git/,
    );
    const { folders, code } = await openCheckouts({ ...request, base: null }, effects);
    expect([folders, code]).toEqual([{ base: null, head: repository.code }, null]);
  });

  test("no repository, and one without a commit", async () => {
    await using repository = await makeRepository();
    await expectRefusal(repository, named("main"), /no commit yet/);
    await expectRefusal(repository, named("main"), /^compare: .*not a git repository/, repository.folder);
  });

  test("an unknown name, with and without a remote", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    await expectRefusal(repository, named("nowhere"), /^base-ref nowhere: is not known here, nor to origin/);
    repository.git("remote", "add", "origin", path.join(repository.folder, "absent"));
    await expectRefusal(repository, named("nowhere"), /^base-ref nowhere: is not known here, nor to origin/);
    await expectRefusal(repository, { kind: "commit", commit: "0".repeat(39).concat("1") }, /cannot be fetched/);
  });

  test.for([
    "--upload-pack=touch hostile",
    "-x",
    "main..HEAD",
    "@{-1}",
    "a\u0000b",
    ":/one",
    "HEAD:a.txt",
    "--output=x",
  ])("%j, and nothing is run of it", async (name) => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    repository.git("checkout", "--quiet", "-b", "other");
    const before = await fs.readdir(repository.code);
    await expectRefusal(repository, named(name), /^base-ref /);
    expect(await fs.readdir(repository.code)).toEqual(before);
  });

  test("unrelated histories", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    repository.git("checkout", "--quiet", "--orphan", "other");
    await repository.commit({ "a.txt": "two" });
    await expectRefusal(repository, named("main"), /^base-ref main: shares no commit with HEAD.*fetch-depth: 0/);
  });

  test("conflicts", async () => {
    await using repository = await makeRepository();
    await forked(repository);
    await repository.commit({ "a.txt": "otherwise" });
    expect(() => repository.git("merge", "main")).toThrow();
    await expectRefusal(repository, named("HEAD~1"), /there are conflicts in a\.txt\. Resolve them/);
  });
});
