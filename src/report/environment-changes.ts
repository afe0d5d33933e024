// What is not the same in the environments of base and head: packages, and what install commands made of the backend.
import type { Run } from "../result/matrix.ts";
import type { Environment, Install, Result } from "../result/schema.ts";
import { environmentLabel } from "./environment-rows.ts";
import { grouped } from "./groups.ts";
import type { Labels } from "./labels.ts";
import { packageTable } from "./packages.ts";

/** A package in which base and head differ; null: not installed there. */
export interface PackageChange {
  readonly labels: readonly string[];
  readonly name: string;
  readonly base: string | null;
  readonly head: string | null;
}

/** A command after which NumPy or its backend was another one. */
export interface BackendInstall {
  readonly labels: readonly string[];
  readonly command: string;
  readonly change: string;
}

/** The same change in several variants is one. */
export function packageChanges(legs: readonly Result[], labels: Labels): readonly PackageChange[] {
  const changes = legs.flatMap((leg) =>
    twinsOf(leg.environments).flatMap((environments) => {
      const table = packageTable({ ...leg, environments: [...environments] }, labels);
      const label = environmentLabel(environments[1], leg, { ...labels, of: labels.ofCell });
      return (table?.rows ?? []).map(({ name, cells: [base = null, head = null] }) => ({ label, name, base, head }));
    }),
  );
  const same = grouped(changes, ({ name, base, head }) => JSON.stringify([name, base, head]));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, labels: group.map(({ label }) => label) }];
  });
}

/** Base and head of each variant that has both. */
function twinsOf(environments: readonly Environment[]): readonly (readonly [Environment, Environment])[] {
  return environments.flatMap((head) => {
    const base = environments.find(
      ({ arm, variant, platform }) => arm === "base" && variant === head.variant && platform === head.platform,
    );
    return head.arm === "head" && base !== undefined ? [[base, head] as const] : [];
  });
}

export function backendInstalls(result: Run, labels: Labels): readonly BackendInstall[] {
  const changes = result.environments.flatMap((environment) =>
    environment.installs.flatMap(({ command, change }: Install) =>
      change === null ? [] : [{ label: environmentLabel(environment, result, labels), command, change }],
    ),
  );
  const same = grouped(changes, ({ command, change }) => JSON.stringify([command, change]));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, labels: group.map(({ label }) => label) }];
  });
}
