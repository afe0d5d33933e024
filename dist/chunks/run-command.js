import { readInputs, readVariant, recordedInputs } from "./inputs.js";
import { renderJson } from "./json.js";
import { layOut } from "./lay-out.js";
import { renderTerminal } from "./terminal.js";
import { asFlag } from "./flags.js";
import { print } from "./print.js";
import { runJob } from "./run-job.js";
import { terminalLook } from "./terminal-look.js";
import { terminalProgress } from "./terminal-progress.js";
import * as path from "node:path";
import * as os$1 from "node:os";

// src/entry/run-command.ts
async function runCommand(raw, json) {
	const config = readInputs(raw, readVariant, asFlag);
	const progress = terminalProgress(process.stderr);
	const job = {
		config,
		recorded: recordedInputs(raw),
		home: os$1.homedir(),
		event: null,
		log: progress.say
	};
	const outcome = await runJob({
		...job,
		keeps: "results"
	}, progress.show);
	progress.clear();
	const { report, decision } = outcome.assessment;
	print(json ? renderJson(report) : renderTerminal(layOut(report), terminalLook()));
	const files = [`Result: ${fromHere(outcome.resultFile)}`, `Report: ${fromHere(outcome.reportFile)}`];
	const locks = outcome.lockFiles.map(fromHere).join(", ");
	progress.say([...files, ...locks === "" ? [] : [`Locks: ${locks}`]].join("\n"));
	return decision.exitCode;
}
function fromHere(file) {
	const relative = path.relative(process.cwd(), file);
	return relative.startsWith("..") ? file : relative;
}

export { runCommand };