// Real git repositories for tests, in a folder with a home of its own.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { systemClock } from "../../src/system/clock.ts";
import type { RepositoryEffects } from "../../src/system/effects.ts";
import { systemFiles } from "../../src/system/files.ts";
import { createGit } from "../../src/system/git.ts";
import { createMachine } from "../../src/system/machine.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { makeScratch } from "./scratch.ts";

export interface Repository extends AsyncDisposable {
  /** Holds the repository `code`, and whatever else a test wants. */
  readonly folder: string;
  readonly code: string;
  readonly effects: RepositoryEffects;
  git(...words: string[]): string;
  gitIn(where: string, ...words: string[]): string;
  /** Clones `code` as from another machine; the clone's folder. */
  clone(...options: string[]): string;
  /** Writes the files and commits them; its full name. */
  commit(files: Readonly<Record<string, string>>): Promise<string>;
  /** What a run must leave as it was. */
  traces(where?: string): string;
}

export async function makeRepository(signal = new AbortController().signal): Promise<Repository> {
  const scratch = await makeScratch();
  const { folder } = scratch;
  const code = path.join(folder, "code");
  const variables = { PATH: process.env.PATH ?? "", HOME: folder };
  // Submodules of tests are folders, which git only takes from those who say so.
  const settings =
    '[user]\nname = Ada\nemail = ada@example.org\n[protocol "file"]\nallow = always\n[init]\ndefaultBranch = main\n';
  await scratch.write(".gitconfig", settings);
  await fs.mkdir(code);
  const gitIn = (where: string, ...words: string[]): string =>
    execFileSync("git", words, {
      cwd: where,
      env: variables,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const git = (...words: string[]): string => gitIn(code, ...words);
  git("init", "--quiet");
  const processes = createProcesses();
  return {
    folder,
    code,
    git,
    gitIn,
    effects: {
      processes,
      files: systemFiles,
      clock: systemClock,
      machine: createMachine(processes),
      childVariables: variables,
      buildVariables: {},
      offline: false,
      networkVariables: variables,
      clientVariables: variables,
      openGit: createGit(processes, variables),
      pythonFolder: "/nowhere",
      temporaryFolder: "/nowhere",
      cacheFolder: path.join(folder, "cache"),
      signal,
      log: () => {},
    },
    clone(...options) {
      const place = path.join(folder, "clone");
      gitIn(folder, "clone", "--quiet", ...options, `file://${code}`, place);
      return place;
    },
    async commit(files) {
      for (const [name, text] of Object.entries(files)) await scratch.write(path.join("code", name), text);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", "a commit");
      return git("rev-parse", "HEAD");
    },
    traces: (where = code) =>
      [
        ["worktree", "list", "--porcelain"],
        ["status", "--porcelain"],
        ["stash", "list"],
        ["branch", "--all"],
      ]
        .map((words) => gitIn(where, ...words))
        .join("\n"),
    async [Symbol.asyncDispose]() {
      await processes.killAll();
      await scratch[Symbol.asyncDispose]();
    },
  };
}
