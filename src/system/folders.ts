// Where our own files are: the Python package beside dist/, and what is kept between runs.
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./files.ts";

/** The folder `python/`, found from the bundled program in `dist/` or from the sources. */
export function findPythonFolder(programUrl: string): string {
  const folder = path.dirname(fileURLToPath(programUrl));
  const root = path.basename(folder) === "dist" ? path.dirname(folder) : path.resolve(folder, "..", "..");
  return path.join(root, "python");
}

/** The program that speaks to the cache of GitHub Actions, in the same way. */
export function findCacheProgram(programUrl: string): string {
  const dist = path.join(findPythonFolder(programUrl), "..", "dist");
  const folder = path.dirname(fileURLToPath(programUrl));
  return folder.startsWith(dist) ? path.join(dist, "cache.js") : path.join(folder, "cache.ts");
}

/** BLAS_BENCH_CACHE, else the runner's tool cache, else the system's usual place for caches. */
export function findCacheFolder(variables: NodeJS.ProcessEnv): string {
  const named = variables.BLAS_BENCH_CACHE;
  if (named !== undefined && named !== "") return path.resolve(named);
  const toolCache = variables.RUNNER_TOOL_CACHE;
  if (toolCache !== undefined && toolCache !== "") return path.join(toolCache, "blas-bench");
  const home = variables.XDG_CACHE_HOME;
  if (home !== undefined && path.isAbsolute(home)) return path.join(home, "blas-bench");
  return process.platform === "darwin"
    ? path.join(os.homedir(), "Library", "Caches", "blas-bench")
    : path.join(os.homedir(), ".cache", "blas-bench");
}

const workFolderPrefix = "blas-bench-";

/** A new folder of this run alone, absolute. */
export function makeWorkFolder(files: Files, variables: NodeJS.ProcessEnv): Promise<string> {
  return files.makeTemporaryFolder(temporaryFolder(variables), workFolderPrefix);
}

/** Whether `folder` can be one that makeWorkFolder made. */
export function isOurFolder(folder: string, variables: NodeJS.ProcessEnv): boolean {
  const { dir, base } = path.parse(folder);
  return dir === path.resolve(temporaryFolder(variables)) && base.startsWith(workFolderPrefix);
}

/** Where a run puts its environments and, when the user names no folder, its output. */
export function temporaryFolder(variables: NodeJS.ProcessEnv): string {
  const runner = variables.RUNNER_TEMP;
  return runner !== undefined && runner !== "" ? runner : os.tmpdir();
}
