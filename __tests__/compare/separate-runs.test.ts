// Two separate runs: what is compared, with which figures, and what must be equal for that.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headOf, hostDifferences, matchedSeries } from "../../src/compare/comparability.ts";
import type { SeparateComparison, SeparateRuns } from "../../src/compare/separate-runs.ts";
import { compareSeparateRuns } from "../../src/compare/separate-runs.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Host, Measurement, Result, Series } from "../../src/result/schema.ts";
import { timesBy } from "../report/separate-situations.ts";
import { armedResult } from "../result/armed-result.ts";
import { blocksOf, withBlocks, withLoops } from "../result/blocks.ts";
import { blis, netlib, openblas, soundResult } from "../result/sound-result.ts";

function compared(a: Result, b: Result): SeparateRuns {
  return compareSeparateRuns(headOf(a), headOf(b));
}

const sound = soundResult([openblas]);
const row = (runs: SeparateRuns, name: string): SeparateComparison =>
  runs.comparisons.find(({ benchmark }) => benchmark.name === name) ?? expect.fail(`${name} was not compared`);
const reasons = (runs: SeparateRuns): string[] =>
  runs.notComparable.map(({ benchmark, reason }) => `${benchmark} ${reason}`);

/** One measurement changed. */
function withMeasurement(result: Result, benchmark: string, change: Partial<Measurement>): Result {
  const measurements = result.measurements.map((one) => (one.benchmark === benchmark ? { ...one, ...change } : one));
  return { ...result, measurements };
}

function withBenchmark(result: Result, name: string, change: Partial<Result["benchmarks"][number]>): Result {
  return { ...result, benchmarks: result.benchmarks.map((one) => (one.name === name ? { ...one, ...change } : one)) };
}

describe("figures", () => {
  test("of equal runs are a ratio of 1 that decides nothing", () => {
    const runs = compared(sound, sound);
    expect(runs.comparisons.map(({ benchmark }) => benchmark.name)).toEqual(["svd", "solve", "matmul", "interpreter"]);
    for (const { estimate, outcome, aSeconds, bSeconds, aBlocks, bBlocks } of runs.comparisons) {
      expect(estimate.ratio).toBe(1);
      expect([outcome, aSeconds === bSeconds, aBlocks, bBlocks]).toEqual(["undecided", true, 6, 6]);
    }
    expect(runs).toMatchObject({ machines: [], systems: [], notComparable: [] });
  });

  test("are B over A, whatever order the blocks are in, and inverse when A and B are exchanged", () => {
    const factors = fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(factors, factors, (first, second) => {
        const by = (list: readonly number[]): Result => timesBy(sound, (_, block) => list[block] ?? 1);
        const [a, b] = [by(first), by(second)];
        const reversed = {
          ...b,
          measurements: b.measurements.map((one) => withBlocks(one, (blocks) => blocks.toReversed())),
        };
        const [there, back] = [row(compared(a, b), "svd"), row(compared(b, a), "svd")];
        expect(row(compared(a, reversed), "svd").estimate).toEqual(there.estimate);
        expect(back.estimate.ratio).toBeCloseTo(1 / there.estimate.ratio, 12);
        expect(back.estimate.interval?.low).toBeCloseTo(1 / (there.estimate.interval?.high ?? 0), 12);
        expect(back.estimate.interval?.high).toBeCloseTo(1 / (there.estimate.interval?.low ?? 0), 12);
        const mirrored = { slower: "faster", faster: "slower", undecided: "undecided" } as const;
        expect(back.outcome).toBe(mirrored[there.outcome]);
      }),
      { numRuns: 30 },
    );
  });

  test("do not change when both runs are slower by the same factor", () => {
    const other = timesBy(sound, (name, block) => 1 + (name.length + block) / 50);
    const [plain, scaled] = [
      compared(sound, other),
      compared(
        timesBy(sound, () => 8),
        timesBy(other, () => 8),
      ),
    ];
    for (const [index, { estimate }] of scaled.comparisons.entries())
      expect(estimate.ratio).toBeCloseTo(plain.comparisons[index]?.estimate.ratio ?? 0, 12);
  });

  test("say slower where B is, with medians of both sides", () => {
    const slower = row(
      compared(
        sound,
        timesBy(sound, (name) => (name === "solve" ? 1.5 : 1)),
      ),
      "solve",
    );
    expect(slower.outcome).toBe("slower");
    expect(slower.estimate.ratio).toBeCloseTo(1.5, 12);
    expect(slower.bSeconds / slower.aSeconds).toBeCloseTo(1.5, 12);
  });

  test("are of head where a file holds base too", () => {
    const [a, b] = [armedResult(), armedResult({ change: () => 3 })];
    const runs = compared(a, b);
    expect(runs.pairs.map((pair) => [pair.a.arm, pair.b.arm])).toEqual([["head", "head"]]);
    expect(row(runs, "bench_fit").estimate.ratio).toBeCloseTo(3, 1);
  });

  test("have no interval where blocks are too few", () => {
    const few = {
      ...sound,
      measurements: sound.measurements.map((one) => withBlocks(one, (blocks) => blocks.slice(0, 3))),
    };
    expect(row(compared(few, few), "svd")).toMatchObject({ outcome: "undecided", estimate: { interval: null } });
  });
});

describe("machines", () => {
  const { host } = sound;
  test.each<[Partial<Host>, string]>([
    [{ platform: "linux-aarch64" }, "platform"],
    [{ cpuModel: "Intel Xeon" }, "CPU model"],
    [{ simd: ["sse4_2"] }, "set of SIMD instructions"],
    [{ physicalCores: 4 }, "number of cores"],
    [{ logicalCores: 8 }, "number of hardware threads"],
    [{ translated: true }, "translation under Rosetta"],
    [{ runnerImage: "ubuntu22 20250602.3.0" }, "runner image"],
  ])("%j cannot be compared", (change, what) => {
    expect(hostDifferences(host, { ...host, ...change })).toMatchObject({ machines: [{ what }], systems: [] });
  });
  test.each<[Partial<Host>, string[]]>([
    [{ runnerImage: "ubuntu24 20250609.1.0" }, ["runner image"]],
    [{ runnerImage: null }, ["runner image"]],
    [{ osVersion: "6.11.0" }, ["system version"]],
    [{ simd: host.simd.toReversed(), memoryBytes: host.memoryBytes + 1 }, []],
  ])("%j can", (change, expected) => {
    const { machines, systems } = hostDifferences(host, { ...host, ...change });
    expect([machines, systems.map(({ what }) => what)]).toEqual([[], expected]);
  });
  test("instructions that one side has more are named", () => {
    expect(hostDifferences(host, { ...host, simd: [...host.simd, "avx512f"] }).machines).toEqual([
      { what: "set of SIMD instructions", a: "nothing more", b: "avx512f" },
    ]);
  });
});

describe("series", () => {
  const of = (variants: Parameters<typeof soundResult>[0]): readonly Series[] => soundResult(variants).series;
  const names = (a: readonly Series[], b: readonly Series[]): string[] =>
    matchedSeries(a, b).map((pair) => `${pair.a.variant} ${pair.b.variant}`);
  const changed = (series: readonly Series[], change: Partial<Series>): Series[] =>
    series.map((one) => ({ ...one, ...change }));

  test("of the same cell are matched, whatever their order", () => {
    expect(names(of([openblas, blis]), of([netlib, blis, openblas]))).toEqual(["openblas openblas", "blis blis"]);
  });
  test("that are alone in their files need no common name", () => {
    expect(names(of([openblas]), of([netlib]))).toEqual(["openblas netlib"]);
    expect(names(of([openblas]), of([netlib, blis]))).toEqual([]);
  });
  test.each<[Partial<Series>]>([[{ threads: 2 }], [{ launcher: "login-shell" }], [{ platform: "osx-64" }]])(
    "with %j are not matched",
    (change) => {
      expect(names(of([openblas]), changed(of([openblas]), change))).toEqual([]);
    },
  );
  test("without a partner are named, and so are benchmarks in one file only", () => {
    const other = soundResult([openblas, netlib]);
    const renamed = withBenchmark(other, "svd", { name: "eigh" });
    const runs = compared(soundResult([openblas, blis]), {
      ...renamed,
      measurements: renamed.measurements.filter(({ benchmark }) => benchmark !== "svd"),
    });
    expect(runs.onlyInA).toEqual({ series: ["blis-head-1"], benchmarks: ["svd"] });
    expect(runs.onlyInB).toEqual({ series: ["netlib-head-1"], benchmarks: ["eigh"] });
  });
});

describe("benchmarks that are not the same", () => {
  test.each<[string, Result, string]>([
    ["size", withBenchmark(sound, "svd", { description: "SVD of a 300x300 matrix" }), "svd is defined in another way"],
    ["operations", withBenchmark(sound, "solve", { flop: 1 }), "solve is defined in another way"],
    [
      "owner",
      withBenchmark(sound, "svd", { source: { file: "bench.py", line: 1 } }),
      "svd is built in on one side, and the user's own on the other",
    ],
    ["result", withMeasurement(sound, "matmul", { fingerprint: [1.5, -3.5] }), "matmul computes other numbers"],
    [
      "loops",
      {
        ...sound,
        measurements: sound.measurements.map((one) => (one.benchmark === "svd" ? withLoops(one, 800) : one)),
      },
      "svd was timed in batches of 8 and 800 loops, which are not alike",
    ],
    ["times", withMeasurement(sound, "svd", { blocks: inColumns([]) }), "svd has no figure in B"],
    [
      "presence",
      { ...sound, measurements: sound.measurements.filter(({ benchmark }) => benchmark !== "svd") },
      "svd has no figure in B",
    ],
  ])("by their %s have no ratio, and the others stand", (_, other, reason) => {
    const runs = compared(sound, other);
    expect(reasons(runs)).toEqual([reason]);
    expect(runs.comparisons).toHaveLength(3);
    // Exchanged, the same is said.
    expect(compared(other, sound).comparisons).toHaveLength(3);
  });

  test("more loops are fine where the iterations are shorter, and where calibration was a little off", () => {
    const faster = timesBy(
      {
        ...sound,
        measurements: sound.measurements.map((one) => (one.benchmark === "svd" ? withLoops(one, 800) : one)),
      },
      (name) => (name === "svd" ? 0.01 : 1),
    );
    expect(reasons(compared(sound, faster))).toEqual([]);
    expect(reasons(compared(sound, withMeasurement(sound, "svd", { loops: 1 })))).toEqual([]);
  });

  test("the user's own may compute other numbers, which is said, and stand on another line", () => {
    const [a, b] = [armedResult(), armedResult()];
    const moved = withBenchmark(b, "bench_fit", { source: { file: "bench/other.py", line: 99 }, description: "New" });
    const runs = compared(a, withMeasurement(moved, "bench_fit", { fingerprint: [1.25, -7] }));
    expect(runs.notComparable).toEqual([]);
    expect(row(runs, "bench_fit").changedNumbers).toEqual({ largestRelativeDifference: 0.5, tolerance: 1e-9 });
    expect(row(runs, "bench_predict").changedNumbers).toBeNull();
  });

  test("a variant that computes wrong numbers in its own run has no figure", () => {
    const pair = soundResult([openblas, blis]);
    const measurements = pair.measurements.map((one) =>
      one.benchmark === "svd" && one.series === "blis-head-1" ? { ...one, fingerprint: [9, 9] } : one,
    );
    expect(reasons(compared(pair, { ...pair, measurements }))).toEqual(["svd has no figure in B"]);
  });

  test("more blocks than any run has are refused, not held in memory", () => {
    const [first] = sound.measurements;
    const block = (first && blocksOf(first)[0]) ?? expect.fail("a sound result has blocks");
    const blocks = Array.from({ length: 2500 }, (_, number) => ({ ...block, number }));
    const huge = withMeasurement(sound, "svd", { blocks: inColumns(blocks) });
    expect(reasons(compared(huge, huge))).toEqual(["svd has too many blocks"]);
  });
});
