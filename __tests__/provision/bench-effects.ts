// Real effects for provisioning tests: this machine's processes and files, with a cache and variables of one's choice.

import { root } from "../../scripts/test/project.mjs";
import type { EnvironmentPlan, EnvironmentSource } from "../../src/plan/plan.ts";
import { systemClock } from "../../src/system/clock.ts";
import type { Effects } from "../../src/system/effects.ts";
import { systemFiles } from "../../src/system/files.ts";
import { findCacheFolder } from "../../src/system/folders.ts";
import { createMachine } from "../../src/system/machine.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { childVariables, clientVariables, networkVariables } from "../../src/system/variables.ts";

export function benchEffects(changes: Partial<Effects> = {}): Effects {
  return {
    processes: createProcesses(),
    files: systemFiles,
    clock: systemClock,
    machine: createMachine(createProcesses()),
    childVariables: childVariables(process.env),
    buildVariables: {},
    networkVariables: networkVariables(process.env),
    clientVariables: clientVariables(process.env),
    pythonFolder: `${root}/python`,
    // The user's own cache: tools are made once per machine, not once per test.
    cacheFolder: findCacheFolder(process.env),
    temporaryFolder: "/nowhere",
    offline: false,
    signal: new AbortController().signal,
    log: () => {},
    ...changes,
  };
}

export function planFor(id: string, source: EnvironmentSource): EnvironmentPlan {
  const expectation = { blas: null, lapack: null };
  return { id, variant: id, arm: "head", platform: "linux-64", expectation, source, explicit: true };
}

/** A plan for python, NumPy and further specs from one channel. */
export function condaPlan(id: string, channel: string, ...specs: string[]): EnvironmentPlan {
  const pinned = ["libblas", "numpy"];
  return planFor(id, { provider: "rattler", specs: ["python", "numpy", ...specs], channels: [channel], pinned });
}
