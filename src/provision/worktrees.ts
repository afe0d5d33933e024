// git worktrees of ours: made locked with our name, removed by us, or by the next run when this one is killed.
import { UserError } from "../errors.ts";
import type { Files } from "../system/files.ts";
import type { Git } from "../system/git.ts";

/** Checks `commit` out into `folder`, which must not exist, with its submodules. */
export async function addWorktree(git: Git, files: Files, folder: string, commit: string): Promise<void> {
  if ((await files.kind(folder)) !== "absent")
    throw new UserError([
      {
        where: folder,
        what: "there is something here already",
        remedy: "remove it, or choose another temporary folder",
      },
    ]);
  const lock = ["--lock", "--reason", git.owner];
  await git.must(`checking out ${commit}`, ["worktree", "add", "--quiet", "--detach", ...lock, folder, commit]);
  if ((await files.kind(`${folder}/.gitmodules`)) !== "file") return;
  const update = ["submodule", "--quiet", "update", "--init", "--recursive"];
  await git.must(`checking out the submodules of ${commit}`, ["-C", folder, ...update]);
}

/** Whether or not it was ever made whole. */
export async function removeWorktree(git: Git, files: Files, folder: string): Promise<void> {
  // Twice: the first --force is for changed files and submodules, the second for the lock.
  await git.ask(["worktree", "remove", "--force", "--force", folder]);
  await files.removeTree(folder);
}

/** Those of runs that were killed, as their locks tell. */
export async function removeAbandoned(git: Git, files: Files): Promise<void> {
  const list = await git.must("listing the worktrees", ["worktree", "list", "--porcelain", "-z"]);
  for (const entry of list.split("\0\0")) {
    const facts = entry.split("\0");
    const of = (name: string): string =>
      facts.find((fact) => fact.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
    if (git.isGone(of("locked"))) await removeWorktree(git, files, of("worktree"));
  }
}
