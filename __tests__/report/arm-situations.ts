// Head against base: what the real judges make of both arms.
import { compareResult } from "../../src/compare/compare.ts";
import { decide } from "../../src/gate/decide.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import type { Failure, Result } from "../../src/result/schema.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
import type { ArmedFacts } from "../result/armed-result.ts";
import { armedResult } from "../result/armed-result.ts";
import { blis, conda, netlib, openblas } from "../result/sound-result.ts";
import { withValues } from "../result/valued-result.ts";
import { loaded, verdict } from "./facts.ts";

type Change = (result: Result) => Result;
type Verdicts = Readonly<Record<string, BackendVerdict>>;

/** Both arms, compared and decided by the real judges. */
function armed(facts: ArmedFacts, change: Change = (result) => result, verdictsOf: Verdicts = {}): ReportFacts {
  const variants = facts.variants ?? [openblas];
  const result = change(armedResult(facts));
  const sound = variants.flatMap((one) =>
    ["base", "head"].map((arm) => [`${one.name}-${arm}-1`, verdict(one)] as const),
  );
  const verdicts = new Map([...sound, ...Object.entries(verdictsOf)]);
  const comparisons = compareResult(result);
  const failOn = ["regression", "backend", "failed", "insufficient", "nothing-measured"] as const;
  const decision = decide({ result, verdicts, comparisons, failOn });
  return { result, verdicts, advice: [], comparisons, decision, notices: result.notices };
}

const onlyFit = (factor: number) => (name: string) => (name === "bench_fit" ? factor : 1);

function without(...lost: readonly (readonly [benchmark: string, series: string])[]): Change {
  return (result) => ({
    ...result,
    measurements: result.measurements.filter(
      (one) => !lost.some(([benchmark, series]) => one.benchmark === benchmark && one.series === series),
    ),
  });
}

function atHead(result: Result, change: Partial<Result["environments"][number]>): Result {
  const environments = result.environments.map((one) => (one.arm === "head" ? { ...one, ...change } : one));
  return { ...result, environments };
}

/** environment.yml asks for netlib at head; the variant promises nothing. */
function backendChange(): ReportFacts {
  const plain = { ...openblas, name: "default" };
  const packages = [conda("libblas", "3.11.0", netlib.build), conda("numpy", "2.1.3", "py312h58c1407_0")];
  return armed(
    { variants: [plain], change: (name) => (name.startsWith("bench_") ? 3 : 1) },
    (result) => atHead(result, { hash: "e".repeat(64), specs: ["libblas=*=*_netlib", "numpy"], packages }),
    { "default-head-1": verdict(netlib) },
  );
}

function replacedNumpy(): ReportFacts {
  const packages = [
    conda("libblas", "3.11.0", openblas.build),
    { ...conda("numpy", "2.2.6", ""), build: null, manager: "pip" as const },
  ];
  const installs = [
    { command: "python -m pip install -e .[test]", change: "NumPy from conda's numpy 2.1.3 to pip's numpy 2.2.6" },
  ];
  const wheel = loaded("libscipy_openblas64_.so", "openblas", "SkylakeX");
  return armed({}, (result) => atHead(result, { hash: "e".repeat(64), packages, installs }), {
    "openblas-head-1": verdict(openblas, {
      status: "mismatch",
      reasons: ["NumPy was replaced: conda's record says numpy 2.1.3, the files belong to pip's numpy 2.2.6"],
      blas: wheel,
      lapack: wheel,
    }),
  });
}

/** Memory that grew, a rate that grew, a count that began at nothing, and a unit that would like to be more than one. */
function withManyValues(result: Result): Result {
  const wobble = (block: number): number => 1 + 0.002 * Math.sin(7.1 * block);
  const grown = withValues(result, {
    base: (block) => 36e6 * wobble(block),
    head: (block) => 43e6 * wobble(block + 1),
  });
  const faster = withValues(grown, {
    name: "track_rate",
    quantity: { unit: "frames/s", better: "bigger" },
    base: () => 1250,
    head: () => 1500,
  });
  const counted = withValues(faster, {
    name: "track_warnings",
    quantity: { unit: "", better: "smaller" },
    base: () => 0,
    head: () => 3,
  });
  return withValues(counted, {
    name: "track_odd",
    quantity: { unit: "| **x** <b>\u001b[31m`", better: "smaller" },
    base: () => -2,
    head: () => -2,
  });
}

/** A benchmark that fails at base alone, and a variant that could not be had there. */
function notCompared(): ReportFacts {
  const failure: Failure = {
    stage: "measure",
    subject: "openblas-base-1",
    benchmark: "bench_fit",
    message: "ValueError: operands could not be broadcast together",
    lastLines: ["  in bench_fit", "ValueError: operands could not be broadcast together"],
  };
  return armed({ variants: [openblas, blis] }, (result) => ({
    ...without(["bench_fit", "openblas-base-1"])(result),
    series: result.series.filter(({ id }) => id !== "blis-base-1"),
    failures: [failure],
    notices: ["Git does not know 2 files, which were not measured: `notes.py` and `bench/new.py`."],
  }));
}

function changedNumbers(): ReportFacts {
  return armed({}, (result) => ({
    ...result,
    measurements: result.measurements.map((one) =>
      one.series === "openblas-head-1" && one.benchmark === "bench_score" ? { ...one, fingerprint: [1.3, -3.5] } : one,
    ),
  }));
}

const onlyOnBlis: ArmedFacts["change"] = (name, variant) => (variant === "blis" ? onlyFit(1.2)(name) : 1);

export const armSituations: Readonly<Record<string, () => ReportFacts>> = {
  regression: () => armed({ change: onlyFit(1.31) }),
  "all-unchanged": () => armed({ variants: [openblas, blis] }),
  inconclusive: () => armed({ spread: (name) => (name === "bench_fit" ? 0.3 : 0.01) }),
  insufficient: () => armed({ blocks: 4 }),
  improved: () => armed({ change: onlyFit(0.7) }),
  "added-removed": () => armed({}, without(["bench_fit", "openblas-base-1"], ["bench_score", "openblas-head-1"])),
  "slower-on-one": () => armed({ variants: [openblas, blis, netlib], change: onlyOnBlis }),
  unfit: () => armed({ change: () => 1.12 }),
  "changed-numbers": changedNumbers,
  "backend-change": backendChange,
  "replaced-numpy": replacedNumpy,
  "not-compared": notCompared,
  values: () => armed({ change: onlyFit(1.31) }, withManyValues),
};
