// How much work a batch is, where a benchmark counts its calls itself, and how many batches a turn has.
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

test("of series that were all lost nothing is kept for those that live later", () => {
  const pace = new Pace(defaultPatience);
  expect(pace.shortTurnsOf([], "it", 5)).toBe(1);
  const series = [{ plan: seriesPlan("base") }];
  pace.setLoops(seriesPlan("base"), "it", 5);
  expect(pace.shortTurnsOf(series, "it", 5)).toBe(3);
});

test.each([
  ["three of batches that hold several iterations", { loops: [5, 5], milliseconds: [5.4, 9] }, 3],
  ["as many as there is time for of one long iteration", { loops: [1, 1], milliseconds: [6, 7] }, 2],
  ["one of an iteration that fills a turn", { loops: [1, 1], milliseconds: [5, 40] }, 1],
  ["one where nothing is known of its time", { loops: [1, 1], milliseconds: [] }, 1],
])("%s", (_, { loops, milliseconds }, expected) => {
  const pace = new Pace(defaultPatience);
  const series = [{ plan: seriesPlan("base") }, { plan: seriesPlan("head") }];
  for (const [index, { plan }] of series.entries()) {
    pace.setLoops(plan, "it", loops[index] ?? 1);
    pace.saw(plan, "it", milliseconds[index] ?? Number.POSITIVE_INFINITY);
  }
  expect(pace.shortTurnsOf(series, "it", 5)).toBe(expected);
  // Later batches, of which one may be slow, change nothing: all blocks have as many.
  for (const { plan } of series) pace.saw(plan, "it", 1000);
  expect(pace.shortTurnsOf(series, "it", 5)).toBe(expected);
});

test("one of a benchmark that counts its calls", () => {
  const pace = new Pace(defaultPatience);
  pace.setRounds(seriesPlan("base"), "counted", { count: 1000, iterations: 1 });
  expect(pace.shortTurnsOf([{ plan: seriesPlan("base") }], "counted", 5)).toBe(1);
});
