// What a conda environment is asked for: the inputs' specs, and the user's environment file with the BLAS pin laid over it.
import type { Problem } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import type { Arm } from "../result/schema.ts";
import type { EnvironmentYml } from "./environment-yml.ts";
import { specsOf } from "./environment-yml.ts";
import type { EnvironmentPlan } from "./plan.ts";

export type EnvironmentFiles = Readonly<Record<Arm, EnvironmentYml | null>>;
export const noFiles: EnvironmentFiles = { base: null, head: null };

/** What every conda environment of a run asks for, beside its BLAS. */
export function condaSpecs(config: Pick<Config, "pythonVersion" | "numpyVersion" | "packages">): string[] {
  const at = (name: string, version: string | null): string => (version === null ? name : `${name} ${version}.*`);
  return [at("python", config.pythonVersion), at("numpy", config.numpyVersion), ...config.packages];
}

/** The variant's own specs, its BLAS pin among them, laid over the file's. Only conda environments have one. */
export function overFile(environment: EnvironmentPlan, file: EnvironmentYml | null, config: Config): EnvironmentPlan {
  const { source } = environment;
  if (file === null || source.provider !== "rattler") return environment;
  const asked = condaSpecs(config);
  // Bare names add nothing to what the file says of the same package.
  const more = source.specs.filter(
    (spec) => !asked.includes(spec) || /\s|[=<>]/.test(spec) || config.packages.includes(spec),
  );
  const channels = file.channels.length > 0 ? file.channels : source.channels;
  return { ...environment, source: { ...source, specs: [...specsOf(file), ...more], channels } };
}

/** The problem of an environment that no file can make. */
export function withoutFile({ variant, source }: EnvironmentPlan): Problem[] {
  if (source.provider === "rattler") return [];
  const remedy = "name conda's variants, or leave environment-file out";
  return [{ where: `variant ${variant}`, what: "is not made from an environment file", remedy }];
}
