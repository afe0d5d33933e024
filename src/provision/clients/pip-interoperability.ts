// Whether a conda client can be told to see what pip installed over its packages, and what to say where it cannot.
import type { PipInteroperability } from "../provider.ts";
import { isOlder } from "../python-version.ts";
import type { Client } from "./identify.ts";
import { pairOf } from "./identify.ts";

/** For whichever client people call in an environment that none of them made: who does not know it passes it over. */
export const usualInteroperability: PipInteroperability = {
  variable: "CONDA_PREFIX_DATA_INTEROPERABILITY",
  explanation: null,
};

export function pipInteroperability({ family, version }: Pick<Client, "family" | "version">): PipInteroperability {
  const { name, seesPip } = family;
  const known = seesPip.find(({ from }) => !isOlder(pairOf(version), from));
  if (known !== undefined) return { variable: known.variable, explanation: null };
  const since = seesPip.at(-1)?.from.join(".");
  const explanation =
    `${name} ${version} does not see what pip installs, and may later put its own files over it, as ${name} ${since} ` +
    `does not: let pip come last in install, or update ${name}`;
  return { variable: null, explanation };
}
