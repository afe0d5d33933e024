// The door of the GitHub Action: reads inputs, and loads the job only when they make sense.
import { readActionInputs, recordedInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import { asInput, endWith, runnerInputs } from "./runner-inputs.ts";

await endWith(async () => {
  const raw = runnerInputs(process.env);
  const { config, publishing, keepsPackages } = readActionInputs(raw, readVariant, asInput);
  const { runAction } = await import("./run-action.ts");
  return runAction(config, publishing, recordedInputs(raw), keepsPackages);
});
