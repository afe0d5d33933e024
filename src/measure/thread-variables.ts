// The variables that pin a worker's threads and keep it still while it waits. They are read when a library is loaded,
// so they must stand before Python starts.
import { withoutUserSite } from "../provision/user-site.ts";

/** The same for every worker, whatever it runs. */
const fixed = {
  // A waiting OpenMP thread sleeps instead of spinning. libgomp then spins 0 times (its manual, "GOMP_SPINCOUNT").
  OMP_WAIT_POLICY: "passive",
  // The same for Intel's and LLVM's runtime, whose threads otherwise spin for 200 ms after each parallel region.
  KMP_BLOCKTIME: "0",
  // The runtimes may otherwise use fewer threads than were asked for when the machine is busy.
  OMP_DYNAMIC: "false",
  MKL_DYNAMIC: "false",
  ...withoutUserSite,
  // Hash randomisation would make equal environments differ.
  PYTHONHASHSEED: "0",
  // Writing bytecode belongs to the first block only, and changes folders that are not ours.
  PYTHONDONTWRITEBYTECODE: "1",
} as const;

/** One for each library; NVPL follows OMP_NUM_THREADS (its documentation, "Environment Variables"). */
const counts = [
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "MKL_NUM_THREADS",
  "BLIS_NUM_THREADS",
  "VECLIB_MAXIMUM_THREADS",
] as const;

/** @param threads BLAS threads each worker of the series shall use, at least 1 */
export function threadVariables(threads: number): Readonly<Record<string, string>> {
  return { ...fixed, ...Object.fromEntries(counts.map((name) => [name, String(threads)])) };
}
