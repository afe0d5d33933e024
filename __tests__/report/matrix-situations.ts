// Legs of a matrix put together: what the real judges make of them, with proof as it should be.
import { compareResults } from "../../src/compare/compare.ts";
import { decide } from "../../src/gate/decide.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { legsOf } from "../../src/result/matrix.ts";
import { mergeResults } from "../../src/result/merge.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { measuredOn, named, withInputs } from "../result/matrix-results.ts";
import { blis, openblas } from "../result/sound-result.ts";
import { verdict } from "./facts.ts";

function merged(...results: readonly Result[]): ReportFacts {
  const result = mergeResults(named(results), true);
  const variants = new Map([openblas, blis].map((one) => [one.name, one]));
  const verdicts = new Map(
    result.series.map(({ id, variant }) => [id, verdict(variants.get(variant) ?? openblas)] as const),
  );
  const comparisons = compareResults(legsOf(result).map((leg) => ({ result: leg })));
  const failOn = ["regression", "backend", "failed", "insufficient", "nothing-measured"] as const;
  const decision = decide({ result, verdicts, comparisons, failOn });
  return { result, verdicts, advice: [], comparisons, decision, notices: result.notices };
}

function leg(index: number, of: number, result: Result): Result {
  return withInputs({ leg: `bench ${index} of ${of}` }, result);
}

function onMac(result: Result): Result {
  const mac = measuredOn("osx-arm64", result);
  return { ...mac, host: { ...mac.host, cpuModel: "Apple M1 (Virtual)", cpuVendor: "Apple", osVersion: "15.5" } };
}

const variants = [openblas, blis];
const reference = openblas.name;
const slower = (benchmark: string, variant: string): number =>
  benchmark === "bench_fit" && variant === blis.name ? 1.31 : 1;

export const matrixSituations: Readonly<Record<string, () => ReportFacts>> = {
  matrix: () => merged(leg(0, 2, armedResult()), leg(1, 2, onMac(armedResult()))),
  "matrix-slower": () =>
    merged(
      leg(0, 3, { ...armedResult({ variants }), reference }),
      leg(2, 3, { ...onMac(armedResult({ variants, change: slower })), reference }),
    ),
  "matrix-python": () =>
    merged(
      ...["3.11", "3.12"].map((version, index) =>
        leg(index, 2, withInputs({ "python-version": version }, { ...armedResult({ variants }), reference })),
      ),
    ),
};

/** 125 benchmarks on two backends and two platforms: three are slower on one, and three nobody can tell of. */
export function fiveHundredRows(): ReportFacts {
  const benchmarks = Array.from({ length: 125 }, (_, index) => `test_fit[case-${index}]`);
  const facts = { variants, benchmarks, blocks: 28 };
  const spread = (name: string): number => (/-(30|31|32)\]/.test(name) ? 0.3 : 0.01);
  const change = (name: string, variant: string): number =>
    variant === blis.name && /-(7|8|9)\]/.test(name) ? 1.31 : 1;
  return merged(
    leg(0, 2, { ...armedResult({ ...facts, spread }), reference }),
    leg(1, 2, { ...onMac(armedResult({ ...facts, change })), reference }),
  );
}
