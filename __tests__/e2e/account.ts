// A person's account for one test: a home, a place for temporary files and a working folder of its own, so that
// whatever a run leaves behind, files or processes, can be counted.
import { spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { programs } from "../../scripts/test/project.mjs";
import { makeCache, pipCache } from "./cache.ts";
import type { LiveProcess } from "./live-processes.ts";
import { liveProcesses } from "./live-processes.ts";

/** A name that can be looked for in files. */
export const userName = "ada-quimby";

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly processId: number;
  readonly ended: Promise<Ended>;
  /** Standard output so far. */
  stdout(): string;
  /** To its standard input. */
  send(text: string): void;
}

/** Variables to change for one start; undefined takes one away. */
export type Changes = Readonly<Record<string, string | undefined>>;

export interface Account extends AsyncDisposable {
  readonly home: string;
  /** TMPDIR of everything that is started here. */
  readonly temporary: string;
  /** BLAS_BENCH_CACHE of everything that is started here. */
  readonly cache: string;
  /** Where programs are started. */
  readonly work: string;
  run(command: readonly string[], changes?: Changes): Promise<Ended>;
  /** Starts a process group, as a shell does; `processId` is the group's too. */
  start(command: readonly string[], changes?: Changes): Running;
  /** What is still alive of all that was started here, with its own children. */
  processes(): readonly LiveProcess[];
  /** Temporary files, and processes by their command: empty when nothing was left behind. */
  leftovers(): Promise<{ readonly files: readonly string[]; readonly processes: readonly string[] }>;
}

/** Node 24's `node`, as the tests themselves run on it. */
export const node = path.join(programs, "node");

/** Put before a command, runs it in a terminal that takes what is sent as typed. */
export const inTerminal = ["python3", fileURLToPath(new URL("terminal.py", import.meta.url))];

export async function openAccount(): Promise<Account> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-account-"));
  const home = path.join(folder, userName);
  const temporary = path.join(home, "temporary");
  const work = path.join(home, "work");
  for (const each of [temporary, work]) await fs.mkdir(each, { recursive: true });
  const cache = path.join(home, "cache");
  await makeCache(cache);
  await fs.mkdir(path.join(cache, "work"));
  const processes = () => liveProcesses("HOME", home);
  const start = (command: readonly string[], changes: Changes = {}) =>
    begin(command, work, { ...accountVariables(home, temporary, cache), ...changes });
  return {
    home,
    temporary,
    cache,
    work,
    start,
    run: (command, changes) => start(command, changes).ended,
    processes,
    leftovers: async () => ({
      // Workers run in the cache's work folder.
      files: [...(await fs.readdir(temporary)), ...(await fs.readdir(path.join(cache, "work")))],
      processes: processes().map(({ command }) => command),
    }),
    async [Symbol.asyncDispose]() {
      for (const { processId } of processes()) endProcess(processId);
      await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function accountVariables(home: string, temporary: string, cache: string): Changes {
  // How packages are reached from this machine is the same for all its accounts.
  const network = Object.entries(process.env).filter(([name]) => /^PIP_|_proxy$|^SSL_CERT_/i.test(name));
  return {
    ...Object.fromEntries(network),
    PIP_CACHE_DIR: pipCache,
    PATH: [programs, process.env.PATH ?? ""].join(path.delimiter),
    HOME: home,
    USER: userName,
    LOGNAME: userName,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    BLAS_BENCH_CACHE: cache,
  };
}

function begin(command: readonly string[], folder: string, variables: Changes): Running {
  const [program = "", ...parameters] = command;
  const child = spawn(program, parameters, {
    cwd: folder,
    env: variables,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
  child.stdin.on("error", () => {}); // EPIPE: it ended, which "close" tells.
  return { processId: child.pid ?? -1, ended, stdout: () => stdout, send: (text) => child.stdin.write(text) };
}

function endProcess(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch (error) {
    // ESRCH: it ended by itself in between.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
