// github-action-benchmark's `alert-threshold` with `fail-on-alert`: the ratio of the two values that the tools reported.
// Source: benchmark-action/github-action-benchmark at 019cbcb, src/write.ts, getRatio and findAlerts, and src/extract.ts
// at 04dcc2c, extractPytestResult: of pytest-benchmark it takes `ops`, which is rounds by total time.
import { meanOfAll } from "./averages.ts";
import type { Process, Rule } from "./rule.ts";
import { alone } from "./rule.ts";

/** @param percent As in `alert-threshold`: 200 is the action's default, 110 what projects choose that want to see more. */
export function githubActionBenchmark(percent: number): Rule {
  return {
    name: `github-action-benchmark ${percent}%`,
    knob: "ratio",
    setting: percent / 100,
    reading: "halves",
    figures: alone(({ base, head }) => iterationsPerMicrosecond(base) / iterationsPerMicrosecond(head)),
  };
}

function iterationsPerMicrosecond(processes: readonly Process[]): number {
  return 1 / meanOfAll(processes);
}
