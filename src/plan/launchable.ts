// Which launchers can start a process in which environments, as far as that is known before anything is made.
import type { Problem } from "../errors.ts";
import type { Absence, Launcher } from "../result/schema.ts";
import type { EnvironmentPlan } from "./plan.ts";

/** Made below Python's own venv: no conda client can run in it. Of an existing one nobody knows before it is looked at. */
const withoutConda: readonly EnvironmentPlan["source"]["provider"][] = ["pip", "source"];

export function canStart(launcher: Launcher, { source }: Pick<EnvironmentPlan, "source">): boolean {
  return launcher !== "conda-run" || !withoutConda.includes(source.provider);
}

const noCondaEnvironment = "conda-run starts nothing in it, because it is no conda environment";

/** What is said where conda-run meets an environment that is none of conda's. */
export function startsNothingIn(where: string): Problem {
  return { where, what: noCondaEnvironment, remedy: "leave out conda-run, or the variant" };
}

/** For each variant that was named a problem, for each other one a row that says why. */
export function unstartable(
  environments: readonly EnvironmentPlan[],
  launchers: readonly Launcher[],
): { readonly problems: readonly Problem[]; readonly absences: readonly Absence[] } {
  const found = environments.filter(
    (environment) => environment.arm === "head" && launchers.some((launcher) => !canStart(launcher, environment)),
  );
  return {
    problems: found
      .filter(({ explicit }) => explicit)
      .map(({ variant, platform }) => startsNothingIn(`variant ${variant} on ${platform}`)),
    absences: found
      .filter(({ explicit }) => !explicit)
      .map(({ variant, platform }) => ({ variant, platform, kind: "unsupported", reason: noCondaEnvironment })),
  };
}
