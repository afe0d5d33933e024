// The last word of the action, after all later steps and whatever became of the job: nothing of ours stays on the runner.
import { endWith } from "./runner-inputs.ts";

await endWith(async () => {
  const { cleanUp } = await import("./clean-up.ts");
  return cleanUp(process.env);
});
