// Cuts a recording into windows, each of them what one pull request would have measured at that time.
import type { CellTimes, Process } from "./rules/rule.ts";
import type { TracedBlock } from "./trace.ts";

/** The recorder lets other work go first. What lies further apart than this is not one run's weather. */
const longestPauseSeconds = 120;

export interface Window {
  readonly blocks: readonly TracedBlock[];
  /** Whether base is read as head and head as base. */
  readonly exchanged: boolean;
  /** One of a set that shares no block: the others overlap, and are not independent. */
  readonly disjoint: boolean;
}

/**
 * All windows of `size` blocks that follow each other without a long pause, in order. They may lie across runs.
 *
 * Each is there twice, the second time with its arms exchanged: they are the same code, and whatever always favours one
 * of them would otherwise count for a rule or against it. Those that share no block are taken in turn as they are and
 * exchanged.
 */
export function windowsOf(blocks: readonly TracedBlock[], size: number): Window[] {
  const windows: Window[] = [];
  let start = 0;
  let firstFree = 0;
  let turn = false;
  for (const [end, block] of blocks.entries()) {
    const before = blocks[end - 1];
    if (before !== undefined && block.startedAt - before.startedAt > longestPauseSeconds) start = end;
    const from = end + 1 - size;
    if (from < start) continue;
    const disjoint = from >= firstFree;
    if (disjoint) {
      firstFree = end + 1;
      turn = !turn;
    }
    const window = blocks.slice(from, end + 1);
    windows.push({ blocks: window, exchanged: false, disjoint: disjoint && turn });
    windows.push({ blocks: window, exchanged: true, disjoint: disjoint && !turn });
  }
  return windows;
}

/**
 * Which times of a window are base's and which are head's, where both arms are the same code.
 *
 * "arms": as recorded. In our own recordings that is lockstep: the processes of a block, which took turns.
 * "halves": as tools are used that time one state of the code after the other: all processes of the first half of the
 * blocks are base, those of the second half are head.
 * "rounds": as tools are used that interleave two rounds, the second one in reverse: the processes of the first and of the
 * last quarter are base, those between are head. All take the same measuring time.
 */
export type Reading = "arms" | "halves" | "rounds";

/** @throws RangeError when a block lacks the benchmark. */
export function cellTimes({ blocks, exchanged }: Window, benchmark: string, reading: Reading): CellTimes {
  const times = blocks.map(({ microseconds }) => {
    const arms = microseconds[benchmark];
    if (arms === undefined) throw new RangeError(`a block without ${benchmark}`);
    return arms;
  });
  const [one, other] = readings[reading](times);
  return exchanged ? { base: other, head: one } : { base: one, head: other };
}

type Times = readonly { readonly base: Process; readonly head: Process }[];

const readings: Readonly<Record<Reading, (times: Times) => [Process[], Process[]]>> = {
  arms: (times) => [times.map(({ base }) => base), times.map(({ head }) => head)],
  halves: (times) => {
    const processes = processesOf(times);
    const half = 2 * Math.floor(times.length / 2);
    return [processes.slice(0, half), processes.slice(half)];
  },
  rounds: (times) => {
    const processes = processesOf(times);
    const quarter = Math.floor(processes.length / 4);
    const outer = [...processes.slice(0, quarter), ...processes.slice(-quarter)];
    return [outer, processes.slice(quarter, -quarter)];
  },
};

/** In the order of time, whatever arm they were recorded as. */
function processesOf(times: Times): Process[] {
  return times.flatMap(({ base, head }) => [base, head]);
}

/** @param share 0.08 makes head 8 % slower. */
export function slowed({ base, head }: CellTimes, share: number): CellTimes {
  return { base, head: head.map((process) => process.map((time) => time * (1 + share))) };
}
