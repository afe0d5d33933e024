import { UserError } from "./inputs.js";
import { mostBytes, readForeign } from "./read-foreign.js";
import { readStoredResults } from "./stored-results.js";
import { TextDecoder } from "node:util";
import * as path from "node:path";
import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";

// src/entry/stored-files.ts
async function readStoredFiles(files) {
	const areForeign = files.map(isForeign);
	if (!areForeign.includes(true)) return {
		kind: "results",
		results: readStoredResults(files)
	};
	const imports = await readImports(files.filter((_, index) => areForeign[index]));
	const [own] = files.filter((_, index) => !areForeign[index]);
	if (own === void 0) return {
		kind: "imports",
		imports
	};
	const [foreign] = imports;
	throw new UserError([{
		where: `${own} and ${foreign?.file}`,
		what: "one of them is a result of blas-bench, and the other one is not",
		remedy: "give files of one kind"
	}]);
}
async function readForDecision(files) {
	const stored = await readStoredFiles(files);
	if (stored.kind === "results") return stored.results;
	const [first, ...rest] = stored.imports.map(({ file }) => ({
		where: file,
		what: "was written by another tool, and nothing can be decided on it: base and head did not take turns",
		remedy: "measure both in one run, or see them side by side with compare"
	}));
	if (first === void 0) throw new Error("no file was read");
	throw new UserError([first, ...rest]);
}
async function readImports(files) {
	const imports = [];
	const problems = [];
	for (const file of files) try {
		imports.push({
			file,
			run: readForeign(await textOf(file), file, null)
		});
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		problems.push(...error.problems);
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return imports;
}
const lookedAtBytes = 4096;
function isForeign(file) {
	const start = startOf(file);
	return start !== null && start.trim() !== "" && !/"(?:schemaVersion|absences)"/.test(start);
}
function startOf(file) {
	try {
		const descriptor = openSync(path.resolve(file), "r");
		try {
			const start = Buffer.alloc(lookedAtBytes);
			return start.toString("utf8", 0, readSync(descriptor, start));
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		if (error instanceof Error && "code" in error) return null;
		throw error;
	}
}
async function textOf(file) {
	const refusal = (what, remedy) => new UserError([{
		where: file,
		what,
		remedy
	}]);
	const handle = await open(path.resolve(file), "r");
	try {
		if ((await handle.stat()).size > 67108864) throw refusal(`is larger than ${mostBytes / 2 ** 20} MiB`, "select fewer benchmarks");
		return new TextDecoder("utf-8", { fatal: true }).decode(await handle.readFile());
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw refusal("is not text in UTF-8, perhaps compressed", "give the text that the tool wrote");
	} finally {
		await handle.close();
	}
}

export { readForDecision, readStoredFiles };