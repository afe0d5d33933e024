// Files as the real tools wrote them: everything in them is taken over, or named with the reason why not.
import { describe, expect, it } from "vitest";
import type { Figures } from "../../../src/result/import/imported-run.ts";
import { readForeign } from "../../../src/result/import/read-foreign.ts";
import { valuesOf } from "../../../src/result/import/rows.ts";
import { realFiles, runOf, textOf } from "./real-files.ts";

/** "5 x 3": five processes of three samples. */
function shape(figures: Figures): string {
  if (figures.kind === "summary") return `${figures.statistic} of ${figures.count ?? "?"}`;
  if (figures.kind === "samples") return `${figures.samples.length} samples`;
  const [first] = figures.processes;
  return `${figures.processes.length} x ${first?.length}`;
}

const asvTimes = ["(1000, 'list')", "(1000, 'range')", "(1000, 'set')", "(4000, 'list')", "(4000, 'range')"];
const asvRows = (basis: string): string[][] => [
  ...asvTimes.map((text) => [`linalg.Sums.time_sum${text}`, "s", "smaller", basis]),
  ["linalg.mem_list", "B", "smaller", "value of ?"],
  ["linalg.peakmem_list", "B", "smaller", "value of ?"],
  ["linalg.time_join", "s", "smaller", basis],
  ["linalg.track_length", "", "null", "value of ?"],
];
const asvOmitted = ["linalg.Sums.time_sum(4000, 'set') was skipped", "linalg.time_broken failed"];

const known: Readonly<Record<string, { rows: string[][]; omitted?: string[]; version?: string; notices?: number }>> = {
  "asv-a.json": { rows: asvRows("16 samples"), omitted: asvOmitted },
  "asv-summary.json": { rows: asvRows("median of 16"), omitted: asvOmitted },
  "go-a.txt": {
    rows: ["small", "large"]
      .flatMap((size) => [
        [`BenchmarkSum/${size}-2`, "s", "smaller", "6 samples"],
        [`BenchmarkSum/${size}-2 (MB/s)`, "MB/s", "bigger", "6 samples"],
      ])
      .concat([
        ["BenchmarkJoin-2", "s", "smaller", "6 samples"],
        ["BenchmarkJoin-2 (B/op)", "B", "smaller", "6 samples"],
        ["BenchmarkJoin-2 (allocs/op)", "allocs", "smaller", "6 samples"],
        ["BenchmarkJoin-2 (words/op)", "words", "null", "6 samples"],
      ]),
  },
  "google-benchmark-a.json": {
    rows: [
      ["Sum/1000", "s", "smaller", "6 samples"],
      ["Sum/8000", "s", "smaller", "6 samples"],
    ],
    omitted: ["Broken reports an error or that it was skipped in 6 of 6 lines"],
    notices: 1,
  },
  "google-benchmark-aggregates.json": {
    rows: [
      ["Sum/1000", "s", "smaller", "median of 6"],
      ["Sum/8000", "s", "smaller", "median of 6"],
    ],
    omitted: ["Broken reports an error or that it was skipped in 6 of 6 lines"],
    notices: 1,
  },
  "hyperfine-a.json": {
    rows: ["named one", "sleep 0.01", "true"].map((name) => [name, "s", "smaller", "8 x 1"]),
  },
  "pyperf-a.json": { rows: ["sum", "join"].map((name) => [name, "s", "smaller", "5 x 3"]), version: "2.10.0" },
  "pytest-benchmark-a.json": {
    rows: [
      ["test_sums.py::test_sum[100]", "s", "smaller", "61 samples"],
      ["test_sums.py::test_sum[1000]", "s", "smaller", "35 samples"],
      ["test_sums.py::TestJoin::test_join", "s", "smaller", "12 samples"],
    ],
    version: "5.3.1",
  },
  "pytest-benchmark-summary.json": {
    rows: [
      ["test_sums.py::test_sum[100]", "s", "smaller", "median of 102"],
      ["test_sums.py::test_sum[1000]", "s", "smaller", "median of 59"],
      ["test_sums.py::TestJoin::test_join", "s", "smaller", "median of 12"],
    ],
    version: "5.3.1",
  },
};

it.each(Object.entries(known))("%s", (file, { rows, omitted = [], version = null, notices = 0 }) => {
  const run = runOf(file);
  const found = run.benchmarks.map(({ name, unit, better, figures }) => [name, unit, String(better), shape(figures)]);
  expect(found.toSorted()).toEqual(rows.toSorted());
  expect(run.omitted.map(({ name, why }) => `${name} ${why}`)).toEqual(omitted);
  expect([run.toolVersion, run.notices.length]).toEqual([version, notices]);
});

it("reads the other run of each tool as the same benchmarks", () => {
  for (const file of realFiles.filter((name) => /-b\./.test(name))) {
    const names = (name: string): string[] => runOf(name).benchmarks.map((one) => one.name);
    expect(names(file), file).toEqual(names(file.replace("-b.", "-a.")));
  }
});

describe("the figures are those of the file", () => {
  const of = (file: string, name: string): readonly number[] =>
    runOf(file).benchmarks.flatMap((one) => (one.name === name ? valuesOf(one.figures) : []));

  it("in seconds where the file has nanoseconds or microseconds", () => {
    const [line = ""] = textOf("go-a.txt")
      .split("\n")
      .filter((one) => one.startsWith("BenchmarkJoin-2"));
    expect(of("go-a.txt", "BenchmarkJoin-2")[0]).toBeCloseTo(Number(line.split(/\s+/)[2]) / 1e9, 18);
    const google = JSON.parse(textOf("google-benchmark-a.json"));
    expect(google.benchmarks[0].time_unit).toBe("us");
    expect(of("google-benchmark-a.json", "Sum/1000")[0]).toBeCloseTo(google.benchmarks[0].real_time / 1e6, 18);
  });

  it("unchanged where it has seconds", () => {
    expect(of("hyperfine-a.json", "true")).toEqual(JSON.parse(textOf("hyperfine-a.json")).results[2].times);
    const pytest = JSON.parse(textOf("pytest-benchmark-a.json")).benchmarks[0];
    expect(of("pytest-benchmark-a.json", pytest.fullname)).toEqual(pytest.stats.data);
    const [sum] = JSON.parse(textOf("pyperf-a.json")).benchmarks;
    const values = sum.runs.flatMap((run: { values?: number[] }) => run.values ?? []);
    expect(of("pyperf-a.json", "sum")).toEqual(values);
    // asv writes NaN, which is why its own JSON is not everybody's.
    const asv = JSON.parse(textOf("asv-a.json").replaceAll("NaN", "null"));
    expect(of("asv-a.json", "linalg.Sums.time_sum(1000, 'set')")).toEqual(asv.results["linalg.Sums.time_sum"][11][2]);
  });
});

describe("what only some files have", () => {
  it("is left out and told: google-benchmark's fits to a complexity", () => {
    const line = (name: string, more: object) => ({ name, run_name: "Sort/8", run_type: "iteration", ...more });
    const fitted = (name: string) =>
      line(`Sort_${name}`, { run_name: "Sort", run_type: "aggregate", aggregate_name: name, cpu_coefficient: 2 });
    const benchmarks = [line("Sort/8", { real_time: 3, time_unit: "ns" }), fitted("BigO"), fitted("RMS")];
    const run = readForeign(JSON.stringify({ context: {}, benchmarks }), "file", null);
    expect([run.benchmarks.map(({ name }) => name), run.omitted]).toEqual([["Sort/8"], []]);
    expect(run.notices).toEqual(["Real times are taken over, and no fits of a complexity: `Sort_BigO`, `Sort_RMS`."]);
  });

  it("is taken by its kind, or told: asv's capital names, and results that are no numbers", () => {
    const results = {
      "a.Time_sum": [[1]],
      "a.TimerawX": [[1]],
      "a.Mem_list": [[1]],
      "a.PeakMemX": [[1]],
      "a.Track_n": [[1]],
      "a.track_flag": [[true]],
    };
    const document = { version: 2, commit_hash: "0", params: {}, result_columns: ["result"], results };
    const run = readForeign(JSON.stringify(document), "file", null);
    expect(run.benchmarks.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      "a.Time_sum s",
      "a.TimerawX s",
      "a.Mem_list B",
      "a.PeakMemX B",
      "a.Track_n ",
    ]);
    expect(run.omitted).toEqual([{ name: "a.track_flag", why: "has results that are no numbers" }]);
  });
});

it("keeps no name of a machine", () => {
  const facts = realFiles.map((file) => JSON.stringify([runOf(file).machine, runOf(file).settings]));
  expect(facts.join("\n")).not.toMatch(/example"|\/opt/);
  expect(facts.join("\n")).toContain("AMD EPYC");
});
