// The gate's table: every class that can occur, under every word of `fail-on`.
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import { decide } from "../../src/gate/decide.ts";
import type { Decision, Reason } from "../../src/gate/decision.ts";
import type { FailOnClass } from "../../src/inputs/config.ts";
import { failOnClasses } from "../../src/inputs/config.ts";
import type { Result } from "../../src/result/schema.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
import { armedResult } from "../result/armed-result.ts";
import { blis, openblas, soundResult } from "../result/sound-result.ts";

interface Situation {
  readonly result: Result;
  /** By variant; "verified" where nothing is said, and null for no verdict at all. */
  readonly verdicts?: Readonly<Record<string, BackendVerdict["status"] | null>>;
}

const usual: readonly FailOnClass[] = ["regression", "backend", "failed", "insufficient", "nothing-measured"];

function verdict(status: BackendVerdict["status"]): BackendVerdict {
  const threads = { asked: 1, effective: 1 };
  return { status, reasons: [], blas: null, lapack: null, scipy: null, others: [], threads, installed: null };
}

function decided({ result, verdicts = {} }: Situation, failOn: readonly FailOnClass[]): Decision {
  const known = result.series.flatMap(({ id, variant }) => {
    const status = verdicts[variant] === undefined ? "verified" : verdicts[variant];
    return status === null ? [] : [[id, verdict(status)] as const];
  });
  return decide({ result, verdicts: new Map(known), comparisons: compareResult(result), failOn });
}

const sound = soundResult();
const failure = { stage: "measure" as const, subject: "blis-head-1", benchmark: "svd", message: "hung", lastLines: [] };
const without = (series: string, benchmark: string): Result => ({
  ...sound,
  measurements: sound.measurements.filter((one) => one.series !== series || one.benchmark !== benchmark),
});
const failed: Result = { ...without("blis-head-1", "svd"), failures: [failure] };
const wrong: Result = {
  ...sound,
  measurements: sound.measurements.map((one) =>
    one.series === "blis-head-1" && one.benchmark === "svd" ? { ...one, fingerprint: [1.3, -3.5] } : one,
  ),
};
const empty: Result = { ...sound, series: [], benchmarks: [], measurements: [] };
const controlsAlone: Result = {
  ...sound,
  benchmarks: sound.benchmarks.filter((one) => one.role === "control"),
  measurements: sound.measurements.filter((one) => one.benchmark === "interpreter"),
};
const lost: Result = {
  ...sound,
  absences: [{ variant: "mkl", platform: "linux-64", kind: "outage", reason: "channel does not answer" }],
};
const unsupported: Result = {
  ...sound,
  absences: [{ variant: "nvpl", platform: "linux-64", kind: "unsupported", reason: "no x86-64" }],
};

const only = (slow: string, factor: number) => (name: string) => (name === slow ? factor : 1);
const regressed = armedResult({ change: only("bench_fit", 1.3) });
const insufficient = armedResult({ blocks: 4 });
const inconclusive = armedResult({ spread: (name) => (name === "bench_fit" ? 0.3 : 0.01) });
const unfit = armedResult({ change: only("control/interpreter", 1.2) });
const bothBlas = armedResult({ variants: [openblas, blis] });
const lostBase: Result = {
  ...bothBlas,
  series: bothBlas.series.filter(({ id }) => id !== "blis-base-1"),
  measurements: bothBlas.measurements.filter(({ series }) => series !== "blis-base-1"),
};
const place = { channel: null, sha256: null };
const newerPython = { manager: "conda", name: "python", version: "3.14.0", build: "h1", ...place } as const;
const otherEnvironment: Result = {
  ...unfit,
  environments: unfit.environments.map((one) =>
    one.arm === "head" ? { ...one, hash: "e".repeat(64), packages: [newerPython, ...one.packages] } : one,
  ),
};
const emptyHead: Result = {
  ...armedResult(),
  measurements: armedResult().measurements.filter(
    ({ benchmark, series }) => series === "openblas-base-1" || benchmark === "control/interpreter",
  ),
};
const headFailures = [{ ...failure, subject: "openblas-head-1", benchmark: null }];
const added: Result = {
  ...armedResult(),
  measurements: armedResult().measurements.filter(
    ({ benchmark, series }) => benchmark !== "bench_fit" || series !== "openblas-base-1",
  ),
};

interface Row extends Situation {
  readonly name: string;
  readonly class: Reason["class"];
  /** Words of `fail-on` that make it a failure, and the exit code it then has. */
  readonly failsOn: readonly FailOnClass[];
  readonly exitCode: number;
  /** Exit code where none of those words is given. */
  readonly otherwise: number;
}

const rows: readonly Row[] = [
  {
    name: "a wrong backend",
    result: sound,
    verdicts: { blis: "mismatch" },
    class: "backend",
    failsOn: ["backend"],
    exitCode: 1,
    otherwise: 0,
  },
  {
    name: "an unknown backend",
    result: sound,
    verdicts: { blis: "unknown" },
    class: "unverified",
    failsOn: ["unverified", "inconclusive"],
    exitCode: 3,
    otherwise: 0,
  },
  {
    name: "a backend nobody judged",
    result: sound,
    verdicts: { blis: null },
    class: "unverified",
    failsOn: ["unverified", "inconclusive"],
    exitCode: 3,
    otherwise: 0,
  },
  { name: "a failure", result: failed, class: "failed", failsOn: ["failed"], exitCode: 1, otherwise: 0 },
  {
    name: "a row that went missing",
    result: without("blis-head-1", "svd"),
    class: "failed",
    failsOn: ["failed"],
    exitCode: 1,
    otherwise: 0,
  },
  { name: "a wrong result", result: wrong, class: "wrong-result", failsOn: ["failed"], exitCode: 1, otherwise: 0 },
  {
    name: "nothing at all",
    result: empty,
    class: "nothing-measured",
    failsOn: ["nothing-measured"],
    exitCode: 3,
    otherwise: 3,
  },
  {
    name: "controls and nothing else",
    result: controlsAlone,
    class: "nothing-measured",
    failsOn: ["nothing-measured"],
    exitCode: 3,
    otherwise: 3,
  },
  {
    name: "a head with nothing but controls",
    result: emptyHead,
    class: "nothing-measured",
    failsOn: ["nothing-measured"],
    exitCode: 3,
    otherwise: 3,
  },
  {
    name: "a regression",
    result: regressed,
    class: "regression",
    failsOn: ["regression"],
    exitCode: 1,
    otherwise: 0,
  },
  {
    name: "too few blocks",
    result: insufficient,
    class: "insufficient",
    failsOn: ["insufficient"],
    exitCode: 3,
    otherwise: 0,
  },
  {
    name: "an inconclusive cell",
    result: inconclusive,
    class: "inconclusive",
    failsOn: ["inconclusive"],
    exitCode: 3,
    otherwise: 0,
  },
  {
    name: "an unfit machine",
    result: unfit,
    class: "unfit-machine",
    failsOn: ["regression", "insufficient"],
    exitCode: 3,
    otherwise: 0,
  },
  {
    name: "a cell without its base",
    result: lostBase,
    class: "failed",
    failsOn: ["failed"],
    exitCode: 1,
    otherwise: 0,
  },
  { name: "an outage", result: lost, class: "outage", failsOn: ["inconclusive"], exitCode: 3, otherwise: 0 },
];

describe.each(rows)("$name", (row) => {
  test.each(failOnClasses)("under fail-on: %s", (word) => {
    const decision = decided(row, [word]);
    const fails = row.failsOn.includes(word);
    expect(decision.reasons.map((reason) => reason.class)).toEqual([row.class]);
    expect(decision.status).toBe(fails ? "fail" : "inconclusive");
    expect(decision.exitCode).toBe(fails ? row.exitCode : row.otherwise);
  });

  test("under fail-on: none", () => {
    expect(decided(row, [])).toMatchObject({ status: "inconclusive", exitCode: row.otherwise });
  });
});

describe("a pass", () => {
  test.each([
    ["three verified variants", sound],
    ["one series alone", { ...soundResult([openblas]), reference: null }],
    ["a variant that this platform does not have", unsupported],
    ["the same code twice", armedResult()],
    ["faster code", armedResult({ change: (name) => (name.startsWith("bench_") ? 0.7 : 1) })],
    ["a new benchmark", added],
    ["a control that moved with its environment", otherEnvironment],
  ])("%s", (_, result) => {
    for (const failOn of [usual, failOnClasses, []])
      expect(decided({ result }, failOn)).toEqual({ status: "pass", reasons: [], exitCode: 0 });
  });

  test("is not spoilt by a failed series that nothing can be proven of", () => {
    const result = { ...sound, measurements: sound.measurements.filter((one) => one.series !== "blis-head-1") };
    const decision = decided({ result: { ...result, failures: [failure] }, verdicts: { blis: "unknown" } }, []);
    expect(decision.reasons.map((reason) => reason.class)).toEqual(["failed"]);
  });
});

describe("several reasons", () => {
  test("come most important first, and the most important that was asked for gives the exit code", () => {
    const both = {
      result: { ...failed, absences: lost.absences },
      verdicts: { netlib: "mismatch", openblas: "unknown" },
    } as const;
    const order = ["backend", "failed", "unverified", "outage"];
    expect(decided(both, usual).reasons.map((reason) => reason.class)).toEqual(order);
    expect(decided(both, usual)).toMatchObject({ status: "fail", exitCode: 1 });
    expect(decided(both, ["unverified"])).toMatchObject({ status: "fail", exitCode: 3 });
  });

  test("a regression on an unfit machine is no regression: the gate fails with 3", () => {
    const both = { result: armedResult({ change: () => 1.3 }) };
    expect(decided(both, usual).reasons.map((reason) => reason.class)).toEqual(["unfit-machine", "regression"]);
    expect(decided(both, usual)).toMatchObject({ status: "fail", exitCode: 3 });
  });

  test("everything failed: nothing was measured", () => {
    const failures = sound.series.map(({ id }) => ({ ...failure, subject: id, benchmark: null }));
    const decision = decided({ result: { ...sound, measurements: [], failures } }, usual);
    expect(decision.reasons.map((reason) => reason.class)).toEqual(["nothing-measured", "failed"]);
    expect(decision).toMatchObject({ status: "fail", exitCode: 3 });
  });
});

describe("the words", () => {
  const text = (situation: Situation): string[] => decided(situation, usual).reasons.map((reason) => reason.text);

  test.each<[Situation, string]>([
    [{ result: sound, verdicts: { blis: "mismatch" } }, "`blis` is not what was asked for"],
    [
      { result: sound, verdicts: { blis: "mismatch", netlib: "mismatch" } },
      "`blis` and `netlib` are not what was asked for",
    ],
    [{ result: sound, verdicts: { blis: "unknown" } }, "not known what NumPy really calls in `blis`"],
    [{ result: failed }, "1 failure: `svd` on `blis`"],
    [{ result: wrong }, "1 wrong result: `svd` on `blis`"],
    [{ result: regressed }, "1 regression in 3 comparisons"],
    [{ result: inconclusive }, "1 of 3 comparisons inconclusive: `bench_fit` on `openblas`"],
    [
      { result: insufficient },
      "3 of 3 comparisons with too few blocks to find any slowdown: `bench_fit` on `openblas`, `bench_predict` on `openblas` and `bench_score` on `openblas`",
    ],
    [
      { result: unfit },
      "the machine was not fit: 1 of 1 control moved between the arms, `control/interpreter` on `openblas` (+20 %)",
    ],
    [{ result: lostBase }, "3 failures: `bench_fit` on `blis`, `bench_predict` on `blis` and `bench_score` on `blis`"],
    [{ result: lost }, "`mkl` was lost to an outage"],
    [{ result: empty }, "nothing was measured"],
    [{ result: emptyHead }, "head measured nothing"],
    [{ result: { ...emptyHead, failures: headFailures } }, "1 failure: `openblas` (head)"],
  ])("of %#", (situation, expected) => {
    expect(text(situation)).toEqual([expected]);
  });

  test("count everything and name three", () => {
    const failures = ["svd", "solve", "matmul", "interpreter"].map((benchmark) => ({ ...failure, benchmark }));
    const measurements = sound.measurements.filter((one) => one.series !== "blis-head-1");
    expect(text({ result: { ...sound, measurements, failures } })).toEqual([
      "4 failures: `svd` on `blis`, `solve` on `blis`, `matmul` on `blis` and 1 more",
    ]);
  });

  test("tell series of a variant apart by what varies", () => {
    const again = sound.series.map((one) => ({ ...one, id: `${one.id}-2`, threads: 2 }));
    const result = {
      ...sound,
      series: [...sound.series, ...again],
      failures: [{ ...failure, subject: "blis-head-1-2" }],
    };
    expect(text({ result })[0]).toContain("`svd` on `blis` (2 threads)");
  });

  test("let no name from outside end its code span or its line", () => {
    const failures = [{ ...failure, subject: "a`b\n# c", benchmark: null }];
    expect(text({ result: { ...sound, failures } })).toEqual(["1 failure: `a b # c`"]);
  });
});
