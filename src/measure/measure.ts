// Environments -> Measured: block after block of fresh processes, as many as the time budget allows.
import { Interrupted } from "../errors.ts";
import { blocksForFamily, fewestBlocksFor } from "../plan/blocks.ts";
import type { SchedulePlan } from "../plan/plan.ts";
import type { Conditions } from "../result/conditions.ts";
import type { Schedule } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Effects } from "../system/effects.ts";
import type { BlockCost, Fit } from "./budget.ts";
import { fewestBlocks, fitToBudget, isTimeForAnother, shortenings } from "./budget.ts";
import { LiveBlock } from "./live-block.ts";
import { createRandom } from "./order.ts";
import { cellsOf, Pace } from "./pace.ts";
import type { SeriesRecord } from "./records.ts";
import { Records } from "./records.ts";
import type { Measured, MeasureRequest, Progress } from "./request.ts";
import { defaultPatience } from "./request.ts";
import type { TurnsRun } from "./turns.ts";
import { prepareTurns, takeTurns } from "./turns.ts";
import { Watch } from "./watch.ts";
import { runWhole } from "./whole.ts";
import type { WorkerSite } from "./worker.ts";

/** Writing a request, waking a process, reading its answer. */
const batchOverheadMilliseconds = 1;

/**
 * Times every series of the request. What fails is in the failures; the other series go on.
 *
 * @throws Interrupted when the run was aborted. However it ends, no process and no folder of it is left.
 */
export async function measure(
  request: MeasureRequest,
  effects: Effects,
  onProgress: (progress: Progress) => void,
): Promise<Measured> {
  const workingFolder = await effects.files.makeTemporaryFolder(effects.temporaryFolder, "blas-bench-work-");
  try {
    const session = new Session(request, effects, workingFolder, onProgress);
    const schedule = await session.measureBlocks();
    if (effects.signal.aborted) throw new Interrupted();
    return { ...session.run.records.measured(), schedule, conditions: session.conditions };
  } finally {
    await effects.files.removeTree(workingFolder);
  }
}

class Session {
  readonly run: TurnsRun;
  readonly conditions: Conditions[] = [];
  readonly #request: MeasureRequest;
  readonly #onProgress: (progress: Progress) => void;
  readonly #start: number;
  #schedule: SchedulePlan;
  #fewestBlocks = fewestBlocks;
  #fit: Fit;

  constructor(
    request: MeasureRequest,
    effects: Effects,
    workingFolder: string,
    onProgress: (progress: Progress) => void,
  ) {
    const patience = request.patience ?? defaultPatience;
    this.#request = request;
    this.#onProgress = onProgress;
    this.#start = effects.clock.monotonicMilliseconds();
    this.#schedule = request.schedule;
    this.#fit = request.schedule;
    this.run = {
      records: new Records(request.series),
      effects,
      patience,
      pace: new Pace(patience),
      batchMilliseconds: request.schedule.batchMilliseconds,
      siteOf: (record) => siteOf(record, request, workingFolder),
    };
  }

  async measureBlocks(): Promise<Schedule> {
    let done = 0;
    let left = this.#unfinished();
    while (left.length > 0 && done < this.#fit.blocks && this.#isTimeForAnother(done)) {
      await this.#measureBlock(done, left);
      done += 1;
      left = this.#unfinished();
    }
    const schedule = this.#schedule;
    // When nothing is left to measure, failures say why: the budget took nothing away.
    const fit = { turns: this.#fit.turns, blocks: left.length > 0 ? done : schedule.blocks };
    return {
      seed: schedule.seed,
      plannedBlocks: schedule.blocks,
      looks: [schedule.blocks],
      turns: fit.turns,
      batchMilliseconds: schedule.batchMilliseconds,
      budgetMilliseconds: schedule.budgetMilliseconds,
      shortened: shortenings(schedule, fit, this.#elapsed()),
    };
  }

  async #measureBlock(number: number, series: readonly SeriesRecord[]): Promise<void> {
    const start = this.#elapsed();
    this.#tell(number, "starting", null, 0);
    const block = await LiveBlock.start(number, series, this.run);
    try {
      for (const benchmark of this.run.records.benchmarks()) {
        this.#tell(number, "preparing", benchmark.name, 0);
        if (benchmark.method === "turns") await prepareTurns(block, benchmark, this.run);
      }
      const proofStart = this.#elapsed();
      this.#tell(number, "proving", null, 0);
      await block.prove("before");
      const now = this.#elapsed();
      // The proof after timing will take as long as the one before.
      if (number === 0) this.#settle(block, 2 * now - proofStart - start);
      const watch = await Watch.begin(block, this.run.effects);
      await this.#time(block, watch);
      this.conditions.push(await watch.end());
      this.#tell(number, "proving", null, 1);
      await block.prove("after");
      block.keep();
    } finally {
      await block.end();
    }
  }

  /** The first block tells how many decisions there are to make, and what they cost. */
  #settle(block: LiveBlock, fixedMilliseconds: number): void {
    const cells = this.run.records
      .benchmarks()
      .filter(({ role }) => role === "benchmark")
      .flatMap(({ name }) => cellsOf(block.seriesOf(name)).filter((arms) => arms.length === 2)).length;
    if (cells > 0) this.#fewestBlocks = Math.max(fewestBlocks, fewestBlocksFor(cells));
    if (this.#schedule.blocksByFamily) this.#schedule = { ...this.#schedule, blocks: blocksForFamily(cells) };
    this.#fit = fitToBudget(this.#schedule, this.#cost(block, fixedMilliseconds), this.#fewestBlocks);
  }

  #isTimeForAnother(done: number): boolean {
    return isTimeForAnother(this.#elapsed(), done, this.#schedule, this.#fewestBlocks);
  }

  async #time(block: LiveBlock, watch: Watch): Promise<void> {
    const benchmarks = this.run.records.benchmarks();
    for (const [index, benchmark] of benchmarks.entries()) {
      this.#tell(block.number, "timing", benchmark.name, index / benchmarks.length);
      await watch.look();
      const random = createRandom(this.#request.schedule.seed, block.number, index);
      if (benchmark.method === "whole") await runWhole(block, benchmark, random, this.run);
      else await takeTurns(block, benchmark.name, this.#fit.turns, random, this.run);
    }
  }

  /** Whole runs cost what nobody knows before the first; the check before each further block knows. */
  #cost(block: LiveBlock, fixedMilliseconds: number): BlockCost {
    const batch = ({ plan }: SeriesRecord, { name }: Benchmark): number =>
      (this.run.pace.longestMilliseconds(plan, name) ?? 0) + batchOverheadMilliseconds;
    const turnMilliseconds = this.run.records
      .benchmarks()
      .flatMap((benchmark) => block.seriesOf(benchmark.name).map((record) => batch(record, benchmark)))
      .reduce((sum, milliseconds) => sum + milliseconds, 0);
    return { fixedMilliseconds, turnMilliseconds };
  }

  #unfinished(): SeriesRecord[] {
    return this.run.records.series.filter((record) => !record.isFinished);
  }

  #elapsed(): number {
    return this.run.effects.clock.monotonicMilliseconds() - this.#start;
  }

  /** @param share of the block's timing that is done, from 0 to 1 */
  #tell(block: number, doing: Progress["doing"], benchmark: string | null, share: number): void {
    const { blocks } = this.#fit;
    const elapsedMilliseconds = this.#elapsed();
    const done = (block + share) / blocks;
    const leftMilliseconds = done > 0 ? (elapsedMilliseconds * (1 - done)) / done : null;
    this.#onProgress({ block: block + 1, blocks, doing, benchmark, elapsedMilliseconds, leftMilliseconds });
  }
}

function siteOf({ plan }: SeriesRecord, request: MeasureRequest, workingFolder: string): WorkerSite {
  const environment = request.environments.find((candidate) => candidate.plan.id === plan.environment);
  if (environment === undefined) throw new Error(`series ${plan.id} has no environment`);
  const { benchmarks, checkouts } = request;
  if (benchmarks.source.kind === "suite") return { environment, series: plan, benchmarks, workingFolder };
  const checkout = checkouts[plan.arm];
  if (checkout === null) throw new Error(`series ${plan.id} has no checkout`);
  return { environment, series: plan, benchmarks, workingFolder: checkout };
}
