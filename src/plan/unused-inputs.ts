// Inputs that would be ignored: what people asked for and none of the environments can take.
import type { Problem } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import type { EnvironmentPlan } from "./plan.ts";

type Provider = EnvironmentPlan["source"]["provider"];

/** Who follows an input that says what to install. An existing environment stays as it is; pip and builds take the machine's Python. */
const followers: readonly (readonly [name: string, isGiven: (config: Config) => boolean, by: readonly Provider[]])[] = [
  ["python-version", ({ pythonVersion }) => pythonVersion !== null, ["rattler", "client"]],
  ["numpy-version", ({ numpyVersion }) => numpyVersion !== null, ["rattler", "client", "pip", "source"]],
  ["packages", ({ packages }) => packages.length > 0, ["rattler", "client"]],
];

/** One problem for each input that is given and that none of `environments` follows. */
export function unusedInputs(config: Config, environments: readonly EnvironmentPlan[]): readonly Problem[] {
  const named = environments.map(({ variant }) => variant).join(", ");
  return followers
    .filter(([, isGiven, by]) => isGiven(config) && !environments.some(({ source }) => by.includes(source.provider)))
    .map(([name]) => ({
      where: name,
      what: `has no effect on ${named}`,
      remedy: "leave it out, or add a variant that comes from conda channels",
    }));
}
