import { UserError } from "./inputs.js";
import { _enum, array, boolean, custom, int, literal, looseObject, object, record, strictObject, string, union, unknown } from "./schemas.js";

// src/result/import/rows.ts
function rowsOf(rows) {
	const taken = /* @__PURE__ */ new Set();
	const benchmarks = [];
	const omitted = [];
	const naturalNames = new Set(rows.map(({ name }) => name));
	for (const row of rows) {
		const why = "why" in row ? row.why : unusable(row);
		if (why !== null) omitted.push({
			name: row.name,
			why
		});
		else if ("figures" in row) {
			const name = freeName(row.name, taken, naturalNames);
			taken.add(name);
			benchmarks.push({
				...row,
				name
			});
		}
	}
	return {
		benchmarks,
		omitted
	};
}
function freeName(name, taken, natural) {
	if (!taken.has(name)) return name;
	let number = 2;
	while (taken.has(`${name}~${number}`) || natural.has(`${name}~${number}`)) number += 1;
	return `${name}~${number}`;
}
function unusable({ unit, figures }) {
	const values = valuesOf(figures);
	if (values.length === 0) return "has no samples";
	if (figures.kind === "processes" && figures.processes.some((samples) => samples.length === 0)) return "has a process without samples";
	const count = values.length === 1 ? "the only one" : `of ${values.length}`;
	const index = values.findIndex((value) => !Number.isFinite(value));
	if (index !== -1) return `has a value that is not a finite number (sample ${index + 1}, ${count})`;
	const early = unit === "s" ? values.findIndex((value) => value <= 0) : -1;
	return early === -1 ? null : `has a time of ${values[early]} s, which is none (sample ${early + 1}, ${count})`;
}
function valuesOf(figures) {
	if (figures.kind === "processes") return figures.processes.flat();
	return figures.kind === "samples" ? figures.samples : [figures.value];
}
function numberOf(value) {
	return value ?? NaN;
}

// src/result/import/format.ts
function documentOf(content) {
	if (content.kind !== "json") throw new Error("text was given to a reader of JSON");
	return content.document;
}
function fieldsOf(content) {
	const value = content.kind === "json" ? content.document.value : null;
	return isObject(value) ? value : {};
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/result/import/json-text.ts
var JsonFault = class extends Error {
	name = "JsonFault";
	offset;
	constructor(message, offset) {
		super(message);
		this.offset = offset;
	}
};
const deepest = 100;
function parseJsonText(text) {
	return new Reader(text, null).document();
}
function offsetOf(text, path) {
	const reader = new Reader(text, path);
	reader.document();
	return reader.found;
}
function lineAndColumn(text, offset) {
	const before = text.slice(0, offset);
	const lastBreak = before.lastIndexOf("\n");
	return {
		line: before.split("\n").length,
		column: offset - lastBreak
	};
}
const blanks = /[ \t\n\r]*/y;
const numberText = /-?(?:Infinity|(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|NaN/y;
const stringText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words = /* @__PURE__ */ new Map([
	["true", true],
	["false", false],
	["null", null]
]);
var Reader = class {
	found = 0;
	#text;
	#wanted;
	#path = [];
	#at = 0;
	#matched = 0;
	constructor(text, wanted) {
		this.#text = text;
		this.#wanted = wanted;
	}
	document() {
		const value = this.#value();
		this.#skipBlanks();
		if (this.#at < this.#text.length) throw new JsonFault("goes on after its end", this.#at);
		return value;
	}
	#value() {
		this.#skipBlanks();
		this.#note();
		const first = this.#text[this.#at];
		if (first === "{") return this.#object();
		if (first === "[") return this.#array();
		if (first === "\"") return this.#string();
		for (const [word, value] of words) if (this.#take(word)) return value;
		const number = this.#match(numberText);
		if (number === null) throw this.#fault("has something here that is no value");
		return Number(number);
	}
	#object() {
		const object = {};
		this.#enter("{");
		if (this.#closes("}")) return object;
		do {
			this.#skipBlanks();
			const at = this.#at;
			const name = this.#text[at] === "\"" ? this.#string() : null;
			if (name === null) throw this.#fault("has no field's name here");
			if (name === "__proto__") throw new JsonFault("has a field named __proto__", at);
			if (Object.hasOwn(object, name)) throw new JsonFault("has a field twice", at);
			this.#skipBlanks();
			if (!this.#take(":")) throw this.#fault("has no colon here");
			object[name] = this.#inside(name);
		} while (this.#goesOn("}"));
		return object;
	}
	#array() {
		const array = [];
		this.#enter("[");
		if (this.#closes("]")) return array;
		do
			array.push(this.#inside(array.length));
		while (this.#goesOn("]"));
		return array;
	}
	#inside(key) {
		this.#path.push(key);
		const value = this.#value();
		this.#path.pop();
		return value;
	}
	#enter(bracket) {
		if (this.#path.length >= deepest) throw this.#fault(`nests more than ${deepest} deep`);
		this.#take(bracket);
	}
	#closes(bracket) {
		this.#skipBlanks();
		return this.#take(bracket);
	}
	#goesOn(end) {
		this.#skipBlanks();
		if (this.#take(",")) return true;
		if (this.#take(end)) return false;
		throw this.#fault(`has neither a comma nor ${end} here`);
	}
	#string() {
		const at = this.#at;
		const text = this.#match(stringText);
		if (text === null) throw !this.#text.slice(at + 1).includes("\"") ? this.#fault("", this.#text.length) : this.#fault("has a string here that is none in JSON");
		return text.includes("\\") ? String(JSON.parse(text)) : text.slice(1, -1);
	}
	#note() {
		if (this.#wanted === null || this.#path.length < this.#matched) return;
		if (!this.#path.every((part, index) => part === this.#wanted?.[index])) return;
		this.#matched = this.#path.length + 1;
		this.found = this.#at;
	}
	#skipBlanks() {
		blanks.lastIndex = this.#at;
		blanks.test(this.#text);
		this.#at = blanks.lastIndex;
	}
	#take(word) {
		if (!this.#text.startsWith(word, this.#at)) return false;
		this.#at += word.length;
		return true;
	}
	#match(pattern) {
		pattern.lastIndex = this.#at;
		const matched = pattern.exec(this.#text)?.[0] ?? null;
		this.#at += matched?.length ?? 0;
		return matched;
	}
	#fault(message, at = this.#at) {
		return at >= this.#text.length || /^[\w.+-]{0,12}$/.test(this.#text.slice(at)) ? new JsonFault("ends in the middle, perhaps cut off", this.#text.length) : new JsonFault(message, at);
	}
};

// src/result/import/json-fields.ts
const anyNumber = custom((value) => value === null || typeof value === "number", "expected a number");
const numbers = custom((value) => Array.isArray(value) && value.every((one) => one === null || typeof one === "number"), "expected a list of numbers");
const name = string();
const count = int().nonnegative();
const shownProblems = 10;
function fitted(schema, document, title, remedy) {
	const parsed = schema.safeParse(document.value);
	if (parsed.success) return parsed.data;
	const [first, ...rest] = parsed.error.issues.slice(0, shownProblems).map((issue) => ({
		where: placeOf(document, issue.path),
		what: `does not fit ${title}: ${issue.message.replace(/^Invalid \w+: /, "")}`,
		remedy
	}));
	if (first === void 0) throw new Error("a document was refused without an issue");
	throw new UserError([first, ...rest]);
}
function misfit(document, path, what, remedy) {
	const problem = {
		where: placeOf(document, path),
		what,
		remedy
	};
	return new UserError([problem]);
}
function placeOf({ text, where }, path) {
	const { line, column } = lineAndColumn(text, offsetOf(text, path));
	const field = path.map(fieldText).join("").replace(/^\./, "");
	return `${where}, ${field === "" ? "" : `${field}, `}line ${line}, column ${column}`;
}
function fieldText(part) {
	if (typeof part === "number") return `[${part}]`;
	return /^\w{1,40}$/.test(String(part)) ? `.${String(part)}` : ".*";
}
function facts(pairs) {
	return pairs.flatMap(([what, value]) => {
		const text = typeof value === "number" ? String(value) : value;
		return typeof text === "string" && text !== "" ? [{
			what,
			value: text
		}] : [];
	});
}

// src/result/import/asv.ts
const title$6 = "asv's result JSON";
const remedy$5 = "write it anew with asv run of asv 0.5 or later";
const knownVersion$1 = 2;
const schema$4 = object({
	params: record(string(), unknown()),
	python: string().nullish(),
	result_columns: array(string()),
	results: record(string(), array(unknown()).nullable())
});
const columns = object({
	result: array(anyNumber).nullish(),
	params: array(array(string())).nullish(),
	stats_repeat: array(anyNumber).nullish(),
	samples: array(numbers.nullable()).nullish()
});
const mostCombinations = 1e5;
const kinds = [
	[/^time(?:raw)?_|^Time(?:raw)?[A-Z_]/, {
		unit: "s",
		better: "smaller"
	}],
	[/^(?:peak)?mem_|^(?:Peak)?Mem[A-Z_]/, {
		unit: "B",
		better: "smaller"
	}],
	[/^track_|^Track[A-Z_]/, {
		unit: "",
		better: null
	}]
];
function combinations(params) {
	if (params.length === 0) return [""];
	let tuples = [[]];
	for (const values of params) tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
	return tuples.map((tuple) => `(${tuple.join(", ")})`);
}
function rowsOfBenchmark(name, parts) {
	const last = name.slice(name.lastIndexOf(".") + 1);
	const kind = kinds.find(([prefix]) => prefix.test(last))?.[1];
	if (kind === void 0) return [{
		name,
		why: "is of no kind that asv has"
	}];
	const { result, samples, stats_repeat: repeats } = parts;
	const params = parts.params ?? [];
	if (result === void 0 || result === null) return [{
		name,
		why: "failed"
	}];
	if (params.reduce((product, values) => product * values.length, 1) > mostCombinations) return [{
		name,
		why: `has more than ${mostCombinations} combinations of parameters`
	}];
	const texts = combinations(params);
	if (texts.length !== result.length) return [{
		name,
		why: `has ${result.length} results for ${texts.length} combinations of parameters`
	}];
	return texts.map((text, index) => {
		const value = result[index] ?? null;
		if (value === null) return {
			name: name + text,
			why: "failed"
		};
		if (Number.isNaN(value)) return {
			name: name + text,
			why: "was skipped"
		};
		const taken = samples?.[index] ?? null;
		if (taken !== null) return {
			name: name + text,
			...kind,
			figures: {
				kind: "samples",
				samples: taken.map(numberOf)
			}
		};
		const statistic = kind.unit === "s" ? "median" : "value";
		const count = repeats?.[index] ?? null;
		return {
			name: name + text,
			...kind,
			figures: {
				kind: "summary",
				statistic,
				value,
				count
			}
		};
	});
}
function read$6(content) {
	const document = documentOf(content);
	if (fieldsOf(content).version !== knownVersion$1) throw misfit(document, ["version"], `is ${title$6} of another version than ${knownVersion$1}`, remedy$5);
	const { params, python, result_columns: names, results } = fitted(schema$4, document, title$6, remedy$5);
	const rows = Object.entries(results).flatMap(([name, cells]) => {
		if (cells === null) return [{
			name,
			why: "failed"
		}];
		const named = Object.fromEntries(cells.map((cell, index) => [names[index] ?? "", cell]));
		const parts = columns.safeParse(named);
		if (parts.success) return rowsOfBenchmark(name, parts.data);
		if (parts.error.issues.every(({ path: [column] }) => column === "result")) return [{
			name,
			why: "has results that are no numbers"
		}];
		throw misfit(document, ["results", name], `does not fit ${title$6}`, remedy$5);
	});
	return {
		format: "asv",
		toolVersion: null,
		startedAt: null,
		machine: facts([
			["CPU model", params.cpu],
			["number of hardware threads", params.num_cpu],
			["architecture", params.arch]
		]),
		settings: facts([["Python", python !== void 0 && python !== null && !python.includes("/") ? python : null], ["system", params.os]]),
		...rowsOf(rows),
		notices: []
	};
}
const asv = {
	name: "asv",
	title: title$6,
	recognises: (content) => {
		const { results, commit_hash: commit } = fieldsOf(content);
		return isObject(results) && commit !== void 0;
	},
	read: read$6
};

// src/result/import/units.ts
const secondsIn = {
	ns: 1e-9,
	us: 1e-6,
	µs: 1e-6,
	μs: 1e-6,
	ms: .001,
	s: 1,
	sec: 1,
	second: 1,
	seconds: 1,
	min: 60
};
function measureOf(text) {
	const unit = text.trim();
	const seconds = Object.hasOwn(secondsIn, unit) ? secondsIn[unit] : void 0;
	if (seconds !== void 0) return {
		unit: "s",
		better: "smaller",
		inUnit: scaledBy(seconds)
	};
	return {
		unit,
		better: knownDirection(unit),
		inUnit: (value) => value
	};
}
function scaledBy(seconds) {
	return seconds < 1 ? (value) => value / Math.round(1 / seconds) : (value) => value * seconds;
}
function knownDirection(unit) {
	if (/^[kMGT]?i?B$|^bytes?$/.test(unit)) return "smaller";
	return /^\S+\/(?:s|sec|second)$/.test(unit) ? "bigger" : null;
}

// src/result/import/go-text.ts
const title$5 = "Go benchmark text";
const benchmarkLine = /^Benchmark[^\p{Ll}\s]\S*/u;
const configurationLine = /^([^\s\p{Lu}:]+):(?:\s+(.*))?$/u;
const unitLine = /^Unit\s+(\S+)\s+.*\bbetter=(higher|lower)\b/;
const orphanLine = /^\s+\d+\s+\S+ ns\/op/;
const builtIn = {
	B: "smaller",
	allocs: "smaller"
};
function readLine(line, number, reading) {
	const { configuration, better, broken, packages } = reading;
	const [, unit, direction] = unitLine.exec(line) ?? [];
	if (unit !== void 0) better.set(unit, direction === "higher" ? "bigger" : "smaller");
	const [, key, value = ""] = configurationLine.exec(line) ?? [];
	if (key !== void 0) {
		configuration.set(key, value.trim());
		if (key === "pkg") packages.add(value.trim());
	}
	const failed = /^\s*--- FAIL: (Benchmark\S*)/.exec(line)?.[1];
	if (failed !== void 0) broken.push({
		name: failed,
		why: "failed"
	});
	if (benchmarkLine.test(line)) readResult(line, number, reading);
	else if (orphanLine.test(line)) broken.push({
		name: `line ${number}`,
		why: "has a result without the name of its benchmark"
	});
}
function readResult(line, number, { series, broken, configuration }) {
	const [name = "", iterations, ...pairs] = line.trim().split(/\s+/);
	if (iterations === void 0) return;
	if (!(/^\d+$/.test(iterations) && pairs.length >= 2 && pairs.length % 2 === 0)) {
		broken.push({
			name,
			why: `has a line that is no result (line ${number})`
		});
		return;
	}
	for (let index = 0; index < pairs.length; index += 2) {
		const [text = "", unit = ""] = pairs.slice(index, index + 2);
		const key = JSON.stringify([
			configuration.get("pkg") ?? "",
			name,
			unit
		]);
		const known = series.get(key) ?? {
			name: `${configuration.get("pkg") ?? ""}\n${name}`,
			unit,
			samples: []
		};
		series.set(key, known);
		known.samples.push(/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : NaN);
	}
}
function rowOf$5({ name, unit, samples }, reading) {
	const [pkg = "", own = ""] = name.split("\n");
	const full = reading.packages.size > 1 ? `${pkg}.${own}` : own;
	const measure = measureOf(unit.replace(/\/op$/, "").replace(/^.*-(?=(?:ns|us|ms|s)$)/, ""));
	const better = reading.better.get(unit) ?? builtIn[measure.unit] ?? measure.better;
	return {
		name: unit === "ns/op" ? full : `${full} (${unit})`,
		unit: measure.unit,
		better,
		figures: {
			kind: "samples",
			samples: samples.map(measure.inUnit)
		}
	};
}
function read$5(content) {
	if (content.kind !== "text") throw new Error("JSON was given to the reader of Go's text");
	const reading = {
		series: /* @__PURE__ */ new Map(),
		broken: [],
		configuration: /* @__PURE__ */ new Map(),
		packages: /* @__PURE__ */ new Set(),
		better: /* @__PURE__ */ new Map()
	};
	for (const [index, line] of content.text.split("\n").entries()) readLine(line.trimEnd(), index + 1, reading);
	const rows = [...reading.series.values()].map((one) => rowOf$5(one, reading));
	const { configuration } = reading;
	return {
		format: "go",
		toolVersion: null,
		startedAt: null,
		machine: facts([
			["CPU model", configuration.get("cpu")],
			["system", configuration.get("goos")],
			["architecture", configuration.get("goarch")]
		]),
		settings: [],
		...rowsOf([...rows, ...reading.broken]),
		notices: []
	};
}
const goText = {
	name: "go",
	title: title$5,
	recognises: (content) => content.kind === "text" && content.text.split("\n").some((line) => benchmarkLine.test(line)),
	read: read$5
};

// src/result/import/google-benchmark.ts
const title$4 = "google-benchmark JSON";
const remedy$4 = "write it anew with --benchmark_format=json of google-benchmark 1.5 or later";
const schema$3 = object({
	context: record(string(), unknown()),
	benchmarks: array(looseObject({
		name,
		run_name: name,
		run_type: _enum(["iteration", "aggregate"]),
		aggregate_name: string().optional(),
		repetitions: count.optional(),
		error_occurred: boolean().optional(),
		skipped: boolean().optional(),
		real_time: anyNumber.optional(),
		time_unit: _enum([
			"ns",
			"us",
			"ms",
			"s"
		]).optional()
	}))
});
const fields = /* @__PURE__ */ new Set([
	...Object.keys(schema$3.shape.benchmarks.element.shape),
	...[
		"cpu_time",
		"iterations",
		"threads",
		"repetition_index",
		"family_index",
		"per_family_instance_index"
	],
	...[
		"label",
		"aggregate_unit",
		"error_message",
		"skip_message",
		"cpu_coefficient",
		"real_coefficient",
		"big_o"
	],
	"rms"
]);
function rowOf$4(run, lines) {
	const broken = lines.filter((line) => line.error_occurred === true || line.skipped === true);
	if (broken.length > 0) return {
		name: run,
		why: `reports an error or that it was skipped in ${broken.length} of ${lines.length} lines`
	};
	const measured = {
		name: run,
		unit: "s",
		better: "smaller"
	};
	const repetitions = lines.filter((line) => line.run_type === "iteration");
	if (repetitions.length > 0) return {
		...measured,
		figures: {
			kind: "samples",
			samples: repetitions.map(secondsOf)
		}
	};
	for (const statistic of ["median", "mean"]) {
		const line = lines.find((one) => one.aggregate_name === statistic);
		if (line === void 0) continue;
		return {
			...measured,
			figures: {
				kind: "summary",
				statistic,
				value: secondsOf(line),
				count: line.repetitions ?? null
			}
		};
	}
	return {
		name: run,
		why: "has neither repetitions nor a median or mean of them"
	};
}
function isFit({ aggregate_name: name }) {
	return name === "BigO" || name === "RMS";
}
function notice(what, names) {
	return names.length === 0 ? [] : [`Real times are taken over, and no ${what}: \`${names.join("`, `")}\`.`];
}
function secondsOf({ real_time: time = null, time_unit: unit = "ns" }) {
	return measureOf(unit).inUnit(numberOf(time));
}
function read$4(content) {
	const { context, benchmarks } = fitted(schema$3, documentOf(content), title$4, remedy$4);
	const runs = /* @__PURE__ */ new Map();
	const [fits, lines] = [benchmarks.filter(isFit), benchmarks.filter((line) => !isFit(line))];
	for (const line of lines) {
		const known = runs.get(line.run_name);
		if (known === void 0) runs.set(line.run_name, [line]);
		else known.push(line);
	}
	const counters = new Set(lines.flatMap((line) => Object.keys(line).filter((field) => !fields.has(field))));
	return {
		format: "google-benchmark",
		toolVersion: typeof context.library_version === "string" ? context.library_version : null,
		startedAt: typeof context.date === "string" ? context.date : null,
		machine: facts([["number of hardware threads", context.num_cpus]]),
		settings: facts([["clock rate in MHz", context.mhz_per_cpu], ["build of the library", context.library_build_type]]),
		...rowsOf([...runs].map(([run, lines]) => rowOf$4(run, lines))),
		notices: [...notice("counters", [...counters]), ...notice("fits of a complexity", fits.map((line) => line.name))]
	};
}
const googleBenchmark = {
	name: "google-benchmark",
	title: title$4,
	recognises: (content) => {
		const { context, benchmarks } = fieldsOf(content);
		return context !== void 0 && Array.isArray(benchmarks);
	},
	read: read$4
};

// src/result/import/hyperfine.ts
const title$3 = "hyperfine JSON";
const remedy$3 = "write it anew with hyperfine's --export-json";
const schema$2 = object({ results: array(object({
	command: name,
	mean: anyNumber,
	median: anyNumber.optional(),
	times: numbers.nullish(),
	exit_codes: array(int().nullable()).nullish()
})) });
function rowOf$3({ command, mean, median, times, exit_codes: codes }) {
	const failed = (codes ?? []).filter((code) => code !== 0);
	if (failed.length > 0) return {
		name: command,
		why: `did not end with exit code 0 in ${failed.length} of ${codes?.length} runs`
	};
	const measured = {
		name: command,
		unit: "s",
		better: "smaller"
	};
	if (times !== void 0 && times !== null) return {
		...measured,
		figures: {
			kind: "processes",
			processes: times.map((time) => [numberOf(time)])
		}
	};
	const statistic = median === void 0 ? "mean" : "median";
	const value = numberOf(median === void 0 ? mean : median);
	return {
		...measured,
		figures: {
			kind: "summary",
			statistic,
			value,
			count: null
		}
	};
}
function read$3(content) {
	const { results } = fitted(schema$2, documentOf(content), title$3, remedy$3);
	return {
		format: "hyperfine",
		toolVersion: null,
		startedAt: null,
		machine: [],
		settings: [],
		...rowsOf(results.map(rowOf$3)),
		notices: []
	};
}
const hyperfine = {
	name: "hyperfine",
	title: title$3,
	recognises: (content) => {
		const { results } = fieldsOf(content);
		return Array.isArray(results) && results.every((one) => isObject(one) && "command" in one);
	},
	read: read$3
};

// src/result/import/pyperf.ts
const title$2 = "pyperf JSON";
const remedy$2 = "write it anew with pyperf's --output";
const knownVersion = "1.0";
const metadata = record(string(), unknown());
const schema$1 = object({
	metadata: metadata.optional(),
	benchmarks: array(object({
		metadata: metadata.optional(),
		runs: array(object({
			metadata: metadata.optional(),
			values: numbers.optional()
		}))
	}))
});
function metadataOf(benchmark, common) {
	const [run] = benchmark.runs;
	return {
		...run?.metadata ?? {},
		...benchmark.metadata ?? {},
		...common
	};
}
function rowOf$2(benchmark, index, common) {
	const known = metadataOf(benchmark, common);
	const name = typeof known.name === "string" && known.name !== "" ? known.name : null;
	if (name === null) return {
		name: `benchmarks[${index}]`,
		why: "has no name in its metadata"
	};
	const processes = benchmark.runs.flatMap(({ values }) => values === void 0 ? [] : [values.map(numberOf)]);
	const unit = known.unit ?? "second";
	if (unit !== "second" && unit !== "byte" && unit !== "integer") return {
		name,
		why: "has a unit that pyperf has not"
	};
	const measure = unit === "integer" ? {
		unit: "",
		better: null
	} : measureOf(unit === "byte" ? "B" : "s");
	if (processes.length === 0) return {
		name,
		why: "has only runs that calibrated"
	};
	return {
		name,
		unit: measure.unit,
		better: measure.better,
		figures: {
			kind: "processes",
			processes
		}
	};
}
function read$2(content) {
	const document = documentOf(content);
	const { version } = fieldsOf(content);
	if (String(version) !== knownVersion && version !== 1) throw misfit(document, ["version"], `is ${title$2} of another version than ${knownVersion}`, remedy$2);
	const { benchmarks, metadata: common = {} } = fitted(schema$1, document, title$2, remedy$2);
	const startedAt = benchmarks[0]?.runs[0]?.metadata?.date;
	return {
		format: "pyperf",
		toolVersion: typeof common.perf_version === "string" ? common.perf_version : null,
		startedAt: typeof startedAt === "string" ? startedAt : null,
		machine: facts([["CPU model", common.cpu_model_name], ["number of hardware threads", common.cpu_count]]),
		settings: facts([["Python", common.python_version], ["system", common.platform]]),
		...rowsOf(benchmarks.map((benchmark, index) => rowOf$2(benchmark, index, common))),
		notices: []
	};
}
const pyperf = {
	name: "pyperf",
	title: title$2,
	recognises: (content) => {
		const { benchmarks, version, context, machine_info: machine } = fieldsOf(content);
		if (!Array.isArray(benchmarks) || version === void 0 || context !== void 0) return false;
		return machine === void 0 && benchmarks.every((one) => isObject(one) && Array.isArray(one.runs));
	},
	read: read$2
};

// src/result/import/pytest-benchmark.ts
const title$1 = "pytest-benchmark JSON";
const remedy$1 = "write it anew with pytest's --benchmark-json";
const schema = object({
	machine_info: record(string(), unknown()),
	datetime: string().optional(),
	version: string(),
	benchmarks: array(object({
		fullname: name,
		stats: object({
			median: anyNumber,
			rounds: count.nullish(),
			data: numbers.nullish()
		})
	}))
});
function rowOf$1({ fullname, stats }) {
	const measured = {
		name: fullname,
		unit: "s",
		better: "smaller"
	};
	const { data, median, rounds } = stats;
	if (data !== void 0 && data !== null) return {
		...measured,
		figures: {
			kind: "samples",
			samples: data.map(numberOf)
		}
	};
	return {
		...measured,
		figures: {
			kind: "summary",
			statistic: "median",
			value: numberOf(median),
			count: rounds ?? null
		}
	};
}
function read$1(content) {
	const { machine_info: machine, benchmarks, datetime, version } = fitted(schema, documentOf(content), title$1, remedy$1);
	const cpu = isObject(machine.cpu) ? machine.cpu : {};
	return {
		format: "pytest-benchmark",
		toolVersion: version,
		startedAt: datetime ?? null,
		machine: facts([
			["CPU model", cpu.brand_raw],
			["number of hardware threads", cpu.count],
			["architecture", machine.machine]
		]),
		settings: facts([["Python", machine.python_version], ["kernel", machine.release]]),
		...rowsOf(benchmarks.map(rowOf$1)),
		notices: []
	};
}
const pytestBenchmark = {
	name: "pytest-benchmark",
	title: title$1,
	recognises: (content) => {
		const { machine_info: machine, benchmarks } = fieldsOf(content);
		return machine !== void 0 && Array.isArray(benchmarks);
	},
	read: read$1
};

// src/result/import/samples.ts
const samplesVersion = 1;
const title = "blas-bench samples JSON";
const remedy = "write it as schema/samples-1.schema.json says";
const benchmark = {
	name: string().min(1),
	unit: string().max(40),
	better: _enum(["smaller", "bigger"]).optional()
};
const list = numbers.meta({
	type: "array",
	items: { type: "number" },
	minItems: 1
});
const samplesSchema = strictObject({
	samplesVersion: literal(1),
	tool: string().max(200).optional(),
	benchmarks: array(union([
		strictObject({
			...benchmark,
			processes: array(list).min(1)
		}),
		strictObject({
			...benchmark,
			samples: list
		}),
		strictObject({
			...benchmark,
			value: anyNumber.meta({ type: "number" })
		})
	]))
});
function rowOf(one) {
	const { unit, better, inUnit } = measureOf(one.unit);
	const scaled = (values) => values.map((value) => inUnit(numberOf(value)));
	return {
		name: one.name,
		unit,
		better: one.better ?? better,
		figures: figuresOf(one, scaled)
	};
}
function figuresOf(one, scaled) {
	if ("processes" in one) return {
		kind: "processes",
		processes: one.processes.map(scaled)
	};
	if ("samples" in one) return {
		kind: "samples",
		samples: scaled(one.samples)
	};
	return {
		kind: "summary",
		statistic: "value",
		value: scaled([one.value])[0] ?? NaN,
		count: null
	};
}
function read(content) {
	const document = documentOf(content);
	if (fieldsOf(content).samplesVersion !== 1) throw misfit(document, ["samplesVersion"], `is ${title} of another version than ${1}`, remedy);
	const { tool, benchmarks } = fitted(samplesSchema, document, title, remedy);
	return {
		format: "json",
		toolVersion: tool ?? null,
		startedAt: null,
		machine: [],
		settings: [],
		...rowsOf(benchmarks.map(rowOf)),
		notices: []
	};
}
const samples = {
	name: "json",
	title,
	recognises: (content) => fieldsOf(content).samplesVersion !== void 0,
	read
};

// src/result/import/read-foreign.ts
const formats = [
	samples,
	pytestBenchmark,
	googleBenchmark,
	pyperf,
	hyperfine,
	asv,
	goText
];
const mostBytes = 67108864;
const mostBenchmarks = 2e4;
const mostSamples = 4e6;
function readForeign(text, where, expected) {
	if (text.length > 67108864) throw refusal(where, `is larger than ${mostBytes / 2 ** 20} MiB`, "select fewer benchmarks");
	const content = contentOf(text.replace(/^\uFEFF/, ""), where);
	const format = formats.find(({ recognises }) => recognises(content));
	const wanted = formats.find(({ name }) => name === expected);
	if (format === void 0) throw refusal(where, unknownText(content), remedyOf(wanted));
	if (wanted !== void 0 && wanted !== format) throw refusal(where, `is ${format.title}, and not ${wanted.title}`, `say format ${format.name}, or have it write ${wanted.title}`);
	const run = format.read(content);
	if (run.benchmarks.length + run.omitted.length === 0) throw refusal(where, `is ${format.title} without a single benchmark`, "see whether the tool selected any");
	requireModest(run, where);
	return run;
}
function requireModest({ benchmarks, omitted }, where) {
	if (benchmarks.length + omitted.length > mostBenchmarks) throw refusal(where, `holds more than ${mostBenchmarks} benchmarks`, "select fewer of them");
	if (benchmarks.reduce((sum, { figures }) => sum + valuesOf(figures).length, 0) > mostSamples) throw refusal(where, `holds more than ${mostSamples} samples`, "take fewer of them");
}
function contentOf(text, where) {
	if (!/^\s*[[{]/.test(text)) return {
		kind: "text",
		text,
		where
	};
	try {
		return {
			kind: "json",
			document: {
				text,
				value: parseJsonText(text),
				where
			}
		};
	} catch (error) {
		if (!(error instanceof JsonFault)) throw error;
		const { line, column } = lineAndColumn(text, error.offset);
		const remedy = /^\{"(?:Time|Action)":/.test(text.trimStart()) ? "give the text that go test prints without -json" : "have the tool write the file anew";
		throw refusal(`${where}, line ${line}, column ${column}`, `the JSON ${error.message}`, remedy);
	}
}
function unknownText(content) {
	if (content.kind === "json") return "is JSON of a format that is not read here";
	return content.text.trim() === "" ? "is empty" : "is of a format that is not read here";
}
function remedyOf(wanted) {
	if (wanted !== void 0) return `have it write ${wanted.title}`;
	return `give a result.json of a run, or ${formats.map(({ title }) => title).join(", ")}`;
}
function refusal(where, what, remedy) {
	return new UserError([{
		where,
		what,
		remedy
	}]);
}

export { measureOf, mostBytes, readForeign, valuesOf };