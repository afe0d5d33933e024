// What regressed, on the lines where people define it: for the check run, and for the step where there is no check.
import { visible, visibleName } from "../report/inert.ts";
import type { ReportModel } from "../report/model.ts";
import { armFigure, ratioWithInterval } from "../report/numbers.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import { inertLines } from "./log.ts";

export interface Annotation {
  readonly level: "failure" | "warning";
  /** From the repository's folder. */
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

type Row = ReportModel["code"]["rows"][number];

// GitHub shows ten of each level for a step ("Annotations" in the runner's sources), and drops the rest without a word.
const mostPerStep = 10;
const mostCells = 20;

/** One for each benchmark that regressed or could not be compared, in the order of the rows: worst first. */
export function annotationsOf(rows: readonly Row[], benchmarks: readonly Benchmark[]): readonly Annotation[] {
  const sources = new Map(benchmarks.map(({ name, source }) => [name, source]));
  const wanted = rows.filter(({ outcome }) => outcome === "regressed" || outcome === "failed");
  return [...new Set(wanted.map(({ benchmark }) => benchmark))].flatMap((benchmark): Annotation[] => {
    const source = sources.get(benchmark) ?? null;
    if (source === null || "command" in source) return [];
    const own = wanted.filter((row) => row.benchmark === benchmark);
    const isSlower = own.some(({ outcome }) => outcome === "regressed");
    const name = visibleName(benchmark);
    return [
      {
        ...source,
        level: isSlower ? "failure" : "warning",
        title: isSlower ? `${name} is ${word(own)} than base` : `${name} could not be compared with base`,
        message: [...own.slice(0, mostCells).map(cellText), ...more(own.length - mostCells, "comparison")].join("\n"),
      },
    ];
  });
}

function word(rows: readonly Row[]): string {
  return rows.some(({ values }) => values !== undefined) ? "worse" : "slower";
}

function cellText(row: Row): string {
  const { label, outcome, estimate, reason } = row;
  const where = visible(label);
  if (outcome === "failed") return `${where}: ${visible(reason ?? "failed")}`;
  const [base, head] = (["base", "head"] as const).map((arm) => armFigure(row, arm));
  const figures = base == null || head == null ? "" : `, ${visible(base)} to ${visible(head)}`;
  return `${where}: ${estimate === null ? word([row]) : `${ratioWithInterval(estimate)} of base`}${figures}`;
}

function more(amount: number, noun: string): string[] {
  return amount > 0 ? [`${amount} more ${noun}${amount === 1 ? "" : "s"}`] : [];
}

/** Those that GitHub shows of a step, of which the last says how many there are more. */
export function stepAnnotations(annotations: readonly Annotation[]): readonly Annotation[] {
  return (["failure", "warning"] as const).flatMap((level) => {
    const own = annotations.filter((one) => one.level === level);
    if (own.length <= mostPerStep) return own;
    return own
      .slice(0, mostPerStep)
      .map((one, index) =>
        index === mostPerStep - 1
          ? { ...one, message: [one.message, ...more(own.length - mostPerStep, "benchmark")].join("\n") }
          : one,
      );
  });
}

/** Into the runner's log, as commands that it makes annotations of. */
export async function writeStepAnnotations(annotations: readonly Annotation[]): Promise<void> {
  // Loaded here, because the first input error must not wait for it.
  const { error, warning } = await import("@actions/core");
  for (const { level, message, title, file, line } of stepAnnotations(annotations))
    (level === "failure" ? error : warning)(inertLines(message).join("\n"), {
      title: inertLines(title).join(" "),
      file,
      startLine: line,
    });
}
