// Makes environments in fresh folders, whoever fills them: all or nothing for each, and nothing at all when interrupted.
import * as path from "node:path";
import { Interrupted } from "../errors.ts";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { InstalledPackage } from "../result/evidence.ts";
import { hashPackages } from "../result/hash.ts";
import type { Effects } from "../system/effects.ts";
import { activate, environmentKind, setVariables } from "./activation.ts";
import type { Fault } from "./fault.ts";
import { failureOf, faultFromFileError } from "./fault.ts";
import type { Inspection } from "./inspection.ts";
import { inspect } from "./inspection.ts";
import { claimPrefix, completePrefix } from "./prefix.ts";
import type { ProvisionOutcome } from "./provider.ts";
import { settled } from "./settled.ts";

export interface Claim {
  readonly plan: EnvironmentPlan;
  /** The folder that says whose it is. */
  readonly folder: string;
  /** Where the environment goes: the folder itself, or one inside it that is not there yet. */
  readonly prefix: string;
}

/** What filling a folder came to. */
export type Filled =
  /** By somebody who knows every package that went into it. */
  | { readonly status: "known"; readonly packages: readonly InstalledPackage[]; readonly lockFile: string }
  /** It has to be looked into: only then are its packages known, and its lock file can be written. */
  | {
      readonly status: "filled";
      readonly lockFile: (inspection: Inspection) => Promise<string>;
      /** As ProvisionedEnvironment has it. */
      readonly wheelFolder?: string;
    }
  | Fault;

/**
 * Claims a folder for each plan, has all of them filled at once, and looks into those whose packages nobody knows.
 *
 * @param inside For those who fill only a folder of their own: its name in each claimed one.
 * @throws Interrupted
 */
export async function makeFresh(
  effects: Effects,
  plans: readonly EnvironmentPlan[],
  root: string,
  signal: AbortSignal,
  fill: (claims: readonly Claim[]) => Promise<readonly Filled[]>,
  inside = "",
): Promise<readonly ProvisionOutcome[]> {
  const outcomes = new Map<string, ProvisionOutcome>();
  const claims: Claim[] = [];
  try {
    for (const plan of plans) {
      const claimed = await claimPrefix(effects, root, plan.id);
      if (claimed.status === "claimed")
        claims.push({ plan, folder: claimed.prefix, prefix: path.join(claimed.prefix, inside) });
      else outcomes.set(plan.id, failureOf(plan, claimed));
    }
    const filled = claims.length === 0 ? [] : await fill(claims);
    const finished = claims.map((claim, index) => finish(effects, claim, filled[index], signal));
    for (const outcome of await settled(finished)) outcomes.set(planOf(outcome).id, outcome);
    if (signal.aborted) throw new Interrupted();
  } finally {
    const whole = (claim: Claim): boolean => !signal.aborted && outcomes.get(claim.plan.id)?.status === "ready";
    await Promise.all(claims.filter((claim) => !whole(claim)).map(({ folder }) => effects.files.removeTree(folder)));
  }
  return plans.flatMap((plan) => outcomes.get(plan.id) ?? []);
}

async function finish(
  effects: Effects,
  { plan, folder, prefix }: Claim,
  filled: Filled | undefined,
  signal: AbortSignal,
): Promise<ProvisionOutcome> {
  if (filled === undefined) throw new Error(`nothing was said of ${plan.id}`);
  if (filled.status === "failed") return failureOf(plan, filled);
  const python = path.join(prefix, "bin", "python");
  if ("setVariables" in plan.source) await setVariables(effects.files, prefix, plan.source.setVariables);
  const activated = await activate(effects, prefix, await environmentKind(effects.files, prefix), signal);
  if (activated.status === "failed") return failureOf(plan, activated);
  const { variables } = activated;
  try {
    const known = filled.status === "known" ? filled : await lookInto(effects, python, variables, filled, signal);
    if (known.status === "failed") return failureOf(plan, known);
    const { packages, lockFile } = known;
    const hash = hashPackages(packages);
    await completePrefix(effects, folder, plan.id, hash);
    const wheel = "wheelFolder" in filled ? { wheelFolder: filled.wheelFolder } : {};
    return { status: "ready", environment: { plan, prefix, python, variables, packages, hash, lockFile, ...wheel } };
  } catch (error) {
    return failureOf(plan, faultFromFileError(prefix, error));
  }
}

async function lookInto(
  effects: Effects,
  python: string,
  variables: Readonly<Record<string, string>>,
  filled: Extract<Filled, { status: "filled" }>,
  signal: AbortSignal,
): Promise<Exclude<Filled, { status: "filled" }>> {
  const inspected = await inspect(effects, python, variables, signal);
  if (inspected.status === "failed") return inspected;
  return { status: "known", packages: inspected.packages, lockFile: await filled.lockFile(inspected) };
}

function planOf(outcome: ProvisionOutcome): EnvironmentPlan {
  return outcome.status === "ready" ? outcome.environment.plan : outcome.plan;
}
