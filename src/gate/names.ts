// What the gate calls things, as clauses of a sentence: names come from outside, and nothing in them may end it.
import type { RunSeries } from "../result/matrix.ts";

export interface Names {
  /** "`svd` on `mkl`"; of a series or variant as a whole, its name alone. */
  place(subject: string, benchmark: string | null): string;
  /** undefined for what is no series. */
  series(id: string): string | undefined;
}

const fields = ["platform", "threads", "launcher", "leg", "arm"] as const;

/** By the variant, and of platform, threads, launcher, leg and arm what is not the same in all of the run. */
export function namesOf(all: readonly RunSeries[]): Names {
  const varying = fields.filter((field) => new Set(all.map((one) => one[field])).size > 1);
  const names = new Map(all.map((one) => [one.id, nameOf(one, varying)]));
  return {
    place: (subject, benchmark) => {
      const name = names.get(subject) ?? code(subject);
      return benchmark === null ? name : `${code(benchmark)} on ${name}`;
    },
    series: (id) => names.get(id),
  };
}

/** Both arms of a cell are called the same. */
export function cellNamesOf(all: readonly RunSeries[]): Names {
  return namesOf(all.map((one) => ({ ...one, arm: "head" })));
}

function nameOf(series: RunSeries, varying: readonly (typeof fields)[number][]): string {
  const more = varying.flatMap((field) =>
    field === "threads" ? counted(series.threads, "thread") : (series[field] ?? []),
  );
  return code(series.variant) + (more.length === 0 ? "" : ` (${more.join(", ")})`);
}

/** Nothing in it may end the code span or the line. */
export function code(name: string): string {
  return `\`${name.replace(/[`\s]+/g, " ")}\``;
}

const namedAtMost = 3;

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
