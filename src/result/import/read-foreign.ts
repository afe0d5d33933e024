// Which format a text is of, by its content, and what is in it.
import { UserError } from "../../errors.ts";
import { asv } from "./asv.ts";
import type { Content, Format } from "./format.ts";
import { goText } from "./go-text.ts";
import { googleBenchmark } from "./google-benchmark.ts";
import { hyperfine } from "./hyperfine.ts";
import type { FormatName, ImportedRun } from "./imported-run.ts";
import { JsonFault, lineAndColumn, parseJsonText } from "./json-text.ts";
import { pyperf } from "./pyperf.ts";
import { pytestBenchmark } from "./pytest-benchmark.ts";
import { valuesOf } from "./rows.ts";
import { samples } from "./samples.ts";

export const formats: readonly Format[] = [samples, pytestBenchmark, googleBenchmark, pyperf, hyperfine, asv, goText];

/** Bigger files than any suite writes, and still read in a second. */
export const mostBytes = 64 * 1024 * 1024;
const mostBenchmarks = 20_000;
const mostSamples = 4_000_000;

/**
 * @param text The whole file, or all that a command printed.
 * @param where How it is named in messages.
 * @param expected Only this format will do; null: any of them.
 * @throws UserError where it is of none, of another one, cut off, too large, or holds no benchmark at all.
 */
export function readForeign(text: string, where: string, expected: FormatName | null): ImportedRun {
  if (text.length > mostBytes)
    throw refusal(where, `is larger than ${mostBytes / 2 ** 20} MiB`, "select fewer benchmarks");
  const content = contentOf(text.replace(/^\uFEFF/, ""), where);
  const format = formats.find(({ recognises }) => recognises(content));
  const wanted = formats.find(({ name }) => name === expected);
  if (format === undefined) throw refusal(where, unknownText(content), remedyOf(wanted));
  if (wanted !== undefined && wanted !== format)
    throw refusal(
      where,
      `is ${format.title}, and not ${wanted.title}`,
      `say format ${format.name}, or have it write ${wanted.title}`,
    );
  const run = format.read(content);
  if (run.benchmarks.length + run.omitted.length === 0)
    throw refusal(where, `is ${format.title} without a single benchmark`, "see whether the tool selected any");
  requireModest(run, where);
  return run;
}

function requireModest({ benchmarks, omitted }: ImportedRun, where: string): void {
  if (benchmarks.length + omitted.length > mostBenchmarks)
    throw refusal(where, `holds more than ${mostBenchmarks} benchmarks`, "select fewer of them");
  const taken = benchmarks.reduce((sum, { figures }) => sum + valuesOf(figures).length, 0);
  if (taken > mostSamples) throw refusal(where, `holds more than ${mostSamples} samples`, "take fewer of them");
}

function contentOf(text: string, where: string): Content {
  // Go's text begins with a letter, whatever it is.
  if (!/^\s*[[{]/.test(text)) return { kind: "text", text, where };
  try {
    return { kind: "json", document: { text, value: parseJsonText(text), where } };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { line, column } = lineAndColumn(text, error.offset);
    const remedy = /^\{"(?:Time|Action)":/.test(text.trimStart())
      ? "give the text that go test prints without -json"
      : "have the tool write the file anew";
    throw refusal(`${where}, line ${line}, column ${column}`, `the JSON ${error.message}`, remedy);
  }
}

function unknownText(content: Content): string {
  if (content.kind === "json") return "is JSON of a format that is not read here";
  return content.text.trim() === "" ? "is empty" : "is of a format that is not read here";
}

function remedyOf(wanted: Format | undefined): string {
  if (wanted !== undefined) return `have it write ${wanted.title}`;
  return `give a result.json of a run, or ${formats.map(({ title }) => title).join(", ")}`;
}

function refusal(where: string, what: string, remedy: string): UserError {
  return new UserError([{ where, what, remedy }]);
}
