import { UserError, exitCode, expectationOf, readVariant } from "./inputs.js";
import { familyNames, fileNameOf, followCalls, identify, installedText, judgeBackend, moduleNames } from "./judge.js";
import { statusTones } from "./backend-section.js";
import { adviceFor, buildStatementOf, code, plain, renderTerminal, threadsAskedBy } from "./terminal.js";
import { collectEvidence, collectThreadpools } from "./probe.js";
import { beginLifetime, createProcesses, ensureTools, realEffects, supportedHost } from "./real-effects.js";
import { renderJson } from "./files.js";
import { print } from "./print.js";
import { terminalLook } from "./terminal-look.js";
import { terminalProgress } from "./terminal-progress.js";

// src/report/doctor.ts
function doctorReport(document) {
	const { status, reasons } = document.verdict;
	const [first = "there is no evidence", ...others] = reasons;
	const sections = [
		shown("NumPy and SciPy", [sidesTable(document)]),
		document.advice.length === 0 ? null : shown("Advice", [list(document.advice.map((advice) => [plain(advice.text)]))]),
		shown("Symbols: where the calls go", [callsTable(document.evidence)]),
		shown("Images: BLAS, LAPACK and OpenMP in this process", [librariesTable(document.evidence)]),
		shown("threadpoolctl", [list(threadpoolLines(document))]),
		shown("show_config: what the build says, not what is loaded", [list(buildLines(document))]),
		shown("Threads, host and Python", [list(placeLines(document))]),
		importFailure(document.evidence),
		limits(document.evidence)
	];
	return {
		title: [plain(status, statusTones[status]), plain(`: ${first}`)],
		lead: others.map((reason) => [plain(reason)]),
		sections: sections.filter((section) => section !== null)
	};
}
function shown(title, blocks) {
	return {
		title,
		place: "shown",
		blocks
	};
}
function list(items) {
	return {
		kind: "list",
		items
	};
}
function table(titles, rows) {
	return {
		kind: "table",
		columns: titles.map((title) => ({
			title: [plain(title)],
			align: "left"
		})),
		rows
	};
}
function sidesTable({ requested, installed, verdict }) {
	const row = (module, layer, loaded) => [
		[plain(`${moduleNames[module]} ${layer.toUpperCase()}`)],
		[plain(module === "numpy" ? wanted(requested, layer) : "-")],
		[plain(installed[module]?.[layer] ?? "-")],
		[plain(loaded === null ? "not known" : describeLoaded(loaded))]
	];
	const rows = [row("numpy", "blas", verdict.blas), row("numpy", "lapack", verdict.lapack)];
	if (verdict.scipy !== null) rows.push(row("scipy", "blas", verdict.scipy.blas), row("scipy", "lapack", verdict.scipy.lapack));
	return table([
		"",
		"requested",
		"installed",
		"loaded"
	], rows);
}
function wanted(requested, layer) {
	const families = requested?.expectation[layer] ?? null;
	return families === null ? "-" : families.map((family) => familyNames[family]).join(" or ");
}
function describeLoaded(library) {
	const name = library.family === null ? "of no known family" : familyNames[library.family];
	const facts = [
		library.version === null ? name : `${name} ${library.version}`,
		library.backend === null ? null : `forwarding to ${library.backend}`,
		library.coreType === null ? null : `${library.coreType} kernels`,
		library.threadingLayer,
		library.integers
	];
	return `${library.fileName} (${facts.filter((fact) => fact !== null).join(", ")})`;
}
function callsTable(evidence) {
	const groups = /* @__PURE__ */ new Map();
	for (const call of evidence.calls) {
		const key = JSON.stringify([
			call.module,
			call.library,
			call.how,
			call.reason
		]);
		groups.set(key, [...groups.get(key) ?? [], call]);
	}
	const rows = [...groups.values()].flatMap((calls) => {
		const [first] = calls;
		if (first === void 0) return [];
		const { module, library, how, reason } = first;
		const target = library === null ? plain(reason ?? "not known", "unsure") : code(library);
		return [[
			[plain(calls.map((call) => call.symbol).join(" "))],
			[code(module)],
			[target],
			[plain(how ?? "-")]
		]];
	});
	return rows.length === 0 ? list([[plain("none found")]]) : table([
		"symbols",
		"of",
		"go to",
		"known by"
	], rows);
}
function librariesTable(evidence) {
	const rows = evidence.libraries.map((library) => [
		[code(fileNameOf(library.realPath))],
		[plain(identityText(library))],
		[plain(library.threads === null ? "-" : String(library.threads))],
		[plain(ownersText(library))]
	]);
	return rows.length === 0 ? list([[plain("none found")]]) : table([
		"file",
		"is",
		"threads",
		"package record"
	], rows);
}
function identityText(library) {
	const identity = identify(library);
	if (identity === null) return "not known";
	return identity.kind === "blas" ? familyNames[identity.family] : `OpenMP runtime ${identity.runtime}`;
}
function ownersText(library) {
	const claims = library.owners.map((owner) => `${owner.manager}: ${owner.name} ${owner.version}${owner.build === null ? "" : ` ${owner.build}`}, ${owner.checksum}`);
	return claims.length === 0 ? "none" : claims.join("; ");
}
function threadpoolLines({ threadpools }) {
	if (threadpools.status === "unavailable") return [[plain(`not available: ${threadpools.reason}`)]];
	const fact = (pool, key) => pool[key] === void 0 || pool[key] === null ? null : String(pool[key]);
	const pools = threadpools.pools.map((pool) => {
		const facts = [
			fact(pool, "version"),
			fact(pool, "architecture"),
			fact(pool, "threading_layer")
		];
		const threads = fact(pool, "num_threads");
		const all = [...facts, threads === null ? null : `${threads} threads`].filter((one) => one !== null);
		return [plain(`${fact(pool, "internal_api") ?? "?"}: ${all.join(", ")}, `), code(fact(pool, "filepath") ?? "?")];
	});
	const none = [plain(`threadpoolctl ${threadpools.threadpoolctlVersion} knows none of the libraries here`)];
	return pools.length === 0 ? [none] : pools;
}
function buildLines({ build }) {
	const lines = ["numpy", "scipy"].flatMap((module) => {
		const statement = build[module];
		if (statement === null) return [];
		const text = `BLAS ${describeBuilt(statement.blas)}, LAPACK ${describeBuilt(statement.lapack)}`;
		return [[plain(`${moduleNames[module]}: ${text}`)]];
	});
	const simd = build.numpy?.simd ?? null;
	if (simd !== null) lines.push([plain(describeSimd(simd))]);
	return lines.length === 0 ? [[plain("nothing that could be read")]] : lines;
}
function describeBuilt(dependency) {
	if (dependency === null) return "none";
	return dependency.version === null ? dependency.name : `${dependency.name} ${dependency.version}`;
}
function describeSimd(simd) {
	const names = (list) => list.length === 0 ? "none" : list.join(" ");
	return `SIMD: baseline ${names(simd.baseline)}; found ${names(simd.found)}; not found ${names(simd.notFound)}`;
}
function placeLines({ evidence, host, verdict }) {
	const { python } = evidence;
	const translated = python.translated === true ? ", translated by Rosetta" : "";
	const cores = `${host.physicalCores} cores, ${python.usableCpus} usable CPUs`;
	return [
		[plain(`BLAS threads: ${verdict.threads.asked ?? "no number"} asked for, ${verdict.threads.effective ?? "unknown how many"} effective`)],
		[plain(`Other runtimes: ${verdict.others.length === 0 ? "none" : verdict.others.join(", ")}`)],
		[plain(`${python.implementation} ${python.version} for ${python.machine}${translated}: `), code(python.executable)],
		[plain(`${host.cpuModel}, ${cores}, ${host.platform}, ${python.system} ${host.osVersion}`)],
		...Object.entries(evidence.variables).map(([name, value]) => [code(`${name}=${value}`)])
	];
}
function importFailure(evidence) {
	const failed = [evidence.numpy, evidence.scipy].find((module) => module.status === "failed");
	return failed?.status !== "failed" ? null : shown("The import that failed", [{
		kind: "code",
		lines: failed.lastLines
	}]);
}
function limits(evidence) {
	const { limitations } = evidence;
	return limitations.length === 0 ? null : shown("What could not be looked at", [list(limitations.map((text) => [plain(text)]))]);
}

// src/doctor.ts
const timeoutMilliseconds = 12e4;
async function runDoctor(request, effects) {
	const requested = readExpectation(request);
	const probe = {
		python: await findPython(request, effects),
		variables: request.variables,
		pythonFolder: effects.pythonFolder,
		timeoutMilliseconds,
		signal: effects.signal,
		where: request.prefix === null ? "--python" : "--prefix"
	};
	const evidence = await collectEvidence(probe, effects.processes);
	const threadpoolctlFolder = await request.threadpoolctlFolder();
	const threadpools = await collectThreadpools({
		...probe,
		threadpoolctlFolder
	}, effects.processes);
	const document = examine(requested, request.host, evidence, threadpools);
	const text = renderTerminal(doctorReport(document), request.terminal);
	return {
		exitCode: exitCodeOf(document),
		document,
		text
	};
}
function examine(requested, host, evidence, threadpools) {
	const [blas = null] = followCalls(evidence, "numpy", "blas").providers;
	const verdict = judgeBackend({
		expectation: requested?.expectation ?? {
			blas: null,
			lapack: null
		},
		sightings: [{
			moments: [{
				block: 0,
				phase: "before"
			}],
			evidence
		}],
		threadsAsked: threadsAskedBy(evidence.variables, blas),
		proof: "once"
	});
	const installed = (module) => ({
		blas: installedText(evidence, module, "blas"),
		lapack: installedText(evidence, module, "lapack")
	});
	return {
		doctorVersion: 1,
		requested,
		installed: {
			numpy: installed("numpy"),
			scipy: evidence.scipy.status === "imported" ? installed("scipy") : null
		},
		verdict,
		build: {
			numpy: buildStatementOf(evidence.numpy),
			scipy: buildStatementOf(evidence.scipy)
		},
		advice: adviceFor(host, [{
			name: requested?.variant ?? "this Python",
			verdict,
			evidence
		}]),
		host,
		evidence,
		threadpools
	};
}
function exitCodeOf(document) {
	const { status } = document.verdict;
	if (status === "mismatch" || status === "unknown" && document.requested !== null) return exitCode.gateFailed;
	return document.evidence.numpy.status === "imported" ? exitCode.pass : exitCode.usage;
}
function readExpectation(request) {
	const problems = [];
	if (request.python !== null && request.prefix !== null) problems.push({
		what: "both --python and --prefix are given",
		where: "--prefix",
		remedy: "name the Python or its environment, not both"
	});
	const reading = request.expect === null ? null : readExpected(request.expect);
	if (reading?.status === "wrong") problems.push(reading.problem);
	const [first, ...others] = problems;
	if (first !== void 0) throw new UserError([first, ...others]);
	return reading?.status === "read" ? reading.requested : null;
}
function readExpected(spelling) {
	const where = "--expect";
	const reading = readVariant(spelling);
	if (reading.status === "unknown") return {
		status: "wrong",
		problem: {
			what: reading.what,
			where,
			remedy: reading.remedy
		}
	};
	const variant = reading.request.kind === "catalogue" ? reading.request.name : null;
	const expectation = variant === null ? void 0 : expectationOf(variant);
	if (variant !== null && expectation !== void 0 && expectation.blas !== null) return {
		status: "read",
		requested: {
			variant,
			expectation
		}
	};
	return {
		status: "wrong",
		problem: {
			what: `"${spelling}" ${variant === null ? "is an environment, and promises no library" : "promises no library"}`,
			where,
			remedy: "name a variant that does, such as openblas or mkl: see `blas-bench variants`"
		}
	};
}
async function findPython(request, effects) {
	const { files } = effects;
	if (request.prefix !== null) {
		const python = `${request.prefix.replace(/\/+$/, "")}/bin/python`;
		if (await files.kind(python) === "file") return python;
		throw new UserError([{
			what: `there is no bin/python in "${request.prefix}"`,
			where: "--prefix",
			remedy: "name an environment's folder"
		}]);
	}
	if (request.python !== null) {
		if (await files.kind(request.python) !== "folder") return request.python;
		throw new UserError([{
			what: `"${request.python}" is a folder`,
			where: "--python",
			remedy: "name the Python in it, or use --prefix"
		}]);
	}
	const folders = (request.variables.PATH ?? "").split(":").filter((folder) => folder !== "");
	for (const folder of folders) for (const name of ["python3", "python"]) if (await files.kind(`${folder}/${name}`) === "file") return `${folder}/${name}`;
	throw new UserError([{
		what: "there is no python3 and no python on PATH",
		where: "PATH",
		remedy: "name one with --python or --prefix"
	}]);
}

// src/entry/doctor-command.ts
async function doctorCommand(options) {
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
	try {
		const outcome = await runDoctor({
			python: options.python ?? null,
			prefix: options.prefix ?? null,
			expect: options.expect ?? null,
			variables: callersVariables(),
			host: await supportedHost(processes),
			threadpoolctlFolder: async () => {
				const tools = await ensureTools(effects, lifetime.signal);
				return tools.status === "ready" ? tools.threadpoolctlFolder : null;
			},
			terminal: terminalLook()
		}, effects);
		print(options.json === true ? renderJson(outcome.document) : outcome.text);
		return outcome.exitCode;
	} finally {
		await lifetime.end();
	}
}
function callersVariables() {
	return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
}

export { doctorCommand };