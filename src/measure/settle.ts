// What the first block tells: how many decisions there are to make, how many blocks they take, and what fits into the time.
import { blocksForFamily, fewestBlocksFor } from "../plan/blocks.ts";
import type { SchedulePlan } from "../plan/plan.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Fit } from "./budget.ts";
import { fewestBlocks, fitToBudget } from "./budget.ts";
import type { LiveBlock } from "./live-block.ts";
import { cellsOf } from "./pace.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { TurnsRun } from "./turns.ts";
import { turnMilliseconds } from "./turns.ts";

export interface Settled {
  readonly schedule: SchedulePlan;
  /** That a decision needs, where there is one to make. */
  readonly fewestBlocks: number;
  readonly fit: Fit;
}

export interface FirstBlock {
  readonly block: LiveBlock;
  /** Starting, setting up and proving: what does not depend on the number of turns. */
  readonly fixedMilliseconds: number;
  /** What setting each benchmark up took of that: a limited one is not set up in every block. */
  readonly setUp: Stopwatch;
}

export function settle(run: TurnsRun, planned: SchedulePlan, plannedLooks: number, first: FirstBlock): Settled {
  const { records } = run;
  const benchmarks = records.benchmarks();
  const armedCells = (role: Benchmark["role"]): number =>
    benchmarks
      .filter((one) => one.role === role)
      .flatMap(({ name }) => cellsOf(first.block.openSeriesOf(name)).filter((arms) => arms.length === 2)).length;
  const cells = armedCells("benchmark");
  const needed = cells > 0 ? fewestBlocksFor(cells, plannedLooks) : 0;
  if (cells > 0) records.checkCaps(needed, cells);
  const wanted = planned.blocksByFamily ? blocksForFamily(cells) : planned.blocks;
  const schedule = { ...planned, blocks: Math.min(wanted, records.longest(benchmarks) || wanted) };
  const spared = benchmarks.reduce(
    (sum, one) => sum + first.setUp.millisecondsOf(one) * (1 - records.shareOf(one, schedule.blocks)),
    0,
  );
  const cost = {
    fixedMilliseconds: first.fixedMilliseconds - spared,
    turnMilliseconds: turnMilliseconds(first.block, run, schedule.blocks),
  };
  // Controls, in both directions at half the rate, must be able to object to what is decided.
  const neededByControls = cells > 0 ? fewestBlocksFor(2 * armedCells("control"), plannedLooks) : 0;
  const fewest = Math.max(fewestBlocks, needed, neededByControls);
  return { schedule, fewestBlocks: fewest, fit: fitToBudget(schedule, cost, fewest) };
}
