// pytest-benchmark's `--benchmark-compare-fail=mean:5%`: one process per arm, the mean of all rounds, fails above.
// Source: pytest_benchmark/utils.py, PercentageRegressionCheck, and stats.py, Stats.mean, of 5.3.1 on PyPI.
// It repeats a round until its time is up (`--benchmark-max-time`): at equal time, every batch is one of its rounds.
import { meanOfAll } from "./averages.ts";
import type { Rule } from "./rule.ts";
import { alone } from "./rule.ts";

export const pytestBenchmark: Rule = {
  name: "pytest-benchmark mean:5%",
  knob: "ratio",
  setting: 1.05,
  reading: "halves",
  figures: alone(({ base, head }) => meanOfAll(head) / meanOfAll(base)),
};
