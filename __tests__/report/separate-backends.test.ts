// In which words two backends are told apart: the fewest that differ.
import { expect, test } from "vitest";
import { backendRows } from "../../src/report/backend-rows.ts";
import { labelsOf } from "../../src/report/labels.ts";
import type { SeparateBackend } from "../../src/report/separate-backends.ts";
import { separateBackends } from "../../src/report/separate-backends.ts";
import type { BackendVerdict, LoadedLibrary } from "../../src/verify/verdict.ts";
import { openblas, soundResult } from "../result/sound-result.ts";
import { verdict } from "./facts.ts";

const result = soundResult([openblas]);
const usual = verdict(openblas);

function differenceBetween(a: BackendVerdict, b: BackendVerdict): SeparateBackend["difference"] {
  const rows = (one: BackendVerdict) =>
    backendRows(result, new Map([["openblas-head-1", one]]), labelsOf(result.series));
  const [series] = result.series;
  if (series === undefined) throw new Error("a sound result has series");
  const [backend] = separateBackends([{ a: series, b: series }], () => "openblas", rows(a), rows(b));
  return backend?.difference ?? null;
}

/** The usual verdict with another library for both layers. */
function on(change: Partial<LoadedLibrary>): BackendVerdict {
  const library: LoadedLibrary | null = usual.blas && { ...usual.blas, ...change };
  return { ...usual, blas: library, lapack: library };
}

test.each<[string, BackendVerdict, string, string]>([
  ["family", on({ family: "netlib", version: null, coreType: null }), "OpenBLAS 0.3.30", "netlib"],
  ["version", on({ version: "0.3.21" }), "OpenBLAS 0.3.30 (SkylakeX)", "OpenBLAS 0.3.21 (SkylakeX)"],
  [
    "version and kernels",
    on({ version: "0.3.21", coreType: "Prescott" }),
    "OpenBLAS 0.3.30 (SkylakeX)",
    "OpenBLAS 0.3.21 (Prescott)",
  ],
  ["kernels", on({ coreType: "Prescott" }), "OpenBLAS 0.3.30 (SkylakeX)", "OpenBLAS 0.3.30 (Prescott)"],
  [
    "LAPACK",
    { ...usual, lapack: usual.lapack && { ...usual.lapack, family: "netlib", version: null, coreType: null } },
    "OpenBLAS 0.3.30 (SkylakeX) with LAPACK of OpenBLAS 0.3.30 (SkylakeX)",
    "OpenBLAS 0.3.30 (SkylakeX) with LAPACK of netlib",
  ],
  [
    "file",
    on({ fileName: "libopenblas.so.0" }),
    "`libopenblasp-r0.3.30.so` with LAPACK of `libopenblasp-r0.3.30.so`",
    "`libopenblas.so.0` with LAPACK of `libopenblas.so.0`",
  ],
  [
    "integers",
    on({ integers: "ILP64" }),
    "OpenBLAS 0.3.30 (LP64) with LAPACK of OpenBLAS 0.3.30 (LP64)",
    "OpenBLAS 0.3.30 (ILP64) with LAPACK of OpenBLAS 0.3.30 (ILP64)",
  ],
  [
    "threads",
    { ...usual, threads: { asked: 1, effective: 4 } },
    "OpenBLAS 0.3.30 (SkylakeX) with 1 thread",
    "OpenBLAS 0.3.30 (SkylakeX) with 4 threads",
  ],
])("by their %s", (_, other, a, b) => {
  expect(differenceBetween(usual, other)).toEqual({ a, b });
  expect(differenceBetween(other, usual)).toEqual({ a: b, b: a });
});

test("by what SciPy calls, where both have it", () => {
  const { blas } = usual;
  const one = { ...usual, scipy: { blas, lapack: blas } };
  const other = { ...usual, scipy: { blas: blas && { ...blas, fileName: "libscipy_openblas.so" }, lapack: null } };
  expect(differenceBetween(one, other)).toEqual({
    a: "`libopenblasp-r0.3.30.so` and `libopenblasp-r0.3.30.so` in SciPy",
    b: "`libscipy_openblas.so` and a library that is not known in SciPy",
  });
  expect(differenceBetween(usual, other)).toBeNull();
});

test("not at all where all of it is the same, or where one is not known", () => {
  expect(differenceBetween(usual, { ...usual, reasons: ["seen in 40 of 40 looks"] })).toBeNull();
  expect(differenceBetween(usual, { ...usual, status: "unknown", blas: null, lapack: null })).toBeNull();
});
