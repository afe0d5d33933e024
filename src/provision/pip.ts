// pip's provider: a virtual environment of the machine's Python, with NumPy's wheel from the package index.
import * as path from "node:path";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import type { Command } from "../system/processes.ts";
import type { Claim, Filled } from "./fresh.ts";
import { makeFresh } from "./fresh.ts";
import type { Inspection } from "./inspection.ts";
import { findMachinePython } from "./machine-python.ts";
import { runPip } from "./pip-command.ts";
import type { Provider, ProvisionProgress } from "./provider.ts";

export const requirementsName = "blas-bench.requirements.txt";

export function createPipProvider(effects: Effects): Provider {
  return {
    provision(plans, root, progress, signal) {
      return makeFresh(effects, plans, root, signal, async (claims) => {
        const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
        if (machine.status === "failed") return claims.map(() => machine);
        return Promise.all(claims.map((claim) => fill(effects, claim, machine.python, progress, signal)));
      });
    },
  };
}

async function fill(
  effects: Effects,
  { plan, prefix }: Claim,
  machinePython: string,
  progress: ProvisionProgress,
  signal: AbortSignal,
): Promise<Filled> {
  const python = path.join(prefix, "bin", "python");
  const requirements = requirementsOf(plan);
  const flags = ["--disable-pip-version-check", "--no-input", "--quiet", "--only-binary=:all:", "--retries=1"];
  const commands: readonly Command[] = [
    [machinePython, "-Im", "venv", prefix],
    [python, "-Im", "pip", "install", ...flags, ...requirements],
  ];
  progress(`${plan.id}: installing ${requirements.join(", ")} with pip`);
  for (const command of commands) {
    const call = { subject: requirements.join(", "), command, variables: effects.networkVariables, signal };
    const ended = await runPip(effects.processes, call);
    if (ended.status === "failed") return ended;
  }
  const lockFile = path.join(prefix, requirementsName);
  return {
    status: "filled",
    async lockFile(inspection) {
      await effects.files.writeWhole(lockFile, pinnedRequirements(inspection));
      return lockFile;
    },
  };
}

function requirementsOf(plan: EnvironmentPlan): readonly string[] {
  if (plan.source.provider !== "pip") throw new Error(`${plan.id} is not for pip`);
  return plan.source.requirements;
}

/** The installed wheels as requirements that give the same versions again. */
export function pinnedRequirements({ version, packages }: Inspection): string {
  const wheels = packages.filter(({ manager, name }) => manager === "pip" && name !== "pip" && name !== "setuptools");
  return [`# Python ${version}`, ...wheels.map(({ name, version: wheel }) => `${name}==${wheel}`), ""].join("\n");
}
