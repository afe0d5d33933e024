// What a step of `npm test` came to, and how a runner's report is counted into it.

/**
 * @typedef {object} TestRecord One test as a runner reports it.
 * @property {string} name
 * @property {"passed" | "failed" | "skipped"} state
 * @property {string | null} reason Why it was skipped, or what failed.
 *
 * @typedef {object} RunnerReport
 * @property {TestRecord[]} tests
 * @property {string[]} errors Faults outside of any test: a file that does not load, an unhandled rejection.
 *
 * @typedef {object} StepOutcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} skips One line per skipped test, with its reason.
 * @property {string[]} faults What went wrong: one line per failed test, and what is no test.
 * @property {string} output All the step printed.
 * @property {number} seconds
 */

/**
 * @param {string} fault
 * @returns {StepOutcome}
 */
export function failedStep(fault, output = "", seconds = 0) {
  return { passed: 0, failed: 1, skipped: 0, skips: [], faults: [fault], output, seconds };
}

/** @returns {StepOutcome} */
export function passedStep(output = "", seconds = 0) {
  return { passed: 1, failed: 0, skipped: 0, skips: [], faults: [], output, seconds };
}

/**
 * @param {string} reason
 * @returns {StepOutcome}
 */
export function skippedStep(reason, output = "", seconds = 0) {
  return { passed: 0, failed: 0, skipped: 1, skips: [reason], faults: [], output, seconds };
}

/**
 * Counts a runner's report. What would hide a failure is one: no test at all, a test skipped without a reason
 * (a forgotten `.only` skips all others), an exit code the report does not explain.
 *
 * @param {RunnerReport} report
 * @param {import("./run-process.mjs").ProcessEnd} end
 * @returns {StepOutcome}
 */
export function countReport(report, end) {
  const silent = report.tests.filter((test) => test.state === "skipped" && !test.reason?.trim());
  const skipped = report.tests.filter((test) => test.state === "skipped" && test.reason?.trim());
  const failed = report.tests.filter((test) => test.state === "failed");
  const faults = [...report.errors, ...silent.map((test) => `skipped without a reason: ${test.name}`)];
  if (report.tests.length === 0) faults.push("no test was found");
  if (end.problem !== null && failed.length + faults.length === 0) faults.push(end.problem);
  return {
    passed: report.tests.filter((test) => test.state === "passed").length,
    failed: failed.length + faults.length,
    skipped: skipped.length,
    skips: skipped.map((test) => `${test.name}: ${test.reason}`),
    faults: [...failed.map((test) => `${test.name}: ${test.reason ?? "failed"}`), ...faults],
    output: end.output,
    seconds: end.seconds,
  };
}
