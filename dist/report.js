import { readReportInputs } from "./chunks/inputs.js";
import { asInput, endWith, runnerInputs } from "./chunks/runner-inputs.js";

// src/entry/report.ts
await endWith(async () => {
	const inputs = readReportInputs(runnerInputs(process.env), asInput);
	const { reportAction } = await import("./chunks/report-action.js");
	return reportAction(inputs);
});

export {  };