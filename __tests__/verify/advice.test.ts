import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Host } from "../../src/result/schema.ts";
import { adviceFor, adviseOn } from "../../src/verify/advice.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import { soundResult } from "../result/sound-result.ts";
import {
  anything,
  calls,
  changed,
  condaEvidence,
  host,
  imported,
  library,
  openblas,
  owned,
  redirected,
  sighting,
  wheelEvidence,
} from "./evidence-examples.ts";

function advise(evidence: Evidence, change: Partial<Host> = {}, threadsAsked: number | null = null) {
  const question = { expectation: anything, sightings: [sighting(evidence)], threadsAsked, proof: "once" } as const;
  return adviceFor({ ...host, ...change }, [{ name: "subject", verdict: judgeBackend(question), evidence }]);
}

const withLibraries = (evidence: Evidence, change: Record<string, unknown>) =>
  changed(evidence, (draft) => {
    for (const one of draft.libraries) Object.assign(one, change);
  });

const gomp = library("/env/lib/libgomp.so.1.0.0", { markers: ["GOMP_parallel"] });
const iomp = library("/env/lib/libiomp5.so", { markers: ["__kmpc_fork_call"] });
const avx512 = ["avx2", "avx512bw", "avx512dq", "avx512f", "avx512vl"];
const intel = { cpuVendor: "GenuineIntel" };
const openblasBuild = (name: string) =>
  changed(condaEvidence("mkl"), (draft) => {
    Object.assign(draft.numpy, { showConfigDicts: { "Build Dependencies": { blas: { name, found: true } } } });
  });
const scipyOn = (target: string) =>
  changed(condaEvidence("openblas"), (draft) => {
    draft.scipy = imported("scipy", "1.15.0", [owned("pip", "scipy", "1.15.0", "matches")]);
    draft.calls.push(...calls("scipy", "blas", target), ...calls("scipy", "lapack", target));
    draft.libraries.push({ ...openblas, realPath: "/env/scipy.libs/libscipy_openblas.so" });
  });

/** Code, what it says, when it is given, and when it is not. */
const cases: readonly (readonly [
  string,
  RegExp,
  [Evidence, Partial<Host>?, number?],
  [Evidence, Partial<Host>?, number?],
])[] = [
  [
    "translated-python",
    /translated by Rosetta.*osx-arm64/,
    [changed(condaEvidence("openblas"), (draft) => Object.assign(draft.python, { translated: true }))],
    [changed(condaEvidence("openblas"), (draft) => Object.assign(draft.python, { translated: false }))],
  ],
  [
    "not-activated",
    /not activated: .*conda run --prefix \/env$/,
    [changed(condaEvidence("mkl"), (draft) => Object.assign(draft, { variables: {} }))],
    [condaEvidence("mkl")],
  ],
  [
    "not-activated",
    /not activated, but \/other is/,
    [changed(condaEvidence("mkl"), (draft) => Object.assign(draft, { variables: { CONDA_PREFIX: "/other" } }))],
    [wheelEvidence()],
  ],
  [
    "numpy-replaced-by-pip",
    /^pip put numpy 2\.4\.6 over conda's numpy 2\.2\.0 h1234567_0/,
    [
      changed(condaEvidence("openblas"), (draft) => {
        draft.numpy = imported("numpy", "2.4.6", [owned("pip", "numpy", "2.4.6", "matches")]);
      }),
    ],
    [wheelEvidence()],
  ],
  ["netlib-blas", /reference implementation/, [condaEvidence("netlib")], [condaEvidence("blis")]],
  ["netlib-lapack", /^LAPACK is netlib's: .* inside them\.$/, [condaEvidence("blis")], [condaEvidence("netlib")]],
  [
    "netlib-lapack",
    /or take newaccelerate/,
    [condaEvidence("accelerate"), { platform: "osx-arm64", osVersion: "15.5" }],
    [condaEvidence("newaccelerate"), { platform: "osx-arm64", osVersion: "15.5" }],
  ],
  [
    "netlib-lapack",
    /inside them\.$/,
    [condaEvidence("accelerate"), { platform: "osx-arm64", osVersion: "15.4.1" }],
    [condaEvidence("mkl")],
  ],
  ["mkl-available", /MKL \(with libblas=\*=\*_mkl\)/, [condaEvidence("openblas"), intel], [condaEvidence("openblas")]],
  ["mkl-available", /MKL \(from conda-forge\)/, [wheelEvidence(), intel], [condaEvidence("mkl"), intel]],
  ["mkl-available", /MKL/, [condaEvidence("netlib"), intel], [wheelEvidence(), { ...intel, platform: "osx-64" }]],
  ["mkl-on-amd", /AMD/, [condaEvidence("mkl")], [condaEvidence("mkl"), intel]],
  [
    "older-kernels",
    /Haswell kernels although this CPU offers AVX-512: a newer OpenBLAS than 0\.3\.30/,
    [condaEvidence("openblas"), { simd: avx512 }],
    [condaEvidence("openblas"), { simd: avx512.filter((flag) => flag !== "avx512vl") }],
  ],
  [
    "older-kernels",
    /Prescott kernels although this CPU offers AVX2/,
    [withLibraries(condaEvidence("openblas"), { coreType: "Prescott" })],
    [withLibraries(condaEvidence("openblas"), { coreType: "Prescott" }), { simd: ["avx"] }],
  ],
  [
    "older-kernels",
    /because OPENBLAS_CORETYPE is set to NEHALEM: unset it/,
    [
      changed(withLibraries(condaEvidence("openblas"), { coreType: "Nehalem" }), (draft) => {
        draft.variables.OPENBLAS_CORETYPE = "NEHALEM";
      }),
    ],
    [withLibraries(condaEvidence("openblas"), { coreType: "SkylakeX" }), { simd: avx512 }],
  ],
  [
    "older-kernels",
    /Zen/,
    [withLibraries(condaEvidence("openblas"), { coreType: "Zen" }), { simd: avx512 }],
    [withLibraries(condaEvidence("openblas"), { coreType: "Zen" })],
  ],
  [
    "older-kernels",
    /Nehalem/,
    [withLibraries(condaEvidence("openblas"), { coreType: "Nehalem" })],
    [withLibraries(condaEvidence("blis"), { coreType: "nehalem" })],
  ],
  [
    "too-many-threads",
    /8 threads on 4 usable cores.*OPENBLAS_NUM_THREADS=4/,
    [withLibraries(condaEvidence("openblas"), { threads: 8 })],
    [withLibraries(condaEvidence("openblas"), { threads: 4 })],
  ],
  [
    "too-many-threads",
    /3 threads on 2 usable cores.*OMP_NUM_THREADS=2/,
    [
      changed(withLibraries(condaEvidence("openblas"), { threads: 3, threadingLayer: "openmp" }), (draft) =>
        Object.assign(draft.python, { usableCpus: 2 }),
      ),
    ],
    [condaEvidence("accelerate")],
  ],
  [
    "threads-not-followed",
    /1 asked of the BLAS threads and 2 would be used: set MKL_NUM_THREADS=1/,
    [withLibraries(condaEvidence("mkl"), { threads: 2 }), {}, 1],
    [withLibraries(condaEvidence("mkl"), { threads: 2 }), {}, 2],
  ],
  [
    "two-openmp-runtimes",
    /^libgomp\.so\.1\.0\.0 and libiomp5\.so are both/,
    [changed(condaEvidence("mkl"), (draft) => draft.libraries.push(iomp, gomp))],
    [changed(condaEvidence("mkl"), (draft) => draft.libraries.push(gomp))],
  ],
  [
    "scipy-has-another-blas",
    /libscipy_openblas\.so \(OpenBLAS\)/,
    [scipyOn("/env/scipy.libs/libscipy_openblas.so")],
    [scipyOn(openblas.realPath)],
  ],
  [
    "unpinned-environment",
    /write "libblas \*=\*_openblas" into conda-meta\/pinned/,
    [changed(condaEvidence("openblas"), (draft) => Object.assign(draft, { pinned: ["python 3.12.*"] }))],
    [condaEvidence("openblas")],
  ],
  [
    "unpinned-environment",
    /_mkl/,
    [changed(condaEvidence("mkl"), (draft) => Object.assign(draft, { pinned: null }))],
    [changed(wheelEvidence(), (draft) => draft.packages.push(...condaEvidence("mkl").packages.slice(0, 2)))],
  ],
  [
    "build-statement-differs",
    /show_config\(\) names openblas: .* libmkl_rt\.so\.2 \(MKL\)/,
    [openblasBuild("openblas")],
    [openblasBuild("mkl-dynamic")],
  ],
  ["build-statement-differs", /openblas/, [openblasBuild("openblas")], [openblasBuild("blas")]],
];

describe("advice", () => {
  it.each(cases)("%s %s", (code, text, given, not) => {
    const found = advise(...given).filter((advice) => advice.code === code);
    expect(found.map((advice) => advice.text)).toEqual([expect.stringMatching(text)]);
    expect(found[0]?.subjects).toEqual(["subject"]);
    expect(advise(...not).map((advice) => advice.code)).not.toContain(code);
  });

  it("is none for a pinned environment that fits its host", () => {
    expect(advise(condaEvidence("openblas"))).toEqual([]);
  });

  it("is none for a Python without NumPy", () => {
    const empty = changed(condaEvidence("openblas"), (draft) => {
      Object.assign(draft, { numpy: { status: "absent" }, calls: [], libraries: [], packages: [] });
    });
    expect(advise(empty)).toEqual([]);
  });

  it("is none for a virtual environment over an activated conda environment", () => {
    const over = changed(condaEvidence("mkl"), (draft) => {
      Object.assign(draft.python, { prefix: "/venv", basePrefix: "/env" });
    });
    expect(advise(over, intel)).toEqual([]);
  });

  it("is said once for all subjects with the same text", () => {
    const evidence = condaEvidence("netlib");
    const question = {
      expectation: anything,
      sightings: [sighting(evidence)],
      threadsAsked: null,
      proof: "once",
    } as const;
    const verdict = judgeBackend(question);
    const subjects = ["a", "b", "a"].map((name) => ({ name, verdict, evidence }));
    const advice = adviceFor(host, subjects);
    expect(advice).toEqual([{ code: "netlib-blas", subjects: ["a", "b"], text: expect.any(String) }]);
  });

  it.each(
    [
      "Prescott",
      "Core2",
      "Penryn",
      "Dunnington",
      "Nehalem",
      "Sandybridge",
      "Atom",
      "Nano",
      "Opteron",
      "Opteron_SSE3",
    ].concat(["Barcelona", "Bobcat", "Bulldozer", "Piledriver", "Steamroller"]),
  )("says of %s that it is older than AVX2", (coreType) => {
    const advice = advise(withLibraries(condaEvidence("openblas"), { coreType }), { simd: avx512 });
    expect(advice.map(({ code }) => code)).toContain("older-kernels");
  });

  it.each(["avx512f", "avx512bw", "avx512dq", "avx512vl"])("takes a CPU without %s for one of AVX2", (missing) => {
    expect(advise(condaEvidence("openblas"), { simd: avx512.filter((flag) => flag !== missing) })).toEqual([]);
  });

  it("on a result is by variant, from the series that have a verdict and evidence", () => {
    const result = soundResult();
    const verdict = judgeBackend({
      expectation: anything,
      sightings: [sighting(condaEvidence("netlib"))],
      threadsAsked: 1,
      proof: "once",
    });
    const [first, ...others] = result.series;
    if (first === undefined) throw new Error("a result without series");
    first.sightings = [sighting(condaEvidence("netlib"))];
    for (const series of others) series.sightings = [];
    const all = new Map(result.series.map((series) => [series.id, verdict]));
    const netlib = { code: "netlib-blas", subjects: [first.variant], text: expect.any(String) };
    expect(adviseOn(result, all)).toContainEqual(netlib);
    expect(adviseOn(result, new Map())).toEqual([]);
  });

  it("keeps lines of conda's older pin names for pins", () => {
    const pinned = changed(redirected(condaEvidence("openblas"), openblas), (draft) => {
      draft.pinned = ["python 3.12.*", " blas=*=openblas"];
    });
    expect(advise(pinned)).toEqual([]);
  });
});
