// The variant that the others are shown against.
import type { Config } from "../inputs/config.ts";
import type { EnvironmentPlan } from "./plan.ts";

/** The one that was asked for, or else the first; null where there is nothing to compare. */
export function referenceOf(environments: readonly EnvironmentPlan[], config: Config): string | null {
  const [first, second] = environments.filter(({ arm }) => arm === "head");
  if (first === undefined || second === undefined) return null;
  return (askedFor(environments, config) ?? first).variant;
}

/** What people should know where another stands in for the one that they asked for. */
export function referenceNotices(
  reference: string | null,
  environments: readonly EnvironmentPlan[],
  config: Config,
): readonly string[] {
  if (reference === null || config.reference === null || askedFor(environments, config) !== undefined) return [];
  return [`The reference that was asked for cannot be had: variants are shown against ${reference}.`];
}

function askedFor(environments: readonly EnvironmentPlan[], config: Config): EnvironmentPlan | undefined {
  const wanted = config.reference;
  if (wanted === null) return undefined;
  return environments.find((environment) =>
    wanted.kind === "existing"
      ? environment.source.provider === "existing" && environment.source.path === wanted.path
      : environment.variant === (wanted.platform === null ? wanted.name : `${wanted.name}@${wanted.platform}`),
  );
}
