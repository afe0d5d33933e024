// The series of one cell, arm by arm.
import type { SeriesPlan } from "../../src/plan/plan.ts";

export const seriesPlan = (arm: "base" | "head"): SeriesPlan => ({
  id: arm,
  environment: arm,
  variant: "one",
  arm,
  platform: "linux-64",
  threads: 1,
  launcher: "direct",
});
