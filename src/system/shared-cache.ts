// The cache that GitHub keeps for a repository, as far as this job may use it: folders under keys, through @actions/cache.
// That runs in a process of its own, so that it can be ended, and so that nothing it prints acts in the log.
import * as z from "zod";
import { Interrupted } from "../errors.ts";
import type { Processes, RunResult } from "./processes.ts";
import { cacheVariables } from "./variables.ts";

export type Restored =
  | { readonly status: "restored"; readonly key: string }
  | { readonly status: "absent" }
  /** `key`: what was found, and is of no use; null where nothing could be asked. */
  | { readonly status: "failed"; readonly key: string | null; readonly reason: string };

export type Saved =
  | { readonly status: "saved" }
  /** Another job was faster, or an earlier one has it already. */
  | { readonly status: "taken" }
  | { readonly status: "failed"; readonly reason: string };

/** What is kept is the folder `content` in a folder of ours, which is nobody else's meanwhile. Neither ever throws but Interrupted. */
export interface SharedCache {
  /** What was kept under the first of the keys, else the newest whose key begins with one of them. */
  restore(folder: string, keys: readonly string[], signal: AbortSignal): Promise<Restored>;
  save(folder: string, key: string, signal: AbortSignal): Promise<Saved>;
}

export interface CacheLimits {
  /** For a whole restore or save, the transfer of some hundred megabytes among it. */
  readonly milliseconds: number;
}

const usualLimits: CacheLimits = { milliseconds: 10 * 60_000 };

/** What src/entry/cache.ts answers. */
const restoreAnswer = z.object({ found: z.string().nullable(), restored: z.string().nullable() });
const saveAnswer = z.object({ saved: z.boolean() });

/**
 * @param program Path of the door in src/entry/cache.ts.
 * @param runner The runner's variables.
 */
export function createSharedCache(
  processes: Pick<Processes, "run">,
  program: string,
  runner: NodeJS.ProcessEnv,
  { milliseconds }: CacheLimits = usualLimits,
): SharedCache {
  const token = runner.ACTIONS_RUNTIME_TOKEN;
  const variables = cacheVariables(runner);
  const isOffered =
    token !== undefined &&
    token !== "" &&
    ["ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL"].some((name) => Boolean(variables[name]));

  async function ask<T>(request: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<Answer<T>> {
    if (!isOffered) return { value: null, complaint: "the runner offers none to this job" };
    const result = await processes.run({
      command: [process.execPath, program],
      variables,
      input: JSON.stringify({ ...request, token }),
      timeoutMilliseconds: milliseconds,
      signal,
    });
    if (result.stopped === "aborted") throw new Interrupted();
    if (result.stopped === "timeout")
      return { value: null, complaint: `there was no end of it in ${milliseconds / 1000} s` };
    return { value: answerIn(result, schema), complaint: complaintIn(result) };
  }

  return {
    async restore(folder, keys, signal) {
      const { value, complaint } = await ask({ do: "restore", folder, keys }, restoreAnswer, signal);
      if (value === null) return { status: "failed", key: null, reason: complaint ?? "it gave no answer" };
      const { found, restored } = value;
      if (restored !== null) return { status: "restored", key: restored };
      if (found === null && complaint === null) return { status: "absent" };
      return { status: "failed", key: found, reason: complaint ?? "what it has cannot be unpacked" };
    },
    async save(folder, key, signal) {
      const { value, complaint } = await ask({ do: "save", folder, key }, saveAnswer, signal);
      if (value?.saved === true) return { status: "saved" };
      if (value !== null && complaint === null) return { status: "taken" };
      return { status: "failed", reason: complaint ?? "it gave no answer" };
    },
  };
}

interface Answer<T> {
  /** null where there is none. */
  readonly value: T | null;
  /** The first thing that the toolkit said was wrong. */
  readonly complaint: string | null;
}

function answerIn<T>({ stdout, exitCode }: RunResult, schema: z.ZodType<T>): T | null {
  if (exitCode !== 0) return null;
  try {
    return schema.safeParse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).data ?? null;
  } catch {
    return null;
  }
}

const longestComplaint = 300;

/** In the runner's protocol, which the toolkit speaks; else the last words of a process that failed. */
function complaintIn({ stdout, stderr, exitCode, startError }: RunResult): string | null {
  const [, said] = /^::(?:warning|error)[^:]*::(.*)$/m.exec(stdout) ?? [];
  const last = exitCode === 0 ? undefined : (startError ?? stderr.trimEnd().split("\n").at(-1));
  // Its first line: further ones are advice.
  const text = said?.split("%0A")[0]?.replaceAll("%0D", "").replaceAll("%25", "%") ?? last;
  // Addresses of archives are signed: whoever has one may read or write.
  return text === undefined ? null : text.replace(/\?\S+/g, "").slice(0, longestComplaint);
}
