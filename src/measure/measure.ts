// Environments -> Measured: block after block of fresh processes, as many as the time budget allows.
import { Interrupted } from "../errors.ts";
import { isProcess } from "../inputs/config.ts";
import { blocksForFamily, fewestBlocksFor } from "../plan/blocks.ts";
import type { BenchmarkPlan, SchedulePlan } from "../plan/plan.ts";
import type { Conditions } from "../result/conditions.ts";
import type { Schedule } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Effects } from "../system/effects.ts";
import type { BlockCost, Fit } from "./budget.ts";
import { fewestBlocks, fitToBudget, isTimeFor, secondLookShortenings, shortenings } from "./budget.ts";
import { LiveBlock } from "./live-block.ts";
import type { Random } from "./order.ts";
import { createRandom } from "./order.ts";
import { cellsOf, Pace } from "./pace.ts";
import { runProcesses } from "./process.ts";
import type { SeriesRecord } from "./records.ts";
import { Records } from "./records.ts";
import type { Measured, MeasureRequest, Progress } from "./request.ts";
import { defaultPatience } from "./request.ts";
import { Stopwatch } from "./stopwatch.ts";
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
  readonly run: TurnsRun & { readonly plan: BenchmarkPlan };
  readonly conditions: Conditions[] = [];
  readonly #request: MeasureRequest;
  readonly #onProgress: (progress: Progress) => void;
  readonly #stopwatch: Stopwatch;
  readonly #plannedLooks: Schedule["plannedLooks"];
  #schedule: SchedulePlan;
  #fewestBlocks = fewestBlocks;
  #fit: Fit;
  #done = 0;

  constructor(
    request: MeasureRequest,
    effects: Effects,
    workingFolder: string,
    onProgress: (progress: Progress) => void,
  ) {
    const patience = request.patience ?? defaultPatience;
    this.#request = request;
    this.#onProgress = onProgress;
    this.#stopwatch = new Stopwatch(effects.clock);
    this.#schedule = request.schedule;
    this.#plannedLooks = request.schedule.blocksByFamily ? 2 : 1;
    this.#fit = request.schedule;
    this.run = {
      records: new Records(request.series),
      effects,
      patience,
      pace: new Pace(patience),
      batchMilliseconds: request.schedule.batchMilliseconds,
      siteOf: (record) => siteOf(record, request, workingFolder),
      timesProcesses: isProcess(request.benchmarks.source),
      plan: request.benchmarks,
    };
  }

  async measureBlocks(): Promise<Schedule> {
    await this.#goOn();
    const schedule = this.#schedule;
    const { turns } = this.#fit;
    // When nothing is left to measure, failures say why: the budget took nothing away.
    const blocks = this.run.records.unfinished().length > 0 ? this.#done : schedule.blocks;
    return this.#lookAgain({
      seed: schedule.seed,
      plannedBlocks: schedule.blocks,
      plannedLooks: this.#plannedLooks,
      looks: this.#done > 0 ? [this.#done] : [],
      turns,
      batchMilliseconds: schedule.batchMilliseconds,
      budgetMilliseconds: schedule.budgetMilliseconds,
      shortened: shortenings(schedule, { turns, blocks }, this.#stopwatch.elapsedMilliseconds()),
    });
  }

  /** Up to the blocks that are to be, as far as there is time. */
  async #goOn(): Promise<void> {
    for (;;) {
      const left = this.run.records.unfinished();
      const isTime = this.#done < this.#fewestBlocks || this.#isTimeFor(1);
      if (left.length === 0 || this.#done >= this.#fit.blocks || !isTime) return;
      await this.#measureBlock(this.#done, left);
      this.#done += 1;
    }
  }

  /** As many blocks again of what the first look left undecided; begun only when all of them fit. */
  async #lookAgain(first: Schedule): Promise<Schedule> {
    const { plannedBlocks } = first;
    if (first.plannedLooks < 2 || this.#done < plannedBlocks || this.run.effects.signal.aborted) return first;
    const { records } = this.run;
    const undecided = this.#request.undecided?.({ ...records.soFar(), schedule: first, conditions: [] }) ?? [];
    if (undecided.length === 0) return first;
    records.goOnWith(undecided);
    if (this.#isTimeFor(plannedBlocks)) {
      this.#fit = { ...this.#fit, blocks: 2 * plannedBlocks };
      await this.#goOn();
    }
    const further = this.#done - plannedBlocks;
    const cut = records.unfinished().length > 0 ? secondLookShortenings(undecided.length, further, plannedBlocks) : [];
    return {
      ...first,
      looks: further > 0 ? [plannedBlocks, this.#done] : first.looks,
      shortened: [...first.shortened, ...cut],
    };
  }

  async #measureBlock(number: number, series: readonly SeriesRecord[]): Promise<void> {
    const start = this.#stopwatch.elapsedMilliseconds();
    this.#tell(number, "starting", null, 0);
    const block = await LiveBlock.start(number, series, this.run);
    try {
      for (const benchmark of this.run.records.benchmarks()) {
        this.#tell(number, "preparing", benchmark.name, 0);
        if (benchmark.method === "turns")
          await this.#stopwatch.spend(benchmark, () => prepareTurns(block, benchmark, this.run));
      }
      const proofStart = this.#stopwatch.elapsedMilliseconds();
      this.#tell(number, "proving", null, 0);
      await block.prove("before");
      const now = this.#stopwatch.elapsedMilliseconds();
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
    if (cells > 0) this.#fewestBlocks = Math.max(fewestBlocks, fewestBlocksFor(cells, this.#plannedLooks));
    if (this.#schedule.blocksByFamily) this.#schedule = { ...this.#schedule, blocks: blocksForFamily(cells) };
    this.#fit = fitToBudget(this.#schedule, this.#cost(block, fixedMilliseconds), this.#fewestBlocks);
  }

  #isTimeFor(blocks: number): boolean {
    const blockMilliseconds = this.#stopwatch.millisecondsWith(this.run.records.benchmarks()) / this.#done;
    return isTimeFor(blocks, blockMilliseconds, this.#stopwatch.elapsedMilliseconds(), this.#schedule);
  }

  async #time(block: LiveBlock, watch: Watch): Promise<void> {
    const benchmarks = this.run.records.benchmarks();
    for (const [index, benchmark] of benchmarks.entries()) {
      this.#tell(block.number, "timing", benchmark.name, index / benchmarks.length);
      await watch.look();
      const random = createRandom(this.#request.schedule.seed, block.number, index);
      await this.#stopwatch.spend(benchmark, () => this.#timeOne(block, benchmark, random));
    }
  }

  #timeOne(block: LiveBlock, benchmark: Benchmark, random: Random): Promise<void> {
    if (benchmark.method === "turns") return takeTurns(block, benchmark.name, this.#fit.turns, random, this.run);
    return this.run.timesProcesses
      ? runProcesses(block, benchmark, random, this.run)
      : runWhole(block, benchmark, random, this.run);
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

  /** @param share of the block's timing that is done, from 0 to 1 */
  #tell(block: number, doing: Progress["doing"], benchmark: string | null, share: number): void {
    const { blocks } = this.#fit;
    const done = block + share;
    const milliseconds = this.#stopwatch.millisecondsWith(this.run.records.benchmarks());
    const leftMilliseconds = done > 0 ? (milliseconds * (blocks - done)) / done : null;
    this.#onProgress({
      block: block + 1,
      blocks,
      doing,
      benchmark,
      elapsedMilliseconds: this.#stopwatch.elapsedMilliseconds(),
      leftMilliseconds,
    });
  }
}

function siteOf({ plan }: SeriesRecord, request: MeasureRequest, workingFolder: string): WorkerSite {
  const environment = request.environments.find((candidate) => candidate.plan.id === plan.environment);
  if (environment === undefined) throw new Error(`series ${plan.id} has no environment`);
  const { benchmarks, checkouts } = request;
  const site = { environment, series: plan, benchmarks, scratchFolder: workingFolder };
  if (benchmarks.source.kind === "suite") return { ...site, workingFolder };
  const checkout = checkouts[plan.arm];
  if (checkout === null) throw new Error(`series ${plan.id} has no checkout`);
  return { ...site, workingFolder: checkout };
}
