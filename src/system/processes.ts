// Child processes in process groups of their own, so that all of them can be ended, whatever they started.
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import type { OwnerState } from "./owner.ts";
import { owner, ownerState } from "./owner.ts";

export type Command = readonly [string, ...string[]];

export interface SpawnRequest {
  readonly command: Command;
  /** The child's whole environment. Nothing of ours is added. */
  readonly variables: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
}

export interface RunRequest extends SpawnRequest {
  readonly input?: string;
  readonly timeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
  /** How long after SIGTERM it is killed, for a program that has locks to take away; absent: killed at once. */
  readonly graceMilliseconds?: number;
  /** Called for each whole line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void;
}

export interface RunResult {
  /** null when a signal ended it or it never started. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it ended early; null when it ended by itself. */
  readonly stopped: "timeout" | "aborted" | null;
  /** Error of the start itself, such as ENOENT; null when it started. */
  readonly startError: string | null;
}

/** A long-lived child that is spoken to line by line. */
export interface LineProcess {
  readonly processId: number;
  send(line: string): void;
  /** Whole lines of standard output, as they come. */
  onLine(listener: (line: string) => void): void;
  /** The last lines of standard error, oldest first. */
  lastErrorLines(): readonly string[];
  /** Settles once, when the process has ended and its output is drained. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>;
  /** Stops (SIGSTOP) or continues (SIGCONT) the whole group. */
  pause(): void;
  resume(): void;
  /** Ends the whole group at once (SIGKILL) and waits until it has ended. */
  kill(): Promise<void>;
}

export interface Processes {
  run(request: RunRequest): Promise<RunResult>;
  start(request: SpawnRequest): LineProcess;
  /** Says whose a folder is: this program, on this machine. */
  readonly owner: string;
  ownerState(mark: string): OwnerState;
  /** Ends every group that is still alive. For the last moments of this program. */
  killAll(): Promise<void>;
}

const keptErrorLines = 40;
const maximumLineCharacters = 64 * 1024 * 1024;

/** Splits a stream into whole lines. A last line without its line break is handed out at the end. */
function onLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  if (stream === null) return;
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    rest += chunk;
    if (rest.length > maximumLineCharacters) rest = "";
    const parts = rest.split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) onLine(part);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the group has ended by itself. EPERM: macOS says so of a group of zombies.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

type Alive = Set<ChildProcess>;

export function createProcesses(): Processes {
  const alive: Alive = new Set();
  return {
    run: (request) => run(alive, request),
    start: (request) => start(alive, request),
    owner,
    ownerState,
    killAll: async () => {
      await Promise.all([...alive].map(endGroup));
    },
  };
}

function begin(alive: Alive, request: SpawnRequest): ChildProcess {
  const [program, ...parameters] = request.command;
  const child = spawn(program, parameters, {
    env: { ...request.variables },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    ...(request.workingDirectory === undefined ? {} : { cwd: request.workingDirectory }),
  });
  alive.add(child);
  // A grandchild may outlive its parent and hold its pipes open: the group goes with it.
  child.on("exit", () => signalGroup(child, "SIGKILL"));
  child.on("close", () => alive.delete(child));
  child.on("error", () => alive.delete(child));
  child.stdin?.on("error", () => {}); // EPIPE: the child ended first, which "close" reports.
  return child;
}

/** Nothing once the child has ended: its group went with it, and its number may be somebody else's by now. */
function signalLivingGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal);
}

/** Ends a group at once. Pipes that a process outside the group holds open must not keep us waiting. */
function kill(child: ChildProcess): void {
  signalLivingGroup(child, "SIGKILL");
  child.stdout?.destroy();
  child.stderr?.destroy();
}

async function endGroup(child: ChildProcess): Promise<void> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  kill(child);
  await closed;
}

// Of a child's outputs the end is kept: answers stand there, and a string cannot grow without limit.
const keptCharacters = 64 * 2 ** 20;
const keptLines = 100_000;

function run(alive: Alive, request: RunRequest): Promise<RunResult> {
  if (request.signal?.aborted)
    return Promise.resolve({ exitCode: null, stdout: "", stderr: "", stopped: "aborted", startError: null });
  const child = begin(alive, request);
  return new Promise((resolve) => {
    let stdout = "";
    const errorLines: string[] = [];
    let stopped: RunResult["stopped"] = null;
    let grace: NodeJS.Timeout | undefined;
    const stop = (why: "timeout" | "aborted"): void => {
      stopped ??= why;
      if (request.graceMilliseconds === undefined) kill(child);
      else {
        signalLivingGroup(child, "SIGTERM");
        grace ??= setTimeout(() => kill(child), request.graceMilliseconds);
      }
    };
    const onAbort = (): void => stop("aborted");
    const limit = request.timeoutMilliseconds;
    const timer = limit === undefined ? undefined : setTimeout(() => stop("timeout"), limit);
    request.signal?.addEventListener("abort", onAbort, { once: true });
    const settle = (exitCode: number | null, startError: string | null): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      request.signal?.removeEventListener("abort", onAbort);
      resolve({ exitCode, stdout, stderr: errorLines.join("\n"), stopped, startError });
    };
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      if (stdout.length > 2 * keptCharacters) stdout = stdout.slice(-keptCharacters);
    });
    onLines(child.stderr, (line) => {
      errorLines.push(line);
      if (errorLines.length > 2 * keptLines) errorLines.splice(0, keptLines);
      request.onErrorLine?.(line);
    });
    child.on("error", (error) => settle(null, error.message));
    child.on("close", (exitCode) => settle(exitCode, null));
    child.stdin?.end(request.input ?? "");
  });
}

function start(alive: Alive, request: SpawnRequest): LineProcess {
  const child = begin(alive, request);
  const recent: string[] = [];
  const ended = new Promise<{ exitCode: number | null; signal: string | null }>((resolve) => {
    child.on("error", (error) => {
      recent.push(error.message);
      resolve({ exitCode: null, signal: null });
    });
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  onLines(child.stderr, (line) => {
    recent.push(line);
    if (recent.length > keptErrorLines) recent.shift();
  });
  return {
    processId: child.pid ?? -1,
    send: (line) => child.stdin?.write(`${line}\n`),
    onLine: (listener) => onLines(child.stdout, listener),
    lastErrorLines: () => [...recent],
    ended,
    pause: () => signalLivingGroup(child, "SIGSTOP"),
    resume: () => signalLivingGroup(child, "SIGCONT"),
    kill: async () => {
      kill(child);
      await ended;
    },
  };
}
