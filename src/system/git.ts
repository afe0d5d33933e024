// git, as one repository sees it: no prompts, no hooks, no variables but the allow-listed ones.
import { Interrupted, ToolError } from "../errors.ts";
import { owner, ownerState } from "./owner.ts";
import type { Processes, RunResult } from "./processes.ts";

export interface GitAnswer {
  /** null when there is no git. */
  readonly exitCode: number | null;
  /** Without the last line break. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface Git {
  /**
   * Runs `git WORDS...`; an exit code other than 0 is part of the answer, and so is that there is no git.
   *
   * @throws Interrupted
   */
  ask(words: readonly string[]): Promise<GitAnswer>;
  /** The same, where only success will do. @throws ToolError naming `task`; Interrupted. */
  must(task: string, words: readonly string[]): Promise<string>;
  /** Says whose a lock is: this program, on this machine. */
  readonly owner: string;
  /** Whether an owner was a program on this machine that is gone. */
  isGone(owner: string): boolean;
}

/** @param signal null for cleaning up, which goes on after an interruption. */
export type OpenGit = (folder: string, signal: AbortSignal | null) => Git;

// Hooks and the file-system monitor are programs of the repository or the user: none of them is asked for here.
const settings = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "advice.detachedHead=false"];
/** Killed at once, git leaves its locks in the user's repository, which then refuses the next command. */
const graceMilliseconds = 2000;
const surroundings = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };

export function createGit(processes: Processes, variables: Readonly<Record<string, string>>): OpenGit {
  return (folder, signal) => {
    const run = async (words: readonly string[]): Promise<RunResult> => {
      const result = await processes.run({
        command: ["git", ...settings, ...words],
        variables: { ...variables, ...surroundings },
        workingDirectory: folder,
        graceMilliseconds,
        ...(signal === null ? {} : { signal }),
      });
      if (result.stopped === "aborted") throw new Interrupted();
      return result;
    };
    return {
      async ask(words) {
        const { exitCode, stdout, stderr, startError } = await run(words);
        return { exitCode, stdout: stdout.replace(/\n$/, ""), stderr: startError ?? stderr };
      },
      async must(task, words) {
        const result = await run(words);
        if (result.exitCode !== 0) throw failure(`${task} failed`, words, result, result.startError ?? result.stderr);
        return result.stdout.replace(/\n$/, "");
      },
      owner,
      isGone: (mark) => ownerState(mark) === "gone",
    };
  };
}

function failure(what: string, words: readonly string[], result: RunResult, stderr: string): ToolError {
  return new ToolError({ what, command: ["git", ...words], toolExitCode: result.exitCode, stderr });
}
