// The situations that reports are shown for, each as the facts that a report is built from.

import { compareResult } from "../../src/compare/compare.ts";
import type { Comparisons, RatioEstimate } from "../../src/compare/comparison.ts";
import { decide } from "../../src/gate/decide.ts";
import type { Decision, Reason } from "../../src/gate/decision.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import type { BackendVerdict, LoadedLibrary } from "../../src/verify/verdict.ts";
import type { ArmedFacts } from "../result/armed-result.ts";
import { armedResult } from "../result/armed-result.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { benchmark, blis, netlib, openblas, soundResult } from "../result/sound-result.ts";

function loaded(fileName: string, family: LoadedLibrary["family"], coreType: string | null): LoadedLibrary {
  return {
    family,
    fileName,
    realPath: `{prefix}/lib/${fileName}`,
    version: "0.3.30",
    coreType,
    threadingLayer: "pthreads",
    integers: "LP64",
    backend: null,
  };
}

export function verdict(facts: VariantFacts, change: Partial<BackendVerdict> = {}): BackendVerdict {
  const coreType = facts.family === "openblas" ? "SkylakeX" : null;
  const lapackFamily = facts.lapack === facts.blas ? facts.family : "netlib";
  return {
    status: "verified",
    reasons: [`seen in 12 of 12 looks: dgemm and dgesdd go to ${facts.blas} and ${facts.lapack}`],
    blas: loaded(facts.blas, facts.family, coreType),
    lapack: loaded(facts.lapack, lapackFamily, coreType),
    scipy: null,
    others: [],
    threads: { asked: 1, effective: 1 },
    installed: `libblas 3.11.0 ${facts.build}`,
    ...change,
  };
}

const noArms: Comparisons["code"] = {
  comparisons: [],
  interactions: [],
  geometricMeans: [],
  agreements: [],
  controls: { judged: 0, moved: [] },
};

function estimate(ratio: number): RatioEstimate {
  return { ratio, interval: { low: ratio * 0.98, high: ratio * 1.02, level: 0.95 }, blocks: 6 };
}

/** Comparisons whose ratios are the variants' factors, a little off for each benchmark. */
export function comparisonsOf(result: Result, variants: readonly VariantFacts[]): Comparisons {
  const figures = result.benchmarks.filter(({ role }) => role === "benchmark");
  const [reference, ...subjects] = variants;
  const id = (facts: VariantFacts): string => `${facts.name}-head-1`;
  const pairs = subjects.flatMap((subject) =>
    figures.map(({ name }, index) => ({ benchmark: name, reference: id(reference ?? subject), subject, index })),
  );
  return {
    timings: result.measurements.map(({ benchmark: name, series, blocks }) => {
      const nanoseconds = blocks[0]?.nanoseconds[0] ?? 1;
      const flop = result.benchmarks.find((one) => one.name === name)?.flop ?? null;
      const gflopPerSecond = flop === null ? null : flop / nanoseconds;
      return { benchmark: name, series, medianSeconds: nanoseconds / 1e9, gflopPerSecond };
    }),
    backends: pairs.map(({ subject, index, ...pair }) => ({
      ...pair,
      axis: "backend",
      subject: id(subject),
      estimate: estimate(subject.factor * (1 + index / 50)),
      outcome: subject.factor > 1 ? "slower" : "undecided",
    })),
    geometricMeans: subjects.map((subject) => ({
      reference: id(reference ?? subject),
      subject: id(subject),
      estimate: estimate(subject.factor * 1.02),
      benchmarks: figures.length,
    })),
    agreements: pairs.map(({ subject, index, ...pair }) => ({
      ...pair,
      subject: id(subject),
      status: "agrees",
      largestRelativeDifference: (index + 1) * 3.1e-15,
      tolerance: 1e-9,
    })),
    withheld: [],
    code: noArms,
  };
}

function decision(status: Decision["status"], ...reasons: readonly Reason[]): Decision {
  return { status, reasons, exitCode: status === "fail" ? 1 : 0 };
}

function factsOf(variants: readonly VariantFacts[], change: Partial<ReportFacts> = {}): ReportFacts {
  const result = change.result ?? soundResult(variants);
  return {
    result,
    verdicts: new Map(variants.map((facts) => [`${facts.name}-head-1`, verdict(facts)])),
    advice: [],
    comparisons: comparisonsOf(result, variants),
    decision: decision("pass"),
    ...change,
  };
}

function mismatch(): ReportFacts {
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

function wrongResult(): ReportFacts {
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

function nothingMeasured(): ReportFacts {
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
    comparisons: { timings: [], backends: [], geometricMeans: [], agreements: [], withheld: [], code: noArms },
    decision: decision(
      "fail",
      { class: "nothing-measured", text: "nothing was measured" },
      { class: "failed", text: "1 failure: `openblas`" },
    ),
  };
}

function failure(): ReportFacts {
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

function outage(): ReportFacts {
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

function publishedRun(): ReportFacts {
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
        blocks: [
          {
            block: 0,
            nanoseconds: [nanoseconds],
            cpuNanoseconds: null,
            involuntarySwitches: null,
            idleCpuNanoseconds: null,
            positions: "0",
          },
        ],
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

export const hostileNames = [
  "a|b \\| c",
  "x`y``z` `",
  "@octo/team and #1 and GH-12",
  "https://evil.example/x?a=b www.evil.example a@b.co",
  "![pixel](https://evil.example/p.png) [link](javascript:1)",
  "<img src=x onerror=alert(1)><!-- --> </details> -->",
  "line one\nline two\r\n::error::three\u2028four",
  "\u202egnp.exe\u202c \u200b\u2066x",
  "**bold** _it_ ~~gone~~ $x^2$ :+1: 3f2c1e0b9a",
  "\u001b[31mred\u001b[0m\u0007",
  "- [ ] task",
  "1. one",
  "",
  "\ud800half",
  "x".repeat(300),
] as const;

function hostile(): ReportFacts {
  const names = hostileNames;
  const base = soundResult([openblas, netlib]);
  const rename = (name: string): string => names[base.benchmarks.findIndex((one) => one.name === name)] ?? name;
  const evil: VariantFacts = { ...netlib, blas: names[4], build: names[0] };
  const result: Result = {
    ...base,
    benchmarks: base.benchmarks.map((one) => ({ ...one, name: rename(one.name), description: names[5] })),
    measurements: base.measurements.map((one) => ({
      ...one,
      benchmark: rename(one.benchmark),
      summaryLines: [names[6]],
    })),
    series: base.series.map((one) => ({
      ...one,
      variant: one.variant === "netlib" ? `existing:${names[2]}` : one.variant,
    })),
    host: { ...base.host, cpuModel: names[5], simd: [names[8]] },
    configuration: { variants: names[1], packages: `${names[3]}\n${names[9]}` },
    failures: names.map((name) => ({
      stage: "measure" as const,
      subject: name,
      benchmark: name,
      message: name,
      lastLines: [name, "```", "</details>"],
    })),
    absences: names.map((name) => ({
      variant: name,
      platform: "linux-64" as const,
      kind: "unsupported" as const,
      reason: name,
    })),
  };
  return factsOf([openblas, evil], {
    result,
    verdicts: new Map([
      ["openblas-head-1", verdict(openblas)],
      ["netlib-head-1", verdict(evil, { status: "unknown", reasons: names, others: names, installed: names[3] })],
    ]),
    advice: names.map((text) => ({ code: "hostile", subjects: [text], text })),
    decision: decision("fail", { class: "failed", text: names.join(" ") }),
  });
}

function manyRows(): ReportFacts {
  const variants = [openblas, netlib];
  const base = soundResult(variants);
  const benchmarks = Array.from({ length: 500 }, (_, index) => benchmark(`test_fit[case-${index}-${index * 37}]`));
  const measurements = variants.flatMap((facts, position) => {
    const [template] = base.measurements.filter(({ series }) => series === `${facts.name}-head-1`);
    if (template === undefined) throw new Error(`no measurement to copy for series ${position}`);
    return benchmarks.map(({ name }) => ({ ...template, benchmark: name }));
  });
  return factsOf(variants, {
    result: { ...base, benchmarks, measurements },
    advice: [{ code: "netlib", subjects: ["netlib-head-1"], text: "netlib is the slowest choice anywhere" }],
  });
}

/** Both arms, compared and decided by the real judges. */
function armed(facts: ArmedFacts, change: (result: Result) => Result = (result) => result): ReportFacts {
  const variants = facts.variants ?? [openblas];
  const result = change(armedResult(facts));
  const known = variants.flatMap((one) =>
    ["base", "head"].map((arm) => [`${one.name}-${arm}-1`, verdict(one)] as const),
  );
  const verdicts = new Map(known);
  const comparisons = compareResult(result);
  const failOn = ["regression", "backend", "failed", "insufficient", "nothing-measured"] as const;
  return { result, verdicts, advice: [], comparisons, decision: decide({ result, verdicts, comparisons, failOn }) };
}

const onlyFit = (factor: number) => (name: string) => (name === "bench_fit" ? factor : 1);

export const situations: Readonly<Record<string, () => ReportFacts>> = {
  "all-well": () => factsOf([openblas, blis, netlib]),
  "one-series": () => factsOf([openblas]),
  mismatch,
  "wrong-result": wrongResult,
  "nothing-measured": nothingMeasured,
  failure,
  outage,
  published: publishedRun,
  hostile,
  "many-rows": manyRows,
  regression: () => armed({ change: onlyFit(1.31) }),
  "all-unchanged": () => armed({ variants: [openblas, blis] }),
  inconclusive: () => armed({ spread: (name) => (name === "bench_fit" ? 0.3 : 0.01) }),
  improved: () => armed({ change: onlyFit(0.7) }),
  "added-removed": () =>
    armed({}, (result) => ({
      ...result,
      measurements: result.measurements.filter(
        ({ benchmark: name, series }) =>
          (name !== "bench_fit" || series !== "openblas-base-1") &&
          (name !== "bench_score" || series !== "openblas-head-1"),
      ),
    })),
  "slower-on-one": () =>
    armed({
      variants: [openblas, blis],
      change: (name, variant) => (variant === "blis" ? onlyFit(1.2)(name) : 1),
    }),
  unfit: () => armed({ change: (name) => (name.startsWith("control/") ? 1.12 : 1) }),
  "changed-numbers": () =>
    armed({}, (result) => ({
      ...result,
      measurements: result.measurements.map((one) =>
        one.series === "openblas-head-1" && one.benchmark === "bench_score"
          ? { ...one, fingerprint: [1.3, -3.5] }
          : one,
      ),
    })),
};
