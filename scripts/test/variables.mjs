// The environment variables that checks and tests see.
import { delimiter } from "node:path";
import { programs } from "./project.mjs";

/**
 * The caller's own, with Node 24 first on PATH, and the place for a report.
 *
 * @param {string} reportFile
 * @returns {NodeJS.ProcessEnv}
 */
export function testVariables(reportFile) {
  return {
    ...process.env,
    PATH: [programs, process.env.PATH ?? ""].join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    NO_COLOR: "1",
    BLAS_BENCH_TEST_REPORT: reportFile,
  };
}
