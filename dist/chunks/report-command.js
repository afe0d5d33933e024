import { assessRun } from "./read.js";
import { UserError, exitCode } from "./inputs.js";
import { renderJson } from "./evidence.js";
import { layOut, renderMarkdown } from "./markdown.js";
import { renderTerminal } from "./advice.js";
import { latestAttempts, mergeResults, rulesOf } from "./stored-rules.js";
import { systemFiles } from "./files.js";
import { print } from "./print.js";
import { readStoredResults } from "./stored-results.js";
import { terminalLook } from "./terminal-look.js";
import * as path from "node:path";

// src/entry/report-command.ts
async function reportCommand(files, options) {
	const stored = latestAttempts(await readStoredResults(files));
	const { report } = assessRun(mergeResults(stored, stored.length > 1), rulesOf(stored));
	const rendered = {
		terminal: () => renderTerminal(layOut(report), terminalLook()),
		markdown: () => renderMarkdown(layOut(report)),
		json: () => renderJson(report)
	}[options.format]();
	if (options.output === void 0) print(rendered);
	else await writeTo(options.output, rendered);
	return exitCode.pass;
}
async function writeTo(output, text) {
	try {
		await systemFiles.writeWhole(path.resolve(output), text);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? String(error.code) : "";
		if (![
			"EISDIR",
			"ENOTDIR",
			"EEXIST",
			"ENOTEMPTY"
		].includes(code)) throw error;
		throw new UserError([{
			where: output,
			what: `the report cannot be written there (${code})`,
			remedy: "name a file in a folder"
		}]);
	}
}

export { reportCommand };