// What a job leaves for its later steps, and what a killed one could not take away: environments, output and worktrees.
import * as path from "node:path";
import { exitCode } from "../errors.ts";
import { removeAbandoned } from "../provision/worktrees.ts";
import { systemFiles } from "../system/files.ts";
import { isOurFolder } from "../system/folders.ts";
import { createGit } from "../system/git.ts";
import { beginLifetime } from "../system/lifetime.ts";
import { createProcesses } from "../system/processes.ts";
import { networkVariables } from "../system/variables.ts";
import { rememberedWorkFolder } from "./job-state.ts";

/**
 * Does as much when called again, and when there is nothing to do.
 *
 * @param variables The runner's, which hold the state.
 */
export async function cleanUp(variables: NodeJS.ProcessEnv): Promise<number> {
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  try {
    const git = createGit(processes, networkVariables(variables))(process.cwd(), lifetime.signal);
    // No repository, no worktrees.
    const hasGit = (await git.ask(["rev-parse", "--git-dir"])).exitCode === 0;
    // What git will not do now is done by the next run; it must not make a job red whose decision stands.
    if (hasGit) await removeAbandoned(git, systemFiles).catch(() => {});
    const folder = rememberedWorkFolder(variables);
    if (isOurFolder(folder, variables)) await systemFiles.removeTree(path.resolve(folder));
    return exitCode.pass;
  } finally {
    await lifetime.end();
  }
}
