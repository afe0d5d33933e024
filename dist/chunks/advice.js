import { _isoDateTime, hasNewAccelerate, launchers, platforms } from "./inputs.js";
import { ZodISODateTime, _enum, array, boolean, custom, int, literal, number, object, record, strictObject, string, union, unknown } from "./schemas.js";
import { cut } from "./inert.js";
import { condaRecordOf, describePackage, describeProvider, fileNameOf, holderOf, identify, recordedLibrary, workingFamily } from "./judge.js";
import { evidenceSchema, installedPackageSchema, threadpoolReportSchema } from "./json.js";

// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

// src/report/document.ts
function plain(text, tone = "plain") {
	return {
		text,
		isCode: false,
		tone
	};
}
function code(text, tone = "plain") {
	return {
		text,
		isCode: true,
		tone
	};
}
const longestSentence = 2e4;
function sentence(text) {
	const parts = cut(text, longestSentence).split("`");
	if (parts.length % 2 === 0) return [plain(text)];
	return parts.flatMap((part, index) => part === "" ? [] : [index % 2 === 0 ? plain(part) : code(part)]);
}
function quoted(name) {
	return `\`${name.replaceAll("`", "'")}\``;
}
function paragraph(text) {
	return {
		kind: "paragraph",
		line: sentence(text)
	};
}
function left(title) {
	return {
		title: [plain(title)],
		align: "left"
	};
}
function right(title) {
	return {
		title: [plain(title)],
		align: "right"
	};
}

// src/result/samples.ts
const samples = custom(areSamples, "expected an array of finite numbers").meta({
	type: "array",
	items: { type: "number" }
});
const finiteNumbers = custom(areFinite, "expected an array of finite numbers").meta({
	type: "array",
	items: { type: "number" }
});
const wholeNumbers = custom(areWhole, "expected an array of whole numbers from 0").meta({
	type: "array",
	items: {
		type: "integer",
		minimum: 0
	}
});
const roomLength = 32768;
var SampleRoom = class {
	#room = /* @__PURE__ */ new Float64Array(0);
	#used = 0;
	take(value) {
		if (!Array.isArray(value)) return value;
		const list = value;
		if (this.#used + list.length > this.#room.length) {
			this.#room = new Float64Array(Math.max(roomLength, list.length));
			this.#used = 0;
		}
		const taken = this.#room.subarray(this.#used, this.#used + list.length);
		for (let at = 0; at < list.length; at += 1) {
			const sample = list[at];
			if (typeof sample !== "number" || !Number.isFinite(sample)) return value;
			taken[at] = sample;
		}
		this.#used += list.length;
		return taken;
	}
};
function areSamples(value) {
	return (Array.isArray(value) || value instanceof Float64Array) && holdFinite(value);
}
function areFinite(value) {
	return Array.isArray(value) && holdFinite(value);
}
function holdFinite(list) {
	for (let at = 0; at < list.length; at += 1) if (!Number.isFinite(list[at])) return false;
	return true;
}
function areWhole(value) {
	if (!Array.isArray(value)) return false;
	for (let at = 0; at < value.length; at += 1) if (!(Number.isSafeInteger(value[at]) && value[at] >= 0)) return false;
	return true;
}

// src/result/blocks.ts
const disturbancesSchema = strictObject({
	cpuNanoseconds: finiteNumbers,
	involuntarySwitches: wholeNumbers,
	idleCpuNanoseconds: finiteNumbers
});
const blocksSchema = strictObject({
	numbers: wholeNumbers,
	turns: wholeNumbers,
	batchNanoseconds: samples,
	values: finiteNumbers.optional(),
	disturbances: disturbancesSchema.nullable(),
	positions: string().regex(/^\d*$/)
});
function inColumns(blocks) {
	const values = blocks.flatMap(({ value }) => value === void 0 ? [] : [value]);
	const disturbances = blocks.flatMap(({ disturbance }) => disturbance === null ? [] : [disturbance]);
	return {
		numbers: blocks.map(({ number }) => number),
		turns: blocks.map(({ batchNanoseconds, value }) => batchNanoseconds.length + (value === void 0 ? 0 : 1)),
		batchNanoseconds: blocks.flatMap(({ batchNanoseconds }) => batchNanoseconds),
		...values.length === 0 ? {} : { values },
		disturbances: disturbances.length === 0 ? null : {
			cpuNanoseconds: disturbances.map(({ cpuNanoseconds }) => cpuNanoseconds),
			involuntarySwitches: disturbances.map(({ involuntarySwitches }) => involuntarySwitches),
			idleCpuNanoseconds: disturbances.map(({ idleCpuNanoseconds }) => idleCpuNanoseconds)
		},
		positions: inDigits(blocks.flatMap(({ positions }) => positions))
	};
}
function inDigits(places) {
	const digits = String(places.reduce((most, place) => Math.max(most, place), 0)).length;
	return places.map((place) => String(place).padStart(digits, "0")).join("");
}
function startsOf(turns) {
	const starts = [];
	let end = 0;
	for (let at = 0; at < turns.length; at += 1) {
		starts.push(end);
		end += turns[at] ?? 0;
	}
	return starts;
}
function repeatedPlaces(numbers) {
	if (numbers.every((number, place) => number > (numbers[place - 1] ?? -1))) return [];
	const seen = /* @__PURE__ */ new Set();
	return numbers.flatMap((number, place) => {
		if (seen.has(number)) return [place];
		seen.add(number);
		return [];
	});
}
function placesOf(numbers) {
	let byNumber = null;
	return (number, place) => {
		if (numbers[place] === number) return place;
		byNumber ??= new Map(numbers.map((one, at) => [one, at]));
		return byNumber.get(number);
	};
}
function timesByBlock({ turns, batchNanoseconds }) {
	const all = Array.from(batchNanoseconds);
	return startsOf(turns).map((start, at) => all.slice(start, start + (turns[at] ?? 0)));
}

// src/verify/kernels.ts
const withAvx2 = ["haswell", "zen"];
const beforeAvx2 = [...[
	"prescott",
	"core2",
	"penryn",
	"dunnington",
	"nehalem",
	"sandybridge",
	"atom",
	"nano"
], ...[
	"opteron",
	"opteron_sse3",
	"barcelona",
	"bobcat",
	"bulldozer",
	"piledriver",
	"steamroller"
]];
function olderKernels(library, variables, simd) {
	if (library?.family !== "openblas" || library.coreType === null) return null;
	const core = library.coreType.toLowerCase();
	const offered = [
		"avx512f",
		"avx512bw",
		"avx512dq",
		"avx512vl"
	].every((flag) => simd.includes(flag)) && withAvx2.includes(core) ? "AVX-512" : simd.includes("avx2") ? "AVX2" : null;
	if (offered === null || offered === "AVX2" && !beforeAvx2.includes(core)) return null;
	const chosen = `OpenBLAS runs its ${library.coreType} kernels although this CPU offers ${offered}`;
	const forced = variables.OPENBLAS_CORETYPE;
	return forced === void 0 ? `${chosen}: a newer OpenBLAS than ${library.version ?? "this one"} may know this CPU better.` : `${chosen}, because OPENBLAS_CORETYPE is set to ${forced}: unset it.`;
}

// src/result/conditions.ts
const share = number().min(0).max(1);
const conditionsSchema = strictObject({
	block: int().nonnegative(),
	elapsedSeconds: number().nonnegative(),
	busyShares: array(share).nullable(),
	stealShare: share.nullable(),
	waitShare: share.nullable(),
	throttledShare: share.nullable(),
	ownCpuSeconds: number().nonnegative().nullable(),
	runnableTasks: int().nonnegative().nullable(),
	load: number().nonnegative().nullable(),
	swappedPages: int().nonnegative().nullable()
});

// src/result/worker-messages.ts
const workerProtocolVersion = 1;
const quantitySchema = strictObject({
	unit: string().max(100),
	better: _enum(["smaller", "bigger"])
});
const benchmarkSchema = strictObject({
	name: string(),
	role: _enum(["benchmark", "control"]),
	method: _enum(["turns", "whole"]),
	layer: _enum(["blas", "lapack"]).nullable(),
	description: string(),
	flop: number().positive().nullable(),
	relativeTolerance: number().positive().nullable(),
	source: union([strictObject({
		file: string().regex(/^[^/]/),
		line: int().positive()
	}), strictObject({ command: literal(true) })]).nullable(),
	quantity: quantitySchema.optional()
});
const greetingSchema = object({ hello: object({ protocolVersion: number() }) });
const complaintSchema = strictObject({
	message: string(),
	lastLines: array(string())
});
const offeredSchema = benchmarkSchema.extend({ problem: complaintSchema.optional() });
const helloSchema = strictObject({ hello: strictObject({
	protocolVersion: literal(1),
	processId: int(),
	benchmarks: array(offeredSchema),
	clockResolutionNanoseconds: number().positive(),
	notices: array(string()).optional()
}) });
const refusalSchema = strictObject({ refusal: complaintSchema });
const fingerprintSchema = array(number().nullable());
const roundsSchema = strictObject({
	count: int().positive(),
	iterations: int().positive()
});
const labelsSchema = strictObject({
	group: string().nullable(),
	param: string().nullable(),
	params: record(string(), unknown()).nullable(),
	extra_info: record(string(), unknown())
});
const batchSchema = strictObject({
	wallNanoseconds: number(),
	cpuNanoseconds: number(),
	involuntarySwitches: int(),
	idleCpuNanoseconds: number()
});
const partSchema = strictObject({
	name: string(),
	layer: _enum(["blas", "lapack"]).nullable(),
	description: string(),
	seconds: number(),
	repeats: array(number()),
	flop: number().positive().nullable()
});
const wholeRunSchema = strictObject({
	parts: array(partSchema),
	summaryLines: array(string()),
	fingerprint: fingerprintSchema
});
const valueRunSchema = strictObject({
	value: number(),
	cpuNanoseconds: number()
});
const skippedSchema = strictObject({ skipped: string() });
const processRunSchema = strictObject({
	wallNanoseconds: number(),
	output: string(),
	evidence: evidenceSchema.nullable()
});
const answerSchemas = {
	evidence: evidenceSchema,
	prepare: union([strictObject({
		fingerprint: fingerprintSchema.nullable(),
		rounds: roundsSchema.optional()
	}), skippedSchema]),
	calibrate: strictObject({ loops: int().positive() }),
	batch: batchSchema,
	finish: strictObject({ labels: labelsSchema.optional() }),
	whole: union([
		wholeRunSchema,
		valueRunSchema,
		skippedSchema
	]),
	process: processRunSchema,
	quit: strictObject({})
};
const answerSchema = union([strictObject({
	id: int(),
	ok: unknown(),
	onceNanoseconds: number().optional()
}), strictObject({
	id: int(),
	error: complaintSchema
})]);

// src/result/schema.ts
const resultSchemaVersion = 1;
const platformSchema = _enum(platforms);
const armSchema = _enum(["base", "head"]);
const launcherSchema = _enum(launchers);
const libraryFamilySchema = _enum([
	"openblas",
	"mkl",
	"blis",
	"netlib",
	"atlas",
	"flexiblas",
	"nvpl",
	"accelerate"
]);
const hostSchema = strictObject({
	platform: platformSchema,
	osVersion: string(),
	machine: string(),
	translated: boolean(),
	cpuModel: string(),
	cpuVendor: string(),
	simd: array(string()),
	physicalCores: int().positive(),
	logicalCores: int().positive(),
	memoryBytes: number().positive(),
	runnerImage: string().nullable()
});
const expectationSchema = strictObject({
	blas: array(libraryFamilySchema).nullable(),
	lapack: array(libraryFamilySchema).nullable()
});
const installSchema = strictObject({
	command: string(),
	change: string().nullable()
});
const environmentSchema = strictObject({
	id: string(),
	variant: string(),
	arm: armSchema,
	platform: platformSchema,
	provider: _enum([
		"rattler",
		"micromamba",
		"mamba",
		"conda",
		"pip",
		"source",
		"existing"
	]),
	expectation: expectationSchema,
	specs: array(string()),
	channels: array(string()),
	packages: array(installedPackageSchema),
	hash: string().nullable(),
	installs: array(installSchema)
});
const sightingSchema = strictObject({
	moments: array(strictObject({
		block: int().nonnegative(),
		phase: _enum([
			"before",
			"after",
			"beside"
		])
	})),
	evidence: evidenceSchema
});
const seriesSchema = strictObject({
	id: string(),
	environment: string(),
	variant: string(),
	arm: armSchema,
	platform: platformSchema,
	threads: int().positive(),
	launcher: launcherSchema,
	sightings: array(sightingSchema),
	threadpools: threadpoolReportSchema
});
const measurementSchema = strictObject({
	benchmark: string(),
	series: string(),
	loops: int().positive(),
	blocks: blocksSchema,
	fingerprint: fingerprintSchema.nullable(),
	summaryLines: array(string())
});
const failureSchema = strictObject({
	stage: _enum([
		"provision",
		"verify",
		"measure"
	]),
	subject: string(),
	benchmark: string().nullable(),
	message: string(),
	lastLines: array(string())
});
const absenceSchema = strictObject({
	variant: string(),
	platform: platformSchema,
	kind: _enum(["unsupported", "outage"]),
	reason: string()
});
const scheduleSchema = strictObject({
	seed: int().nonnegative(),
	plannedBlocks: int().positive(),
	plannedLooks: literal([1, 2]),
	looks: array(int().positive()).max(2),
	turns: int().positive(),
	batchMilliseconds: number().positive(),
	budgetMilliseconds: number().positive(),
	shortened: array(string())
});
const resultSchema = strictObject({
	schemaVersion: literal(1),
	tool: strictObject({
		name: literal("blas-bench"),
		version: string()
	}),
	startedAt: datetime(),
	elapsedSeconds: number().nonnegative(),
	configuration: record(string(), string()),
	host: hostSchema,
	code: strictObject({
		repository: string().nullable(),
		baseCommit: string().nullable(),
		headCommit: string(),
		dirty: boolean()
	}).nullable(),
	reference: string().nullable(),
	environments: array(environmentSchema),
	series: array(seriesSchema),
	benchmarks: array(benchmarkSchema),
	schedule: scheduleSchema.nullable(),
	measurements: array(measurementSchema),
	conditions: array(conditionsSchema),
	failures: array(failureSchema),
	absences: array(absenceSchema),
	notices: array(string())
});

// src/verify/build-statement.ts
const buildDependencySchema = strictObject({
	name: string(),
	version: string().nullable(),
	family: libraryFamilySchema.nullable(),
	folder: string().nullable()
}).readonly();
const buildStatementSchema = strictObject({
	era: _enum(["setuptools", "meson"]),
	blas: buildDependencySchema.nullable(),
	lapack: buildDependencySchema.nullable(),
	simd: strictObject({
		baseline: array(string()).readonly(),
		found: array(string()).readonly(),
		notFound: array(string()).readonly()
	}).readonly().nullable()
}).readonly();
const families$1 = [
	["flexiblas", /flexiblas/i],
	["openblas", /openblas/i],
	["mkl", /mkl/i],
	["blis", /\bblis/i],
	["atlas", /atlas/i],
	["nvpl", /nvpl/i],
	["accelerate", /accelerate|veclib/i]
];
function familyNamed(name) {
	return families$1.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

// src/verify/meson-config.ts
function isTable(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readMesonTables(tables) {
	const dependencies = tables["Build Dependencies"];
	if (!isTable(dependencies)) return null;
	const simd = tables["SIMD Extensions"];
	const names = (value) => Array.isArray(value) ? value.map(String) : [];
	return {
		era: "meson",
		blas: readDependency$1(dependencies.blas),
		lapack: readDependency$1(dependencies.lapack),
		simd: isTable(simd) ? {
			baseline: names(simd.baseline),
			found: names(simd.found),
			notFound: names(simd["not found"])
		} : null
	};
}
function readDependency$1(table) {
	if (!isTable(table) || String(table.found) === "false") return null;
	const field = (key) => {
		const value = table[key];
		return typeof value !== "string" || value === "" || value === "unknown" ? null : value;
	};
	const name = field("name");
	if (name === null) return null;
	const folder = field("lib directory");
	if (/^dep\d+$/.test(name)) return {
		name: "internal",
		version: null,
		family: null,
		folder
	};
	return {
		name,
		version: field("version"),
		family: familyNamed(name),
		folder
	};
}
function parseMesonText(text) {
	if (/^Build Dependencies:\s*$/m.test(text)) return parsePrintedYaml(text);
	try {
		const value = JSON.parse(text);
		return isTable(value) ? value : null;
	} catch {
		return null;
	}
}
function parsePrintedYaml(text) {
	const sections = blocks(text.replace(/\r/g, "").replace(/\n {6,}/g, " "), 0).map(([section, body]) => {
		const entries = blocks(body, 2).map(([entry, content]) => {
			const items = [...content.matchAll(/^ {2}- (.*)$/gm)].map(([, item]) => item);
			const fields = blocks(content, 4).map(([field, value]) => [field, value.trim()]);
			return [entry, items.length > 0 ? items : Object.fromEntries(fields)];
		});
		return [section, Object.fromEntries(entries)];
	});
	return Object.fromEntries(sections);
}
function blocks(text, depth) {
	const margin = " ".repeat(depth);
	const block = new RegExp(`^${margin}([^ \\n-][^:\\n]*):(.*(?:\\n${margin}[ -].*)*)`, "gm");
	return [...text.matchAll(block)].map(([, name = "", body = ""]) => [name, body]);
}

// src/verify/setuptools-config.ts
function parseSetuptoolsText(text) {
	const sections = readSections(text);
	if (![...sections.keys()].some((name) => name.endsWith("_info"))) return null;
	return {
		era: "setuptools",
		blas: firstAvailable(sections, ["blas_ilp64_opt_info", "blas_opt_info"], (names) => names.join(", ")),
		lapack: firstAvailable(sections, ["lapack_ilp64_opt_info", "lapack_opt_info"], ([first = ""]) => first),
		simd: readSimd(sections.get("Supported SIMD extensions in this NumPy install"))
	};
}
function readSections(text) {
	const sections = /* @__PURE__ */ new Map();
	let current = null;
	for (const line of text.split(/\r?\n/)) {
		const heading = /^(\S[^=]*):\s*$/.exec(line)?.[1];
		if (heading !== void 0) {
			current = /* @__PURE__ */ new Map();
			sections.set(heading, current);
			continue;
		}
		const [, key, value] = /^\s+([a-z_ ]+?) = ?(.*)$/.exec(line) ?? [];
		if (key !== void 0 && value !== void 0) current?.set(key, value.trim());
	}
	return sections;
}
function listed(value) {
	const words = [...(value ?? "").matchAll(/'([^']*)'/g)].map(([, word = ""]) => word.replaceAll("\\\\", "\\"));
	return [...new Set(words)];
}
function firstAvailable(sections, names, spokesman) {
	for (const name of names) {
		const section = sections.get(name);
		if (section !== void 0 && section.size > 0) return readDependency(section, spokesman);
	}
	return null;
}
function readDependency(section, spokesman) {
	const flags = listed(section.get("extra_link_args"));
	const flagged = (pattern) => flags.flatMap((flag) => pattern.exec(flag)?.[1] ?? []);
	const names = [
		...listed(section.get("libraries")),
		...flagged(/^-l(.+)$/),
		...flagged(/^-Wl,(\w+)$/)
	];
	const [folder = null] = [...listed(section.get("library_dirs")), ...flagged(/^-L(.+)$/)];
	const unique = [...new Set(names)];
	return {
		name: unique.join(", ") || "unnamed",
		version: null,
		family: familyNamed(spokesman(unique)),
		folder
	};
}
function readSimd(section) {
	if (section === void 0) return null;
	const names = (key) => (section.get(key) ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "");
	return {
		baseline: names("baseline"),
		found: names("found"),
		notFound: names("not found")
	};
}

// src/verify/show-config.ts
function parseShowConfig(text, dicts) {
	if (dicts !== null) return readMesonTables(dicts);
	const sections = parseSetuptoolsText(text);
	if (sections !== null) return sections;
	const tables = parseMesonText(text);
	return tables === null ? null : readMesonTables(tables);
}
function buildStatementOf(module) {
	return module.status === "imported" ? parseShowConfig(module.showConfigText, module.showConfigDicts) : null;
}

// src/verify/threads.ts
const variablesOf = {
	openblas: [
		"OPENBLAS_NUM_THREADS",
		"GOTO_NUM_THREADS",
		"OMP_NUM_THREADS"
	],
	mkl: ["MKL_NUM_THREADS", "OMP_NUM_THREADS"],
	blis: ["BLIS_NUM_THREADS", "OMP_NUM_THREADS"],
	accelerate: ["VECLIB_MAXIMUM_THREADS"],
	netlib: []
};
function threadVariables(library) {
	const family = library === null ? null : workingFamily(library);
	if (family === "openblas" && library?.threadingLayer === "openmp") return ["OMP_NUM_THREADS"];
	return (family === null ? void 0 : variablesOf[family]) ?? ["OMP_NUM_THREADS"];
}
function threadVariable(library) {
	return threadVariables(library)[0] ?? "OMP_NUM_THREADS";
}
function threadsAskedBy(variables, library) {
	return threadVariables(library).map((name) => Number(variables[name])).find((count) => Number.isInteger(count) && count > 0) ?? null;
}

// src/verify/advice.ts
const rules = {
	"translated-python": ({ evidence }) => evidence.python.translated === true ? "This Python is built for Intel and runs translated by Rosetta on an arm64 Mac: install one for osx-arm64, which also makes Accelerate's fast kernels available." : null,
	"not-activated": ({ evidence }) => {
		const { prefix, basePrefix } = evidence.python;
		const active = evidence.variables.CONDA_PREFIX;
		if (holderOf(evidence, "numpy")?.manager !== "conda" || active === prefix || active === basePrefix) return null;
		return `This conda environment is not activated${active === void 0 ? "" : `, but ${active} is`}: its activation scripts have not run, which MKL for one needs. Activate it, or use: conda run --prefix ${prefix}`;
	},
	"numpy-replaced-by-pip": ({ evidence }) => {
		const record = condaRecordOf(evidence, "numpy");
		const holder = holderOf(evidence, "numpy");
		if (record === null || holder?.manager !== "pip") return null;
		return `pip put numpy ${holder.version} over conda's ${describePackage(record)}, which conda does not know of: make the environment anew, and keep pip from replacing NumPy with --no-deps or a constraint numpy==${record.version}.`;
	},
	"netlib-blas": ({ verdict }) => families(verdict).blas === "netlib" ? "NumPy's BLAS is netlib's reference implementation, which is several times slower than the optimized ones: install OpenBLAS." : null,
	"netlib-lapack": ({ verdict }, host) => {
		const { blas, lapack } = families(verdict);
		if (lapack !== "netlib" || blas === "netlib" || blas === null) return null;
		const hasNew = host.platform.startsWith("osx-") && hasNewAccelerate(host.osVersion);
		return `LAPACK is netlib's: svd, eigh, solve and cholesky gain from this BLAS only through the products inside them${blas === "accelerate" && hasNew ? ", or take newaccelerate, which has Apple's" : ""}.`;
	},
	"mkl-available": ({ verdict, evidence }, host) => {
		const { blas } = families(verdict);
		if (!(host.cpuVendor === "GenuineIntel" && host.platform === "linux-64") || blas !== "openblas" && blas !== "netlib") return null;
		return `This is an Intel CPU, where MKL (${condaRecordOf(evidence, "numpy") === null ? "from conda-forge" : "with libblas=*=*_mkl"}) may be faster: measure it with --variants openblas,mkl.`;
	},
	"mkl-on-amd": ({ verdict }, host) => families(verdict).blas === "mkl" && host.cpuVendor === "AuthenticAMD" ? "MKL works on AMD CPUs and may be slower or faster there than OpenBLAS or BLIS: measure them side by side." : null,
	"older-kernels": ({ verdict, evidence }, host) => olderKernels(verdict.blas, evidence.variables, host.simd),
	"too-many-threads": ({ verdict, evidence }, host) => {
		const { effective } = verdict.threads;
		const cores = Math.min(host.physicalCores, evidence.python.usableCpus);
		return effective === null || effective <= cores ? null : `BLAS would use ${effective} threads on ${cores} usable cores, where they get in each other's way: set ${threadVariable(verdict.blas)}=${cores} or less.`;
	},
	"threads-not-followed": ({ verdict }) => {
		const { asked, effective } = verdict.threads;
		return asked === null || effective === null || effective <= asked ? null : `${asked} asked of the BLAS threads and ${effective} would be used: set ${threadVariable(verdict.blas)}=${asked} before NumPy is imported.`;
	},
	"two-openmp-runtimes": ({ evidence }) => {
		const runtimes = evidence.libraries.filter((library) => identify(library)?.kind === "openmp");
		const names = [...new Set(runtimes.map((library) => fileNameOf(library.realPath)))].sort();
		return names.length < 2 ? null : `${names.join(" and ")} are both in this process: each OpenMP runtime brings its own threads, which compete for the cores and may hang or crash.`;
	},
	"scipy-has-another-blas": ({ verdict }) => {
		const [numpy, scipy] = [verdict.blas, verdict.scipy?.blas ?? null];
		return numpy === null || scipy === null || numpy.realPath === scipy.realPath ? null : `SciPy calls a BLAS of its own, ${describeProvider(scipy)}: what is found for NumPy does not hold for it, and the two pools of threads compete.`;
	},
	"unpinned-environment": ({ evidence }) => {
		const recorded = holderOf(evidence, "numpy")?.manager === "conda" ? recordedLibrary(evidence, "blas") : null;
		if (recorded === null || evidence.pinned?.some((line) => /^\s*(lib)?blas\b/.test(line))) return null;
		const { name, build } = recorded.record;
		return `Nothing pins the BLAS here, so any later install may exchange it: write "${name} *=${(build ?? "_openblas").replace(/^.*_/, "*_")}" into conda-meta/pinned.`;
	},
	"build-statement-differs": ({ verdict, evidence }) => {
		const built = buildStatementOf(evidence.numpy)?.blas ?? null;
		if (built === null || verdict.blas === null) return null;
		const loaded = workingFamily(verdict.blas);
		return built.family === null || loaded === null || built.family === loaded ? null : `show_config() names ${built.name}: that is what NumPy was built with. What it calls now is ${describeProvider(verdict.blas)}.`;
	}
};
function adviceFor(host, subjects) {
	return Object.entries(rules).flatMap(([code, rule]) => {
		const concerned = /* @__PURE__ */ new Map();
		for (const subject of subjects) {
			const text = rule(subject, host);
			if (text !== null) concerned.set(text, [...concerned.get(text) ?? [], subject.name]);
		}
		return [...concerned].map(([text, names]) => ({
			code,
			subjects: [...new Set(names)],
			text
		}));
	});
}
function adviseOn(result, verdicts) {
	const subjects = result.series.flatMap((series) => {
		const verdict = verdicts.get(series.id);
		const evidence = series.sightings[0]?.evidence;
		const { variant, launcher } = series;
		const name = launcher === "direct" ? variant : `${variant}, ${launcher}`;
		return verdict === void 0 || evidence === void 0 ? [] : [{
			name,
			verdict,
			evidence
		}];
	});
	return adviceFor(result.host, subjects);
}
function families(verdict) {
	return {
		blas: verdict.blas === null ? null : workingFamily(verdict.blas),
		lapack: verdict.lapack === null ? null : workingFamily(verdict.lapack)
	};
}

export { SampleRoom, adviceFor, adviseOn, answerSchema, answerSchemas, buildStatementOf, code, greetingSchema, helloSchema, inColumns, left, paragraph, placesOf, plain, quoted, refusalSchema, repeatedPlaces, resultSchema, right, sentence, startsOf, threadsAskedBy, timesByBlock };