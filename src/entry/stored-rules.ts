// What a stored run was told to fail on, so that its decision is the same again, and what the caller says instead.
import type { Rules } from "../assessment.ts";
import { UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import type { NamedResult } from "../result/matrix.ts";
import { asFlag } from "./flags.ts";

export interface GivenRules {
  readonly failOn?: string;
  readonly threshold?: string;
}

type StoredRules = Pick<Config, "failOn" | "threshold">;

/**
 * Of several files, what any of them was told to fail on, and each its own threshold.
 *
 * @throws UserError for a flag that does not parse, and for a file whose own rules do not.
 */
export function rulesOf(files: readonly NamedResult[], given: GivenRules = {}): Rules {
  const flags = readInputs({ "fail-on": given.failOn ?? "", threshold: given.threshold ?? "" }, readVariant, asFlag);
  const stored = files.map(({ file, result: { configuration } }) =>
    storedRules(file, {
      ...(given.failOn === undefined ? { "fail-on": configuration["fail-on"] ?? "" } : {}),
      ...(given.threshold === undefined ? { threshold: configuration.threshold ?? "" } : {}),
    }),
  );
  return {
    failOn: given.failOn === undefined ? [...new Set(stored.flatMap(({ failOn }) => failOn))] : flags.failOn,
    thresholds: stored.map(({ threshold }) => (given.threshold === undefined ? threshold : flags.threshold)),
  };
}

function storedRules(file: string, raw: Readonly<Record<string, string>>): StoredRules {
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
