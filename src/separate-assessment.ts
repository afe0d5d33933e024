// Everything that is computed from two results of separate runs: whether they can be compared, and what comes of it.

import { verdictsOf } from "./assessment.ts";
import { headOf } from "./compare/comparability.ts";
import type { SeparateRuns } from "./compare/separate-runs.ts";
import { compareSeparateRuns } from "./compare/separate-runs.ts";
import type { Problem } from "./errors.ts";
import { UserError } from "./errors.ts";
import { visibleName } from "./report/inert.ts";
import { count } from "./report/numbers.ts";
import type { SeparateRunsModel } from "./report/separate-runs-model.ts";
import { buildSeparateRuns } from "./report/separate-runs-model.ts";
import type { Result, Series } from "./result/schema.ts";

export interface StoredRun {
  /** As it was named by whoever asked. */
  readonly file: string;
  readonly result: Result;
}

/**
 * Pure: the same files give the same figures. Nothing is decided.
 *
 * @throws UserError with every reason why the times cannot be compared.
 */
export function assessSeparateRuns(a: StoredRun, b: StoredRun): SeparateRunsModel {
  const [headA, headB] = [headOf(a.result), headOf(b.result)];
  const comparison = compareSeparateRuns(headA, headB);
  const [first, ...rest] = refusals(comparison, { ...a, result: headA }, { ...b, result: headB });
  if (first !== undefined) throw new UserError([first, ...rest]);
  const facts = ({ file, result }: StoredRun, head: Result) => ({
    file,
    result: head,
    hasBase: head.series.length < result.series.length,
    verdicts: verdictsOf(head),
  });
  return buildSeparateRuns(comparison, facts(a, headA), facts(b, headB));
}

const shownReasons = 10;

/** What is quoted of the files stands on one line, with nothing in it that a terminal would act on. */
function refusals(comparison: SeparateRuns, a: StoredRun, b: StoredRun): readonly Problem[] {
  const { machines, pairs, comparisons, notComparable } = comparison;
  const where = `${a.file} and ${b.file}`;
  const otherMachine = machines.map((one) => ({
    where,
    what: `the ${one.what} is not the same: ${visibleName(one.a)} in the first, ${visibleName(one.b)} in the second`,
    remedy: "measure both on one machine",
  }));
  if (pairs.length === 0)
    return [
      ...otherMachine,
      {
        where,
        what: `they have no series in common: ${seriesText(a.result)} in the first, ${seriesText(b.result)} in the second`,
        remedy: "measure both with the same variants, threads and launcher",
      },
    ];
  if (comparisons.some(({ benchmark }) => benchmark.role === "benchmark")) return otherMachine;
  const reasons = notComparable.slice(0, shownReasons).map(({ benchmark, reason }) => ({
    where,
    what: `${visibleName(benchmark)} ${reason}`,
    remedy: "measure both with the same benchmarks",
  }));
  const nothing = {
    where,
    what: "they have no benchmark in common whose times can be compared",
    remedy: "measure both with the same benchmarks",
  };
  return [...otherMachine, ...reasons, nothing];
}

function seriesText({ series }: Result): string {
  const text = ({ variant, platform, threads, launcher }: Series): string =>
    `${visibleName(variant)} (${platform}, ${count(threads, "thread")}, ${launcher})`;
  return series.length === 0 ? "none at head" : series.slice(0, shownReasons).map(text).join(", ");
}
