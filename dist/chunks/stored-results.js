import { UserError } from "./inputs.js";
import { readResult } from "./read.js";
import { systemFiles } from "./files.js";
import * as path from "node:path";

// src/entry/stored-results.ts
const remedy = "name a result.json of a run";
async function readStoredResults(files) {
	const results = [];
	const problems = [];
	const known = /* @__PURE__ */ new Map();
	for (const file of files) try {
		const text = await readText(file);
		const twin = known.get(text);
		if (twin === void 0) results.push({
			file,
			result: readResult(text, file)
		});
		else problems.push({
			where: file,
			what: `is the same run as ${twin}`,
			remedy: "name each run once"
		});
		known.set(text, file);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		problems.push(...error.problems);
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return results;
}
async function readText(file) {
	const refusal = (what) => new UserError([{
		where: file,
		what,
		remedy
	}]);
	const absolute = path.resolve(file);
	if (await systemFiles.kind(absolute) === "folder") throw refusal("is a folder");
	let text;
	try {
		text = await systemFiles.readText(absolute);
	} catch (error) {
		if (error instanceof Error && "code" in error) throw refusal(`cannot be read (${String(error.code)})`);
		throw error;
	}
	if (text === null) throw refusal("there is no such file");
	if (text.trim() === "") throw refusal("is empty");
	return text;
}
async function readOneResult(files) {
	const [stored, ...more] = await readStoredResults(files);
	if (stored === void 0 || more.length > 0) throw new UserError([{
		where: files.join(", "),
		what: `there are ${files.length} files where one is expected`,
		remedy
	}]);
	return stored;
}

export { readOneResult, readStoredResults };