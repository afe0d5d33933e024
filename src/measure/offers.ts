// Which benchmarks there are: every series is asked, and none of them is run.
import { Interrupted } from "../errors.ts";
import type { Effects } from "../system/effects.ts";
import { LiveBlock } from "./live-block.ts";
import type { Measured, MeasureRequest } from "./request.ts";
import { runOf } from "./run.ts";

export type Offers = Pick<Measured, "benchmarks" | "failures" | "notices">;

/** @throws Interrupted. However it ends, no process and no folder of it is left. */
export async function askForBenchmarks(request: MeasureRequest, effects: Effects): Promise<Offers> {
  const workingFolder = await effects.files.makeTemporaryFolder(effects.temporaryFolder, "blas-bench-work-");
  try {
    const run = runOf(request, effects, workingFolder);
    const block = await LiveBlock.start("rehearsal", run.records.series, run);
    await block.end();
    if (effects.signal.aborted) throw new Interrupted();
    return run.records.soFar();
  } finally {
    await effects.files.removeTree(workingFolder);
  }
}
