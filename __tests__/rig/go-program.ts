// Programs for tests that are made with Go: built once from the Go module proxy into the user's cache folder.
import { spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { z } from "zod";

export interface GoProgram {
  /** Of the executable. */
  readonly name: string;
  readonly module: string;
  /** Of its main package, from the module's folder. */
  readonly folder: string;
  readonly version: string;
  /** Of the module, as Go's checksum database has it; Go holds all that the module needs against that database. */
  readonly sum: string;
}

export type Built =
  | { readonly program: string; readonly reason: null }
  /** Why this machine cannot have it: what a skipped test prints. */
  | { readonly program: null; readonly reason: string };

/** The program's path. The first call on a machine builds it, which takes a minute or two. */
export async function builtOrReason(wanted: GoProgram): Promise<Built> {
  const { name, version } = wanted;
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "blas-bench");
  const home = path.join(cache, `${name}-${version}`);
  const program = path.join(home, name);
  if (await exists(program)) return { program, reason: null };
  await fs.mkdir(cache, { recursive: true });
  const building = await fs.mkdtemp(path.join(cache, `building-${name}-`));
  try {
    const failure = await build(wanted, building);
    if (failure !== null) return { program: null, reason: failure };
    // Renamed when whole. Where another run was faster, its build stays and ours goes.
    await fs.rename(building, home).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    return { program, reason: null };
  } finally {
    await fs.rm(building, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

const downloadSchema = z.object({ Sum: z.string() });

/** @returns why it could not be had, or null. @throws Error where the module is not the one that is pinned. */
async function build({ name, module, folder, version, sum }: GoProgram, target: string): Promise<string | null> {
  process.stderr.write(`rig: building ${name} ${version}\n`);
  const fetched = await go(["mod", "download", "-json", `${module}@${version}`], target);
  if (fetched.failure !== null) return `${name} is built with Go: ${fetched.failure}`;
  const found = downloadSchema.parse(JSON.parse(fetched.output)).Sum;
  if (found !== sum) throw new Error(`${module}@${version} has the sum ${found}, and ${sum} is pinned`);
  const { failure } = await go(["install", "-trimpath", `${path.posix.join(module, folder)}@${version}`], target);
  return failure === null ? null : `${name} could not be built: ${failure}`;
}

function go(words: readonly string[], folder: string): Promise<{ output: string; failure: string | null }> {
  const child = spawn("go", words, {
    cwd: folder,
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ output, failure: `go could not be started: ${error.message}` }));
    child.once("close", (code) => {
      const last = said.trim().split("\n").at(-1) || `go ended with ${code}`;
      resolve({ output, failure: code === 0 ? null : last });
    });
  });
}
