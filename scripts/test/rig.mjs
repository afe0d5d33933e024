// Prepares the synthetic channel of the end-to-end tests, or says why this machine cannot have it.
import { join } from "node:path";
import { failedStep, passedStep, skippedStep } from "./outcome.mjs";
import { root } from "./project.mjs";
import { runProcess } from "./run-process.mjs";

/** @returns {Promise<import("./outcome.mjs").StepOutcome>} */
export async function prepareRig() {
  const command = ["python3", join("__tests__", "rig", "prepare.py")];
  const end = await runProcess(command, { cwd: root, variables: process.env, limitMinutes: 10 });
  if (end.problem !== null) return failedStep(end.problem, end.output, end.seconds);
  const { channel, reason } = JSON.parse(end.standardOutput);
  if (typeof channel === "string") return passedStep(end.output, end.seconds);
  if (typeof reason === "string" && reason !== "") return skippedStep(reason, end.output, end.seconds);
  return failedStep("gave neither a channel nor a reason", end.output, end.seconds);
}
