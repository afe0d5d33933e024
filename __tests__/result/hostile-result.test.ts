// Result files that are made to hurt: what is refused, what is judged, and that nothing overflows or leaks.
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment.ts";
import { UserError } from "../../src/errors.ts";
import { mostBlocks } from "../../src/inputs/blocks.ts";
import { draftComment } from "../../src/publish/comment-body.ts";
import { summaryText } from "../../src/publish/summary.ts";
import { mostBlocks as mostStoredBlocks } from "../../src/result/consistency.ts";
import { readResult } from "../../src/result/read.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "./armed-result.ts";
import { soundResult } from "./sound-result.ts";

const rules = { failOn: ["regression", "failed"], threshold: { defaultShare: null, overrides: [] } } as const;
const secret = "hunter2";

function refusal(text: string): string {
  try {
    readResult(text, "result.json");
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return expect.fail("was read");
}

/** The result's text with what stands at a path replaced by JSON, or by what only looks like it. */
function withText(result: Result, path: readonly (string | number)[], json: string): string {
  const mark = "@@here@@";
  const copy: unknown = JSON.parse(JSON.stringify(result));
  let place = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) place = place[part] as Record<string | number, unknown>;
  place[path.at(-1) ?? ""] = mark;
  return JSON.stringify(copy).replace(`"${mark}"`, () => json);
}

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const deepObject = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const evidence = ["series", 0, "sightings", 0, "evidence"] as const;
const reported = (pool: string): string => `{"status":"reported","threadpoolctlVersion":"3","pools":[${pool}]}`;

describe("nesting 100,000 deep", () => {
  const levels = 100_000;

  it.each<[string, string, string]>([
    ["instead of a result", deep(levels), "no result file"],
    ["instead of a result, cut off", "[".repeat(levels), "not whole JSON"],
    ["in a field", withText(soundResult(), ["host"], deep(levels)), "host: does not fit"],
    ["in a field that is not known", withText(soundResult(), ["more"], deep(levels)), "unknown field"],
    [
      "in what NumPy says of itself",
      withText(soundResult(), [...evidence, "numpy", "showConfigDicts"], `{"${secret}":${deep(levels)}}`),
      "numpy.showConfigDicts: does not fit: expected fewer levels of nesting",
    ],
    [
      "in what threadpoolctl says",
      withText(soundResult(), ["series", 0, "threadpools"], reported(`{"${secret}":${deepObject(levels)}}`)),
      "expected fewer levels of nesting",
    ],
  ])("%s", (_, text, expected) => {
    const message = refusal(text);
    expect(message).toContain(expected);
    expect(message).not.toContain(secret);
  });

  it("as deep as real programs go is read", () => {
    const text = withText(soundResult(), ["series", 0, "threadpools"], reported(deepObject(10)));
    expect(isDeepStrictEqual(readResult(text, "a"), readResult(text, "b"))).toBe(true);
  });
});

describe("numbers that are none", () => {
  const blocks = ["measurements", 0, "blocks"] as const;

  it.each<[readonly (string | number)[], string, string]>([
    [[...blocks, "batchNanoseconds"], "[NaN,1,1,1]", "not whole JSON"],
    [[...blocks, "batchNanoseconds"], "[Infinity,1,1,1]", "not whole JSON"],
    [[...blocks, "batchNanoseconds"], "[-Infinity,1,1,1]", "not whole JSON"],
    [[...blocks, "batchNanoseconds"], "[1e999,1,1,1]", "batchNanoseconds: does not fit"],
    [[...blocks, "batchNanoseconds"], "[-1e999,1,1,1]", "batchNanoseconds: does not fit"],
    [[...blocks, "batchNanoseconds"], '["1",1,1,1]', "batchNanoseconds: does not fit"],
    [[...blocks, "batchNanoseconds"], "[null,1,1,1]", "batchNanoseconds: does not fit"],
    [[...blocks, "batchNanoseconds"], "[[1],1,1,1]", "batchNanoseconds: does not fit"],
    [[...blocks, "batchNanoseconds"], '{"length":4}', "batchNanoseconds: does not fit"],
    [[...blocks, "disturbances", "cpuNanoseconds", 0], "1e999", "cpuNanoseconds: does not fit"],
    [[...blocks, "numbers", 0], "1e999", "numbers: does not fit"],
    [[...blocks, "numbers", 0], "-1", "numbers: does not fit"],
    [[...blocks, "turns", 0], "1e999", "turns: does not fit"],
    [[...blocks, "turns", 0], "1e308", "turns: does not fit"],
    [[...blocks, "turns", 0], "9007199254740991", "batchNanoseconds: has not one time for each turn"],
    [["measurements", 0, "loops"], "1e999", "loops: does not fit"],
    [["measurements", 0, "loops"], "0", "loops: does not fit"],
    [["measurements", 0, "fingerprint"], "[1e999]", "fingerprint[0]: does not fit"],
    [["schedule", "batchMilliseconds"], "-15", "batchMilliseconds: does not fit"],
    [["schedule", "looks"], "[1e999]", "looks[0]: does not fit"],
    [["host", "memoryBytes"], "0", "memoryBytes: does not fit"],
    [["benchmarks", 0, "flop"], "1e999", "flop: does not fit"],
    [["benchmarks", 0, "relativeTolerance"], "0", "relativeTolerance: does not fit"],
    [["series", 0, "threads"], "0", "threads: does not fit"],
  ])("%j = %s is refused", (path, json, expected) => {
    expect(refusal(withText(soundResult(), path, json))).toContain(expected);
  });

  it.each(["schedule", "measurements", "host", "tool", "configuration", "code", "notices"])("%s missing", (field) => {
    const { [field]: _, ...rest } = soundResult() as Readonly<Record<string, unknown>>;
    expect(refusal(JSON.stringify(rest))).toContain(`${field}: does not fit`);
  });
});

describe("times that cannot be", () => {
  const outcomeOf = (text: string) => {
    const { decision, report } = assess(readResult(text, "result.json"), rules);
    return [decision.status, report.code.rows.find(({ benchmark }) => benchmark === "bench_fit")?.outcome];
  };
  const atHead = armedResult().measurements.findIndex(
    ({ series, benchmark }) => series === "openblas-head-1" && benchmark === "bench_fit",
  );
  /** With these in place of the four turns of a block. */
  const timed = (json: string): string => {
    const times = Array.from(armedResult().measurements[atHead]?.blocks.batchNanoseconds ?? [], String);
    times.splice(12, 4, ...json.slice(1, -1).split(","));
    return withText(armedResult(), ["measurements", atHead, "blocks", "batchNanoseconds"], `[${times.join(",")}]`);
  };

  it("fail nothing where there are none", () => {
    expect(outcomeOf(JSON.stringify(armedResult()))).toEqual([expect.not.stringMatching("fail"), "unchanged"]);
  });

  it.each(["[0,0,0,0]", "[-1,-1,-1,-1]", "[-0,1,1,1]", "[1,1,1,-1e308]"])("%s fails the benchmark", (json) => {
    expect(outcomeOf(timed(json))).toEqual(["fail", "failed"]);
  });

  it("as small and as large as numbers go are no reason to fall over", () => {
    for (const json of ["[5e-324,5e-324,5e-324,5e-324]", "[1e308,1e308,1e308,1e308]", "[5e-324,1e308,5e-324,1e308]"])
      expect(outcomeOf(timed(json))[1]).not.toBe("improved");
  });
});

describe("names that objects have of themselves", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "length"];

  it("are names like others, as keys and as values", () => {
    const text = withText(
      armedResult({ benchmarks: names, change: (name) => (name === "constructor" ? 1.5 : 1) }),
      ["configuration"],
      `{${names.map((name) => `"${name}":"${name}"`).join(",")}}`,
    );
    const renamed = text.replaceAll('"openblas"', '"__proto__"').replaceAll('"blas":["__proto__"]', '"blas":null');
    const { decision, report } = assess(readResult(renamed, "result.json"), rules);
    expect(decision.status).toBe("fail");
    const outcomes = Object.fromEntries(report.code.rows.map(({ benchmark, outcome }) => [benchmark, outcome]));
    expect(new Map(Object.entries(outcomes)).get("constructor")).toBe("regressed");
    expect(report.code.rows).toHaveLength(names.length);
    expect(summaryText(report)).toContain("`__proto__`");
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("in every object of the file change no other object", () => {
    const text = JSON.stringify(soundResult()).replaceAll('{"', '{"__proto__":{"polluted":1},"');
    expect(refusal(text)).toContain("unknown field");
    expect("polluted" in {}).toBe(false);
  });
});

it("strings without end leave a comment and a summary that fit", () => {
  const huge = "x`|<".repeat(500_000);
  const result = armedResult({ benchmarks: [huge, `${huge}2`], change: () => 1.5 });
  const failure = { stage: "measure" as const, subject: huge, benchmark: huge, message: huge, lastLines: [huge] };
  const text = JSON.stringify({ ...result, failures: [failure], notices: [huge], reference: huge });
  const { report } = assess(readResult(text, "result.json"), rules);
  const place = { serverUrl: "https://github.com", owner: "o", repo: "r", run: 1, attempt: 1 };
  const { body } = draftComment(report, { key: "k", run: 1, attempt: 1, nonce: "0".repeat(28) }, place);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
  expect(Buffer.byteLength(summaryText(report))).toBeLessThanOrEqual(1024 * 1024);
});

describe("blocks that no run takes", () => {
  it("more than two looks at the most that can be asked for", () => {
    expect(mostStoredBlocks).toBe(2 * mostBlocks);
    const many = Array.from({ length: mostStoredBlocks + 1 }, (_, number) => number);
    const message = refusal(withText(soundResult(), ["measurements", 0, "blocks", "numbers"], JSON.stringify(many)));
    expect(message).toContain("measurements[0].blocks.numbers: holds more than 2000 blocks");
  });

  it("with other turns in one series than in another", () => {
    const result = armedResult();
    const head = result.measurements.findIndex(({ series }) => series === "openblas-head-1");
    const blocks = result.measurements[head]?.blocks;
    if (blocks === undefined) throw new Error("head has a measurement");
    const every = (_: unknown, at: number): boolean => at % 4 === 0;
    const fewer = {
      ...blocks,
      turns: blocks.turns.map(() => 1),
      batchNanoseconds: Array.from(blocks.batchNanoseconds).filter(every),
      positions: [...blocks.positions].filter(every).join(""),
    };
    const message = refusal(withText(result, ["measurements", head, "blocks"], JSON.stringify(fewer)));
    expect(message).toContain("blocks.turns[0]: differs from that of another series in this block");
  });
});
