import { _isoDateTime, hasNewAccelerate, platforms } from "./inputs.js";
import { ZodISODateTime, _enum, array, boolean, custom, evidenceSchema, installedPackageSchema, int, literal, number, object, record, strictObject, string, threadpoolReportSchema, union, unknown } from "./files.js";

// src/verify/identify.ts
const familyNames = {
	openblas: "OpenBLAS",
	mkl: "MKL",
	blis: "BLIS",
	netlib: "netlib",
	atlas: "ATLAS",
	flexiblas: "FlexiBLAS",
	nvpl: "NVPL",
	accelerate: "Accelerate"
};
const familyMarks = [
	["flexiblas", /^flexiblas_/],
	["mkl", /^mkl_(get|set|serv)_/i],
	["openblas", /^openblas_/],
	["blis", /^bli_/],
	["nvpl", /^nvpl_(blas|lapack)_/],
	["atlas", /^ATL_/]
];
const entryPoint = /^(cblas_)?[sdcz](gemm|gemv|dot|gesdd|gesvd|gesv|getrf|potrf|syevd|geev)_*$/;
const accelerateFramework = /\/(Accelerate|vecLib)\.framework\//;
const forwarders = [["accelerate", /^libvecLibFort|^libblas_reexport\./], ["nvpl", /^libnvpl_(blas|lapack)_/]];
const genericName = /^lib(ref)?(c?blas|lapacke?)(64_?)?(-netlib)?[.-]/;
const vendorFolder = /\/(openblas|blis|atlas|mkl|flexiblas|nvpl)(-[a-z0-9]+)?\/[^/]+$/;
function undecorated(symbol) {
	return symbol.replace(/^scipy_/, "").replace(/\$NEWLAPACK(\$ILP64)?$/, "").replace(/64_?$/, "");
}
function fileNameOf(filePath) {
	return filePath.slice(filePath.lastIndexOf("/") + 1);
}
function folderOf(filePath) {
	return filePath.slice(0, Math.max(filePath.lastIndexOf("/"), 0));
}
function markedFamily(library) {
	const names = library.markers.map(undecorated);
	return familyMarks.find(([, mark]) => names.some((name) => mark.test(name)))?.[0] ?? null;
}
function unmarkedFamily(library) {
	if (accelerateFramework.test(library.realPath)) return "accelerate";
	const fileName = fileNameOf(library.realPath);
	const forwarder = forwarders.find(([, name]) => name.test(fileName))?.[0];
	if (forwarder !== void 0) return forwarder;
	if (!genericName.test(fileName)) return null;
	if (!library.markers.some((marker) => entryPoint.test(undecorated(marker)))) return null;
	const vendor = vendorFolder.exec(library.realPath)?.[1];
	return familyMarks.find(([family]) => family === vendor)?.[0] ?? "netlib";
}
function openMpRuntime(library) {
	if (library.markers.some((marker) => /^_*kmpc?_/.test(marker))) return fileNameOf(library.realPath).startsWith("libiomp") ? "libiomp5" : "libomp";
	return library.markers.some((marker) => marker.startsWith("GOMP_")) ? "libgomp" : null;
}
function identify(library) {
	const family = markedFamily(library) ?? unmarkedFamily(library);
	if (family !== null) return {
		kind: "blas",
		family
	};
	const runtime = openMpRuntime(library);
	return runtime === null ? null : {
		kind: "openmp",
		runtime
	};
}
function familyOf(library) {
	const identity = identify(library);
	return identity?.kind === "blas" ? identity.family : null;
}
function integersOf(symbol) {
	return /(64_?|\$ILP64)$/.test(symbol) ? "ILP64" : "LP64";
}
function spokesmanFor(library, libraries) {
	const family = familyOf(library);
	if (family === null) return library;
	const [marked, ...more] = libraries.filter((other) => markedFamily(other) === family);
	return marked === void 0 || more.length > 0 ? library : marked;
}
function shortVersion(text, family) {
	if (text === null) return null;
	if (family === "mkl") return /Version (\d+(\.\d+)*)/.exec(text)?.[1] ?? text;
	if (family !== "nvpl" || !/^\d+$/.test(text)) return text;
	const number = Number(text);
	return [
		Math.floor(number / 1e4),
		Math.floor(number / 100) % 100,
		number % 100
	].join(".");
}
function providerFamily(call, library) {
	if (call.layer === "lapack" && fileNameOf(library.realPath).startsWith("libvecLibFort")) return "netlib";
	return familyOf(library);
}
function loadedLibrary(call, libraries) {
	if (call.library === null) return null;
	const library = libraries.find((candidate) => candidate.realPath === call.library);
	const spokesman = library === void 0 ? void 0 : spokesmanFor(library, libraries);
	const family = providerFamily(call, library ?? {
		realPath: call.library,
		markers: []
	});
	return {
		family,
		fileName: fileNameOf(call.library),
		realPath: call.library,
		version: shortVersion(spokesman?.version ?? null, family),
		coreType: spokesman?.coreType ?? null,
		threadingLayer: spokesman?.threadingLayer ?? null,
		integers: integersOf(call.symbol),
		backend: spokesman?.backend ?? null
	};
}
const backendNames = [
	["openblas", /openblas/i],
	["mkl", /mkl/i],
	["blis", /blis/i],
	["atlas", /atlas/i],
	["nvpl", /nvpl/i],
	["accelerate", /accelerate|veclib/i],
	["netlib", /netlib|reference|fallback/i]
];
function workingFamily(library) {
	if (library.family !== "flexiblas") return library.family;
	const backend = library.backend;
	return backend === null ? null : backendNames.find(([, name]) => name.test(backend))?.[0] ?? null;
}

// src/verify/records.ts
const moduleNames = {
	numpy: "NumPy",
	scipy: "SciPy"
};
const implementations = {
	openblas: {
		blas: ["openblas"],
		lapack: ["openblas"]
	},
	mkl: {
		blas: ["mkl"],
		lapack: ["mkl"]
	},
	blis: {
		blas: ["blis"],
		lapack: ["netlib"]
	},
	netlib: {
		blas: ["netlib"],
		lapack: ["netlib"]
	},
	accelerate: {
		blas: ["accelerate"],
		lapack: ["netlib"]
	},
	newaccelerate: {
		blas: ["accelerate"],
		lapack: ["accelerate"]
	},
	nvpl: {
		blas: ["nvpl"],
		lapack: ["nvpl"]
	}
};
const interfacePackages = {
	blas: ["libblas", "blas"],
	lapack: ["liblapack", "blas"]
};
function isInterfacePackage(name) {
	return /^(lib)?(blas|cblas|lapack|lapacke)$/.test(name);
}
function condaRecord(evidence, names) {
	for (const name of names) {
		const record = evidence.packages.find((candidate) => candidate.manager === "conda" && candidate.name === name);
		if (record !== void 0) return record;
	}
	return null;
}
function condaRecordOf(evidence, module) {
	const imported = evidence[module];
	const { prefix, basePrefix } = evidence.python;
	return prefix !== basePrefix && imported.status === "imported" && imported.file.startsWith(`${prefix}/`) ? null : condaRecord(evidence, [module, `${module}-base`]);
}
function recordedLibrary(evidence, layer) {
	const record = condaRecord(evidence, interfacePackages[layer]);
	if (record === null) return null;
	const implementation = /(?:^|_)([a-z]+)(?:_gomp)?$/.exec(record.build ?? "")?.[1] ?? "";
	return {
		record,
		families: implementations[implementation]?.[layer] ?? null
	};
}
function holderOf(evidence, module) {
	const imported = evidence[module];
	if (imported.status !== "imported") return null;
	const claims = imported.owners.filter((owner) => owner.checksum !== "differs");
	return claims.find((owner) => owner.checksum === "matches" && owner.version === imported.version) ?? claims[0] ?? null;
}
function describePackage(record) {
	return [
		record.name,
		record.version,
		record.build
	].filter((part) => part !== null).join(" ");
}
function describeOwner(owner) {
	return `${owner.manager}'s ${owner.name} ${owner.version}`;
}
function installedText(evidence, module, layer) {
	if (condaRecordOf(evidence, module) !== null) {
		const recorded = recordedLibrary(evidence, layer);
		if (recorded !== null) return describePackage(recorded.record);
	}
	const record = holderOf(evidence, module) ?? evidence.packages.find((candidate) => candidate.name === module);
	if (record === void 0) return null;
	return record.manager === "pip" ? `${module} ${record.version} (pip)` : describePackage(record);
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
function sentence(text) {
	const parts = text.split("`");
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

// src/report/backend-section.ts
const statusTones = {
	verified: "good",
	mismatch: "bad",
	unknown: "unsure"
};
function backendTable(rows) {
	if (rows.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			"requested",
			"installed",
			"NumPy really calls",
			"LAPACK",
			"threads",
			"proof"
		].map(left),
		rows: rows.map(cellsOf)
	}];
}
function cellsOf(row) {
	const lapack = row.lapackIsSame ? [plain("same")] : libraryLine(row.lapack, row.status);
	return [
		[plain(row.label)],
		[row.installed === null ? plain("no record") : code(row.installed)],
		libraryLine(row.blas, row.status),
		lapack,
		threadsLine(row),
		proofLine(row)
	];
}
function libraryLine(library, status) {
	if (library === null) return [plain("not known", "unsure")];
	const { fileName, family, backend, coreType } = library;
	const isNamed = family !== null && fileName.toLowerCase().includes(family.toLowerCase());
	return [
		code(fileName, status === "mismatch" ? "strong" : "plain"),
		...family === null || isNamed ? [] : [plain(` (${family})`)],
		...backend === null ? [] : [plain(" to "), code(backend)],
		...coreType === null ? [] : [plain(`, ${coreType}`)]
	];
}
function threadsLine({ threads: { asked, effective } }) {
	if (effective === null) return [plain(asked === null ? "not known" : `${asked} asked`)];
	if (asked === null || asked === effective) return [plain(String(effective))];
	return [plain(`${asked} asked, `), plain(`${effective} used`, effective > asked ? "bad" : "plain")];
}
function proofLine({ status, reasons }) {
	const mark = plain(status, statusTones[status]);
	const [reason] = reasons;
	return status === "verified" || reason === void 0 ? [mark] : [
		mark,
		plain(": "),
		...sentence(reason)
	];
}
function proofList(rows) {
	const items = rows.flatMap((row) => [
		...row.reasons.map((reason) => about(row, sentence(reason))),
		...scipyLines(row).map((line) => about(row, line)),
		...row.others.length === 0 ? [] : [about(row, [plain("also loaded: "), ...names(row.others)])]
	]);
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function about(row, line) {
	return [plain(`${row.label}: `), ...line];
}
function scipyLines({ scipy }) {
	if (scipy === null) return [];
	const called = (library) => library === null ? plain("a library that is not known") : code(library.fileName);
	return [[
		plain("SciPy calls "),
		called(scipy.blas),
		plain(" for BLAS and "),
		called(scipy.lapack),
		plain(" for LAPACK")
	]];
}
function names(fileNames) {
	return fileNames.flatMap((name, index) => [...index === 0 ? [] : [plain(", ")], code(name)]);
}

// src/report/inert.ts
const longestName = 120;
const longestText = 600;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const shortEscapes = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
function visible(text) {
	return text.replace(invisible, (character) => shortEscapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function visibleName(name) {
	return name === "" ? "(empty)" : cut(visible(name), longestName);
}
function visibleText(text) {
	return cut(visible(text.replace(/\s+/g, " ")), longestText);
}
function cut(text, length) {
	if (text.length <= length) return text;
	const characters = [...text];
	return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
function codeSpan(name, isInTable) {
	const text = isInTable ? name.replace(/\\+(?=\|)/g, "\\u{5c}").replaceAll("|", "\\|") : name;
	const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longestRun + 1);
	const pad = /^[ `]|[ `]$/.test(text) ? " " : "";
	return `${fence}${pad}${text}${pad}${fence}`;
}
const isActive = /[@#$]|:\/\/|www\.|mailto:|xmpp:|\bgh-\d|:[\w+-]+:|\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/i;
function escapeText(text, isInTable) {
	return text.split(" ").map((word) => isActive.test(word) ? codeWord(word, isInTable) : escapeMarkup(word)).join(" ");
}
function codeWord(word, isInTable) {
	const end = word.search(/[.,;:!?]*$/);
	return end === 0 ? codeSpan(word, isInTable) : codeSpan(word.slice(0, end), isInTable) + word.slice(end);
}
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;"
};
function escapeMarkup(word) {
	return word.replace(/[\\`*_~[\]]/g, "\\$&").replace(/[&<>|]/g, (character) => entities[character] ?? "");
}
function escapeBlockStart(markdown) {
	return markdown.trimStart().replace(/^(\d{1,9})([.)])/, "$1\\$2").replace(/^([-+=])/, "\\$1");
}
function escapeHtml(text) {
	const asText = (word) => word.replace(/[&<>]/g, (character) => entities[character] ?? "");
	return text.split(" ").map((word) => isActive.test(word) ? `<code>${asText(word)}</code>` : asText(word)).join(" ");
}

// src/verify/calls.ts
function followCalls(evidence, module, layer) {
	const calls = evidence.calls.filter((call) => call.owner === module && call.layer === layer);
	const byFile = /* @__PURE__ */ new Map();
	for (const call of calls) if (call.library !== null) byFile.set(call.library, [...byFile.get(call.library) ?? [], call]);
	const providers = [...byFile.values()].sort((a, b) => b.length - a.length).flatMap(([call]) => call === void 0 ? [] : loadedLibrary(call, evidence.libraries) ?? []);
	return {
		module,
		layer,
		count: calls.length,
		unresolved: calls.filter((call) => call.library === null),
		providers
	};
}
function followAll(evidence, module) {
	return [followCalls(evidence, module, "blas"), followCalls(evidence, module, "lapack")];
}
function callsOf(followed) {
	return `${moduleNames[followed.module]}'s ${followed.layer.toUpperCase()} calls`;
}
function describeProvider(library) {
	const family = library.family === null ? "of no known family" : familyNames[library.family];
	const backend = library.backend === null ? "" : `, forwarding to ${library.backend}`;
	return `${library.fileName} (${family}${backend})`;
}
function otherRuntimes(evidence) {
	const called = [...followAll(evidence, "numpy"), ...followAll(evidence, "scipy")].flatMap(({ providers }) => providers);
	const isCalled = (library) => {
		const identity = identify(library);
		return called.some((provider) => provider.realPath === library.realPath || identity?.kind === "blas" && identity.family === provider.family && folderOf(library.realPath) === folderOf(provider.realPath));
	};
	return evidence.libraries.filter((library) => identify(library) !== null && !isCalled(library)).map((library) => fileNameOf(library.realPath));
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

// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

// src/result/conditions.ts
const share = number().min(0).max(1);
const conditionsSchema = strictObject({
	block: int().nonnegative(),
	elapsedSeconds: number().nonnegative(),
	busyShares: array(share).nullable(),
	stealShare: share.nullable(),
	workerCpuSeconds: number().nonnegative(),
	runnableTasks: int().nonnegative().nullable(),
	load: number().nonnegative().nullable(),
	swappedPages: int().nonnegative().nullable()
});

// src/result/samples.ts
function arrayOf(test, items, message) {
	return custom((value) => Array.isArray(value) && value.every(test), message).meta({
		type: "array",
		items
	});
}
const isWholeFromZero = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const finiteNumbers = arrayOf(Number.isFinite, { type: "number" }, "expected an array of finite numbers");
const wholeNumbers = arrayOf(isWholeFromZero, {
	type: "integer",
	minimum: 0
}, "expected an array of whole numbers from 0");

// src/result/worker-messages.ts
const workerProtocolVersion = 1;
const benchmarkSchema = strictObject({
	name: string(),
	role: _enum(["benchmark", "control"]),
	method: _enum(["turns", "whole"]),
	layer: _enum(["blas", "lapack"]).nullable(),
	description: string(),
	flop: number().positive().nullable(),
	relativeTolerance: number().positive().nullable(),
	source: strictObject({
		file: string().regex(/^[^/]/),
		line: int().positive()
	}).nullable()
});
const helloSchema = strictObject({ hello: strictObject({
	protocolVersion: literal(1),
	processId: int(),
	benchmarks: array(benchmarkSchema),
	clockResolutionNanoseconds: number().positive()
}) });
const greetingSchema = object({ hello: object({ protocolVersion: number() }) });
const complaintSchema = strictObject({
	message: string(),
	lastLines: array(string())
});
const refusalSchema = strictObject({ refusal: complaintSchema });
const fingerprintSchema = array(number().nullable());
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
const answerSchemas = {
	evidence: evidenceSchema,
	prepare: strictObject({ fingerprint: fingerprintSchema.nullable() }),
	calibrate: strictObject({ loops: int().positive() }),
	batch: batchSchema,
	whole: wholeRunSchema,
	quit: strictObject({})
};
const answerSchema = union([strictObject({
	id: int(),
	ok: unknown()
}), strictObject({
	id: int(),
	error: complaintSchema
})]);

// src/result/schema.ts
const resultSchemaVersion = 1;
const platformSchema = _enum(platforms);
const armSchema = _enum(["base", "head"]);
const launcherSchema = _enum([
	"direct",
	"conda-run",
	"login-shell"
]);
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
		"pip",
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
		phase: _enum(["before", "after"])
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
const blockSchema = strictObject({
	block: int().nonnegative(),
	nanoseconds: finiteNumbers,
	cpuNanoseconds: finiteNumbers,
	involuntarySwitches: wholeNumbers,
	idleCpuNanoseconds: finiteNumbers,
	positions: wholeNumbers
});
const measurementSchema = strictObject({
	benchmark: string(),
	series: string(),
	loops: int().positive(),
	blocks: array(blockSchema),
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
	looks: array(int().positive()).min(1).max(2),
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
		blas: firstAvailable(sections, ["blas_ilp64_opt_info", "blas_opt_info"]),
		lapack: firstAvailable(sections, ["lapack_ilp64_opt_info", "lapack_opt_info"]),
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
function firstAvailable(sections, names) {
	for (const name of names) {
		const section = sections.get(name);
		if (section !== void 0 && section.size > 0) return readDependency(section);
	}
	return null;
}
function readDependency(section) {
	const libraries = listed(section.get("libraries"));
	const frameworks = listed(section.get("extra_link_args")).flatMap((flag) => /^-Wl,(\w+)$/.exec(flag)?.[1] ?? []);
	const name = [...libraries, ...frameworks].join(", ") || "unnamed";
	const [folder = null] = listed(section.get("library_dirs"));
	return {
		name,
		version: null,
		family: familyNamed(name),
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
		return `Nothing pins the BLAS here, so any later install may exchange it: write "${name} *=*_${build?.split("_").at(-1) ?? "openblas"}" into conda-meta/pinned.`;
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
		return verdict === void 0 || evidence === void 0 ? [] : [{
			name: series.variant,
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

// src/verify/contradictions.ts
function recordContradictions(evidence) {
	return ["numpy", "scipy"].flatMap((module) => {
		const replaced = replacement(evidence, module);
		const own = followAll(evidence, module).flatMap((followed) => followed.providers.flatMap((provider) => providerContradictions(evidence, followed, provider)));
		return [...replaced === null ? [] : [{
			provider: null,
			text: replaced
		}], ...own];
	});
}
function replacement(evidence, module) {
	const imported = evidence[module];
	if (imported.status !== "imported") return null;
	const name = moduleNames[module];
	const holder = holderOf(evidence, module);
	const record = condaRecordOf(evidence, module);
	if (record !== null) {
		const recorded = `conda's record says ${module} ${record.version}`;
		if (holder?.manager === "pip") return `${name} was replaced: ${recorded}, the files belong to pip's ${module} ${holder.version}${pathCause(evidence, imported.file)}`;
		if (holder !== null && record.version !== imported.version) return `${name} was replaced: ${recorded}, what was imported says it is ${imported.version}`;
		if (holder === null) return imported.owners.some((owner) => owner.manager === "conda") ? `${name} was changed: ${recorded}, but a file of it has another checksum` : `${name} was replaced: ${recorded}, but it was imported from ${imported.file}${pathCause(evidence, imported.file)}`;
		return null;
	}
	const versions = evidence.packages.filter((entry) => entry.manager === "pip" && entry.name === module);
	if (versions.length === 0 || versions.some((entry) => entry.version === imported.version)) return null;
	return `${name} was replaced: pip's record says ${module} ${versions[0]?.version}, but version ${imported.version} was imported from ${imported.file}${pathCause(evidence, imported.file)}`;
}
function pathCause(evidence, file) {
	const entry = (evidence.variables.PYTHONPATH ?? "").split(":").filter((entry) => entry !== "").find((folder) => file.startsWith(`${folder.replace(/\/$/, "")}/`));
	return entry === void 0 ? "" : ` (PYTHONPATH names ${entry})`;
}
function providerContradictions(evidence, followed, provider) {
	const library = evidence.libraries.find((candidate) => candidate.realPath === provider.realPath);
	const holder = holderOf(evidence, followed.module);
	return [
		holder?.manager === "conda" ? againstRecord(evidence, followed, provider) : null,
		holder?.manager === "conda" ? againstOwners(evidence, followed, provider, library) : null,
		againstWheel(evidence, followed, provider),
		...library === void 0 ? [] : againstChecksums(library)
	].flatMap((text) => text === null ? [] : [{
		provider,
		text
	}]);
}
function againstRecord(evidence, followed, provider) {
	const recorded = recordedLibrary(evidence, followed.layer);
	const family = workingFamily(provider);
	if (recorded?.families == null || family === null || recorded.families.includes(family)) return null;
	return `conda's record says ${describePackage(recorded.record)}, but ${callsOf(followed)} go to ${describeProvider(provider)}`;
}
function againstOwners(evidence, followed, provider, library) {
	if (library === void 0) return null;
	const inInterface = provider.family === "netlib" || provider.family === "accelerate";
	const vouches = (owner) => owner.manager === "conda" && (isInterfacePackage(owner.name) ? inInterface && owner.checksum === "matches" : true);
	if (library.owners.some(vouches)) return null;
	const mayBeApples = recordedLibrary(evidence, followed.layer)?.families?.includes("accelerate") ?? false;
	if (provider.family === "accelerate" && mayBeApples) return null;
	const owner = library.owners.find((candidate) => candidate.manager === "pip");
	const whose = owner === void 0 ? "is in no package record of this environment" : `belongs to ${describeOwner(owner)}`;
	return `${callsOf(followed)} go to ${provider.realPath}, which ${whose}`;
}
function againstWheel(evidence, followed, provider) {
	const bundled = evidence.libraries.filter((library) => familyOf(library) !== null && library.owners.some((owner) => owner.manager === "pip" && owner.name === followed.module));
	const [own] = bundled;
	if (own === void 0 || bundled.some((library) => library.realPath === provider.realPath)) return null;
	return `${`${moduleNames[followed.module]}'s wheel brings ${fileNameOf(own.realPath)}`}, but ${callsOf(followed)} go to ${provider.realPath}`;
}
function againstChecksums(library) {
	return library.owners.filter((owner) => owner.checksum === "differs").map((owner) => `${library.realPath} is not the file that ${describeOwner(owner)} installed: its checksum differs`);
}
function loaderCause(evidence, provider) {
	const paths = [evidence.libraries.find((candidate) => candidate.realPath === provider.realPath)?.path ?? provider.realPath, provider.realPath];
	for (const name of ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES"]) {
		const entries = (evidence.variables[name] ?? "").split(/[:\s]+/).filter((entry) => entry !== "");
		const entry = entries.find((candidate) => paths.some((path) => fileNameOf(path) === fileNameOf(candidate)));
		if (entry !== void 0) return `${name} names ${entry}, which is loaded before anything else`;
		if (entries.length > 0) return `${name} is set to ${entries.join(" ")}`;
	}
	for (const name of ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]) {
		const folder = (evidence.variables[name] ?? "").split(":").map((folder) => folder.replace(/\/$/, "")).find((candidate) => candidate !== "" && paths.some((path) => folderOf(path) === candidate));
		if (folder !== void 0) return `${name} names ${folder}, where ${provider.fileName} was found`;
	}
	return null;
}

// src/verify/sightings.ts
function momentText(moment) {
	return moment === void 0 ? "at no known moment" : `${moment.phase} timing in block ${moment.block + 1}`;
}
function incompleteMoments(sightings, proof) {
	const moments = sightings.flatMap((sighting) => sighting.moments);
	if (moments.length === 0) return ["no evidence was taken"];
	if (proof === "once") return [];
	return proof.timedBlocks.flatMap((block) => ["before", "after"].filter((phase) => !moments.some((moment) => moment.block === block && moment.phase === phase)).map((phase) => `no evidence was taken ${momentText({
		block,
		phase
	})}`));
}
function movedCalls(sightings) {
	const [first, ...later] = sightings;
	if (first === void 0) return [];
	return later.flatMap((sighting) => {
		const when = `${momentText(first.moments[0])} and`;
		const then = momentText(sighting.moments[0]);
		return [...movedFiles(first.evidence, sighting.evidence).map(([what, before, after]) => `${what} went to ${before} ${when} to ${after} ${then}`), ...["numpy", "scipy"].flatMap((module) => {
			const [before, after] = [first.evidence[module], sighting.evidence[module]];
			if (before.status !== "imported" || after.status !== "imported") return [];
			if (before.version === after.version && before.file === after.file) return [];
			return [`${moduleNames[module]} was ${before.version} ${when} ${after.version} ${then}`];
		})];
	});
}
function movedFiles(before, after) {
	const filesBefore = new Map(before.calls.map((call) => [`${call.module} ${call.symbol}`, call.library]));
	const moved = /* @__PURE__ */ new Map();
	for (const call of after.calls) {
		const earlier = filesBefore.get(`${call.module} ${call.symbol}`) ?? null;
		const key = `${call.owner} ${call.layer}`;
		if (earlier === null || call.library === null || earlier === call.library || moved.has(key)) continue;
		moved.set(key, [
			`${moduleNames[call.owner]}'s ${call.symbol}`,
			earlier,
			call.library
		]);
	}
	return [...moved.values()];
}
function seenText(evidence, sightings) {
	const [blas, lapack] = [followCalls(evidence, "numpy", "blas"), followCalls(evidence, "numpy", "lapack")];
	const target = (followed) => followed.providers.map(describeProvider).join(" and ");
	const what = target(blas) === target(lapack) ? `NumPy's calls of ${blas.count} BLAS and ${lapack.count} LAPACK routines go to ${target(blas)}` : `NumPy's calls of ${blas.count} BLAS routines go to ${target(blas)}, of ${lapack.count} LAPACK routines to ${target(lapack)}`;
	const endings = sightings.flatMap(({ moments }) => moments.filter(({ phase }) => phase === "after"));
	const blocks = new Set(endings.map(({ block }) => block)).size;
	if (blocks === 0) return what;
	return `${what}, before and after timing in ${blocks === 1 ? "1 block" : `${blocks} blocks`}`;
}

// src/verify/judge.ts
function judgeSeries(series, environment, timedBlocks) {
	return judgeBackend({
		expectation: environment.expectation,
		sightings: series.sightings,
		threadsAsked: series.threads,
		proof: { timedBlocks }
	});
}
function judgeBackend(question) {
	const evidences = question.sightings.map((sighting) => sighting.evidence);
	const [first] = evidences;
	const contradictions = inOrder([...evidences.flatMap((evidence) => evidenceFindings(evidence, question.expectation)), ...movedCalls(question.sightings).map((text) => ({
		provider: null,
		text
	}))], evidences);
	const gaps = [...incompleteMoments(question.sightings, question.proof), ...evidences.flatMap((evidence) => evidenceGaps(evidence, question.expectation))];
	const status = contradictions.length > 0 ? "mismatch" : gaps.length > 0 ? "unknown" : "verified";
	const seen = status === "verified" && first !== void 0 ? [seenText(first, question.sightings)] : [];
	const threads = {
		asked: question.threadsAsked,
		effective: effectiveThreads(evidences)
	};
	const notes = [
		...evidences.flatMap(backendNotes),
		...threadNotes(threads),
		...evidences.flatMap(scipyNotes)
	];
	return {
		status,
		reasons: [.../* @__PURE__ */ new Set([
			...contradictions,
			...seen,
			...gaps,
			...notes
		])],
		blas: provider(first, "numpy", "blas"),
		lapack: provider(first, "numpy", "lapack"),
		scipy: first?.scipy.status === "imported" ? {
			blas: provider(first, "scipy", "blas"),
			lapack: provider(first, "scipy", "lapack")
		} : null,
		others: [...new Set(evidences.flatMap(otherRuntimes))].sort(),
		threads,
		installed: first === void 0 ? null : installedText(first, "numpy", "blas")
	};
}
function provider(evidence, ...of) {
	return evidence === void 0 ? null : followCalls(evidence, ...of).providers[0] ?? null;
}
function inOrder(findings, evidences) {
	const files = findings.flatMap((finding) => finding.provider ?? []);
	const causes = evidences.flatMap((evidence) => files.flatMap((file) => loaderCause(evidence, file) ?? []));
	const packages = findings.filter((finding) => finding.provider === null);
	return [.../* @__PURE__ */ new Set([
		...packages.map(({ text }) => text),
		...causes,
		...findings.map(({ text }) => text)
	])];
}
function evidenceFindings(evidence, expectation) {
	const numpy = followAll(evidence, "numpy");
	return [
		...numpy.flatMap((followed) => againstExpectation(evidence, followed, expectation[followed.layer])),
		...numpy.flatMap(splitFamilies),
		...recordContradictions(evidence)
	];
}
function fulfils(library, expected) {
	const working = workingFamily(library);
	return [library.family, working].some((family) => family !== null && expected.includes(family));
}
function againstExpectation(evidence, followed, expected) {
	if (expected === null) return [];
	const recorded = recordedLibrary(evidence, followed.layer);
	return followed.providers.flatMap((library) => {
		const family = workingFamily(library);
		if (family === null || fulfils(library, expected)) return [];
		return [{
			provider: library,
			text: `${expected.map((one) => familyNames[one]).join(" or ")} was expected, but ${recorded?.families?.includes(family) ? `${describePackage(recorded.record)} is installed, and ` : ""}${`${callsOf(followed)} go to ${describeProvider(library)}`}`
		}];
	});
}
function splitFamilies(followed) {
	if (new Set(followed.providers.flatMap((library) => workingFamily(library) ?? [])).size < 2) return [];
	const names = followed.providers.map(describeProvider).join(" and ");
	return [{
		provider: followed.providers.at(-1) ?? null,
		text: `${callsOf(followed)} are split between ${names}`
	}];
}
function evidenceGaps(evidence, expectation) {
	if (evidence.numpy.status === "failed") return [importFailure("numpy", evidence.numpy)];
	if (evidence.numpy.status !== "imported") return ["this Python has no NumPy"];
	return followAll(evidence, "numpy").flatMap((followed) => [
		...followed.count === 0 ? [noCalls(followed, evidence)] : [],
		...unresolvedText(followed),
		...followed.providers.flatMap((library) => unknownFamily(followed, library, expectation[followed.layer]))
	]);
}
function importFailure(module, failed) {
	const original = failed.lastLines.flatMap((line) => /^\s*Original error was: (.+)/.exec(line)?.[1] ?? []).at(-1);
	return `${moduleNames[module]} could not be imported: ${original ?? failed.error}`;
}
function noCalls(followed, evidence) {
	const why = evidence.limitations[0] ?? `it may have been built without a ${followed.layer.toUpperCase()} library`;
	return `none of ${callsOf(followed)} was found: ${why}`;
}
function unresolvedText(followed) {
	const [call] = followed.unresolved;
	if (call === void 0) return [];
	const share = `${followed.unresolved.length} of ${followed.count}`;
	const example = `${call.symbol} of ${call.module}: ${call.reason ?? "no reason given"}`;
	return [`${callsOf(followed)}: ${share} could not be followed (${example})`];
}
function unknownFamily(followed, library, expected) {
	if (workingFamily(library) !== null || fulfils(library, expected ?? [])) return [];
	const where = `${callsOf(followed)} go to ${library.realPath}`;
	return [library.family === "flexiblas" ? `${where}, and which backend it forwards to could not be told` : `${where}, which carries the marks of no known library`];
}
function backendNotes(evidence) {
	return followAll(evidence, "numpy").flatMap(({ providers }) => providers.filter((library) => library.backend !== null).map((library) => `${library.fileName} forwards to ${library.backend}, by which it was judged`));
}
function scipyNotes(evidence) {
	if (evidence.scipy.status === "failed") return [`${moduleNames.scipy} could not be imported: ${evidence.scipy.error}`];
	return followAll(evidence, "scipy").flatMap(unresolvedText);
}
function threadNotes(threads) {
	if (threads.asked === null || threads.effective === null || threads.effective <= threads.asked) return [];
	return [`${threads.asked} asked of the BLAS threads, but it would use ${threads.effective}`];
}
function effectiveThreads(evidences) {
	const counts = evidences.map((evidence) => {
		const blas = threadsOf(evidence, provider(evidence, "numpy", "blas"));
		return blas === null ? null : Math.max(blas, threadsOf(evidence, provider(evidence, "numpy", "lapack")) ?? 1);
	});
	const known = counts.filter((count) => count !== null);
	return known.length === 0 || known.length < counts.length ? null : Math.max(...known);
}
function threadsOf(evidence, library) {
	if (library === null) return null;
	if (library.family === "netlib") return 1;
	const loaded = evidence.libraries.find((candidate) => candidate.realPath === library.realPath);
	const threads = loaded === void 0 ? null : spokesmanFor(loaded, evidence.libraries).threads;
	return threads === null || threads < 1 ? null : threads;
}

export { adviceFor, adviseOn, answerSchema, answerSchemas, backendTable, buildStatementOf, code, codeSpan, describeOwner, describeProvider, escapeBlockStart, escapeHtml, escapeText, familyNames, fileNameOf, followCalls, greetingSchema, helloSchema, holderOf, identify, installedText, judgeBackend, judgeSeries, left, moduleNames, paragraph, plain, proofList, quoted, refusalSchema, resultSchema, right, sentence, statusTones, threadsAskedBy, visible, visibleName, visibleText, workingFamily };