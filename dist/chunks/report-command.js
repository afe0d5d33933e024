import { assessRun } from "./read.js";
import { UserError, exitCode } from "./inputs.js";
import { importedReportModel, layOutImportedReport, rendered } from "./rendered.js";
import { layOut } from "./lay-out.js";
import { latestAttempts, mergeResults, rulesOf } from "./stored-rules.js";
import { systemFiles } from "./files.js";
import { print } from "./print.js";
import { readStoredFiles } from "./stored-files.js";
import * as path from "node:path";

// src/entry/report-command.ts
async function reportCommand(files, options) {
	const stored = await readStoredFiles(files);
	const text = stored.kind === "results" ? ofResults(stored.results, options.format) : ofImports(stored.imports, options.format);
	if (options.output === void 0) print(text);
	else await writeTo(options.output, text);
	return exitCode.pass;
}
function ofResults(results, format) {
	const stored = latestAttempts(results);
	const { report } = assessRun(mergeResults(stored, results.length > 1), rulesOf(stored));
	return rendered(format, report, () => layOut(report));
}
function ofImports(imports, format) {
	const model = importedReportModel(imports);
	return rendered(format, model, () => layOutImportedReport(model));
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