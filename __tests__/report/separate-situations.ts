// Pairs of separate runs, as the facts that are shown of them.
import { headOf } from "../../src/compare/comparability.ts";
import { compareSeparateRuns } from "../../src/compare/separate-runs.ts";
import type { SeparateRunsModel } from "../../src/report/separate-runs-model.ts";
import { buildSeparateRuns } from "../../src/report/separate-runs-model.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
import { armedResult } from "../result/armed-result.ts";
import { withBlocks, withLoops } from "../result/blocks.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { blis, conda, netlib, openblas, soundResult } from "../result/sound-result.ts";
import { verdict } from "./facts.ts";
import { hostileNames } from "./trying-situations.ts";

/** Times by a factor, for a benchmark and block. */
export function timesBy(result: Result, factor: (benchmark: string, block: number) => number): Result {
  const scaled = (one: Measurement): Measurement =>
    withBlocks(one, (blocks) =>
      blocks.map((block) => ({
        ...block,
        batchNanoseconds: block.batchNanoseconds.map((time) => time * factor(one.benchmark, block.number)),
      })),
    );
  return { ...result, measurements: result.measurements.map(scaled) };
}

/** Spread that is even, and never the same in two blocks. */
function spread(amount: number): (benchmark: string, block: number) => number {
  return (benchmark, block) => 1 + amount * Math.sin(benchmark.length + 7.1 * block);
}

type Verdicts = ReadonlyMap<string, BackendVerdict>;

function verdictsOf(variants: readonly VariantFacts[], change: Partial<BackendVerdict> = {}): Verdicts {
  return new Map(variants.map((facts) => [`${facts.name}-head-1`, verdict(facts, change)]));
}

interface Run {
  readonly result: Result;
  readonly verdicts: Verdicts;
}

function modelOf(a: Run, b: Run): SeparateRunsModel {
  const [headA, headB] = [headOf(a.result), headOf(b.result)];
  const facts = (file: string, { result, verdicts }: Run, head: Result) => ({
    file,
    result: head,
    hasBase: head.series.length < result.series.length,
    verdicts,
  });
  return buildSeparateRuns(
    compareSeparateRuns(headA, headB),
    facts("first.json", a, headA),
    facts("second.json", b, headB),
  );
}

function sameBackends(): SeparateRunsModel {
  const variants = [openblas, netlib];
  const a = { result: soundResult(variants), verdicts: verdictsOf(variants) };
  const later = { ...a.result, startedAt: "2025-06-08T12:00:00Z" };
  const factor = (name: string): number => ({ svd: 1.2, solve: 0.9, interpreter: 1.05 })[name] ?? 1;
  const noise = spread(0.01);
  const result = timesBy(later, (name, block) => factor(name) * noise(name, block));
  return modelOf(a, { ...a, result: { ...result, host: { ...result.host, osVersion: "6.11.0-1018-azure" } } });
}

/** What the project exists for: the same name, and another library. */
function otherBackend(): SeparateRunsModel {
  const before: VariantFacts = { ...openblas, name: "default" };
  const after: VariantFacts = { ...netlib, name: "default" };
  const a = { result: soundResult([before]), verdicts: verdictsOf([before]) };
  const b = { result: soundResult([after]), verdicts: verdictsOf([after]) };
  return modelOf(a, b);
}

function unverified(): SeparateRunsModel {
  const variants = [openblas, blis, netlib];
  const wrong = verdict(blis, { status: "mismatch", reasons: ["BLIS was expected"] });
  const unknown = verdict(netlib, { status: "unknown", reasons: ["no evidence was taken"], blas: null, lapack: null });
  const a = { result: soundResult(variants), verdicts: verdictsOf(variants) };
  const verdicts = new Map([...a.verdicts, ["blis-head-1", wrong], ["netlib-head-1", unknown]]);
  return modelOf(a, { ...a, verdicts });
}

/** Base and head in both, one function added, one removed, one that computes other numbers, one with other loops. */
function ownFunctions(): SeparateRunsModel {
  const of = (benchmarks: readonly string[], commit: string): Result => ({
    ...armedResult({ benchmarks, change: () => 1.5 }),
    code: { repository: null, baseCommit: "b".repeat(40), headCommit: commit.repeat(40), dirty: commit === "e" },
  });
  const first = of(["bench_fit", "bench_predict", "bench_load", "bench_old"], "a");
  const second = of(["bench_fit", "bench_predict", "bench_load", "bench_new"], "e");
  const changed = second.measurements.map((one): Measurement => {
    if (one.benchmark === "bench_fit") return { ...one, fingerprint: [1.25, -3.75] };
    return one.benchmark === "bench_load" ? withLoops(one, 800) : one;
  });
  const environments = second.environments.map((one) => ({
    ...one,
    packages: [conda("libblas", "3.11.0", openblas.build), conda("numpy", "2.2.6", "py312h72c5963_0")],
  }));
  return modelOf(
    { result: first, verdicts: verdictsOf([openblas]) },
    { result: { ...second, measurements: changed, environments }, verdicts: verdictsOf([openblas]) },
  );
}

function hostile(): SeparateRunsModel {
  const evil: VariantFacts = { ...netlib, name: hostileNames[2], blas: hostileNames[4], build: hostileNames[0] };
  const rename = (result: Result): Result => ({
    ...result,
    benchmarks: result.benchmarks.map((one, index) => ({ ...one, name: hostileNames[index] ?? one.name })),
    measurements: result.measurements.map((one) => ({
      ...one,
      benchmark: hostileNames[result.benchmarks.findIndex(({ name }) => name === one.benchmark)] ?? one.benchmark,
    })),
    host: { ...result.host, osVersion: hostileNames[result.startedAt.length % 4] ?? "" },
  });
  const word = hostileNames.join(" ");
  const [good, bad] = [verdict(openblas), verdict(evil, { status: "unknown", installed: word })];
  const named = { ...bad, blas: bad.blas && { ...bad.blas, family: null, version: word, coreType: word } };
  const name = `${evil.name}-head-1`;
  const result = rename(soundResult([evil]));
  const other = {
    ...result,
    host: { ...result.host, osVersion: word },
    tool: { ...result.tool, version: word },
    code: { repository: word, baseCommit: null, headCommit: word, dirty: true },
    benchmarks: result.benchmarks.slice(1),
    measurements: result.measurements.slice(1),
    environments: result.environments.map((one) => ({ ...one, packages: [conda(word, word, word)] })),
  };
  return modelOf({ result, verdicts: new Map([[name, good]]) }, { result: other, verdicts: new Map([[name, named]]) });
}

export const separateSituations: Readonly<Record<string, () => SeparateRunsModel>> = {
  "separate-same": sameBackends,
  "separate-other-backend": otherBackend,
  "separate-unverified": unverified,
  "separate-own-functions": ownFunctions,
  "separate-hostile": hostile,
};
