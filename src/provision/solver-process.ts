// Talks to the embedded solver: python/blas_bench/provision/rattler_provider.py in the tool environment.
import * as z from "zod";
import { redactCredentials } from "../result/credentials.ts";
import { installedPackageSchema } from "../result/evidence.ts";
import { possibleJson } from "../result/possible-json.ts";
import type { Effects } from "../system/effects.ts";
import type { Fault } from "./fault.ts";
import { faultSchema } from "./fault.ts";
import type { LockedSource, ProvisionProgress, SolveRequest } from "./provider.ts";
import { askPython } from "./python-answer.ts";
import { ensureTools } from "./tools.ts";

export interface InstallRequest extends SolveRequest {
  readonly id: string;
  /** An empty folder of ours, absolute. */
  readonly prefix: string;
  readonly pinned: readonly string[];
  /** null: `specs` are solved for. */
  readonly locked: LockedSource | null;
}

const solvedSchema = z.object({ status: z.literal("solved"), packages: z.array(installedPackageSchema) });

const solveAnswerSchema = z.object({ outcomes: z.array(z.union([solvedSchema, faultSchema])) });

const installedSchema = z.object({
  id: z.string(),
  status: z.literal("installed"),
  packages: z.array(installedPackageSchema),
  lockFile: z.string(),
});
const installAnswerSchema = z.object({
  outcomes: z.array(z.union([installedSchema, faultSchema.extend({ id: z.string() })])),
});

export type Installed = z.infer<typeof installedSchema>;

/** What the library makes of a pixi.lock; the form is that of python/blas_bench/provision/pixi_lock.py. */
const readLockSchema = z.object({
  status: z.literal("read"),
  channels: z.array(z.string()),
  platforms: z.record(
    z.string(),
    z.object({
      packages: z.array(
        z.object({
          url: z.string(),
          sha256: z.string().nullable(),
          md5: z.string().nullable(),
          depends: z.array(z.string()),
          constrains: z.array(z.string()),
        }),
      ),
      pypi: z.array(z.object({ name: z.string(), location: z.string(), sha256: z.string().nullable() })),
    }),
  ),
});

export type ReadLock = z.infer<typeof readLockSchema>;

export interface LockToRead {
  readonly text: string;
  /** The file's, for messages. */
  readonly name: string;
  /** null: the one that is called "default". */
  readonly environment: string | null;
}

/** @throws Interrupted */
export async function askToReadLock(
  effects: Effects,
  lock: LockToRead,
  signal: AbortSignal,
): Promise<ReadLock | Fault> {
  const schema = z.union([readLockSchema, faultSchema]);
  return askSolver(effects, { do: "read-lock", ...lock }, schema, () => {}, signal);
}

/** One outcome for each request, in their order. @throws Interrupted */
export async function askToSolve(
  effects: Effects,
  wanted: readonly SolveRequest[],
  signal: AbortSignal,
): Promise<z.infer<typeof solveAnswerSchema> | Fault> {
  return askSolver(effects, { do: "solve", wanted }, solveAnswerSchema, () => {}, signal);
}

/**
 * Installs several environments side by side, each of which can fail by itself.
 *
 * @throws Interrupted
 */
export async function askToInstall(
  effects: Effects,
  wanted: readonly InstallRequest[],
  progress: ProvisionProgress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Installed | Fault> | Fault> {
  const answer = await askSolver(effects, { do: "install", wanted }, installAnswerSchema, progress, signal);
  return "outcomes" in answer ? new Map(answer.outcomes.map((outcome) => [outcome.id, outcome])) : answer;
}

/** The solver is told to be offline; what it would fetch all the same, such as a package that is damaged, it does not get. */
const nowhere = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
    .flatMap((name) => [name, name.toLowerCase()])
    .map((name) => [name, "http://127.0.0.1:9"])
    .concat([
      ["NO_PROXY", ""],
      ["no_proxy", ""],
    ]),
);

const progressSchema = z.object({ progress: z.string() });

async function askSolver<T extends object>(
  effects: Effects,
  request: object,
  schema: z.ZodType<T>,
  progress: ProvisionProgress,
  signal: AbortSignal,
): Promise<T | Fault> {
  const tools = await ensureTools(effects, signal);
  if (tools.status === "failed") return tools;
  return askPython(
    effects.processes,
    {
      command: [tools.python, "-sB", "-m", "blas_bench.provision.rattler_provider"],
      workingDirectory: effects.pythonFolder,
      variables: effects.offline ? { ...effects.networkVariables, ...nowhere } : effects.networkVariables,
      // On standard input and not as an argument: channels may carry credentials, and everybody can list processes.
      input: JSON.stringify({ ...request, cacheFolder: effects.cacheFolder, offline: effects.offline }),
      signal,
      task: "the conda solver",
      onErrorLine: (line) => {
        const text = progressOf(line);
        if (text !== null) progress(redactCredentials(text));
      },
    },
    schema,
  );
}

function progressOf(line: string): string | null {
  if (!line.startsWith("{")) return null;
  return progressSchema.safeParse(possibleJson(line)).data?.progress ?? null;
}
