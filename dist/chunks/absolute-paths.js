import { Interrupted, UserError, automaticVariants, catalogue, findVariant, redactCredentials } from "./inputs.js";
import { array, boolean, discriminatedUnion, installedPackageSchema, literal, object, record, string, union } from "./files.js";
import { askPython, ensureTools, failureOf, fault, faultFromFileError, faultSchema, howItEnded, lastLinesOf } from "./real-effects.js";
import * as path from "node:path";
import { createHash } from "node:crypto";
import * as os from "node:os";

// src/plan/unused-inputs.ts
const followers = [
	[
		"python-version",
		({ pythonVersion }) => pythonVersion !== null,
		["rattler"]
	],
	[
		"numpy-version",
		({ numpyVersion }) => numpyVersion !== null,
		["rattler", "pip"]
	],
	[
		"packages",
		({ packages }) => packages.length > 0,
		["rattler"]
	]
];
function unusedInputs(config, environments) {
	const named = environments.map(({ variant }) => variant).join(", ");
	return followers.filter(([, isGiven, by]) => isGiven(config) && !environments.some(({ source }) => by.includes(source.provider))).map(([name]) => ({
		where: name,
		what: `has no effect on ${named}`,
		remedy: "leave it out, or add a variant that comes from conda channels"
	}));
}

// src/plan/plan-run.ts
const automaticBlocks = 10;
const automaticBlocksAlone = 4;
const turns = 16;
const batchMilliseconds = 15;
const pinned = ["libblas", "numpy"];
function planRun(config, host, seed) {
	const wishes = wishesOf(config, host);
	const problems = [];
	const absences = [];
	const environments = [];
	for (const wish of wishes) {
		const answer = planEnvironment(wish, config, host);
		if (answer.status === "planned") environments.push(withOwnName(answer.environment, environments));
		else if (wish.explicit) problems.push(refusal(answer.absence));
		else absences.push(answer.absence);
	}
	if (environments.length > 0) problems.push(...unusedInputs(config, environments));
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return {
		host,
		environments,
		series: seriesOf(environments, config, host),
		reference: referenceOf(environments, config),
		benchmarks: {
			source: config.benchmarks,
			select: config.select
		},
		schedule: {
			seed,
			blocks: blocksOf(config, environments.length),
			turns,
			batchMilliseconds,
			budgetMilliseconds: config.budgetMilliseconds
		},
		absences
	};
}
function withEnvironments(plan, environments, absences, config) {
	return {
		...plan,
		environments,
		series: seriesOf(environments, config, plan.host),
		reference: referenceOf(environments, config),
		schedule: {
			...plan.schedule,
			blocks: blocksOf(config, environments.length)
		},
		absences: [...plan.absences, ...absences]
	};
}
function planStandIn(plan, config) {
	if (plan.environments.some((environment) => environment.source.provider === "pip")) return null;
	const answer = planEnvironment({
		request: {
			kind: "catalogue",
			name: "pip",
			platform: null
		},
		explicit: false
	}, config, plan.host);
	return answer.status === "planned" ? answer.environment : null;
}
function wishesOf(config, host) {
	if (typeof config.variants !== "string") return config.variants.map((request) => ({
		request,
		explicit: true
	}));
	return (config.variants === "auto" ? automaticVariants(host.platform, host.osVersion) : catalogue.map((variant) => variant.name)).map((name) => ({
		request: {
			kind: "catalogue",
			name,
			platform: null
		},
		explicit: false
	}));
}
function planEnvironment(wish, config, host) {
	const { request, explicit } = wish;
	if (request.kind === "existing") return {
		status: "planned",
		environment: existingEnvironment(request.path, host)
	};
	const variant = findVariant(request.name);
	if (variant === void 0) throw new Error(`variant ${request.name} is not in the catalogue`);
	const platform = request.platform ?? host.platform;
	const reason = reasonAgainst(variant, platform, host);
	if (reason !== null) return {
		status: "absent",
		absence: {
			variant: variant.name,
			platform,
			kind: "unsupported",
			reason
		}
	};
	return {
		status: "planned",
		environment: {
			id: `${variant.name}-${platform}-head`,
			variant: request.platform === null ? variant.name : `${variant.name}@${platform}`,
			arm: "head",
			platform,
			expectation: variant.expectation,
			source: sourceOf(variant, platform, config),
			explicit
		}
	};
}
function reasonAgainst(variant, platform, host) {
	const support = variant.on[platform];
	if (support.status === "unsupported") return support.reason;
	if (platform === host.platform) return null;
	if (!(host.platform === "osx-arm64" && platform === "osx-64")) return `${platform} programs do not run on ${host.platform}`;
	return variant.name === "mkl" ? "MKL from 2022 on refuses to run translated under Rosetta" : null;
}
function sourceOf(variant, platform, config) {
	const support = variant.on[platform];
	const own = support.status === "supported" ? support.specs : [];
	if (variant.provider === "pip") return {
		provider: "pip",
		requirements: own.map((name) => name === "numpy" && config.numpyVersion !== null ? `numpy==${config.numpyVersion}.*` : name)
	};
	return {
		provider: "rattler",
		specs: [...condaSpecs(config), ...own],
		channels: config.channels,
		pinned
	};
}
function condaSpecs(config) {
	const at = (name, version) => version === null ? name : `${name} ${version}.*`;
	return [
		at("python", config.pythonVersion),
		at("numpy", config.numpyVersion),
		...config.packages
	];
}
function existingEnvironment(location, host) {
	const name = path.basename(location);
	return {
		id: `existing-${name.replace(/[^A-Za-z0-9._-]/g, "_")}-${host.platform}-head`,
		variant: `existing:${name}`,
		arm: "head",
		platform: host.platform,
		expectation: {
			blas: null,
			lapack: null
		},
		source: {
			provider: "existing",
			path: location
		},
		explicit: true
	};
}
function withOwnName(environment, others) {
	const number = 1 + others.filter((other) => other.id.replace(/~\d+$/, "") === environment.id).length;
	if (number === 1) return environment;
	return {
		...environment,
		id: `${environment.id}~${number}`,
		variant: `${environment.variant}~${number}`
	};
}
function seriesOf(environments, config, host) {
	const counts = config.threads === "all" ? [Math.min(host.physicalCores, host.logicalCores)] : config.threads;
	return environments.flatMap((environment) => counts.flatMap((threads) => config.launchers.map((launcher) => ({
		id: [
			environment.variant,
			environment.platform,
			`${threads}t`,
			launcher,
			environment.arm
		].join("/"),
		environment: environment.id,
		variant: environment.variant,
		arm: environment.arm,
		platform: environment.platform,
		threads,
		launcher
	}))));
}
function referenceOf(environments, config) {
	const [first, second] = environments;
	if (first === void 0 || second === void 0) return null;
	const wanted = config.reference;
	if (wanted === null) return first.variant;
	return (environments.find((environment) => wanted.kind === "existing" ? environment.source.provider === "existing" && environment.source.path === wanted.path : environment.variant === (wanted.platform === null ? wanted.name : `${wanted.name}@${wanted.platform}`)) ?? first).variant;
}
function blocksOf({ blocks, benchmarks }, variants) {
	if (blocks !== "auto") return blocks;
	if (benchmarks.kind === "suite" && (benchmarks.suite === "mysvd" || benchmarks.suite === "dario")) return 1;
	return variants > 1 ? automaticBlocks : automaticBlocksAlone;
}
function refusal(absence) {
	return {
		where: `variant ${absence.variant} on ${absence.platform}`,
		what: `cannot run here: ${absence.reason}`,
		remedy: "remove it from variants; `blas-bench variants` lists what runs where"
	};
}

// src/result/hash.ts
function hashPackages(packages) {
	const lines = packages.map(({ manager, name, version, build, sha256 }) => JSON.stringify([
		manager,
		name,
		version,
		build,
		sha256
	]));
	return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

// src/provision/activation.ts
async function environmentKind(files, prefix) {
	if (await files.kind(path.join(prefix, "conda-meta")) === "folder") return "conda";
	return await files.kind(path.join(prefix, "pyvenv.cfg")) === "file" ? "venv" : "plain";
}
async function activate(effects, prefix, kind, signal) {
	const base = effects.childVariables;
	const PATH = [path.join(prefix, "bin"), ...base.PATH === void 0 ? [] : [base.PATH]].join(":");
	if (kind === "plain") return {
		status: "activated",
		variables: base
	};
	if (kind === "venv") return {
		status: "activated",
		variables: {
			...base,
			PATH,
			VIRTUAL_ENV: prefix
		}
	};
	const conda = {
		PATH,
		CONDA_PREFIX: prefix,
		CONDA_DEFAULT_ENV: prefix,
		CONDA_SHLVL: "1"
	};
	return runScripts(effects.processes, prefix, {
		...base,
		...conda,
		...await setVariables(effects.files, prefix)
	}, signal);
}
const script = `
for script in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do
  if [ -f "$script" ]; then . "$script"; fi
done >&2
set +eu
while IFS= read -r name; do printf '%s\\0%s\\0' "$name" "\${!name}"; done < <(compgen -e)
printf 'end\\0'
`;
async function runScripts(processes, prefix, variables, signal) {
	const call = {
		command: [
			"bash",
			"--noprofile",
			"--norc",
			"-c",
			script
		],
		variables
	};
	const result = await processes.run({
		...call,
		signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	const activated = result.exitCode === 0 ? readVariables(result.stdout, variables) : null;
	if (activated !== null) return {
		status: "activated",
		variables: activated
	};
	const how = result.exitCode === 0 ? "a script in etc/conda/activate.d ended the shell" : howItEnded(call, result);
	return fault("other", `${prefix}: cannot be activated: ${how}.`, lastLinesOf(result.stderr));
}
const ofTheShell = /* @__PURE__ */ new Set([
	"_",
	"SHLVL",
	"PWD",
	"OLDPWD"
]);
function readVariables(text, given) {
	const parts = text.split("\0");
	if (parts.at(-2) !== "end") return null;
	const variables = {};
	for (let index = 0; index + 1 < parts.length - 2; index += 2) {
		const name = parts[index] ?? "";
		if (!ofTheShell.has(name) || name in given) variables[name] = parts[index + 1] ?? "";
	}
	return variables;
}
const packageVariables = record(string(), string());
const stateVariables = object({ env_vars: packageVariables.default({}) });
const unset = "***unset***";
async function setVariables(files, prefix) {
	const folder = path.join(prefix, "etc", "conda", "env_vars.d");
	const sets = [];
	for (const name of await files.list(folder)) if (name.endsWith(".json")) sets.push(readJson(packageVariables, await files.readText(path.join(folder, name)), {}));
	const state = await files.readText(path.join(prefix, "conda-meta", "state"));
	sets.push(readJson(stateVariables, state, { env_vars: {} }).env_vars);
	const all = Object.entries(Object.assign({}, ...sets));
	return Object.fromEntries(all.filter(([, value]) => value !== unset));
}
function readJson(schema, text, otherwise) {
	if (text === null) return otherwise;
	try {
		const parsed = schema.safeParse(JSON.parse(text));
		return parsed.success ? parsed.data : otherwise;
	} catch {
		return otherwise;
	}
}

// src/provision/inspection.ts
const inspectionSchema = object({
	version: string(),
	numpy: discriminatedUnion("status", [object({
		status: literal("imported"),
		version: string()
	}), object({
		status: literal("failed"),
		error: string(),
		lastLines: array(string())
	})]),
	packages: array(installedPackageSchema)
});
async function inspect(effects, python, variables, signal) {
	const answer = await askPython(effects.processes, {
		command: [
			python,
			"-B",
			"-m",
			"blas_bench.provision.inspection"
		],
		workingDirectory: effects.pythonFolder,
		variables,
		signal,
		task: `looking into the environment of ${python}`
	}, inspectionSchema);
	if ("status" in answer) return answer;
	if (answer.numpy.status === "failed") {
		const what = `NumPy cannot be imported: ${answer.numpy.error}`;
		return fault("numpy-missing", `${python}: ${what}. Install NumPy, or repair it, in this environment.`, answer.numpy.lastLines);
	}
	return {
		status: "inspected",
		...answer
	};
}

// src/provision/prefix.ts
const manifestName = "blas-bench.json";
const manifestSchema = object({
	madeBy: literal("blas-bench"),
	environment: string(),
	complete: boolean(),
	hash: string().nullable()
});
async function claimPrefix(files, root, id) {
	const prefix = path.join(root, id);
	try {
		if (await files.kind(prefix) !== "absent") {
			if (!await isOurs(files, prefix)) return fault("prefix-exists", `${prefix}: this already exists and was not made by blas-bench. It was left as it is. Remove it, or choose another output folder.`);
			await files.removeTree(prefix);
		}
		await files.makeFolder(prefix);
		await writeManifest(files, prefix, {
			environment: id,
			complete: false,
			hash: null
		});
		return {
			status: "claimed",
			prefix
		};
	} catch (error) {
		return faultFromFileError(prefix, error);
	}
}
async function completePrefix(files, prefix, id, hash) {
	await writeManifest(files, prefix, {
		environment: id,
		complete: true,
		hash
	});
}
async function isOurs(files, prefix) {
	const text = await files.readText(path.join(prefix, manifestName));
	if (text === null) return false;
	try {
		return manifestSchema.safeParse(JSON.parse(text)).success;
	} catch {
		return false;
	}
}
async function writeManifest(files, prefix, manifest) {
	const text = JSON.stringify({
		madeBy: "blas-bench",
		...manifest
	});
	await files.writeWhole(path.join(prefix, manifestName), `${text}\n`);
}

// src/provision/fresh.ts
async function makeFresh(effects, plans, root, signal, fill) {
	const outcomes = /* @__PURE__ */ new Map();
	const claims = [];
	try {
		for (const plan of plans) {
			const claimed = await claimPrefix(effects.files, root, plan.id);
			if (claimed.status === "claimed") claims.push({
				plan,
				prefix: claimed.prefix
			});
			else outcomes.set(plan.id, failureOf(plan, claimed));
		}
		const filled = claims.length === 0 ? [] : await fill(claims);
		const finished = claims.map((claim, index) => finish(effects, claim, filled[index], signal));
		for (const outcome of await Promise.all(finished)) outcomes.set(planOf(outcome).id, outcome);
		if (signal.aborted) throw new Interrupted();
	} finally {
		const whole = (claim) => !signal.aborted && outcomes.get(claim.plan.id)?.status === "ready";
		await Promise.all(claims.filter((claim) => !whole(claim)).map(({ prefix }) => effects.files.removeTree(prefix)));
	}
	return plans.flatMap((plan) => outcomes.get(plan.id) ?? []);
}
async function finish(effects, { plan, prefix }, filled, signal) {
	if (filled === void 0) throw new Error(`nothing was said of ${plan.id}`);
	if (filled.status === "failed") return failureOf(plan, filled);
	const python = path.join(prefix, "bin", "python");
	const activated = await activate(effects, prefix, await environmentKind(effects.files, prefix), signal);
	if (activated.status === "failed") return failureOf(plan, activated);
	const inspected = await inspect(effects, python, activated.variables, signal);
	if (inspected.status === "failed") return failureOf(plan, inspected);
	const { packages } = inspected;
	const hash = hashPackages(packages);
	try {
		const lockFile = await filled.lockFile(inspected);
		await completePrefix(effects.files, prefix, plan.id, hash);
		return {
			status: "ready",
			environment: {
				plan,
				prefix,
				python,
				variables: activated.variables,
				packages,
				hash,
				lockFile
			}
		};
	} catch (error) {
		return failureOf(plan, faultFromFileError(prefix, error));
	}
}
function planOf(outcome) {
	return outcome.status === "ready" ? outcome.environment.plan : outcome.plan;
}

// src/provision/solver-process.ts
const solvedSchema = object({
	status: literal("solved"),
	packages: array(installedPackageSchema)
});
const installedSchema = object({
	id: string(),
	status: literal("installed"),
	lockFile: string()
});
const installAnswerSchema = object({ outcomes: array(union([installedSchema, faultSchema.extend({ id: string() })])) });
async function askToSolve(effects, wanted, signal) {
	return askSolver(effects, {
		do: "solve",
		wanted
	}, union([solvedSchema, faultSchema]), () => {}, signal);
}
async function askToInstall(effects, wanted, progress, signal) {
	const answer = await askSolver(effects, {
		do: "install",
		wanted
	}, installAnswerSchema, progress, signal);
	return "outcomes" in answer ? new Map(answer.outcomes.map((outcome) => [outcome.id, outcome])) : answer;
}
const progressSchema = object({ progress: string() });
async function askSolver(effects, request, schema, progress, signal) {
	const tools = await ensureTools(effects, signal);
	if (tools.status === "failed") return tools;
	return askPython(effects.processes, {
		command: [
			tools.python,
			"-sB",
			"-m",
			"blas_bench.provision.rattler_provider"
		],
		workingDirectory: effects.pythonFolder,
		variables: effects.networkVariables,
		input: JSON.stringify({
			...request,
			cacheFolder: effects.cacheFolder
		}),
		signal,
		task: "the conda solver",
		onErrorLine: (line) => {
			const text = progressOf(line);
			if (text !== null) progress(redactCredentials(text));
		}
	}, schema);
}
function progressOf(line) {
	if (!line.startsWith("{")) return null;
	try {
		return progressSchema.safeParse(JSON.parse(line)).data?.progress ?? null;
	} catch {
		return null;
	}
}

// src/provision/rattler.ts
function createRattlerProvider(effects) {
	return { provision(plans, root, progress, signal) {
		return makeFresh(effects, plans, root, signal, async (claims) => {
			const answer = await askToInstall(effects, claims.map(installRequest), progress, signal);
			return claims.map(({ plan }) => filledFrom("status" in answer ? answer : answer.get(plan.id)));
		});
	} };
}
async function solve(effects, request, signal) {
	const answer = await askToSolve(effects, request, signal);
	return answer.status === "solved" ? answer : {
		status: "failed",
		kind: answer.kind,
		message: answer.message
	};
}
function installRequest({ plan, prefix }) {
	const { specs, channels, pinned } = rattlerSource(plan);
	return {
		id: plan.id,
		prefix,
		platform: plan.platform,
		specs,
		channels,
		pinned,
		virtualPackages: []
	};
}
function rattlerSource(plan) {
	if (plan.source.provider !== "rattler") throw new Error(`${plan.id} is not for the embedded solver`);
	return plan.source;
}
function filledFrom(answer) {
	if (answer === void 0) return fault("other", "the conda solver: gave no answer for this environment.");
	return answer.status === "installed" ? {
		status: "filled",
		lockFile: async () => answer.lockFile
	} : answer;
}

// src/entry/absolute-paths.ts
const folder = /^(\.{0,2}\/|~\/|\.\.?$)/;
function absolute(text, from) {
	return path.resolve(from, text.startsWith("~/") ? path.join(os.homedir(), text.slice(2)) : text);
}
function absoluteChannels(channels, from) {
	return channels.map((channel) => folder.test(channel) ? absolute(channel, from) : channel);
}
function absolutePaths(config, from) {
	const request = (variant) => variant.kind === "existing" ? {
		...variant,
		path: absolute(variant.path, from)
	} : variant;
	return {
		...config,
		channels: absoluteChannels(config.channels, from),
		variants: typeof config.variants === "string" ? config.variants : config.variants.map(request),
		reference: config.reference === null ? null : request(config.reference),
		outputFolder: config.outputFolder === null ? null : absolute(config.outputFolder, from)
	};
}

export { absoluteChannels, absolutePaths, activate, condaSpecs, createRattlerProvider, environmentKind, hashPackages, inspect, makeFresh, planRun, planStandIn, reasonAgainst, solve, withEnvironments };