import { Interrupted, UserError, exitCode, redactCredentials } from "./inputs.js";
import { _enum, array, boolean, int, literal, object, string, tuple, union } from "./schemas.js";
import { systemFiles } from "./files.js";
import { findCacheFolder, findCacheProgram, findPythonFolder, temporaryFolder } from "./folders.js";
import { buildVariables, cacheVariables, childVariables, clientVariables, createGit, networkVariables } from "./variables.js";
import { systemClock } from "./clock.js";
import * as path from "node:path";
import * as os$1 from "node:os";
import * as fs from "node:fs/promises";

// src/result/possible-json.ts
function possibleJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/provision/fault.ts
const kinds = [
	"channel-unreachable",
	"channel-missing",
	"channel-malformed",
	"package-not-found",
	"unsatisfiable",
	"bad-spec",
	"disk-full",
	"hash-mismatch",
	"prefix-exists",
	"no-python",
	"numpy-missing",
	"other"
];
const faultSchema = object({
	status: literal("failed"),
	kind: _enum(kinds),
	message: string(),
	lastLines: array(string())
});
function fault(kind, message, lastLines = []) {
	return {
		status: "failed",
		kind,
		message,
		lastLines
	};
}
function failureOf(plan, { kind, message, lastLines }) {
	return {
		status: "failed",
		plan,
		kind,
		message: redactCredentials(message),
		lastLines: lastLines.map(redactCredentials)
	};
}
function lastLinesOf(text) {
	return text.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "").slice(-5);
}
const diskFull = /* @__PURE__ */ new Set([
	"ENOSPC",
	"EDQUOT",
	"EFBIG"
]);
function faultFromFileError(place, error) {
	if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
	return diskFull.has(error.code) ? fault("disk-full", `${place}: the disk is full. Free some space, or choose another disk for the output folder.`) : fault("other", `${place}: ${error.message}.`);
}

// src/provision/python-answer.ts
async function askPython(processes, call, schema) {
	const { task, ...request } = call;
	const result = await processes.run(request);
	if (result.stopped === "aborted") throw new Interrupted();
	if (result.exitCode !== 0) return fault("other", `${task}: ${howItEnded(call, result)}.`, lastLinesOf(result.stderr));
	const parsed = schema.safeParse(lastDocumentOf(result.stdout));
	if (parsed.success) return parsed.data;
	const problem = `${call.command[0]} gave no answer that can be understood`;
	return fault("other", `${task}: ${problem}.`, lastLinesOf(`${result.stdout}\n${result.stderr}`));
}
function lastDocumentOf(stdout) {
	return possibleJson(stdout.trimEnd().split("\n").at(-1) ?? "");
}
function howItEnded(call, result) {
	const [program] = call.command;
	if (result.startError !== null) return `${program} cannot be started: ${result.startError}`;
	return result.exitCode === null ? `${program} was ended by a signal` : `${program} ended with ${result.exitCode}`;
}

// src/provision/python-version.ts
const oldestMeasured = [3, 8];
const oldestOfMachine = [3, 9];
function isOlder([major, minor], oldest) {
	return major < oldest[0] || major === oldest[0] && minor < oldest[1];
}

// src/provision/machine-python.ts
const newestNamed = 16;
const answerSchema = object({
	executable: string().min(1),
	version: tuple([int(), int()])
});
const candidates = ["python3", ...Array.from({ length: newestNamed - oldestOfMachine[1] + 1 }, (_, index) => `python3.${newestNamed - index}`)];
async function findMachinePython(processes, variables, signal) {
	const tooOld = [];
	for (const candidate of candidates) {
		const result = await processes.run({
			command: [
				candidate,
				"-Ic",
				"import json, sys; print(json.dumps({'executable': sys.executable, 'version': sys.version_info[:2]}))"
			],
			variables,
			signal
		});
		if (result.stopped === "aborted") throw new Interrupted();
		const answer = answerSchema.safeParse(lastDocumentOf(result.stdout));
		if (result.exitCode !== 0 || !answer.success) continue;
		const { executable, version } = answer.data;
		if (!isOlder(version, oldestOfMachine)) return {
			status: "found",
			python: executable
		};
		tooOld.push(`${executable} is Python ${version.join(".")}`);
	}
	const found = tooOld.length === 0 ? "there is no python3" : tooOld.join(", ");
	return fault("no-python", `PATH: ${found}. Install Python ${oldestOfMachine.join(".")} or newer.`);
}

// src/provision/tools.ts
const toolsSchema = object({
	status: literal("ready"),
	python: string(),
	threadpoolctlFolder: string(),
	created: boolean()
});
const noteSchema = object({
	python: string(),
	threadpoolctlFolder: string(),
	madeFrom: array(string().nullable())
});
async function ensureTools(effects, signal) {
	const noted = await notedTools(effects);
	if (noted !== null) return noted;
	const tools = await makeTools(effects, signal);
	if (tools.status === "ready") await note(effects, tools);
	return tools;
}
async function notedTools(effects) {
	const text = await effects.files.readText(noteFile(effects)).catch(() => null);
	const noted = noteSchema.safeParse(possibleJson(text ?? "")).data;
	if (noted === void 0) return null;
	const { python, threadpoolctlFolder } = noted;
	const madeFrom = await digests(effects, python).catch(() => null);
	return JSON.stringify(madeFrom) === JSON.stringify(noted.madeFrom) && await effects.files.kind(threadpoolctlFolder) === "folder" ? {
		status: "ready",
		python,
		threadpoolctlFolder,
		created: false
	} : null;
}
async function note(effects, { python, threadpoolctlFolder }) {
	try {
		const text = JSON.stringify({
			python,
			threadpoolctlFolder,
			madeFrom: await digests(effects, python)
		});
		await effects.files.writeWhole(noteFile(effects), `${text}\n`);
	} catch {}
}
function noteFile({ cacheFolder }) {
	return path.join(cacheFolder, "tools.json");
}
function digests({ files, pythonFolder }, python) {
	const locks = ["solver", "threadpoolctl"].map((name) => path.join(pythonFolder, "blas_bench", "provision", `requirements-${name}.txt`));
	return Promise.all([...locks, python].map((file) => files.sha256(file)));
}
async function makeTools(effects, signal) {
	const variables = effects.networkVariables;
	const machine = await findMachinePython(effects.processes, variables, signal);
	if (machine.status === "failed") return machine;
	const program = path.join(effects.pythonFolder, "blas_bench", "provision", "toolset.py");
	return askPython(effects.processes, {
		command: [
			machine.python,
			"-IB",
			program,
			effects.cacheFolder
		],
		variables,
		signal,
		task: "making the tools"
	}, union([toolsSchema, faultSchema]));
}

// src/system/host.ts
async function readHost(processes) {
	if (process.platform === "linux") return readLinux();
	if (process.platform === "darwin") return readMac(processes);
	return null;
}
const simdFlags = /^(sse2|sse3|pni|ssse3|sse4_1|sse4_2|avx|avx2|fma|f16c|avx512\w+|avx_vnni|amx_\w+|asimd\w*|sve\w*|neon|i8mm|bf16)$/;
async function readLinux() {
	const machine = os$1.machine();
	const platform = machine === "x86_64" ? "linux-64" : machine === "aarch64" ? "linux-aarch64" : null;
	if (platform === null) return null;
	const cpuinfo = await fs.readFile("/proc/cpuinfo", "utf8").catch(() => "");
	const field = (name) => new RegExp(`^${name}\\s*:\\s*(.+)$`, "m").exec(cpuinfo)?.[1]?.trim();
	const flags = (field("flags") ?? field("Features") ?? "").split(" ");
	return {
		...common(),
		platform,
		machine,
		osVersion: os$1.release(),
		translated: false,
		cpuModel: field("model name") ?? os$1.cpus()[0]?.model ?? "unknown",
		cpuVendor: field("vendor_id") ?? field("CPU implementer") ?? "unknown",
		simd: flags.filter((flag) => simdFlags.test(flag)).sort(),
		physicalCores: countLinuxCores(cpuinfo)
	};
}
function countLinuxCores(cpuinfo) {
	const cores = /* @__PURE__ */ new Set();
	for (const block of cpuinfo.split("\n\n")) {
		const physical = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1];
		const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
		if (physical !== void 0 && core !== void 0) cores.add(`${physical}/${core}`);
	}
	return cores.size > 0 ? cores.size : os$1.availableParallelism();
}
const sysctlNames = [
	"machdep.cpu.brand_string",
	"machdep.cpu.vendor",
	"machdep.cpu.features",
	"machdep.cpu.leaf7_features",
	"hw.physicalcpu",
	"hw.optional.arm64",
	"sysctl.proc_translated"
];
async function readSysctl(processes) {
	const values = /* @__PURE__ */ new Map();
	for (const name of sysctlNames) {
		const answer = await processes.run({
			command: [
				"/usr/sbin/sysctl",
				"-n",
				name
			],
			variables: {}
		});
		if (answer.exitCode === 0) values.set(name, answer.stdout.trim());
	}
	return values;
}
async function readMac(processes) {
	return macHost(await readSysctl(processes), (await processes.run({
		command: ["/usr/bin/sw_vers", "-productVersion"],
		variables: {}
	})).stdout.trim(), process.arch);
}
function macHost(sysctl, productVersion, architecture) {
	const translated = sysctl.get("sysctl.proc_translated") === "1";
	const arm = architecture === "arm64" || sysctl.get("hw.optional.arm64") === "1";
	const flags = `${sysctl.get("machdep.cpu.features") ?? ""} ${sysctl.get("machdep.cpu.leaf7_features") ?? ""}`.toLowerCase().replaceAll(".", "_").split(/\s+/);
	const logical = os$1.cpus().length;
	return {
		...common(),
		platform: arm ? "osx-arm64" : "osx-64",
		machine: arm ? "arm64" : "x86_64",
		osVersion: productVersion,
		translated,
		cpuModel: sysctl.get("machdep.cpu.brand_string") ?? "unknown",
		cpuVendor: arm ? "Apple" : sysctl.get("machdep.cpu.vendor") ?? "GenuineIntel",
		simd: arm ? ["neon"] : flags.filter((flag) => simdFlags.test(flag)).sort(),
		physicalCores: Number(sysctl.get("hw.physicalcpu") ?? logical)
	};
}
function common() {
	const image = process.env.ImageOS;
	return {
		logicalCores: os$1.availableParallelism(),
		memoryBytes: os$1.totalmem(),
		runnerImage: image === void 0 ? null : `${image} ${process.env.ImageVersion ?? ""}`.trim()
	};
}

// src/system/linux-machine.ts
function linuxMachine(read) {
	return {
		sample: () => sample(read),
		runnableTasks: async () => runnableTasks(await read("/proc/loadavg"))
	};
}
async function sample(read) {
	const [stat, status, pressure, vmstat, loadavg, quotas] = await Promise.all([
		read("/proc/stat"),
		read("/proc/self/status"),
		read("/proc/pressure/cpu"),
		read("/proc/vmstat"),
		read("/proc/loadavg"),
		readQuotas(read)
	]);
	const { user, system } = process.cpuUsage();
	const [swappedIn, swappedOut] = [counter(vmstat, /^pswpin (\d+)$/m), counter(vmstat, /^pswpout (\d+)$/m)];
	return {
		cores: coresOf(stat, status),
		waitMicroseconds: counter(pressure, /^some .*\btotal=(\d+)$/m),
		quotas,
		swappedPages: swappedIn === null || swappedOut === null ? null : swappedIn + swappedOut,
		load: counter(loadavg, /^(\d+\.\d+) /),
		ownCpuMicroseconds: user + system
	};
}
function counter(text, pattern) {
	const digits = text === null ? void 0 : pattern.exec(text)?.[1];
	return digits === void 0 ? null : Number(digits);
}
function runnableTasks(loadavg) {
	const running = counter(loadavg, / (\d+)\/\d+ \d+\s*$/);
	return running === null ? null : Math.max(0, running - 1);
}
function coresOf(stat, status) {
	const mayUse = allowedCores(status);
	const cores = [...(stat ?? "").matchAll(/^cpu(\d+) (.+)$/gm)].filter(([, number]) => mayUse(Number(number))).map(([, number = "", columns = ""]) => {
		const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softirq = 0, steal = null] = columns.trim().split(/\s+/).map(Number);
		return {
			name: number,
			busy: user + nice + system + irq + softirq,
			idle: idle + waiting,
			stolen: steal
		};
	});
	return cores.length === 0 ? null : cores;
}
function allowedCores(status) {
	const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status ?? "")?.[1];
	if (list === void 0) return () => true;
	const ranges = list.split(",").map((range) => range.split("-").map(Number));
	return (core) => ranges.some(([first = 0, last = first]) => first <= core && core <= last);
}
async function readQuotas(read) {
	const membership = await read("/proc/self/cgroup") ?? "";
	const older = /^\d+:(?:[^:]+,)?cpu(?:,[^:]+)?:(.*)$/m.exec(membership)?.[1];
	const group = older ?? /^0::(.*)$/m.exec(membership)?.[1];
	if (group === void 0) return null;
	const folder = older === void 0 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
	return (await Promise.all(withParents(group).map(async (one) => {
		const text = await read(`${folder}${one}/cpu.stat`);
		const [periods, throttledPeriods] = [counter(text, /^nr_periods (\d+)$/m), counter(text, /^nr_throttled (\d+)$/m)];
		return periods === null || throttledPeriods === null ? [] : [{
			group: one,
			periods,
			throttledPeriods
		}];
	}))).flat();
}
function withParents(group) {
	const steps = group.split("/").filter((step) => step !== "");
	return Array.from({ length: steps.length + 1 }, (_, up) => steps.slice(0, steps.length - up).map((step) => `/${step}`).join(""));
}

// src/system/mac-machine.ts
const patienceMilliseconds = 5e3;
function macMachine(processes) {
	return {
		sample: async () => {
			const answer = await processes.run({
				command: ["/usr/bin/vm_stat"],
				variables: {},
				timeoutMilliseconds: patienceMilliseconds
			});
			return macSample(os$1.cpus(), os$1.loadavg()[0] ?? null, answer.exitCode === 0 ? answer.stdout : "");
		},
		runnableTasks: async () => null
	};
}
function macSample(cpus, load, vmStat) {
	const { user, system } = process.cpuUsage();
	const pages = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)\\.$`, "m").exec(vmStat)?.[1] ?? "x");
	const swappedPages = pages("Swapins") + pages("Swapouts");
	const cores = cpus.map(({ times }, index) => ({
		name: String(index),
		busy: times.user + times.nice + times.sys + times.irq,
		idle: times.idle,
		stolen: null
	}));
	return {
		cores: cores.length === 0 ? null : cores,
		waitMicroseconds: null,
		quotas: null,
		swappedPages: Number.isNaN(swappedPages) ? null : swappedPages,
		load,
		ownCpuMicroseconds: user + system
	};
}

// src/system/machine.ts
function createMachine(processes) {
	if (process.platform === "darwin") return macMachine(processes);
	return linuxMachine((file) => fs.readFile(file, "utf8").catch(() => null));
}

// src/system/shared-cache.ts
const usualLimits = { milliseconds: 6e5 };
const restoreAnswer = object({
	found: string().nullable(),
	restored: string().nullable()
});
const saveAnswer = object({ saved: boolean() });
function createSharedCache(processes, program, runner, { milliseconds } = usualLimits) {
	const token = runner.ACTIONS_RUNTIME_TOKEN;
	const variables = cacheVariables(runner);
	const isOffered = token !== void 0 && token !== "" && ["ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL"].some((name) => Boolean(variables[name]));
	async function ask(request, schema, signal) {
		if (!isOffered) return {
			value: null,
			complaint: "the runner offers none to this job"
		};
		const result = await processes.run({
			command: [process.execPath, program],
			variables,
			input: JSON.stringify({
				...request,
				token
			}),
			timeoutMilliseconds: milliseconds,
			signal
		});
		if (result.stopped === "aborted") throw new Interrupted();
		if (result.stopped === "timeout") return {
			value: null,
			complaint: `there was no end of it in ${milliseconds / 1e3} s`
		};
		return {
			value: answerIn(result, schema),
			complaint: complaintIn(result)
		};
	}
	return {
		async restore(folder, keys, signal) {
			const { value, complaint } = await ask({
				do: "restore",
				folder,
				keys
			}, restoreAnswer, signal);
			if (value === null) return {
				status: "failed",
				key: null,
				reason: complaint ?? "it gave no answer"
			};
			const { found, restored } = value;
			if (restored !== null) return {
				status: "restored",
				key: restored
			};
			if (found === null && complaint === null) return { status: "absent" };
			return {
				status: "failed",
				key: found,
				reason: complaint ?? "what it has cannot be unpacked"
			};
		},
		async save(folder, key, signal) {
			const { value, complaint } = await ask({
				do: "save",
				folder,
				key
			}, saveAnswer, signal);
			if (value?.saved === true) return { status: "saved" };
			if (value !== null && complaint === null) return { status: "taken" };
			return {
				status: "failed",
				reason: complaint ?? "it gave no answer"
			};
		}
	};
}
function answerIn({ stdout, exitCode }, schema) {
	if (exitCode !== 0) return null;
	try {
		return schema.safeParse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).data ?? null;
	} catch {
		return null;
	}
}
const longestComplaint = 300;
function complaintIn({ stdout, stderr, exitCode, startError }) {
	const [, said] = /^::(?:warning|error)[^:]*::(.*)$/m.exec(stdout) ?? [];
	const last = exitCode === 0 ? void 0 : startError ?? stderr.trimEnd().split("\n").at(-1);
	const text = said?.split("%0A")[0]?.replaceAll("%0D", "").replaceAll("%25", "%") ?? last;
	return text === void 0 ? null : text.replace(/\?\S+/g, "").slice(0, longestComplaint);
}

// src/entry/real-effects.ts
function realEffects(processes, lifetime, log) {
	return {
		processes,
		files: systemFiles,
		clock: systemClock,
		machine: createMachine(processes),
		childVariables: childVariables(process.env),
		networkVariables: networkVariables(process.env),
		buildVariables: buildVariables(process.env),
		clientVariables: clientVariables(process.env),
		openGit: createGit(processes, networkVariables(process.env)),
		pythonFolder: findPythonFolder(import.meta.url),
		cacheFolder: findCacheFolder(process.env),
		temporaryFolder: temporaryFolder(process.env),
		offline: false,
		signal: lifetime.signal,
		log
	};
}
function withOffline(effects, offline) {
	if (!offline) return effects;
	return {
		...effects,
		offline,
		networkVariables: {
			...effects.networkVariables,
			PIP_NO_INDEX: "1"
		}
	};
}
function sharedCache(processes) {
	return createSharedCache(processes, findCacheProgram(import.meta.url), process.env);
}
async function supportedHost(processes) {
	const host = await readHost(processes);
	if (host !== null) return host;
	throw new UserError([{
		where: `${process.platform} on ${process.arch}`,
		what: "blas-bench does not run here",
		remedy: "use Linux or macOS on x86-64 or 64-bit Arm"
	}], exitCode.toolFailed);
}

export { askPython, ensureTools, failureOf, fault, faultFromFileError, faultSchema, findMachinePython, howItEnded, isOlder, lastLinesOf, oldestMeasured, possibleJson, realEffects, sharedCache, supportedHost, withOffline };