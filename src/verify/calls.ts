// The calls of one module and layer, followed to the libraries that provide them.
import type { Call, Evidence, Library } from "../result/evidence.ts";
import { familyNames, fileNameOf, folderOf, identify, loadedLibrary } from "./identify.ts";
import type { Layer, Module } from "./records.ts";
import { moduleNames } from "./records.ts";
import type { LoadedLibrary } from "./verdict.ts";

export interface FollowedCalls {
  readonly module: Module;
  readonly layer: Layer;
  readonly count: number;
  /** Calls whose library could not be found out. */
  readonly unresolved: readonly Call[];
  /** One per file, the one with most calls first. */
  readonly providers: readonly LoadedLibrary[];
}

export function followCalls(evidence: Evidence, module: Module, layer: Layer): FollowedCalls {
  const calls = evidence.calls.filter((call) => call.owner === module && call.layer === layer);
  const byFile = new Map<string, Call[]>();
  for (const call of calls)
    if (call.library !== null) byFile.set(call.library, [...(byFile.get(call.library) ?? []), call]);
  const providers = [...byFile.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap(([call]) => (call === undefined ? [] : (loadedLibrary(call, evidence.libraries) ?? [])));
  return { module, layer, count: calls.length, unresolved: calls.filter((call) => call.library === null), providers };
}

export function followAll(evidence: Evidence, module: Module): readonly FollowedCalls[] {
  return [followCalls(evidence, module, "blas"), followCalls(evidence, module, "lapack")];
}

/** "NumPy's BLAS calls". */
export function callsOf(followed: Pick<FollowedCalls, "module" | "layer">): string {
  return `${moduleNames[followed.module]}'s ${followed.layer.toUpperCase()} calls`;
}

/** "libblis.so.4 (BLIS)". */
export function describeProvider(library: LoadedLibrary): string {
  const family = library.family === null ? "of no known family" : familyNames[library.family];
  const backend = library.backend === null ? "" : `, forwarding to ${library.backend}`;
  return `${library.fileName} (${family}${backend})`;
}

/** The images that are a BLAS or an OpenMP runtime and no part of what NumPy and SciPy call, by file name. */
export function otherRuntimes(evidence: Evidence): string[] {
  const called = [...followAll(evidence, "numpy"), ...followAll(evidence, "scipy")].flatMap(
    ({ providers }) => providers,
  );
  const isCalled = (library: Library): boolean => {
    const identity = identify(library);
    return called.some(
      (provider) =>
        provider.realPath === library.realPath ||
        // One library in several files: MKL's layers, netlib's libcblas beside libblas.
        (identity?.kind === "blas" &&
          identity.family === provider.family &&
          folderOf(library.realPath) === folderOf(provider.realPath)),
    );
  };
  const others = evidence.libraries.filter((library) => identify(library) !== null && !isCalled(library));
  return others.map((library) => fileNameOf(library.realPath));
}
