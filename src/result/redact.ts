// Takes people and secrets out of what is stored: folders of this machine, user names, credentials.
import { redactCredentials } from "./credentials.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceSchema } from "./evidence.ts";
import type { Result } from "./schema.ts";
import { resultSchema } from "./schema.ts";

export interface Places {
  /** Absolute folder of the environment; paths below it are written from "{prefix}". null: there is none. */
  readonly prefix: string | null;
  /** Absolute home folder of the user; its last part is taken for the user's name. */
  readonly home: string;
}

export type Redactor = (text: string) => string;

const secretName = /token|secret|password|passwd|credential|authorization|api_?key|private_?key/i;

/** A function for single strings: blanks credentials, then shortens folders, the environment's first. */
export function redactorFor(places: Places): Redactor {
  const rules: [RegExp, string][] = [];
  // "/" as a home folder would match everywhere. macOS resolves /var and /tmp to /private/var and /private/tmp.
  for (const [folder, mark] of [
    [places.prefix, "{prefix}"],
    [places.home, "{home}"],
  ] as const)
    if (folder !== null && folder.length > 1)
      rules.push([new RegExp(`(?:/private)?${literal(folder)}(?![\\w-]|\\.\\w)`, "g"), mark]);
  const user = places.home.split("/").at(-1) ?? "";
  // In absolute paths and addresses: a folder of the repository may be called as the user is.
  const before = `(?<=(?:^|[\\s"'=:;,(\\[])/(?:[^\\s"':;,]*/)?)`;
  if (user !== "") rules.push([new RegExp(`${before}${literal(user)}(?=[/\\s"':;,]|$)`, "g"), "{user}"]);
  return (text) => rules.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), redactCredentials(text));
}

/** Drops the values of variables whose name speaks of a secret, and redacts the others as text. */
export function redactVariables(variables: Readonly<Record<string, string>>, redact: Redactor): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, secretName.test(name) ? "***" : redact(value)]),
  );
}

/** Every string in the evidence, whatever field it stands in. */
export function redactEvidence(evidence: Evidence, places: Places): Evidence {
  const redact = redactorFor(places);
  const variables = redactVariables(evidence.variables, redact);
  return evidenceSchema.parse(redactStrings({ ...evidence, variables }, redact));
}

/** Every string in a whole result: the last step before it is written. */
export function redactResult(result: Result, places: Places): Result {
  const redact = redactorFor(places);
  return resultSchema.parse(redactStrings(result, redact));
}

function redactStrings(value: unknown, redact: Redactor): unknown {
  if (typeof value === "string") return redact(value);
  // Arrays of samples are long, and hold no strings.
  if (Array.isArray(value))
    return typeof value[0] === "number" ? value : value.map((one) => redactStrings(one, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactStrings(one, redact)]));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
