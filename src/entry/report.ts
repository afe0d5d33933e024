// The door of the report action: reads inputs, and loads the job only when they make sense.
import { readReportInputs } from "../inputs/read-inputs.ts";
import { asInput, endWith, runnerInputs } from "./runner-inputs.ts";

await endWith(async () => {
  const inputs = readReportInputs(runnerInputs(process.env), asInput);
  const { reportAction } = await import("./report-action.ts");
  return reportAction(inputs);
});
