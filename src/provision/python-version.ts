// Which versions of Python are new enough, and for what.

export type PythonVersion = readonly [major: number, minor: number];

/** For what runs inside the environments: python/blas_bench. */
export const oldestMeasured: PythonVersion = [3, 8];
/** For the tools: py-rattler has wheels from here on. */
export const oldestOfMachine: PythonVersion = [3, 9];

export function isOlder([major, minor]: PythonVersion, oldest: PythonVersion): boolean {
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
}
