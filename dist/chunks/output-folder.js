import { Interrupted, UserError, automaticVariants, catalogue, clientNames, exitCode, findVariant, redactCredentials, variantNames, withoutUser } from "./inputs.js";
import { _enum, array, int, literal, number, object, record, string, tuple, union, unknown } from "./schemas.js";
import { blocksForFamily, planAxes, variantsOnly, withoutBase } from "./base.js";
import { describeOwner, describeProvider, followCalls, holderOf, installedText } from "./judge.js";
import { askPython, ensureTools, failureOf as failureOf$1, fault, faultFromFileError, findMachinePython, howItEnded, isOlder, lastLinesOf, oldestMeasured, possibleJson } from "./real-effects.js";
import { collectEvidence, collectThreadpools, whyNoLoginShell } from "./probe.js";
import { activate, archiveName, askToReadLock, createRattlerProvider, environmentKind, fileRequirement, hashPackages, inspect, layOverFiles, makeFresh, noFiles, readEnvironmentYml, readYaml, reasonAgainst, settled, sourceOf as sourceOf$3, variantPlace, withoutUserSite } from "./absolute-paths.js";
import * as path from "node:path";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

// src/provision/launch.ts
const directOnly = {
	conda: null,
	shell: null
};
function launch(how, { childVariables }) {
	const { launcher, launching, environment, words, threadVariables, workingDirectory } = how;
	const place = workingDirectory === void 0 ? {} : { workingDirectory };
	switch (launcher) {
		case "direct": return {
			command: [environment.python, ...words],
			variables: {
				...environment.variables,
				...threadVariables
			},
			...place
		};
		case "conda-run": {
			if (launching.conda === null) throw new Error("no conda client was looked for");
			const { program, flags, variables } = launching.conda;
			const temporary = how.scratch === void 0 ? {} : { TMPDIR: how.scratch };
			return {
				command: [
					program,
					"run",
					...flags,
					"-p",
					environment.prefix,
					environment.python,
					...words
				],
				variables: {
					...childVariables,
					...variables,
					...temporary,
					...threadVariables
				},
				...place
			};
		}
		case "login-shell": {
			if (launching.shell === null) throw new Error("no login shell was looked for");
			const line = lineOf(activationOf(environment.variables, childVariables), workingDirectory);
			const name = path.basename(launching.shell);
			return {
				command: [
					launching.shell,
					"-l",
					"-c",
					line.script,
					name,
					...line.values,
					environment.python,
					...words
				],
				variables: {
					...childVariables,
					...threadVariables
				},
				...place
			};
		}
	}
}
function activationOf(variables, before) {
	const changed = Object.entries(variables).filter(([name, value]) => name !== "PATH" && before[name] !== value);
	const [whole = "", rest = ""] = [variables.PATH, before.PATH];
	const added = rest !== "" && whole.endsWith(`:${rest}`) ? whole.slice(0, -rest.length - 1) : whole;
	return {
		path: added === rest || added === "" ? null : added,
		variables: changed.filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
	};
}
function lineOf({ path: added, variables }, workingDirectory) {
	const steps = [
		...workingDirectory === void 0 ? [] : [["unset -f cd 2>/dev/null || :; \\cd -- \"$1\" || exit", workingDirectory]],
		...variables.map(([name, value]) => [`export ${name}="$1"`, value]),
		...added === null ? [] : [["export PATH=\"$1:$PATH\"", added]]
	];
	return {
		script: [...steps.map(([step]) => `${step}; shift; `), "exec \"$@\""].join(""),
		values: steps.map(([, value]) => value)
	};
}

// src/measure/thread-variables.ts
const fixed = {
	OMP_WAIT_POLICY: "passive",
	KMP_BLOCKTIME: "0",
	OMP_DYNAMIC: "false",
	MKL_DYNAMIC: "false",
	...withoutUserSite,
	PYTHONHASHSEED: "0",
	PYTHONDONTWRITEBYTECODE: "1"
};
const counts = [
	"OMP_NUM_THREADS",
	"OPENBLAS_NUM_THREADS",
	"MKL_NUM_THREADS",
	"BLIS_NUM_THREADS",
	"VECLIB_MAXIMUM_THREADS"
];
function threadVariables(threads) {
	return {
		...fixed,
		...Object.fromEntries(counts.map((name) => [name, String(threads)]))
	};
}

// src/plan/conda-client.ts
function byClient(environment, { conda }) {
	const { source } = environment;
	if (source.provider !== "rattler" || conda.kind === "embedded") return environment;
	if (source.locked !== void 0) throw new Error(`${environment.id} has a lock, which no client installs`);
	return {
		...environment,
		source: {
			...source,
			provider: "client",
			client: conda
		}
	};
}
function openCredentials(environments) {
	const channels = environments.flatMap(({ source }) => source.provider === "client" ? source.channels : []);
	return [...new Set(channels)].filter((channel) => redactCredentials(`${channel}/`) !== `${channel}/`).map((channel) => ({
		where: redactCredentials(channel),
		what: "credentials in a channel's address would stand on the client's command line",
		remedy: "leave them to the client's own configuration, or use conda: auto"
	}));
}

// src/plan/launchable.ts
const withoutConda = ["pip", "source"];
function canStart(launcher, { source }) {
	return launcher !== "conda-run" || !withoutConda.includes(source.provider);
}
const noCondaEnvironment = "conda-run starts nothing in it, because it is no conda environment";
function startsNothingIn(where) {
	return {
		where,
		what: noCondaEnvironment,
		remedy: "leave out conda-run, or the variant"
	};
}
function unstartable(environments, launchers) {
	const found = environments.filter((environment) => environment.arm === "head" && launchers.some((launcher) => !canStart(launcher, environment)));
	return {
		problems: found.filter(({ explicit }) => explicit).map(({ variant, platform }) => startsNothingIn(`variant ${variant} on ${platform}`)),
		absences: found.filter(({ explicit }) => !explicit).map(({ variant, platform }) => ({
			variant,
			platform,
			kind: "unsupported",
			reason: noCondaEnvironment
		}))
	};
}

// src/plan/reference.ts
function referenceOf(environments, config) {
	const [first, second] = environments.filter(({ arm }) => arm === "head");
	if (first === void 0 || second === void 0) return null;
	return (askedFor(environments, config) ?? first).variant;
}
function referenceNotices(reference, environments, config) {
	if (reference === null || config.reference === null || askedFor(environments, config) !== void 0) return [];
	return [`The reference that was asked for cannot be had: variants are shown against ${reference}.`];
}
function askedFor(environments, config) {
	const wanted = config.reference;
	if (wanted === null) return void 0;
	return environments.find((environment) => wanted.kind === "existing" ? environment.source.provider === "existing" && environment.source.path === wanted.path : environment.variant === (wanted.platform === null ? wanted.name : `${wanted.name}@${wanted.platform}`));
}

// src/plan/schedule.ts
const automaticBlocks = 10;
const automaticBlocksAlone = 4;
const turns = 16;
const batchMilliseconds = 5;
function scheduleOf(config, environments, seed) {
	const { budgetMilliseconds, blocks } = config;
	const { caps } = blocks;
	return {
		seed,
		...blocksOf(config, environments),
		caps,
		turns,
		batchMilliseconds,
		budgetMilliseconds
	};
}
function blocksOf({ blocks, benchmarks, launchers }, environments) {
	const given = (count) => ({
		blocks: count,
		blocksByFamily: false
	});
	if (blocks.count !== "auto") return given(blocks.count);
	if (environments.some(({ arm }) => arm === "base")) return {
		blocks: blocksForFamily(1),
		blocksByFamily: true
	};
	if (benchmarks.kind === "suite" && (benchmarks.suite === "mysvd" || benchmarks.suite === "dario") || benchmarks.kind === "script") return given(1);
	return given(environments.length > 1 || launchers.length > 1 ? automaticBlocks : automaticBlocksAlone);
}

// src/plan/twins.ts
function withTwins(atHead) {
	return atHead.flatMap((head) => [{
		...head,
		id: baseIdOf(head.id),
		arm: "base"
	}, head]);
}
function baseIdOf(headId) {
	return headId.replace(/-head(~\d+)?$/, "-base$1");
}
function twinOf(head, all) {
	return all.find(({ arm, id }) => arm === "base" && head.arm === "head" && id === baseIdOf(head.id));
}
function sharedByArms(environments) {
	return environments.filter(({ arm, source }) => arm === "base" && source.provider === "existing").map(({ variant }) => ({
		where: `variant ${variant}`,
		what: "base and head would be installed into the same environment",
		remedy: "leave install out, or name a variant that blas-bench makes"
	}));
}

// src/plan/unused-inputs.ts
const followers = [
	[
		"python-version",
		({ pythonVersion }) => pythonVersion !== null,
		["rattler", "client"]
	],
	[
		"numpy-version",
		({ numpyVersion }) => numpyVersion !== null,
		[
			"rattler",
			"client",
			"pip",
			"source"
		]
	],
	[
		"packages",
		({ packages }) => packages.length > 0,
		["rattler", "client"]
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
function planRun(config, host, seed, axes = variantsOnly, files = noFiles) {
	const wishes = wishesOf(config, host);
	const problems = [];
	const absences = [];
	const atHead = [];
	for (const wish of wishes) {
		const answer = planEnvironment(wish, config, host);
		if (answer.status === "planned") atHead.push(withOwnName(answer.environment, atHead));
		else if (wish.explicit) problems.push(refusal(answer.absence));
		else absences.push(answer.absence);
	}
	const planned = axes.base === null ? atHead : withTwins(atHead);
	const laid = layOverFiles(planned, files, config);
	const environments = laid.environments.map((environment) => byClient(environment, config));
	const { problems: unstarted, absences: alone } = unstartable(environments, config.launchers);
	problems.push(...laid.problems, ...openCredentials(environments), ...unstarted);
	absences.push(...laid.absences, ...alone);
	if (config.install.length > 0) problems.push(...sharedByArms(environments));
	if (environments.length > 0) problems.push(...unusedInputs(config, environments));
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return {
		host,
		axes,
		environments,
		series: seriesOf(environments, config, host),
		reference: axes.backend ? referenceOf(environments, config) : null,
		benchmarks: {
			source: config.benchmarks,
			format: config.format,
			pattern: config.pattern,
			select: config.select
		},
		schedule: scheduleOf(config, environments, seed),
		absences
	};
}
function withEnvironments(plan, environments, absences, config) {
	return {
		...plan,
		environments,
		series: seriesOf(environments, config, plan.host),
		reference: plan.axes.backend ? referenceOf(environments, config) : null,
		schedule: scheduleOf(config, environments, plan.schedule.seed),
		absences: [...plan.absences, ...absences]
	};
}
function planStandIns(plan, config) {
	if (config.environmentFile !== null) return [];
	if (plan.environments.some((environment) => environment.source.provider === "pip")) return [];
	const answer = planEnvironment({
		request: {
			kind: "catalogue",
			name: "pip",
			platform: null
		},
		explicit: false
	}, config, plan.host);
	if (answer.status !== "planned" || !config.launchers.some((one) => canStart(one, answer.environment))) return [];
	return plan.axes.base === null ? [answer.environment] : withTwins([answer.environment]);
}
function wishesOf(config, host) {
	if (typeof config.variants !== "string") return config.variants.map((request) => ({
		request,
		explicit: true
	}));
	return (config.variants === "auto" ? automaticVariants(host.platform, host.osVersion) : catalogue.filter(({ onlyByName }) => onlyByName !== true).map((variant) => variant.name)).map((name) => ({
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
			id: `${variant.name.replace(":", "-")}-${platform}-head`,
			variant: request.platform === null ? variant.name : `${variant.name}@${platform}`,
			arm: "head",
			platform,
			expectation: variant.expectation,
			source: sourceOf$3(variant, platform, config),
			explicit
		}
	};
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
	return environments.flatMap((environment) => counts.flatMap((threads) => config.launchers.filter((launcher) => canStart(launcher, environment)).map((launcher) => ({
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
function refusal(absence) {
	return {
		where: `variant ${absence.variant} on ${absence.platform}`,
		what: `cannot run here: ${absence.reason}`,
		remedy: "remove it from variants; `blas-bench variants` lists what runs where"
	};
}

// src/plan/conda-lock-file.ts
const categories = ["main", "dev"];
const digest = (digits) => string().regex(new RegExp(`^[0-9a-fA-F]{${digits}}$`), `expected ${digits} hexadecimal digits`).transform((text) => text.toLowerCase());
const entrySchema = object({
	name: string(),
	version: string(),
	manager: _enum(["conda", "pip"]),
	platform: string(),
	url: string(),
	hash: object({
		md5: digest(32).nullish(),
		sha256: digest(64).nullish()
	}),
	dependencies: record(string(), string()).nullish(),
	category: string().default("main")
});
const schema = object({
	version: literal(1),
	metadata: object({
		channels: array(union([string(), object({ url: string() }).transform(({ url }) => url)])),
		platforms: array(string())
	}),
	package: array(entrySchema.refine(({ manager, url }) => manager === "pip" || archiveName(url) !== null, {
		path: ["url"],
		message: "expected the address of a conda package"
	}))
});
function readCondaLock(text, where) {
	const { metadata, package: entries } = readYaml(text, where, schema, {
		called: "conda-lock file",
		remedy: "write it anew with conda-lock 1.0 or newer"
	});
	const wanted = entries.filter(({ category }) => categories.includes(category));
	const platforms = metadata.platforms.map((name) => {
		const here = wanted.filter(({ platform }) => platform === name);
		const conda = new Map(here.filter(({ manager }) => manager === "conda").map((one) => [one.url, lockedOf(one)]));
		const pip = new Set(here.filter(({ manager }) => manager === "pip").map(requirementOf));
		return [name, {
			packages: [...conda.values()],
			requirements: [...pip]
		}];
	});
	return {
		kind: "lock",
		form: "conda-lock file",
		channels: metadata.channels,
		platforms: Object.fromEntries(platforms)
	};
}
function lockedOf({ url, hash, dependencies }) {
	const depends = Object.entries(dependencies ?? {}).map(([name, version]) => `${name} ${version}`.trim());
	return {
		url,
		sha256: hash.sha256 ?? null,
		md5: hash.md5 ?? null,
		depends,
		constrains: []
	};
}
function requirementOf({ name, url, hash }) {
	return fileRequirement(name, url, hash.sha256 ?? null);
}

// src/plan/explicit-list.ts
const marker = /^@EXPLICIT\s*$/m;
const entry = /^(.+?)(?:#(?:(?:md5:)?([0-9a-f]{32})|(?:sha256:)?([0-9a-f]{64})))?$/i;
const remedy$1 = "write one package's address on each line, with #sha256: and its digest";
function isExplicitList(text) {
	return marker.test(text);
}
function readExplicitList(text, where) {
	const lines = text.split(/\r?\n/).map((line, index) => ({
		number: index + 1,
		text: line.trim()
	}));
	const problems = [];
	const packages = /* @__PURE__ */ new Map();
	const channels = /* @__PURE__ */ new Set();
	const subdirs = /* @__PURE__ */ new Set();
	for (const line of lines.filter((one) => one.text !== "" && !/^[#@]/.test(one.text))) {
		const found = readLine(line, where);
		if ("what" in found) problems.push(found);
		else if (packages.has(found.name)) problems.push({
			where: `${where}, line ${line.number}`,
			what: `${found.name} stands here twice`,
			remedy: remedy$1
		});
		else {
			packages.set(found.name, found.locked);
			channels.add(found.channel);
			subdirs.add(found.subdir);
		}
	}
	const platform = platformOf$1(lines, [...subdirs]);
	if (platform === null && problems.length === 0) problems.push(platformProblem([...subdirs], where));
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest.slice(0, 4)]);
	const requirements = requirementsOf(lines);
	const platforms = platform === null ? {} : { [platform]: {
		packages: [...packages.values()],
		requirements
	} };
	return {
		kind: "lock",
		form: "@EXPLICIT list",
		channels: [...channels],
		platforms
	};
}
function readLine({ number, text }, where) {
	const [, written = "", md5, sha256] = entry.exec(text) ?? [];
	const url = written.startsWith("/") ? `file://${encodeURI(written)}` : written;
	const archive = archiveName(url);
	if (archive === null) {
		const column = text.includes("#") && archiveName(text.slice(0, text.indexOf("#"))) !== null ? text.indexOf("#") + 1 : 1;
		const what = column === 1 ? "is no address of a conda package" : "has a digest that is neither md5 nor sha256";
		return {
			where: `${where}, line ${number}, column ${column}`,
			what: `${redactCredentials(text)} ${what}`,
			remedy: remedy$1
		};
	}
	const digests = {
		sha256: sha256?.toLowerCase() ?? null,
		md5: md5?.toLowerCase() ?? null
	};
	return {
		...archive,
		locked: {
			url,
			...digests,
			depends: null,
			constrains: []
		}
	};
}
function platformOf$1(lines, subdirs) {
	const own = subdirs.filter((subdir) => subdir !== "noarch");
	if (own.length > 1) return null;
	const said = lines.map(({ text }) => /^#\s*platform:\s*(\S+)/.exec(text)?.[1]).find((name) => name !== void 0);
	return own[0] ?? said ?? null;
}
function platformProblem(subdirs, where) {
	const own = subdirs.filter((subdir) => subdir !== "noarch");
	return own.length > 1 ? {
		where,
		what: `has packages for ${own.join(" and ")}`,
		remedy: "write one list for each platform"
	} : {
		where,
		what: "has no package that is for a platform",
		remedy: remedy$1
	};
}
function requirementsOf(lines) {
	return lines.flatMap(({ text }) => /^#\s*pip\s+(.*)$/.exec(text)?.[1] ?? []).join("\n").replaceAll(/\\\n\s*/g, "").split("\n").filter((line) => line !== "");
}

// src/plan/environment-file-kind.ts
function kindOfEnvironmentFile(text) {
	if (isExplicitList(text)) return "explicit-list";
	const has = (key) => new RegExp(`^["']?${key}["']?\\s*:`, "m").test(text);
	const version = Number(/^["']?version["']?\s*:\s*(\d+)\s*(?:#.*)?$/m.exec(text)?.[1] ?? NaN);
	if (Number.isNaN(version)) return "environment-yml";
	if (has("environments")) return "pixi-lock";
	if (has("package")) return version === 1 ? "conda-lock-file" : "pixi-lock";
	return version > 1 ? "pixi-lock" : "environment-yml";
}

// src/provision/pixi-lock.ts
async function readPixiLock(lock, effects) {
	const answer = await askToReadLock(effects, lock, effects.signal);
	if (answer.status === "failed") {
		const message = redactCredentials(answer.message);
		const [, where = lock.name, what = message, remedy = "try again"] = /^(.*?): (.*)\. ([^.]+(?:\.\S[^.]*)*)\.$/s.exec(message) ?? [];
		throw new UserError([{
			where,
			what,
			remedy
		}], answer.kind === "bad-spec" ? exitCode.usage : exitCode.toolFailed);
	}
	const folder = path.posix.dirname(lock.name);
	const platforms = Object.entries(answer.platforms).map(([name, platform]) => [name, platformOf(platform, folder)]);
	return {
		kind: "lock",
		form: "pixi lock",
		channels: answer.channels,
		platforms: Object.fromEntries(platforms)
	};
}
function fromHere(location) {
	return path.posix.isAbsolute(location) || location.startsWith("./") ? location : `./${location}`;
}
function platformOf({ packages, pypi }, folder) {
	return {
		packages,
		requirements: pypi.map(({ name, location, sha256 }) => /^[a-z+]+:/.test(location) || path.posix.isAbsolute(location) ? fileRequirement(name, location, sha256) : fromHere(path.posix.join(folder, location)))
	};
}

// src/provision/environment-files.ts
const longestFile = 16e6;
async function readEnvironmentFiles(config, folders, effects) {
	const { environmentFile: name } = config;
	if (name === null) return noFiles;
	const variants = name.includes("{variant}") ? namesOf(config.variants) : ["*"];
	const readArm = async (folder) => {
		if (folder === null) return null;
		const found = await Promise.all(variants.map(async (variant) => {
			const file = await readFile(name.replaceAll(variantPlace, variant), folder, effects);
			return file === null ? [] : [[variant, file]];
		}));
		return found.flat().length === 0 ? null : Object.fromEntries(found.flat());
	};
	const head = await readArm(folders.head);
	if (head !== null) return {
		base: await readArm(folders.base),
		head
	};
	throw new UserError([missing(name)]);
}
function missing(name) {
	return {
		where: name,
		what: "there is no such file at head",
		remedy: "name an environment file that git knows"
	};
}
function namesOf(variants) {
	if (typeof variants === "string") return [...variantNames];
	return variants.flatMap((request) => {
		if (request.kind === "existing") return [];
		return [request.platform === null ? request.name : `${request.name}@${request.platform}`];
	});
}
async function readFile(given, folder, effects) {
	const [, name = given, environment = null] = /^(.+)#([^#/]+)$/.exec(given) ?? [];
	const text = await effects.files.readText(path.resolve(folder, name));
	if (text === null) return null;
	if (text.length > longestFile) throw new UserError([{
		where: name,
		what: `has more than ${longestFile} characters, which no environment file needs`,
		remedy: "name the file that was meant"
	}]);
	const kind = kindOfEnvironmentFile(text);
	if (kind === "pixi-lock") return readPixiLock({
		text,
		name,
		environment
	}, effects);
	if (environment !== null) throw new UserError([{
		where: given,
		what: "has no environments to choose from: only a pixi.lock has",
		remedy: `write ${name}`
	}]);
	if (kind === "explicit-list") return readExplicitList(text, name);
	return kind === "conda-lock-file" ? readCondaLock(text, name) : readEnvironmentYml(text, name);
}

// src/provision/clients/call.ts
const usualLimits = {
	askMilliseconds: 6e4,
	createMilliseconds: 18e5
};
const settings = {
	CONDA_REGISTER_ENVS: "false",
	MAMBA_REGISTER_ENVS: "false",
	CONDA_REPORT_ERRORS: "false",
	CONDA_NUMBER_CHANNEL_NOTICES: "0"
};
async function callClient(effects, command, timeoutMilliseconds, signal, more = {}) {
	const variables = {
		...await ownVariables(effects),
		...settings,
		...more
	};
	const result = await effects.processes.run({
		command,
		variables,
		timeoutMilliseconds,
		signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	return result;
}
async function ownVariables({ files, clientVariables }) {
	const variables = { ...clientVariables };
	for (const name of ["CONDARC", "MAMBARC"]) {
		const file = variables[name];
		if (file !== void 0 && (!path.isAbsolute(file) || await files.kind(file) === "absent")) delete variables[name];
	}
	return variables;
}
function silence(result, limitMilliseconds) {
	if (result.startError !== null) return `cannot be started: ${result.startError}`;
	return result.stopped === "timeout" ? `gave no answer in ${inWords(limitMilliseconds)} and was ended` : null;
}
function inWords(milliseconds) {
	return milliseconds < 12e4 ? `${milliseconds / 1e3} s` : `${Math.round(milliseconds / 6e4)} min`;
}

// src/provision/clients/family.ts
function documentIn(stdout) {
	const starts = [...stdout.matchAll(/(?:^|\s)(?=[[{])/g)].map((found) => found.index + found[0].length);
	for (const start of starts.slice(0, 20)) {
		const document = possibleJson(stdout.slice(start));
		if (document !== void 0) return document;
	}
}
function signsIn(words, symptoms) {
	return new Set(symptoms.filter((symptom) => symptom.words.test(words)).map(({ sign }) => sign));
}
function missingIn(words) {
	const found = [...words.matchAll(/^\W*(\S.*?) does not exist \(perhaps/gm), ...words.matchAll(/nothing provides requested (.+?)\s*$/gm)];
	return [...new Set(found.flatMap(([, spec]) => spec ?? []))];
}

// src/provision/clients/conda.ts
const symptoms$3 = [
	{
		sign: "damaged",
		words: /ChecksumMismatch|InvalidArchive|SafetyError/
	},
	{
		sign: "bad-spec",
		words: /Invalid(Match|Version)?Spec\b|InvalidVersionSpec/
	},
	{
		sign: "configuration",
		words: /ParserError|ScannerError|ConfigurationLoadError|CustomValidationError/
	},
	{
		sign: "no-environment",
		words: /EnvironmentLocationNotFound|DirectoryNotACondaEnvironment/
	},
	{
		sign: "conflict",
		words: /Unsatisfiable|SpecsConfigurationConflict/
	},
	{
		sign: "offline",
		words: /OfflineError/
	}
];
const errorSchema = object({
	error: string().default(""),
	message: string().default(""),
	exception_name: string().default(""),
	caused_by: unknown().optional(),
	traceback: string().optional(),
	status_code: union([string(), number()]).optional(),
	url: string().optional(),
	channel_url: string().optional(),
	packages: array(string()).optional(),
	errors: array(unknown()).optional()
});
function errorsIn(document) {
	const parsed = errorSchema.safeParse(document);
	if (!parsed.success) return [];
	const inner = (parsed.data.errors ?? []).flatMap(errorsIn);
	return inner.length > 0 ? inner : [parsed.data];
}
function proseOf({ error, message, caused_by, traceback }) {
	return [
		error || message,
		caused_by === "None" ? "" : caused_by,
		traceback
	].filter((part) => typeof part === "string" && part !== "").join("\n");
}
function hear$1({ exitCode, stdout, stderr }) {
	const errors = errorsIn(documentIn(stdout));
	const status = errors.find(({ status_code }) => status_code !== void 0)?.status_code;
	const words = errors.length > 0 ? errors.map(proseOf).join("\n") : stderr;
	const named = errors.map((one) => one.exception_name).join(" ");
	const signs = signsIn(named.trim() === "" ? words : named, symptoms$3);
	if (exitCode === 2 && errors.length === 0) signs.add("asked-too-much");
	const [first] = errors.flatMap(({ error }) => error.split("\n").find((line) => line.trim() !== "") ?? []);
	return {
		signs,
		words,
		summary: first ?? lastError(stderr),
		missing: [.../* @__PURE__ */ new Set([...errors.flatMap((one) => one.packages ?? []), ...missingIn(words)])],
		status: status === void 0 ? null : Number(status),
		url: errors.map((one) => one.channel_url ?? one.url).find((url) => url !== void 0) ?? null
	};
}
function lastError(stderr) {
	return [...stderr.matchAll(/^(?:\w+\.)*\w*(?:Error|Exception)\b.*$/gim)].at(-1)?.[0] ?? lastLinesOf(stderr).at(-1) ?? null;
}
const conda = {
	name: "conda",
	oldest: [23, 10],
	info: {
		version: "conda_version",
		packageFolders: "pkgs_dirs",
		virtualPackages: "virtual_pkgs"
	},
	sideBySide: false,
	checksLocalPackages: false,
	seesPip: [{
		from: [25, 5],
		variable: "CONDA_PREFIX_DATA_INTEROPERABILITY"
	}, {
		from: [4, 6],
		variable: "CONDA_PIP_INTEROP_ENABLED"
	}],
	runFlags: ["--no-capture-output"],
	hear: hear$1
};

// src/provision/clients/asked.ts
function placeOf(asked) {
	return `${channelsOf(asked)} for ${asked.platform}`;
}
function channelsOf({ channels, client }) {
	return channels.length === 0 ? `the channels of ${client}` : channels.map(redactCredentials).join(", ");
}
function addressOf(channel) {
	return channel.startsWith("/") ? `file://${encodeURI(channel)}` : channel.replace(/\/$/, "");
}
function nameOf(spec) {
	return /^(?:\S*::)?([\w.-]+)/.exec(spec.trim())?.[1]?.toLowerCase() ?? spec;
}

// src/provision/clients/missing.ts
function matchingSpecs(missing, specs) {
	const found = missing.flatMap((spec) => {
		const own = specs.filter((one) => nameOf(one) === nameOf(spec));
		return own.length > 0 ? own : [spec];
	});
	return [...new Set(found)];
}
function missingFault(missing, asked) {
	const specs = matchingSpecs(missing, asked.specs);
	const names = specs.filter((spec) => spec.trim().toLowerCase() === nameOf(spec));
	const remedy = "Check the spelling, or add the channel that has it";
	if (names.length > 0) return fault("package-not-found", `${placeOf(asked)}: package not found: ${names.join(", ")}. ${remedy}.`);
	if (specs.length === 0) return null;
	return fault("unsatisfiable", `${placeOf(asked)}: nothing matches ${specs.join(", ")}. ${remedy}.`);
}
const virtual = /(__[a-z_]+) ?([<>=!~]+ ?[\d.*]+)?/;
function systemFault(words, asked) {
	const found = virtual.exec(words);
	if (found === null) return null;
	const [needed, name = ""] = found;
	const has = asked.virtualPackages.map((one) => one.split("=")).find(([one]) => one === name)?.[1];
	const here = has === void 0 ? `there is no ${name}` : `${name} is ${has}`;
	const wanting = wantingSpec(words, found.index, asked) ?? "a package";
	return fault("unsatisfiable", `${placeOf(asked)}: ${wanting} needs ${needed.trim()}, and here ${here}. Choose another variant, or a machine whose system is new enough.`);
}
function wantingSpec(words, index, { specs }) {
	const record = /^[^\n]*? needed by (\S+)-[^-\s]+-[^-\s]+/.exec(words.slice(index))?.[1];
	if (record !== void 0) return specs.find((spec) => nameOf(spec) === record) ?? record;
	const name = words.slice(0, index).split(/[\s,]+/).findLast((word) => specs.some((spec) => nameOf(spec) === word.toLowerCase()));
	return specs.find((spec) => nameOf(spec) === name?.toLowerCase());
}

// src/provision/clients/explain.ts
const diskFull = /No space left on device|Disk quota exceeded|File too large|NoSpaceLeft|NotEnoughDiskSpace|ENOSPC/;
const longestSummary = 300;
function explain(heard, asked, ended) {
	const lastLines = lastLinesOf(heard.words);
	const known = (diskFull.test(heard.words) ? fullDisk(asked) : null) ?? bySign(heard, asked) ?? (asked.offline ? offline(asked) : null) ?? byStatus(heard, asked) ?? missingFault(missingOf(heard, asked), asked) ?? systemFault(heard.words, asked) ?? (heard.signs.has("conflict") ? conflict(asked) : null) ?? (heard.signs.has("unclear") ? unclear$1(asked) : null);
	if (known !== null) return {
		...known,
		lastLines
	};
	const said = heard.summary === null ? "" : `: ${heard.summary.trim().slice(0, longestSummary).replace(/[.:]+$/, "")}`;
	return fault("other", `${asked.client}: ${ended}${said}.`, lastLines);
}
function missingOf({ missing, signs }, { specs }) {
	return missing.length === 0 && signs.has("unclear") && specs.length === 1 ? specs : missing;
}
function fullDisk({ prefix }) {
	return fault("disk-full", `installing into ${prefix}: the disk is full. Free some space, or choose another disk for the output folder and for the client's packages.`);
}
const bySigns = [
	["damaged", (_, { prefix }) => fault("hash-mismatch", `installing into ${prefix}: the package is not what the channel's index says it is. Try again; if it stays so, the channel or a proxy in between serves damaged files.`)],
	["bad-spec", ({ words }, { specs }) => {
		const named = specs.filter((spec) => quotedIn(words).some((text) => spec.includes(text)));
		const other = /(?:Invalid spec|MatchSpec) (['"])(.+?)\1/.exec(words)?.[2];
		const subject = named.length > 0 || other === void 0 ? (named.length > 0 ? named : specs).join(", ") : other;
		return fault("bad-spec", `${subject}: not a package spec. Write it like numpy, numpy>=1.26,<2 or libblas=*=*_openblas.`);
	}],
	["prefix-exists", (_, { prefix }) => fault("prefix-exists", `${prefix}: this already exists and is no environment. Choose another output folder.`)],
	["asked-too-much", (_, { client }) => fault("other", `${client}: does not understand how it was called. Install a newer one, or use conda: auto.`)],
	["configuration", ({ words }, { client }) => fault("other", `${client}: ${unreadable(words)}. Correct that file, or use conda: auto.`)],
	["no-environment", (_, { prefix }) => fault("other", `${prefix}: this is no conda environment. Make it anew.`)],
	["offline", (_, asked) => offline(asked)]
];
function bySign(heard, asked) {
	const found = bySigns.find(([sign]) => heard.signs.has(sign));
	return found === void 0 ? null : found[1](heard, asked);
}
function unreadable(words) {
	const place = [...words.matchAll(/in "([^"]+)", line (\d+), column (\d+)\s*$/gm)].at(-1);
	return `cannot read its configuration${place === void 0 ? "" : `: ${place[1]}, line ${place[2]}, column ${place[3]}`}`;
}
function quotedIn(words) {
	return [...words.matchAll(/(?<=['"])[^'"\n]+(?=['"])/g)].map(([text]) => text).filter((text) => /[=<>[\]]/.test(text));
}
function offline({ client }) {
	return fault("channel-unreachable", `${client}: is set to be offline, and has not kept everything that is needed. Let it use the network once, or use conda: auto.`);
}
function byStatus({ status, url }, asked) {
	if (status === null) return null;
	const where = channelOf(url, asked);
	if (status === 404 || status === 410) {
		if (url !== null && /\.(conda|tar\.bz2)$/.test(url)) return fault("package-not-found", `${redactCredentials(url)}: there is no such package. Check the lock file, or build the channel's index anew if it is yours.`);
		return fault("channel-missing", `${where}: there is no conda channel at this address. Check the address: a channel is a folder that holds noarch/repodata.json.`);
	}
	if (status === 401 || status === 403 || status === 407) return fault("channel-missing", `${where}: the channel refuses access. Check the address, and the credentials in the client's configuration.`);
	const why = status === 0 ? "" : `: HTTP status ${status}`;
	return fault("channel-unreachable", `${where}: the channel cannot be reached${why}. Check the network and the proxy settings, or name another channel.`);
}
function channelOf(url, asked) {
	if (url === null) return channelsOf(asked);
	return asked.channels.find((channel) => `${url}/`.startsWith(`${addressOf(channel)}/`) || url.includes(`/${channel}/`)) ?? redactCredentials(url.replace(/\/[^/]+\/[^/]*(repodata|current)[^/]*$/, ""));
}
function conflict(asked) {
	const what = `these cannot be installed together: ${asked.specs.join(", ")}`;
	return fault("unsatisfiable", `${placeOf(asked)}: ${what}. Leave one out or loosen its version.`);
}
function unclear$1(asked) {
	const specs = asked.specs.length === 0 ? "" : `: ${asked.specs.join(", ")}`;
	const what = `nothing matches one of the specs, and ${asked.client} does not say which${specs}`;
	return fault("package-not-found", `${placeOf(asked)}: ${what}. Check the spelling, or add the channel that has it.`);
}

// src/provision/clients/libmamba.ts
const symptoms$2 = [
	{
		sign: "damaged",
		words: /incorrect downloads/
	},
	{
		sign: "bad-spec",
		words: /Error parsing (MatchSpec|version)/
	},
	{
		sign: "no-environment",
		words: /No prefix found at|Expected environment not found/
	},
	{
		sign: "prefix-exists",
		words: /Non-conda folder exists at prefix/
	}
];
const documentSchema$1 = object({ solver_problems: array(string()).default([]) });
const unclear = "unsupported request";
const argumentsRefused = 109;
function told(stderr) {
	const lines = stderr.split("\n");
	const isOfLevel = (line) => /^(info|debug|trace|warning)\s+libmamba/.test(line);
	return lines.filter((line) => !isOfLevel(line)).map((line) => line.replace(/^(critical|error)\s+libmamba\s+/, "")).join("\n");
}
const noSuchFile = 37;
function statusIn(words) {
	const answered = /status: (\d{3}) \[([^\]\s]+)\]/.exec(words);
	if (answered !== null) return {
		status: Number(answered[1]),
		url: answered[2] ?? null
	};
	const failed = /Download error \((\d+)\)[^[]*\[([^\]\s]+)\]/.exec(words);
	if (failed === null) return {
		status: null,
		url: null
	};
	return {
		status: Number(failed[1]) === noSuchFile ? 404 : 0,
		url: failed[2] ?? null
	};
}
function hear({ exitCode, stdout, stderr }) {
	const problems = documentSchema$1.safeParse(documentIn(stdout)).data?.solver_problems ?? [];
	const words = [...problems, told(stderr)].join("\n");
	const signs = signsIn(words, symptoms$2);
	const missing = missingIn(words);
	if (exitCode === argumentsRefused) signs.add("asked-too-much");
	if (problems.includes(unclear)) signs.add("unclear");
	else if (/Could not solve for environment specs/.test(words) && missing.length === 0) signs.add("conflict");
	return {
		signs,
		words,
		summary: lastLinesOf(words).at(-1) ?? null,
		missing,
		...statusIn(words)
	};
}
function family(name) {
	return {
		name,
		oldest: [2, 0],
		info: {
			version: `${name} version`,
			packageFolders: "package cache",
			virtualPackages: "virtual packages"
		},
		sideBySide: true,
		checksLocalPackages: true,
		seesPip: [{
			from: [2, 6],
			variable: "CONDA_PREFIX_DATA_INTEROPERABILITY"
		}],
		runFlags: ["-a", ""],
		hear
	};
}
const micromamba = family("micromamba");
const mamba = family("mamba");

// src/provision/clients/identify.ts
const families = [
	micromamba,
	mamba,
	conda
];
const documentSchema = record(string(), unknown());
const texts = array(string()).catch([]);
const virtualPackages = array(union([string(), array(string()).transform((parts) => parts.join("="))])).catch([]);
async function identify$1(effects, executable, { askMilliseconds }, signal) {
	const result = await callClient(effects, [
		executable,
		"info",
		"--json"
	], askMilliseconds, signal);
	const silent = silence(result, askMilliseconds);
	if (silent !== null) return refused(silent, true);
	const document = documentSchema.safeParse(documentIn(result.stdout)).data ?? {};
	const family = families.find(({ info }) => typeof document[info.version] === "string");
	if (family === void 0 || result.exitCode !== 0) return notAClient(executable, result);
	const version = String(document[family.info.version]);
	if (family === conda && path.basename(executable) === "mamba") return tooOld(mamba, "1");
	if (isOlder(pairOf(version), family.oldest)) return tooOld(family, version);
	return {
		status: "identified",
		client: {
			executable,
			family,
			version,
			packageFolders: texts.parse(document[family.info.packageFolders]),
			virtualPackages: virtualPackages.parse(document[family.info.virtualPackages]),
			offline: document.offline === true || isOn(effects.clientVariables.CONDA_OFFLINE ?? effects.clientVariables.MAMBA_OFFLINE)
		}
	};
}
function refused(reason, isBroken) {
	return {
		status: "refused",
		reason,
		isBroken
	};
}
function tooOld({ name, oldest }, version) {
	return refused(`is ${name} ${version}, which is too old: ${oldest.join(".")} or newer is needed`, false);
}
function notAClient(executable, result) {
	const heard = conda.hear(result);
	if (heard.signs.has("configuration")) return refused(unreadable(heard.words), true);
	const last = lastLinesOf(`${result.stdout}\n${result.stderr}`).at(-1)?.slice(0, 200);
	const said = last === void 0 ? "said nothing" : `said: ${last}`;
	return refused(`is no conda client: asked for \`${path.basename(executable)} info --json\` it ${said}`, false);
}
function pairOf(version) {
	const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
	return [Number(major), Number(minor)];
}
function isOn(text) {
	return text !== void 0 && /^(1|true|yes|on)$/i.test(text);
}

// src/provision/clients/pip-interoperability.ts
const usualInteroperability = {
	variable: "CONDA_PREFIX_DATA_INTEROPERABILITY",
	explanation: null
};
function pipInteroperability({ family, version }) {
	const { name, seesPip } = family;
	const known = seesPip.find(({ from }) => !isOlder(pairOf(version), from));
	if (known !== void 0) return {
		variable: known.variable,
		explanation: null
	};
	return {
		variable: null,
		explanation: `${name} ${version} does not see what pip installs, and may later put its own files over it, as ${name} ${seesPip.at(-1)?.from.join(".")} does not: let pip come last in install, or update ${name}`
	};
}

// src/provision/provision.ts
const userKinds = [
	"channel-missing",
	"channel-malformed",
	"package-not-found",
	"unsatisfiable",
	"bad-spec",
	"prefix-exists",
	"numpy-missing"
];
const notThereKinds = ["package-not-found", "unsatisfiable"];
async function provisionPlan(plan, config, root, providers, effects) {
	const made = await provisionAll(plan.environments, root, providers, effects);
	const tried = made.failed.filter((failure) => !failure.plan.explicit);
	if (made.ready.length === 0 && tried.some(isOutage)) {
		const standIns = planStandIns(plan, config);
		const [standIn] = standIns;
		if (standIn !== void 0) {
			effects.log(`No conda channel can be reached: going on with ${standIn.variant}.`);
			const second = await provisionAll(standIns, root, providers, effects);
			made.ready.push(...second.ready);
			made.failed.push(...second.failed);
		}
	}
	const lost = made.failed.filter((failure) => absenceOf(failure).length === 0 || leavesHeadAlone(failure, made));
	const { kept, failures } = checkTwins(made.ready);
	if (kept.length === 0) throw nothingToRun(made.failed);
	const absences = tried.filter((failure) => failure.plan.arm === "head").flatMap(absenceOf);
	return {
		plan: withEnvironments(plan, kept.map((environment) => environment.plan), absences, config),
		environments: kept,
		failures: [...lost.map(failureOf), ...failures]
	};
}
function leavesHeadAlone({ plan }, { ready, failed }) {
	const plans = [...ready, ...failed].map((one) => one.plan);
	return ready.some((head) => twinOf(head.plan, plans) === plan);
}
function checkTwins(ready) {
	const plans = ready.map(({ plan }) => plan);
	const failures = [];
	return {
		kept: ready.filter((base) => {
			if (base.plan.arm === "head") return true;
			const head = ready.find(({ plan }) => twinOf(plan, plans) === base.plan);
			if (head === void 0) return false;
			const isAskedAlike = JSON.stringify(head.plan.source) === JSON.stringify(base.plan.source);
			if (head.hash === base.hash || !isAskedAlike) return true;
			failures.push(unequalTwins(base, head));
			return false;
		}),
		failures
	};
}
function unequalTwins(base, head) {
	const named = ({ packages }) => packages.map(({ name, version, build }) => [
		name,
		version,
		build ?? ""
	].join(" ").trim());
	const only = (one, other) => one.filter((text) => !other.includes(text)).join(", ") || "nothing";
	const [ofBase, ofHead] = [named(base), named(head)];
	return {
		stage: "provision",
		subject: subjectOf(base.plan),
		benchmark: null,
		message: `left out: base and head were asked for the same packages and got different ones (base alone: ${only(ofBase, ofHead)}; head alone: ${only(ofHead, ofBase)})`,
		lastLines: []
	};
}
async function provisionAll(plans, root, providers, effects) {
	const kinds = [...new Set(plans.map((plan) => plan.source.provider))];
	const outcomes = await settled(kinds.map((kind) => providers[kind].provision(plans.filter((plan) => plan.source.provider === kind), root, effects.log, effects.signal)));
	if (effects.signal.aborted) throw new Interrupted();
	const all = outcomes.flat();
	const ready = all.flatMap((outcome) => outcome.status === "ready" ? [outcome.environment] : []);
	ready.sort((a, b) => plans.indexOf(a.plan) - plans.indexOf(b.plan));
	return {
		ready,
		failed: all.filter((outcome) => outcome.status === "failed")
	};
}
function isOutage(failure) {
	return failure.kind === "channel-unreachable";
}
function absenceOf(failure) {
	const { variant, platform, explicit } = failure.plan;
	if (explicit) return [];
	if (isOutage(failure)) return [{
		variant,
		platform,
		kind: "outage",
		reason: failure.message
	}];
	if (notThereKinds.includes(failure.kind)) return [{
		variant,
		platform,
		kind: "unsupported",
		reason: failure.message
	}];
	return [];
}
function failureOf({ plan, message, lastLines }) {
	return {
		stage: "provision",
		subject: subjectOf(plan),
		benchmark: null,
		message,
		lastLines: [...lastLines]
	};
}
function subjectOf({ variant, arm }) {
	return arm === "head" ? variant : `${variant} (base)`;
}
function nothingToRun(failed) {
	const [first, ...rest] = failed.map(problemOf);
	if (first === void 0) throw new Error("a plan without environments was to be provisioned");
	const isInput = failed.every(({ kind, plan }) => userKinds.includes(kind) || plan.source.provider === "existing");
	return new UserError([first, ...rest], isInput ? exitCode.usage : exitCode.toolFailed);
}
function problemOf({ plan, message }) {
	const [, what, remedy] = /^(.*?)\.\s+([^.]+(?:\.[^\s.][^.]*)*)\.?$/s.exec(message) ?? [];
	return {
		where: `variant ${subjectOf(plan)}`,
		what: what ?? message.replace(/\.$/, ""),
		remedy: remedy ?? "mend this, or leave the variant out"
	};
}

// src/provision/install.ts
async function installAll(request, watch, effects) {
	if (request.environments.every(({ plan }) => request.commands(plan).length === 0)) return {
		environments: request.environments,
		installs: /* @__PURE__ */ new Map(),
		failures: []
	};
	const explanations = request.environments.map((environment) => interoperabilityOf(environment).explanation);
	for (const text of new Set(explanations)) if (text !== null) effects.log(`${text}.`);
	const environments = [];
	const installs = /* @__PURE__ */ new Map();
	const failures = [];
	for (const environment of request.environments) {
		const { plan } = environment;
		effects.log(`${plan.id}: installing the code under test`);
		const made = await installInto(environment, request, watch, effects);
		installs.set(plan.id, made.installs);
		const inspected = made.trouble ?? await inspectAgain(environment, effects);
		if ("plan" in inspected) environments.push(inspected);
		else failures.push({
			stage: "provision",
			subject: subjectOf(plan),
			benchmark: null,
			...blaming(inspected, made.installs)
		});
	}
	const plans = environments.map(({ plan }) => plan);
	return {
		environments: environments.filter(({ plan }) => plan.arm === "head" || plans.some((head) => twinOf(head, plans) === plan)),
		installs,
		failures
	};
}
async function installInto(environment, { commands, folders, logFolder }, watch, effects) {
	const folder = folders[environment.plan.arm];
	if (folder === null) throw new Error(`${environment.plan.id} has no checkout`);
	const installs = [];
	const log = [];
	let before = await watch.look(environment);
	for (const command of commands(environment.plan)) {
		const result = await runLine(command, folder, environment, effects);
		log.push(`$ ${command}`, result.stdout.trimEnd(), result.stderr.trimEnd(), "");
		await effects.files.writeWhole(path.join(logFolder, `${environment.plan.id}.log`), log.map(redactCredentials).join("\n"));
		const after = await watch.look(environment);
		installs.push({
			command: redactCredentials(command),
			change: watch.change(before, after)
		});
		before = after;
		if (result.exitCode !== 0) return {
			installs,
			trouble: troubleOf(command, result)
		};
	}
	return {
		installs,
		trouble: null
	};
}
function blaming({ message, lastLines }, installs) {
	const changes = installs.flatMap(({ command, change }) => change === null ? [] : [`\`${command}\` changed ${change}`]);
	return {
		message: [message.replace(/\.$/, ""), ...changes].join(". "),
		lastLines
	};
}
function interoperabilityOf({ client }) {
	return client?.pip ?? usualInteroperability;
}
async function runLine(line, folder, environment, effects) {
	const { variable } = interoperabilityOf(environment);
	const result = await effects.processes.run({
		command: [
			"bash",
			"--noprofile",
			"--norc",
			"-eo",
			"pipefail",
			"-c",
			"--",
			line
		],
		variables: {
			...effects.networkVariables,
			...variable === null ? {} : { [variable]: "true" },
			...environment.variables,
			...withoutUserSite
		},
		workingDirectory: folder,
		signal: effects.signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	return result;
}
function troubleOf(command, result) {
	const how = result.startError ?? (result.exitCode === null ? "was ended by a signal" : `ended with ${result.exitCode}`);
	return {
		message: `install: \`${redactCredentials(command)}\` ${how}`,
		lastLines: lastLinesOf(`${result.stdout}\n${result.stderr}`).map(redactCredentials)
	};
}
async function inspectAgain(environment, effects) {
	const inspected = await inspect(effects, environment.python, environment.variables, effects.signal);
	if (inspected.status === "failed") return {
		message: `after install: ${inspected.message}`,
		lastLines: [...inspected.lastLines]
	};
	const { packages } = inspected;
	return {
		...environment,
		packages,
		hash: hashPackages(packages)
	};
}

// src/provision/clients/find.ts
const toMakeEnvironments = {
	where: "conda",
	does: "Environments are made by",
	remedy: "install one, name its path, or leave conda at auto, which needs none"
};
async function findClient(choice, effects, signal, limits = usualLimits, purpose = toMakeEnvironments) {
	const reasons = [];
	let isBroken = false;
	const tried = /* @__PURE__ */ new Set();
	for (const { program, label, absence } of await placesOf(choice, effects)) {
		if (program === null) reasons.push(absence);
		if (program === null || tried.has(program)) continue;
		tried.add(program);
		const placed = label === program ? program : `${program} (${label})`;
		const identity = await identify$1(effects, program, limits, signal);
		if (identity.status === "identified") {
			const { family, version } = identity.client;
			effects.log(`${purpose.does} ${family.name} ${version}: ${program}${label === program ? "" : ` (${label})`}`);
			return identity.client;
		}
		isBroken ||= identity.isBroken;
		reasons.push(`${placed} ${identity.reason}`);
	}
	throw notFound(choice, reasons, isBroken, purpose);
}
function notFound(choice, reasons, isBroken, { where, remedy }) {
	const what = choice.kind === "path" ? reasons.join("; ") : `no usable ${wanted$1(choice)}: ${reasons.join("; ")}`;
	return new UserError([{
		where,
		what: redactCredentials(what),
		remedy
	}], isBroken ? exitCode.toolFailed : exitCode.usage);
}
function wanted$1(choice) {
	return choice.kind === "named" ? choice.name : "conda client";
}
async function placesOf(choice, effects) {
	const { files } = effects;
	if (choice.kind === "path") return [{
		program: await files.kind(choice.path) === "file" ? choice.path : null,
		label: choice.path,
		absence: `${choice.path} is no file`
	}];
	const names = choice.kind === "named" ? [choice.name] : clientNames;
	return [
		...await byVariable("MAMBA_EXE", names, effects),
		...await byVariable("CONDA_EXE", names, effects),
		...await inCondabin(names, effects),
		...await onPath(names, effects)
	];
}
async function byVariable(variable, names, effects) {
	const program = effects.clientVariables[variable];
	const place = {
		label: variable,
		program: null
	};
	if (program === void 0 || program === "") return [{
		...place,
		absence: `${variable} is not set`
	}];
	if (!names.includes(path.basename(program))) return [{
		...place,
		absence: `${variable} is ${program}`
	}];
	if (await effects.files.kind(program) !== "file") return [{
		...place,
		absence: `${variable} is ${program}, which is no file`
	}];
	return [{
		...place,
		program,
		absence: ""
	}];
}
async function inCondabin(names, effects) {
	const root = effects.clientVariables.CONDA;
	const label = "$CONDA/condabin";
	if (root === void 0 || root === "") return [{
		program: null,
		label,
		absence: "CONDA is not set"
	}];
	const folder = path.join(root, "condabin");
	const found = await programsIn([folder], names, effects);
	const absence = `${folder} has no ${names.join(", ")}`;
	return found.length === 0 ? [{
		program: null,
		label,
		absence
	}] : found.map((program) => ({
		program,
		label,
		absence
	}));
}
async function onPath(names, effects) {
	const found = await programsIn((effects.clientVariables.PATH ?? "").split(":").filter((folder) => path.isAbsolute(folder)), names, effects);
	const absence = `PATH has no ${names.join(", ")}`;
	if (found.length === 0) return [{
		program: null,
		label: "PATH",
		absence
	}];
	return found.map((program) => ({
		program,
		label: "PATH",
		absence
	}));
}
async function programsIn(folders, names, { files }) {
	const found = [];
	for (const name of names) for (const folder of folders) {
		const program = path.join(folder, name);
		if (await files.kind(program) !== "file") continue;
		found.push(program);
		break;
	}
	return found;
}

// src/provision/launchers.ts
const where = "launcher";
const toRun = {
	where,
	does: "conda-run starts processes with the `run` of",
	remedy: "install one, name it in conda, or leave conda-run out"
};
const placesOfClients = [
	"CONDARC",
	"MAMBARC",
	"MAMBA_ROOT_PREFIX",
	"CONDA_ROOT"
];
async function prepareLaunchers({ series, environments }, effects) {
	const isWanted = (name) => series.some(({ launcher }) => launcher === name);
	return {
		shell: isWanted("login-shell") ? await shellOf(effects) : null,
		conda: isWanted("conda-run") ? await condaOf(environments, effects) : null
	};
}
async function shellOf({ files, childVariables }) {
	const wrong = await whyNoLoginShell(childVariables.SHELL, files);
	if (wrong === null) return childVariables.SHELL ?? "";
	throw new UserError([{
		where,
		what: `login-shell: ${wrong}`,
		remedy: "set SHELL, or leave login-shell out"
	}]);
}
async function condaOf(environments, effects) {
	const [named] = environments.flatMap(({ source }) => source.provider === "client" ? [source.client] : []);
	const { executable, family } = await findClient(named ?? { kind: "found" }, effects, effects.signal, usualLimits, toRun);
	const own = Object.entries(await ownVariables(effects)).filter(([name]) => placesOfClients.includes(name));
	return {
		program: executable,
		flags: family.runFlags,
		variables: Object.fromEntries(own)
	};
}
async function requireStartable({ series }, environments, { files }) {
	const problems = [];
	for (const { plan, prefix } of environments) {
		if (!series.some(({ environment, launcher }) => environment === plan.id && launcher === "conda-run") || await environmentKind(files, prefix) === "conda") continue;
		problems.push(startsNothingIn(`variant ${plan.variant}`));
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
}

// src/provision/conda-records.ts
const explicitListName = "blas-bench.explicit.txt";
const recordSchema = object({
	name: string(),
	version: string(),
	build: string(),
	subdir: string().nullish(),
	url: string().nullish(),
	sha256: string().nullish(),
	md5: string().nullish(),
	extracted_package_dir: string().nullish()
});
async function readRecords(files, prefix) {
	const folder = path.join(prefix, "conda-meta");
	const names = (await files.list(folder)).filter((name) => name.endsWith(".json"));
	return (await Promise.all(names.map((name) => files.readText(path.join(folder, name))))).map((text) => recordSchema.parse(JSON.parse(text ?? ""))).sort((a, b) => a.name < b.name ? -1 : 1);
}
async function packageFolders(files, prefix) {
	return (await readRecords(files, prefix)).flatMap(({ extracted_package_dir: folder }) => folder ? [folder] : []);
}
const blasPackages = [
	"blas",
	"libblas",
	"libcblas",
	"liblapack",
	"liblapacke"
];
function pinLines(records, names) {
	return records.filter(({ name }) => names.includes(name)).map((record) => `${pinOf(record)}\n`).join("");
}
function pinOf({ name, version, build }) {
	const parts = build.split("_");
	if (blasPackages.includes(name)) return `${name} *=${parts.length > 1 ? "*_" : ""}${parts.at(-1)}`;
	return name === "libopenblas" ? `${name} *=${parts[0]}_*` : `${name} ==${version}`;
}
function explicitList(records) {
	const platform = records.map(({ subdir }) => subdir).find((subdir) => subdir != null && subdir !== "noarch");
	const lines = records.flatMap(({ url, sha256, md5 }) => {
		const checksum = sha256 ? `#sha256:${sha256}` : md5 ? `#${md5}` : "";
		return url ? [`${withoutCredentials(url)}${checksum}`] : [];
	});
	return [
		...platform === void 0 ? [] : [`# platform: ${platform}`],
		"@EXPLICIT",
		...lines,
		""
	].join("\n");
}
function withoutCredentials(url) {
	return withoutUser(url).replace(/(^https?:\/\/.*?)\/t\/[^/\s]+/, "$1");
}

// src/provision/client.ts
const inside = "environment";
function createClientProvider(effects, client, limits = usualLimits) {
	const { name } = client.family;
	const pip = pipInteroperability(client);
	return { async provision(plans, root, progress, signal) {
		const fillAll = async (claims) => {
			const packages = await packageVariables(effects, client);
			const one = (claim) => fill$1({
				effects,
				client,
				limits,
				packages,
				progress,
				signal
			}, claim);
			return client.family.sideBySide ? settled(claims.map(one)) : inTurn(claims, one);
		};
		return (await makeFresh(effects, plans, root, signal, fillAll, inside)).map((outcome) => outcome.status === "ready" ? {
			...outcome,
			environment: {
				...outcome.environment,
				client: {
					name,
					version: client.version,
					pip
				}
			}
		} : outcome);
	} };
}
async function inTurn(claims, fillOne) {
	const filled = [];
	for (const claim of claims) filled.push(await fillOne(claim));
	return filled;
}
async function packageVariables({ files, cacheFolder }, { packageFolders }) {
	for (const folder of packageFolders) if (await files.canWrite(folder)) return {};
	return { CONDA_PKGS_DIRS: [path.join(cacheFolder, "client-packages"), ...packageFolders].join(",") };
}
async function fill$1(work, { plan, prefix }) {
	const { effects, client, progress } = work;
	const source = sourceOf$2(plan);
	const asked = {
		client: `${client.family.name} ${client.version}`,
		prefix,
		platform: plan.platform,
		specs: source.specs,
		channels: source.channels,
		virtualPackages: client.virtualPackages,
		offline: client.offline || effects.offline
	};
	progress(`${plan.id}: ${asked.client} installs ${source.specs.join(", ")}`);
	const trouble = await create(work, asked) ?? await wrongPackage(work, asked);
	if (trouble !== null) return trouble;
	try {
		const records = await readRecords(effects.files, prefix);
		const lockFile = path.join(prefix, explicitListName);
		await effects.files.writeWhole(path.join(prefix, "conda-meta", "pinned"), pinLines(records, source.pinned));
		await effects.files.writeWhole(lockFile, explicitList(records));
		return {
			status: "filled",
			lockFile: async () => lockFile
		};
	} catch (error) {
		return faultFromFileError(prefix, error);
	}
}
function sourceOf$2({ id, source }) {
	if (source.provider !== "client") throw new Error(`${id} is not for a conda client`);
	return source;
}
async function create(work, asked) {
	const option = asked.specs.find((spec) => spec.trim().startsWith("-"));
	if (option !== void 0) return fault("bad-spec", `${option}: not a package spec, but an option. Leave it out.`);
	const first = await attempt(work, asked, ["--json"]);
	if (first === null || first.heard === null || !first.heard.signs.has("unclear")) return first?.fault ?? null;
	const second = await attempt(work, asked, []);
	return second === null || (second.heard?.missing.length ?? 0) > 0 ? second?.fault ?? null : first.fault;
}
async function attempt(work, asked, flags) {
	const { effects, client, limits, packages, signal } = work;
	const command = createCommand(client.executable, asked, effects.offline ? ["--offline", ...flags] : flags);
	const more = {
		...packages,
		CONDA_SUBDIR: asked.platform
	};
	const result = await callClient(effects, command, limits.createMilliseconds, signal, more);
	const silent = silence(result, limits.createMilliseconds);
	if (silent !== null) {
		const remedy = "Run the command below by hand to see what it waits for";
		const lines = [...lastLinesOf(result.stderr), command.join(" ")];
		return {
			fault: fault("other", `${asked.client}: ${silent}. ${remedy}.`, lines),
			heard: null
		};
	}
	if (result.exitCode === 0) return null;
	const heard = client.family.hear(result);
	return {
		fault: explain(heard, asked, ended(command, result)),
		heard
	};
}
function createCommand(executable, { prefix, channels, specs }, flags) {
	const named = channels.flatMap((channel) => ["-c", addressOf(channel)]);
	return [
		executable,
		"create",
		"-y",
		"-p",
		prefix,
		...named.length === 0 ? [] : ["--override-channels", ...named],
		...flags,
		...specs
	];
}
function ended(command, result) {
	return howItEnded({ command }, result);
}
async function wrongPackage({ effects, client }, asked) {
	const { files } = effects;
	const records = await recordsOrNull(effects, asked.prefix);
	if (records === null) return fault("other", `${asked.prefix}: a package record in conda-meta cannot be read. Try again.`);
	if (records.length === 0 || await files.kind(path.join(asked.prefix, "bin", "python")) !== "file") {
		const what = `says that it is done, and ${asked.prefix} has no Python`;
		return fault("no-python", `${asked.client}: ${what}. Check its configuration, or use conda: auto.`);
	}
	if (client.family.checksLocalPackages) return null;
	for (const { url, sha256 } of records) {
		if (!url?.startsWith("file://") || !sha256) continue;
		const archive = fileURLToPath(url);
		const found = await files.sha256(archive);
		if (found === null || found === sha256) continue;
		const what = `sha256 is ${found}, the channel's index says ${sha256}`;
		return fault("hash-mismatch", `${archive}: ${what}. Build the channel's index anew, or take the package from where it came.`);
	}
	return null;
}
async function recordsOrNull({ files }, prefix) {
	try {
		return await readRecords(files, prefix);
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof Error && error.name === "ZodError") return null;
		throw error;
	}
}

// src/provision/existing.ts
const remedy = "Name a Python, or the folder of an environment that has bin/python";
function createExistingProvider(effects) {
	return { provision: (plans, _root, _progress, signal) => Promise.all(plans.map((plan) => take(effects, plan, signal))) };
}
async function take(effects, plan, signal) {
	if (plan.source.provider !== "existing") throw new Error(`${plan.id} is to be made, not taken`);
	const found = await findPython(effects.files, plan.source.path);
	if (found.status === "failed") return failureOf$1(plan, found);
	const identity = await identify(effects, found.python, signal);
	if ("status" in identity) return failureOf$1(plan, identity);
	const { executable: python, prefix } = identity;
	const activated = await activate(effects, prefix, await environmentKind(effects.files, prefix), signal);
	if (activated.status === "failed") return failureOf$1(plan, activated);
	const inspected = await inspect(effects, python, activated.variables, signal);
	if (inspected.status === "failed") return failureOf$1(plan, inspected);
	const { packages } = inspected;
	const hash = hashPackages(packages);
	return {
		status: "ready",
		environment: {
			plan,
			prefix,
			python,
			variables: activated.variables,
			packages,
			hash,
			lockFile: null
		}
	};
}
async function findPython(files, named) {
	const kind = await files.kind(named);
	if (kind === "file") return {
		status: "found",
		python: named
	};
	if (kind === "absent") return fault("no-python", `${named}: there is nothing here. ${remedy}.`);
	for (const name of ["python", "python3"]) {
		const python = path.join(named, "bin", name);
		if (await files.kind(python) === "file") return {
			status: "found",
			python
		};
	}
	return fault("no-python", `${named}: this folder has no bin/python. ${remedy}.`);
}
const identitySchema = object({
	executable: string().min(1),
	prefix: string(),
	version: tuple([int(), int()])
});
async function identify(effects, python, signal) {
	const answer = await askPython(effects.processes, {
		command: [
			python,
			"-Ic",
			`import json, sys; print(json.dumps({'executable': sys.executable, 'prefix': sys.prefix, 'version': sys.version_info[:2]}))`
		],
		variables: effects.childVariables,
		signal,
		task: `asking ${python} who it is`
	}, identitySchema);
	if ("status" in answer) return fault("no-python", `${python}: this does not work as a Python. ${remedy}.`, answer.lastLines);
	if (!isOlder(answer.version, oldestMeasured)) return answer;
	const needed = `${oldestMeasured.join(".")} or newer`;
	return fault("no-python", `${python}: this is Python ${answer.version.join(".")}. Name Python ${needed}.`);
}

// src/provision/pip-command.ts
async function runPip({ processes, offline }, { subject, ...call }) {
	const result = await processes.run(call);
	if (result.stopped === "aborted") throw new Interrupted();
	if (result.exitCode === 0) return {
		status: "ended",
		stdout: result.stdout
	};
	return withoutIndex({ offline }, pipFault(subject, call, result));
}
function withoutIndex({ offline }, failed) {
	if (!offline || failed.kind !== "package-not-found") return failed;
	const subject = failed.message.split(": ")[0] ?? "";
	const remedy = "Name a folder of wheels in PIP_FIND_LINKS, or leave offline out";
	return {
		...failed,
		message: `${subject}: offline, pip finds no wheel of it. ${remedy}.`
	};
}
const unreachableIndex = {
	kind: "channel-unreachable",
	words: /Failed to establish a new connection|Connection (refused|reset|aborted)|[Tt]imed? ?out|ProxyError|name resolution|Name or service not known|nodename nor servname|Could not fetch URL/,
	meaning: "the Python package index cannot be reached. Check the network and pip's settings"
};
const symptoms$1 = [
	{
		kind: "disk-full",
		words: /No space left on device|Disk quota exceeded|File too large/,
		meaning: "the disk is full. Free some space, or choose another disk for the output folder"
	},
	{
		kind: "no-python",
		words: /ensurepip is not|No module named '?(venv|ensurepip|pip)/,
		meaning: "this Python cannot make virtual environments. Install its venv module (Debian: python3-venv)"
	},
	{
		kind: "bad-spec",
		words: /Invalid requirement/,
		meaning: "not a requirement pip understands. Write it like numpy or numpy==1.26.4"
	},
	{
		kind: "hash-mismatch",
		words: /DO NOT MATCH THE HASHES/,
		meaning: "the package index gave another file than it promised. Try again"
	},
	unreachableIndex,
	{
		kind: "unsatisfiable",
		words: /ResolutionImpossible|\(from versions: (?!none)/,
		meaning: "no version fits this Python and the other requirements. Loosen the version, or use another Python"
	},
	{
		kind: "package-not-found",
		words: /No matching distribution found|from versions: none/,
		meaning: "the package index has no wheel of this name for this Python and machine. Check the spelling"
	}
];
function pipFault(subject, call, result) {
	const output = `${result.stdout}\n${result.stderr}`;
	const lastLines = lastLinesOf(output);
	const known = symptoms$1.find(({ words }) => words.test(output));
	if (known !== void 0) return fault(known.kind, `${subject}: ${known.meaning}.`, lastLines);
	return fault("other", `${subject}: ${howItEnded(call, result)}.`, lastLines);
}

// src/provision/pip.ts
const requirementsName = "blas-bench.requirements.txt";
function createPipProvider(effects) {
	return { provision(plans, root, progress, signal) {
		return makeFresh(effects, plans, root, signal, async (claims) => {
			const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
			if (machine.status === "failed") return claims.map(() => machine);
			return settled(claims.map((claim) => fill(effects, claim, machine.python, progress, signal)));
		});
	} };
}
async function fill(effects, { plan, prefix }, machinePython, progress, signal) {
	const { requirements, wheelsFor } = sourceOf$1(plan);
	const subject = requirements.join(", ");
	const run = async (command) => {
		const call = {
			subject,
			command,
			variables: effects.networkVariables,
			signal
		};
		const ended = await runPip(effects, call);
		return ended.status === "failed" ? ended : null;
	};
	progress(`${plan.id}: installing ${subject} with pip`);
	const python = path.join(prefix, "bin", "python");
	const install = [
		python,
		"-Im",
		"pip",
		"install",
		...flags
	];
	const installOlder = async (system) => {
		const folder = path.join(prefix, "wheels");
		const missing = await run(downloadCommand(python, folder, requirements, system));
		if (missing !== null) return missing;
		const wheels = (await effects.files.list(folder)).map((name) => path.join(folder, name));
		const refused = await run([
			...install,
			"--no-index",
			"--no-deps",
			...wheels
		]);
		await effects.files.removeTree(folder);
		return refused;
	};
	const failed = await run([
		machinePython,
		"-Im",
		"venv",
		prefix
	]) ?? (wheelsFor === void 0 ? await run([...install, ...requirements]) : await installOlder(wheelsFor));
	if (failed !== null) return failed;
	const lockFile = path.join(prefix, requirementsName);
	return {
		status: "filled",
		async lockFile(inspection) {
			const wheels = wheelsFor === void 0 ? "" : `# wheels for ${wheelsFor} or older\n`;
			await effects.files.writeWhole(lockFile, `${wheels}${pinnedRequirements(inspection)}`);
			return lockFile;
		}
	};
}
const flags = [
	"--disable-pip-version-check",
	"--no-input",
	"--quiet",
	"--only-binary=:all:",
	"--retries=1"
];
function downloadCommand(python, folder, requirements, wheelsFor) {
	return [
		python,
		"-Im",
		"pip",
		"download",
		...flags,
		`--platform=${wheelsFor}`,
		`--dest=${folder}`,
		...requirements
	];
}
function sourceOf$1(plan) {
	if (plan.source.provider !== "pip") throw new Error(`${plan.id} is not for pip`);
	return plan.source;
}
function isOfVenv(name) {
	return name === "pip" || name === "setuptools";
}
function pinnedRequirements({ version, packages }) {
	const wheels = packages.filter(({ manager, name }) => manager === "pip" && !isOfVenv(name));
	return [
		`# Python ${version}`,
		...wheels.map(({ name, version: wheel }) => `${name}==${wheel}`),
		""
	].join("\n");
}

// src/provision/source/find-library.ts
const openblas = {
	name: "openblas",
	package: "openblas",
	folders: [
		"{lib}/openblas-pthread",
		"{lib}/openblas-openmp",
		"{lib}/openblas-serial",
		"{lib}"
	],
	formula: "openblas"
};
const blis = {
	name: "blis",
	package: "blis",
	folders: [
		"{lib}/blis-pthread",
		"{lib}/blis-openmp",
		"{lib}/blis-serial",
		"{lib}"
	],
	formula: null
};
const netlibBlas = {
	name: "blas",
	package: null,
	folders: ["{lib}/blas"],
	formula: "lapack"
};
const netlibLapack = {
	name: "lapack",
	package: null,
	folders: ["{lib}/lapack"],
	formula: "lapack"
};
const mkl = {
	name: "mkl_rt",
	package: "mkl-sdl",
	folders: [
		"/opt/intel/oneapi/mkl/latest/lib",
		"/opt/intel/oneapi/mkl/latest/lib/intel64",
		"{lib}"
	],
	formula: null
};
const wanted = {
	openblas: {
		blas: openblas,
		lapack: openblas,
		remedy: "Install it (Debian: libopenblas-dev, Homebrew: openblas)"
	},
	blis: {
		blas: blis,
		lapack: netlibLapack,
		remedy: "Install both (Debian: libblis-dev and liblapack-dev)"
	},
	netlib: {
		blas: netlibBlas,
		lapack: netlibLapack,
		remedy: "Install both (Debian: libblas-dev and liblapack-dev, Homebrew: lapack)"
	},
	mkl: {
		blas: mkl,
		lapack: mkl,
		remedy: "Install Intel's oneMKL, or set MKLROOT to where it is"
	}
};
const systemFolders = {
	"linux-64": [
		"/usr/lib/x86_64-linux-gnu",
		"/usr/lib64",
		"/usr/local/lib",
		"/usr/lib"
	],
	"linux-aarch64": [
		"/usr/lib/aarch64-linux-gnu",
		"/usr/lib64",
		"/usr/local/lib",
		"/usr/lib"
	],
	"osx-64": [],
	"osx-arm64": []
};
const homebrew = {
	"osx-64": "/usr/local",
	"osx-arm64": "/opt/homebrew"
};
async function findLibraries(effects, library, platform, variables, signal) {
	const { blas, lapack, remedy } = wanted[library];
	const found = /* @__PURE__ */ new Map();
	const looked = [];
	for (const places of /* @__PURE__ */ new Set([blas, lapack])) {
		const folders = [...await folderOfPackage(effects, places, variables, signal), ...foldersOf(places, platform)];
		if (library === "mkl" && variables.MKLROOT !== void 0) folders.unshift(...["lib", "lib/intel64"].map((below) => path.join(variables.MKLROOT ?? "", below)));
		const file = `lib${places.name}.${platform.startsWith("osx") ? "dylib" : "so"}`;
		const folder = await firstWith(effects, folders, file);
		if (folder !== null) found.set(places, {
			folder,
			name: places.name
		});
		else looked.push(`${file} in ${folders.join(", ")}`);
	}
	const [ofBlas, ofLapack] = [found.get(blas), found.get(lapack)];
	if (ofBlas !== void 0 && ofLapack !== void 0) return {
		status: "found",
		blas: ofBlas,
		lapack: ofLapack
	};
	return fault("package-not-found", `${library}: there is no ${looked.join(", and no ")}. ${remedy}.`);
}
async function folderOfPackage({ processes }, places, variables, signal) {
	if (places.package === null) return [];
	const command = [
		"pkg-config",
		"--variable=libdir",
		places.package
	];
	const { exitCode, stdout, stopped } = await processes.run({
		command,
		variables,
		signal
	});
	if (stopped === "aborted") throw new Interrupted();
	return exitCode === 0 && path.isAbsolute(stdout.trim()) ? [path.resolve(stdout.trim())] : [];
}
function foldersOf({ folders, formula }, platform) {
	const brewed = homebrew[platform];
	if (brewed !== void 0) return [...formula === null ? [] : [`${brewed}/opt/${formula}/lib`], ...folders.filter(path.isAbsolute)];
	return folders.flatMap((folder) => folder.startsWith("{lib}") ? systemFolders[platform].map((lib) => folder.replace("{lib}", lib)) : [folder]);
}
async function firstWith({ files }, folders, file) {
	for (const folder of folders) if (await files.kind(path.join(folder, file)) === "file") return folder;
	return null;
}

// src/provision/source/recipe.ts
function recipeFor(numpyVersion, against) {
	const [major = 0, minor = 0] = numpyVersion.split(".").map(Number);
	if (major > 1 || minor >= 26) return mesonRecipe(against);
	return minor >= 21 || against === "accelerate" ? distutilsRecipe(against) : oldDistutilsRecipe(against);
}
function mesonRecipe(against) {
	const [blas, lapack] = against === "accelerate" ? ["accelerate", "accelerate"] : ["blas-bench-blas", "blas-bench-lapack"];
	return {
		flags: [
			`blas=${blas}`,
			`lapack=${lapack}`,
			"allow-noblas=false"
		].map((option) => `--config-settings=setup-args=-D${option}`),
		variables: {},
		packages: against === "accelerate" ? {} : {
			"blas-bench-blas.pc": packageText("blas-bench-blas", against.blas),
			"blas-bench-lapack.pc": packageText("blas-bench-lapack", against.lapack)
		}
	};
}
function distutilsRecipe(against) {
	if (against === "accelerate") return {
		flags: [],
		variables: {
			NPY_BLAS_ORDER: "accelerate",
			NPY_LAPACK_ORDER: "accelerate"
		},
		packages: {}
	};
	const [blas, lapack] = [linkerWords(against.blas), linkerWords(against.lapack)];
	return {
		flags: [],
		variables: {
			NPY_BLAS_LIBS: blas,
			NPY_CBLAS_LIBS: blas,
			NPY_LAPACK_LIBS: lapack
		},
		packages: {}
	};
}
const searched = {
	openblas: ["openblas", "OPENBLAS"],
	blis: ["blis", "BLIS"],
	blas: ["blas", "BLAS"],
	lapack: ["lapack", "LAPACK"],
	mkl_rt: ["mkl", "MKLROOT"]
};
function oldDistutilsRecipe({ blas, lapack }) {
	const wanted = ({ name, folder }) => {
		const known = searched[name];
		if (known === void 0) throw new Error(`distutils has no name for ${name}`);
		return [...known, folder];
	};
	const [blasName, blasVariable, blasFolder] = wanted(blas);
	const [lapackName, lapackVariable, lapackFolder] = wanted(lapack);
	return {
		flags: [],
		variables: {
			NPY_BLAS_ORDER: blasName,
			NPY_LAPACK_ORDER: lapackName,
			[blasVariable]: blasFolder,
			[lapackVariable]: lapackFolder,
			LD_RUN_PATH: [.../* @__PURE__ */ new Set([blasFolder, lapackFolder])].join(":")
		},
		packages: {}
	};
}
function packageText(name, library) {
	return [
		`Name: ${name}`,
		"Description: what this build is for",
		"Version: 0",
		`Libs: ${linkerWords(library)}`,
		""
	].join("\n");
}
function describeRecipe({ flags, variables, packages }) {
	const given = Object.entries({
		...variables,
		...packages
	}).map(([name, text]) => `${name}: ${text.trimEnd()}`);
	return [
		"Built from source:",
		...flags,
		...given
	].join("\n").split("\n").map((line) => `# ${line}\n`).join("");
}
function linkerWords({ folder, name }) {
	return `-L${folder} -l${name} -Wl,-rpath,${folder}`;
}

// src/provision/source/wheel.ts
async function ensureWheel(effects, request) {
	const { files } = effects;
	const folder = path.join(effects.cacheFolder, "wheels", keyOf(request));
	const kept = await wheelIn(effects, folder);
	if (kept !== null) return {
		status: "built",
		file: kept,
		isReused: true
	};
	await files.removeTree(folder);
	const work = await files.makeTemporaryFolder(path.join(effects.cacheFolder, "wheels"), "building-");
	try {
		for (const [name, text] of Object.entries(request.recipe.packages)) await files.writeWhole(path.join(work, name), text);
		const failed = await build(effects, request, work);
		if (failed !== null) return failed;
		const made = path.join(work, "wheel");
		const name = (await files.list(made)).find((one) => one.endsWith(".whl"));
		if (name === void 0) return fault("other", `NumPy ${request.numpyVersion}: the build gave no wheel.`);
		const seal = {
			name,
			sha256: await files.sha256(path.join(made, name)) ?? ""
		};
		await files.writeWhole(path.join(made, sealName), JSON.stringify(seal));
		await files.moveFolder(made, folder);
		const file = await wheelIn(effects, folder);
		return file === null ? fault("other", `${folder}: the wheel is gone again.`) : {
			status: "built",
			file,
			isReused: false
		};
	} catch (error) {
		if (error instanceof Interrupted) throw error;
		return faultFromFileError(folder, error);
	} finally {
		await files.removeTree(work);
	}
}
function keyOf({ numpyVersion, recipe, surroundings }) {
	return createHash("sha256").update(JSON.stringify([
		numpyVersion,
		recipe,
		surroundings
	])).digest("hex").slice(0, 20);
}
const sealName = "wheel.json";
const sealSchema = object({
	name: string().regex(/^[^/]+\.whl$/),
	sha256: string()
});
async function wheelIn({ files }, folder) {
	const text = await files.readText(path.join(folder, sealName));
	const seal = sealSchema.safeParse(text === null ? null : possibleJson(text));
	if (!seal.success) return null;
	const file = path.join(folder, seal.data.name);
	return await files.sha256(file) === seal.data.sha256 ? file : null;
}
async function build(effects, request, work) {
	const { python, numpyVersion, recipe, onProgress, signal } = request;
	const source = [
		"--no-deps",
		"--no-binary=numpy",
		...recipe.flags,
		`numpy==${numpyVersion}`
	];
	const flags = [
		"--disable-pip-version-check",
		"--no-input",
		"--verbose",
		...["--no-cache-dir", `--wheel-dir=${path.join(work, "wheel")}`]
	];
	const known = request.variables.PKG_CONFIG_PATH;
	const result = await effects.processes.run({
		command: [
			python,
			"-Im",
			"pip",
			"wheel",
			...flags,
			...source
		],
		variables: {
			...request.variables,
			...recipe.variables,
			PKG_CONFIG_PATH: known === void 0 ? work : `${work}:${known}`,
			TMPDIR: work
		},
		workingDirectory: work,
		signal,
		onErrorLine: (line) => {
			const [, done, all] = /^\s*\[(\d+)\/(\d+)\] /.exec(line) ?? [];
			if (done !== void 0 && all !== void 0) onProgress(Number(done) / Number(all));
		}
	});
	if (result.stopped === "aborted") throw new Interrupted();
	if (result.exitCode === 0) return null;
	return buildFault(numpyVersion, `${result.stdout}\n${result.stderr}`.split("\n"));
}
const symptoms = [
	{
		kind: "disk-full",
		words: /No space left on device|Disk quota exceeded/,
		meaning: "the disk is full. Free some space, or point BLAS_BENCH_CACHE and TMPDIR at another one"
	},
	{
		kind: "other",
		words: /Unknown compiler\(s\)|command '[^']*(gcc|cc|clang)[^']*' failed: No such file/,
		meaning: "there is no C and C++ compiler. Install one (Debian: build-essential)"
	},
	{
		kind: "other",
		words: /Python dependency not found|Python\.h: No such file/,
		meaning: "Python's headers are missing. Install them (Debian: python3-dev)"
	},
	{
		kind: "unsatisfiable",
		words: /No BLAS library detected|No LAPACK library detected|Library dfftpack|Blas \(.*\) libraries not found/i,
		meaning: "the build found no BLAS or LAPACK that it can use. Install the library's development files"
	},
	{
		kind: "unsatisfiable",
		words: /Dependency "?blas-bench-\w+"? (not found|found: NO)|Did not find pkg-config/,
		meaning: "the build could not ask pkg-config. Install it (Debian: pkg-config)"
	},
	{
		kind: "unsatisfiable",
		words: /requires a different Python|Cannot install.*Python|not supported.*Python version/,
		meaning: "this NumPy is not for this Python. Choose another numpy-version"
	},
	unreachableIndex,
	{
		kind: "package-not-found",
		words: /No matching distribution found/,
		meaning: "the package index has no source of this version. Check numpy-version"
	}
];
function buildFault(numpyVersion, lines) {
	const output = lines.join("\n");
	const known = symptoms.find(({ words }) => words.test(output));
	const meaning = known?.meaning ?? "the build failed. Its last lines are below";
	return fault(known?.kind ?? "other", `NumPy ${numpyVersion}, from source: ${meaning}.`, lastLinesOf(output));
}

// src/provision/source/source.ts
const quiet = [
	"--disable-pip-version-check",
	"--no-input",
	"--quiet",
	"--retries=1"
];
function createSourceProvider(effects) {
	return { provision(plans, root, progress, signal) {
		return makeFresh(effects, plans, root, signal, async (claims) => {
			const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
			if (machine.status === "failed") return claims.map(() => machine);
			const filled = [];
			for (const claim of claims) filled.push(await new Build(effects, claim, progress, signal).fill(machine.python));
			return filled;
		});
	} };
}
var Build = class {
	#effects;
	#claim;
	#progress;
	#signal;
	#variables;
	constructor(effects, claim, progress, signal) {
		this.#effects = effects;
		this.#claim = claim;
		this.#progress = progress;
		this.#signal = signal;
		this.#variables = {
			...effects.networkVariables,
			...effects.buildVariables
		};
	}
	get #python() {
		return path.join(this.#claim.prefix, "bin", "python");
	}
	async fill(machinePython) {
		const { library, numpyVersion: asked } = sourceOf(this.#claim.plan);
		const against = await this.#findLibraries();
		if (against !== "accelerate" && against.status === "failed") return against;
		const made = await this.#run("numpy", [
			machinePython,
			"-Im",
			"venv",
			this.#claim.prefix
		]);
		if (made.status === "failed") return made;
		const found = await this.#surroundings();
		if ("status" in found) return found;
		const { pip, ...surroundings } = found;
		const renewed = await this.#renewPip(pip);
		if (renewed?.status === "failed") return renewed;
		const version = await this.#resolveVersion(asked);
		if (typeof version !== "string") return version;
		const recipe = recipeFor(version, against);
		const wheel = await this.#wheel(version, recipe, surroundings, library);
		if (wheel.status === "failed") return wheel;
		const install = [
			...quiet,
			"--no-deps",
			"--no-index",
			wheel.file
		];
		const installed = await this.#run(wheel.file, [
			this.#python,
			"-Im",
			"pip",
			"install",
			...install
		]);
		if (installed.status === "failed") return installed;
		const lockFile = path.join(this.#claim.prefix, requirementsName);
		return {
			status: "filled",
			wheelFolder: path.dirname(wheel.file),
			lockFile: async (inspection) => {
				const text = `${pinnedRequirements(inspection)}${describeRecipe(recipe)}`;
				await this.#effects.files.writeWhole(lockFile, text);
				return lockFile;
			}
		};
	}
	async #findLibraries() {
		const { plan } = this.#claim;
		const { library } = sourceOf(plan);
		if (library === "accelerate") return "accelerate";
		return findLibraries(this.#effects, library, plan.platform, this.#variables, this.#signal);
	}
	async #resolveVersion(asked) {
		const requirement = asked === null ? "numpy" : `numpy==${asked}.*`;
		const flags = [
			"--dry-run",
			"--ignore-installed",
			"--no-deps",
			"--only-binary=:all:",
			"--report=-"
		];
		const answer = await this.#run(requirement, [
			this.#python,
			"-Im",
			"pip",
			"install",
			...quiet,
			...flags,
			requirement
		]);
		if (answer.status === "failed") return answer;
		const report = reportSchema.safeParse(possibleJson(answer.stdout));
		const [numpy] = report.success ? report.data.install : [];
		return numpy?.metadata.version ?? fault("other", `${requirement}: pip gave no answer that can be understood.`);
	}
	async #surroundings() {
		const code = [
			"import json, pip, platform, sysconfig",
			"v = sysconfig.get_config_vars()",
			"system = ' '.join(platform.libc_ver()).strip() or platform.mac_ver()[0]",
			"facts = {'abi': v['SOABI'], 'compiler': str(v.get('CC')), 'platform': sysconfig.get_platform()}",
			"print(json.dumps({**facts, 'system': system, 'pip': pip.__version__}))"
		].join("; ");
		return askPython(this.#effects.processes, {
			command: [
				this.#python,
				"-Ic",
				code
			],
			variables: this.#variables,
			signal: this.#signal,
			task: "asking Python what it was built with"
		}, surroundingsSchema);
	}
	async #renewPip(version) {
		const [major = 0, minor = 0] = version.split(".").map(Number);
		if (major > 23 || major === 23 && minor >= 1) return null;
		const wanted = [
			"--only-binary=:all:",
			"--upgrade",
			"pip >=23.1"
		];
		return this.#run("pip >=23.1", [
			this.#python,
			"-Im",
			"pip",
			"install",
			...quiet,
			...wanted
		]);
	}
	#wheel(version, recipe, surroundings, library) {
		const { id } = this.#claim.plan;
		let told = 0;
		this.#progress(`${id}: NumPy ${version} from its source against ${library}; a first build takes minutes`);
		return ensureWheel(this.#effects, {
			python: this.#python,
			numpyVersion: version,
			recipe,
			surroundings: {
				...surroundings,
				...this.#effects.buildVariables
			},
			variables: this.#variables,
			signal: this.#signal,
			onProgress: (share) => {
				const tenths = Math.floor(10 * share);
				if (tenths > told) this.#progress(`${id}: NumPy is built to ${10 * tenths} %`);
				told = Math.max(told, tenths);
			}
		});
	}
	#run(subject, command) {
		return runPip(this.#effects, {
			subject,
			command,
			variables: this.#variables,
			signal: this.#signal
		});
	}
};
const reportSchema = object({ install: array(object({ metadata: object({ version: string() }) })) });
const surroundingsSchema = object({
	abi: string(),
	compiler: string(),
	platform: string(),
	system: string(),
	pip: string()
});
function sourceOf(plan) {
	if (plan.source.provider !== "source") throw new Error(`${plan.id} is not to be built`);
	return plan.source;
}

// src/provision/providers.ts
async function createProviders(plan, effects) {
	return {
		rattler: createRattlerProvider(effects),
		client: await clientProvider(plan, effects),
		pip: createPipProvider(effects),
		source: createSourceProvider(effects),
		existing: createExistingProvider(effects)
	};
}
async function clientProvider(plan, effects) {
	const [choice] = plan.environments.flatMap(({ source }) => source.provider === "client" ? [source.client] : []);
	if (choice !== void 0) return createClientProvider(effects, await findClient(choice, effects, effects.signal));
	return { provision: () => Promise.reject(/* @__PURE__ */ new Error("the plan named no conda client")) };
}

// src/verify/backend-change.ts
async function lookAtBackend(request, processes) {
	try {
		return backendFacts(await collectEvidence(request, processes));
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return /* @__PURE__ */ new Map([["NumPy", `what cannot be looked into (${error.message})`]]);
	}
}
function backendFacts(evidence) {
	const { numpy } = evidence;
	if (numpy.status === "failed") return /* @__PURE__ */ new Map([["NumPy", `what cannot be imported (${numpy.error})`]]);
	if (numpy.status !== "imported") return /* @__PURE__ */ new Map([["NumPy", "none"]]);
	const holder = holderOf(evidence, "numpy");
	const layer = (name) => {
		return `${followCalls(evidence, "numpy", name).providers.map(describeProvider).join(" and ") || "an unknown library"} of ${installedText(evidence, "numpy", name) ?? "no package"}`;
	};
	return /* @__PURE__ */ new Map([
		["NumPy", holder === null ? `numpy ${numpy.version} of nobody` : describeOwner(holder)],
		["BLAS", layer("blas")],
		["LAPACK", layer("lapack")]
	]);
}
function backendChange(before, after) {
	const changes = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
		const [one, other] = [before.get(name), after.get(name)];
		return one === other || other === void 0 ? [] : [`${name} from ${one ?? "none"} to ${other}`];
	});
	return changes.length === 0 ? null : changes.join("; ");
}

// src/verify/probe-series.ts
const timeoutMilliseconds = 12e4;
async function probeSeries(probing, effects) {
	const fit = [];
	const evidence = /* @__PURE__ */ new Map();
	const threadpools = /* @__PURE__ */ new Map();
	const failures = [];
	for (const series of probing.series) {
		const environment = probing.environments.find(({ plan }) => plan.id === series.environment);
		if (environment === void 0) continue;
		const request = launchedProbe(environment, series, probing, effects);
		const looked = await lookInto(request, series, effects);
		if (looked.status === "failed") {
			failures.push(looked.failure);
			continue;
		}
		fit.push(series);
		evidence.set(series.id, looked.evidence);
		const { threadpoolctlFolder } = probing;
		threadpools.set(series.id, await collectThreadpools({
			...request,
			threadpoolctlFolder
		}, effects.processes));
	}
	return {
		fit,
		evidence,
		threadpools,
		failures
	};
}
function launchedProbe(environment, { threads, launcher }, probing, effects) {
	const { launching = directOnly } = probing;
	const threadVariables = probing.threadVariables(threads);
	const start = (words) => launch({
		launcher,
		launching,
		environment,
		words,
		threadVariables
	}, effects);
	return {
		...probeRequest(environment, threadVariables, effects),
		start
	};
}
function probeRequest(environment, threadVariables, effects) {
	return {
		python: environment.python,
		variables: {
			...environment.variables,
			...threadVariables
		},
		pythonFolder: effects.pythonFolder,
		timeoutMilliseconds,
		signal: effects.signal,
		where: `variant ${environment.plan.variant}`
	};
}
async function lookInto(request, series, effects) {
	const failed = (message, lastLines) => ({
		status: "failed",
		failure: {
			stage: "verify",
			subject: series.id,
			benchmark: null,
			message,
			lastLines: [...lastLines]
		}
	});
	try {
		const evidence = await collectEvidence(request, effects.processes);
		const { numpy } = evidence;
		if (numpy.status === "imported") return {
			status: "works",
			evidence
		};
		return numpy.status === "failed" ? failed(`NumPy cannot be imported: ${numpy.error}`, numpy.lastLines) : failed("NumPy is not installed: install it into this environment", []);
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return failed(error instanceof UserError ? error.message : `could not be looked into: ${error.message}`, []);
	}
}

// src/provisioning.ts
async function provisionAndProbe(request, arms, effects) {
	const { config, host, seed, event, environmentsFolder } = request;
	const plan = planRun(config, host, seed, planAxes(event, config), arms.files);
	const launching = await prepareLaunchers(plan, effects);
	const providers = await createProviders(plan, effects);
	await request.kept?.restore(plan);
	const made = await provisionPlan(plan, config, environmentsFolder, providers, effects);
	await requireStartable(made.plan, made.environments, effects);
	await request.kept?.save(made.environments);
	const { provisioned, installs } = await install(made, request, arms, effects);
	const tools = await ensureTools(effects, effects.signal);
	const threadpoolctlFolder = tools.status === "ready" ? tools.threadpoolctlFolder : null;
	const { environments } = provisioned;
	const { series } = provisioned.plan;
	return {
		provisioned,
		installs,
		probed: await probeSeries({
			environments,
			series,
			launching,
			threadVariables,
			threadpoolctlFolder
		}, effects),
		launching
	};
}
async function provisionHere(request, checkout, effects) {
	const config = withoutBase(request.config);
	const folders = {
		base: null,
		head: checkout
	};
	const files = await readEnvironmentFiles(config, folders, effects);
	return provisionAndProbe({
		...request,
		config
	}, {
		folders,
		files
	}, effects);
}
async function install(made, { config, outputFolder }, { folders }, effects) {
	const commands = ({ source }) => {
		const line = "pipLine" in source ? source.pipLine : void 0;
		return [...line === void 0 ? [] : [line], ...config.install];
	};
	const logFolder = path.join(outputFolder, "install");
	const { environments, installs, failures } = await installAll({
		environments: made.environments,
		commands,
		folders,
		logFolder
	}, {
		look: (environment) => lookAtBackend(probeRequest(environment, threadVariables(1), effects), effects.processes),
		change: backendChange
	}, effects);
	const left = environments.map((environment) => environment.plan);
	return {
		provisioned: {
			plan: withEnvironments(made.plan, left, [], config),
			environments,
			failures: [...made.failures, ...failures]
		},
		installs
	};
}

// src/entry/output-folder.ts
async function prepareOutputFolder(folder, files) {
	let existed = false;
	try {
		existed = await files.kind(folder) === "folder";
		await files.makeFolder(folder);
		await files.removeTree(await files.makeTemporaryFolder(folder, ".trial-"));
	} catch (error) {
		const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
		throw new UserError([{
			where: folder,
			what: `results cannot be written here (${why})`,
			remedy: "name a folder that can be written to"
		}]);
	}
	return { async removeIfUnused() {
		if (!existed && (await files.list(folder)).length === 0) await files.removeTree(folder);
	} };
}

export { directOnly, explicitList, isOfVenv, launch, packageFolders, prepareOutputFolder, provisionAndProbe, provisionHere, readEnvironmentFiles, readRecords, referenceNotices, threadVariables, twinOf };