// The user's environment.yml, as `conda env create` takes it: channels, conda specs, and pip's requirements.
import * as path from "node:path";
import * as z from "zod";
import { pipInstall } from "./pip-line.ts";
import { readYaml } from "./yaml-document.ts";

export interface EnvironmentYml {
  readonly kind: "environment-yml";
  /** Strongest first; empty where the file leaves them to the configuration. */
  readonly channels: readonly string[];
  readonly specs: readonly string[];
  readonly requirements: readonly string[];
  /** Where the file is, from the checkout: what its requirements' paths are meant from. */
  readonly folder: string;
  /** Set in the activated environment. */
  readonly variables: Readonly<Record<string, string>>;
}

const schema = z.object({
  channels: z.array(z.string()).nullish(),
  dependencies: z.array(z.union([z.string(), z.strictObject({ pip: z.array(z.string()) })])),
  variables: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.union([z.string(), z.number()])).nullish(),
});

/**
 * @param where the file's name, for messages
 * @throws UserError when it is no environment.yml.
 */
export function readEnvironmentYml(text: string, where: string): EnvironmentYml {
  const remedy =
    "write an environment.yml (channels, and dependencies with conda specs and perhaps one pip section), " +
    "or give an @EXPLICIT list, a conda-lock file or a pixi.lock";
  const { channels, dependencies, variables } = readYaml(text, where, schema, { called: "environment.yml", remedy });
  return {
    kind: "environment-yml",
    // A word of conda's own, which says that there is nothing but the channels beside it.
    channels: (channels ?? []).filter((channel) => channel !== "nodefaults"),
    specs: dependencies.filter((entry) => typeof entry === "string"),
    requirements: dependencies.flatMap((entry) => (typeof entry === "string" ? [] : entry.pip)),
    folder: path.dirname(where),
    variables: Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)])),
  };
}

/** The file's specs, with what every environment needs and it leaves out. */
export function specsOf(file: EnvironmentYml): string[] {
  const names = file.specs.map((spec) => /^(?:.*::)?([\w.-]+)/.exec(spec.trim())?.[1]?.toLowerCase());
  const needed = ["python", "numpy", ...(file.requirements.length > 0 ? ["pip"] : [])];
  return [...file.specs, ...needed.filter((name) => !names.includes(name))];
}

/** What pip installs after conda; null for nothing. */
export function pipLine({ requirements, folder }: EnvironmentYml): string | null {
  return pipInstall(requirements, { folder });
}
