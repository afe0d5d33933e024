// A small result that is sound in every field, for tests to show, change and break.
import type { Block } from "../../src/result/blocks.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Call, Evidence, InstalledPackage, Library } from "../../src/result/evidence.ts";
import type { Environment, Expectation, LibraryFamily, Measurement, Result, Series } from "../../src/result/schema.ts";
import type { Benchmark } from "../../src/result/worker-messages.ts";

export interface VariantFacts {
  readonly name: string;
  readonly blas: string;
  readonly lapack: string;
  readonly build: string;
  readonly family: LibraryFamily;
  /** Time over the reference's. */
  readonly factor: number;
}

export const openblas: VariantFacts = {
  name: "openblas",
  blas: "libopenblasp-r0.3.30.so",
  lapack: "libopenblasp-r0.3.30.so",
  build: "5_h59b9bed_openblas",
  family: "openblas",
  factor: 1,
};
export const blis: VariantFacts = {
  name: "blis",
  blas: "libblis.so.4",
  lapack: "liblapack.so.3",
  build: "5_hb3c9ddb_blis",
  family: "blis",
  factor: 1.09,
};
export const netlib: VariantFacts = {
  name: "netlib",
  blas: "libblas.so.3",
  lapack: "liblapack.so.3",
  build: "5_hf7ab2a0_netlib",
  family: "netlib",
  factor: 4.31,
};

export function benchmark(name: string, change: Partial<Benchmark> = {}): Benchmark {
  return {
    name,
    role: "benchmark",
    method: "turns",
    layer: "blas",
    description: name,
    flop: null,
    relativeTolerance: 1e-9,
    source: null,
    ...change,
  };
}

export const quick: readonly Benchmark[] = [
  benchmark("svd", { layer: "lapack", description: "SVD of a 192x192 matrix" }),
  benchmark("solve", { layer: "lapack", description: "solution of 384 equations", flop: 37_748_736 }),
  benchmark("matmul", { description: "product of two 384x384 matrices", flop: 113_246_208 }),
  benchmark("interpreter", { role: "control", layer: null, relativeTolerance: null }),
];

export function conda(name: string, version: string, build: string): InstalledPackage {
  return { manager: "conda", name, version, build, channel: "conda-forge", sha256: "0".repeat(64) };
}

function library(fileName: string): Library {
  return {
    path: `{prefix}/lib/${fileName}`,
    realPath: `{prefix}/lib/${fileName}`,
    markers: ["cblas_dgemm"],
    version: null,
    configuration: null,
    coreType: null,
    threadingLayer: null,
    threads: 1,
    backend: null,
    owners: [],
  };
}

function call(layer: "blas" | "lapack", routine: string, fileName: string): Call {
  return {
    owner: "numpy",
    layer,
    module: layer === "blas" ? "numpy._core._multiarray_umath" : "numpy.linalg._umath_linalg",
    modulePath: "{prefix}/lib/python3.12/site-packages/numpy/module.so",
    routine,
    symbol: routine,
    library: `{prefix}/lib/${fileName}`,
    how: "relocation",
    reason: null,
  };
}

export function evidence(facts: VariantFacts): Evidence {
  return {
    evidenceVersion: 1,
    python: {
      version: "3.12.4",
      implementation: "CPython",
      executable: "{prefix}/bin/python3.12",
      prefix: "{prefix}",
      basePrefix: "{prefix}",
      system: "Linux",
      machine: "x86_64",
      translated: null,
      processId: 4711,
      threads: 1,
      usableCpus: 2,
    },
    numpy: {
      status: "imported",
      version: "2.1.3",
      file: "{prefix}/lib/python3.12/site-packages/numpy/__init__.py",
      owners: [],
      showConfigText: "",
      showConfigDicts: null,
    },
    scipy: { status: "absent" },
    calls: [call("blas", "dgemm", facts.blas), call("lapack", "dgesdd", facts.lapack)],
    libraries: [library(facts.blas)],
    images: [`{prefix}/lib/${facts.blas}`],
    packages: [],
    pinned: ["libblas =3.11.0"],
    variables: { OPENBLAS_NUM_THREADS: "1" },
    limitations: [],
  };
}

function environment(facts: VariantFacts): Environment {
  const expectation: Expectation = { blas: [facts.family], lapack: null };
  return {
    id: `${facts.name}-linux-64-head`,
    variant: facts.name,
    arm: "head",
    platform: "linux-64",
    provider: "rattler",
    expectation,
    specs: ["numpy", `libblas=*=*_${facts.name}`],
    channels: ["conda-forge"],
    packages: [conda("libblas", "3.11.0", facts.build), conda("numpy", "2.1.3", "py312h58c1407_0")],
    hash: "f".repeat(64),
    installs: [],
  };
}

function series(facts: VariantFacts): Series {
  return {
    id: `${facts.name}-head-1`,
    environment: `${facts.name}-linux-64-head`,
    variant: facts.name,
    arm: "head",
    platform: "linux-64",
    threads: 1,
    launcher: "direct",
    sightings: [
      {
        moments: [
          { block: 0, phase: "before" },
          { block: 0, phase: "after" },
        ],
        evidence: evidence(facts),
      },
    ],
    threadpools: { status: "unavailable", reason: "threadpoolctl is not installed" },
  };
}

const blocks = 6;
const turns = 4;
const loops = 8;

/** Times that wander by 2 % from block to block, the same way for every series. */
function block(index: number, nanoseconds: number, position: number): Block {
  const drift = 1 + 0.02 * Math.sin(index);
  return {
    number: index,
    batchNanoseconds: Array.from({ length: turns }, (_, turn) => nanoseconds * loops * drift * (1 + turn / 1000)),
    disturbance: {
      cpuNanoseconds: nanoseconds * drift * turns * loops,
      involuntarySwitches: 0,
      idleCpuNanoseconds: 900 * turns,
    },
    positions: Array.from({ length: turns }, () => position),
  };
}

function measurement(benchmark: string, facts: VariantFacts, nanoseconds: number, position: number): Measurement {
  return {
    benchmark,
    series: `${facts.name}-head-1`,
    loops,
    blocks: inColumns(Array.from({ length: blocks }, (_, index) => block(index, nanoseconds, position))),
    fingerprint: [1.25, -3.5],
    summaryLines: [],
  };
}

export function soundResult(variants: readonly VariantFacts[] = [openblas, blis, netlib]): Result {
  return {
    schemaVersion: 1,
    tool: { name: "blas-bench", version: "0.1.0" },
    startedAt: "2025-06-01T12:00:00Z",
    elapsedSeconds: 71.4,
    configuration: { variants: variants.map((facts) => facts.name).join(", "), benchmarks: "quick" },
    host: {
      platform: "linux-64",
      osVersion: "6.8.0-1021-azure",
      machine: "x86_64",
      translated: false,
      cpuModel: "AMD EPYC 7763 64-Core Processor",
      cpuVendor: "AuthenticAMD",
      simd: ["sse4_2", "avx", "avx2", "fma"],
      physicalCores: 2,
      logicalCores: 4,
      memoryBytes: 16_766_337_024,
      runnerImage: "ubuntu24 20250602.3.0",
    },
    code: null,
    reference: variants.length > 1 ? (variants[0]?.name ?? null) : null,
    environments: variants.map(environment),
    series: variants.map(series),
    benchmarks: [...quick],
    schedule: {
      seed: 42,
      plannedBlocks: blocks,
      plannedLooks: 1,
      looks: [blocks],
      turns,
      batchMilliseconds: 15,
      budgetMilliseconds: 600_000,
      shortened: [],
    },
    measurements: variants.flatMap((facts, position) =>
      quick.map((one, index) =>
        measurement(one.name, facts, 2_000_000 * (index + 1) * (one.role === "control" ? 1 : facts.factor), position),
      ),
    ),
    conditions: [],
    failures: [],
    absences: [],
    notices: [],
  };
}
