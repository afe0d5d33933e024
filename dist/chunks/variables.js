import { Interrupted, ToolError } from "./inputs.js";
import { spawn } from "node:child_process";
import * as os$1 from "node:os";

// src/system/owner.ts
const owner = `blas-bench ${os$1.hostname()} ${process.pid}`;
function ownerState(mark) {
	if (mark === owner) return "self";
	const [, machine, processId] = /^blas-bench (\S+) (\d+)$/.exec(mark) ?? [];
	if (machine !== os$1.hostname() || processId === void 0) return "elsewhere";
	try {
		process.kill(Number(processId), 0);
		return "alive";
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ESRCH" ? "gone" : "alive";
	}
}

// src/system/git.ts
const settings = [
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"advice.detachedHead=false"
];
const graceMilliseconds = 2e3;
const surroundings = {
	GIT_TERMINAL_PROMPT: "0",
	GIT_OPTIONAL_LOCKS: "0",
	LC_ALL: "C"
};
function createGit(processes, variables) {
	return (folder, signal) => {
		const run = async (words) => {
			const result = await processes.run({
				command: [
					"git",
					...settings,
					...words
				],
				variables: {
					...variables,
					...surroundings
				},
				workingDirectory: folder,
				graceMilliseconds,
				...signal === null ? {} : { signal }
			});
			if (result.stopped === "aborted") throw new Interrupted();
			return result;
		};
		return {
			async ask(words) {
				const { exitCode, stdout, stderr, startError } = await run(words);
				return {
					exitCode,
					stdout: stdout.replace(/\n$/, ""),
					stderr: startError ?? stderr
				};
			},
			async must(task, words) {
				const result = await run(words);
				if (result.exitCode !== 0) throw failure(`${task} failed`, words, result, result.startError ?? result.stderr);
				return result.stdout.replace(/\n$/, "");
			},
			owner,
			isGone: (mark) => ownerState(mark) === "gone"
		};
	};
}
function failure(what, words, result, stderr) {
	return new ToolError({
		what,
		command: ["git", ...words],
		toolExitCode: result.exitCode,
		stderr
	});
}

// src/system/lifetime.ts
const endings = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
function beginLifetime(processes) {
	const controller = new AbortController();
	const onSignal = () => controller.abort();
	for (const name of endings) process.on(name, onSignal);
	return {
		signal: controller.signal,
		async end() {
			await processes.killAll();
			for (const name of endings) process.off(name, onSignal);
		}
	};
}

// src/system/processes.ts
const keptErrorLines = 40;
const maximumLineCharacters = 67108864;
function onLines(stream, onLine) {
	if (stream === null) return;
	let rest = "";
	stream.setEncoding("utf8");
	stream.on("data", (chunk) => {
		rest += chunk;
		if (rest.length > maximumLineCharacters) rest = "";
		const parts = rest.split("\n");
		rest = parts.pop() ?? "";
		for (const part of parts) onLine(part);
	});
	stream.on("end", () => {
		if (rest !== "") onLine(rest);
	});
}
function signalGroup(child, signal) {
	if (child.pid === void 0) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code !== "ESRCH" && code !== "EPERM") throw error;
	}
}
function createProcesses() {
	const alive = /* @__PURE__ */ new Set();
	return {
		run: (request) => run(alive, request),
		start: (request) => start(alive, request),
		owner,
		ownerState,
		killAll: async () => {
			await Promise.all([...alive].map(endGroup));
		}
	};
}
function begin(alive, request) {
	const [program, ...parameters] = request.command;
	const child = spawn(program, parameters, {
		env: { ...request.variables },
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		],
		detached: true,
		...request.workingDirectory === void 0 ? {} : { cwd: request.workingDirectory }
	});
	alive.add(child);
	child.on("exit", () => signalGroup(child, "SIGKILL"));
	child.on("close", () => alive.delete(child));
	child.on("error", () => alive.delete(child));
	child.stdin?.on("error", () => {});
	return child;
}
function signalLivingGroup(child, signal) {
	if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal);
}
function kill(child) {
	signalLivingGroup(child, "SIGKILL");
	child.stdout?.destroy();
	child.stderr?.destroy();
}
async function endGroup(child) {
	const closed = new Promise((resolve) => child.once("close", () => resolve()));
	kill(child);
	await closed;
}
const keptCharacters = 64 * 2 ** 20;
const keptLines = 1e5;
function run(alive, request) {
	if (request.signal?.aborted) return Promise.resolve({
		exitCode: null,
		stdout: "",
		stderr: "",
		stopped: "aborted",
		startError: null
	});
	const child = begin(alive, request);
	return new Promise((resolve) => {
		let stdout = "";
		const errorLines = [];
		let stopped = null;
		let grace;
		const stop = (why) => {
			stopped ??= why;
			if (request.graceMilliseconds === void 0) kill(child);
			else {
				signalLivingGroup(child, "SIGTERM");
				grace ??= setTimeout(() => kill(child), request.graceMilliseconds);
			}
		};
		const onAbort = () => stop("aborted");
		const limit = request.timeoutMilliseconds;
		const timer = limit === void 0 ? void 0 : setTimeout(() => stop("timeout"), limit);
		request.signal?.addEventListener("abort", onAbort, { once: true });
		const settle = (exitCode, startError) => {
			clearTimeout(timer);
			clearTimeout(grace);
			request.signal?.removeEventListener("abort", onAbort);
			resolve({
				exitCode,
				stdout,
				stderr: errorLines.join("\n"),
				stopped,
				startError
			});
		};
		child.stdout?.setEncoding("utf8").on("data", (chunk) => {
			stdout += chunk;
			if (stdout.length > 2 * keptCharacters) stdout = stdout.slice(-keptCharacters);
		});
		onLines(child.stderr, (line) => {
			errorLines.push(line);
			if (errorLines.length > 2 * keptLines) errorLines.splice(0, keptLines);
			request.onErrorLine?.(line);
		});
		child.on("error", (error) => settle(null, error.message));
		child.on("close", (exitCode) => settle(exitCode, null));
		child.stdin?.end(request.input ?? "");
	});
}
function start(alive, request) {
	const child = begin(alive, request);
	const recent = [];
	const ended = new Promise((resolve) => {
		child.on("error", (error) => {
			recent.push(error.message);
			resolve({
				exitCode: null,
				signal: null
			});
		});
		child.on("close", (exitCode, signal) => resolve({
			exitCode,
			signal
		}));
	});
	onLines(child.stderr, (line) => {
		recent.push(line);
		if (recent.length > keptErrorLines) recent.shift();
	});
	return {
		processId: child.pid ?? -1,
		send: (line) => child.stdin?.write(`${line}\n`),
		onLine: (listener) => onLines(child.stdout, listener),
		lastErrorLines: () => [...recent],
		ended,
		pause: () => signalLivingGroup(child, "SIGSTOP"),
		resume: () => signalLivingGroup(child, "SIGCONT"),
		kill: async () => {
			kill(child);
			await ended;
		}
	};
}

// src/system/variables.ts
const forEveryChild = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SHELL",
	"LANG",
	"LANGUAGE",
	"TZ",
	"TMPDIR",
	"TERM"
];
const forPackageClients = [
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY",
	"NO_PROXY",
	"http_proxy",
	"https_proxy",
	"all_proxy",
	"no_proxy",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"REQUESTS_CA_BUNDLE",
	"CURL_CA_BUNDLE",
	"NETRC",
	"RATTLER_AUTH_FILE",
	"XDG_CONFIG_HOME",
	"XDG_CACHE_HOME"
];
const forBuilds = [
	"CC",
	"CXX",
	"FC",
	"PKG_CONFIG_PATH",
	"MKLROOT",
	"SDKROOT",
	"DEVELOPER_DIR",
	"MACOSX_DEPLOYMENT_TARGET"
];
const forCondaClients = [
	...[
		"MAMBA_EXE",
		"CONDA_EXE",
		"CONDA"
	],
	...[
		"CONDARC",
		"MAMBARC",
		"MAMBA_ROOT_PREFIX",
		"CONDA_ROOT",
		"CONDA_PKGS_DIRS"
	],
	...[
		"CONDA_CHANNELS",
		"CONDA_DEFAULT_CHANNELS",
		"CONDA_CHANNEL_ALIAS",
		"MAMBA_CHANNEL_ALIAS"
	],
	...[
		"CONDA_CHANNEL_PRIORITY",
		"MAMBA_CHANNEL_PRIORITY",
		"CONDA_SOLVER",
		"CONDA_PLUGINS_AUTO_ACCEPT_TOS"
	],
	...[
		"CONDA_OFFLINE",
		"MAMBA_OFFLINE",
		"CONDA_SSL_VERIFY",
		"MAMBA_SSL_VERIFY"
	],
	...[
		"CONDA_CLIENT_SSL_CERT",
		"CONDA_CLIENT_SSL_CERT_KEY",
		"CONDA_REMOTE_CONNECT_TIMEOUT_SECS"
	],
	...[
		"CONDA_REMOTE_READ_TIMEOUT_SECS",
		"CONDA_REMOTE_MAX_RETRIES",
		"CONDA_REMOTE_BACKOFF_FACTOR"
	],
	...[
		"CONDA_OVERRIDE_ARCHSPEC",
		"CONDA_OVERRIDE_CUDA",
		"CONDA_OVERRIDE_GLIBC",
		"CONDA_OVERRIDE_LINUX"
	],
	...["CONDA_OVERRIDE_OSX"]
];
const forCacheService = [
	"ACTIONS_RESULTS_URL",
	"ACTIONS_CACHE_URL",
	"ACTIONS_CACHE_SERVICE_V2",
	"ACTIONS_CACHE_MODE",
	"GITHUB_SERVER_URL"
];
function keep(all, wanted) {
	const kept = {};
	for (const [name, value] of Object.entries(all)) if (value !== void 0 && wanted(name)) kept[name] = value;
	return kept;
}
function childVariables(all) {
	return keep(all, (name) => forEveryChild.includes(name) || name.startsWith("LC_"));
}
function networkVariables(all) {
	const more = keep(all, (name) => forPackageClients.includes(name) || name.startsWith("PIP_"));
	return {
		...childVariables(all),
		...more
	};
}
function buildVariables(all) {
	return keep(all, (name) => forBuilds.includes(name));
}
function clientVariables(all) {
	const names = [...forPackageClients, ...forCondaClients];
	return {
		...childVariables(all),
		...keep(all, (name) => names.includes(name))
	};
}
function cacheVariables(all) {
	const names = [...forPackageClients, ...forCacheService];
	return {
		...childVariables(all),
		...keep(all, (name) => names.includes(name))
	};
}

export { beginLifetime, buildVariables, cacheVariables, childVariables, clientVariables, createGit, createProcesses, networkVariables };