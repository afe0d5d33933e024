// How long and how often series take turns, as far as that is known before anything is measured.
import type { Config } from "../inputs/config.ts";
import { blocksForFamily } from "./blocks.ts";
import type { EnvironmentPlan, SchedulePlan } from "./plan.ts";

/** An exact signed-rank interval of 95 % exists from 6 blocks on; 10 still hold it with a block gone wrong. */
const automaticBlocks = 10;
/** With nothing to compare, blocks only show the spread. */
const automaticBlocksAlone = 4;
/** Short batches that alternate often: see docs/measuring.md for the figures. */
const turns = 16;
const batchMilliseconds = 5;

export function scheduleOf(config: Config, environments: readonly EnvironmentPlan[], seed: number): SchedulePlan {
  const { budgetMilliseconds, blocks } = config;
  const { caps } = blocks;
  return { seed, ...blocksOf(config, environments), caps, turns, batchMilliseconds, budgetMilliseconds };
}

/** A published script is one whole run per variant, unless more are asked for. */
function blocksOf(
  { blocks, benchmarks, launchers }: Config,
  environments: readonly EnvironmentPlan[],
): Pick<SchedulePlan, "blocks" | "blocksByFamily"> {
  const given = (count: number) => ({ blocks: count, blocksByFamily: false });
  if (blocks.count !== "auto") return given(blocks.count);
  if (environments.some(({ arm }) => arm === "base")) return { blocks: blocksForFamily(1), blocksByFamily: true };
  const isPublished = benchmarks.kind === "suite" && (benchmarks.suite === "mysvd" || benchmarks.suite === "dario");
  if (isPublished || benchmarks.kind === "script") return given(1);
  return given(environments.length > 1 || launchers.length > 1 ? automaticBlocks : automaticBlocksAlone);
}
