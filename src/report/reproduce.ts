// The one command that repeats a run, made from the configuration that the result file keeps.
import { inputRows } from "../inputs/inputs.ts";
import { splitGlobs } from "../inputs/values.ts";
import type { Result } from "../result/schema.ts";

/** Enough of a commit's hash to name it in any repository that people have. */
const commitLetters = 12;

/**
 * A line for a POSIX shell. Inputs of lines become repeated flags, as the command line takes them. The base is named by
 * its commit: elsewhere there is no event that knows it, and a branch moves on.
 */
export function reproduceCommand({ configuration, code, series, reference }: Reproducible): string {
  const hasBase = series.some(({ arm }) => arm === "base");
  const base = hasBase ? code?.baseCommit?.slice(0, commitLetters) : undefined;
  const axes = base === undefined ? {} : { compare: reference === null ? "base" : "both", "base-ref": base };
  const given: Readonly<Record<string, string>> = { ...configuration, ...axes };
  const flags = inputRows.flatMap(({ name, form }) => {
    const value = given[name] ?? "";
    if (value === "") return [];
    const values = form === "lines" ? value.split("\n") : [value.replace(/\s*[\n,]\s*/g, ",")];
    return (name === "select" ? splitGlobs(value) : values).map((one) => `--${name} ${shellWord(one.trim())}`);
  });
  return ["npx blas-bench run", ...flags].join(" ");
}

type Reproducible = Pick<Result, "configuration" | "code" | "series" | "reference">;

/** Results hold "{home}" for the home folder; whoever repeats the run has one too. */
function shellWord(text: string): string {
  return text
    .split("{home}")
    .map((part) => (part === "" ? "" : quotedWord(part)))
    .join('"$HOME"');
}

function quotedWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
