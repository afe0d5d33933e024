// The states of the code that are measured: where each arm's files are, and which commits they come from.
import * as path from "node:path";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { WantedBase } from "../plan/base.ts";
import { withoutUser } from "../result/credentials.ts";
import type { Result } from "../result/schema.ts";
import type { RepositoryEffects } from "../system/effects.ts";
import type { Git } from "../system/git.ts";
import { findBaseCommit } from "./base-commit.ts";
import { addWorktree, removeAbandoned, removeWorktree } from "./worktrees.ts";

export interface CheckoutRequest {
  /** Absolute; the working folder, perhaps below the root of its repository. */
  readonly checkout: string;
  /** null: nothing is checked out, and head is what is there. */
  readonly base: WantedBase | null;
  /** Absolute, ours; receives `base` and `head`. */
  readonly folder: string;
}

export interface Checkouts {
  /** Absolute: the folder in each arm that `checkout` is in the repository. */
  readonly folders: { readonly base: string | null; readonly head: string };
  /** null where there is no repository. */
  readonly code: Result["code"];
  /** What of the working folder is not in them, as sentences for people. */
  readonly notices: readonly string[];
  /** Takes the worktrees away; `git worktree list` is then as it was. */
  remove(): Promise<void>;
}

/**
 * Checks both arms out, below paths of equal length: a path's length moves a process's memory.
 *
 * @throws UserError where there is no base to be had; ToolError; Interrupted. No worktree is left then.
 */
export async function openCheckouts(request: CheckoutRequest, effects: RepositoryEffects): Promise<Checkouts> {
  const git = effects.openGit(request.checkout, effects.signal);
  const state = await readState(git);
  if (request.base === null) {
    const code = "what" in state ? null : { ...state.code, baseCommit: null };
    return { folders: { base: null, head: request.checkout }, code, notices: [], remove: async () => {} };
  }
  if ("what" in state) throw new UserError([state]);
  await refuseConflicts(git);
  const baseCommit = await findBaseCommit(git, request.base, state.code.headCommit);
  const arms = { base: baseCommit, head: await commitAsItStands(git, state) };
  const notices = new Set(await unknownFiles(git));
  const places = { base: path.join(request.folder, "base"), head: path.join(request.folder, "head") };
  const made: string[] = [];
  const remove = async (): Promise<void> => {
    const cleaning = effects.openGit(state.root, null);
    for (const place of made.splice(0)) await removeWorktree(cleaning, effects.files, place);
  };
  try {
    await removeAbandoned(git, effects.files);
    for (const arm of ["base", "head"] as const) {
      const place = places[arm];
      if ((await effects.files.kind(place)) === "absent") made.push(place);
      const notice = await addWorktree(git, effects.files, place, arms[arm]);
      if (notice !== null) notices.add(notice);
    }
    const folders = { base: path.join(places.base, state.below), head: path.join(places.head, state.below) };
    // The working folder may be newer than the base, and processes need one.
    for (const folder of Object.values(folders)) await effects.files.makeFolder(folder);
    return { folders, code: { ...state.code, baseCommit }, notices: [...notices], remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface State {
  /** Absolute; the repository's root. */
  readonly root: string;
  /** From the root to the checkout; empty at the root. */
  readonly below: string;
  readonly code: Omit<NonNullable<Result["code"]>, "baseCommit">;
}

/** What is checked out here, or why that is nothing to compare. */
async function readState(git: Git): Promise<State | Problem> {
  const root = await git.ask(["rev-parse", "--show-toplevel"]);
  if (root.exitCode === null)
    return {
      where: "compare",
      what: `base and head come from git, which cannot be started (${root.stderr})`,
      remedy: "install git, or run with compare: variants",
    };
  if (root.exitCode !== 0) return noRepository(root.stderr);
  const below = await git.must("finding the working folder", ["rev-parse", "--show-prefix"]);
  const head = await git.ask(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (head.exitCode !== 0)
    return { where: root.stdout, what: "this repository has no commit yet", remedy: "commit the code first" };
  const remote = await git.ask(["remote", "get-url", "origin"]);
  const status = await git.must("looking for changes", ["status", "--porcelain", "--untracked-files=no"]);
  const repository = remote.exitCode === 0 ? withoutUser(remote.stdout) : null;
  return { root: root.stdout, below, code: { repository, headCommit: head.stdout, dirty: status !== "" } };
}

function noRepository(stderr: string): Problem {
  const [, why] = /^fatal: (.*)$/m.exec(stderr) ?? [];
  const remedy = stderr.includes("dubious ownership")
    ? "add the folder to git's safe.directory"
    : "run in a checkout of the code, or with compare: variants";
  return { where: "compare", what: `base and head come from git, which says: ${why ?? "no repository"}`, remedy };
}

async function refuseConflicts(git: Git): Promise<void> {
  const unmerged = await git.must("looking for conflicts", ["diff", "--name-only", "--diff-filter=U", "-z"]);
  if (unmerged === "") return;
  const names = unmerged.split("\0").filter((name) => name !== "");
  const what = `there are conflicts in ${names.slice(0, 5).join(", ")}`;
  throw new UserError([{ where: "the checkout", what, remedy: "resolve them first" }]);
}

const namedFiles = 10;

async function unknownFiles(git: Git): Promise<string[]> {
  const others = await git.must("listing new files", ["ls-files", "--others", "--exclude-standard", "-z", ":/"]);
  const names = others.split("\0").filter((name) => name !== "");
  if (names.length === 0) return [];
  const more = names.length > namedFiles ? ` and ${names.length - namedFiles} more` : "";
  return [`Not measured, because git does not know them: ${names.slice(0, namedFiles).join(", ")}${more}.`];
}

/** Changes that are not committed are measured with the rest, from a commit that no branch knows of. */
async function commitAsItStands(git: Git, { code }: State): Promise<string> {
  if (!code.dirty) return code.headCommit;
  const stashed = await git.must("taking the changes that are not committed", ["stash", "create"]);
  return stashed === "" ? code.headCommit : stashed;
}
