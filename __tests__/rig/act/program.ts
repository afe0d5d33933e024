// nektos/act, which runs workflow files without Docker: built once from the Go module proxy into the user's cache folder.
import { spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

/** Pinned; Go checks the module and all it needs against its checksum database. */
const version = "v0.2.89";

export type Act =
  | { readonly program: string; readonly reason: null }
  /** Why this machine cannot have act: what a skipped test prints. */
  | { readonly program: null; readonly reason: string };

/** The path of act. The first call on a machine builds it, which takes a minute or two. */
export async function actOrReason(): Promise<Act> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "blas-bench");
  const home = path.join(cache, `act-${version}`);
  const program = path.join(home, "act");
  if (await exists(program)) return { program, reason: null };
  await fs.mkdir(cache, { recursive: true });
  const building = await fs.mkdtemp(path.join(cache, "building-act-"));
  try {
    const failure = await install(building);
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

/** @returns why act could not be had, or null. */
async function install(folder: string): Promise<string | null> {
  process.stderr.write(`rig: building act ${version}\n`);
  const child = spawn("go", ["install", "-trimpath", `github.com/nektos/act@${version}`], {
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words += text;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`act is built with Go, which could not be started: ${error.message}`));
    child.once("close", (code) => {
      if (code === 0) resolve(null);
      else resolve(`act could not be built: ${words.trim().split("\n").at(-1) ?? `go ended with ${code}`}`);
    });
  });
}
