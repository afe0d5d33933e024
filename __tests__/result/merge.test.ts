import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { labelsOf } from "../../src/report/labels.ts";
import { latestAttempts } from "../../src/result/latest-attempts.ts";
import { legsOf } from "../../src/result/matrix.ts";
import { mergeResults } from "../../src/result/merge.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "./armed-result.ts";
import { measuredOn, named, twoPlatforms, withInputs } from "./matrix-results.ts";
import { blis, netlib, openblas, soundResult } from "./sound-result.ts";

const merge = (...results: readonly Result[]) => mergeResults(named(results), true);
const labels = (...results: readonly Result[]): string[] => {
  const { series } = merge(...results);
  const { of } = labelsOf(series);
  return series.map(({ id }) => of(id));
};

function problems(...results: readonly Result[]): string[] {
  try {
    merge(...results);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ where, what }) => `${where}: ${what}`);
    throw error;
  }
  return [];
}

describe("a merge", () => {
  it("of one is that one", () => {
    const one = soundResult();
    expect(merge(one)).toBe(one);
    expect(legsOf(one)).toMatchObject([{ title: "" }]);
  });

  it("has everything of all files, under ids that no other has", () => {
    const results = twoPlatforms();
    const run = merge(...results);
    for (const list of ["environments", "series", "measurements"] as const)
      expect(run[list]).toHaveLength(results[0][list].length + results[1][list].length);
    for (const list of ["environments", "series"] as const)
      expect(new Set(run[list].map(({ id }) => id)).size).toBe(run[list].length);
    expect(run.benchmarks).toEqual(results[0].benchmarks);
    const environments = new Set(run.environments.map(({ id }) => id));
    expect(run.series.every(({ environment }) => environments.has(environment))).toBe(true);
    expect(legsOf(run).map(({ title }) => title)).toEqual(["openblas (linux-64)", "openblas (osx-arm64)"]);
  });

  it("begins with the first leg and ends with the last", () => {
    const [linux, mac] = twoPlatforms();
    const late = { ...mac, startedAt: "2025-06-01T12:01:00Z", elapsedSeconds: 100 };
    expect(merge(late, linux)).toMatchObject({ startedAt: "2025-06-01T12:00:00.000Z", elapsedSeconds: 160 });
  });

  it("says of which leg a variant failed as a whole", () => {
    const failure = { stage: "provision" as const, benchmark: null, message: "no", lastLines: [] };
    const [linux, mac] = twoPlatforms();
    const failures = [
      { ...failure, subject: "mkl" },
      { ...failure, subject: "openblas-head-1" },
    ];
    expect(merge(linux, { ...mac, failures }).failures.map(({ subject }) => subject)).toEqual([
      "mkl (osx-arm64)",
      "openblas-head-1#2",
    ]);
  });
});

describe("labels", () => {
  it("name the platform where only that varies", () => {
    expect(labels(...twoPlatforms())).toContain("openblas, osx-arm64, base");
  });

  it("name the variant alone where that tells the legs apart, whatever image each was on", () => {
    const other = soundResult([netlib]);
    const onOther = { ...other, host: { ...other.host, runnerImage: "ubuntu22 20250101" } };
    expect(labels(soundResult([openblas]), onOther)).toEqual(["openblas", "netlib"]);
  });

  it("name what tells equal cells apart", () => {
    const [one, other] = ["3.11", "3.12"].map((version) =>
      withInputs({ "python-version": version, threshold: version }, soundResult([openblas])),
    );
    if (one === undefined || other === undefined) return expect.fail("two were made");
    expect(labels(one, other)).toEqual(["openblas, Python 3.11", "openblas, Python 3.12"]);
    const { host } = one;
    const elsewhere = { ...one, host: { ...host, runnerImage: "ubuntu22 20250101" } };
    expect(labels(one, elsewhere)).toEqual(["openblas, ubuntu24", "openblas, ubuntu22"]);
    const [own, second] = ["Xeon", "EPYC"].map((cpuModel) => ({
      ...one,
      host: { ...host, runnerImage: null, cpuModel },
    }));
    if (own === undefined || second === undefined) return expect.fail("two were made");
    expect(labels(own, second)).toEqual(["openblas, Xeon", "openblas, EPYC"]);
  });

  it("are different for every cell of any matrix that is not refused", () => {
    const leg = fc.record({
      platform: fc.constantFrom("linux-64", "osx-arm64"),
      variant: fc.constantFrom(openblas, blis),
      python: fc.constantFrom("", "3.11", "3.12"),
      install: fc.constantFrom("", "pip install ."),
    });
    fc.assert(
      fc.property(fc.array(leg, { minLength: 2, maxLength: 6 }), (legs) => {
        const results = legs.map(({ platform, variant, python, install }) =>
          withInputs({ "python-version": python, install }, measuredOn(platform as "linux-64", soundResult([variant]))),
        );
        const isDistinct = new Set(legs.map((one) => JSON.stringify(one))).size === legs.length;
        if (isDistinct) expect(new Set(labels(...results)).size).toBe(results.length);
        else expect(problems(...results)).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is not one run is refused", () => {
  const [linux, mac] = twoPlatforms();
  const code = { repository: "o/r", baseCommit: "b".repeat(40), headCommit: "c".repeat(40), dirty: false };

  it.each<[string, Result, string]>([
    ["another head", { ...mac, code: { ...code, headCommit: "SECRET" } }, "head commit"],
    ["another base", { ...mac, code: { ...code, baseCommit: null } }, "base commit"],
    ["another repository", { ...mac, code: { ...code, repository: "o/SECRET" } }, "repository"],
    ["another tool", { ...mac, code, tool: { ...mac.tool, version: "9.9.9" } }, "version of blas-bench"],
  ])("%s", (_, other, name) => {
    expect(problems({ ...linux, code }, other)).toEqual([`b.json: has another ${name} than a.json`]);
  });

  it("a cell twice, and one name for two benchmarks", () => {
    expect(problems(linux, armedResult())).toEqual(["b.json: measured the same cell as a.json"]);
    const benchmarks = mac.benchmarks.map((one, index) => (index === 1 ? { ...one, flop: 7 } : one));
    expect(problems(linux, { ...mac, benchmarks })).toEqual([
      "b.json, benchmarks[1]: is defined in another way in a.json",
    ]);
  });

  it("all at once, and nothing of the content is said", () => {
    const benchmarks = linux.benchmarks.map((one) => ({ ...one, description: "SECRET" }));
    const found = problems(linux, { ...linux, code: { ...code, repository: null, headCommit: "SECRET" }, benchmarks });
    expect(found).toHaveLength(2 + 1 + benchmarks.length);
    expect(found.join()).not.toContain("SECRET");
  });
});

describe("missing legs", () => {
  const legs = (...texts: readonly string[]) =>
    texts.map((leg, index) => withInputs({ leg, "python-version": `3.${index}` }, soundResult([openblas])));
  const missing = (...texts: readonly string[]): string[] =>
    merge(...legs(...texts)).failures.map(({ subject }) => subject);

  it("are failures, job by job", () => {
    expect(missing("bench 0 of 4", "bench 2 of 4", "mac 0 of 1")).toEqual([
      "leg 2 of 4 of bench",
      "leg 4 of 4 of bench",
    ]);
    expect(missing("bench 0 of 2", "bench 1 of 2")).toEqual([]);
  });

  it("are known from a single result too, where it is all that was left", () => {
    expect(missing("bench 0 of 2")).toEqual(["leg 2 of 2 of bench"]);
    const [alone] = legs("bench 0 of 2");
    expect(mergeResults(named([alone ?? expect.fail()]), false)).toBe(alone);
  });

  it.each(["", "bench", "bench 0 of 999", "bench -1 of 3", "bench 0 of 1e9", "a b 0 of 9"])(
    "%j says nothing",
    (text) => {
      expect(missing(text, "other 0 of 1")).toEqual([]);
    },
  );
});

describe("of a leg that was measured again", () => {
  const [first, other] = twoPlatforms();
  const again = { ...first, startedAt: "2025-06-01T13:00:00Z" };
  const kept = (...results: readonly Result[]): string[] => latestAttempts(named(results)).map(({ file }) => file);

  it("the newest counts, and says so", () => {
    expect(kept(again, other, first)).toEqual(["a.json", "b.json"]);
    expect(kept(first, other, again)).toEqual(["b.json", "c.json"]);
    const [, { result } = expect.fail("one was left out")] = latestAttempts(named([first, other, again]));
    expect(result.notices).toEqual(["`bench 0 of 2` was measured more than once: the newest result counts."]);
  });

  it("the newest counts also where it holds less, or other variants", () => {
    const less = { ...again, series: again.series.slice(1) };
    expect(kept(first, less)).toEqual(["b.json"]);
    expect(problems(first, less)).toEqual(["b.json: measured the same cell as a.json"]);
  });

  it("nothing is left out that was asked for otherwise, or on another machine", () => {
    const { host } = again;
    const platform = host.platform === "osx-arm64" ? "linux-64" : "osx-arm64";
    expect(kept(first, { ...again, host: { ...host, platform } })).toEqual(["a.json", "b.json"]);
    expect(kept(first, withInputs({ benchmarks: "sweep" }, again))).toEqual(["a.json", "b.json"]);
    const { leg: _, ...unknown } = first.configuration;
    const without = (result: Result): Result => ({ ...result, configuration: unknown });
    expect(kept(without(first), without(again))).toEqual(["a.json", "b.json"]);
  });
});
