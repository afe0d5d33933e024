// How much work a batch is, where a benchmark counts its calls itself.
import { expect, test } from "vitest";
import { Pace } from "../../src/measure/pace.ts";
import { defaultPatience } from "../../src/measure/request.ts";
import { seriesPlan } from "./series-plan.ts";

test.each([
  ["as many rounds as fill a batch, by the slower arm", [3, 5], 1_000_000, 3],
  ["one where a round is longer than a batch", [40, 20], 1_000_000, 1],
  ["no more than there are for all turns", [0.1, 0.1], 32, 2],
  ["one where nothing is known of its time", [], 1_000_000, 1],
])("%s", (_, milliseconds, count, loops) => {
  const pace = new Pace(defaultPatience);
  const cell = [{ plan: seriesPlan("base") }, { plan: seriesPlan("head") }];
  for (const [index, { plan: series }] of cell.entries()) {
    pace.setRounds(series, "counted", { count, iterations: 1 });
    const seen = milliseconds[index];
    if (seen !== undefined) pace.saw(series, "counted", seen);
  }
  pace.agreeOnRounds(cell, "counted", 16, 15);
  expect(pace.loops(seriesPlan("head"), "counted")).toBe(loops);
});
