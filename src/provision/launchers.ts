// Looks for what launchers need, before anything is made, and holds the environments against them.
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { startsNothingIn } from "../plan/launchable.ts";
import type { Plan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import { environmentKind } from "./activation.ts";
import { ownVariables, usualLimits } from "./clients/call.ts";
import type { Purpose } from "./clients/find.ts";
import { findClient } from "./clients/find.ts";
import type { Launching } from "./launch.ts";
import { whyNoLoginShell } from "./login-shell.ts";
import type { ProvisionedEnvironment } from "./provider.ts";

type LaunchEffects = Pick<Effects, "processes" | "files" | "childVariables" | "clientVariables" | "log" | "signal">;

const where = "launcher";

const toRun: Purpose = {
  where,
  does: "conda-run starts processes with the `run` of",
  remedy: "install one, name it in conda, or leave conda-run out",
};

/** What `run` needs to find the client's configuration. All else would reach the benchmarks, such as a proxy's password. */
const placesOfClients = ["CONDARC", "MAMBARC", "MAMBA_ROOT_PREFIX", "CONDA_ROOT"];

/** @throws UserError where a launcher cannot be used; Interrupted. */
export async function prepareLaunchers({ series, environments }: Plan, effects: LaunchEffects): Promise<Launching> {
  const isWanted = (name: (typeof series)[number]["launcher"]): boolean =>
    series.some(({ launcher }) => launcher === name);
  return {
    shell: isWanted("login-shell") ? await shellOf(effects) : null,
    conda: isWanted("conda-run") ? await condaOf(environments, effects) : null,
  };
}

/** @throws UserError naming what SHELL is instead of a shell. */
async function shellOf({ files, childVariables }: LaunchEffects): Promise<string> {
  const wrong = await whyNoLoginShell(childVariables.SHELL, files);
  if (wrong === null) return childVariables.SHELL ?? "";
  throw new UserError([{ where, what: `login-shell: ${wrong}`, remedy: "set SHELL, or leave login-shell out" }]);
}

/** The client that makes the environments; where none of the machine does, the first that can be used. */
async function condaOf(environments: Plan["environments"], effects: LaunchEffects): Promise<Launching["conda"]> {
  const [named] = environments.flatMap(({ source }) => (source.provider === "client" ? [source.client] : []));
  const { executable, family } = await findClient(
    named ?? { kind: "found" },
    effects,
    effects.signal,
    usualLimits,
    toRun,
  );
  const own = Object.entries(await ownVariables(effects)).filter(([name]) => placesOfClients.includes(name));
  return { program: executable, flags: family.runFlags, variables: Object.fromEntries(own) };
}

/**
 * micromamba runs in any folder at all, and conda fails: neither would say which of the environments it is about.
 *
 * @throws UserError naming every environment that conda-run starts nothing in.
 */
export async function requireStartable(
  { series }: Pick<Plan, "series">,
  environments: readonly ProvisionedEnvironment[],
  { files }: Pick<Effects, "files">,
): Promise<void> {
  const problems: Problem[] = [];
  for (const { plan, prefix } of environments) {
    const isMeant = series.some(({ environment, launcher }) => environment === plan.id && launcher === "conda-run");
    if (!isMeant || (await environmentKind(files, prefix)) === "conda") continue;
    problems.push(startsNothingIn(`variant ${plan.variant}`));
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
}
