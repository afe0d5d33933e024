import { assess, layOut, readResult, renderMarkdown } from "./read.js";
import { UserError, exitCode, readInputs, readVariant } from "./inputs.js";
import { renderJson } from "./json.js";
import { renderTerminal } from "./terminal.js";
import { systemFiles } from "./files.js";
import { terminalLook } from "./terminal-look.js";
import * as path from "node:path";

// src/entry/report-command.ts
async function reportCommand(file, options) {
	const text = await systemFiles.readText(path.resolve(file));
	if (text === null) throw new UserError([{
		where: file,
		what: "there is no such file",
		remedy: "name a result.json of a run"
	}]);
	const result = readResult(text, file);
	const { "fail-on": failOn = "", threshold = "" } = result.configuration;
	const { report } = assess(result, readInputs({
		"fail-on": failOn,
		threshold
	}, readVariant, (name) => `${file}, configuration.${name}`));
	const rendered = {
		terminal: () => renderTerminal(layOut(report), terminalLook()),
		markdown: () => renderMarkdown(layOut(report)),
		json: () => renderJson(report)
	}[options.format]();
	if (options.output === void 0) process.stdout.write(rendered);
	else await systemFiles.writeWhole(path.resolve(options.output), rendered);
	return exitCode.pass;
}

export { reportCommand };