import { UserError } from "./inputs.js";
import { readResultLines } from "./read.js";
import { isDeepStrictEqual } from "node:util";
import * as path from "node:path";
import { closeSync, openSync, readSync, statSync } from "node:fs";

// src/system/lines.ts
const chunkBytes = 65536;
const lineFeed = 10;
function* linesOf(file) {
	const descriptor = openSync(file, "r");
	const chunk = Buffer.allocUnsafe(chunkBytes);
	try {
		let pieces = [];
		for (let length = readSync(descriptor, chunk); length > 0; length = readSync(descriptor, chunk)) {
			const read = chunk.subarray(0, length);
			let start = 0;
			for (let end = read.indexOf(lineFeed); end !== -1; end = read.indexOf(lineFeed, start)) {
				yield pieces.length === 0 ? read.toString("utf8", start, end) : Buffer.concat([...pieces, read.subarray(start, end)]).toString("utf8");
				pieces = [];
				start = end + 1;
			}
			if (start < length) pieces.push(Buffer.from(read.subarray(start)));
		}
		if (pieces.length > 0) yield Buffer.concat(pieces).toString("utf8");
	} finally {
		closeSync(descriptor);
	}
}

// src/entry/stored-results.ts
const remedy = "name a result.json of a run";
const mostBytes = 1073741824;
function readStoredResults(files) {
	const results = [];
	const problems = [];
	for (const file of files) try {
		const result = readStored(file);
		const twin = results.find((other) => isSameRun(other.result, result));
		if (twin === void 0) results.push({
			file,
			result
		});
		else problems.push({
			where: file,
			what: `is the same run as ${twin.file}`,
			remedy: "name each run once"
		});
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		problems.push(...error.problems);
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return results;
}
function isSameRun(one, other) {
	return one.startedAt === other.startedAt && isDeepStrictEqual(one, other);
}
function readStored(file) {
	const absolute = path.resolve(file);
	try {
		const found = statSync(absolute);
		if (found.isDirectory()) throw refusal(file, "is a folder");
		if (found.size > mostBytes) throw refusal(file, `has more than ${mostBytes} bytes`);
		return readLines(absolute, file);
	} catch (error) {
		if (error instanceof UserError || !(error instanceof Error && "code" in error)) throw error;
		if (error.code === "ENOENT" || error.code === "ENOTDIR") throw refusal(file, "there is no such file");
		throw refusal(file, `cannot be read (${String(error.code)})`);
	}
}
function readLines(absolute, file) {
	try {
		return readResultLines(() => linesOf(absolute), file);
	} catch (error) {
		if (!(error instanceof UserError && isBlank(linesOf(absolute)))) throw error;
		throw refusal(file, "is empty");
	}
}
function refusal(file, what) {
	return new UserError([{
		where: file,
		what,
		remedy
	}]);
}
function isBlank(lines) {
	for (const line of lines) if (line.trim() !== "") return false;
	return true;
}

export { readStoredResults };