// One turn of a benchmark: a batch of every series, in parts that alternate, one process working at a time.
import type { Batch } from "../result/worker-messages.ts";
import type { LiveBlock, Run } from "./live-block.ts";
import type { Pace } from "./pace.ts";
import type { SeriesRecord } from "./series-record.ts";
import type { Trouble } from "./worker.ts";

/** Below, the clock's steps would show in the times: such a batch is refused, not rounded. */
const shortestBatchInResolutions = 1000;
/** Writing a request, waking a process, reading its answer. */
const requestMilliseconds = 1;
/** What disturbs one arm for milliseconds is at the other soon enough to be in the same turn. */
const mostParts = 3;

export interface PacedRun extends Run {
  readonly pace: Pace;
}

export interface TimedBatch extends Batch {
  /** How long the process had nothing to do before. */
  readonly waitedMilliseconds: number;
}

export interface TakenBatch extends TimedBatch {
  /** The place of the series in the turn, from 0. */
  readonly position: number;
}

export function loopsOf({ plan }: SeriesRecord, benchmark: string, { pace }: PacedRun): number {
  return pace.loops(plan, benchmark) ?? 1;
}

/** How a batch is divided: as equally as whole loops can be. */
export function partsOf(loops: number): number[] {
  const parts = Math.min(mostParts, loops);
  const upTo = (part: number): number => Math.floor((loops * part) / parts);
  return Array.from({ length: parts }, (_, part) => upTo(part + 1) - upTo(part));
}

/** One batch of each, part by part in the same order. @returns the series that gave a whole one; else why is on record. */
export async function takeTurn(
  block: LiveBlock,
  benchmark: string,
  order: readonly SeriesRecord[],
  run: PacedRun,
): Promise<ReadonlyMap<SeriesRecord, TakenBatch>> {
  const taken = new Map<SeriesRecord, TakenBatch>();
  const lost = new Set<SeriesRecord>();
  for (let part = 0; part < mostParts; part += 1)
    for (const [position, record] of order.entries()) {
      const loops = partsOf(loopsOf(record, benchmark, run))[part];
      if (loops === undefined || lost.has(record)) continue;
      const [before, batch] = [taken.get(record), await takePart(block, record, benchmark, loops, run)];
      if (batch === null) lost.add(record);
      else taken.set(record, { ...(before === undefined ? batch : together(before, batch)), position });
    }
  for (const [record, batch] of taken)
    if (lost.has(record) || !accepts(block, record, benchmark, batch, run)) taken.delete(record);
  return taken;
}

/** One batch that nothing is kept of but what it tells of the pace. */
export async function warmUp(block: LiveBlock, record: SeriesRecord, benchmark: string, run: PacedRun): Promise<void> {
  const batch = await takePart(block, record, benchmark, loopsOf(record, benchmark, run), run);
  if (batch !== null) accepts(block, record, benchmark, batch, run);
}

/** null when there is none to keep: why is on record. */
async function takePart(
  block: LiveBlock,
  record: SeriesRecord,
  benchmark: string,
  loops: number,
  { pace }: PacedRun,
): Promise<TimedBatch | null> {
  const limit = pace.limitMilliseconds(record.plan, benchmark);
  const answer = await block.ask(record, { do: "batch", benchmark, loops }, limit);
  if (answer === null) return null;
  block.spent(answer.value.cpuNanoseconds + answer.value.idleCpuNanoseconds);
  const trouble = batchTrouble(answer.value, 0);
  if (trouble === null) return { ...answer.value, waitedMilliseconds: answer.waitedMilliseconds };
  record.fail(benchmark, trouble);
  return null;
}

/** Whether a whole batch may be kept; else why not is on record. Long or short, it tells how long the next may take. */
function accepts(block: LiveBlock, record: SeriesRecord, benchmark: string, batch: Batch, { pace }: PacedRun): boolean {
  const trouble = batchTrouble(batch, block.clockResolutionNanoseconds(record));
  if (trouble !== null) record.fail(benchmark, trouble);
  else pace.saw(record.plan, benchmark, batch.wallNanoseconds / 1e6);
  return trouble === null;
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

function together(one: TimedBatch, other: TimedBatch): TimedBatch {
  return {
    wallNanoseconds: one.wallNanoseconds + other.wallNanoseconds,
    cpuNanoseconds: one.cpuNanoseconds + other.cpuNanoseconds,
    involuntarySwitches: one.involuntarySwitches + other.involuntarySwitches,
    idleCpuNanoseconds: one.idleCpuNanoseconds + other.idleCpuNanoseconds,
    waitedMilliseconds: one.waitedMilliseconds + other.waitedMilliseconds,
  };
}

/** What one turn of it takes at most; 0 of what has never been timed. */
export function turnMillisecondsOf(record: SeriesRecord, benchmark: string, run: PacedRun): number {
  const longest = run.pace.longestMilliseconds(record.plan, benchmark);
  return (longest ?? 0) + partsOf(loopsOf(record, benchmark, run)).length * requestMilliseconds;
}
