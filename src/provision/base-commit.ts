// Finds the commit to compare with, and fetches of a shallow clone just as much as that takes.
import { ToolError, UserError } from "../errors.ts";
import { whyNoRevision } from "../inputs/revision.ts";
import type { WantedBase } from "../plan/base.ts";
import type { Git, GitAnswer } from "../system/git.ts";

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
  if (wanted.kind === "merge-base") return mergeBase(git, head, await named(git, wanted.name), wanted.name);
  const [first, second, third] = await parentsOf(git, head);
  // A branch that is checked out itself may end in a merge of its own: only the event's merge has the pull request second.
  if (first !== undefined && second === wanted.headCommit && third === undefined) return obtain(git, first);
  return mergeBase(git, head, await targetBranch(git, wanted.baseBranch), wanted.baseBranch);
}

/** As the commit itself names them: a shallow clone's `HEAD^1` ends where the clone does. */
async function parentsOf(git: Git, commit: string): Promise<string[]> {
  const text = await git.must("reading HEAD", ["cat-file", "commit", commit]);
  const [header = ""] = text.split("\n\n");
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
}

/** The commit of a name that somebody gave: as git reads it here, else a branch or a tag of the remote. */
async function named(git: Git, name: string): Promise<string> {
  refuseOddName(name);
  const here = await firstKnown(git, [name, `refs/remotes/origin/${name}`]);
  if (here !== null) return here;
  await requireOrigin(git, name);
  if (isFullName(name)) return obtain(git, name, name);
  // A clone of one branch knows nothing of "origin/main".
  const plain = name.replace(/^(refs\/remotes\/)?origin\/|^refs\/(heads|tags)\//, "");
  return atRemote(git, name, [`refs/heads/${plain}`, `refs/tags/${plain}^{}`, `refs/tags/${plain}`]);
}

/** The remote's branch first: a local one of the same name may be old. */
async function targetBranch(git: Git, branch: string): Promise<string> {
  refuseOddName(branch);
  const here = await firstKnown(git, [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]);
  if (here !== null) return here;
  await requireOrigin(git, branch);
  return atRemote(git, branch, [`refs/heads/${branch}`]);
}

async function requireOrigin(git: Git, name: string): Promise<void> {
  if ((await git.ask(["remote", "get-url", "origin"])).exitCode !== 0)
    throw unknown(name, "is not known here, and there is no remote named origin");
}

function refuseOddName(name: string): void {
  const why = whyNoRevision(name);
  if (why !== null) throw unknown(name, why);
}

async function firstKnown(git: Git, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const commit = await localCommit(git, name);
    if (commit !== null) return commit;
  }
  return null;
}

/** @param refs in order of preference */
async function atRemote(git: Git, name: string, refs: readonly string[]): Promise<string> {
  const listed = await git.must(`asking origin for ${name}`, ["ls-remote", "--end-of-options", "origin", ...refs]);
  // What git lists are all refs that end like one of these, whoever has named them so.
  const commits = new Map(listed.split("\n").map((line) => [line.slice(line.indexOf("\t") + 1), line.split("\t")[0]]));
  const commit = refs.map((ref) => commits.get(ref)).find((one) => one !== undefined);
  if (commit === undefined || !isFullName(commit)) throw unknown(name, "is not known here, nor to origin");
  return obtain(git, commit, name);
}

function isFullName(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

async function localCommit(git: Git, name: string): Promise<string | null> {
  const answer = await git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  return answer.exitCode === 0 && isFullName(answer.stdout) ? answer.stdout : null;
}

/**
 * @param commit full name
 * @param name as somebody gave it; null where an event or a commit names it
 */
async function obtain(git: Git, commit: string, name: string | null = null): Promise<string> {
  const present = async (): Promise<boolean> => (await localCommit(git, commit)) !== null;
  if (await present()) return commit;
  // --depth would cut a full clone off.
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  const words = [...fetch, ...depth, "--end-of-options", "origin", commit];
  const fetched = await git.ask(words);
  if (await present()) return commit;
  if (name !== null && /not our ref|unadvertised object/.test(fetched.stderr))
    throw unknown(name, "is not known here, nor to origin");
  throw unreachable(`the base ${commit} is not in this clone and cannot be fetched`, words, fetched);
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
      what: "shares no commit with HEAD: their histories are unrelated",
      remedy: "name a commit that HEAD comes from",
    },
  ]);
}

/** Of the two commits alone; a remote that does not know one of them, as before a push, deepens what it has. */
async function deepen(git: Git, step: string, commits: readonly string[]): Promise<void> {
  const both = await git.ask([...fetch, step, "--end-of-options", "origin", ...commits]);
  if (both.exitCode === 0) return;
  const words = [...fetch, step, "--end-of-options", "origin"];
  const all = await git.ask(words);
  if (all.exitCode !== 0) throw unreachable("this clone is shallow and cannot be deepened", words, all);
}

function unreachable(what: string, words: readonly string[], { exitCode, stderr }: GitAnswer): ToolError {
  const remedy = "check out with fetch-depth: 0, or with credentials";
  return new ToolError({ what: `${what}; ${remedy}`, command: ["git", ...words], toolExitCode: exitCode, stderr });
}

function unknown(name: string, what: string): UserError {
  const remedy = "name a branch, a tag or a commit of this repository";
  return new UserError([{ where: `base-ref ${name}`, what, remedy }]);
}
