import { describe, expect, it } from "vitest";
import { assessRun } from "../../src/assessment.ts";
import { annotationsOf, stepAnnotations } from "../../src/publish/annotations.ts";
import { mergeResults } from "../../src/result/merge.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { named, twoPlatforms } from "../result/matrix-results.ts";
import { valuedResult } from "../result/valued-result.ts";

const annotated = (...results: readonly Result[]) => {
  const run = mergeResults(named(results), false);
  return annotationsOf(assessRun(run, { failOn: [], thresholds: [] }).report.code.rows, run.benchmarks);
};
const names = (amount: number): string[] => Array.from({ length: amount }, (_, index) => `bench_${index}`);

describe("annotations", () => {
  it("stand on the line of a benchmark, with each cell in which it regressed", () => {
    const change = (name: string) => (name === "bench_fit" ? 1.5 : 1);
    expect(annotated(...twoPlatforms({ change }, { change }))).toEqual([
      {
        level: "failure",
        file: "bench/bench_model.py",
        line: 12,
        title: "bench_fit is slower than base",
        message: expect.stringMatching(
          /^openblas, .*: 1\.\d\d \(.* to .*\) of base, 2\.00 ms to .* ms\nopenblas, .*: 1\.\d\d \(.*$/,
        ),
      },
    ]);
  });

  it("say of what is no time that it is worse, with its values", () => {
    const rate = { unit: "frames/s", better: "bigger" } as const;
    const result = valuedResult({ name: "track_rate", quantity: rate, base: () => 1500, head: () => 1250 });
    expect(annotated(result)).toMatchObject([
      {
        level: "failure",
        line: 40,
        title: "track_rate is worse than base",
        message: "openblas: 0.83 (0.83 to 0.83) of base, 1500 frames/s to 1250 frames/s",
      },
    ]);
  });

  it("warn of what could not be compared", () => {
    const sound = armedResult();
    const measurements = sound.measurements.filter(
      ({ benchmark, series }) => benchmark !== "bench_fit" || series.includes("base"),
    );
    const failure = {
      stage: "measure" as const,
      subject: "openblas-head-1",
      benchmark: "bench_fit",
      message: "no",
      lastLines: [],
    };
    expect(annotated({ ...sound, measurements, failures: [failure] })).toMatchObject([
      { level: "warning", title: "bench_fit could not be compared with base" },
    ]);
  });

  it("are none where nothing is known of the line, and where nothing happened", () => {
    const slower = armedResult({ change: () => 1.5 });
    expect(annotated(armedResult())).toEqual([]);
    expect(annotated({ ...slower, benchmarks: slower.benchmarks.map((one) => ({ ...one, source: null })) })).toEqual(
      [],
    );
  });

  it("hold nothing that acts", () => {
    const benchmarks = ["bench\n::error::x\u001b[31m\u202e"];
    const [one] = annotated(armedResult({ benchmarks, change: () => 1.5 }));
    expect(one?.title).toBe("bench\\n::error::x\\u{1b}[31m\\u{202e} is slower than base");
  });

  it("of a step are ten of each level, and the last says how many more there are", () => {
    const all = annotated(armedResult({ benchmarks: names(14), change: () => 1.5 }));
    expect(all).toHaveLength(14);
    const shown = stepAnnotations(all);
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)?.message).toMatch(/\n4 more benchmarks$/);
    expect(stepAnnotations(all.slice(0, 10))).toEqual(all.slice(0, 10));
  });
});
