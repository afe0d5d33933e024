// What is read off a process that ran as a whole.
import { describe, expect, it } from "vitest";
import type { BenchmarkSource } from "../../src/inputs/config.ts";
import type { ProcessFigures } from "../../src/measure/process-figures.ts";
import { figuresOf } from "../../src/measure/process-figures.ts";
import type { Trouble } from "../../src/measure/worker.ts";
import type { BenchmarkPlan } from "../../src/plan/plan.ts";
import { textOf } from "../result/import/real-files.ts";

const script: BenchmarkSource = { kind: "script", file: "bench.py" };
const command: BenchmarkSource = { kind: "command", line: "run" };

function read(output: string, plan: Partial<BenchmarkPlan>): ProcessFigures | Trouble {
  const whole = { source: script, select: [], format: null, pattern: null, ...plan };
  return figuresOf(whole, "bench.py", { wallNanoseconds: 5e8, output, evidence: null });
}

function seconds(figures: ProcessFigures | Trouble): Record<string, number> {
  if ("message" in figures) throw new Error(figures.message);
  return Object.fromEntries(
    figures.parts.map(({ name, nanoseconds }) => [name, Number((nanoseconds / 1e9).toPrecision(9))]),
  );
}

function troubleOf(figures: ProcessFigures | Trouble): string {
  if ("message" in figures) return figures.message;
  throw new Error("has figures");
}

describe("a script", () => {
  it("has the time of its process", () => {
    expect(seconds(read("anything\n", {}))).toEqual({ "bench.py": 0.5 });
  });

  it("prints its time, as the published one does", () => {
    const pattern = "^mean of \\d+ runs: (?<value>[0-9.]+)s$";
    const figures = read("NumPy\nmean of 10 runs: 1.08088s\n", { pattern });
    expect(seconds(figures)).toEqual({ "bench.py": 1.08088 });
    expect(figures).toMatchObject({ summaryLines: ["mean of 10 runs: 1.08088s"] });
  });

  it("prints several, with names and units, and one of them three times", () => {
    const pattern = "(?<name>\\w+) took (?<value>\\S+) (?<unit>\\S+)";
    const output = "dot took 280 ms\nsvd took 4 s\neig took 2 us\nsvd took 1 s\nsvd took 2.0e0 s\n";
    expect(seconds(read(output, { pattern }))).toEqual({ dot: 0.28, svd: 2, eig: 2e-6 });
    expect(seconds(read(output, { pattern, select: ["s*", "dot"] }))).toEqual({ dot: 0.28, svd: 2 });
    expect(troubleOf(read(output, { pattern, select: ["x*"] }))).toBe(
      "reports nothing that fits x*: there are `dot`, `svd`, `eig`",
    );
  });

  it.each([
    ["no such line\n", "printed no line that fits the pattern"],
    ["a took nan s\n", 'printed "nan", which is no time: a took nan s'],
    ["a took 0 s\n", 'printed "0", which is no time: a took 0 s'],
    ["a took -1 s\n", 'printed "-1", which is no time: a took -1 s'],
    ["a took 1e999 s\n", 'printed "1e999", which is no time: a took 1e999 s'],
    ["a took 3 GB\n", 'printed a time in "GB", which is no unit of time: a took 3 GB'],
    [`${"x".repeat(3000)} a took 1 s\n`, "printed no line that fits the pattern"],
  ])("that prints %j", (output, message) => {
    expect(troubleOf(read(output, { pattern: "(?<name>\\w+) took (?<value>\\S+) (?<unit>\\S+)" }))).toBe(message);
  });
});

describe("a command", () => {
  it("has one value for each benchmark: the middle of its samples, in the logarithm", () => {
    const output = JSON.stringify({
      samplesVersion: 1,
      benchmarks: [
        { name: "odd", unit: "ms", samples: [5, 1, 2] },
        {
          name: "even",
          unit: "s",
          processes: [
            [1, 4],
            [2, 8],
          ],
        },
      ],
    });
    expect(seconds(read(output, { source: command, format: "json" }))).toEqual({
      odd: 0.002,
      even: Number(Math.sqrt(8).toPrecision(9)),
    });
  });

  it("names what failed and what it skipped, and takes over what is no time", () => {
    const figures = read(textOf("asv-a.json"), { source: command, format: "asv" });
    expect(Object.keys(seconds(figures))).toHaveLength(6);
    expect(figures).toMatchObject({
      failed: [{ name: "linalg.time_broken", trouble: { message: "failed" } }],
      notices: ["The command skipped `linalg.Sums.time_sum(4000, 'set')`."],
    });
    if ("message" in figures) throw new Error(figures.message);
    expect(figures.values.map(({ name, quantity }) => [name, quantity])).toEqual([
      ["linalg.mem_list", { unit: "B", better: "smaller" }],
      ["linalg.peakmem_list", { unit: "B", better: "smaller" }],
      ["linalg.track_length", { unit: "", better: "smaller" }],
    ]);
  });

  it("has one value for each benchmark that is no time: the middle of its samples, as they are", () => {
    const benchmarks = [
      { name: "rate", unit: "1/s", better: "bigger", samples: [5, 1, 2] },
      { name: "change", unit: "points", better: "smaller", samples: [-3, 0, 1, 9] },
      { name: "fit", unit: "s", samples: [1] },
      { name: "odd", unit: "points", value: 3 },
    ];
    const read_ = (select: string[]) =>
      read(JSON.stringify({ samplesVersion: 1, benchmarks }), { source: command, format: "json", select });
    expect(read_([])).toMatchObject({
      parts: [{ name: "fit" }],
      values: [
        { name: "rate", value: 2, quantity: { unit: "1/s", better: "bigger" } },
        { name: "change", value: 0.5, quantity: { unit: "points", better: "smaller" } },
      ],
      notices: ["Nothing says which way is better of these, so they are left out: `odd`."],
    });
    expect(read_(["change"])).toMatchObject({ parts: [], values: [{ name: "change" }] });
  });

  it("is held to its format", () => {
    expect(troubleOf(read(textOf("go-a.txt"), { source: command, format: "hyperfine" }))).toBe(
      "cannot be read: its output: is Go benchmark text, and not hyperfine JSON. Say format go, or have it write hyperfine JSON.",
    );
    expect(troubleOf(read("", { source: command, format: "go" }))).toBe(
      "cannot be read: its output: is empty. Have it write Go benchmark text.",
    );
  });
});
