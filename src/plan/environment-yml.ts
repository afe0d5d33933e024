// The user's environment.yml, as `conda env create` takes it: channels, conda specs, and pip's requirements.
import { parse } from "yaml";
import * as z from "zod";
import { UserError } from "../errors.ts";

export interface EnvironmentYml {
  /** Strongest first; empty where the file leaves them to the configuration. */
  readonly channels: readonly string[];
  readonly specs: readonly string[];
  readonly requirements: readonly string[];
}

const schema = z.object({
  channels: z.array(z.string()).nullish(),
  dependencies: z.array(z.union([z.string(), z.strictObject({ pip: z.array(z.string()) })])),
});

/**
 * @param where the file's name, for messages
 * @throws UserError when it is no environment.yml.
 */
export function readEnvironmentYml(text: string, where: string): EnvironmentYml {
  const reading = schema.safeParse(parseYaml(text, where));
  if (!reading.success) {
    const places = reading.error.issues.slice(0, 3).map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw refusal(where, `is no environment.yml (${places.join("; ")})`);
  }
  const { channels, dependencies } = reading.data;
  return {
    // A word of conda's own, which says that there is nothing but the channels beside it.
    channels: (channels ?? []).filter((channel) => channel !== "nodefaults"),
    specs: dependencies.filter((entry) => typeof entry === "string"),
    requirements: dependencies.flatMap((entry) => (typeof entry === "string" ? [] : entry.pip)),
  };
}

function parseYaml(text: string, where: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw refusal(where, `is no YAML (${why})`);
  }
}

function refusal(where: string, what: string): UserError {
  const remedy = "write channels, and dependencies with conda specs and perhaps one pip section";
  return new UserError([{ where, what, remedy }]);
}

/** The file's specs, with what every environment needs and it leaves out. */
export function specsOf(file: EnvironmentYml): string[] {
  const names = file.specs.map((spec) => /^(?:.*::)?([\w.-]+)/.exec(spec.trim())?.[1]?.toLowerCase());
  const needed = ["python", "numpy", ...(file.requirements.length > 0 ? ["pip"] : [])];
  return [...file.specs, ...needed.filter((name) => !names.includes(name))];
}

/** What pip installs after conda, as a line for bash; null for nothing. From standard input, so that "-e ." is an option. */
export function pipLine({ requirements }: EnvironmentYml): string | null {
  if (requirements.length === 0) return null;
  const quoted = requirements.map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(" ");
  return `printf '%s\\n' ${quoted} | python -m pip install --no-input --requirement /dev/stdin`;
}
