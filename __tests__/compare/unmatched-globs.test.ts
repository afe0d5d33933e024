// Globs that fit nothing are named, and globs that fit are not.
import { expect, test } from "vitest";
import { unmatchedNotices } from "../../src/compare/unmatched-globs.ts";
import { benchmark } from "../result/sound-result.ts";

const control = benchmark("control/memory", { role: "control" });
const benchmarks = [benchmark("svd[64]"), benchmark("dario/svd"), control];
const share = 0.08;

test.each<[string, string, readonly string[], readonly string[]]>([
  ["globs that fit", "svd*, dario", ["svd[64]", "*"], []],
  ["a misspelled selection", "svd*, sdv*", [], ["`select`: no benchmark fits `sdv*`, which selects nothing."]],
  [
    "misspelled thresholds",
    "",
    ["mul*", "dario/*", "qr"],
    ["`threshold`: no benchmark fits `mul*` or `qr`, which changes nothing."],
  ],
  // No threshold of the user's applies to a control.
  ["a control", "control/*", ["control/*"], ["`threshold`: no benchmark fits `control/*`, which changes nothing."]],
  ["a backtick", "a`b", [], ["`select`: no benchmark fits `a'b`, which selects nothing."]],
])("%s", (_, select, globs, notices) => {
  const overrides = globs.map((glob) => ({ glob, share }));
  expect(unmatchedNotices({ benchmarks, configuration: { select } }, overrides)).toEqual(notices);
});

test("nothing is said where no benchmark is known", () => {
  const overrides = [{ glob: "svd", share }];
  expect(unmatchedNotices({ benchmarks: [], configuration: { select: "svd" } }, overrides)).toEqual([]);
});
