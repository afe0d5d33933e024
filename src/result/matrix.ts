// A run as it is judged and shown: one result, or the legs of a matrix, each measured on a machine of its own.
import type { Result, Series } from "./schema.ts";

/** A series, and what tells its leg from others that hold the same cell; nothing where its cell alone does. */
export interface RunSeries extends Series {
  readonly leg?: string;
}

export interface Leg extends Result {
  /** For people, such as "mkl (linux-64)"; "" where there is no other leg. */
  readonly title: string;
}

/** What legs have in common, and their lists one after the other: ids are unique in all of them. */
export interface Matrix
  extends Pick<
    Result,
    | "tool"
    | "startedAt"
    | "elapsedSeconds"
    | "code"
    | "environments"
    | "benchmarks"
    | "measurements"
    | "failures"
    | "absences"
    | "notices"
  > {
  readonly series: RunSeries[];
  /** Each whole, with its own schedule, host and conditions: of these, no leg says anything about another. */
  readonly legs: readonly Leg[];
}

export type Run = Result | Matrix;

export interface NamedResult {
  /** As people know it, for messages. */
  readonly file: string;
  readonly result: Result;
}

export function legsOf(run: Run): readonly Leg[] {
  return "legs" in run ? run.legs : [{ ...run, title: "" }];
}

/** What is left of a run whose legs all left nothing. */
export function emptyRun(toolVersion: string, startedAt: string): Matrix {
  return {
    tool: { name: "blas-bench", version: toolVersion },
    startedAt,
    elapsedSeconds: 0,
    code: null,
    environments: [],
    series: [],
    benchmarks: [],
    measurements: [],
    failures: [],
    absences: [],
    notices: [],
    legs: [],
  };
}
