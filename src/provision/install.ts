// The user's install commands, in each environment and arm; after each, the backend is looked at again.
import * as path from "node:path";
import { Interrupted } from "../errors.ts";
import type { EnvironmentPlan } from "../plan/plan.ts";
import { twinOf } from "../plan/twins.ts";
import { redactCredentials } from "../result/credentials.ts";
import { hashPackages } from "../result/hash.ts";
import type { Arm, Failure, Install } from "../result/schema.ts";
import type { Effects } from "../system/effects.ts";
import type { RunResult } from "../system/processes.ts";
import { usualInteroperability } from "./clients/pip-interoperability.ts";
import { lastLinesOf } from "./fault.ts";
import { inspect } from "./inspection.ts";
import type { PipInteroperability, ProvisionedEnvironment } from "./provider.ts";
import { subjectOf } from "./provision.ts";
import { withoutUserSite } from "./user-site.ts";

export interface InstallRequest {
  readonly environments: readonly ProvisionedEnvironment[];
  /** Lines for bash. */
  readonly commands: (plan: EnvironmentPlan) => readonly string[];
  /** Absolute: where each arm's code is, which is where the commands run. */
  readonly folders: Readonly<Record<Arm, string | null>>;
  /** Absolute; receives one log for each environment. */
  readonly logFolder: string;
}

/** How a change of the backend is told; handed in, because that belongs to a later stage. */
export interface Watch<Seen> {
  look(environment: ProvisionedEnvironment): Promise<Seen>;
  change(before: Seen, after: Seen): string | null;
}

export interface InstalledEnvironments {
  /** Those in which every command succeeded, with the packages they have now; no base whose head is lost. */
  readonly environments: readonly ProvisionedEnvironment[];
  /** By environment id: the commands that were run. */
  readonly installs: ReadonlyMap<string, readonly Install[]>;
  readonly failures: readonly Failure[];
}

/** One environment after the other: the arm's checkout, in which they build, is one for all variants. @throws Interrupted */
export async function installAll<Seen>(
  request: InstallRequest,
  watch: Watch<Seen>,
  effects: Effects,
): Promise<InstalledEnvironments> {
  if (request.environments.every(({ plan }) => request.commands(plan).length === 0))
    return { environments: request.environments, installs: new Map(), failures: [] };
  const explanations = request.environments.map((environment) => interoperabilityOf(environment).explanation);
  for (const text of new Set(explanations)) if (text !== null) effects.log(`${text}.`);
  const environments: ProvisionedEnvironment[] = [];
  const installs = new Map<string, readonly Install[]>();
  const failures: Failure[] = [];
  for (const environment of request.environments) {
    const { plan } = environment;
    effects.log(`${plan.id}: installing the code under test`);
    const made = await installInto(environment, request, watch, effects);
    installs.set(plan.id, made.installs);
    const inspected = made.trouble ?? (await inspectAgain(environment, effects));
    if ("plan" in inspected) environments.push(inspected);
    else
      failures.push({
        stage: "provision",
        subject: subjectOf(plan),
        benchmark: null,
        ...blaming(inspected, made.installs),
      });
  }
  const plans = environments.map(({ plan }) => plan);
  // Base alone has nothing to be compared with.
  const kept = environments.filter(
    ({ plan }) => plan.arm === "head" || plans.some((head) => twinOf(head, plans) === plan),
  );
  return { environments: kept, installs, failures };
}

interface Trouble {
  readonly message: string;
  readonly lastLines: string[];
}

async function installInto<Seen>(
  environment: ProvisionedEnvironment,
  { commands, folders, logFolder }: InstallRequest,
  watch: Watch<Seen>,
  effects: Effects,
): Promise<{ readonly installs: readonly Install[]; readonly trouble: Trouble | null }> {
  const folder = folders[environment.plan.arm];
  if (folder === null) throw new Error(`${environment.plan.id} has no checkout`);
  const installs: Install[] = [];
  const log: string[] = [];
  let before = await watch.look(environment);
  for (const command of commands(environment.plan)) {
    const result = await runLine(command, folder, environment, effects);
    log.push(`$ ${command}`, result.stdout.trimEnd(), result.stderr.trimEnd(), "");
    await effects.files.writeWhole(
      path.join(logFolder, `${environment.plan.id}.log`),
      log.map(redactCredentials).join("\n"),
    );
    const after = await watch.look(environment);
    installs.push({ command: redactCredentials(command), change: watch.change(before, after) });
    before = after;
    if (result.exitCode !== 0) return { installs, trouble: troubleOf(command, result) };
  }
  return { installs, trouble: null };
}

/** An environment that is lost may be so because of a line before the one that failed. */
function blaming({ message, lastLines }: Trouble, installs: readonly Install[]): Trouble {
  const changes = installs.flatMap(({ command, change }) =>
    change === null ? [] : [`\`${command}\` changed ${change}`],
  );
  return { message: [message.replace(/\.$/, ""), ...changes].join(". "), lastLines };
}

function interoperabilityOf({ client }: ProvisionedEnvironment): PipInteroperability {
  return client?.pip ?? usualInteroperability;
}

async function runLine(
  line: string,
  folder: string,
  environment: ProvisionedEnvironment,
  effects: Effects,
): Promise<RunResult> {
  const { variable } = interoperabilityOf(environment);
  const result = await effects.processes.run({
    command: ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", "--", line],
    // The environment's own last: its PATH is what makes it active.
    variables: {
      ...effects.networkVariables,
      ...(variable === null ? {} : { [variable]: "true" }),
      ...environment.variables,
      ...withoutUserSite,
    },
    workingDirectory: folder,
    signal: effects.signal,
  });
  if (result.stopped === "aborted") throw new Interrupted();
  return result;
}

function troubleOf(command: string, result: RunResult): Trouble {
  const how =
    result.startError ?? (result.exitCode === null ? "was ended by a signal" : `ended with ${result.exitCode}`);
  return {
    message: `install: \`${redactCredentials(command)}\` ${how}`,
    lastLines: lastLinesOf(`${result.stdout}\n${result.stderr}`).map(redactCredentials),
  };
}

async function inspectAgain(
  environment: ProvisionedEnvironment,
  effects: Effects,
): Promise<ProvisionedEnvironment | Trouble> {
  const inspected = await inspect(effects, environment.python, environment.variables, effects.signal);
  if (inspected.status === "failed")
    return { message: `after install: ${inspected.message}`, lastLines: [...inspected.lastLines] };
  const { packages } = inspected;
  return { ...environment, packages, hash: hashPackages(packages) };
}
