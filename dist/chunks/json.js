import { _enum, array, boolean, discriminatedUnion, int, literal, record, strictObject, string, unknown } from "./schemas.js";

// src/result/evidence.ts
const ownerSchema = strictObject({
	manager: _enum(["conda", "pip"]),
	name: string(),
	version: string(),
	build: string().nullable(),
	channel: string().nullable(),
	checksum: _enum([
		"matches",
		"differs",
		"unrecorded"
	])
});
const callSchema = strictObject({
	owner: _enum(["numpy", "scipy"]),
	layer: _enum(["blas", "lapack"]),
	module: string(),
	modulePath: string(),
	routine: string(),
	symbol: string(),
	library: string().nullable(),
	how: _enum([
		"relocation",
		"global-scope",
		"module-scope",
		"two-level"
	]).nullable(),
	reason: string().nullable()
});
const librarySchema = strictObject({
	path: string(),
	realPath: string(),
	markers: array(string()),
	version: string().nullable(),
	configuration: string().nullable(),
	coreType: string().nullable(),
	threadingLayer: string().nullable(),
	threads: int().nullable(),
	backend: string().nullable(),
	owners: array(ownerSchema)
});
const foreignSchema = record(string(), unknown()).refine((value) => isShallow(value, 16), "expected fewer levels of nesting");
function isShallow(value, levels) {
	if (typeof value !== "object" || value === null) return true;
	return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}
const packageModuleSchema = discriminatedUnion("status", [
	strictObject({
		status: literal("imported"),
		version: string(),
		file: string(),
		owners: array(ownerSchema),
		showConfigText: string(),
		showConfigDicts: foreignSchema.nullable()
	}),
	strictObject({
		status: literal("failed"),
		error: string(),
		lastLines: array(string())
	}),
	strictObject({ status: literal("absent") }),
	strictObject({ status: literal("unused") })
]);
const installedPackageSchema = strictObject({
	manager: _enum(["conda", "pip"]),
	name: string(),
	version: string(),
	build: string().nullable(),
	channel: string().nullable(),
	sha256: string().nullable()
});
const evidenceSchema = strictObject({
	evidenceVersion: literal(1),
	python: strictObject({
		version: string(),
		implementation: string(),
		executable: string(),
		prefix: string(),
		basePrefix: string(),
		system: string(),
		machine: string(),
		translated: boolean().nullable(),
		processId: int(),
		threads: int().nullable(),
		usableCpus: int()
	}),
	numpy: packageModuleSchema,
	scipy: packageModuleSchema,
	calls: array(callSchema),
	libraries: array(librarySchema),
	images: array(string()),
	packages: array(installedPackageSchema),
	pinned: array(string()).nullable(),
	variables: record(string(), string()),
	limitations: array(strictObject({
		path: string().nullable(),
		text: string()
	}))
});
const threadpoolReportSchema = discriminatedUnion("status", [strictObject({
	status: literal("reported"),
	threadpoolctlVersion: string(),
	pools: array(foreignSchema)
}), strictObject({
	status: literal("unavailable"),
	reason: string()
})]);

// src/report/json.ts
function renderJson(document) {
	return `${inertJson(JSON.stringify(document, null, 2))}\n`;
}
function inertJson(text) {
	return text.replaceAll("##[", "##\\u005b");
}

export { evidenceSchema, inertJson, installedPackageSchema, renderJson, threadpoolReportSchema };