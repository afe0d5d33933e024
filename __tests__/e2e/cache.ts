// BLAS_BENCH_CACHE of an account: a folder of its own, in which only what takes long to make is everybody's.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { root } from "../../scripts/test/project.mjs";
import { ensureTools } from "../../src/provision/tools.ts";
import { systemFiles } from "../../src/system/files.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { networkVariables } from "../../src/system/variables.ts";

const shared = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "blas-bench", "e2e");

/** Wheels that pip has fetched. */
export const pipCache = path.join(shared, "pip");

export async function makeCache(folder: string): Promise<void> {
  const packages = path.join(shared, "packages");
  await fs.mkdir(packages, { recursive: true });
  await fs.mkdir(folder);
  await fs.symlink(packages, path.join(folder, "packages"));
  tools ??= findTools();
  const home = await tools;
  if (home !== null) await fs.symlink(home, path.join(folder, path.basename(home)));
}

/** Once per test file. */
let tools: Promise<string | null> | undefined;

/** The folder of the solver; null where it cannot be had, which is then for the program under test to say. */
async function findTools(): Promise<string | null> {
  const effects = {
    processes: createProcesses(),
    files: systemFiles,
    networkVariables: networkVariables(process.env),
    pythonFolder: path.join(root, "python"),
    cacheFolder: shared,
  };
  const found = await ensureTools(effects, new AbortController().signal);
  return found.status === "ready" ? path.dirname(found.threadpoolctlFolder) : null;
}
