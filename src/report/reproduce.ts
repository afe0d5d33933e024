// The one command that repeats a run, made from the configuration that the result file keeps.
import { inputRows } from "../inputs/inputs.ts";

/** A line for a POSIX shell. Inputs of lines become repeated flags, as the command line takes them. */
export function reproduceCommand(configuration: Readonly<Record<string, string>>): string {
  const flags = inputRows.flatMap(({ name, form }) => {
    const value = configuration[name] ?? "";
    if (value === "") return [];
    const values = form === "lines" ? value.split("\n") : [value.replace(/\s*[\n,]\s*/g, ",")];
    return values.map((one) => `--${name} ${shellWord(one.trim())}`);
  });
  return ["npx blas-bench run", ...flags].join(" ");
}

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
