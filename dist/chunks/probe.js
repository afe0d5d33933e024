import { Interrupted, ToolError, UserError } from "./inputs.js";
import { isOlder, oldestMeasured } from "./real-effects.js";
import { evidenceSchema, threadpoolReportSchema } from "./json.js";

// src/verify/probe.ts
const versionProbe = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])";
async function collectEvidence(request, processes) {
	const command = [
		request.python,
		`${request.pythonFolder}/blas_bench`,
		"evidence"
	];
	const result = await runProbe(command, request, processes);
	try {
		return readDocument(evidenceSchema, command, result);
	} catch (error) {
		const problem = await whatIsWrong(request, processes);
		throw problem === null ? error : new UserError([problem]);
	}
}
async function collectThreadpools(request, processes) {
	const command = [
		request.python,
		`${request.pythonFolder}/blas_bench`,
		"threadpools",
		...request.threadpoolctlFolder === null ? [] : ["--threadpoolctl-path", request.threadpoolctlFolder]
	];
	try {
		return readDocument(threadpoolReportSchema, command, await runProbe(command, request, processes));
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return {
			status: "unavailable",
			reason: error.message
		};
	}
}
async function runProbe(command, request, processes) {
	const { variables, timeoutMilliseconds, signal } = request;
	const result = await processes.run({
		command,
		variables,
		timeoutMilliseconds,
		signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	if (result.stopped === "timeout") throw new ToolError({
		what: `this Python gave no answer in ${timeoutMilliseconds / 1e3} s`,
		command,
		toolExitCode: null,
		stderr: result.stderr
	});
	if (result.startError !== null) throw new UserError([{
		what: `"${request.python}" cannot be started (${result.startError})`,
		where: request.where,
		remedy: "name an executable Python, or the folder of an environment that has one"
	}]);
	return result;
}
async function whatIsWrong(request, processes) {
	const result = await runProbe([
		request.python,
		"-c",
		versionProbe
	], request, processes);
	const [, major, minor] = /^(\d+)\.(\d+)$/.exec(result.stdout) ?? [];
	if (result.exitCode !== 0 || major === void 0 || minor === void 0) {
		const lastLine = result.stderr.trim().split("\n").at(-1) ?? "";
		return {
			what: `"${request.python}" does not work as a Python${lastLine === "" ? "" : ` (${lastLine})`}`,
			where: request.where,
			remedy: "name a Python that runs, with the variables it needs"
		};
	}
	if (!isOlder([Number(major), Number(minor)], oldestMeasured)) return null;
	return {
		what: `"${request.python}" is Python ${major}.${minor}`,
		where: request.where,
		remedy: `name Python ${oldestMeasured.join(".")} or newer`
	};
}
function readDocument(schema, command, result) {
	const { exitCode: toolExitCode, stderr } = result;
	const refuse = (what, cause) => new ToolError({
		what,
		command,
		toolExitCode,
		stderr,
		cause
	});
	if (toolExitCode !== 0) throw refuse("this Python could not be asked what it loads");
	let document;
	try {
		document = JSON.parse(result.stdout);
	} catch (error) {
		throw refuse("what this Python answered is not JSON", error);
	}
	const parsed = schema.safeParse(document);
	if (parsed.success) return parsed.data;
	throw refuse(`what this Python answered does not fit the schema (${parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")})`, parsed.error);
}

export { collectEvidence, collectThreadpools };