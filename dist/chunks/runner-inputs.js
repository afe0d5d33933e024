import { endingOf, exitCode } from "./inputs.js";
import { inertLines } from "./log.js";

// src/entry/runner-inputs.ts
function runnerInputs(variables) {
	const raw = {};
	for (const [name, value] of Object.entries(variables)) if (name.startsWith("INPUT_") && value !== void 0) raw[name.slice(6).toLowerCase()] = value;
	return raw;
}
function asInput(name) {
	return `input ${name}`;
}
async function endWith(job) {
	try {
		process.exitCode = await job();
	} catch (error) {
		const ending = endingOf(error);
		const { error: annotate } = await import("./core2.js");
		annotate(inertLines(ending.message).join("\n"), { title: "blas-bench" });
		process.exitCode = ending.exitCode === exitCode.pass ? exitCode.toolFailed : ending.exitCode;
	}
}

export { asInput, endWith, runnerInputs };