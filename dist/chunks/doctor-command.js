import { UserError, exitCode, expectationOf, readVariant } from "./inputs.js";
import { array, discriminatedUnion, literal, strictObject, string } from "./schemas.js";
import { askLoginShell, collectEvidence, collectThreadpools } from "./probe.js";
import { familyNames, fileNameOf, followCalls, identify, installedText, judgeBackend, moduleNames } from "./judge.js";
import { statusTones } from "./backend-section.js";
import { adviceFor, buildStatementOf, code, plain, threadsAskedBy } from "./advice.js";
import { renderTerminal } from "./terminal.js";
import { ensureTools, realEffects, supportedHost } from "./real-effects.js";
import { renderJson } from "./json.js";
import { beginLifetime, createProcesses } from "./variables.js";
import { print } from "./print.js";
import { terminalLook } from "./terminal-look.js";
import { terminalProgress } from "./terminal-progress.js";
import * as os$1 from "node:os";

// src/report/surroundings-lines.ts
function surroundingsLines({ startedFrom, loginShell, differences, standing }) {
	return [
		...startedFrom === null ? [] : [[plain(`Started from ${startedFrom}.`)]],
		...loginShell.status === "compared" ? comparedLines(loginShell.shell, differences) : [[plain(`Not compared with a login shell: ${loginShell.reason}.`)]],
		...standing.map((text) => [plain(text)])
	];
}
function comparedLines(shell, differences) {
	if (differences.length === 0) return [[
		plain("Nothing that matters to NumPy is otherwise in a login shell ("),
		code(shell),
		plain(").")
	]];
	return differences.map(({ variable, here, loginShell, text }) => {
		const [ours, theirs] = [shown$1(variable, here), shown$1(variable, loginShell)];
		return [
			...ours,
			plain(" here, "),
			...theirs,
			plain(` in a login shell: ${text}`)
		];
	});
}
function shown$1(variable, value) {
	return value === null ? [plain("no "), code(variable)] : [code(`${variable}=${value}`)];
}

// src/report/doctor.ts
function doctorReport(document) {
	const { status, reasons } = document.verdict;
	const [first = "there is no evidence", ...others] = reasons;
	const sections = [
		shown("NumPy and SciPy", [sidesTable(document)]),
		document.advice.length === 0 ? null : shown("Advice", [list(document.advice.map((advice) => [plain(advice.text)]))]),
		shown("Where this was started", [list(surroundingsLines(document.surroundings))]),
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
	return limitations.length === 0 ? null : shown("What could not be looked at", [list(limitations.map(({ text }) => [plain(text)]))]);
}

// src/verify/surroundings.ts
const groups = [
	{
		names: [...[
			"OMP_NUM_THREADS",
			"OPENBLAS_NUM_THREADS",
			"GOTO_NUM_THREADS",
			"MKL_NUM_THREADS",
			"BLIS_NUM_THREADS"
		], ...[
			"VECLIB_MAXIMUM_THREADS",
			"MKL_DOMAIN_NUM_THREADS",
			"OMP_THREAD_LIMIT",
			"OMP_DYNAMIC",
			"MKL_DYNAMIC"
		]],
		decides: "how many threads BLAS uses"
	},
	{
		names: [
			"OMP_PROC_BIND",
			"OMP_PLACES",
			"KMP_AFFINITY",
			"GOMP_CPU_AFFINITY",
			"OMP_WAIT_POLICY",
			"KMP_BLOCKTIME"
		],
		decides: "where BLAS's threads run and how they wait"
	},
	{
		names: [...[
			"OPENBLAS_CORETYPE",
			"MKL_ENABLE_INSTRUCTIONS",
			"MKL_CBWR",
			"MKL_THREADING_LAYER",
			"BLIS_ARCH_TYPE"
		], ...[
			"FLEXIBLAS",
			"NPY_DISABLE_CPU_FEATURES",
			"NPY_ENABLE_CPU_FEATURES"
		]],
		decides: "which code computes"
	},
	{
		names: ["PYTHONPATH", "PYTHONHOME"],
		decides: "which NumPy is imported"
	},
	{
		names: [...[
			"LD_LIBRARY_PATH",
			"LD_PRELOAD",
			"DYLD_LIBRARY_PATH",
			"DYLD_FALLBACK_LIBRARY_PATH"
		], ...["DYLD_INSERT_LIBRARIES", "DYLD_FRAMEWORK_PATH"]],
		decides: "which libraries are loaded"
	}
];
const comparedVariables = groups.flatMap(({ names }) => names);
const surroundingsSchema = strictObject({
	startedFrom: string().nullable(),
	loginShell: discriminatedUnion("status", [strictObject({
		status: literal("compared"),
		shell: string()
	}), strictObject({
		status: literal("not-compared"),
		reason: string()
	})]),
	differences: array(strictObject({
		variable: string(),
		here: string().nullable(),
		loginShell: string().nullable(),
		text: string()
	})).readonly(),
	standing: array(string()).readonly()
}).readonly();
function compareSurroundings({ here, loginShell, ...facts }) {
	const startedFrom = startedBy(here);
	const isAsked = loginShell.status === "asked";
	return {
		startedFrom: startedFrom?.name ?? null,
		loginShell: isAsked ? {
			status: "compared",
			shell: loginShell.shell
		} : {
			status: "not-compared",
			reason: loginShell.reason
		},
		differences: isAsked ? differencesOf(here, loginShell.variables, startedFrom) : [],
		standing: standingOf(facts)
	};
}
const pycharm = {
	name: "PyCharm",
	place: "the environment variables of the run configuration",
	habits: { PYTHONPATH: "PyCharm adds content roots and source roots to it, unless these boxes of the run configuration are cleared" }
};
const jetBrains = {
	name: "PyCharm or another IDE of JetBrains",
	place: "Settings, Tools, Terminal, Environment variables",
	habits: {}
};
const vsCode = {
	name: "VS Code",
	place: "terminal.integrated.env of the settings, or env of launch.json",
	habits: {}
};
function startedBy(here) {
	if (here.PYCHARM_HOSTED !== void 0) return pycharm;
	if (here.TERM_PROGRAM === "vscode") return vsCode;
	if (here.TERMINAL_EMULATOR === "JetBrains-JediTerm") return jetBrains;
	return here.VSCODE_PID === void 0 ? null : vsCode;
}
function differencesOf(here, there, starter) {
	return groups.flatMap(({ names, decides }) => names.filter((name) => (here[name] ?? "") !== (there[name] ?? "")).map((variable) => {
		const [own = null, shell = null] = [here[variable] || null, there[variable] || null];
		return {
			variable,
			here: own,
			loginShell: shell,
			text: `it decides ${decides}. ${remedyOf(variable, own, shell, starter)}`
		};
	}));
}
function remedyOf(variable, here, there, starter) {
	const place = starter === null ? "where this was started" : `in ${starter.place}`;
	const habit = here === null ? void 0 : starter?.habits[variable];
	if (habit !== void 0) return `${habit}.`;
	if (here === null) return `A profile sets it, which is not read here: set it ${place}, or take it out of the profile.`;
	if (there === null) return `No profile sets it: take it away ${place}, or set it in a profile.`;
	return `Set it to the same ${place} and in the profile.`;
}
const utilityPriority = 20;
function standingOf({ nice, priority, translated }) {
	return [
		...nice > 0 ? [`It runs with nice ${nice}: other work goes first. Start it without nice.`] : [],
		...priority !== null && priority <= utilityPriority ? [`macOS ranks it as background work (priority ${priority}), which may be kept on the efficiency cores. Start it from a terminal.`] : [],
		...translated ? ["This program runs translated by Rosetta, and a universal Python that is started here does, too. Start it from a terminal, or an IDE, that is built for Apple silicon."] : []
	];
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
	const surroundings = await lookAround(request, effects);
	const document = examine(requested, request.host, evidence, threadpools, surroundings);
	const text = renderTerminal(doctorReport(document), request.terminal);
	return {
		exitCode: exitCodeOf(document),
		document,
		text
	};
}
async function lookAround({ variables, host, standing, node }, effects) {
	const loginShell = await askLoginShell(comparedVariables, node, effects);
	return compareSurroundings({
		here: variables,
		loginShell,
		...standing,
		translated: host.translated
	});
}
function examine(requested, host, evidence, threadpools, surroundings) {
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
		surroundings,
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

// src/system/standing.ts
async function readStanding(processes) {
	const nice = os$1.getPriority();
	if (process.platform !== "darwin") return {
		nice,
		priority: null
	};
	const words = [
		"/bin/ps",
		"-o",
		"pri=",
		"-p",
		String(process.pid)
	];
	const { exitCode, stdout } = await processes.run({
		command: words,
		variables: {}
	});
	return {
		nice,
		priority: exitCode === 0 ? readPriority(stdout) : null
	};
}
function readPriority(text) {
	const number = /^\s*(\d+)/.exec(text)?.[1];
	return number === void 0 ? null : Number(number);
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
			standing: await readStanding(processes),
			node: process.execPath,
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