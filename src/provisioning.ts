// Plan, provision, install, verify: environments with the code under test in them, and what their NumPy was found to do.
import * as path from "node:path";
import type { Config } from "./inputs/config.ts";
import { threadVariables } from "./measure/thread-variables.ts";
import { planAxes, withoutBase } from "./plan/base.ts";
import type { EnvironmentFiles } from "./plan/conda-specs.ts";
import type { EnvironmentPlan } from "./plan/plan.ts";
import { planRun, withEnvironments } from "./plan/plan-run.ts";
import type { Checkouts } from "./provision/checkouts.ts";
import { readEnvironmentFiles } from "./provision/environment-files.ts";
import type { InstalledEnvironments } from "./provision/install.ts";
import { installAll } from "./provision/install.ts";
import type { KeptPackages } from "./provision/kept-packages.ts";
import type { Launching } from "./provision/launch.ts";
import { prepareLaunchers, requireStartable } from "./provision/launchers.ts";
import { createProviders } from "./provision/providers.ts";
import type { ProvisionedPlan } from "./provision/provision.ts";
import { provisionPlan } from "./provision/provision.ts";
import { ensureTools } from "./provision/tools.ts";
import type { Host } from "./result/schema.ts";
import type { Effects } from "./system/effects.ts";
import type { EventFacts } from "./system/event.ts";
import { backendChange, lookAtBackend } from "./verify/backend-change.ts";
import type { ProbedSeries } from "./verify/probe-series.ts";
import { probeRequest, probeSeries } from "./verify/probe-series.ts";

export interface ProvisionRequest {
  readonly config: Config;
  readonly host: Host;
  /** Of the order in which series take turns. */
  readonly seed: number;
  /** What the workflow runs for; null on the command line. */
  readonly event: EventFacts | null;
  /** Absolute; receives one folder per environment. */
  readonly environmentsFolder: string;
  /** Absolute; receives the logs of installs. */
  readonly outputFolder: string;
  /** What earlier runs left for this one; absent where nothing is kept. */
  readonly kept?: KeptPackages;
}

/** What each arm brings: its state of the code, and its environment file. */
export interface Arms {
  readonly folders: Checkouts["folders"];
  readonly files: EnvironmentFiles;
}

export interface Provisioned {
  readonly provisioned: ProvisionedPlan;
  readonly installs: InstalledEnvironments["installs"];
  readonly probed: ProbedSeries;
  readonly launching: Launching;
}

/**
 * What `provision` does, and how every run begins.
 *
 * @throws UserError when what was asked for cannot be had; ToolError; Interrupted.
 */
export async function provisionAndProbe(request: ProvisionRequest, arms: Arms, effects: Effects): Promise<Provisioned> {
  const { config, host, seed, event, environmentsFolder } = request;
  const plan = planRun(config, host, seed, planAxes(event, config), arms.files);
  const launching = await prepareLaunchers(plan, effects);
  const providers = await createProviders(plan, effects);
  await request.kept?.restore(plan);
  const made = await provisionPlan(plan, config, environmentsFolder, providers, effects);
  await requireStartable(made.plan, made.environments, effects);
  // Now, and not at the end: installs are the first to run the code under test, and can write to what was linked.
  await request.kept?.save(made.environments);
  const { provisioned, installs } = await install(made, request, arms, effects);
  const tools = await ensureTools(effects, effects.signal);
  const threadpoolctlFolder = tools.status === "ready" ? tools.threadpoolctlFolder : null;
  const { environments } = provisioned;
  const { series } = provisioned.plan;
  const probing = { environments, series, launching, threadVariables, threadpoolctlFolder };
  const probed = await probeSeries(probing, effects);
  return { provisioned, installs, probed, launching };
}

/** The same of what is checked out here alone. */
export async function provisionHere(
  request: ProvisionRequest,
  checkout: string,
  effects: Effects,
): Promise<Provisioned> {
  const config = withoutBase(request.config);
  const folders = { base: null, head: checkout };
  const files = await readEnvironmentFiles(config, folders, effects);
  return provisionAndProbe({ ...request, config }, { folders, files }, effects);
}

async function install(
  made: ProvisionedPlan,
  { config, outputFolder }: ProvisionRequest,
  { folders }: Arms,
  effects: Effects,
): Promise<Pick<Provisioned, "provisioned" | "installs">> {
  const commands = ({ source }: EnvironmentPlan): string[] => {
    const line = "pipLine" in source ? source.pipLine : undefined;
    return [...(line === undefined ? [] : [line]), ...config.install];
  };
  const logFolder = path.join(outputFolder, "install");
  const { environments, installs, failures } = await installAll(
    { environments: made.environments, commands, folders, logFolder },
    {
      look: (environment) => lookAtBackend(probeRequest(environment, threadVariables(1), effects), effects.processes),
      change: backendChange,
    },
    effects,
  );
  const left = environments.map((environment) => environment.plan);
  const plan = withEnvironments(made.plan, left, [], config);
  return { provisioned: { plan, environments, failures: [...made.failures, ...failures] }, installs };
}
