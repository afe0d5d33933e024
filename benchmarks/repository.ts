// A git repository of a benchmark's own.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** @returns the folder, made and empty of commits. */
export function makeRepository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "--quiet", "--initial-branch=main");
  return folder;
}

/** Commits everything, also where nothing has changed. */
export function commit(folder: string, message: string): void {
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", message);
}

function git(folder: string, ...words: string[]): void {
  const identity = ["-c", "user.name=study", "-c", "user.email=study@example.org"];
  const { status, stderr } = spawnSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
}
