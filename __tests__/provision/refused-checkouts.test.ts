// Checkouts that end early or cannot be had: clear refusals, and nothing left behind.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { Interrupted, ToolError, UserError } from "../../src/errors.ts";
import type { WantedBase } from "../../src/plan/base.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { createGit } from "../../src/system/git.ts";
import { forked, named, open } from "./arms.ts";
import type { Repository } from "./repository.ts";
import { makeRepository } from "./repository.ts";

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

const absentCommit = "1".padStart(40, "0");

describe("a remote that does not answer", () => {
  test.for<[string, WantedBase]>([
    ["the commit of an event", { kind: "commit", commit: absentCommit }],
    ["a branch", named("nowhere")],
  ])("is no wrong name: %s", async ([, base]) => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    repository.git("remote", "add", "origin", path.join(repository.folder, "absent"));
    const opening = open(repository, base);
    await expect(opening).rejects.toThrow(ToolError);
    await expect(opening).rejects.toThrow(
      /(cannot be fetched.*fetch-depth: 0|asking origin for nowhere).*exit code 128/,
    );
  });

  test("leaves a shallow clone shallow, and says so", async () => {
    await using repository = await makeRepository();
    await forked(repository);
    const clone = repository.clone("--depth=1", "--no-single-branch");
    await fs.rename(repository.code, `${repository.code}-gone`);
    await expect(open(repository, named("main"), clone)).rejects.toThrow(
      /^this clone is shallow and cannot be deepened; check out with fetch-depth: 0.*exit code 128/,
    );
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
    for (const name of ["nowhere", absentCommit])
      await expectRefusal(repository, named(name), /is not known here, .* no remote named origin/);
    const remote = path.join(repository.folder, "remote");
    repository.gitIn(repository.folder, "clone", "--quiet", "--bare", repository.code, remote);
    repository.git("remote", "add", "origin", remote);
    await expectRefusal(repository, named("nowhere"), /^base-ref nowhere: is not known here, nor to origin/);
    await expectRefusal(repository, named(absentCommit), /^base-ref 0+1: is not known here, nor to origin/);
  });

  test("a name that only looks like one of the remote's", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    repository.git("branch", "tail/refs/heads/nowhere");
    repository.git("tag", "tail/refs/tags/nowhere");
    const clone = repository.clone("--single-branch");
    await expectRefusal(repository, named("nowhere"), /^base-ref nowhere: is not known here, nor to origin/, clone);
  });

  test.for([
    "--upload-pack=touch hostile",
    "^main",
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
    await expectRefusal(
      repository,
      named("main"),
      /^base-ref main: shares no commit with HEAD: their histories are unrelated/,
    );
  });

  test("a file of which git was told the name alone", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "a.txt": "one" });
    await fs.writeFile(path.join(repository.code, "new.txt"), "new");
    repository.git("add", "--intent-to-add", "new.txt");
    await expectRefusal(repository, named("HEAD"), /of new\.txt, git knows the name alone\. Git add the whole file/);
    await fs.rename(path.join(repository.code, "a.txt"), path.join(repository.code, "moved.txt"));
    repository.git("rm", "--cached", "--quiet", "new.txt");
    repository.git("add", "--intent-to-add", "moved.txt");
    await expectRefusal(repository, named("HEAD"), /of moved\.txt, git knows the name alone/);
  });

  test("conflicts", async () => {
    await using repository = await makeRepository();
    await forked(repository);
    await repository.commit({ "a.txt": "otherwise" });
    expect(() => repository.git("merge", "main")).toThrow();
    await expectRefusal(repository, named("HEAD~1"), /there are conflicts in a\.txt\. Resolve them/);
  });
});
