// Files that cannot be read: what is wrong, where in the file, and what to do.
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { FormatName } from "../../../src/result/import/imported-run.ts";
import { mostBytes, readForeign } from "../../../src/result/import/read-foreign.ts";
import { realFiles, runOf, textOf } from "./real-files.ts";

function refusalOf(text: string, expected: FormatName | null = null): string {
  try {
    readForeign(text, "file", expected);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("was read");
}

function changed(file: string, from: string | RegExp, to: string): string {
  const text = textOf(file).replace(from, to);
  expect(text).not.toBe(textOf(file));
  return text;
}

describe("says where and what to do", () => {
  it.each([
    [
      "text where a number belongs",
      () => changed("hyperfine-a.json", /"times": \[\s+[\d.]+/, '"times": ["fast"'),
      "file, results[0].times, line 12, column 16: does not fit hyperfine JSON: expected a list of numbers. Write it anew with hyperfine's --export-json.",
    ],
    [
      "a field that is missing",
      () => changed("pytest-benchmark-a.json", '"fullname"', '"longname"'),
      /^file, benchmarks\[0\]\.fullname, line 61, column 9: does not fit pytest-benchmark JSON: expected string/,
    ],
    [
      "another version of pyperf's format",
      () => changed("pyperf-a.json", '"version":"1.0"', '"version":"2.0"'),
      /^file, version, line 1, column \d+: is pyperf JSON of another version than 1\.0\. Write it anew/,
    ],
    [
      "another version of asv's format",
      () => changed("asv-a.json", '"version": 2', '"version": 1'),
      /^file, version, line 1, column \d+: is asv's result JSON of another version than 2\. .*asv 0\.5 or later/,
    ],
    [
      "another version of our own",
      () => '{"samplesVersion": 2, "benchmarks": []}',
      "file, samplesVersion, line 1, column 20: is blas-bench samples JSON of another version than 1. Write it as schema/samples-1.schema.json says.",
    ],
    [
      "google-benchmark before 1.5",
      () => changed("google-benchmark-a.json", /"run_type": "iteration",/g, ""),
      /^file, benchmarks\[0\]\.run_type, line 39, column 5: does not fit google-benchmark JSON: expected one of .*\. Write it anew with --benchmark_format=json of google-benchmark 1\.5 or later/,
    ],
    [
      "a cell of asv's that is of another kind",
      () => changed("asv-a.json", "[[8056], [],", "[[8056], {},"),
      /^file, results\.\*, line 1, column \d+: does not fit asv's result JSON/,
    ],
    [
      "go test -json",
      () => '{"Time":"now","Action":"run"}\n{"Action":"output"}\n',
      /line 2, column 1: the JSON goes on after its end\. Give the text that go test prints without -json/,
    ],
    [
      "nothing",
      () => " \n",
      "file: is empty. Give a result.json of a run, or blas-bench samples JSON, pytest-benchmark JSON, google-benchmark JSON, pyperf JSON, hyperfine JSON, asv's result JSON, Go benchmark text.",
    ],
    [
      "other JSON",
      () => '{"name": "package"}',
      /^file: is JSON of a format that is not read here\. Give a result\.json/,
    ],
    ["other text", () => "name,seconds\nx,1\n", /^file: is of a format that is not read here/],
    ["no benchmark at all", () => '{"results": []}', /^file: is hyperfine JSON without a single benchmark/],
    [
      "a field of ours that nobody knows",
      () => '{"samplesVersion": 1, "benchmarks": [], "more": 1}',
      /does not fit blas-bench samples JSON/,
    ],
  ])("%s", (_, text, message) => {
    if (typeof message === "string") expect(refusalOf(text())).toBe(message);
    else expect(refusalOf(text())).toMatch(message);
  });

  it("of a file that is of another format than was said", () => {
    expect(refusalOf(textOf("go-a.txt"), "hyperfine")).toBe(
      "file: is Go benchmark text, and not hyperfine JSON. Say format go, or have it write hyperfine JSON.",
    );
    expect(refusalOf("no benchmark ran", "go")).toBe(
      "file: is of a format that is not read here. Have it write Go benchmark text.",
    );
  });

  it("of a file that is too large", () => {
    expect(refusalOf(" ".repeat(mostBytes + 1))).toBe("file: is larger than 64 MiB. Select fewer benchmarks.");
    const many = Array.from({ length: 20_001 }, (_, index) => ({ name: String(index), unit: "s", value: 1 }));
    expect(refusalOf(JSON.stringify({ samplesVersion: 1, benchmarks: many }))).toBe(
      "file: holds more than 20000 benchmarks. Select fewer of them.",
    );
  });

  it("without a word of what is in the file", () => {
    const secret = changed("asv-a.json", '"linalg.mem_list": [[8056], []', '"linalg.SECRET": [[8056], "SECRET"');
    expect(refusalOf(secret)).not.toContain("SECRET");
    expect(refusalOf(textOf("pyperf-a.json").replace('"benchmarks"', '"SECRET'))).not.toContain("SECRET");
  });
});

it.each(realFiles.filter((file) => file.endsWith(".json")))("%s is refused wherever it was cut off", (file) => {
  const text = textOf(file).trimEnd();
  for (let share = 0.02; share < 1; share += 0.02)
    expect(refusalOf(text.slice(0, Math.floor(share * text.length)))).toMatch(
      /the JSON ends in the middle, perhaps cut off|is empty/,
    );
});

it("names a line of Go's that was cut off", () => {
  const text = textOf("go-a.txt");
  const cut = text.slice(0, text.lastIndexOf("BenchmarkJoin-2") + 40);
  const run = readForeign(cut, "file", null);
  expect(run.omitted).toEqual([{ name: "BenchmarkJoin-2", why: "has a line that is no result (line 22)" }]);
  expect(run.benchmarks).toHaveLength(runOf("go-a.txt").benchmarks.length);
});

describe("one benchmark that cannot be used is named, and the rest is kept", () => {
  it.each([
    [
      "pyperf-a.json",
      /"values":\[[\d.e-]+/,
      '"values":[NaN',
      "sum",
      "has a value that is not a finite number (sample 1, of 15)",
    ],
    [
      "pytest-benchmark-a.json",
      /"data": \[\s+[\d.e-]+/,
      '"data": [-Infinity',
      "test_sums.py::test_sum[100]",
      "has a value that is not a finite number (sample 1, of 61)",
    ],
    [
      "hyperfine-a.json",
      /"times": \[\s+[\d.e-]+/,
      '"times": [0.0',
      "named one",
      "has a time of 0 s, which is none (sample 1, of 8)",
    ],
    [
      "hyperfine-a.json",
      /"exit_codes": \[\s+0/,
      '"exit_codes": [7',
      "named one",
      "did not end with exit code 0 in 1 of 8 runs",
    ],
    [
      "go-a.txt",
      "70.03 ns/op",
      "NaN ns/op",
      "BenchmarkJoin-2",
      "has a value that is not a finite number (sample 1, of 6)",
    ],
    [
      "google-benchmark-a.json",
      /"real_time": [\d.e+-]+/,
      '"real_time": NaN',
      "Sum/1000",
      "has a value that is not a finite number (sample 1, of 6)",
    ],
  ])("%s", (file, from, to, name, why) => {
    const run = readForeign(changed(file, from, to), file, null);
    const before = runOf(file);
    expect(run.omitted.filter((one) => one.name === name)).toEqual([{ name, why }]);
    expect(run.benchmarks.map((one) => one.name)).toEqual(
      before.benchmarks.map((one) => one.name).filter((one) => one !== name),
    );
  });
});

describe("names that collide", () => {
  it("are numbered, and none of them takes another's place", () => {
    const named = ["x", "x", "x~2", "x"].map((command, index) => ({ command, mean: index + 1 }));
    const run = readForeign(JSON.stringify({ results: named }), "file", null);
    expect(run.benchmarks.map(({ name, figures }) => [name, figures.kind === "summary" && figures.value])).toEqual([
      ["x", 1],
      ["x~3", 2],
      ["x~2", 3],
      ["x~4", 4],
    ]);
  });

  it("in two Go packages are told apart by the package", () => {
    const text =
      "pkg: a/b\nBenchmarkX 1 5 ns/op\npkg: a/c\nBenchmarkX 1 6 ns/op\nUnit points better=higher\nBenchmarkX 1 7 points\n";
    const run = readForeign(text, "file", "go");
    expect(run.benchmarks.map(({ name, better }) => [name, better])).toEqual([
      ["a/b.BenchmarkX", "smaller"],
      ["a/c.BenchmarkX", "smaller"],
      ["a/c.BenchmarkX (points)", "bigger"],
    ]);
  });
});
