// What the machine did while a block was timed: it explains a disturbed block, and decides nothing.
import * as z from "zod";

const share = z.number().min(0).max(1);

/** One block, from its first turn to its last. null where the system does not tell. */
export const conditionsSchema = z.strictObject({
  block: z.int().nonnegative(),
  elapsedSeconds: z.number().nonnegative(),
  /** Share of the time that each logical core was not idle, in the system's order. */
  busyShares: z.array(share).nullable(),
  /** Share of all cores' time that the hypervisor gave to others. */
  stealShare: share.nullable(),
  /** CPU seconds that our workers used, waiting included. */
  workerCpuSeconds: z.number().nonnegative(),
  /** The most tasks seen wanting a core at once, our own among them. */
  runnableTasks: z.int().nonnegative().nullable(),
  /** Load average over one minute at the end. */
  load: z.number().nonnegative().nullable(),
  /** Pages swapped in and out, of the whole machine. */
  swappedPages: z.int().nonnegative().nullable(),
});

export type Conditions = z.infer<typeof conditionsSchema>;
