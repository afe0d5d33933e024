import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { Blocks } from "../../src/result/blocks.ts";
import { readResult } from "../../src/result/read.ts";
import type { Result } from "../../src/result/schema.ts";
import { asWritten } from "./blocks.ts";
import { soundResult } from "./sound-result.ts";
import { valuedResult } from "./valued-result.ts";

const text = JSON.stringify(soundResult());

function refusal(document: string): string {
  try {
    readResult(document, "result.json");
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("was accepted");
}

/** The sound result with one thing changed. */
function changed(change: (result: Result) => void): string {
  const result = soundResult();
  change(result);
  return JSON.stringify(result);
}

/** The sound result with the value at a path replaced by a literal that no type would allow. */
function withLiteral(path: readonly (string | number)[], literal: string): string {
  const copy: unknown = JSON.parse(text);
  let place = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) place = place[part] as Record<string | number, unknown>;
  place[path.at(-1) ?? ""] = "@@";
  return JSON.stringify(copy).replace('"@@"', literal);
}

const blocks = ["measurements", 0, "blocks"] as const;

function blocksOf(result: Result): Blocks {
  return result.measurements[0]?.blocks ?? expect.fail("a sound result has measurements");
}

function measuring(result: Result, quantity: unknown): void {
  result.benchmarks = result.benchmarks.map((one, index) =>
    index === 0 ? Object.assign({ ...one }, { quantity }) : one,
  );
}

describe("readResult", () => {
  it("gives back what was written", () => {
    expect(asWritten(readResult(text, "result.json"))).toEqual(soundResult());
  });

  it("takes values in place of times, and one place for each", () => {
    const result = valuedResult({ base: () => 0, head: () => -1.5 });
    expect(asWritten(readResult(JSON.stringify(result), "result.json"))).toEqual(result);
    const twice = Array.from({ length: 20 }, () => 2);
    for (const [change, what] of [
      [{ batchNanoseconds: [1] }, "blocks: holds values and times"],
      [{ positions: "01" }, "blocks.positions: has not one place for each turn"],
      [{ values: ["3"] }, "blocks.values: does not fit"],
      [{ values: [3] }, "blocks.values: has not one number for each block"],
      [{ turns: twice }, "blocks.turns[0]: is not 1, though"],
    ] as const) {
      const wrong = structuredClone(result);
      Object.assign(wrong.measurements.at(-1)?.blocks ?? {}, change);
      expect(refusal(JSON.stringify(wrong))).toContain(what);
    }
  });

  it("names the version it reads when the file has another", () => {
    for (const version of [0, 2])
      expect(refusal(text.replace('"schemaVersion":1', `"schemaVersion":${version}`))).toContain(
        "reads schemaVersion 1",
      );
  });

  it.each([
    ["cut off", text.slice(0, -20), "not whole JSON"],
    ["empty", "", "not whole JSON"],
    ["bare NaN", withLiteral(["elapsedSeconds"], "NaN"), "not whole JSON"],
    ["an array", "[]", "no result file"],
    ["null", "null", "no result file"],
    ["no version", "{}", "no result file"],
  ])("refuses a file that is %s", (_, document, expected) => {
    expect(refusal(document)).toContain(expected);
  });

  it.each([
    [["elapsedSeconds"], "null", "elapsedSeconds: does not fit"],
    [["elapsedSeconds"], "1e999", "elapsedSeconds: does not fit"],
    [["elapsedSeconds"], "-1", "elapsedSeconds: does not fit"],
    [["host", "cpuModel"], "7", "host.cpuModel: does not fit"],
    [["measurements", 3, "loops"], "0", "measurements[3].loops: does not fit"],
    [[...blocks, "batchNanoseconds"], "[1,null,3,4]", "blocks.batchNanoseconds: does not fit: expected"],
    [[...blocks, "batchNanoseconds"], "[1,1e999,3,4]", "blocks.batchNanoseconds: does not fit: expected"],
    [[...blocks, "positions"], '"0-1"', "blocks.positions: does not fit"],
    [[...blocks, "positions"], '"00"', "blocks.positions: has not one place for each turn"],
    [[...blocks, "positions"], '""', "blocks.positions: has not one place for each turn"],
    [[...blocks, "numbers", 1], "0.5", "blocks.numbers: does not fit: expected an array of whole numbers from 0"],
    [[...blocks, "disturbances", "involuntarySwitches", 1], "0.5", "involuntarySwitches: does not fit"],
    [[...blocks, "disturbances", "involuntarySwitches", 1], "-1", "involuntarySwitches: does not fit"],
    [[...blocks, "disturbances", "idleCpuNanoseconds", 1], "1e999", "idleCpuNanoseconds: does not fit"],
    [[...blocks, "disturbances", "idleCpuNanoseconds"], "null", "idleCpuNanoseconds: does not fit"],
    [["startedAt"], '"yesterday"', "startedAt: does not fit"],
  ])("refuses %j = %s", (path, literal, expected) => {
    expect(refusal(withLiteral(path, literal))).toContain(expected);
  });

  it.each<[string, (result: Result) => void, string]>([
    ["a series without its environment", (r) => r.environments.shift(), "series[0].environment: names an environment"],
    ["a measurement without its series", (r) => r.series.pop(), "measurements[8].series: names a series"],
    ["a measurement without its benchmark", (r) => r.benchmarks.pop(), "measurements[3].benchmark: names a benchmark"],
    ["the same measurement twice", (r) => r.measurements.push(...r.measurements.slice(0, 1)), "repeats the benchmark"],
    ["two series of one name", (r) => r.series.push(...r.series.slice(0, 1)), "series[3].id: is used twice"],
    [
      "a block twice",
      (r) => blocksOf(r).numbers.splice(1, 1, 0),
      "measurements[0].blocks.numbers[1]: repeats an earlier block",
    ],
    [
      "a block again after later ones",
      (r) => blocksOf(r).numbers.splice(5, 1, 2),
      "blocks.numbers[5]: repeats an earlier block",
    ],
    [
      "a turn without its place",
      (r) => Object.assign(blocksOf(r), { positions: blocksOf(r).positions.slice(1) }),
      "blocks.positions: has not one place for each turn",
    ],
    [
      "a turn without its time",
      (r) => Object.assign(blocksOf(r), { batchNanoseconds: Array.from(blocksOf(r).batchNanoseconds).slice(1) }),
      "blocks.batchNanoseconds: has not one time for each turn",
    ],
    [
      "a block without the number of its turns",
      (r) => blocksOf(r).turns.pop(),
      "blocks.turns: has not one number for each block",
    ],
    [
      "a block that knows its CPU time and not its switches",
      (r) => blocksOf(r).disturbances?.involuntarySwitches.pop(),
      "blocks.disturbances.involuntarySwitches: has not one number for each block",
    ],
    [
      "values of what measures times",
      (r) => Object.assign(blocksOf(r), { values: [1, 2, 3, 4, 5, 6] }),
      "measurements[0].blocks: holds values, against its benchmark",
    ],
    [
      "times among values",
      (r) => measuring(r, { unit: "B", better: "smaller" }),
      "measurements[0].blocks: holds no values, against its benchmark",
    ],
    [
      "an unknown direction",
      (r) => measuring(r, { unit: "B", better: "up" }),
      "benchmarks[0].quantity.better: does not fit",
    ],
    ["a block without turns", (r) => blocksOf(r).turns.splice(2, 1, 0), "blocks.turns[2]: is no turn at all"],
    [
      "a series of another variant",
      (r) => Object.assign(r.series[0] ?? {}, { variant: "mkl" }),
      "series[0].variant: differs",
    ],
    [
      "a block that no look has seen",
      (r) => Object.assign(r.schedule ?? {}, { looks: [5] }),
      "measurements[0].blocks: holds a block after the last look",
    ],
    [
      "a second look that was not planned",
      (r) => Object.assign(r.schedule ?? {}, { looks: [3, 6] }),
      "schedule.looks: does not fit the planned looks",
    ],
    [
      "looks that go back",
      (r) => Object.assign(r.schedule ?? {}, { plannedLooks: 2, looks: [6, 6] }),
      "schedule.looks: does not fit the planned looks",
    ],
    [
      "a third look",
      (r) => Object.assign(r.schedule ?? {}, { plannedLooks: 3 }),
      "schedule.plannedLooks: does not fit",
    ],
  ])("refuses %s", (_, change, expected) => {
    expect(refusal(changed(change))).toContain(expected);
  });

  it("quotes nothing of the content, neither values nor names", () => {
    const secret = "hunter2 ::error::";
    const documents = [
      withLiteral([secret], "1"),
      withLiteral(["host", secret], "1"),
      withLiteral(["configuration", secret], "1"),
      withLiteral(["host", "platform"], JSON.stringify(secret)),
      `{"schemaVersion": ${JSON.stringify(secret)}}`,
      `{"schemaVersion": 1, ${secret}`,
    ];
    for (const document of documents) expect(refusal(document)).not.toContain("hunter2");
  });

  it("lists the first problems and counts the others", () => {
    const message = refusal(changed((result) => result.series.splice(0)));
    expect(message.split("\n")).toHaveLength(11);
    expect(message).toContain("in 2 more places");
  });

  it("survives nesting 100,000 deep and keys that reach for prototypes", () => {
    expect(refusal(withLiteral(["host"], "[".repeat(100_000) + "]".repeat(100_000)))).toContain("host: does not fit");
    expect(refusal(withLiteral(["__proto__x"], "1").replace("__proto__x", "__proto__"))).toContain("unknown field");
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
