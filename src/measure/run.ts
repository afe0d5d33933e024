// What all blocks of a run share, from what measuring was asked.
import type { Effects } from "../system/effects.ts";
import { frontEndOf } from "./front-end.ts";
import { Pace } from "./pace.ts";
import { Records } from "./records.ts";
import type { MeasureRequest } from "./request.ts";
import { defaultPatience } from "./request.ts";
import { siteOf } from "./site.ts";
import type { TurnsRun } from "./turns.ts";

/** @param workingFolder Ours, and gone with the run. */
export function runOf(request: MeasureRequest, effects: Effects, workingFolder: string): TurnsRun {
  const { benchmarks, schedule, series, patience = defaultPatience } = request;
  return {
    records: new Records(series, schedule.caps),
    effects,
    patience,
    pace: new Pace(patience),
    batchMilliseconds: schedule.batchMilliseconds,
    siteOf: (record) => siteOf(record, request, workingFolder),
    benchmarks,
    timesProcesses: frontEndOf(benchmarks.source).holds === "apart",
  };
}
