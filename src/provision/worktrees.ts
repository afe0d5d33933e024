// git worktrees of ours: made locked with our name, removed by us, or by the next run when this one is killed.
import { UserError } from "../errors.ts";
import type { Files } from "../system/files.ts";
import type { Git } from "../system/git.ts";

/**
 * Checks `commit` out into `folder`, which must not exist, with its submodules.
 *
 * @returns what people should know of it, as a sentence; null for nothing
 */
export async function addWorktree(git: Git, files: Files, folder: string, commit: string): Promise<string | null> {
  if ((await files.kind(folder)) !== "absent")
    throw new UserError([
      {
        where: folder,
        what: "there is something here already",
        remedy: "remove it, or choose another temporary folder",
      },
    ]);
  const add = ["worktree", "add", "--quiet", "--detach"];
  const locked = await git.ask([...add, "--lock", "--reason", git.owner, folder, commit]);
  // git before 2.33 cannot do both at once.
  if (locked.exitCode === wrongUsage) {
    await git.must(`checking out ${commit}`, [...add, folder, commit]);
    await git.must(`locking ${folder}`, ["worktree", "lock", "--reason", git.owner, folder]);
  } else if (locked.exitCode !== 0)
    await git.must(`checking out ${commit}`, [...add, "--lock", "--reason", git.owner, folder, commit]);
  return (await files.kind(`${folder}/.gitmodules`)) === "file" ? addSubmodules(git, folder, commit) : null;
}

/** Of git's commands, for options that they do not know. */
const wrongUsage = 129;

/** Those that cannot be had are no loss where the checkout does without them, too. */
async function addSubmodules(git: Git, folder: string, commit: string): Promise<string | null> {
  const update = ["-C", folder, "submodule", "--quiet", "update", "--init", "--recursive"];
  const updated = await git.ask(update);
  if (updated.exitCode === 0) return null;
  const { stdout } = await git.ask(["submodule", "status"]);
  if (stdout.split("\n").some((line) => line !== "" && !line.startsWith("-"))) {
    await git.must(`checking out the submodules of ${commit}`, update);
    return null;
  }
  const why = updated.stderr.trim().split("\n").at(-1) ?? "";
  return `Submodules are missing in both arms, as they are in the checkout: git says ${why}`;
}

/**
 * Whether or not it was ever made whole.
 *
 * @returns what is left of it, as a sentence; null for nothing
 */
export async function removeWorktree(git: Git, files: Files, folder: string): Promise<string | null> {
  // First: git refuses one that was broken off before its .git file was there, and takes one that is gone.
  const left = await files.removeAtEnd(folder);
  // Twice: the first --force is for changed files and submodules, the second for the lock.
  await git.ask(["worktree", "remove", "--force", "--force", folder]);
  return left;
}

/** Those of runs that were killed, as their locks tell. */
export async function removeAbandoned(git: Git, files: Files): Promise<void> {
  const { separator, text } = await listed(git);
  for (const entry of text.split(`${separator}${separator}`)) {
    const facts = entry.split(separator);
    const of = (name: string): string =>
      facts.find((fact) => fact.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
    if (git.isGone(of("locked"))) await removeWorktree(git, files, of("worktree"));
  }
}

/** git before 2.36 separates by lines alone. */
async function listed(git: Git): Promise<{ readonly separator: string; readonly text: string }> {
  const list = ["worktree", "list", "--porcelain"];
  const whole = await git.ask([...list, "-z"]);
  if (whole.exitCode === 0) return { separator: "\0", text: whole.stdout };
  return { separator: "\n", text: await git.must("listing the worktrees", list) };
}
