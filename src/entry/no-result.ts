// What is shown where a job came to no result: why, in the place of what an earlier push has left there.
import type { Rules } from "../assessment.ts";
import { assessRun } from "../assessment.ts";
import type { ReportModel } from "../report/model.ts";
import { emptyRun } from "../result/matrix.ts";
import type { Failure } from "../result/schema.ts";
import { systemClock } from "../system/clock.ts";
import { toolVersion } from "../version.ts";

/** @param error as people read it */
export function reportOfNothing({ message }: Error, failOn: Rules["failOn"]): ReportModel {
  const run = emptyRun(toolVersion, systemClock.now().toISOString());
  const failure: Failure = { stage: "measure", subject: "the run", benchmark: null, message, lastLines: [] };
  return assessRun({ ...run, failures: [failure] }, { failOn, thresholds: [] }).report;
}
