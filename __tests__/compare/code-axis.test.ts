// The code axis: which cells there are, what becomes of each, and that none is left out.
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { CodeComparison } from "../../src/compare/comparison.ts";
import { defaultThreshold, thresholdsOf } from "../../src/compare/thresholds.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { withBlocks, withTimes } from "../result/blocks.ts";
import { blis, conda, openblas, soundResult } from "../result/sound-result.ts";

const code = (result: Result) => compareResult(result).code;
const outcomes = (result: Result): Record<string, CodeComparison["outcome"]> =>
  Object.fromEntries(code(result).comparisons.map((one) => [`${one.benchmark} ${one.cell.variant}`, one.outcome]));
const without = (result: Result, isGone: (measurement: Measurement) => boolean): Result => ({
  ...result,
  measurements: result.measurements.filter((one) => !isGone(one)),
});
const slower = armedResult({ change: (name) => (name === "bench_fit" ? 1.2 : 1) });

describe("outcomes", () => {
  test("one slower function is regressed, and nothing else", () => {
    expect(outcomes(slower)).toEqual({
      "bench_fit openblas": "regressed",
      "bench_predict openblas": "unchanged",
      "bench_score openblas": "unchanged",
    });
    const [first] = code(slower).comparisons;
    expect(first).toMatchObject({ base: "openblas-base-1", head: "openblas-head-1", threshold: 0.05, reason: null });
    expect(first?.estimate?.ratio).toBeCloseTo(1.2, 2);
    expect((first?.headSeconds ?? 0) / (first?.baseSeconds ?? 1)).toBeCloseTo(1.2, 2);
    expect(first?.slowerP).toBeLessThan(0.01);
  });
  test("the same code twice is unchanged", () => {
    expect(new Set(Object.values(outcomes(armedResult({ variants: [openblas, blis] }))))).toEqual(
      new Set(["unchanged"]),
    );
  });
  test("a faster function is improved", () => {
    expect(outcomes(armedResult({ change: () => 0.8 }))["bench_fit openblas"]).toBe("improved");
  });
  test("four blocks are insufficient", () => {
    expect(new Set(Object.values(outcomes(armedResult({ blocks: 4, change: () => 2 }))))).toEqual(
      new Set(["insufficient"]),
    );
  });
  test("a benchmark of one arm is added or removed, and not missing", () => {
    const added = without(
      slower,
      ({ benchmark: name, series }) => name === "bench_fit" && series === "openblas-base-1",
    );
    expect(code(added).comparisons.at(-1)).toMatchObject({
      benchmark: "bench_fit",
      outcome: "added",
      base: null,
      reason: null,
    });
    expect(compareResult(added).withheld).toEqual([]);
    const removed = without(
      slower,
      ({ benchmark: name, series }) => name === "bench_fit" && series === "openblas-head-1",
    );
    expect(outcomes(removed)["bench_fit openblas"]).toBe("removed");
  });
  test("the rows of a command that failed in one arm are failed, and not removed", () => {
    const result = armedResult({ benchmarks: ["make bench/one", "make bench/two"] });
    const isGone = ({ benchmark: name, series }: Measurement) =>
      name.startsWith("make") && series === "openblas-head-1";
    const failure = { stage: "measure" as const, subject: "openblas-head-1", message: "ended with 1", lastLines: [] };
    const failed = { ...without(result, isGone), failures: [{ ...failure, benchmark: "make bench" }] };
    expect(outcomes(failed)).toEqual({ "make bench/one openblas": "failed", "make bench/two openblas": "failed" });
  });
  test("a figure that one series of an arm has lost is failed", () => {
    const lost = without(
      armedResult({ variants: [openblas, blis] }),
      ({ benchmark: name, series }) => name === "bench_fit" && series === "blis-base-1",
    );
    expect(outcomes(lost)).toMatchObject({ "bench_fit blis": "failed", "bench_fit openblas": "unchanged" });
    expect(compareResult(lost).withheld).toMatchObject([{ kind: "missing", series: "blis-base-1" }]);
  });
  test("an arm that measured nothing has not removed everything", () => {
    const gone = without(slower, ({ series }) => series === "openblas-head-1");
    expect(new Set(Object.values(outcomes(gone)))).toEqual(new Set(["failed"]));
  });
  test("a failure in one arm is failed, and said once", () => {
    const failures = [
      {
        stage: "measure" as const,
        subject: "openblas-base-1",
        benchmark: "bench_fit",
        message: "raised",
        lastLines: [],
      },
    ];
    const result = {
      ...without(slower, ({ benchmark: name, series }) => name === "bench_fit" && series === "openblas-base-1"),
      failures,
    };
    expect(code(result).comparisons.at(-1)).toMatchObject({ outcome: "failed", reason: null });
  });
  test("a variant whose base could not be had is failed, and says so", () => {
    const both = armedResult({ variants: [openblas, blis] });
    const series = both.series.filter(({ id }) => id !== "blis-base-1");
    const result = { ...without(both, (one) => one.series === "blis-base-1"), series };
    expect(code(result).comparisons.filter(({ cell }) => cell.variant === "blis")).toMatchObject(
      Array.from({ length: 3 }, () => ({
        outcome: "failed",
        base: null,
        reason: "base has no such series to compare with",
      })),
    );
  });
  test.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 5e-324])("a time of %d is failed, never a figure", (time) => {
    const measurements = slower.measurements.map((one) =>
      one.benchmark === "bench_fit" && one.series === "openblas-base-1" ? withTimes(one, () => time) : one,
    );
    const result = { ...slower, measurements };
    expect(outcomes(result)["bench_fit openblas"]).toBe("failed");
  });
  test("a wrong result at head is failed, never a fast row", () => {
    const both = armedResult({ variants: [openblas, blis] });
    const measurements = both.measurements.map((one) =>
      one.series === "blis-head-1" && one.benchmark === "bench_fit" ? { ...one, fingerprint: [9, 9] } : one,
    );
    const result = { ...both, measurements };
    expect(outcomes(result)).toMatchObject({ "bench_fit blis": "failed", "bench_fit openblas": "unchanged" });
    expect(compareResult(result).withheld).toMatchObject([{ kind: "wrong-result", series: "blis-head-1" }]);
  });
  test("no block in common is failed, and says so", () => {
    const measurements = slower.measurements.map((one) =>
      one.series === "openblas-base-1"
        ? withBlocks(one, (blocks) => blocks.map((block) => ({ ...block, number: block.number + 100 })))
        : one,
    );
    expect(code({ ...slower, measurements }).comparisons[0]).toMatchObject({
      outcome: "failed",
      reason: "there is no block with usable times of both arms",
    });
  });
});

describe("membership", () => {
  const builtIn = { ...slower, benchmarks: slower.benchmarks.map((one) => ({ ...one, source: null })) };

  test("without a base there is nothing", () => {
    expect(code(soundResult())).toMatchObject({ comparisons: [], interactions: [], agreements: [] });
  });
  test("built-in benchmarks are on it where the environments differ", () => {
    expect(code(builtIn).comparisons).toEqual([]);
    const environments = builtIn.environments.map((one) =>
      one.arm === "head" ? { ...one, hash: "e".repeat(64) } : one,
    );
    expect(outcomes({ ...builtIn, environments })["bench_fit openblas"]).toBe("regressed");
  });
  test("built-in benchmarks of a variant that lost its base are failed, where the others' environments differ", () => {
    const result = armedResult({ variants: [openblas, blis] });
    const builtIn: Result = {
      ...result,
      benchmarks: result.benchmarks.map((one) => ({ ...one, source: null })),
      environments: result.environments.map((one) => (one.arm === "head" ? { ...one, hash: "e".repeat(64) } : one)),
      series: result.series.filter(({ id }) => id !== "blis-base-1"),
      measurements: result.measurements.filter(({ series }) => series !== "blis-base-1"),
    };
    expect(outcomes(builtIn)).toMatchObject({ "bench_fit blis": "failed", "bench_fit openblas": "unchanged" });
    const [lost] = code(builtIn).comparisons.filter(({ cell }) => cell.variant === "blis");
    expect(lost?.reason).toBe("base has no such series to compare with");
  });
  test("without hashes the packages tell", () => {
    const environments = builtIn.environments.map((one) => ({ ...one, hash: null }));
    expect(code({ ...builtIn, environments }).comparisons).toEqual([]);
    const changed = environments.map((one) =>
      one.arm === "head" ? { ...one, packages: [...one.packages, conda("scipy", "1.0", "0")] } : one,
    );
    expect(code({ ...builtIn, environments: changed }).comparisons).toHaveLength(3);
  });
  test("a control is never a cell", () => {
    expect(code(slower).comparisons.map((one) => one.benchmark)).not.toContain("control/interpreter");
  });
});

describe("what goes with it", () => {
  const moved = armedResult({ change: (name) => (name.startsWith("control/") ? 1.12 : 1) });

  test("a moved control is found, with what it says of the machine", () => {
    expect(code(slower).controls).toEqual({ judged: 1, moved: [] });
    expect(code(moved).controls.moved).toMatchObject([{ benchmark: "control/interpreter", samePython: true }]);
    expect(compareResult(moved, () => 0.5).code.controls.moved).toHaveLength(1);
    const atHead = (change: Partial<(typeof moved.environments)[number]>) =>
      moved.environments.map((one) => (one.arm === "head" ? { ...one, ...change } : one));
    // The code under test has another version in each arm, and no control uses it.
    const built = atHead({ hash: "e".repeat(64) });
    expect(code({ ...moved, environments: built }).controls.moved).toMatchObject([{ samePython: true }]);
    const python = {
      manager: "conda",
      name: "python",
      version: "3.13.1",
      build: "h1",
      channel: null,
      sha256: null,
    } as const;
    const other = atHead({ hash: "e".repeat(64), packages: [python] });
    expect(code({ ...moved, environments: other }).controls.moved).toMatchObject([{ samePython: false }]);
  });

  test("a machine that moves all by 3 % makes no regression of a cell whose threshold is 2 %", () => {
    const biased = armedResult({ change: () => 1.03 });
    const finer = compareResult(biased, (name) => (name === "bench_fit" ? 0.02 : 0.05)).code;
    expect([finer.comparisons[0]?.outcome, finer.controls.moved.length]).toEqual(["regressed", 1]);
    expect(code(biased).controls.moved).toEqual([]);
    // No machine stays still to less than 1 %, whatever is asked of a benchmark.
    const still = armedResult({ change: (name) => (name === "bench_fit" ? 1 : 1.005), spread: () => 0.001 });
    expect(compareResult(still, () => 0.001).code.controls.moved).toEqual([]);
  });
  test("controls that could not have moved in so few blocks do not count", () => {
    const controls = (blocks: number) => code(armedResult({ blocks, change: () => 1.5 })).controls;
    expect([controls(4), controls(8).judged]).toEqual([{ judged: 0, moved: [] }, 1]);
  });
  test("a slowdown on one variant alone is an interaction", () => {
    const change = (name: string, variant: string): number => (name === "bench_fit" && variant === "blis" ? 1.3 : 1);
    const { interactions } = code(armedResult({ variants: [openblas, blis], change }));
    expect(interactions.find((one) => one.benchmark === "bench_fit")).toMatchObject({
      subject: "blis-head-1",
      outcome: "slower",
    });
    expect(interactions.find((one) => one.benchmark === "bench_fit")?.estimate.ratio).toBeCloseTo(1.3, 1);
  });
  test("other numbers at head are said, and fail nothing", () => {
    const measurements = slower.measurements.map((one) =>
      one.series === "openblas-head-1" && one.benchmark === "bench_score" ? { ...one, fingerprint: [2, -3.5] } : one,
    );
    const comparisons = compareResult({ ...slower, measurements });
    expect(comparisons.code.agreements.map((one) => one.status)).toEqual(["agrees", "agrees", "differs"]);
    expect(comparisons.withheld).toEqual([]);
    expect(outcomes({ ...slower, measurements })["bench_score openblas"]).toBe("unchanged");
  });
  test("the geometric mean is head over base of all cells of a variant", () => {
    const [mean] = code(armedResult({ change: () => 1.1 })).geometricMeans;
    expect(mean).toMatchObject({ reference: "openblas-base-1", subject: "openblas-head-1", benchmarks: 3 });
    expect(mean?.estimate.ratio).toBeCloseTo(1.1, 2);
  });
});

describe("thresholds", () => {
  test("default by platform", () => {
    expect([defaultThreshold("linux-64"), defaultThreshold("osx-arm64")]).toEqual([0.05, 0.1]);
  });
  test("the last glob that fits wins; a name fits itself", () => {
    const of = thresholdsOf(0.05, [
      { glob: "*", share: 0.1 },
      { glob: "svd[64]", share: 0.2 },
      { glob: "a.?", share: 0.3 },
      { glob: "b[!x]*", share: 0.4 },
    ]);
    expect(["svd[64]", "svd6", "a.b", "axb", "bye", "bx"].map(of)).toEqual([0.2, 0.2, 0.3, 0.1, 0.4, 0.1]);
    expect(thresholdsOf(0.05)("anything")).toBe(0.05);
  });
  test("a looser one takes a regression back", () => {
    const [first] = compareResult(slower, thresholdsOf(0.05, [{ glob: "bench_f*", share: 0.5 }])).code.comparisons;
    expect(first).toMatchObject({ outcome: "unchanged", threshold: 0.5 });
  });
});
