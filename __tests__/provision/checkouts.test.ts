import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { contents, forked, named, open } from "./arms.ts";
import { makeRepository } from "./repository.ts";

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
