// What stands in the working folder: which commit it is at, what of it git can make a commit of, and what not.
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { withoutUser } from "../result/credentials.ts";
import type { Result } from "../result/schema.ts";
import type { Git } from "../system/git.ts";

export interface WorkingState {
  /** Absolute; the repository's root. */
  readonly root: string;
  /** From the root to the checkout; empty at the root. */
  readonly below: string;
  readonly code: Omit<NonNullable<Result["code"]>, "baseCommit">;
}

/** What is checked out here, or why that is nothing to compare. */
export async function readState(git: Git): Promise<WorkingState | Problem> {
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

/** The first with all options that are used here: --end-of-options of rev-parse. */
const oldestGit = [2, 30] as const;

export async function refuseOldGit(git: Git): Promise<void> {
  const said = await git.must("asking git for its version", ["--version"]);
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(said)?.[0] ?? "").split(".").map(Number);
  if (major > oldestGit[0] || (major === oldestGit[0] && minor >= oldestGit[1])) return;
  const remedy = `install git ${oldestGit.join(".")} or newer`;
  throw new UserError([{ where: "git", what: `this one is too old to check out a base (${said})`, remedy }]);
}

/** @throws UserError for what git cannot make a commit of. */
export async function refuseHalfDone(git: Git): Promise<void> {
  const listed = async (filter: string): Promise<string> => {
    const words = ["diff", "--name-only", "--no-renames", `--diff-filter=${filter}`, "-z"];
    return someOf(namesIn(await git.must("looking for conflicts", words)));
  };
  const conflicts = await listed("U");
  if (conflicts !== "")
    throw new UserError([
      { where: "the checkout", what: `there are conflicts in ${conflicts}`, remedy: "resolve them first" },
    ]);
  // Between index and working tree, only what was announced with --intent-to-add is new.
  const announced = await listed("A");
  if (announced !== "")
    throw new UserError([
      { where: "the checkout", what: `of ${announced}, git knows the name alone`, remedy: "git add the whole file" },
    ]);
}

const namedFiles = 10;

function namesIn(separated: string): string[] {
  return separated.split("\0").filter((name) => name !== "");
}

/** Empty for none. */
function someOf(names: readonly string[]): string {
  const more = names.length > namedFiles ? ` and ${names.length - namedFiles} more` : "";
  return `${names.slice(0, namedFiles).join(", ")}${more}`;
}

/**
 * What is in the working folder and not measured, as sentences for people.
 *
 * @param head the commit that is
 */
export async function unmeasuredFiles(git: Git, head: string): Promise<string[]> {
  return [...(await unknownFiles(git)), ...(await changedSubmodules(git, head))];
}

async function unknownFiles(git: Git): Promise<string[]> {
  const others = await git.must("listing new files", ["ls-files", "--others", "--exclude-standard", "-z", ":/"]);
  const names = someOf(namesIn(others));
  return names === "" ? [] : [`Not measured, because git does not know them: ${names}.`];
}

/** What is changed in them, and what they are at unless that is staged, no commit of this repository can hold. */
async function changedSubmodules(git: Git, head: string): Promise<string[]> {
  const words = ["diff", "--raw", "-z", "--ignore-submodules=untracked", head];
  const raw = await git.must("looking for changed submodules", words);
  // Pairs of a description, ":160000 160000 ...", and a name.
  const fields = namesIn(raw);
  const names = fields.flatMap((name, at) => (/^:\d{6} 160000 /.test(fields[at - 1] ?? "") ? [name] : []));
  if (names.length === 0) return [];
  return [`Not measured, because they are not committed: changes in the submodules ${someOf(names)}.`];
}

/** Changes that are not committed are measured with the rest, from a commit that no branch knows of. */
export async function commitAsItStands(git: Git, { code }: WorkingState): Promise<string> {
  if (!code.dirty) return code.headCommit;
  const stashed = await git.must("taking the changes that are not committed", ["stash", "create"]);
  return stashed === "" ? code.headCommit : stashed;
}
