// Runs every check and test of the project, or the steps named, and ends with the true total.
// Usage: npm test [-- STEP...]. Needs nothing but Node 20 and Python 3.9; the first step installs the rest.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printStep, printTotal } from "./test/print.mjs";
import { runStep } from "./test/run-step.mjs";
import { selectSteps } from "./test/steps.mjs";

/** @typedef {import("./test/outcome.mjs").StepOutcome} StepOutcome */

const selection = selectSteps(process.argv.slice(2));
if ("problem" in selection) {
  console.error(selection.problem);
  process.exit(2);
}

// Reports go to a folder of this run alone, so that one left by an earlier run can never be counted.
const reportFolder = mkdtempSync(join(tmpdir(), "blas-bench-test-"));
process.once("exit", () => rmSync(reportFolder, { recursive: true, force: true }));
/** @type {Map<string, StepOutcome>} */
const outcomes = new Map();
for (const step of selection.steps) {
  const outcome = await runStep(step, outcomes, reportFolder);
  outcomes.set(step.name, outcome);
  printStep(step.name, outcome);
}
process.exitCode = printTotal([...outcomes.values()]);
