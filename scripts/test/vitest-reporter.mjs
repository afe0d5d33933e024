// Writes vitest's outcome as a RunnerReport; vitest's own JSON reporter leaves out why a test was skipped.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * @typedef {import("vitest/node").TestCase} TestCase
 * @typedef {import("vitest/node").TestModule} TestModule
 */

/** @implements {Pick<import("vitest/node").Reporter, "onTestRunEnd">} */
export default class {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly import("vitest").SerializedError[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.BLAS_BENCH_TEST_REPORT;
    if (file === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => record(module, test)));
    const errors = [...modules.flatMap(errorsOf), ...unhandledErrors.map((error) => `unhandled: ${error.message}`)];
    writeFileSync(file, JSON.stringify({ tests, errors }));
  }
}

/**
 * @param {TestModule} module
 * @param {TestCase} test
 * @returns {import("./outcome.mjs").TestRecord}
 */
function record(module, test) {
  const name = `${relative(process.cwd(), module.moduleId)} > ${test.fullName}`;
  const result = test.result();
  if (result.state === "skipped") return { name, state: "skipped", reason: result.note ?? null };
  // A test that never came to an end ("pending") has not passed.
  if (result.state === "passed") return { name, state: "passed", reason: null };
  return { name, state: "failed", reason: firstLine(result.errors?.[0]?.message ?? "did not come to its end") };
}

/** @param {string} message */
function firstLine(message) {
  return message.trimStart().split("\n")[0]?.slice(0, 1000) ?? "";
}

/** @param {TestModule} module */
function errorsOf(module) {
  const name = relative(process.cwd(), module.moduleId);
  const suites = [...module.children.allSuites()];
  const errors = [...module.errors(), ...suites.flatMap((suite) => suite.errors())].map((error) => error.message);
  if (errors.length === 0 && module.state() === "pending") errors.push("did not come to its end");
  return errors.map((message) => `${name}: ${message}`);
}
