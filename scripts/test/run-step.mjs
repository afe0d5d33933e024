// Runs one step: refuses it when what it needs has failed, and turns its end into counts.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { countReport, failedStep, passedStep } from "./outcome.mjs";
import { root } from "./project.mjs";
import { runProcess } from "./run-process.mjs";
import { testVariables } from "./variables.mjs";

/**
 * @typedef {import("./outcome.mjs").StepOutcome} StepOutcome
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} needs Steps that must not have failed before.
 * @property {(() => Promise<StepOutcome>)=} prepare A step that is a function of ours.
 * @property {(() => string[])=} check A command whose exit code says it all.
 * @property {(() => string[])=} runner A command that writes a report of its tests.
 * @property {number=} limitMinutes
 */

const usualLimitMinutes = 5;

/**
 * @param {Step} step
 * @param {ReadonlyMap<string, StepOutcome>} before Outcomes of the steps already run.
 * @param {string} reportFolder
 * @returns {Promise<StepOutcome>}
 */
export async function runStep(step, before, reportFolder) {
  const lacking = step.needs.find((name) => before.get(name)?.failed !== 0);
  if (lacking !== undefined) return failedStep(`not run, because ${lacking} failed`);
  try {
    if (step.prepare !== undefined) return await step.prepare();
    return await runCommand(step, join(reportFolder, `${step.name}.json`));
  } catch (error) {
    return failedStep(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {Step} step
 * @param {string} reportFile
 */
async function runCommand(step, reportFile) {
  const command = (step.runner ?? step.check)?.();
  if (command === undefined) throw new Error(`step ${step.name} has nothing to run`);
  const end = await runProcess(command, {
    cwd: root,
    variables: testVariables(reportFile),
    limitMinutes: step.limitMinutes ?? usualLimitMinutes,
  });
  if (step.runner !== undefined) return await countRunner(reportFile, end);
  return end.problem === null ? passedStep(end.output, end.seconds) : failedStep(end.problem, end.output, end.seconds);
}

/**
 * @param {string} reportFile
 * @param {import("./run-process.mjs").ProcessEnd} end
 */
async function countRunner(reportFile, end) {
  let report;
  try {
    report = JSON.parse(await readFile(reportFile, "utf8"));
  } catch {
    return failedStep(`wrote no report (${end.problem ?? "exit code 0"})`, end.output, end.seconds);
  }
  return countReport(report, end);
}
