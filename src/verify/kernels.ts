// Whether OpenBLAS chose kernels for an older CPU than the one it runs on. It picks them once, by CPU model, when it is
// loaded (OpenBLAS, driver/others/dynamic.c); a model that it does not know yet may get very old ones.
import type { LoadedLibrary } from "./verdict.ts";

/** x86-64 core types by the vectors their kernels use; names not listed are newer, or of another architecture. */
const withAvx2 = ["haswell", "zen"];
const beforeAvx2 = [
  ...["prescott", "core2", "penryn", "dunnington", "nehalem", "sandybridge", "atom", "nano"],
  ...["opteron", "opteron_sse3", "barcelona", "bobcat", "bulldozer", "piledriver", "steamroller"],
];

/** A sentence on it, or null where the choice fits or cannot be told. `simd` are the CPU's flags as Linux names them. */
export function olderKernels(
  library: LoadedLibrary | null,
  variables: Readonly<Record<string, string>>,
  simd: readonly string[],
): string | null {
  if (library?.family !== "openblas" || library.coreType === null) return null;
  const core = library.coreType.toLowerCase();
  // SkylakeX kernels need all four; a CPU with some of them only rightly gets Haswell's.
  const offersAvx512 = ["avx512f", "avx512bw", "avx512dq", "avx512vl"].every((flag) => simd.includes(flag));
  const offered = offersAvx512 && withAvx2.includes(core) ? "AVX-512" : simd.includes("avx2") ? "AVX2" : null;
  if (offered === null || (offered === "AVX2" && !beforeAvx2.includes(core))) return null;
  const chosen = `OpenBLAS runs its ${library.coreType} kernels although this CPU offers ${offered}`;
  const forced = variables.OPENBLAS_CORETYPE;
  return forced === undefined
    ? `${chosen}: a newer OpenBLAS than ${library.version ?? "this one"} may know this CPU better.`
    : `${chosen}, because OPENBLAS_CORETYPE is set to ${forced}: unset it.`;
}
