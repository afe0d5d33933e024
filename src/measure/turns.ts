// Benchmarks that take turns: made ready one by one, then timed batch by batch, one process working at a time.
import type { Block } from "../result/blocks.ts";
import type { Batch, Benchmark } from "../result/worker-messages.ts";
import type { Waiting } from "./idle.ts";
import { noWaiting, together } from "./idle.ts";
import type { LiveBlock, Run } from "./live-block.ts";
import type { Random } from "./order.ts";
import { orderOfTurns } from "./order.ts";
import type { Pace } from "./pace.ts";
import { cellsOf, mostShortTurns } from "./pace.ts";
import type { Row, SeriesRecord } from "./series-record.ts";
import type { Trouble } from "./worker.ts";

/** Below, the clock's steps would show in the times: such a batch is refused, not rounded. */
const shortestBatchInResolutions = 1000;
/** Writing a request, waking a process, reading its answer. */
const batchOverheadMilliseconds = 1;

export interface TurnsRun extends Run {
  readonly pace: Pace;
  readonly batchMilliseconds: number;
}

/**
 * Sets the benchmark up in every worker, agrees on its loops, and warms up with one batch that is not kept.
 *
 * @param following the benchmarks after it, where they are held singly: a worker is told its next
 */
export async function prepareTurns(
  block: LiveBlock,
  benchmark: Benchmark,
  run: TurnsRun,
  following?: readonly Benchmark[],
): Promise<void> {
  const { name } = benchmark;
  for (const record of block.seriesOf(name)) {
    const next = following?.find((one) => record.isOpen(one.name))?.name ?? null;
    const request = { do: "prepare", benchmark: name, ...(following === undefined ? {} : { next }) } as const;
    const prepared = await block.ask(record, request, run.patience.unknown);
    if (prepared === null) continue;
    const { value } = prepared;
    if ("skipped" in value) {
      record.skip(name, value.skipped);
      continue;
    }
    const trouble = record.checkFingerprint(benchmark, value.fingerprint);
    if (trouble !== null) {
      record.fail(name, trouble);
      continue;
    }
    if (value.rounds !== undefined) {
      run.pace.setRounds(record.plan, name, value.rounds);
      // Its own code counts the calls, so that none may be spent; a rehearsal is no block.
      if (!block.isRehearsal) continue;
    } else if (run.pace.loops(record.plan, name) === null) await calibrate(block, record, name, run);
    if (record.isOpen(name)) await takeBatch(block, record, name, run);
  }
}

/** Leaves a benchmark that was held singly; what goes wrong only now, such as an assertion of the test, is a failure. */
export async function finishTurns(block: LiveBlock, benchmark: string, run: TurnsRun): Promise<void> {
  for (const record of block.seriesOf(benchmark)) {
    const answer = await block.ask(record, { do: "finish", benchmark }, run.patience.unknown);
    if (answer?.value.labels !== undefined) record.label(benchmark, answer.value.labels);
  }
}

async function calibrate(block: LiveBlock, record: SeriesRecord, benchmark: string, run: TurnsRun): Promise<void> {
  const targetNanoseconds = run.batchMilliseconds * 1e6;
  const answer = await block.ask(record, { do: "calibrate", benchmark, targetNanoseconds }, run.patience.unknown);
  if (answer !== null) run.pace.setLoops(record.plan, benchmark, answer.value.loops);
}

interface TimedBatch extends Batch {
  readonly waitedMilliseconds: number;
}

/** null when there is no batch to keep: why is on record. */
async function takeBatch(
  block: LiveBlock,
  record: SeriesRecord,
  benchmark: string,
  run: TurnsRun,
): Promise<TimedBatch | null> {
  const loops = run.pace.loops(record.plan, benchmark) ?? 1;
  const limit = run.pace.limitMilliseconds(record.plan, benchmark);
  const answer = await block.ask(record, { do: "batch", benchmark, loops }, limit);
  if (answer === null) return null;
  block.spent(answer.value.cpuNanoseconds + answer.value.idleCpuNanoseconds);
  const trouble = batchTrouble(answer.value, block.clockResolutionNanoseconds(record));
  if (trouble !== null) {
    record.fail(benchmark, trouble);
    return null;
  }
  run.pace.saw(record.plan, benchmark, answer.value.wallNanoseconds / 1e6);
  return { ...answer.value, waitedMilliseconds: answer.waitedMilliseconds };
}

/** What makes the time of a batch no time; null when it is one. */
export function batchTrouble({ wallNanoseconds }: Batch, clockResolutionNanoseconds: number): Trouble | null {
  const trouble = (message: string): Trouble => ({ message, lastLines: [] });
  if (!(Number.isFinite(wallNanoseconds) && wallNanoseconds > 0))
    return trouble(`took ${wallNanoseconds} ns, which is no time`);
  if (wallNanoseconds >= shortestBatchInResolutions * clockResolutionNanoseconds) return null;
  return trouble(
    `took ${wallNanoseconds} ns a batch, too short for a clock that resolves ${clockResolutionNanoseconds} ns`,
  );
}

/** All turns of one benchmark in this block. Every batch is kept, whatever its time. */
export async function takeTurns(
  block: LiveBlock,
  benchmark: string,
  turns: number,
  random: Random,
  run: TurnsRun,
): Promise<void> {
  const cells = cellsOf(block.seriesOf(benchmark));
  const batches = new Map(cells.flat().map((record) => [record, [] as (TimedBatch & Place)[]]));
  const shortTurns = run.pace.shortTurnsOf(cells.flat(), benchmark, run.batchMilliseconds);
  const possible = run.pace.turnsOf(cells.flat(), benchmark, turns * shortTurns);
  const roundsMilliseconds = mostShortTurns * run.batchMilliseconds;
  for (const cell of cells) run.pace.agreeOnRounds(cell, benchmark, possible, roundsMilliseconds);
  // Of an odd number one turn is left over: which arm goes first in it is drawn, too.
  for (const order of orderOfTurns(cells, possible + (possible % 2), random).slice(0, possible)) {
    for (const [position, record] of order.filter((one) => batches.has(one)).entries()) {
      const batch = await takeBatch(block, record, benchmark, run);
      if (batch === null) batches.delete(record);
      else batches.get(record)?.push({ ...batch, position });
    }
  }
  const isAlone = cells.flat().length === 1;
  for (const [record, taken] of batches) {
    const loops = (run.pace.loops(record.plan, benchmark) ?? 1) * run.pace.iterationsOf(record.plan, benchmark);
    const waiting = isAlone ? null : taken.map(waitBefore).reduce(together, noWaiting);
    block.hold(record, benchmark, [{ ...rowOf(block.number, benchmark, loops, taken), waiting }]);
  }
}

interface Place {
  readonly position: number;
}

function rowOf(
  number: number,
  name: string,
  loops: number,
  batches: readonly (TimedBatch & Place)[],
): Omit<Row, "waiting"> {
  const block: Block = {
    number,
    batchNanoseconds: batches.map((batch) => batch.wallNanoseconds),
    disturbance: {
      cpuNanoseconds: total(batches, (batch) => batch.cpuNanoseconds),
      involuntarySwitches: total(batches, (batch) => batch.involuntarySwitches),
      idleCpuNanoseconds: total(batches, (batch) => batch.idleCpuNanoseconds),
    },
    positions: batches.map(({ position }) => position),
  };
  return { name, loops, block, summaryLines: [] };
}

function waitBefore({ waitedMilliseconds, idleCpuNanoseconds }: TimedBatch): Waiting {
  const cpuMilliseconds = idleCpuNanoseconds / 1e6;
  return { milliseconds: waitedMilliseconds, cpuMilliseconds, mostCpuMilliseconds: cpuMilliseconds, requests: 1 };
}

function total(batches: readonly TimedBatch[], part: (batch: TimedBatch) => number): number {
  return batches.reduce((sum, batch) => sum + part(batch), 0);
}

/**
 * What one turn of every benchmark and series takes, on average over the blocks. Of whole runs nobody knows before the
 * first.
 */
export function turnMilliseconds(
  block: LiveBlock,
  { records, pace, batchMilliseconds }: TurnsRun,
  blocks: number,
): number {
  return records
    .benchmarks()
    .flatMap((benchmark) => {
      const { name } = benchmark;
      const series = block.seriesOf(name);
      const batches = pace.shortTurnsOf(series, name, batchMilliseconds) * records.shareOf(benchmark, blocks);
      return series.map(
        ({ plan }) => batches * ((pace.longestMilliseconds(plan, name) ?? 0) + batchOverheadMilliseconds),
      );
    })
    .reduce((sum, milliseconds) => sum + milliseconds, 0);
}
