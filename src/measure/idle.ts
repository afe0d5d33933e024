// Whether a worker kept still while others were timed.
import type { Trouble } from "./worker.ts";

/**
 * Share of its waiting time that a worker may use. On a busy 2-core machine, with two OpenBLAS threads, stopped workers
 * used up to 10 % (a stop comes late now and then), spinning ones 30 to 70 %.
 */
const allowedShare = 0.25;
const allowedMilliseconds = 10;
/** Reading a request takes 0.05 ms, on a slow machine 0.27 ms; where rounds are short there are hundreds of them. */
const allowedMillisecondsPerRequest = 0.5;

export interface Waiting {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  /** The most of it in one wait. */
  readonly mostCpuMilliseconds: number;
  /** How often it waited. */
  readonly requests: number;
}

export const noWaiting: Waiting = { milliseconds: 0, cpuMilliseconds: 0, mostCpuMilliseconds: 0, requests: 0 };

/**
 * A worker that works while others are timed disturbs their times, and its own are no lockstep figures; null if still.
 * One that works does so in every wait. The worst wait does not count: a host that takes the CPU away just while a
 * worker reads its request is charged to the worker, and can be longer than all that short waits allow.
 */
export function idleTrouble({ milliseconds, cpuMilliseconds, mostCpuMilliseconds, requests }: Waiting): Trouble | null {
  const allowed = [allowedMilliseconds, allowedMillisecondsPerRequest * requests, allowedShare * milliseconds];
  if (cpuMilliseconds - mostCpuMilliseconds <= Math.max(...allowed)) return null;
  const [used, waited] = [cpuMilliseconds.toFixed(0), milliseconds.toFixed(0)];
  const message = `used ${used} ms of CPU time while it waited for ${waited} ms, and so disturbed the others`;
  return { message, lastLines: [] };
}

export function together(one: Waiting, other: Waiting): Waiting {
  return {
    milliseconds: one.milliseconds + other.milliseconds,
    cpuMilliseconds: one.cpuMilliseconds + other.cpuMilliseconds,
    mostCpuMilliseconds: Math.max(one.mostCpuMilliseconds, other.mostCpuMilliseconds),
    requests: one.requests + other.requests,
  };
}
