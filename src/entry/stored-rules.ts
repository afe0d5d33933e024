// What a stored run was told to fail on, so that its decision is the same again, and what the caller says instead.
import { UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import { asFlag } from "./flags.ts";
import type { StoredResult } from "./stored-results.ts";

export interface GivenRules {
  readonly failOn?: string;
  readonly threshold?: string;
}

export type Rules = Pick<Config, "failOn" | "threshold">;

/** @throws UserError for a flag that does not parse, and for a file whose own rules do not. */
export function rulesOf({ file, result }: StoredResult, given: GivenRules = {}): Rules {
  const flags = readInputs({ "fail-on": given.failOn ?? "", threshold: given.threshold ?? "" }, readVariant, asFlag);
  const stored = storedRules(file, {
    ...(given.failOn === undefined ? { "fail-on": result.configuration["fail-on"] ?? "" } : {}),
    ...(given.threshold === undefined ? { threshold: result.configuration.threshold ?? "" } : {}),
  });
  return {
    failOn: given.failOn === undefined ? stored.failOn : flags.failOn,
    threshold: given.threshold === undefined ? stored.threshold : flags.threshold,
  };
}

function storedRules(file: string, raw: Readonly<Record<string, string>>): Rules {
  try {
    return readInputs(raw, readVariant, (name) => `${file}, configuration.${name}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // The reader's own message quotes what it could not read.
    const problems = [...new Set(error.problems.map(({ where }) => where))].map((where) => ({
      where,
      what: "is not what this input allows",
      remedy: "use a result.json as blas-bench wrote it",
    }));
    const [first, ...rest] = problems;
    if (first === undefined) throw error;
    throw new UserError([first, ...rest]);
  }
}
