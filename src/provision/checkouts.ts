// The states of the code that are measured: where each arm's files are, and which commits they come from.
import * as path from "node:path";
import { UserError } from "../errors.ts";
import type { WantedBase } from "../plan/base.ts";
import type { Result } from "../result/schema.ts";
import type { RepositoryEffects } from "../system/effects.ts";
import { findBaseCommit } from "./base-commit.ts";
import { commitAsItStands, readState, refuseHalfDone, refuseOldGit, unmeasuredFiles } from "./working-state.ts";
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
  /** Takes the worktrees away; `git worktree list` is then as it was. What cannot be removed is said in the log. */
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
  await refuseOldGit(git);
  await refuseHalfDone(git);
  const baseCommit = await findBaseCommit(git, request.base, state.code.headCommit);
  const arms = { base: baseCommit, head: await commitAsItStands(git, state) };
  const notices = new Set(await unmeasuredFiles(git, arms.head));
  if (arms.base === arms.head) notices.add("Base and head are the same commit: between them is nothing but noise.");
  const places = { base: path.join(request.folder, "base"), head: path.join(request.folder, "head") };
  const made: string[] = [];
  const remove = async (): Promise<void> => {
    const cleaning = effects.openGit(state.root, null);
    for (const place of made.splice(0)) {
      const left = await removeWorktree(cleaning, effects.files, place);
      if (left !== null) effects.log(left);
    }
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
