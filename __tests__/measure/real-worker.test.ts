// The worker of this project on a real NumPy: what comes back fits the result file, and can be compared.
import { beforeAll, describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { Measured } from "../../src/measure/request.ts";
import { contradictions } from "../../src/result/consistency.ts";
import type { Result } from "../../src/result/schema.ts";
import { resultSchema } from "../../src/result/schema.ts";
import { soundResult } from "../result/sound-result.ts";
import { perform } from "./stand-in.ts";

const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";

describe.each([1, 2])("on one NumPy twice, with %d threads", (threads) => {
  let result: Result;
  let survivors: readonly string[];

  beforeAll(async () => {
    const outcome = await perform({
      real: {
        python,
        benchmarks: { source: { kind: "suite", suite: "quick" }, format: null, pattern: null, select: ["matmul"] },
      },
      parts: [
        { variant: "one", threads },
        { variant: "two", threads },
      ],
      patience: { unknown: 60_000, start: 60_000 },
      schedule: { batchMilliseconds: 15 },
    });
    if (outcome.measured === null) throw outcome.error;
    survivors = outcome.survivors;
    result = asResult(outcome.measured);
  });

  test("everything is measured, and fits the result file", () => {
    expect(result.failures).toEqual([]);
    expect(contradictions(result)).toEqual([]);
    expect(result.benchmarks.map((one) => one.name)).toContain("matmul");
    expect(result.measurements).toHaveLength(2 * result.benchmarks.length);
    expect(survivors).toEqual([]);
  });

  test("the proof is the same before and after, in every block", () => {
    for (const { sightings } of result.series) {
      expect(sightings.flatMap((one) => one.moments)).toHaveLength(4);
      expect(sightings.every((one) => one.evidence.calls.length > 0)).toBe(true);
    }
  });

  test("both compute the same, and their ratio is a number", () => {
    const { agreements, backends, withheld } = compareResult(result);
    expect(withheld).toEqual([]);
    expect(agreements.find((one) => one.benchmark === "matmul")?.status).toBe("agrees");
    expect(backends.every((one) => one.estimate.ratio > 0 && Number.isFinite(one.estimate.ratio))).toBe(true);
  });
});

test("a series that is alone waits for nobody, and keeps still", async () => {
  const source = { kind: "suite", suite: "quick" } as const;
  const { measured } = await perform({
    real: { python, benchmarks: { source, format: null, pattern: null, select: ["matmul", "matvec"] } },
    parts: [{ variant: "one" }],
    patience: { unknown: 60_000, start: 60_000 },
    schedule: { blocks: 4, turns: 16, batchMilliseconds: 5 },
  });
  expect(measured?.failures).toEqual([]);
});

/** Told in the words of a sound result, where measuring itself has none. */
function asResult({ series, labels: _, ...measured }: Measured): Result {
  const sound = soundResult();
  const variant = (id: string): string => id.replace("-head", "");
  return resultSchema.parse({
    ...sound,
    ...measured,
    reference: "one",
    environments: series.map(({ id }) => ({ ...sound.environments[0], id, variant: variant(id) })),
    series: series.map((one) => ({ ...sound.series[0], ...one, environment: one.id, variant: variant(one.id) })),
  });
}
