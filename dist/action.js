import { endingOf, exitCode, readInputs, readVariant, recordedInputs } from "./chunks/inputs.js";

// src/entry/action.ts
function runnerInputs(variables) {
	const raw = {};
	for (const [name, value] of Object.entries(variables)) if (name.startsWith("INPUT_") && value !== void 0) raw[name.slice(6).toLowerCase()] = value;
	return raw;
}
async function main() {
	try {
		const raw = runnerInputs(process.env);
		const config = readInputs(raw, readVariant, (name) => `input ${name}`);
		const { runAction } = await import("./chunks/run-action.js");
		process.exitCode = await runAction(config, recordedInputs(raw));
	} catch (error) {
		const ending = endingOf(error);
		const { error: annotate } = await import("./chunks/core.js");
		annotate(ending.message, { title: "blas-bench" });
		process.exitCode = ending.exitCode === exitCode.pass ? exitCode.toolFailed : ending.exitCode;
	}
}
await main();

export {  };