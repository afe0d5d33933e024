// What a whole process measured: its own time, the times in the lines it printed, or what it wrote in another tool's format.
import { UserError } from "../errors.ts";
import { globOf } from "../plan/glob.ts";
import type { BenchmarkPlan } from "../plan/plan.ts";
import type { ImportedBenchmark } from "../result/import/imported-run.ts";
import { readForeign } from "../result/import/read-foreign.ts";
import { valuesOf } from "../result/import/rows.ts";
import { measureOf } from "../result/import/units.ts";
import type { ProcessRun, Quantity } from "../result/worker-messages.ts";
import type { Trouble } from "./worker.ts";

export interface ProcessFigures {
  readonly parts: readonly { readonly name: string; readonly nanoseconds: number }[];
  /** What is no time. */
  readonly values: readonly { readonly name: string; readonly value: number; readonly quantity: Quantity }[];
  readonly failed: readonly { readonly name: string; readonly trouble: Trouble }[];
  readonly notices: readonly string[];
  /** What it printed of its times, as it stands there. */
  readonly summaryLines: readonly string[];
}

/** Longer lines hold no time for people, and a user's expression might take forever on them. */
const longestLine = 2000;
const mostLines = 100_000;
const namedAtMost = 10;

/** Pure. @param name Of the process as a whole. */
export function figuresOf(plan: BenchmarkPlan, name: string, run: ProcessRun): ProcessFigures | Trouble {
  const all = allFigures(plan, name, run);
  if ("message" in all || plan.select.length === 0) return all;
  const globs = plan.select.map((glob) => ({ glob, fits: globOf(glob) }));
  const isSelected = (part: { readonly name: string }): boolean =>
    globs.some(({ glob, fits }) => glob === part.name || fits(part.name));
  const [parts, values] = [all.parts.filter(isSelected), all.values.filter(isSelected)];
  const failed = all.failed.filter(isSelected);
  if (parts.length + values.length + failed.length > 0) return { ...all, parts, values, failed };
  const there = [...all.parts, ...all.values, ...all.failed].map((part) => part.name);
  return trouble(`reports nothing that fits ${plan.select.join(" or ")}: there are ${listed(there)}`);
}

/** Parts that are reported in some blocks and not in others, which cannot be compared. @param rows of one process */
export function gapsIn(
  rows: readonly { readonly benchmark: string; readonly blocks: readonly unknown[] }[],
): readonly { readonly part: string; readonly trouble: Trouble }[] {
  const most = rows.reduce((longest, { blocks }) => Math.max(longest, blocks.length), 0);
  return rows
    .filter(({ blocks }) => blocks.length < most)
    .map(({ benchmark, blocks }) => ({
      part: benchmark,
      trouble: trouble(`was reported in ${blocks.length} of ${most} blocks`),
    }));
}

function allFigures(
  { source, format, pattern }: BenchmarkPlan,
  name: string,
  run: ProcessRun,
): ProcessFigures | Trouble {
  if (source.kind === "command") {
    if (format === null) throw new Error("a command without a format");
    return foreignFigures(run.output, format);
  }
  if (pattern !== null) return printedFigures(run.output, name, pattern);
  const parts = [{ name, nanoseconds: run.wallNanoseconds }];
  return { parts, values: [], failed: [], notices: [], summaryLines: [] };
}

function foreignFigures(output: string, format: Parameters<typeof readForeign>[2]): ProcessFigures | Trouble {
  try {
    const { benchmarks, omitted } = readForeign(output, "its output", format);
    const times = benchmarks.filter(({ unit }) => unit === "s");
    const others = benchmarks
      .filter(({ unit }) => unit !== "s")
      .map((one) => ({ ...one, better: directionOf(one, format) }));
    const aimless = others.filter(({ better }) => better === null).map((one) => one.name);
    const [skipped, failed] = [omitted.filter(isSkipped), omitted.filter((one) => !isSkipped(one))];
    return {
      parts: times.map((one) => ({ name: one.name, nanoseconds: centre(one) * 1e9 })),
      values: others.flatMap(({ name, unit, better, figures }) =>
        better === null
          ? []
          : [{ name, value: median(valuesOf(figures)), quantity: { unit: unit.slice(0, 100), better } }],
      ),
      failed: failed.map(({ name, why }) => ({ name, trouble: { message: why, lastLines: [] } })),
      notices: [
        ...(aimless.length === 0
          ? []
          : [`Nothing says which way is better of these, so they are left out: ${listed(aimless)}.`]),
        ...(skipped.length === 0 ? [] : [`The command skipped ${listed(skipped.map(({ name }) => name))}.`]),
      ],
      summaryLines: [],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return trouble(`cannot be read: ${error.message}`);
  }
}

/** asv has no word for it, and its own comparison calls everything that grows worse. */
function directionOf({ better }: ImportedBenchmark, format: string | null): ImportedBenchmark["better"] {
  return better ?? (format === "asv" ? "smaller" : null);
}

function isSkipped({ why }: { readonly why: string }): boolean {
  return why === "was skipped";
}

/** The median of the logarithms, so that it is in the middle for ratios in both directions. */
function centre({ figures }: ImportedBenchmark): number {
  return Math.exp(median(valuesOf(figures).map(Math.log)));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return low === high ? low : (low + high) / 2;
}

/** A name that is printed several times has as many samples. */
function printedFigures(output: string, whole: string, pattern: string): ProcessFigures | Trouble {
  const expression = new RegExp(pattern, "u");
  const lines = output.split("\n").slice(0, mostLines);
  const samples = new Map<string, number[]>();
  const printed: string[] = [];
  for (const line of lines) {
    const groups = line.length > longestLine ? undefined : expression.exec(line)?.groups;
    if (groups === undefined) continue;
    const { name = whole, value = "", unit = "s" } = groups;
    const measure = measureOf(unit);
    if (measure.unit !== "s")
      return trouble(`printed a time in ${JSON.stringify(unit)}, which is no unit of time: ${line.trim()}`);
    const seconds = measure.inUnit(value.trim() === "" ? Number.NaN : Number(value));
    if (!(Number.isFinite(seconds) && seconds > 0))
      return trouble(`printed ${JSON.stringify(value)}, which is no time: ${line.trim()}`);
    printed.push(line.trimEnd());
    samples.set(name, [...(samples.get(name) ?? []), seconds]);
  }
  if (samples.size === 0) return { message: "printed no line that fits the pattern", lastLines: lines.slice(-12) };
  const parts = [...samples].map(([name, taken]) => {
    const figures = { kind: "samples", samples: taken } as const;
    return { name, nanoseconds: centre({ name, unit: "s", better: "smaller", figures }) * 1e9 };
  });
  return { parts, values: [], failed: [], notices: [], summaryLines: printed.slice(0, 100) };
}

function trouble(message: string): Trouble {
  return { message, lastLines: [] };
}

function listed(names: readonly string[]): string {
  const more = names.length - namedAtMost;
  const quoted = names.slice(0, namedAtMost).map((name) => `\`${name.replaceAll("`", "'")}\``);
  return [...quoted, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
