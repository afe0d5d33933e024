// Which variable tells a BLAS how many threads to use, and what it has been told.
import type { LibraryFamily } from "../result/schema.ts";
import { workingFamily } from "./identify.ts";
import type { LoadedLibrary } from "./verdict.ts";

/** Strongest first, as the libraries' own documentation ranks them. NVPL and FlexiBLAS follow OpenMP's. */
const variablesOf: Readonly<Partial<Record<LibraryFamily, readonly string[]>>> = {
  openblas: ["OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS"],
  mkl: ["MKL_NUM_THREADS", "OMP_NUM_THREADS"],
  blis: ["BLIS_NUM_THREADS", "OMP_NUM_THREADS"],
  accelerate: ["VECLIB_MAXIMUM_THREADS"],
  netlib: [],
};

function threadVariables(library: LoadedLibrary | null): readonly string[] {
  const family = library === null ? null : workingFamily(library);
  // An OpenBLAS built with OpenMP leaves its threads to that runtime.
  if (family === "openblas" && library?.threadingLayer === "openmp") return ["OMP_NUM_THREADS"];
  return (family === null ? undefined : variablesOf[family]) ?? ["OMP_NUM_THREADS"];
}

/** The variable to set for this library. */
export function threadVariable(library: LoadedLibrary | null): string {
  return threadVariables(library)[0] ?? "OMP_NUM_THREADS";
}

/** The number of threads that the variables ask of this library; null where they say nothing. */
export function threadsAskedBy(
  variables: Readonly<Record<string, string>>,
  library: LoadedLibrary | null,
): number | null {
  const value = threadVariables(library)
    .map((name) => Number(variables[name]))
    .find((count) => Number.isInteger(count) && count > 0);
  return value ?? null;
}
