// What the machine did while a block was timed: it explains a disturbed block, and decides nothing.
import * as z from "zod";

const share = z.number().min(0).max(1);

/** One block, from its first turn to its last. null where the system does not tell. */
export const conditionsSchema = z.strictObject({
  block: z.int().nonnegative(),
  elapsedSeconds: z.number().nonnegative(),
  /** Share of the time that each core was busy, of those that we may run on, in the system's order. */
  busyShares: z.array(share).nullable(),
  /** Share of the time for which these cores had work that the hypervisor gave to others. */
  stealShare: share.nullable(),
  /** Share of the time in which a task of the whole machine had to wait for a core. */
  waitShare: share.nullable(),
  /** Share of its periods in which a CPU quota that we are under was used up. */
  throttledShare: share.nullable(),
  /** CPU seconds of our workers, waiting included, and of this program. null where a worker did not tell. */
  ownCpuSeconds: z.number().nonnegative().nullable(),
  /** The most tasks of others that wanted a core at once, seen between benchmarks, while all workers waited. */
  runnableTasks: z.int().nonnegative().nullable(),
  /** Load average over one minute at the end. */
  load: z.number().nonnegative().nullable(),
  /** Pages swapped in and out, of the whole machine. */
  swappedPages: z.int().nonnegative().nullable(),
});

export type Conditions = z.infer<typeof conditionsSchema>;
