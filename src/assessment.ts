// Everything that is computed from a result: the same for a run that has just ended and for a stored file.
import { compareResult } from "./compare/compare.ts";
import type { Comparisons } from "./compare/comparison.ts";
import { isUndecided } from "./compare/family.ts";
import { defaultThreshold, thresholdsOf } from "./compare/thresholds.ts";
import { unmatchedNotices } from "./compare/unmatched-globs.ts";
import { decide } from "./gate/decide.ts";
import type { Decision } from "./gate/decision.ts";
import type { Config } from "./inputs/config.ts";
import type { ReportModel } from "./report/model.ts";
import { buildReport } from "./report/model.ts";
import type { Result } from "./result/schema.ts";
import { adviseOn } from "./verify/advice.ts";
import { judgeSeries } from "./verify/judge.ts";
import type { BackendVerdict } from "./verify/verdict.ts";

export interface Assessment {
  /** By series id. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
  readonly comparisons: Comparisons;
  readonly decision: Decision;
  readonly report: ReportModel;
}

/** Pure: the same result and rules give the same assessment, whoever computes it. */
export function assess(result: Result, { failOn, threshold }: Pick<Config, "failOn" | "threshold">): Assessment {
  const verdicts = verdictsOf(result);
  const comparisons = comparisonsOf(result, threshold);
  const decision = decide({ result, verdicts, comparisons, failOn });
  const advice = adviseOn(result, verdicts);
  const notices = [...result.notices, ...unmatchedNotices(result, threshold.overrides)];
  const report = buildReport({ result, verdicts, advice, comparisons, decision, notices });
  return { verdicts, comparisons, decision, report };
}

/** Names of the benchmarks of which head against base leaves any cell undecided: what a second look is for. */
export function undecidedBenchmarks(result: Result, { threshold }: Pick<Config, "threshold">): readonly string[] {
  const undecided = comparisonsOf(result, threshold).code.comparisons.filter(isUndecided);
  return [...new Set(undecided.map(({ benchmark }) => benchmark))];
}

function comparisonsOf(result: Result, { defaultShare, overrides }: Config["threshold"]): Comparisons {
  return compareResult(result, thresholdsOf(defaultShare ?? defaultThreshold(result.host.platform), overrides));
}

/** By series id. */
export function verdictsOf(result: Result): ReadonlyMap<string, BackendVerdict> {
  const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
  return new Map(
    result.series.map((series) => {
      const environment = environments.get(series.environment);
      if (environment === undefined) throw new Error(`series ${series.id} has no environment`);
      return [series.id, judgeSeries(series, environment, timedBlocks(result, series.id))];
    }),
  );
}

function timedBlocks({ measurements }: Result, series: string): number[] {
  const blocks = measurements
    .filter((measurement) => measurement.series === series)
    .flatMap((measurement) => measurement.blocks.map(({ block }) => block));
  return [...new Set(blocks)].sort((one, other) => one - other);
}
