import { Interrupted, ToolError, UserError } from "./inputs.js";
import { object, record, string } from "./schemas.js";
import { evidenceSchema, threadpoolReportSchema } from "./json.js";
import { howItEnded, isOlder, oldestMeasured, possibleJson } from "./real-effects.js";
import * as path from "node:path";

// src/result/object-at-end.ts
const attempts = 50;
function objectAtEnd(text) {
	let start = text.indexOf("{");
	for (let attempt = 0; start >= 0 && attempt < attempts; attempt += 1) {
		const object = possibleJson(text.slice(start));
		if (object !== void 0) return object;
		start = text.indexOf("{", start + 1);
	}
}

// src/provision/login-shell.ts
const shells = [
	"bash",
	"zsh",
	"ksh",
	"dash",
	"ash",
	"sh"
];
async function whyNoLoginShell(shell, files) {
	if (shell === void 0 || shell === "") return "SHELL is not set";
	if (!shells.includes(path.basename(shell))) return `SHELL is ${shell}, which is none of ${shells.join(", ")}`;
	if (!path.isAbsolute(shell) || await files.kind(shell) !== "file") return `SHELL is ${shell}, which is no file`;
	return null;
}
const systemPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
const tell = "const kept = process.argv.slice(1).filter((name) => name in process.env);const variables = Object.fromEntries(kept.map((name) => [name, process.env[name]]));process.stdout.write(JSON.stringify({ variables }));";
const answerSchema = object({ variables: record(string(), string()) });
const timeoutMilliseconds = 1e4;
async function askLoginShell(names, node, { processes, files, childVariables, signal }) {
	const shell = childVariables.SHELL;
	const wrong = await whyNoLoginShell(shell, files);
	if (wrong !== null || shell === void 0) return {
		status: "unavailable",
		reason: wrong ?? "SHELL is not set"
	};
	const command = [
		shell,
		"-l",
		"-c",
		"exec \"$@\"",
		path.basename(shell),
		node,
		"-e",
		tell,
		...names
	];
	const variables = {
		...childVariables,
		PATH: systemPath
	};
	const result = await processes.run({
		command,
		variables,
		timeoutMilliseconds,
		signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	if (result.stopped === "timeout") return {
		status: "unavailable",
		reason: `${shell} gave no answer in ${timeoutMilliseconds / 1e3} s`
	};
	const answer = answerSchema.safeParse(objectAtEnd(result.stdout));
	if (answer.success) return {
		status: "asked",
		shell,
		variables: answer.data.variables
	};
	return {
		status: "unavailable",
		reason: `${result.exitCode === 0 ? `${shell} answered with something else` : howItEnded({ command }, result)} when it was to be a login shell`
	};
}

// src/verify/probe.ts
const versionProbe = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])";
async function collectEvidence(request, processes) {
	const begun = startOf(request, [`${request.pythonFolder}/blas_bench`, "evidence"]);
	const result = await runProbe(begun, request, processes);
	try {
		return readDocument(evidenceSchema, begun.command, result);
	} catch (error) {
		const problem = await whatIsWrong(request, processes);
		throw problem === null ? error : new UserError([problem]);
	}
}
async function collectThreadpools(request, processes) {
	const begun = startOf(request, [
		`${request.pythonFolder}/blas_bench`,
		"threadpools",
		...request.threadpoolctlFolder === null ? [] : ["--threadpoolctl-path", request.threadpoolctlFolder]
	]);
	try {
		return readDocument(threadpoolReportSchema, begun.command, await runProbe(begun, request, processes));
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return {
			status: "unavailable",
			reason: error.message
		};
	}
}
function startOf({ python, variables, start }, words) {
	return start === void 0 ? {
		command: [python, ...words],
		variables
	} : start(words);
}
async function runProbe(begun, request, processes) {
	const { timeoutMilliseconds, signal } = request;
	const { command } = begun;
	const result = await processes.run({
		...begun,
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
	const { python, variables } = request;
	const result = await runProbe({
		command: [
			python,
			"-c",
			versionProbe
		],
		variables
	}, request, processes);
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
	const document = objectAtEnd(result.stdout);
	if (document === void 0) throw refuse("what this Python answered is not JSON");
	const parsed = schema.safeParse(document);
	if (parsed.success) return parsed.data;
	throw refuse(`what this Python answered does not fit the schema (${parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")})`, parsed.error);
}

export { askLoginShell, collectEvidence, collectThreadpools, objectAtEnd, whyNoLoginShell };