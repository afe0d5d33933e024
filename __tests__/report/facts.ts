// What the situations are made of: verdicts and comparisons of a sound result.
import type { Comparisons, RatioEstimate } from "../../src/compare/comparison.ts";
import type { Decision, Reason } from "../../src/gate/decision.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import type { Result } from "../../src/result/schema.ts";
import type { BackendVerdict, LoadedLibrary } from "../../src/verify/verdict.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { soundResult } from "../result/sound-result.ts";

export function loaded(fileName: string, family: LoadedLibrary["family"], coreType: string | null): LoadedLibrary {
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

export const noArms: Comparisons["code"] = {
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
    timings: result.measurements.map(({ benchmark: name, series, blocks, loops }) => {
      const nanoseconds = (blocks.batchNanoseconds[0] ?? loops) / loops;
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
    launchers: [],
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
    values: [],
    code: noArms,
  };
}

export function decision(status: Decision["status"], ...reasons: readonly Reason[]): Decision {
  return { status, reasons, exitCode: status === "fail" ? 1 : 0 };
}

export function factsOf(
  variants: readonly VariantFacts[],
  change: Partial<ReportFacts> & { readonly result?: Result } = {},
): ReportFacts {
  const result = change.result ?? soundResult(variants);
  return {
    result,
    verdicts: new Map(variants.map((facts) => [`${facts.name}-head-1`, verdict(facts)])),
    advice: [],
    comparisons: comparisonsOf(result, variants),
    decision: decision("pass"),
    notices: [],
    ...change,
  };
}
