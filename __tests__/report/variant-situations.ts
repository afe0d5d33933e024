// Variants against the reference: what can go wrong with one of them, and the published scripts.
import { compareResult } from "../../src/compare/compare.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import { launchedResult } from "../result/launched-result.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { benchmark, blis, netlib, openblas, soundResult } from "../result/sound-result.ts";
import { comparisonsOf, decision, factsOf, loaded, noArms, verdict } from "./facts.ts";

export function mismatch(): ReportFacts {
  const mkl: VariantFacts = { ...openblas, name: "mkl", build: "5_h5875eb1_mkl", family: "mkl", factor: 0.98 };
  const variants = [openblas, mkl];
  const verdicts = new Map([
    ["openblas-head-1", verdict(openblas)],
    [
      "mkl-head-1",
      verdict(mkl, {
        status: "mismatch",
        reasons: [
          "NumPy was replaced by pip: `numpy` 2.1.3 of pip lies over conda's record",
          "MKL was expected, but dgemm goes to libscipy_openblas64_.so",
        ],
        blas: loaded("libscipy_openblas64_.so", "openblas", "SkylakeX"),
        lapack: loaded("libscipy_openblas64_.so", "openblas", "SkylakeX"),
        scipy: { blas: loaded("libscipy_openblas.so", "openblas", null), lapack: null },
        others: ["libgomp.so.1", "libiomp5.so"],
        threads: { asked: 1, effective: 4 },
      }),
    ],
  ]);
  return factsOf(variants, {
    verdicts,
    advice: [{ code: "pip-over-conda", subjects: ["mkl-head-1"], text: "Install NumPy with conda only, or use `pip`" }],
    decision: decision("fail", { class: "backend", text: "`mkl` is not what was asked for" }),
  });
}

/** A profile that asks for four threads, where one was asked for. */
export function launchers(): ReportFacts {
  const variants = [openblas, blis];
  const result = { ...launchedResult(variants, 1.08), configuration: { launcher: "direct, login-shell" } };
  const threads = { asked: 1, effective: 4 };
  const verdicts = new Map(
    variants.flatMap((facts) => [
      [`${facts.name}-head-1`, verdict(facts)] as const,
      [`${facts.name}-head-1-login`, verdict(facts, { threads })] as const,
    ]),
  );
  return factsOf(variants, { result, verdicts, comparisons: compareResult(result) });
}

export function wrongResult(): ReportFacts {
  const facts = factsOf([openblas, blis, netlib]);
  const { comparisons } = facts;
  const isWrong = (one: { benchmark: string; subject: string }): boolean =>
    one.benchmark === "solve" && one.subject === "blis-head-1";
  return {
    ...facts,
    comparisons: {
      ...comparisons,
      backends: comparisons.backends.filter((one) => !isWrong(one)),
      agreements: comparisons.agreements.map((one) =>
        isWrong(one) ? { ...one, status: "differs", largestRelativeDifference: 0.018 } : one,
      ),
      withheld: [{ benchmark: "solve", series: "blis-head-1", kind: "wrong-result", reason: "computes other numbers" }],
      timings: comparisons.timings.filter(
        ({ benchmark: name, series }) => !isWrong({ benchmark: name, subject: series }),
      ),
      geometricMeans: comparisons.geometricMeans.map((one) =>
        one.subject === "blis-head-1" ? { ...one, benchmarks: 2 } : one,
      ),
    },
    decision: decision("fail", { class: "wrong-result", text: "1 wrong result: `solve` on `blis`" }),
  };
}

export function nothingMeasured(): ReportFacts {
  const result = { ...soundResult([openblas]), measurements: [], environments: [], series: [], benchmarks: [] };
  return {
    result: {
      ...result,
      failures: [
        {
          stage: "provision",
          subject: "openblas",
          benchmark: null,
          message: "No package `numpy=9.9` in the channels. Name a version that exists",
          lastLines: ["Cannot solve the request because of: No candidates were found for numpy 9.9.*."],
        },
      ],
    },
    verdicts: new Map(),
    advice: [],
    notices: [],
    comparisons: {
      timings: [],
      values: [],
      backends: [],
      launchers: [],
      geometricMeans: [],
      agreements: [],
      withheld: [],
      code: noArms,
    },
    decision: decision(
      "fail",
      { class: "nothing-measured", text: "nothing was measured" },
      { class: "failed", text: "1 failure: `openblas`" },
    ),
  };
}

export function failure(): ReportFacts {
  const variants = [openblas, netlib];
  const whole = soundResult(variants);
  const result: Result = {
    ...whole,
    measurements: whole.measurements.filter(
      ({ benchmark: name, series }) => name !== "svd" || series !== "netlib-head-1",
    ),
    failures: [
      {
        stage: "measure",
        subject: "netlib-head-1",
        benchmark: "svd",
        message: "The worker ended with signal SIGKILL, perhaps for want of memory",
        lastLines: ["allocating 14 GiB", "Killed"],
      },
    ],
  };
  const comparisons = comparisonsOf(result, variants);
  return factsOf(variants, {
    result,
    comparisons: { ...comparisons, backends: comparisons.backends.filter(({ benchmark: name }) => name !== "svd") },
    decision: decision("fail", { class: "failed", text: "1 failure: `svd` on `netlib`" }),
  });
}

export function outage(): ReportFacts {
  const pip: VariantFacts = { ...openblas, name: "pip", blas: "libscipy_openblas64_-ff651d7f.so" };
  const result = soundResult([pip]);
  return factsOf([pip], {
    result: {
      ...result,
      environments: result.environments.map((one) => ({ ...one, provider: "pip", specs: ["numpy"], channels: [] })),
      configuration: {},
      absences: [
        {
          variant: "openblas",
          platform: "linux-64",
          kind: "outage",
          reason: "conda-forge could not be reached within 5 s; `pip` was measured instead",
        },
        { variant: "accelerate", platform: "linux-64", kind: "unsupported", reason: "Accelerate is part of macOS" },
      ],
      schedule: { ...scheduleOf(result), shortened: ["2 of 6 blocks"] },
    },
    verdicts: new Map([["pip-head-1", verdict({ ...pip, lapack: pip.blas }, { installed: "numpy 2.1.3 (pip)" })]]),
    decision: decision("inconclusive", { class: "outage", text: "`openblas` was lost to an outage" }),
  });
}

function scheduleOf(result: Result): NonNullable<Result["schedule"]> {
  if (result.schedule === null) throw new Error("the sound result has a schedule");
  return result.schedule;
}

export function publishedRun(): ReportFacts {
  const variants = [openblas, netlib];
  const [mysvd, ...dario] = ["mysvd", "dario/matmul", "dario/svd", "dario/total"].map((name) =>
    benchmark(name, { method: "whole", layer: name.endsWith("svd") ? "lapack" : "blas" }),
  );
  const seconds: Readonly<Record<string, number>> = {
    mysvd: 1.31,
    "dario/matmul": 2.4,
    "dario/svd": 1.1,
    "dario/total": 96,
  };
  const base = soundResult(variants);
  const benchmarks = [...(mysvd === undefined ? [] : [mysvd]), ...dario];
  const measurements = variants.flatMap((facts) =>
    benchmarks.map(({ name }): Measurement => {
      const nanoseconds = (seconds[name] ?? 1) * facts.factor * 1e9;
      return {
        benchmark: name,
        series: `${facts.name}-head-1`,
        loops: 1,
        blocks: inColumns([{ number: 0, batchNanoseconds: [nanoseconds], disturbance: null, positions: [0] }]),
        fingerprint: [1],
        summaryLines: name === "mysvd" ? [`mean of 10 runs: ${(nanoseconds / 1e9).toFixed(5)}s`] : [],
      };
    }),
  );
  const result: Result = {
    ...base,
    benchmarks,
    measurements,
    configuration: { variants: "openblas, netlib", benchmarks: "mysvd" },
  };
  const comparisons = comparisonsOf(result, variants);
  return factsOf(variants, {
    result,
    comparisons: {
      ...comparisons,
      backends: comparisons.backends.map((one) => ({
        ...one,
        estimate: { ...one.estimate, interval: null, blocks: 1 },
        outcome: "undecided",
      })),
      geometricMeans: [],
    },
  });
}
