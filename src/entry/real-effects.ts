// The real effects, built once per door.
import { exitCode, UserError } from "../errors.ts";
import { systemClock } from "../system/clock.ts";
import type { Effects, RepositoryEffects } from "../system/effects.ts";
import { systemFiles } from "../system/files.ts";
import { findCacheFolder, findCacheProgram, findPythonFolder, temporaryFolder } from "../system/folders.ts";
import { createGit } from "../system/git.ts";
import type { HostFacts } from "../system/host.ts";
import { readHost } from "../system/host.ts";
import type { Lifetime } from "../system/lifetime.ts";
import { createMachine } from "../system/machine.ts";
import type { Processes } from "../system/processes.ts";
import type { SharedCache } from "../system/shared-cache.ts";
import { createSharedCache } from "../system/shared-cache.ts";
import { buildVariables, childVariables, clientVariables, networkVariables } from "../system/variables.ts";

export function realEffects(processes: Processes, lifetime: Lifetime, log: Effects["log"]): RepositoryEffects {
  return {
    processes,
    files: systemFiles,
    clock: systemClock,
    machine: createMachine(processes),
    childVariables: childVariables(process.env),
    networkVariables: networkVariables(process.env),
    buildVariables: buildVariables(process.env),
    clientVariables: clientVariables(process.env),
    openGit: createGit(processes, networkVariables(process.env)),
    pythonFolder: findPythonFolder(import.meta.url),
    cacheFolder: findCacheFolder(process.env),
    temporaryFolder: temporaryFolder(process.env),
    offline: false,
    signal: lifetime.signal,
    log,
  };
}

/** Nothing is fetched, by pip neither: what it is to take instead, it is told by PIP_FIND_LINKS. */
export function withOffline<T extends Effects>(effects: T, offline: boolean): T {
  if (!offline) return effects;
  return { ...effects, offline, networkVariables: { ...effects.networkVariables, PIP_NO_INDEX: "1" } };
}

export function sharedCache(processes: Processes): SharedCache {
  return createSharedCache(processes, findCacheProgram(import.meta.url), process.env);
}

/** @throws UserError on a system that blas-bench does not run on. */
export async function supportedHost(processes: Processes): Promise<HostFacts> {
  const host = await readHost(processes);
  if (host !== null) return host;
  throw new UserError(
    [
      {
        where: `${process.platform} on ${process.arch}`,
        what: "blas-bench does not run here",
        remedy: "use Linux or macOS on x86-64 or 64-bit Arm",
      },
    ],
    exitCode.toolFailed,
  );
}
