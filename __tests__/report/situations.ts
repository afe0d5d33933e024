// The situations that reports are shown for, each as the facts that a report is built from.
import type { ReportFacts } from "../../src/report/model.ts";
import { blis, netlib, openblas } from "../result/sound-result.ts";
import { armSituations } from "./arm-situations.ts";
import { factsOf } from "./facts.ts";
import { matrixSituations } from "./matrix-situations.ts";
import { hostile, manyRows } from "./trying-situations.ts";
import {
  failure,
  launchers,
  mismatch,
  nothingMeasured,
  outage,
  publishedRun,
  wrongResult,
} from "./variant-situations.ts";

export const situations: Readonly<Record<string, () => ReportFacts>> = {
  "all-well": () => factsOf([openblas, blis, netlib]),
  "one-series": () => factsOf([openblas]),
  mismatch,
  "wrong-result": wrongResult,
  "nothing-measured": nothingMeasured,
  failure,
  outage,
  launchers,
  published: publishedRun,
  hostile,
  "many-rows": manyRows,
  ...armSituations,
  ...matrixSituations,
};
