// From a result to its comparisons: the figures, and everything that must not become a figure.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { Block } from "../../src/result/blocks.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import { withBlocks, withLoops } from "../result/blocks.ts";
import { benchmark, blis, netlib, openblas, soundResult } from "../result/sound-result.ts";

const [reference, subject] = ["openblas-head-1", "blis-head-1"];

/** A sound result of two variants, with the measurements that `change` gives back for each. */
function changed(change: (measurement: Measurement) => Measurement | null, more: Partial<Result> = {}): Result {
  const result = soundResult([openblas, blis]);
  return { ...result, measurements: result.measurements.map(change).filter((one) => one !== null), ...more };
}

function only(name: string, series: string, change: (measurement: Measurement) => Measurement | null): Result {
  return changed((one) => (one.benchmark === name && one.series === series ? change(one) : one));
}

function withEach(measurement: Measurement, change: (block: Block) => Block): Measurement {
  return withBlocks(measurement, (blocks) => blocks.map(change));
}

const scaled = (block: Block, factor: number): Block => ({
  ...block,
  batchNanoseconds: block.batchNanoseconds.map((nanoseconds) => nanoseconds * factor),
});

describe("a sound result", () => {
  const comparisons = compareResult(soundResult());

  test("compares each variant with the reference, benchmark by benchmark", () => {
    expect(comparisons.backends).toHaveLength(8);
    const found = comparisons.backends.filter((one) => one.benchmark === "svd");
    expect(found.map((one) => [one.reference, one.subject, one.outcome])).toEqual([
      [reference, subject, "slower"],
      [reference, "netlib-head-1", "slower"],
    ]);
    expect(found.map((one) => one.estimate.ratio)).toEqual([
      expect.closeTo(blis.factor, 12),
      expect.closeTo(netlib.factor, 12),
    ]);
    expect(found.every((one) => one.estimate.blocks === 6 && one.estimate.interval?.level === 0.95)).toBe(true);
  });

  test("says faster when the sides change places", () => {
    const outcomes = compareResult({ ...soundResult(), reference: "netlib" }).backends.map((one) => one.outcome);
    expect(new Set(outcomes)).toEqual(new Set(["faster", "undecided"]));
  });

  test("gives times in seconds, and GFLOP/s where operations are counted", () => {
    const times = comparisons.timings.filter((one) => one.series === reference);
    const solve = times.find((one) => one.benchmark === "solve");
    expect(solve?.medianSeconds).toBeCloseTo(4e-3, 3);
    expect(solve?.gflopPerSecond).toBeCloseTo(37_748_736 / (solve?.medianSeconds ?? 0) / 1e9, 9);
    expect(times.find((one) => one.benchmark === "svd")?.gflopPerSecond).toBeNull();
  });

  test("takes the geometric mean over benchmarks, without controls", () => {
    expect(comparisons.geometricMeans).toHaveLength(2);
    expect(comparisons.geometricMeans[0]).toMatchObject({ reference, subject, benchmarks: 3 });
    expect(comparisons.geometricMeans[0]?.estimate.ratio).toBeCloseTo(blis.factor, 12);
  });

  test("withholds nothing", () => {
    expect(comparisons.withheld).toEqual([]);
    expect(comparisons.agreements.map((one) => one.status)).toContain("agrees");
  });

  test("without a reference there is nothing to compare, and the times stand", () => {
    const alone = compareResult({ ...soundResult([openblas]), reference: null });
    expect(alone).toMatchObject({ backends: [], geometricMeans: [], agreements: [], withheld: [] });
    expect(alone.timings).toHaveLength(4);
  });
});

describe("one disturbed turn", () => {
  test("does not move its block", () => {
    const disturbed = only("svd", subject, (one) =>
      withEach(one, (block) => ({
        ...block,
        batchNanoseconds: block.batchNanoseconds.map((nanoseconds, turn) => nanoseconds * (turn === 2 ? 50 : 1)),
      })),
    );
    const ratio = compareResult(disturbed).backends.find((one) => one.benchmark === "svd")?.estimate.ratio;
    expect(ratio).toBeCloseTo(blis.factor, 3);
  });
});

describe("pairing", () => {
  test("uses only blocks that both have", () => {
    const shorter = only("svd", subject, (one) => withBlocks(one, (blocks) => blocks.slice(2)));
    const estimate = compareResult(shorter).backends.find((one) => one.benchmark === "svd")?.estimate;
    expect(estimate).toMatchObject({ blocks: 4, interval: null });
  });

  test("leaves blocks out of the geometric mean in which a benchmark is missing", () => {
    const shorter = only("svd", subject, (one) => withBlocks(one, (blocks) => blocks.slice(2)));
    expect(compareResult(shorter).geometricMeans[0]?.estimate.blocks).toBe(4);
  });

  test("is by block number, not by place", () => {
    const shuffled = only("svd", subject, (one) => withBlocks(one, (blocks) => blocks.toReversed()));
    expect(compareResult(shuffled).backends).toEqual(compareResult(soundResult([openblas, blis])).backends);
  });

  test("is of one loop, however many are in a batch", () => {
    const longer = only("svd", subject, (one) => withLoops(one, 3 * one.loops));
    const before = compareResult(soundResult([openblas, blis]));
    const after = compareResult(longer);
    for (const [index, { estimate }] of after.backends.entries())
      expect(estimate.ratio).toBeCloseTo(before.backends[index]?.estimate.ratio ?? 0, 12);
    for (const [index, { medianSeconds }] of after.timings.entries())
      expect(medianSeconds).toBeCloseTo(before.timings[index]?.medianSeconds ?? 0, 12);
  });

  test("a common factor in the times of a block changes no ratio", () => {
    const factors = fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    const before = compareResult(soundResult([openblas, blis]));
    fc.assert(
      fc.property(factors, (slowdowns) => {
        const result = changed((one) => withEach(one, (block) => scaled(block, slowdowns[block.number] ?? 1)));
        for (const [index, after] of compareResult(result).backends.entries())
          expect(after.estimate.ratio).toBeCloseTo(before.backends[index]?.estimate.ratio ?? 0, 9);
      }),
      { numRuns: 20 },
    );
  });
});

describe("agreement", () => {
  const kinds = (result: Result): [string, string, string][] =>
    compareResult(result).withheld.map((one) => [one.benchmark, one.series, one.kind]);

  test.each([
    { fingerprint: [1.25, -3.5 * (1 + 1e-6)], difference: 1e-6 },
    { fingerprint: [1.25], difference: null },
    { fingerprint: [1.25, null], difference: null },
    { fingerprint: [1.25, 3.5], difference: 2 },
  ])("a wrong result $fingerprint is no fast row", ({ fingerprint, difference }) => {
    const result = only("svd", subject, (one) => ({ ...one, fingerprint }));
    const comparisons = compareResult(result);
    const agreement = comparisons.agreements.find((one) => one.benchmark === "svd");
    expect(agreement?.status).toBe("differs");
    expect(agreement?.largestRelativeDifference ?? 0).toBeCloseTo(difference ?? 0, 9);
    expect(kinds(result)).toEqual([["svd", subject, "wrong-result"]]);
    expect(comparisons.backends.map((one) => one.benchmark)).not.toContain("svd");
    expect(comparisons.timings).not.toContainEqual(expect.objectContaining({ benchmark: "svd", series: subject }));
    expect(comparisons.timings).toContainEqual(expect.objectContaining({ benchmark: "svd", series: reference }));
    expect(comparisons.geometricMeans[0]?.benchmarks).toBe(2);
  });

  test.each([{ fingerprint: null }, { fingerprint: [] }])("$fingerprint cannot be compared, and says so", (change) => {
    const result = changed((one) => ({ ...one, ...change }));
    expect(compareResult(result).agreements.every((one) => one.status === "not-comparable")).toBe(true);
  });

  test("differences within the tolerance agree", () => {
    const result = only("svd", subject, (one) => ({ ...one, fingerprint: [1.25 * (1 + 1e-12), -3.5] }));
    expect(compareResult(result).withheld).toEqual([]);
  });
});

describe("what is no figure", () => {
  test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])("a time of %d", (nanoseconds) => {
    const result = only("svd", subject, (one) =>
      withEach(one, (block) => ({ ...block, batchNanoseconds: [...block.batchNanoseconds.slice(1), nanoseconds] })),
    );
    const { withheld, backends, timings } = compareResult(result);
    expect(withheld).toMatchObject([{ benchmark: "svd", series: subject, kind: "unusable" }]);
    expect(backends.map((one) => one.benchmark)).not.toContain("svd");
    expect(timings).not.toContainEqual(expect.objectContaining({ benchmark: "svd", series: subject }));
  });

  test.each<[string, (blocks: readonly Block[]) => readonly Block[]]>([
    ["no blocks", () => []],
    [
      "a block without turns",
      ([first, ...rest]) => (first === undefined ? [] : [{ ...first, batchNanoseconds: [] }, ...rest]),
    ],
    ["a block twice", (blocks) => [...blocks, ...blocks.slice(0, 1)]],
  ])("%s", (_, change) => {
    const result = only("svd", reference, (one) => withBlocks(one, change));
    expect(compareResult(result).withheld.map((one) => [one.series, one.kind])).toEqual([
      [reference, "unusable"],
      [subject, "no-reference"],
    ]);
  });

  test("a row that is neither measured nor failed is missing", () => {
    const result = only("svd", subject, () => null);
    expect(compareResult(result).withheld).toMatchObject([{ benchmark: "svd", series: subject, kind: "missing" }]);
  });

  test.each([
    { failed: "svd", missing: [] },
    { failed: null, missing: [] },
    { failed: "solve", missing: ["svd"] },
  ])("a failure of $failed explains it or not", ({ failed, missing }) => {
    const failure = { stage: "measure" as const, subject, benchmark: failed, message: "crashed", lastLines: [] };
    const result = { ...only("svd", subject, () => null), failures: [failure] };
    expect(compareResult(result).withheld.map((one) => one.benchmark)).toEqual(missing);
  });

  test("a failed whole run explains the rows it would have had", () => {
    const failure = { stage: "measure" as const, subject, benchmark: "dario", message: "killed", lastLines: [] };
    const benchmarks = [benchmark("dario/svd", { method: "whole" }), benchmark("darioX", { method: "whole" })];
    const result = { ...soundResult([openblas, blis]), benchmarks, measurements: [], failures: [failure] };
    expect(compareResult(result).withheld.map((one) => [one.series, one.benchmark])).toEqual([
      [reference, "dario/svd"],
      [reference, "darioX"],
      [subject, "darioX"],
    ]);
  });

  test("no common block is no comparison, and says so", () => {
    const result = only("svd", subject, (one) => withEach(one, (block) => ({ ...block, number: block.number + 100 })));
    const { backends, withheld } = compareResult(result);
    expect(backends.map((one) => one.benchmark)).not.toContain("svd");
    expect(withheld).toMatchObject([{ benchmark: "svd", series: subject, kind: "no-reference" }]);
  });

  test("times at the ends of what a number can hold have no ratio, and no part in the mean", () => {
    const tiny = only("svd", reference, (one) => withEach(one, (block) => scaled(block, 1e-320)));
    const measurements = tiny.measurements.map((one) =>
      one.benchmark === "svd" && one.series === subject ? withEach(one, (block) => scaled(block, 1e295)) : one,
    );
    const { backends, withheld, geometricMeans } = compareResult({ ...tiny, measurements });
    expect(backends.map((one) => one.benchmark)).not.toContain("svd");
    expect(withheld).toMatchObject([{ benchmark: "svd", series: subject, kind: "no-reference" }]);
    expect(withheld[0]?.reason).toBe(`in a block, there is no ratio of its figure to that of ${reference}`);
    expect(geometricMeans[0]?.estimate.ratio).toBeGreaterThan(1);
  });

  test("the rows of a whole run overlap: they have no geometric mean", () => {
    const result = soundResult([openblas, blis]);
    const benchmarks = result.benchmarks.map((one) => ({ ...one, method: "whole" as const }));
    expect(compareResult({ ...result, benchmarks }).geometricMeans).toEqual([]);
  });
});
