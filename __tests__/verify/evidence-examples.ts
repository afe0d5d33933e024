// Evidence as real environments give it, small, for the judges to look at: what each holds was seen in real ones.
import type { Call, Evidence, InstalledPackage, Library, Owner } from "../../src/result/evidence.ts";
import type { Expectation, Host, LibraryFamily, Sighting } from "../../src/result/schema.ts";
import type { Layer, Module } from "../../src/verify/records.ts";

export const prefix = "/env";
export const anything: Expectation = { blas: null, lapack: null };

export function only(blas: LibraryFamily, lapack: LibraryFamily = blas): Expectation {
  return { blas: [blas], lapack: [lapack] };
}

export const host: Host = {
  platform: "linux-64",
  osVersion: "6.1.0",
  machine: "x86_64",
  translated: false,
  cpuModel: "a CPU",
  cpuVendor: "AuthenticAMD",
  simd: ["avx", "avx2", "fma"],
  physicalCores: 4,
  logicalCores: 8,
  memoryBytes: 16e9,
  runnerImage: null,
};

export function library(realPath: string, change: Partial<Library> = {}): Library {
  return {
    path: realPath,
    realPath,
    markers: ["cblas_dgemm", "dgemm_", "dgesdd_"],
    version: null,
    configuration: null,
    coreType: null,
    threadingLayer: null,
    threads: null,
    backend: null,
    owners: [],
    ...change,
  };
}

export function owned(manager: "conda" | "pip", name: string, version: string, checksum: Owner["checksum"]): Owner {
  return {
    manager,
    name,
    version,
    build: manager === "conda" ? "h1234567_0" : null,
    channel: manager === "conda" ? "conda-forge" : null,
    checksum,
  };
}

export function conda(name: string, version: string, build = "h1234567_0"): InstalledPackage {
  return { manager: "conda", name, version, build, channel: "conda-forge", sha256: null };
}

export function pip(name: string, version: string): InstalledPackage {
  return { manager: "pip", name, version, build: null, channel: null, sha256: null };
}

const routines: Readonly<Record<Layer, readonly string[]>> = {
  blas: ["dgemm", "dgemv", "ddot"],
  lapack: ["dgesdd", "dgesv", "dpotrf"],
};

/** The calls of a module into one library, decorated as a build with 32-bit or 64-bit integers does it. */
export function calls(owner: Module, layer: Layer, target: string | null, suffix = ""): Call[] {
  return routines[layer].map((routine) => ({
    owner,
    layer,
    module: layer === "blas" ? `${owner}.blas_module` : `${owner}.lapack_module`,
    modulePath: `${prefix}/site-packages/${owner}/module.so`,
    routine,
    symbol: layer === "blas" ? `cblas_${routine}${suffix}` : `${routine}_${suffix}`,
    library: target,
    how: target === null ? null : "relocation",
    reason: target === null ? "its memory cannot be read" : null,
  }));
}

type Imported = Extract<Evidence["numpy"], { status: "imported" }>;

export function imported(module: Module, version: string, owners: Owner[]): Imported {
  const file = `${prefix}/site-packages/${module}/__init__.py`;
  return { status: "imported", version, file, owners, showConfigText: "", showConfigDicts: null };
}

/** A Python without package records, such as the system's: NumPy calls `libraries[0]`, and LAPACK in the last one. */
export function systemEvidence(...libraries: [Library, ...Library[]]): Evidence {
  return {
    evidenceVersion: 1,
    python: {
      version: "3.12.4",
      implementation: "CPython",
      executable: `${prefix}/bin/python3.12`,
      prefix,
      basePrefix: prefix,
      system: "Linux",
      machine: "x86_64",
      translated: null,
      processId: 4711,
      threads: 1,
      usableCpus: 4,
    },
    numpy: imported("numpy", "2.2.0", []),
    scipy: { status: "absent" },
    calls: [
      ...calls("numpy", "blas", libraries[0].realPath),
      ...calls("numpy", "lapack", libraries.at(-1)?.realPath ?? null),
    ],
    libraries,
    images: libraries.map((one) => one.realPath),
    packages: [],
    pinned: null,
    variables: {},
    limitations: [],
  };
}

export const openblas = library(`${prefix}/lib/libopenblasp-r0.3.30.so`, {
  path: `${prefix}/lib/libblas.so.3`,
  markers: ["cblas_dgemm", "dgemm_", "dgesdd_", "openblas_get_config"],
  version: "0.3.30",
  coreType: "Haswell",
  threadingLayer: "pthreads",
  threads: 1,
  owners: [owned("conda", "libblas", "3.11.0", "unrecorded"), owned("conda", "libopenblas", "0.3.30", "matches")],
});
export const mkl = library(`${prefix}/lib/libmkl_rt.so.2`, {
  markers: ["MKL_Get_Version_String", "cblas_dgemm", "dgemm_", "dgesdd_"],
  version: "Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605",
  threadingLayer: "intel_thread",
  threads: 1,
  owners: [owned("conda", "mkl", "2024.2.2", "matches")],
});
export const blis = library(`${prefix}/lib/libblis.so.4`, {
  markers: ["bli_info_get_version_str", "cblas_dgemm", "dgemm_"],
  version: "0.9.0",
  threads: 1,
  owners: [owned("conda", "blis", "0.9.0", "matches")],
});
export const netlibBlas = library(`${prefix}/lib/libblas.so.3.11.0`, {
  markers: ["cblas_dgemm", "dgemm_"],
  owners: [owned("conda", "libblas", "3.11.0", "matches")],
});
export const netlibLapack = library(`${prefix}/lib/liblapack.so.3.11.0`, {
  markers: ["dgesdd_"],
  owners: [owned("conda", "liblapack", "3.11.0", "matches")],
});
const veclib = "/System/Library/Frameworks/Accelerate.framework/Versions/A/Frameworks/vecLib.framework/Versions/A";
export const accelerateBlas = library(`${veclib}/libBLAS.dylib`, { markers: ["appleblas_dgeadd", "cblas_dgemm"] });
export const accelerateLapack = library(`${veclib}/libLAPACK.dylib`, { markers: ["dgesdd$NEWLAPACK"] });

export type Implementation = "openblas" | "mkl" | "blis" | "netlib" | "accelerate" | "newaccelerate";

const implementations: Readonly<Record<Implementation, [Library, ...Library[]]>> = {
  openblas: [openblas],
  mkl: [mkl],
  blis: [blis, netlibLapack],
  netlib: [netlibBlas, netlibLapack],
  accelerate: [accelerateBlas, netlibLapack],
  newaccelerate: [accelerateBlas, accelerateLapack],
};

/** An environment from conda-forge, untouched and pinned. */
export function condaEvidence(implementation: Implementation): Evidence {
  const lapackBuild = implementation === "blis" ? "8_h1234567_netlib" : `5_h1234567_${implementation}`;
  return {
    ...systemEvidence(...structuredClone(implementations[implementation])),
    numpy: imported("numpy", "2.2.0", [owned("conda", "numpy", "2.2.0", "matches")]),
    packages: [
      conda("libblas", "3.11.0", `5_h1234567_${implementation}`),
      conda("liblapack", "3.11.0", lapackBuild),
      conda("numpy", "2.2.0"),
    ],
    pinned: [`libblas ==3.11.0 5_h1234567_${implementation}`],
    variables: { CONDA_PREFIX: prefix },
  };
}

export const bundled = library(`${prefix}/site-packages/numpy.libs/libscipy_openblas64_-abc.so`, {
  markers: ["scipy_cblas_dgemm64_", "scipy_openblas_get_config64_"],
  version: "0.3.31",
  coreType: "Haswell",
  threadingLayer: "pthreads",
  threads: 1,
  owners: [owned("pip", "numpy", "2.2.0", "matches")],
});

/** A venv with NumPy's wheel, which brings its own OpenBLAS. */
export function wheelEvidence(): Evidence {
  const own = structuredClone(bundled);
  return {
    ...systemEvidence(own),
    numpy: imported("numpy", "2.2.0", [owned("pip", "numpy", "2.2.0", "matches")]),
    calls: [...calls("numpy", "blas", own.realPath, "64_"), ...calls("numpy", "lapack", own.realPath, "64_")],
    packages: [pip("numpy", "2.2.0")],
  };
}

/** A copy, changed. */
export function changed(evidence: Evidence, change: (draft: Evidence) => void): Evidence {
  const draft = structuredClone(evidence);
  change(draft);
  return draft;
}

/** NumPy's calls of a layer (or both) sent to another library, which is added to those loaded. */
export function redirected(
  evidence: Evidence,
  target: Library,
  layers: readonly Layer[] = ["blas", "lapack"],
): Evidence {
  return changed(evidence, (draft) => {
    for (const call of draft.calls)
      if (call.owner === "numpy" && layers.includes(call.layer)) call.library = target.realPath;
    draft.libraries.push(structuredClone(target));
  });
}

export function sighting(evidence: Evidence, ...moments: Sighting["moments"]): Sighting {
  return { moments: moments.length === 0 ? [{ block: 0, phase: "before" }] : moments, evidence };
}
