// Plan -> environments: each by its provider, and what becomes of a run when some cannot be had.
import type { Problem } from "../errors.ts";
import { exitCode, Interrupted, UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import type { EnvironmentPlan, Plan } from "../plan/plan.ts";
import { planStandIns, withEnvironments } from "../plan/plan-run.ts";
import { twinOf } from "../plan/twins.ts";
import type { Absence, Failure } from "../result/schema.ts";
import type { Effects } from "../system/effects.ts";
import type { Provider, ProvisionedEnvironment, ProvisionFailure, ProvisionFailureKind } from "./provider.ts";
import { settled } from "./settled.ts";

export type Providers = Readonly<Record<EnvironmentPlan["source"]["provider"], Provider>>;

export interface ProvisionedPlan {
  /** The plan of what can be run: environments that failed are gone from it, stand-ins are in it. */
  readonly plan: Plan;
  readonly environments: readonly ProvisionedEnvironment[];
  readonly failures: readonly Failure[];
}

/** The user can mend these; the others are the fault of the machine or of the network. */
const userKinds: readonly ProvisionFailureKind[] = [
  "channel-missing",
  "channel-malformed",
  "package-not-found",
  "unsatisfiable",
  "bad-spec",
  "prefix-exists",
  "numpy-missing",
];

/** What the channels simply do not have is no failure of a variant that "auto" or "all" only tried. */
const notThereKinds: readonly ProvisionFailureKind[] = ["package-not-found", "unsatisfiable"];

/**
 * Makes the environments of a plan below `root`.
 *
 * @throws UserError when none can be had at all, with every reason; Interrupted.
 */
export async function provisionPlan(
  plan: Plan,
  config: Config,
  root: string,
  providers: Providers,
  effects: Effects,
): Promise<ProvisionedPlan> {
  const made = await provisionAll(plan.environments, root, providers, effects);
  const tried = made.failed.filter((failure) => !failure.plan.explicit);
  if (made.ready.length === 0 && tried.some(isOutage)) {
    const standIns = planStandIns(plan, config);
    const [standIn] = standIns;
    if (standIn !== undefined) {
      effects.log(`No conda channel can be reached: going on with ${standIn.variant}.`);
      const second = await provisionAll(standIns, root, providers, effects);
      made.ready.push(...second.ready);
      made.failed.push(...second.failed);
    }
  }
  const lost = made.failed.filter((failure) => absenceOf(failure).length === 0 || leavesHeadAlone(failure, made));
  const { kept, failures } = checkTwins(made.ready);
  if (kept.length === 0) throw nothingToRun(made.failed);
  // A variant is absent once, not once for each arm.
  const absences = tried.filter((failure) => failure.plan.arm === "head").flatMap(absenceOf);
  return {
    plan: withEnvironments(
      plan,
      kept.map((environment) => environment.plan),
      absences,
      config,
    ),
    environments: kept,
    failures: [...lost.map(failureOf), ...failures],
  };
}

/** A variant that nobody named may be missing as a whole; half of it is a comparison that was lost. */
function leavesHeadAlone({ plan }: ProvisionFailure, { ready, failed }: Made): boolean {
  const plans = [...ready, ...failed].map((one) => one.plan);
  return ready.some((head) => twinOf(head.plan, plans) === plan);
}

/** Base without head has nothing to be compared with; twins with different packages would compare those. */
function checkTwins(ready: readonly ProvisionedEnvironment[]): {
  readonly kept: readonly ProvisionedEnvironment[];
  readonly failures: readonly Failure[];
} {
  const plans = ready.map(({ plan }) => plan);
  const failures: Failure[] = [];
  const kept = ready.filter((base) => {
    if (base.plan.arm === "head") return true;
    const head = ready.find(({ plan }) => twinOf(plan, plans) === base.plan);
    if (head === undefined) return false;
    // Environment files that differ are what is compared.
    const isAskedAlike = JSON.stringify(head.plan.source) === JSON.stringify(base.plan.source);
    if (head.hash === base.hash || !isAskedAlike) return true;
    failures.push(unequalTwins(base, head));
    return false;
  });
  return { kept, failures };
}

function unequalTwins(base: ProvisionedEnvironment, head: ProvisionedEnvironment): Failure {
  const named = ({ packages }: ProvisionedEnvironment): string[] =>
    packages.map(({ name, version, build }) => [name, version, build ?? ""].join(" ").trim());
  const only = (one: readonly string[], other: readonly string[]): string =>
    one.filter((text) => !other.includes(text)).join(", ") || "nothing";
  const [ofBase, ofHead] = [named(base), named(head)];
  return {
    stage: "provision",
    subject: subjectOf(base.plan),
    benchmark: null,
    message:
      "left out: base and head were asked for the same packages and got different ones " +
      `(base alone: ${only(ofBase, ofHead)}; head alone: ${only(ofHead, ofBase)})`,
    lastLines: [],
  };
}

interface Made {
  readonly ready: ProvisionedEnvironment[];
  readonly failed: ProvisionFailure[];
}

async function provisionAll(
  plans: readonly EnvironmentPlan[],
  root: string,
  providers: Providers,
  effects: Effects,
): Promise<Made> {
  const kinds = [...new Set(plans.map((plan) => plan.source.provider))];
  const outcomes = await settled(
    kinds.map((kind) =>
      providers[kind].provision(
        plans.filter((plan) => plan.source.provider === kind),
        root,
        effects.log,
        effects.signal,
      ),
    ),
  );
  if (effects.signal.aborted) throw new Interrupted();
  const all = outcomes.flat();
  const ready = all.flatMap((outcome) => (outcome.status === "ready" ? [outcome.environment] : []));
  // Providers answer in their own time; people read the order they asked in.
  ready.sort((a, b) => plans.indexOf(a.plan) - plans.indexOf(b.plan));
  return { ready, failed: all.filter((outcome) => outcome.status === "failed") };
}

function isOutage(failure: ProvisionFailure): boolean {
  return failure.kind === "channel-unreachable";
}

/** The absence that a failure of a variant nobody named amounts to; none when it is a failure all the same. */
function absenceOf(failure: ProvisionFailure): Absence[] {
  const { variant, platform, explicit } = failure.plan;
  if (explicit) return [];
  if (isOutage(failure)) return [{ variant, platform, kind: "outage", reason: failure.message }];
  if (notThereKinds.includes(failure.kind))
    return [{ variant, platform, kind: "unsupported", reason: failure.message }];
  return [];
}

function failureOf({ plan, message, lastLines }: ProvisionFailure): Failure {
  return { stage: "provision", subject: subjectOf(plan), benchmark: null, message, lastLines: [...lastLines] };
}

/** How people read which environment it is; without a word for head, which is all there is without a code axis. */
export function subjectOf({ variant, arm }: EnvironmentPlan): string {
  return arm === "head" ? variant : `${variant} (base)`;
}

/** What the user can mend is wrong input; all else is a failure of the machine or the network. */
function nothingToRun(failed: readonly ProvisionFailure[]): Error {
  const [first, ...rest] = failed.map(problemOf);
  if (first === undefined) throw new Error("a plan without environments was to be provisioned");
  // An existing environment is all the user's, whatever is wrong with it.
  const isInput = failed.every(({ kind, plan }) => userKinds.includes(kind) || plan.source.provider === "existing");
  return new UserError([first, ...rest], isInput ? exitCode.usage : exitCode.toolFailed);
}

/** Messages of providers end with a sentence on what to do. */
function problemOf({ plan, message }: ProvisionFailure): Problem {
  const [, what, remedy] = /^(.*?)\.\s+([^.]+(?:\.[^\s.][^.]*)*)\.?$/s.exec(message) ?? [];
  return {
    where: `variant ${subjectOf(plan)}`,
    what: what ?? message.replace(/\.$/, ""),
    remedy: remedy ?? "mend this, or leave the variant out",
  };
}
