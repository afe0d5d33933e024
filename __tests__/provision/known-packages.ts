// What a provider says it installed, held against what is found inside.
import { expect } from "vitest";
import { inspect } from "../../src/provision/inspection.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import type { InstalledPackage } from "../../src/result/evidence.ts";
import { benchEffects } from "./bench-effects.ts";

export async function expectKnownPackages(environments: readonly ProvisionedEnvironment[]): Promise<void> {
  const effects = benchEffects();
  for (const { python, variables, packages } of environments) {
    const inspected = await inspect(effects, python, variables, effects.signal);
    if (inspected.status === "failed") throw new Error(inspected.message);
    expect(sorted(packages)).toEqual(sorted(inspected.packages));
  }
}

function sorted(packages: readonly InstalledPackage[]): InstalledPackage[] {
  return packages.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
