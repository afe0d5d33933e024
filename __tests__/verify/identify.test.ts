import { describe, expect, it } from "vitest";
import type { Call } from "../../src/result/evidence.ts";
import { identify, integersOf, loadedLibrary, workingFamily } from "../../src/verify/identify.ts";
import { calls, library } from "./evidence-examples.ts";

const debian = "/usr/lib/x86_64-linux-gnu";
const veclib = "/System/Library/Frameworks/Accelerate.framework/Versions/A/Frameworks/vecLib.framework/Versions/A";

describe("identify: families", () => {
  // Markers as seen in the real files: conda-forge, Debian 12, PyPI wheels; macOS's from its documentation.
  it.each<[string, string, string[]]>([
    ["openblas", "/env/lib/libopenblasp-r0.3.30.so", ["cblas_dgemm", "dgemm_", "dgesdd_", "openblas_get_config"]],
    [
      "openblas",
      "/env/numpy.libs/libscipy_openblas64_-ab.so",
      ["scipy_cblas_dgemm64_", "scipy_openblas_get_config64_"],
    ],
    ["openblas", "/env/numpy.libs/libopenblas64_p-r0-1.so", ["cblas_dgemm64_", "openblas_get_config64_"]],
    ["openblas", "/opt/lib/libmine.so", ["cblas_dgemm", "openblas_get_config"]],
    ["mkl", "/env/lib/libmkl_rt.so.2", ["MKL_Get_Version_String", "cblas_dgemm", "dgesdd_64_"]],
    ["mkl", "/env/lib/libblas.so.3", ["MKL_Get_Version_String", "cblas_dgemm"]],
    ["blis", "/env/lib/libblis.so.4", ["bli_info_get_version_str", "cblas_dgemm", "dgemm_"]],
    ["atlas", `${debian}/libatlas.so.3.10.3`, ["ATL_buildinfo"]],
    ["nvpl", "/env/lib/libnvpl_blas_core.so.0", ["nvpl_blas_get_version"]],
    ["nvpl", "/env/lib/libnvpl_lapack_lp64_gomp.so.0", ["dgesdd_"]],
    ["netlib", `${debian}/blas/libblas.so.3.11.0`, ["cblas_dgemm", "dgemm_"]],
    ["netlib", `${debian}/lapack/liblapack.so.3.11.0`, ["dgesdd_"]],
    ["netlib", "/env/lib/libcblas.so.3", ["cblas_dgemm"]],
    ["netlib", "/env/lib/libblas.3.11.0.dylib", ["dgemm_"]],
    ["netlib", "/env/lib/liblapack-netlib.3.9.0.dylib", ["dgesdd_"]],
    ["netlib", `${debian}/libblas64.so.3`, ["dgemm_64_"]],
    ["accelerate", `${veclib}/libBLAS.dylib`, ["appleblas_dgeadd", "cblas_dgemm"]],
    ["accelerate", `${veclib}/libLAPACK.dylib`, ["dgesdd$NEWLAPACK$ILP64"]],
    ["accelerate", "/env/lib/libvecLibFort-ng.dylib", ["dgemm_"]],
    ["accelerate", "/env/lib/libblas_reexport.dylib", ["dgemm_", "dgesdd_"]],
  ])("%s: %s", (family, realPath, markers) => {
    expect(identify({ realPath, markers })).toEqual({ kind: "blas", family });
  });

  it("takes FlexiBLAS for itself, whatever names it exports for those it stands for", () => {
    const markers = ["cblas_dgemm", "flexiblas_current_backend", "openblas_get_config", "bli_info_get_version_str"];
    expect(identify({ realPath: "/usr/lib64/libflexiblas.so.3", markers })).toEqual({
      kind: "blas",
      family: "flexiblas",
    });
  });

  // Debian 12: openblas-pthread/libblas.so.3 and blis-pthread/libblas.so.3 export BLAS and none of their vendor's marks.
  it.each([
    "openblas-pthread/libblas.so.3",
    "openblas-openmp/liblapack.so.3",
    "blis-pthread/libblas.so.3",
    "atlas/libblas.so.3.10.3",
  ])("tells Debian's %s from netlib's by its folder", (name) => {
    const identity = identify({ realPath: `${debian}/${name}`, markers: ["cblas_dgemm", "dgemm_", "dgesdd_"] });
    expect(identity).toEqual({ kind: "blas", family: name.split(/[-/]/)[0] });
  });

  it.each<[string, string[]]>([
    ["/opt/lib/libother.so", ["cblas_dgemm", "dgemm_"]],
    ["/opt/arm/lib/libarmpl_lp64.so", ["armpl_get_version", "dgemm_"]],
    ["/env/lib/libblas.so.3", []],
    ["/env/lib/libblastrampoline.so.5", ["dgemm_"]],
    ["/env/lib/libm.so.6", []],
  ])("knows no family for %s", (realPath, markers) => {
    expect(identify({ realPath, markers })).toBeNull();
  });
});

describe("identify: OpenMP runtimes", () => {
  it.each([
    ["libgomp", "/env/lib/libgomp.so.1.0.0", ["GOMP_parallel", "omp_get_max_threads"]],
    ["libgomp", "/env/x.libs/libgomp-a34b3233.so.1.0.0", ["GOMP_parallel", "omp_get_max_threads"]],
    [
      "libiomp5",
      "/env/lib/libiomp5.so",
      ["GOMP_parallel", "__kmpc_fork_call", "kmp_set_blocktime", "omp_get_max_threads"],
    ],
    ["libomp", "/usr/lib/llvm-14/lib/libomp.so.5", ["GOMP_parallel", "__kmpc_fork_call", "omp_get_max_threads"]],
    ["libomp", "/env/lib/libomp.dylib", ["__kmpc_fork_call", "omp_get_max_threads"]],
  ])("%s: %s", (runtime, realPath, markers) => {
    expect(identify({ realPath, markers })).toEqual({ kind: "openmp", runtime });
  });
});

describe("integersOf", () => {
  it.each([
    ["cblas_dgemm", "LP64"],
    ["dgesdd_", "LP64"],
    ["scipy_cblas_dgemm", "LP64"],
    ["cblas_dgemm$NEWLAPACK", "LP64"],
    ["cblas_dgemm64_", "ILP64"],
    ["scipy_dgesdd_64_", "ILP64"],
    ["cblas_dgemm_64", "ILP64"],
    ["cblas_dgemm$NEWLAPACK$ILP64", "ILP64"],
  ])("%s: %s", (symbol, integers) => {
    expect(integersOf(symbol)).toBe(integers);
  });
});

describe("loadedLibrary", () => {
  const call = (target: string | null, layer: Call["layer"] = "blas"): Call => {
    const [first] = calls("numpy", layer, target);
    if (first === undefined) throw new Error("a layer without calls");
    return first;
  };

  it("is unknown where the call was not followed", () => {
    expect(loadedLibrary(call(null), [])).toBeNull();
  });

  it("keeps what the library says of itself", () => {
    const facts = { version: "0.3.30", coreType: "Zen", threadingLayer: "openmp", markers: ["openblas_get_config"] };
    const one = library("/env/lib/libopenblas.so.0", facts);
    expect(loadedLibrary(call(one.realPath), [one])).toEqual({
      family: "openblas",
      fileName: "libopenblas.so.0",
      realPath: "/env/lib/libopenblas.so.0",
      version: "0.3.30",
      coreType: "Zen",
      threadingLayer: "openmp",
      integers: "LP64",
      backend: null,
    });
  });

  it.each([
    [
      "MKL_Get_Version_String",
      "Intel(R) oneAPI Math Kernel Library Version 2026.2-Product Build 20260915 for x",
      "2026.2",
    ],
    ["MKL_Get_Version_String", "something else", "something else"],
    ["nvpl_blas_get_version", "10203", "1.2.3"],
    ["nvpl_blas_get_version", "1.2.3", "1.2.3"],
    ["openblas_get_config", "10203", "10203"],
  ])("shortens what %s says", (marker, version, short) => {
    const one = library("/env/lib/libone.so", { markers: [marker], version });
    expect(loadedLibrary(call(one.realPath), [one])?.version).toBe(short);
  });

  it("asks the OpenBLAS behind Debian's libblas.so.3, if there is only one", () => {
    const generic = library(`${debian}/openblas-pthread/libblas.so.3`);
    const real = library(`${debian}/openblas-pthread/libopenblasp-r0.3.21.so`, {
      markers: ["openblas_get_config"],
      version: "0.3.21",
    });
    const other = { ...real, realPath: "/elsewhere/libopenblas.so", version: "0.3.30" };
    expect(loadedLibrary(call(generic.realPath), [generic, real])).toMatchObject({
      family: "openblas",
      version: "0.3.21",
    });
    expect(loadedLibrary(call(generic.realPath), [generic, real, other])?.version).toBeNull();
  });

  it("takes the LAPACK behind conda-forge's vecLibFort for netlib's, and its BLAS for Apple's", () => {
    const shim = library("/env/lib/libvecLibFort-ng.dylib", { markers: ["dgemm_", "dgesdd_"] });
    expect(loadedLibrary(call(shim.realPath, "blas"), [shim])?.family).toBe("accelerate");
    expect(loadedLibrary(call(shim.realPath, "lapack"), [shim])?.family).toBe("netlib");
  });
});

describe("workingFamily", () => {
  it.each([
    ["OPENBLAS-PTHREAD", "openblas"],
    ["NETLIB", "netlib"],
    ["__FALLBACK__", "netlib"],
    ["BLIS-THREADS", "blis"],
    ["IMKL", "mkl"],
    ["ATLAS", "atlas"],
    ["NVPL", "nvpl"],
    ["AppleAccelerate", "accelerate"],
    ["MINE", null],
    [null, null],
  ])("of FlexiBLAS with backend %s: %s", (backend, family) => {
    const flexiblas = {
      fileName: "x",
      realPath: "/x",
      version: null,
      coreType: null,
      threadingLayer: null,
      integers: null,
    };
    expect(workingFamily({ ...flexiblas, family: "flexiblas", backend })).toBe(family);
  });
});
