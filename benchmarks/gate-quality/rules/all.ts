// Which rules are replayed: as shipped, and by each knob for the comparison at equal false-block rates.
import { asvByChance, asvContinuous } from "./asv-continuous.ts";
import { benchstat, benchstatByChance, benchstatWithCut } from "./benchstat.ts";
import { blasBench, blasBenchByThreshold, blasBenchTwoLooks } from "./blas-bench.ts";
import { githubActionBenchmark } from "./github-action-benchmark.ts";
import { hyperfineWelch } from "./hyperfine-welch.ts";
import { pytestBenchmark } from "./pytest-benchmark.ts";
import type { Rule } from "./rule.ts";

export const ourRule = blasBench(0.05);
export const ourFinerRule = blasBench(0.02);
export const ourTwoLooks = blasBenchTwoLooks(0.05);
export const ourFinerTwoLooks = blasBenchTwoLooks(0.02);

/** The recordings have four benchmarks that are not controls. */
const ourByThreshold = blasBenchByThreshold(4);

export const others: readonly Rule[] = [
  pytestBenchmark,
  githubActionBenchmark(200),
  githubActionBenchmark(110),
  asvContinuous,
  benchstat,
  benchstatWithCut,
  hyperfineWelch,
];

export const ourKnobs: readonly Rule[] = [
  { ...ourRule, name: `${ourRule.name}, by rate`, fixed: true },
  { ...ourFinerRule, name: `${ourFinerRule.name}, by rate`, fixed: true },
  ourByThreshold,
];

/** Two rules that differ in their setting alone are one here. */
export const otherKnobs: readonly Rule[] = [
  { ...pytestBenchmark, name: "ratio of means (pytest-benchmark, github-action-benchmark)" },
  { ...asvContinuous, name: "asv continuous, by factor" },
  { ...asvByChance(1.05), name: "asv's test, factor 1.05, by chance", fixed: true },
  { ...benchstat, name: "benchstat, by alpha" },
  { ...benchstatWithCut, name: "benchstat p < 0.05, by cut" },
  { ...benchstatByChance(1.05), name: "benchstat and 5 %, by alpha" },
  { ...hyperfineWelch, name: "hyperfine Welch, by alpha" },
];
