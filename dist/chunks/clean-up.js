import { exitCode } from "./inputs.js";
import { removeAbandoned } from "./worktrees.js";
import { systemFiles } from "./files.js";
import { isOurFolder } from "./folders.js";
import { beginLifetime, createGit, createProcesses, networkVariables } from "./variables.js";
import { rememberedWorkFolder } from "./job-state.js";
import * as path from "node:path";

// src/entry/clean-up.ts
async function cleanUp(variables) {
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	try {
		const git = createGit(processes, networkVariables(variables))(process.cwd(), lifetime.signal);
		if ((await git.ask(["rev-parse", "--git-dir"])).exitCode === 0) await removeAbandoned(git, systemFiles).catch(() => {});
		const folder = rememberedWorkFolder(variables);
		if (isOurFolder(folder, variables)) await systemFiles.removeTree(path.resolve(folder));
		return exitCode.pass;
	} finally {
		await lifetime.end();
	}
}

export { cleanUp };