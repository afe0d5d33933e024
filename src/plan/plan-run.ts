// Config + Host -> Plan. Pure: the same answers for the same questions, on any machine.
import * as path from "node:path";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { Config, VariantRequest } from "../inputs/config.ts";
import type { Absence, Host } from "../result/schema.ts";
import type { Axes } from "./base.ts";
import { variantsOnly } from "./base.ts";
import { automaticVariants, catalogue, findVariant } from "./catalogue.ts";
import { byClient, openCredentials } from "./conda-client.ts";
import type { EnvironmentFiles } from "./conda-specs.ts";
import { layOverFiles, noFiles } from "./conda-specs.ts";
import { canStart, unstartable } from "./launchable.ts";
import type { EnvironmentPlan, Plan, SeriesPlan } from "./plan.ts";
import { referenceOf } from "./reference.ts";
import { scheduleOf } from "./schedule.ts";
import { sharedByArms, withTwins } from "./twins.ts";
import { unusedInputs } from "./unused-inputs.ts";
import { reasonAgainst, sourceOf } from "./variant-source.ts";

/** What is asked for on one platform, before it is known whether it can be had. */
interface Wish {
  readonly request: VariantRequest;
  readonly explicit: boolean;
}

/**
 * Decides what a run does.
 *
 * @param seed Seed of the order in which series take turns, recorded in the result.
 * @param axes What is compared; without a code axis every environment is head's.
 * @param files The environment file of each arm, where there is one.
 * @throws UserError naming every explicitly requested variant that cannot run here, and every input without effect.
 */
export function planRun(
  config: Config,
  host: Host,
  seed: number,
  axes: Axes = variantsOnly,
  files: EnvironmentFiles = noFiles,
): Plan {
  const wishes = wishesOf(config, host);
  const problems: Problem[] = [];
  const absences: Absence[] = [];
  const atHead: EnvironmentPlan[] = [];
  for (const wish of wishes) {
    const answer = planEnvironment(wish, config, host);
    if (answer.status === "planned") atHead.push(withOwnName(answer.environment, atHead));
    else if (wish.explicit) problems.push(refusal(answer.absence));
    else absences.push(answer.absence);
  }
  const planned = axes.base === null ? atHead : withTwins(atHead);
  const laid = layOverFiles(planned, files, config);
  const environments = laid.environments.map((environment) => byClient(environment, config));
  const { problems: unstarted, absences: alone } = unstartable(environments, config.launchers);
  problems.push(...laid.problems, ...openCredentials(environments), ...unstarted);
  absences.push(...laid.absences, ...alone);
  if (config.install.length > 0) problems.push(...sharedByArms(environments));
  if (environments.length > 0) problems.push(...unusedInputs(config, environments));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return {
    host,
    axes,
    environments,
    series: seriesOf(environments, config, host),
    reference: axes.backend ? referenceOf(environments, config) : null,
    benchmarks: {
      source: config.benchmarks,
      format: config.format,
      pattern: config.pattern,
      select: config.select,
    },
    schedule: scheduleOf(config, environments, seed),
    absences,
  };
}

/** The same plan with other environments: when some could not be had, or others stand in for them. */
export function withEnvironments(
  plan: Plan,
  environments: readonly EnvironmentPlan[],
  absences: readonly Absence[],
  config: Config,
): Plan {
  return {
    ...plan,
    environments,
    series: seriesOf(environments, config, plan.host),
    reference: plan.axes.backend ? referenceOf(environments, config) : null,
    schedule: scheduleOf(config, environments, plan.schedule.seed),
    absences: [...plan.absences, ...absences],
  };
}

/** What stands in when no channel answers under "auto": NumPy's wheel. Empty when pip is among the plans already. */
export function planStandIns(plan: Plan, config: Config): readonly EnvironmentPlan[] {
  // pip cannot make what an environment file asks for.
  if (config.environmentFile !== null) return [];
  if (plan.environments.some((environment) => environment.source.provider === "pip")) return [];
  const wish: Wish = { request: { kind: "catalogue", name: "pip", platform: null }, explicit: false };
  const answer = planEnvironment(wish, config, plan.host);
  if (answer.status !== "planned" || !config.launchers.some((one) => canStart(one, answer.environment))) return [];
  return plan.axes.base === null ? [answer.environment] : withTwins([answer.environment]);
}

function wishesOf(config: Config, host: Host): Wish[] {
  if (typeof config.variants !== "string") return config.variants.map((request) => ({ request, explicit: true }));
  const names =
    config.variants === "auto"
      ? automaticVariants(host.platform, host.osVersion)
      : catalogue.filter(({ onlyByName }) => onlyByName !== true).map((variant) => variant.name);
  return names.map((name) => ({ request: { kind: "catalogue", name, platform: null }, explicit: false }));
}

type EnvironmentAnswer =
  | { readonly status: "planned"; readonly environment: EnvironmentPlan }
  | { readonly status: "absent"; readonly absence: Absence };

function planEnvironment(wish: Wish, config: Config, host: Host): EnvironmentAnswer {
  const { request, explicit } = wish;
  if (request.kind === "existing") return { status: "planned", environment: existingEnvironment(request.path, host) };
  const variant = findVariant(request.name);
  if (variant === undefined) throw new Error(`variant ${request.name} is not in the catalogue`);
  const platform = request.platform ?? host.platform;
  const reason = reasonAgainst(variant, platform, host);
  if (reason !== null)
    return { status: "absent", absence: { variant: variant.name, platform, kind: "unsupported", reason } };
  return {
    status: "planned",
    environment: {
      // A colon would end a folder's name in PATH.
      id: `${variant.name.replace(":", "-")}-${platform}-head`,
      variant: request.platform === null ? variant.name : `${variant.name}@${platform}`,
      arm: "head",
      platform,
      expectation: variant.expectation,
      source: sourceOf(variant, platform, config),
      explicit,
    },
  };
}

function existingEnvironment(location: string, host: Host): EnvironmentPlan {
  const name = path.basename(location);
  return {
    id: `existing-${name.replace(/[^A-Za-z0-9._-]/g, "_")}-${host.platform}-head`,
    variant: `existing:${name}`,
    arm: "head",
    platform: host.platform,
    expectation: { blas: null, lapack: null },
    source: { provider: "existing", path: location },
    explicit: true,
  };
}

/** Two existing environments may share their last folder name; the second one is numbered. */
function withOwnName(environment: EnvironmentPlan, others: readonly EnvironmentPlan[]): EnvironmentPlan {
  const number = 1 + others.filter((other) => other.id.replace(/~\d+$/, "") === environment.id).length;
  if (number === 1) return environment;
  return { ...environment, id: `${environment.id}~${number}`, variant: `${environment.variant}~${number}` };
}

function seriesOf(environments: readonly EnvironmentPlan[], config: Config, host: Host): SeriesPlan[] {
  // A container may have been given fewer than the machine has.
  const counts = config.threads === "all" ? [Math.min(host.physicalCores, host.logicalCores)] : config.threads;
  return environments.flatMap((environment) =>
    counts.flatMap((threads) =>
      config.launchers
        .filter((launcher) => canStart(launcher, environment))
        .map((launcher) => ({
          id: [environment.variant, environment.platform, `${threads}t`, launcher, environment.arm].join("/"),
          environment: environment.id,
          variant: environment.variant,
          arm: environment.arm,
          platform: environment.platform,
          threads,
          launcher,
        })),
    ),
  );
}

function refusal(absence: Absence): Problem {
  return {
    where: `variant ${absence.variant} on ${absence.platform}`,
    what: `cannot run here: ${absence.reason}`,
    remedy: "remove it from variants; `blas-bench variants` lists what runs where",
  };
}
