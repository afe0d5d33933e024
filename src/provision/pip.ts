// pip's provider: a virtual environment of the machine's Python, with NumPy's wheel from the package index.
import * as path from "node:path";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import type { Command } from "../system/processes.ts";
import type { Fault } from "./fault.ts";
import type { Claim, Filled } from "./fresh.ts";
import { makeFresh } from "./fresh.ts";
import type { Inspection } from "./inspection.ts";
import { findMachinePython } from "./machine-python.ts";
import { runPip } from "./pip-command.ts";
import type { Provider, ProvisionProgress } from "./provider.ts";
import { settled } from "./settled.ts";

export const requirementsName = "blas-bench.requirements.txt";

export function createPipProvider(effects: Effects): Provider {
  return {
    provision(plans, root, progress, signal) {
      return makeFresh(effects, plans, root, signal, async (claims) => {
        const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
        if (machine.status === "failed") return claims.map(() => machine);
        return settled(claims.map((claim) => fill(effects, claim, machine.python, progress, signal)));
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
  const { requirements, wheelsFor } = sourceOf(plan);
  const subject = requirements.join(", ");
  const run = async (command: Command): Promise<Fault | null> => {
    const call = { subject, command, variables: effects.networkVariables, signal };
    const ended = await runPip(effects, call);
    return ended.status === "failed" ? ended : null;
  };
  progress(`${plan.id}: installing ${subject} with pip`);
  const python = path.join(prefix, "bin", "python");
  const install = [python, "-Im", "pip", "install", ...flags] as const;
  const installOlder = async (system: string): Promise<Fault | null> => {
    const folder = path.join(prefix, "wheels");
    const missing = await run(downloadCommand(python, folder, requirements, system));
    if (missing !== null) return missing;
    // By their files: asked by name, pip would look for this machine's own once more.
    const wheels = (await effects.files.list(folder)).map((name) => path.join(folder, name));
    const refused = await run([...install, "--no-index", "--no-deps", ...wheels]);
    await effects.files.removeTree(folder);
    return refused;
  };
  const failed =
    (await run([machinePython, "-Im", "venv", prefix])) ??
    (wheelsFor === undefined ? await run([...install, ...requirements]) : await installOlder(wheelsFor));
  if (failed !== null) return failed;
  const lockFile = path.join(prefix, requirementsName);
  return {
    status: "filled",
    async lockFile(inspection) {
      const wheels = wheelsFor === undefined ? "" : `# wheels for ${wheelsFor} or older\n`;
      await effects.files.writeWhole(lockFile, `${wheels}${pinnedRequirements(inspection)}`);
      return lockFile;
    },
  };
}

const flags = ["--disable-pip-version-check", "--no-input", "--quiet", "--only-binary=:all:", "--retries=1"];

/**
 * Fetches the wheels, dependencies and all, that a machine with an older system would install: pip takes a platform for
 * what it downloads and not for what it installs. Of a Mac's tag it expands to every older system by itself.
 */
export function downloadCommand(
  python: string,
  folder: string,
  requirements: readonly string[],
  wheelsFor: string,
): Command {
  return [python, "-Im", "pip", "download", ...flags, `--platform=${wheelsFor}`, `--dest=${folder}`, ...requirements];
}

function sourceOf(plan: EnvironmentPlan): Extract<EnvironmentPlan["source"], { provider: "pip" }> {
  if (plan.source.provider !== "pip") throw new Error(`${plan.id} is not for pip`);
  return plan.source;
}

/** What a virtual environment has from the beginning. */
export function isOfVenv(name: string): boolean {
  return name === "pip" || name === "setuptools";
}

/** The installed wheels as requirements that give the same versions again. */
export function pinnedRequirements({ version, packages }: Inspection): string {
  const wheels = packages.filter(({ manager, name }) => manager === "pip" && !isOfVenv(name));
  return [`# Python ${version}`, ...wheels.map(({ name, version: wheel }) => `${name}==${wheel}`), ""].join("\n");
}
