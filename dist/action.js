import { readActionInputs, readVariant, recordedInputs } from "./chunks/inputs.js";
import { asInput, endWith, runnerInputs } from "./chunks/runner-inputs.js";

// src/entry/action.ts
await endWith(async () => {
	const raw = runnerInputs(process.env);
	const { config, publishing, keepsPackages } = readActionInputs(raw, readVariant, asInput);
	const { runAction } = await import("./chunks/run-action.js");
	return runAction(config, publishing, recordedInputs(raw), keepsPackages);
});

export {  };