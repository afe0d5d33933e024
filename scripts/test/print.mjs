// What `npm test` shows: a line per step, everything about failures, skipped tests with their reasons, the total.

/** @typedef {import("./outcome.mjs").StepOutcome} StepOutcome */

/**
 * @param {string} name
 * @param {StepOutcome} outcome
 */
export function printStep(name, outcome) {
  const counts = countsOf([outcome]);
  const mark = outcome.failed > 0 ? "FAIL" : outcome.passed === 0 ? "skip" : "ok";
  console.log(`${mark.padEnd(5)}${name.padEnd(20)}${counts.padEnd(36)}${outcome.seconds.toFixed(1).padStart(7)} s`);
  for (const line of outcome.skips) console.log(`     skipped: ${line}`);
  if (outcome.failed === 0) return;
  // Before the output, which can be long enough to be cut.
  for (const fault of outcome.faults) console.log(`     failed: ${fault}`);
  if (outcome.output !== "") console.log(`\n${outcome.output.trimEnd()}\n`);
}

/**
 * Prints the total as the last line.
 *
 * @param {StepOutcome[]} outcomes
 * @returns {number} The exit code: 0 only when something passed and nothing failed.
 */
export function printTotal(outcomes) {
  console.log(`\n${countsOf(outcomes)}`);
  const [passed, failed] = [total(outcomes, "passed"), total(outcomes, "failed")];
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** @param {StepOutcome[]} outcomes */
function countsOf(outcomes) {
  return `${total(outcomes, "passed")} passed, ${total(outcomes, "failed")} failed, ${total(outcomes, "skipped")} skipped`;
}

/**
 * @param {StepOutcome[]} outcomes
 * @param {"passed" | "failed" | "skipped"} count
 */
function total(outcomes, count) {
  return outcomes.reduce((sum, outcome) => sum + outcome[count], 0);
}
