import { readInputs, readVariant, recordedInputs } from "./inputs.js";
import { renderJson } from "./json.js";
import { layOut } from "./markdown.js";
import { renderTerminal } from "./advice.js";
import { asFlag } from "./flags.js";
import { progressText, runJob } from "./run-job.js";
import { terminalLook } from "./terminal-look.js";
import * as path from "node:path";
import * as os from "node:os";

// src/entry/terminal-progress.ts
const eraseLine = "\r\x1B[2K";
function terminalProgress(stream) {
	let shown = false;
	const clear = () => {
		if (shown) stream.write(eraseLine);
		shown = false;
	};
	return {
		say(line) {
			clear();
			stream.write(`${line}\n`);
		},
		show(progress) {
			if (stream.isTTY !== true) return;
			stream.write(eraseLine + progressText(progress).slice(0, (stream.columns || 80) - 1));
			shown = true;
		},
		clear
	};
}

// src/entry/run-command.ts
async function runCommand(raw, json) {
	const config = readInputs(raw, readVariant, asFlag);
	const progress = terminalProgress(process.stderr);
	const outcome = await runJob({
		config,
		recorded: recordedInputs(raw),
		home: os.homedir(),
		event: null,
		keepEnvironments: false,
		log: progress.say,
		onProgress: progress.show
	});
	progress.clear();
	const { report, decision } = outcome.assessment;
	process.stdout.write(json ? renderJson(report) : renderTerminal(layOut(report), terminalLook()));
	progress.say(`Result: ${fromHere(outcome.resultFile)}\nReport: ${fromHere(outcome.reportFile)}`);
	return decision.exitCode;
}
function fromHere(file) {
	const relative = path.relative(process.cwd(), file);
	return relative.startsWith("..") ? file : relative;
}

export { runCommand };