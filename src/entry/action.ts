// The door of the GitHub Action: reads inputs, and loads the job only when they make sense.
import { exitCode } from "../errors.ts";
import { readInputs, recordedInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import { inertLines } from "../publish/log.ts";
import { endingOf } from "./ending.ts";

/** The runner hands inputs over as INPUT_NAME, upper-case, hyphens kept. */
function runnerInputs(variables: NodeJS.ProcessEnv): Record<string, string> {
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables))
    if (name.startsWith("INPUT_") && value !== undefined) raw[name.slice("INPUT_".length).toLowerCase()] = value;
  return raw;
}

async function main(): Promise<void> {
  try {
    const raw = runnerInputs(process.env);
    const config = readInputs(raw, readVariant, (name) => `input ${name}`);
    const { runAction } = await import("./run-action.ts");
    process.exitCode = await runAction(config, recordedInputs(raw));
  } catch (error) {
    const ending = endingOf(error);
    const { error: annotate } = await import("@actions/core");
    annotate(inertLines(ending.message).join("\n"), { title: "blas-bench" });
    process.exitCode = ending.exitCode === exitCode.pass ? exitCode.toolFailed : ending.exitCode;
  }
}

await main();
