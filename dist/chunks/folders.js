import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as os$1 from "node:os";

// src/system/folders.ts
function findPythonFolder(programUrl) {
	const folder = path.dirname(fileURLToPath(programUrl));
	const root = path.basename(folder) === "dist" ? path.dirname(folder) : path.resolve(folder, "..", "..");
	return path.join(root, "python");
}
function findCacheProgram(programUrl) {
	const dist = path.join(findPythonFolder(programUrl), "..", "dist");
	const folder = path.dirname(fileURLToPath(programUrl));
	return folder.startsWith(dist) ? path.join(dist, "cache.js") : path.join(folder, "cache.ts");
}
function findCacheFolder(variables) {
	const named = variables.BLAS_BENCH_CACHE;
	if (named !== void 0 && named !== "") return path.resolve(named);
	const toolCache = variables.RUNNER_TOOL_CACHE;
	if (toolCache !== void 0 && toolCache !== "") return path.join(toolCache, "blas-bench");
	const home = variables.XDG_CACHE_HOME;
	if (home !== void 0 && path.isAbsolute(home)) return path.join(home, "blas-bench");
	return process.platform === "darwin" ? path.join(os$1.homedir(), "Library", "Caches", "blas-bench") : path.join(os$1.homedir(), ".cache", "blas-bench");
}
const workFolderPrefix = "blas-bench-";
function makeWorkFolder(files, variables) {
	return files.makeTemporaryFolder(temporaryFolder(variables), workFolderPrefix);
}
function isOurFolder(folder, variables) {
	const { dir, base } = path.parse(folder);
	return dir === path.resolve(temporaryFolder(variables)) && base.startsWith(workFolderPrefix);
}
function temporaryFolder(variables) {
	const runner = variables.RUNNER_TEMP;
	return runner !== void 0 && runner !== "" ? runner : os$1.tmpdir();
}

export { findCacheFolder, findCacheProgram, findPythonFolder, isOurFolder, makeWorkFolder, temporaryFolder };