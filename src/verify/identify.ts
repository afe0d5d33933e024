// Which BLAS family or OpenMP runtime a loaded image is, told by the symbols it exports rather than by its name
// (the idea is joblib/threadpoolctl's).
import type { Call, Library } from "../result/evidence.ts";
import type { LibraryFamily } from "../result/schema.ts";
import type { LoadedLibrary } from "./verdict.ts";

export type OpenMpRuntime = "libgomp" | "libiomp5" | "libomp";

export type Identity =
  | { readonly kind: "blas"; readonly family: LibraryFamily }
  | { readonly kind: "openmp"; readonly runtime: OpenMpRuntime }
  | null;

export const familyNames: Readonly<Record<LibraryFamily, string>> = {
  openblas: "OpenBLAS",
  mkl: "MKL",
  blis: "BLIS",
  netlib: "netlib",
  atlas: "ATLAS",
  flexiblas: "FlexiBLAS",
  nvpl: "NVPL",
  accelerate: "Accelerate",
};

// FlexiBLAS comes first: it also exports other libraries' thread functions, for programs that call them.
const familyMarks: readonly (readonly [LibraryFamily, RegExp])[] = [
  ["flexiblas", /^flexiblas_/],
  ["mkl", /^mkl_(get|set|serv)_/i],
  ["openblas", /^openblas_/],
  ["blis", /^bli_/],
  ["nvpl", /^nvpl_(blas|lapack)_/],
  ["atlas", /^ATL_/],
];

const entryPoint = /^(cblas_)?[sdcz](gemm|gemv|dot|gesdd|gesvd|gesv|getrf|potrf|syevd|geev)_*$/;

const accelerateFramework = /\/(Accelerate|vecLib)\.framework\//;

// conda-forge's shims around the framework (blas-feedstock, recipe/build.sh). Libraries that only pass calls on carry no
// marks of their own; NVPL's interface layer may be one of them (NVPL documentation, "Building and Linking").
const forwarders: readonly (readonly [LibraryFamily, RegExp])[] = [
  ["accelerate", /^libvecLibFort|^libblas_reexport\./],
  ["nvpl", /^libnvpl_(blas|lapack)_/],
];

const genericName = /^lib(ref)?(c?blas|lapacke?)(64_?)?(-netlib)?[.-]/;

/**
 * Debian and Gentoo give each vendor a folder with a libblas.so.3 and liblapack.so.3 of its own. OpenBLAS's and BLIS's
 * export none of their vendor's marks, so the folder is all that tells them from netlib's.
 */
const vendorFolder = /\/(openblas|blis|atlas|mkl|flexiblas|nvpl)(-[a-z0-9]+)?\/[^/]+$/;

/** Without the prefix and suffixes that builds put around a routine's name: "scipy_dgesdd_64_" is "dgesdd_". */
function undecorated(symbol: string): string {
  return symbol
    .replace(/^scipy_/, "")
    .replace(/\$NEWLAPACK(\$ILP64)?$/, "")
    .replace(/64_?$/, "");
}

export function fileNameOf(filePath: string): string {
  return filePath.slice(filePath.lastIndexOf("/") + 1);
}

export function folderOf(filePath: string): string {
  return filePath.slice(0, Math.max(filePath.lastIndexOf("/"), 0));
}

function markedFamily(library: Pick<Library, "markers">): LibraryFamily | null {
  const names = library.markers.map(undecorated);
  return familyMarks.find(([, mark]) => names.some((name) => mark.test(name)))?.[0] ?? null;
}

function unmarkedFamily(library: Pick<Library, "realPath" | "markers">): LibraryFamily | null {
  if (accelerateFramework.test(library.realPath)) return "accelerate";
  const fileName = fileNameOf(library.realPath);
  const forwarder = forwarders.find(([, name]) => name.test(fileName))?.[0];
  if (forwarder !== undefined) return forwarder;
  if (!genericName.test(fileName)) return null;
  if (!library.markers.some((marker) => entryPoint.test(undecorated(marker)))) return null;
  const vendor = vendorFolder.exec(library.realPath)?.[1];
  return familyMarks.find(([family]) => family === vendor)?.[0] ?? "netlib";
}

/** LLVM's and Intel's runtimes are one code base and export the same; GNU's functions they export as well. */
function openMpRuntime(library: Pick<Library, "realPath" | "markers">): OpenMpRuntime | null {
  if (library.markers.some((marker) => /^_*kmpc?_/.test(marker)))
    return fileNameOf(library.realPath).startsWith("libiomp") ? "libiomp5" : "libomp";
  return library.markers.some((marker) => marker.startsWith("GOMP_")) ? "libgomp" : null;
}

/** null for an image with none of the known marks. */
export function identify(library: Pick<Library, "realPath" | "markers">): Identity {
  const family = markedFamily(library) ?? unmarkedFamily(library);
  if (family !== null) return { kind: "blas", family };
  const runtime = openMpRuntime(library);
  return runtime === null ? null : { kind: "openmp", runtime };
}

export function familyOf(library: Pick<Library, "realPath" | "markers">): LibraryFamily | null {
  const identity = identify(library);
  return identity?.kind === "blas" ? identity.family : null;
}

/** The size of integers that a symbol's decoration promises: "dgesdd_64_" and "…$ILP64" take 64 bits. */
export function integersOf(symbol: string): "LP64" | "ILP64" {
  return /(64_?|\$ILP64)$/.test(symbol) ? "ILP64" : "LP64";
}

/**
 * The file whose words on version, core type and threads count for this one: itself, or, for a generic libblas.so.3
 * that forwards, the one marked library of its family.
 */
export function spokesmanFor(library: Library, libraries: readonly Library[]): Library {
  const family = familyOf(library);
  if (family === null) return library;
  const [marked, ...more] = libraries.filter((other) => markedFamily(other) === family);
  return marked === undefined || more.length > 0 ? library : marked;
}

/** MKL tells a sentence, NVPL one number (major * 10000 + minor * 100 + patch); the others a version. */
function shortVersion(text: string | null, family: LibraryFamily | null): string | null {
  if (text === null) return null;
  if (family === "mkl") return /Version (\d+(\.\d+)*)/.exec(text)?.[1] ?? text;
  if (family !== "nvpl" || !/^\d+$/.test(text)) return text;
  const number = Number(text);
  return [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100].join(".");
}

/** libvecLibFort-ng re-exports Apple's BLAS and netlib's LAPACK, so there the layer decides (blas-feedstock, build.sh). */
function providerFamily(call: Call, library: Pick<Library, "realPath" | "markers">): LibraryFamily | null {
  if (call.layer === "lapack" && fileNameOf(library.realPath).startsWith("libvecLibFort")) return "netlib";
  return familyOf(library);
}

/** Where a call goes; null when that could not be found out. */
export function loadedLibrary(call: Call, libraries: readonly Library[]): LoadedLibrary | null {
  if (call.library === null) return null;
  const library = libraries.find((candidate) => candidate.realPath === call.library);
  const spokesman = library === undefined ? undefined : spokesmanFor(library, libraries);
  const family = providerFamily(call, library ?? { realPath: call.library, markers: [] });
  return {
    family,
    fileName: fileNameOf(call.library),
    realPath: call.library,
    version: shortVersion(spokesman?.version ?? null, family),
    coreType: spokesman?.coreType ?? null,
    threadingLayer: spokesman?.threadingLayer ?? null,
    integers: integersOf(call.symbol),
    backend: spokesman?.backend ?? null,
  };
}

// Names that FlexiBLAS's own configuration gives its backends, such as "OPENBLAS-PTHREAD" and "__FALLBACK__" (netlib's).
const backendNames: readonly (readonly [LibraryFamily, RegExp])[] = [
  ["openblas", /openblas/i],
  ["mkl", /mkl/i],
  ["blis", /blis/i],
  ["atlas", /atlas/i],
  ["nvpl", /nvpl/i],
  ["accelerate", /accelerate|veclib/i],
  ["netlib", /netlib|reference|fallback/i],
];

/** Who does the work: the family itself, or the backend that FlexiBLAS forwards to; null when that is not known. */
export function workingFamily(library: LoadedLibrary): LibraryFamily | null {
  if (library.family !== "flexiblas") return library.family;
  const backend = library.backend;
  return backend === null ? null : (backendNames.find(([, name]) => name.test(backend))?.[0] ?? null);
}
