// Finds the commit to compare with, and fetches of a shallow clone just as much as that takes.
import { UserError } from "../errors.ts";
import { whyNoRevision } from "../inputs/revision.ts";
import type { WantedBase } from "../plan/base.ts";
import type { Git } from "../system/git.ts";

/** Fetches of shallow clones; --unshallow follows the last. Each doubles the number of commits several times. */
const deepenings = [16, 64, 256, 1024, 4096];

/**
 * The base's commit, with its files in this clone.
 *
 * @param head full name of HEAD's commit
 * @throws UserError when there is none; ToolError; Interrupted.
 */
export async function findBaseCommit(git: Git, wanted: WantedBase, head: string): Promise<string> {
  if (wanted.kind === "commit") return obtain(git, wanted.commit);
  if (wanted.kind === "merge-base")
    return mergeBase(git, head, await resolve(git, wanted.name, ["", "origin/"]), wanted.name);
  const [first, second, third] = await parentsOf(git, head);
  // A branch that is checked out itself may end in a merge of its own: only the event's merge has the pull request second.
  if (first !== undefined && second === wanted.headCommit && third === undefined) return obtain(git, first);
  // The remote's branch first: a local one of the same name may be old.
  const branch = await resolve(git, wanted.baseBranch, ["origin/", ""]);
  return mergeBase(git, head, branch, wanted.baseBranch);
}

/** As the commit itself names them: a shallow clone's `HEAD^1` ends where the clone does. */
async function parentsOf(git: Git, commit: string): Promise<string[]> {
  const text = await git.must("reading HEAD", ["cat-file", "commit", commit]);
  const [header = ""] = text.split("\n\n");
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
}

/** The commit of a name: here, else at the remote. */
async function resolve(git: Git, name: string, prefixes: readonly string[]): Promise<string> {
  const why = whyNoRevision(name);
  if (why !== null) throw unknown(name, why);
  for (const prefix of prefixes) {
    const commit = await localCommit(git, `${prefix}${name}`);
    if (commit !== null) return commit;
  }
  // A clone of one branch knows nothing of "origin/main".
  const plain = name.replace(/^origin\//, "");
  const patterns = [`refs/heads/${plain}`, `refs/tags/${plain}^{}`, `refs/tags/${plain}`];
  const listed = await git.ask(["ls-remote", "--end-of-options", "origin", ...patterns]);
  const [, commit] = /^([0-9a-f]{40,64})\t/.exec(listed.stdout) ?? [];
  if (commit === undefined) throw unknown(name, "is not known here, nor to origin");
  return obtain(git, commit);
}

async function localCommit(git: Git, name: string): Promise<string | null> {
  const answer = await git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  return answer.exitCode === 0 ? answer.stdout : null;
}

/** @param commit full name, of hexadecimal digits alone */
async function obtain(git: Git, commit: string): Promise<string> {
  const present = async (): Promise<boolean> => (await localCommit(git, commit)) !== null;
  if (await present()) return commit;
  // --depth would cut a full clone off.
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  const fetched = await git.ask([...fetch, ...depth, "--end-of-options", "origin", commit]);
  if (await present()) return commit;
  throw unknown(commit, `cannot be fetched from origin (${fetched.stderr.trim().split("\n").at(-1) ?? ""})`);
}

const fetch = ["fetch", "--no-tags", "--no-write-fetch-head", "--quiet", "--recurse-submodules=no"];

async function isShallow(git: Git): Promise<boolean> {
  return (await git.must("looking at the clone", ["rev-parse", "--is-shallow-repository"])) === "true";
}

async function mergeBase(git: Git, head: string, other: string, name: string): Promise<string> {
  for (const step of [null, ...deepenings.map((by) => `--deepen=${by}`), "--unshallow"]) {
    if (step !== null) {
      if (!(await isShallow(git))) break;
      await deepen(git, step, [head, other]);
    }
    const found = await git.ask(["merge-base", head, other]);
    if (found.exitCode === 0) return found.stdout.split("\n")[0] ?? "";
  }
  throw new UserError([
    {
      where: `base-ref ${name}`,
      what: "shares no commit with HEAD: their histories are unrelated, or this clone cannot be deepened",
      remedy: "name a commit that HEAD comes from, or check out with fetch-depth: 0",
    },
  ]);
}

/** Of the two commits alone; a remote that does not know one of them, as before a push, deepens what it has. */
async function deepen(git: Git, step: string, commits: readonly string[]): Promise<void> {
  const both = await git.ask([...fetch, step, "--end-of-options", "origin", ...commits]);
  if (both.exitCode !== 0) await git.ask([...fetch, step, "--end-of-options", "origin"]);
}

function unknown(name: string, what: string): UserError {
  const remedy = "name a branch, a tag or a commit of this repository";
  return new UserError([{ where: `base-ref ${name}`, what, remedy }]);
}
