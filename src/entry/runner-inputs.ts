// What both actions get from the runner, and how both end when something is wrong.
import { exitCode } from "../errors.ts";
import { inertLines } from "../publish/log.ts";
import { endingOf } from "./ending.ts";

/** The runner hands inputs over as INPUT_NAME, upper-case, hyphens kept. */
export function runnerInputs(variables: NodeJS.ProcessEnv): Record<string, string> {
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables))
    if (name.startsWith("INPUT_") && value !== undefined) raw[name.slice("INPUT_".length).toLowerCase()] = value;
  return raw;
}

export function asInput(name: string): string {
  return `input ${name}`;
}

/** Runs a job to its exit code; what it throws is an annotation. */
export async function endWith(job: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await job();
  } catch (error) {
    const ending = endingOf(error);
    const { error: annotate } = await import("@actions/core");
    annotate(inertLines(ending.message).join("\n"), { title: "blas-bench" });
    process.exitCode = ending.exitCode === exitCode.pass ? exitCode.toolFailed : ending.exitCode;
  }
}
