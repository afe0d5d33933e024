// A matrix is judged as one family, and what belongs to a machine stays with it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessRun } from "../../src/assessment.ts";
import { compareResult } from "../../src/compare/compare.ts";
import { judgeFamily } from "../../src/compare/family.ts";
import { familyRate } from "../../src/plan/blocks.ts";
import { legsOf } from "../../src/result/matrix.ts";
import { mergeResults } from "../../src/result/merge.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { measuredOn, named, twoPlatforms, withInputs } from "../result/matrix-results.ts";
import { netlib, openblas, soundResult } from "../result/sound-result.ts";

const failOn = ["regression", "failed", "insufficient", "nothing-measured"] as const;
const assessed = (...results: readonly Result[]) =>
  assessRun(mergeResults(named(results), true), { failOn: [...failOn], thresholds: [] });
const cells = (...results: readonly Result[]) => assessed(...results).comparisons.code.comparisons;
const reasons = (...results: readonly Result[]) => assessed(...results).decision.reasons.map(({ text }) => text);
const slower = (factor: number) => (name: string) => (name === "bench_fit" ? factor : 1);

describe("the family", () => {
  it("has the cells of all legs", () => {
    const results = twoPlatforms({ change: slower(1.06) }, {});
    const [alone] = compareResult(results[0]).code.comparisons;
    const [together] = cells(...results);
    // Holm: the smallest p is multiplied by the number of cells, three in one leg and six in both.
    expect([together?.outcome, alone?.outcome]).toEqual(["regressed", "regressed"]);
    expect(together?.slowerP).toBeCloseTo(2 * (alone?.slowerP ?? Number.NaN), 12);
  });

  it("never decides more than a leg does alone", () => {
    const undecided = ["inconclusive", "insufficient"];
    const facts = fc.record({
      change: fc.double({ min: 0.9, max: 1.2, noNaN: true }),
      spread: fc.double({ min: 0, max: 0.1, noNaN: true }),
    });
    fc.assert(
      fc.property(facts, facts, (linux, mac) => {
        const of = ({ change, spread }: typeof linux) => ({ change: slower(change), spread: () => spread });
        const results = twoPlatforms(of(linux), of(mac));
        const alone = results.flatMap((result) => compareResult(result).code.comparisons);
        for (const [index, { outcome }] of cells(...results).entries())
          expect(undecided.includes(outcome) || outcome === alone[index]?.outcome).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("is decided at the rate of the leg that planned most looks", () => {
    // At 6 of 6 blocks p is 1/64: neither rate. Eight blocks: 1/256 is below the whole rate and above a half.
    const [linux] = twoPlatforms({ benchmarks: ["bench_fit"], blocks: 7, change: () => 1.5 });
    const p = 2 ** -7;
    expect([p < familyRate, p < familyRate / 2]).toEqual([true, false]);
    const twice = (result: Result): Result => ({
      ...result,
      schedule: result.schedule === null ? null : { ...result.schedule, plannedLooks: 2 },
    });
    const empty = measuredOn("osx-arm64", soundResult([openblas]));
    const outcomes = (result: Result) =>
      cells(withInputs({ leg: "" }, result), { ...empty, benchmarks: [], measurements: [] });
    expect(outcomes(linux)).toMatchObject([{ outcome: "regressed" }]);
    expect(outcomes(twice(linux))).toMatchObject([{ outcome: "insufficient" }]);
    expect(judgeFamily([{ values: Array.from({ length: 7 }, () => Math.log(1.5)), threshold: 0.05 }])).toMatchObject([
      { outcome: "regressed" },
    ]);
  });

  it("does not depend on the order of the files", () => {
    const [linux, mac] = twoPlatforms({ change: slower(1.2) }, { change: slower(0.8) });
    const outcomes = (...results: readonly Result[]) =>
      cells(...results).map(({ benchmark, cell, outcome, slowerP }) => [benchmark, cell.platform, outcome, slowerP]);
    expect(outcomes(mac, linux).toSorted()).toEqual(outcomes(linux, mac).toSorted());
  });
});

describe("what belongs to a machine", () => {
  it("thresholds: 7 % is a regression on Linux and none on macOS", () => {
    const outcomes = cells(...twoPlatforms({ change: slower(1.07) }, { change: slower(1.07) }));
    expect(outcomes.filter(({ benchmark }) => benchmark === "bench_fit").map(({ outcome }) => outcome)).toEqual([
      "regressed",
      "unchanged",
    ]);
  });

  it("controls: one that moved says which machine was not fit", () => {
    const results = twoPlatforms({}, { change: (name) => (name === "control/interpreter" ? 1.5 : 1) });
    expect(reasons(...results)[0]).toMatch(
      /not fit: 1 of 2 controls moved .*`control\/interpreter` on `openblas` \(osx-arm64\)/,
    );
  });

  it("a machine that was not fit takes no regression from another, and adds none", () => {
    const unfit = (name: string) => (name === "control/interpreter" ? 1.5 : slower(1.3)(name));
    const of = (...results: readonly Result[]) => {
      const { decision } = assessed(...results);
      const classes = decision.reasons.map((reason) => reason.class);
      return [decision.exitCode, classes.filter((one) => one !== "unverified")];
    };
    expect(of(...twoPlatforms({ change: slower(1.3) }, { change: unfit }))).toEqual([1, ["regression", "unfit-leg"]]);
    expect(of(...twoPlatforms({}, { change: unfit }))).toEqual([3, ["unfit-leg"]]);
    expect(of(...twoPlatforms({ change: unfit }, { change: unfit }))).toEqual([3, ["unfit-machine", "regression"]]);
    const [text] = reasons(...twoPlatforms({}, { change: unfit }));
    expect(text).toMatch(/^the machine of `\S.*` was not fit: 1 of 2 controls moved/);
  });

  it("variants: they are compared where they were measured side by side, and nowhere else", () => {
    expect(assessed(soundResult([openblas]), soundResult([netlib])).comparisons.backends).toEqual([]);
    const one = assessed(soundResult([openblas, netlib]), measuredOn("osx-arm64", soundResult([openblas, netlib])));
    expect(one.comparisons.backends.map(({ reference, subject }) => [reference.at(-1), subject.at(-1)])).toEqual(
      [..."11112222"].map((leg) => [leg, leg]),
    );
    expect(one.report.ratios.map(({ referenceLabel }) => referenceLabel)).toEqual([
      "openblas, linux-64",
      "openblas, osx-arm64",
    ]);
  });
});

describe("what is missing", () => {
  it("a leg without a result fails the run, and is shown", () => {
    const [linux] = twoPlatforms();
    const { decision, report } = assessed(linux);
    expect(decision).toMatchObject({ status: "fail", exitCode: 1 });
    expect(decision.reasons[0]).toEqual({ class: "failed", text: "1 failure: `leg 2 of 2 of bench`" });
    expect(report.troubles).toMatchObject([{ subject: "leg 2 of 2 of bench" }]);
  });

  it("a leg that measured nothing does not hide behind others", () => {
    const [linux, mac] = twoPlatforms();
    const measurements = mac.measurements.filter(({ benchmark }) => benchmark.startsWith("control/"));
    const empty = { ...mac, measurements, benchmarks: mac.benchmarks.filter(({ role }) => role === "control") };
    expect(reasons(linux, empty)).toContain("nothing was measured in `openblas (osx-arm64)`");
  });

  it("a leg that lost its base does not hide behind others", () => {
    const [linux, mac] = twoPlatforms();
    const code = { repository: null, baseCommit: "b".repeat(40), headCommit: "c".repeat(40), dirty: false };
    const atHead = { ...mac, series: mac.series.filter(({ arm }) => arm === "head") };
    const found = reasons({ ...linux, code }, { ...atHead, code });
    expect(found.join()).toContain("base of `openblas (osx-arm64)`, with which nothing was compared");
  });
});

it("the report says of each leg what is its own", () => {
  const { report } = assessed(...twoPlatforms());
  expect(report.legs.map(({ title, host }) => [title, host.platform])).toEqual([
    ["openblas (linux-64)", "linux-64"],
    ["openblas (osx-arm64)", "osx-arm64"],
  ]);
  expect(report.cells.map(({ label }) => label)).toEqual(["openblas, linux-64", "openblas, osx-arm64"]);
  expect(legsOf(armedResult())).toHaveLength(1);
});
