// Raw strings, from the runner or the command line, into values: all problems in one message.
import type * as z from "zod/mini";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { redactCredentials } from "../result/credentials.ts";
import { cacheRows, cacheSchema } from "./cache.ts";
import type { Config } from "./config.ts";
import type { InputRow, VariantReader } from "./inputs.ts";
import { inputRows, inputSchema } from "./inputs.ts";
import type { Publishing } from "./publishing.ts";
import { publishingRows, publishingSchema } from "./publishing.ts";
import type { ReportInputs } from "./report-inputs.ts";
import { reportRows, reportSchema } from "./report-inputs.ts";

/** Strings by input name; a missing or empty one takes its default. Unknown names are problems. */
type Raw = Readonly<Record<string, string>>;
/** How a name is shown to the person who typed it, such as `--time-budget`. */
type Display = (name: string) => string;

/**
 * Reads a configuration.
 *
 * @throws UserError with every problem found.
 */
export function readInputs(raw: Raw, readVariant: VariantReader, display: Display): Config {
  const reading = read(inputRows, inputSchema(readVariant), raw, display);
  return configOf(wanted([reading, ...unknownNames(raw, inputRows, display)], reading));
}

/**
 * Reads all inputs of the main action.
 *
 * @throws UserError with every problem found.
 */
export function readActionInputs(
  raw: Raw,
  readVariant: VariantReader,
  display: Display,
): { readonly config: Config; readonly publishing: Publishing; readonly keepsPackages: boolean } {
  const config = read(inputRows, inputSchema(readVariant), raw, display);
  const publishing = read(publishingRows, publishingSchema, raw, display);
  const cache = read(cacheRows, cacheSchema, raw, display);
  const rows = [...inputRows, ...cacheRows, ...publishingRows];
  const all = [config, publishing, cache, ...unknownNames(raw, rows, display)];
  return {
    config: configOf(wanted(all, config)),
    publishing: wanted(all, publishing),
    keepsPackages: wanted(all, cache),
  };
}

/**
 * Reads the inputs of the report action.
 *
 * @throws UserError with every problem found.
 */
export function readReportInputs(raw: Raw, display: Display): ReportInputs {
  const reading = read(reportRows, reportSchema, raw, display);
  return wanted([reading, ...unknownNames(raw, reportRows, display)], reading);
}

/**
 * The inputs that differ from their defaults, as strings without credentials: what the result file keeps,
 * and what the command that repeats the run is made of. The leg is kept, too: others are missed by it.
 */
export function recordedInputs(raw: Raw): Record<string, string> {
  const kept = [...inputRows.map(({ name }) => name).filter((name) => name !== "output-dir"), "leg"];
  const given = kept.filter((name) => !isEmpty(raw[name]));
  return Object.fromEntries(given.map((name) => [name, redactCredentials((raw[name] ?? "").trim())]));
}

interface Reading<T> {
  /** undefined only where there are problems. */
  readonly value?: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads the inputs of one table, whatever others there are. */
function read<T>(rows: readonly InputRow[], schema: z.ZodMiniType<T>, raw: Raw, display: Display): Reading<T> {
  const filled = Object.fromEntries(
    rows.map((row) => [row.name, isEmpty(raw[row.name]) ? row.default : (raw[row.name] ?? row.default)]),
  );
  const { data, error } = schema.safeParse(filled);
  const issues = error?.issues ?? [];
  return {
    value: data,
    problems: issues.map(({ path, message }) => problem(display(String(path[0] ?? "")), message)),
  };
}

function unknownNames(raw: Raw, rows: readonly InputRow[], display: Display): Reading<never>[] {
  const known = new Set(rows.map((row) => row.name));
  const shown = rows.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name);
  return Object.keys(raw)
    .filter((name) => !known.has(name))
    .map((name) => ({
      problems: [{ where: display(name), what: "unknown name", remedy: `choose from ${shown.join(", ")}` }],
    }));
}

function wanted<T>(all: readonly Reading<unknown>[], reading: Reading<T>): T {
  const [first, ...rest] = all.toReversed().flatMap(({ problems }) => problems);
  if (first !== undefined) throw new UserError([first, ...rest]);
  if (reading.value === undefined) throw new Error("inputs were refused without a problem");
  return reading.value;
}

function configOf(data: z.infer<ReturnType<typeof inputSchema>>): Config {
  return {
    variants: data.variants,
    reference: data.reference,
    pythonVersion: data["python-version"],
    numpyVersion: data["numpy-version"],
    packages: data.packages,
    environmentFile: data["environment-file"],
    channels: data.channels,
    channelAlias: data["channel-alias"],
    offline: data.offline,
    conda: data.conda,
    install: data.install,
    benchmarks: data.benchmarks,
    format: data.format,
    pattern: data.pattern,
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
