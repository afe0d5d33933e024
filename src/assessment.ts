// Everything that is computed from a result: the same for a run that has just ended and for a stored file.
import { compareResult, compareResults } from "./compare/compare.ts";
import type { Comparisons } from "./compare/comparison.ts";
import { isUndecided } from "./compare/family.ts";
import type { ThresholdFor } from "./compare/thresholds.ts";
import { defaultThreshold, thresholdsOf } from "./compare/thresholds.ts";
import { unmatchedNotices } from "./compare/unmatched-globs.ts";
import { decide } from "./gate/decide.ts";
import type { Decision } from "./gate/decision.ts";
import type { Config } from "./inputs/config.ts";
import type { ReportModel } from "./report/model.ts";
import { buildReport } from "./report/model.ts";
import type { Run } from "./result/matrix.ts";
import { legsOf } from "./result/matrix.ts";
import type { Result } from "./result/schema.ts";
import { adviseOn } from "./verify/advice.ts";
import { judgeSeries } from "./verify/judge.ts";
import type { Advice, BackendVerdict } from "./verify/verdict.ts";

export interface Assessment {
  /** By series id. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
  readonly comparisons: Comparisons;
  readonly decision: Decision;
  readonly report: ReportModel;
}

export interface Rules {
  readonly failOn: Config["failOn"];
  /** For each leg, in their order. */
  readonly thresholds: readonly Config["threshold"][];
}

/** Pure: the same result and rules give the same assessment, whoever computes it. */
export function assess(result: Result, { failOn, threshold }: Pick<Config, "failOn" | "threshold">): Assessment {
  return assessRun(result, { failOn, thresholds: [threshold] });
}

/** A matrix decides once: its legs are compared each within itself, and judged, decided and shown as one. */
export function assessRun(result: Run, { failOn, thresholds }: Rules): Assessment {
  const legs = legsOf(result);
  const thresholdOf = (index: number): Config["threshold"] =>
    thresholds[index] ?? { defaultShare: null, overrides: [] };
  const verdicts = new Map(legs.flatMap((leg) => [...verdictsOf(leg)]));
  const comparisons = compareResults(
    legs.map((leg, index) => ({ result: leg, thresholdFor: thresholdFor(leg, thresholdOf(index)) })),
  );
  const decision = decide({ result, verdicts, comparisons, failOn });
  const advice = mergeAdvice(legs.map((leg) => adviseOn(leg, verdicts)));
  const unmatched = legs.flatMap(({ configuration }, index) =>
    unmatchedNotices({ benchmarks: result.benchmarks, configuration }, thresholdOf(index).overrides),
  );
  const notices = [...new Set([...result.notices, ...unmatched])];
  const report = buildReport({ result, verdicts, advice, comparisons, decision, notices });
  return { verdicts, comparisons, decision, report };
}

/** Names of the benchmarks of which head against base leaves any cell undecided: what a second look is for. */
export function undecidedBenchmarks(result: Result, { threshold }: Pick<Config, "threshold">): readonly string[] {
  const undecided = compareResult(result, thresholdFor(result, threshold)).code.comparisons.filter(isUndecided);
  return [...new Set(undecided.map(({ benchmark }) => benchmark))];
}

function thresholdFor({ host }: Result, { defaultShare, overrides }: Config["threshold"]): ThresholdFor {
  return thresholdsOf(defaultShare ?? defaultThreshold(host.platform), overrides);
}

/** What is to be said of several legs is said once. */
function mergeAdvice(lists: readonly (readonly Advice[])[]): readonly Advice[] {
  const byText = new Map<string, Advice>();
  for (const advice of lists.flat()) {
    const known = byText.get(advice.text);
    byText.set(advice.text, { ...advice, subjects: [...new Set([...(known?.subjects ?? []), ...advice.subjects])] });
  }
  return [...byText.values()];
}

/** By series id. */
export function verdictsOf(result: Result): ReadonlyMap<string, BackendVerdict> {
  const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
  const blocks = timedBlocks(result);
  return new Map(
    result.series.map((series) => {
      const environment = environments.get(series.environment);
      if (environment === undefined) throw new Error(`series ${series.id} has no environment`);
      return [series.id, judgeSeries(series, environment, blocks.get(series.id) ?? [])];
    }),
  );
}

/** By series id, in ascending order. */
function timedBlocks({ measurements }: Result): ReadonlyMap<string, readonly number[]> {
  const timed = new Map<string, Set<number>>();
  for (const { series, blocks } of measurements) {
    const known = timed.get(series) ?? new Set();
    timed.set(series, known);
    for (const number of blocks.numbers) known.add(number);
  }
  return new Map([...timed].map(([series, numbers]) => [series, [...numbers].sort((one, other) => one - other)]));
}
