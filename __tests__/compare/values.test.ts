// Benchmarks that measure no time: what head against base makes of their values, and that none passes by accident.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { CodeComparison } from "../../src/compare/comparison.ts";
import { thresholdsOf } from "../../src/compare/thresholds.ts";
import { decide } from "../../src/gate/decide.ts";
import { failOnClasses } from "../../src/inputs/config.ts";
import type { Result } from "../../src/result/schema.ts";
import { blis, openblas, soundResult } from "../result/sound-result.ts";
import { memory, valuedResult, withValues } from "../result/valued-result.ts";

const speed = { unit: "frames/s", better: "bigger" } as const;

function judged(result: Result, share?: number): CodeComparison {
  const { code } = compareResult(result, share === undefined ? undefined : thresholdsOf(share));
  const found = code.comparisons.find(({ benchmark }) => benchmark === "peakmem_fit");
  if (found === undefined) throw new Error("was left out");
  return found;
}

const always = (value: number) => () => value;

describe("the same value in every block", () => {
  test.each([
    ["more of what is better when it is smaller", memory, 100, 110, "regressed", 1.1],
    ["less of it", memory, 110, 100, "improved", 100 / 110],
    ["more of what is better when it is bigger", speed, 100, 110, "improved", 1.1],
    ["less of that", speed, 110, 100, "regressed", 100 / 110],
    ["a little more", memory, 100, 101, "unchanged", 1.01],
    ["a little less", speed, 100, 99, "unchanged", 0.99],
    ["no change", memory, 7, 7, "unchanged", 1],
    ["nothing, twice", memory, 0, 0, "unchanged", 1],
    ["less than nothing, twice", memory, -3, -3, "unchanged", 1],
    ["the threshold itself", memory, 100, 105, "inconclusive", 1.05],
    ["the threshold itself, in other numbers", memory, 60, 63, "inconclusive", 1.05],
    ["the threshold itself, of what is better when it is bigger", speed, 105, 100, "inconclusive", 100 / 105],
  ])("%s", (_, quantity, base, head, outcome, ratio) => {
    const cell = judged(valuedResult({ quantity, base: always(base), head: always(head) }));
    expect(cell).toMatchObject({ outcome, values: { ...quantity, base, head }, baseSeconds: null, headSeconds: null });
    expect(cell.estimate?.ratio).toBeCloseTo(ratio, 10);
    if (outcome === "regressed") expect(cell.slowerP).toBeLessThan(0.0001);
    if (outcome === "improved") expect(cell.fasterP).toBeLessThan(0.0001);
  });

  test.each([
    ["nothing to something", 0, 1],
    ["something to nothing", 1, 0],
    ["across nothing", -1, 1],
    ["less than nothing", -2, -1],
  ])("that goes from %s has no ratio, and is failed with its reason", (_, base, head) => {
    const result = valuedResult({ base: always(base), head: always(head) });
    expect(judged(result)).toMatchObject({
      outcome: "failed",
      estimate: null,
      values: { base, head },
      reason: expect.stringContaining("there is no ratio of its values"),
    });
    const comparisons = compareResult(result);
    for (const failOn of [failOnClasses, []])
      expect(decide({ result, verdicts: new Map(), comparisons, failOn }).status).not.toBe("pass");
  });

  test("in one block alone is enough to have no ratio", () => {
    const result = valuedResult({ base: always(0), head: (block) => (block === 3 ? 1 : 0) });
    expect(judged(result).outcome).toBe("failed");
  });

  test("does not decide in four blocks", () => {
    expect(judged(valuedResult({ blocks: 4, base: always(1), head: always(2) })).outcome).toBe("insufficient");
  });
});

test("values and times are one family", () => {
  const noisy = (block: number): number => Math.exp(0.02 * Math.sin(1 + 7.1 * block));
  const values = { base: always(1e6), head: (block: number) => 1.08e6 * noisy(block) };
  const many = Array.from({ length: 40 }, (_, index) => `bench_${index}`);
  const [alone, among] = [["bench_fit"], many].map((benchmarks) => judged(valuedResult({ benchmarks, ...values })));
  expect(alone?.slowerP).toBeLessThan(among?.slowerP ?? 0);
});

test("thresholds of a glob hold for values, too", () => {
  const result = valuedResult({ base: always(100), head: always(103) });
  expect([judged(result, 0.02).outcome, judged(result, 0.05).outcome]).toEqual(["regressed", "unchanged"]);
});

test("a benchmark of one arm is added or removed", () => {
  const result = valuedResult({ base: always(1), head: always(2) });
  const without = (arm: string): Result => ({
    ...result,
    measurements: result.measurements.filter(
      ({ benchmark, series }) => benchmark !== "peakmem_fit" || !series.includes(arm),
    ),
  });
  expect(judged(without("-base-"))).toMatchObject({ outcome: "added", values: { base: null, head: 2 } });
  expect(judged(without("-head-"))).toMatchObject({ outcome: "removed", values: { base: 1, head: null } });
  const lost = { ...without("-base-"), failures: [failure("openblas-base-1")] };
  expect(judged(lost).outcome).toBe("failed");
});

const failure = (subject: string) => ({
  stage: "measure" as const,
  subject,
  benchmark: "peakmem_fit",
  message: "returned None, which is no number",
  lastLines: [],
});

test("nothing of a value is among the times", () => {
  const facts = { variants: [openblas, blis], base: always(100), head: always(120) };
  const [times, all] = [compareResult(withoutValues(valuedResult(facts))), compareResult(valuedResult(facts))];
  expect(all.values).toHaveLength(4);
  expect(all.timings).toEqual(times.timings);
  expect(all.backends).toEqual(times.backends);
  expect(all.geometricMeans).toEqual(times.geometricMeans);
  expect(all.code.interactions).toEqual(times.code.interactions);
  expect(all.withheld).toEqual([]);
});

function withoutValues(result: Result): Result {
  return {
    ...result,
    benchmarks: result.benchmarks.filter(({ quantity }) => quantity === undefined),
    measurements: result.measurements.filter(({ benchmark }) => benchmark !== "peakmem_fit"),
  };
}

test("a run of values alone has measured something, and its backend is asked for", () => {
  const sound = soundResult([openblas]);
  const controls = sound.benchmarks.filter(({ role }) => role === "control");
  const times = sound.measurements.filter(({ benchmark }) => benchmark === "interpreter");
  const alone = { ...sound, benchmarks: controls, measurements: times };
  const result = withValues(alone, { base: always(1), head: always(1) }, 6);
  const { reasons } = decide({ result, verdicts: new Map(), comparisons: compareResult(result), failOn: [] });
  expect(reasons.map((one) => one.class)).toEqual(["unverified"]);
});

test("whatever the values, exchanging the arms or the direction mirrors the outcome, and nothing is left out", () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 200 }), fc.double({ min: 0.1, max: 1e9, noNaN: true }));
  const blocks = fc.array(value, { minLength: 12, maxLength: 12 });
  const mirror: Readonly<Record<string, string>> = { regressed: "improved", improved: "regressed" };
  fc.assert(
    fc.property(blocks, blocks, fc.boolean(), (one, other, areEqual) => {
      const [base, head] = [(at: number) => one[at] ?? 0, (at: number) => (areEqual ? one[at] : other[at]) ?? 0];
      const of = (facts: Parameters<typeof valuedResult>[0]) =>
        judged(valuedResult({ blocks: 12, benchmarks: [], ...facts }));
      const there = of({ base, head });
      const mirrored = mirror[there.outcome] ?? there.outcome;
      expect(of({ base: head, head: base }).outcome).toBe(mirrored);
      expect(of({ base, head, quantity: speed }).outcome).toBe(mirrored);
      if (areEqual) expect(there.outcome).toBe("unchanged");
      const isRatio = one.every((_, at) => base(at) === head(at) || (base(at) > 0 && head(at) > 0));
      expect(there.outcome === "failed").toBe(!isRatio);
    }),
    { numRuns: 200 },
  );
});
