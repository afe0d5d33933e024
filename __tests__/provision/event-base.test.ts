import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import type { WantedBase } from "../../src/plan/base.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { createGit } from "../../src/system/git.ts";
import { contents, forked, named, open } from "./arms.ts";
import type { Repository } from "./repository.ts";
import { makeRepository } from "./repository.ts";

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
    const clone = repository.clone("--depth=1", "--branch=merged");
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
  const clone = repository.clone("--depth=1", "--branch=topic");
  for (const name of ["main", "origin/main"]) {
    const checkouts = await open(repository, named(name), clone);
    expect(checkouts.code?.baseCommit).toBe(fork);
    await checkouts.remove();
  }
  expect(Number(repository.gitIn(clone, "rev-list", "--count", "HEAD"))).toBeLessThan(40);
});

test.for<[string, (commit: string) => string]>([
  ["a full name", (commit) => commit],
  ["a branch with all its words", () => "refs/heads/main"],
])("in a clone of depth 1, a base is found by %s", async ([, nameOf]) => {
  await using repository = await makeRepository();
  const fork = await repository.commit({ "a.txt": "one" });
  repository.git("checkout", "--quiet", "-b", "topic");
  await repository.commit({ "a.txt": "two" });
  // Somebody's, whose name ends like the one that is meant.
  repository.git("branch", "a/refs/heads/main");
  const clone = repository.clone("--depth=1");
  const checkouts = await open(repository, named(nameOf(fork)), clone);
  expect(checkouts.code?.baseCommit).toBe(fork);
  await checkouts.remove();
});

test("a target branch is the remote's, whatever tag is called like it", async () => {
  await using repository = await makeRepository();
  const { one, two, three } = await forked(repository);
  const clone = repository.clone();
  repository.gitIn(clone, "tag", "origin/main", three);
  const base: WantedBase = { kind: "merge-parent", baseBranch: "main", headCommit: three };
  const checkouts = await open(repository, base, clone);
  expect([checkouts.code?.baseCommit, two]).toEqual([one, two]);
  await checkouts.remove();
});

test("before a push, a clone is deepened by all branches", async () => {
  await using repository = await makeRepository();
  const fork = await repository.commit({ "a.txt": "one" });
  for (let number = 0; number < 5; number += 1) await repository.commit({ "a.txt": `${number}` });
  repository.git("branch", "topic", fork);
  const clone = repository.clone("--depth=1", "--no-single-branch");
  repository.gitIn(clone, "checkout", "--quiet", "topic");
  repository.gitIn(clone, ...["-c", "user.name=Ada", "-c", "user.email=a@b"], "commit", "--allow-empty", "-m", "own");
  const checkouts = await open(repository, named("main"), clone);
  expect(checkouts.code?.baseCommit).toBe(fork);
  await checkouts.remove();
});

test("submodules that nobody can have are no loss where the checkout does without them", async () => {
  await using repository = await makeRepository();
  const library = path.join(repository.folder, "library");
  repository.gitIn(repository.folder, "init", "--quiet", library);
  repository.gitIn(library, "commit", "--quiet", "--allow-empty", "--message", "part");
  repository.git("submodule", "--quiet", "add", library, "library");
  await repository.commit({});
  await repository.commit({ "a.txt": "two" });
  await fs.rename(library, `${library}-gone`);
  await expect(open(repository, named("HEAD~1"))).rejects.toThrow("checking out the submodules");
  repository.git("submodule", "--quiet", "deinit", "--force", "--all");
  const checkouts = await open(repository, named("HEAD~1"));
  expect(checkouts.notices).toEqual([expect.stringMatching(/^Submodules are missing in both arms.* git says \S/)]);
  await checkouts.remove();
});

test("a changed submodule is named, because no commit holds it", async () => {
  await using repository = await makeRepository();
  const library = path.join(repository.folder, "library");
  repository.gitIn(repository.folder, "init", "--quiet", library);
  repository.gitIn(library, "commit", "--quiet", "--allow-empty", "--message", "part");
  repository.git("submodule", "--quiet", "add", library, "library");
  await repository.commit({ "a.txt": "one" });
  repository.gitIn(path.join(repository.code, "library"), "commit", "--quiet", "--allow-empty", "--message", "further");
  const { notices, remove } = await open(repository, named("HEAD"));
  expect(notices).toEqual([
    "Not measured, because they are not committed: changes in the submodules library.",
    "Base and head are the same commit: between them is nothing but noise.",
  ]);
  await remove();
  // With a file that is changed beside it, and staged, it is in what is measured, where anybody can have it.
  repository.gitIn(library, "fetch", "--quiet", path.join(repository.code, "library"), "HEAD:further");
  await fs.writeFile(path.join(repository.code, "a.txt"), "changed");
  repository.git("add", ".");
  const staged = await open(repository, named("HEAD"));
  expect(staged.notices).toEqual([]);
  await staged.remove();
});

test("a git that is too old is named", async () => {
  await using repository = await makeRepository();
  await repository.commit({ "a.txt": "one" });
  const programs = path.join(repository.folder, "programs");
  await fs.mkdir(programs);
  const old = `#!/bin/bash\n[[ "$*" == *--version ]] && echo git version 2.25.1 || exec ${repository.gitIn(repository.folder, "--exec-path")}/git "$@"`;
  await fs.writeFile(path.join(programs, "git"), old, { mode: 0o755 });
  const variables = { PATH: `${programs}:${process.env.PATH}`, HOME: repository.folder };
  const effects = { ...repository.effects, openGit: createGit(repository.effects.processes, variables) };
  const request = { checkout: repository.code, base: named("HEAD"), folder: path.join(repository.folder, "arms") };
  await expect(openCheckouts(request, effects)).rejects.toThrow(
    /^git: .*too old.*2\.25\.1.*Install git 2\.30 or newer/,
  );
});

test("a git of 2021 will do", async () => {
  await using repository = await makeRepository();
  const programs = path.join(repository.folder, "programs");
  await fs.mkdir(programs);
  const old = [
    "#!/bin/bash",
    'case "$*" in',
    // Both came later: its release notes of 2.33 and 2.36.
    '  *"worktree add "*--reason*|*"worktree list "*-z*) echo "error: unknown option" >&2; exit 129 ;;',
    "esac",
    `exec ${repository.gitIn(repository.folder, "--exec-path")}/git "$@"`,
  ];
  await fs.writeFile(path.join(programs, "git"), old.join("\n"), { mode: 0o755 });
  const { two } = await forked(repository);
  const variables = { PATH: `${programs}:${process.env.PATH}`, HOME: repository.folder };
  const effects = { ...repository.effects, openGit: createGit(repository.effects.processes, variables) };
  const request = { checkout: repository.code, base: named("main"), folder: path.join(repository.folder, "arms") };
  const before = repository.traces();
  const checkouts = await openCheckouts(request, effects);
  expect(checkouts.code?.baseCommit).not.toBe(two);
  expect(await contents(checkouts, "a.txt")).toEqual(["one", "one"]);
  expect(repository.traces()).toContain("locked blas-bench");
  await checkouts.remove();
  expect(repository.traces()).toBe(before);
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
