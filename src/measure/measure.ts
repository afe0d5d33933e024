// Environments -> Measured: block after block of fresh processes, as many as the time budget allows.
import { Interrupted } from "../errors.ts";
import type { SchedulePlan } from "../plan/plan.ts";
import type { Conditions } from "../result/conditions.ts";
import type { Schedule } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import type { Effects } from "../system/effects.ts";
import type { Fit } from "./budget.ts";
import { fewestBlocks, isTimeFor, secondLookShortenings, shortenings } from "./budget.ts";
import type { FrontEnd } from "./front-end.ts";
import { frontEndOf, isHeldSingly } from "./front-end.ts";
import { LiveBlock } from "./live-block.ts";
import { createRandom, orderOfBlock } from "./order.ts";
import { cellsOf } from "./pace.ts";
import { runProcesses } from "./process.ts";
import type { Measured, MeasureRequest, Progress } from "./request.ts";
import { runOf } from "./run.ts";
import type { SeriesRecord } from "./series-record.ts";
import type { FirstBlock } from "./settle.ts";
import { settle } from "./settle.ts";
import { Stopwatch } from "./stopwatch.ts";
import type { TurnsRun } from "./turns.ts";
import { finishTurns, prepareTurns, takeTurns } from "./turns.ts";
import { Watch } from "./watch.ts";
import { runWhole } from "./whole.ts";

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
  readonly #stopwatch: Stopwatch;
  readonly #frontEnd: FrontEnd;
  readonly #plannedLooks: Schedule["plannedLooks"];
  #schedule: SchedulePlan;
  #fewestBlocks = fewestBlocks;
  #fit: Fit;
  #done = 0;
  /** Whether it is known what a block takes: one whose workers were all lost tells nothing. */
  #isSettled = false;
  #rehearsalMilliseconds = 0;

  constructor(
    request: MeasureRequest,
    effects: Effects,
    workingFolder: string,
    onProgress: (progress: Progress) => void,
  ) {
    this.#request = request;
    this.#onProgress = onProgress;
    this.#frontEnd = frontEndOf(request.benchmarks.source);
    this.#stopwatch = new Stopwatch(effects.clock);
    this.#schedule = request.schedule;
    this.#plannedLooks = request.schedule.blocksByFamily ? 2 : 1;
    this.#fit = request.schedule;
    this.run = runOf(request, effects, workingFolder);
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
      this.run.records.goOnTo(this.#done);
      const left = this.run.records.unfinished();
      const isTime = this.#done < this.#fewestBlocks || this.#isTimeFor(1);
      if (left.length === 0 || this.#done >= this.#fit.blocks || !isTime) return;
      if (this.#done === 0 && this.#frontEnd.holds === "singly") await this.#rehearse(left);
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
    const left = records.benchmarks().filter(({ role }) => role !== "control");
    const wanted = Math.min(plannedBlocks, records.longest(left) - this.#done);
    if (left.length > 0 && this.#isTimeFor(wanted)) {
      this.#fit = { ...this.#fit, blocks: plannedBlocks + wanted };
      await this.#goOn();
    }
    const further = this.#done - plannedBlocks;
    const cut = records.unfinished().length > 0 ? secondLookShortenings(left.length, further, wanted) : [];
    return {
      ...first,
      looks: further > 0 ? [plannedBlocks, this.#done] : first.looks,
      shortened: [...first.shortened, ...cut],
    };
  }

  /**
   * Benchmarks that are held singly are timed before the next is set up. What all of them cost has to be known before the
   * first turn, so fresh processes run through them once; nothing of that is kept but the number of loops.
   */
  async #rehearse(series: readonly SeriesRecord[]): Promise<void> {
    const stopwatch = new Stopwatch(this.run.effects.clock);
    const block = await LiveBlock.start("rehearsal", series, this.run);
    try {
      for (const benchmark of this.run.records.benchmarks()) {
        this.#tell(0, "preparing", benchmark.name, 0);
        const following = this.#isHeldSingly(benchmark) ? this.#following(benchmark) : undefined;
        await stopwatch.spend(benchmark, async () => {
          if (benchmark.method === "turns") await prepareTurns(block, benchmark, this.run, following);
          else await runWhole(block, benchmark, this.run);
          if (following !== undefined) await finishTurns(block, benchmark.name, this.run);
        });
      }
      this.#rehearsalMilliseconds = stopwatch.elapsedMilliseconds();
      const fixedMilliseconds = this.#rehearsalMilliseconds - block.onceMilliseconds;
      this.#settle({ block, fixedMilliseconds, setUp: stopwatch });
    } finally {
      await block.end();
    }
  }

  async #measureBlock(number: number, series: readonly SeriesRecord[]): Promise<void> {
    const start = this.#stopwatch.elapsedMilliseconds();
    this.#tell(number, "starting", null, 0);
    const order = orderOfBlock(cellsOf(series), number, this.#request.schedule.seed);
    const block = await LiveBlock.start(number, order, this.run);
    try {
      for (const benchmark of this.run.records.benchmarks()) {
        this.#tell(number, "preparing", benchmark.name, 0);
        if (benchmark.method === "turns" && !this.#isHeldSingly(benchmark))
          await this.#stopwatch.spend(benchmark, () => prepareTurns(block, benchmark, this.run));
      }
      const proofStart = this.#stopwatch.elapsedMilliseconds();
      this.#tell(number, "proving", null, 0);
      await block.prove("before");
      const now = this.#stopwatch.elapsedMilliseconds();
      // The proof after timing will take as long as the one before.
      if (!this.#isSettled && this.#frontEnd.holds !== "singly")
        this.#settle({ block, fixedMilliseconds: 2 * now - proofStart - start, setUp: this.#stopwatch });
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

  #settle(first: FirstBlock): void {
    if (!first.block.isAlive && !first.block.isRehearsal) return;
    this.#isSettled = true;
    const settled = settle(this.run, this.#schedule, this.#plannedLooks, first);
    this.#schedule = settled.schedule;
    // Blocks before this one were lost: nothing of them counts.
    this.#fewestBlocks = settled.fewestBlocks + this.#done;
    const blocks = Math.min(settled.fit.blocks + this.#done, settled.schedule.blocks);
    this.#fit = { ...settled.fit, blocks };
  }

  #isTimeFor(blocks: number): boolean {
    const milliseconds = this.#stopwatch.millisecondsWith(this.run.records.benchmarks());
    const blockMilliseconds = (milliseconds - this.#rehearsalMilliseconds) / this.#done;
    return isTimeFor(blocks, blockMilliseconds, this.#stopwatch.elapsedMilliseconds(), this.#schedule);
  }

  async #time(block: LiveBlock, watch: Watch): Promise<void> {
    const benchmarks = this.run.records.benchmarks();
    for (const [index, benchmark] of benchmarks.entries()) {
      this.#tell(block.number, "timing", benchmark.name, index / benchmarks.length);
      await watch.look();
      await this.#stopwatch.spend(benchmark, async () => {
        const runOnce = this.run.timesProcesses ? runProcesses : runWhole;
        if (benchmark.method === "whole") return runOnce(block, benchmark, this.run);
        const isHeldSingly = this.#isHeldSingly(benchmark);
        if (isHeldSingly) await prepareTurns(block, benchmark, this.run, this.#following(benchmark));
        const random = createRandom(this.#request.schedule.seed, block.number, index);
        await takeTurns(block, benchmark.name, this.#fit.turns, random, this.run);
        if (isHeldSingly) await finishTurns(block, benchmark.name, this.run);
      });
    }
  }

  #isHeldSingly(benchmark: Benchmark): boolean {
    return isHeldSingly(this.#frontEnd, benchmark);
  }

  /** The benchmarks that are entered after this one. */
  #following(benchmark: Benchmark): Benchmark[] {
    const benchmarks = this.run.records.benchmarks();
    const place = benchmarks.findIndex(({ name }) => name === benchmark.name);
    return benchmarks.slice(place + 1).filter((one) => this.#isHeldSingly(one));
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
