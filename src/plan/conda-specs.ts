// What a conda environment is asked for: the inputs' specs, and the user's environment file with the BLAS pin laid over it.
import type { Problem } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { withoutUser } from "../result/credentials.ts";
import type { Absence, Arm } from "../result/schema.ts";
import { contradicting } from "./blas-pins.ts";
import { findVariant } from "./catalogue.ts";
import { addressesOf, channelsFor } from "./channels.ts";
import type { EnvironmentYml } from "./environment-yml.ts";
import { pipLine, specsOf } from "./environment-yml.ts";
import type { Lock } from "./lock.ts";
import { lockedPipLine, platformsOf } from "./lock.ts";
import type { EnvironmentPlan } from "./plan.ts";

export type EnvironmentFile = EnvironmentYml | Lock;

/** Where all variants have one file; else each has its own, by its name. */
export const everyVariant = "*";
/** Stands for a variant's name in the name of a file. */
export const variantPlace = "{variant}";

export type ArmFiles = Readonly<Record<string, EnvironmentFile>>;
export type EnvironmentFiles = Readonly<Record<Arm, ArmFiles | null>>;
export const noFiles: EnvironmentFiles = { base: null, head: null };

/** What every conda environment of a run asks for, beside its BLAS. */
export function condaSpecs(config: Pick<Config, "pythonVersion" | "numpyVersion" | "packages">): string[] {
  const at = (name: string, version: string | null): string => (version === null ? name : `${name} ${version}.*`);
  return [at("python", config.pythonVersion), at("numpy", config.numpyVersion), ...config.packages];
}

export interface LaidOver {
  readonly environments: readonly EnvironmentPlan[];
  /** What is wrong with variants that were named. */
  readonly problems: readonly Problem[];
  /** The others that no file can make. */
  readonly absences: readonly Absence[];
}

/** Every environment with the file of its arm below it. Where "auto" is left with nothing, that is a problem, too. */
export function layOverFiles(planned: readonly EnvironmentPlan[], files: EnvironmentFiles, config: Config): LaidOver {
  if (config.environmentFile === null) return { environments: planned, problems: [], absences: [] };
  const refused = planned.flatMap((environment) => {
    const problem = problemWith(environment, files, config);
    return problem === null ? [] : [{ environment, problem }];
  });
  const gone = refused.map(({ environment }) => environment.variant);
  const kept = planned.filter(({ variant }) => !gone.includes(variant));
  const named = refused.filter(({ environment }) => environment.explicit || kept.length === 0);
  const others = refused.filter((one) => !named.includes(one) && one.environment.arm === "head");
  return {
    environments: kept.map((environment) => overFile(environment, fileOf(environment, files), config)),
    problems: named.map(({ problem }) => problem),
    absences: others.map(({ environment: { variant, platform }, problem: { what } }) => {
      return { variant, platform, kind: "unsupported", reason: what };
    }),
  };
}

function fileOf({ arm, variant }: EnvironmentPlan, files: EnvironmentFiles): EnvironmentFile | null {
  return files[arm]?.[variant] ?? files[arm]?.[everyVariant] ?? null;
}

function nameOf({ variant }: EnvironmentPlan, config: Config): string {
  return (config.environmentFile ?? "").replaceAll(variantPlace, variant);
}

/** Why the file of an environment's arm cannot make it; null where it can, and for a base that is older than the file. */
function problemWith(environment: EnvironmentPlan, files: EnvironmentFiles, config: Config): Problem | null {
  const { variant, arm, source, platform } = environment;
  const where = `variant ${variant}${arm === "base" ? " (base)" : ""}`;
  if (source.provider !== "rattler") {
    const remedy = "name conda's variants, or leave environment-file out";
    return { where, what: "is not made from an environment file", remedy };
  }
  const name = nameOf(environment, config);
  const file = fileOf(environment, files);
  if (file === null) {
    if (arm === "base" || !config.environmentFile?.includes(variantPlace)) return null;
    return { where, what: `there is no ${name} at head`, remedy: "write one, or leave the variant out" };
  }
  if (file.kind === "lock") {
    if (config.conda.kind !== "embedded") {
      const remedy = "leave conda at auto, or give an environment.yml";
      return { where, what: `${name} is a lock, which only the embedded solver installs`, remedy };
    }
    if (file.platforms[platform] !== undefined) return null;
    const has = platformsOf(file).join(", ") || "no platform";
    const remedy = `lock ${platform} as well (${moreBy[file.form]} ${platform}), or give an environment.yml`;
    return { where, what: `${name} is for ${has}, and not for ${platform}`, remedy };
  }
  const wrong = contradicting(file.specs, source.specs);
  if (wrong.length === 0) return null;
  const pin = source.specs.filter((spec) => contradicting(wrong, [spec]).length > 0).join(", ");
  const remedy = "take that out of the file, or name the variant it asks for, or default, which lays no pin";
  return { where, what: `${name} asks for ${wrong.join(", ")}, and the variant for ${pin}`, remedy };
}

const moreBy: Readonly<Record<Lock["form"], string>> = {
  "@EXPLICIT list": "conda list --explicit --sha256 on",
  "conda-lock file": "conda-lock --platform",
  "pixi lock": "pixi workspace platform add",
};

/** The variant's own specs, its BLAS pin among them, laid over the file's. Only conda environments have one. */
function overFile(environment: EnvironmentPlan, file: EnvironmentFile | null, config: Config): EnvironmentPlan {
  const { source } = environment;
  if (file === null || source.provider !== "rattler") return environment;
  const channels = file.channels.length > 0 ? channelsOfFile(environment, file, config) : source.channels;
  if (file.kind === "lock") return overLock({ ...environment, source: { ...source, channels } }, file, config);
  const asked = condaSpecs(config);
  // Bare names add nothing to what the file says of the same package.
  const more = source.specs.filter(
    (spec) => !asked.includes(spec) || /\s|[=<>]/.test(spec) || config.packages.includes(spec),
  );
  const pip = both(source.pipLine, pipLine(file));
  const specs = [...specsOf(file), ...more];
  const variables = Object.keys(file.variables).length === 0 ? {} : { setVariables: file.variables };
  const also = { ...(pip === null ? {} : { pipLine: pip }), ...variables };
  return { ...environment, source: { ...source, specs, channels, ...also } };
}

function overLock(environment: EnvironmentPlan, lock: Lock, config: Config): EnvironmentPlan {
  const { source, platform } = environment;
  const here = lock.platforms[platform];
  if (here === undefined || source.provider !== "rattler") return environment;
  const pip = both(source.pipLine, lockedPipLine(here));
  // pixi installs wheels without pip, which is needed here.
  const specs = [...source.specs, ...(pip === null ? [] : ["pip"])];
  const locked = { label: nameOf(environment, config), form: lock.form, packages: here.packages };
  return { ...environment, source: { ...source, specs, locked, ...(pip === null ? {} : { pipLine: pip }) } };
}

/** Two lines for bash as one, the variant's own first; null for none. */
function both(own: string | undefined, files: string | null): string | null {
  const lines = [own, files].filter((line) => line !== undefined && line !== null);
  return lines.length === 0 ? null : lines.join(" && ");
}

function channelsOfFile({ variant }: EnvironmentPlan, file: EnvironmentFile, config: Config): readonly string[] {
  const row = findVariant(variant.replace(/@.*/, "")) ?? {};
  return withAccess(addressesOf(channelsFor(row, file.channels), config), config.channels);
}

/** A file's channels, with the credentials that the input channels has for the same addresses. */
function withAccess(channels: readonly string[], given: readonly string[]): string[] {
  const bare = (address: string): string =>
    withoutUser(address)
      .replace(/\/t\/[^/]+/, "")
      .replace(/\/$/, "");
  return channels.map((channel) => given.find((one) => one !== bare(one) && bare(one) === bare(channel)) ?? channel);
}
