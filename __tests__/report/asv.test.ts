// What is written for asv's readers, read by the importer that is held to files of asv itself.
import { expect, test } from "vitest";
import { asvText } from "../../src/report/asv.ts";
import { readForeign } from "../../src/result/import/read-foreign.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { withValues } from "../result/valued-result.ts";

const names = [
  "linalg.time_plain",
  "linalg.Sums.time_sum(1000, 'a, b')",
  "linalg.Sums.time_sum(1000, '(')",
  "linalg.Sums.time_sum(2000, '(')",
  "linalg.time_uneven(1)",
  "linalg.time_uneven(1, 2)",
];

function resultOfSuite(): Result {
  const timed = armedResult({ benchmarks: names, change: () => 2, blocks: 6 });
  const { benchmarks, ...result } = withValues(
    { ...timed, code: { repository: "o/r", baseCommit: "b".repeat(40), headCommit: "a".repeat(40), dirty: false } },
    { name: "linalg.track_length", quantity: { unit: "things", better: "smaller" }, base: () => -3, head: () => 0 },
    6,
  );
  const failure = { stage: "measure" as const, subject: "openblas-head-1", message: "hung", lastLines: [] };
  const [first] = benchmarks;
  if (first === undefined) throw new Error("nothing is offered");
  const failed = "linalg.Sums.time_sum(4000, '(')";
  return {
    ...result,
    benchmarks: [...benchmarks, { ...first, name: failed }],
    failures: [{ ...failure, benchmark: failed }],
  };
}

test("it is read as asv's result, every turn of it", () => {
  const result = resultOfSuite();
  const { format, benchmarks, omitted } = readForeign(asvText(result, "openblas-head-1"), "result.json", null);
  expect(format).toBe("asv");
  expect(omitted).toEqual(
    expect.arrayContaining([
      { name: "linalg.Sums.time_sum(2000, 'a, b')", why: "was skipped" },
      { name: "linalg.Sums.time_sum(4000, '(')", why: "failed" },
      { name: "linalg.Sums.time_sum(4000, 'a, b')", why: "was skipped" },
    ]),
  );
  expect(omitted).toHaveLength(3);
  const track = { kind: "summary", statistic: "value", value: 0, count: null };
  const times = names.map((name) => {
    const { blocks, loops } =
      result.measurements.find((one) => one.benchmark === name && one.series === "openblas-head-1") ??
      expect.fail(`${name} was not measured`);
    const samples = Array.from(blocks.batchNanoseconds, (each) => each / loops / 1e9);
    expect(samples).toHaveLength(24);
    return [name, { kind: "samples", samples }];
  });
  expect(Object.fromEntries(benchmarks.map(({ name, figures }) => [name, figures]))).toEqual({
    ...Object.fromEntries(times),
    "linalg.track_length": track,
  });
});

test("each arm has its own commit", () => {
  const result = resultOfSuite();
  const commits = ["head", "base"].map((arm) => {
    const text = asvText(result, `openblas-${arm}-1`).replaceAll("NaN", "null");
    return JSON.parse(text).commit_hash;
  });
  expect(commits).toEqual(["a".repeat(40), "b".repeat(40)]);
});
