// Raw strings, from the runner or the command line, into a Config: all problems in one message.
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { Config } from "./config.ts";
import type { VariantReader } from "./inputs.ts";
import { inputRows, inputSchema } from "./inputs.ts";

/**
 * Reads a configuration.
 *
 * @param raw Strings by input name; a missing or empty one takes its default. Unknown names are problems.
 * @param display How a name is shown to the person who typed it, such as `--time-budget`.
 * @throws UserError with every problem found.
 */
export function readInputs(
  raw: Readonly<Record<string, string>>,
  readVariant: VariantReader,
  display: (name: string) => string,
): Config {
  const known = new Set(inputRows.map((row) => row.name));
  const problems: Problem[] = Object.keys(raw)
    .filter((name) => !known.has(name))
    .map((name) => ({ where: display(name), what: "unknown name", remedy: `choose from ${[...known].join(", ")}` }));
  const filled = Object.fromEntries(
    inputRows.map((row) => [row.name, isEmpty(raw[row.name]) ? row.default : (raw[row.name] ?? row.default)]),
  );
  const reading = inputSchema(readVariant).safeParse(filled);
  for (const issue of reading.error?.issues ?? [])
    problems.push(problem(display(String(issue.path[0] ?? "")), issue.message));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  if (reading.data === undefined) throw new Error("inputs were refused without a problem");
  const data = reading.data;
  return {
    variants: data.variants,
    reference: data.reference,
    pythonVersion: data["python-version"],
    numpyVersion: data["numpy-version"],
    packages: data.packages,
    environmentFile: data["environment-file"],
    channels: data.channels,
    install: data.install,
    benchmarks: data.benchmarks,
    select: data.select,
    compare: data.compare,
    baseRef: data["base-ref"],
    threads: data.threads,
    launchers: data.launcher,
    blocks: data.blocks,
    budgetMilliseconds: data["time-budget"],
    threshold: data.threshold,
    failOn: data["fail-on"],
    outputFolder: data["output-dir"],
  };
}

/**
 * The inputs that differ from their defaults, as strings without credentials: what the result file keeps,
 * and what the command that repeats the run is made of.
 */
export function recordedInputs(raw: Readonly<Record<string, string>>): Record<string, string> {
  const given = inputRows.filter((row) => row.name !== "output-dir" && !isEmpty(raw[row.name]));
  return Object.fromEntries(given.map((row) => [row.name, redactCredentials((raw[row.name] ?? "").trim())]));
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

/** Messages are written "what: remedy"; this takes them apart. */
function problem(where: string, message: string): Problem {
  // The last one: what comes before quotes what people typed.
  const cut = message.lastIndexOf(": ");
  return cut < 0
    ? { where, what: message, remedy: "correct it" }
    : { where, what: message.slice(0, cut), remedy: message.slice(cut + 2) };
}
