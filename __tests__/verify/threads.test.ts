import { expect, it } from "vitest";
import type { LibraryFamily } from "../../src/result/schema.ts";
import { threadsAskedBy, threadVariable } from "../../src/verify/threads.ts";
import type { LoadedLibrary } from "../../src/verify/verdict.ts";

function loaded(family: LibraryFamily | null, threadingLayer: string | null = null): LoadedLibrary {
  const unknown = { version: null, coreType: null, integers: null, backend: null };
  return { ...unknown, family, threadingLayer, fileName: "x.so", realPath: "/x.so" };
}

it.each<[string, LoadedLibrary | null, Record<string, string>, number | null]>([
  ["OPENBLAS_NUM_THREADS", loaded("openblas", "pthreads"), { OMP_NUM_THREADS: "2", OPENBLAS_NUM_THREADS: "4" }, 4],
  ["OPENBLAS_NUM_THREADS", loaded("openblas", "pthreads"), { OMP_NUM_THREADS: "2" }, 2],
  ["OPENBLAS_NUM_THREADS", loaded("openblas", "pthreads"), { OMP_NUM_THREADS: "2", GOTO_NUM_THREADS: "3" }, 3],
  ["MKL_NUM_THREADS", loaded("mkl"), { OMP_NUM_THREADS: "2" }, 2],
  ["OMP_NUM_THREADS", loaded("openblas", "openmp"), { OMP_NUM_THREADS: "2", OPENBLAS_NUM_THREADS: "4" }, 2],
  ["MKL_NUM_THREADS", loaded("mkl"), { MKL_NUM_THREADS: "3", OMP_NUM_THREADS: "2" }, 3],
  ["BLIS_NUM_THREADS", loaded("blis"), { BLIS_NUM_THREADS: "x", OMP_NUM_THREADS: "2" }, 2],
  ["VECLIB_MAXIMUM_THREADS", loaded("accelerate"), { OMP_NUM_THREADS: "2" }, null],
  ["OMP_NUM_THREADS", loaded("nvpl"), { OMP_NUM_THREADS: "72" }, 72],
  ["OMP_NUM_THREADS", loaded("netlib"), { OMP_NUM_THREADS: "2" }, null],
  ["OMP_NUM_THREADS", loaded(null), { OMP_NUM_THREADS: "0" }, null],
  ["OMP_NUM_THREADS", null, { OMP_NUM_THREADS: "2" }, 2],
])("%s for %o with %o", (variable, library, variables, asked) => {
  expect(threadVariable(library)).toBe(variable);
  expect(threadsAskedBy(variables, library)).toBe(asked);
});
