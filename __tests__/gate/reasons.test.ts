// The words of reasons that concern arms and installs.
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import { findReasons } from "../../src/gate/reasons.ts";
import { unmeasured } from "../../src/plan/base.ts";
import type { Result } from "../../src/result/schema.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
import { armedResult } from "../result/armed-result.ts";
import { blis, openblas, soundResult } from "../result/sound-result.ts";

function verdict(status: BackendVerdict["status"]): BackendVerdict {
  const threads = { asked: 1, effective: 1 };
  return { status, reasons: [], blas: null, lapack: null, scipy: null, others: [], threads, installed: null };
}

function textsOf(result: Result, status: BackendVerdict["status"], ...series: readonly string[]): string[] {
  const verdicts = new Map(result.series.map(({ id }) => [id, verdict(series.includes(id) ? status : "verified")]));
  return findReasons({ result, verdicts, comparisons: compareResult(result) }).map(({ text }) => text);
}

const both = armedResult({ variants: [openblas, blis] });
const [atBase, atHead] = ["openblas-base-1", "openblas-head-1"] as const;

describe("a backend that is wrong in", () => {
  test.each<[string, readonly string[], string]>([
    ["one arm", [atHead], "`openblas` (head) is not what was asked for"],
    ["both arms", [atBase, atHead], "`openblas` is not what was asked for"],
    ["an arm of each", [atBase, "blis-head-1"], "`openblas` (base) and `blis` (head) are not what was asked for"],
  ])("%s", (_, series, text) => {
    expect(textsOf(both, "mismatch", ...series)).toEqual([text]);
  });

  test("both arms, and not known in the same way", () => {
    expect(textsOf(both, "unknown", atBase, atHead)).toEqual(["not known what NumPy really calls in `openblas`"]);
  });
});

test("the command is named that changed a wrong backend, and no other", () => {
  const installs = [
    { command: "make", change: null },
    { command: "pip install .", change: "NumPy from conda's numpy 2.1.3 to pip's numpy 2.2.6" },
  ];
  const environments = both.environments.map((one) => (one.variant === "openblas" ? { ...one, installs } : one));
  const result = { ...both, environments };
  expect(textsOf(result, "mismatch", atHead)).toEqual([
    "`openblas` (head) is not what was asked for, since `pip install .`",
  ]);
  expect(textsOf(result, "mismatch", "blis-head-1")).toEqual(["`blis` (head) is not what was asked for"]);
});

test("platforms of a merged result are told apart", () => {
  const series = both.series.map((one) => ({ ...one, id: `mac-${one.id}`, platform: "osx-arm64" as const }));
  const merged = { ...both, series: [...both.series, ...series] };
  const [text] = textsOf(merged, "mismatch", "mac-openblas-base-1", "mac-openblas-head-1");
  expect(text).toBe("`openblas` (osx-arm64) is not what was asked for");
});

test("a base that is not there is a failure, but where nothing could differ", () => {
  const code = { repository: null, baseCommit: "3f2c1e0", headCommit: "aa", dirty: false };
  const result = { ...soundResult(), code };
  expect(textsOf(result, "verified")).toEqual(["1 failure: base, with which nothing was compared"]);
  expect(textsOf({ ...result, notices: [unmeasured] }, "verified")).toEqual([]);
  expect(textsOf({ ...both, code }, "verified")).toEqual([]);
});
