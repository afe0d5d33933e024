import { UserError, readInputs, readVariant } from "./inputs.js";
import { asFlag } from "./flags.js";
import { isDeepStrictEqual } from "node:util";

// src/result/latest-attempts.ts
function latestAttempts(files) {
	const byLeg = /* @__PURE__ */ new Map();
	for (const file of files) {
		const { leg } = file.result.configuration;
		if (leg !== void 0) byLeg.set(leg, [...byLeg.get(leg) ?? [], file]);
	}
	const replaced = /* @__PURE__ */ new Map();
	for (const some of byLeg.values()) {
		const byAge = some.toSorted((one, other) => startOf(other) - startOf(one));
		for (const [index, file] of byAge.entries()) {
			const newer = byAge.slice(0, index).find((other) => !replaced.has(other) && isAgain(other, file));
			if (newer !== void 0) replaced.set(file, newer);
		}
	}
	const keepers = new Set(replaced.values());
	return files.filter((file) => !replaced.has(file)).map((file) => keepers.has(file) ? {
		...file,
		result: withNotice(file.result)
	} : file);
}
function startOf({ result }) {
	return Date.parse(result.startedAt);
}
function isAgain({ result: newer }, { result: older }) {
	const of = ({ configuration, host }) => JSON.stringify([Object.entries(configuration).sort(), host.platform]);
	return of(newer) === of(older);
}
function withNotice(result) {
	const { leg = "" } = result.configuration;
	const name = leg.replaceAll("`", "'");
	return {
		...result,
		notices: [...result.notices, `\`${name}\` was measured more than once: the newest result counts.`]
	};
}

// src/result/distinctions.ts
function cellKey({ variant, platform, threads, launcher }) {
	return JSON.stringify([
		variant,
		platform,
		threads,
		launcher
	]);
}
function input(name, called) {
	return ({ configuration }) => {
		const value = configuration[name] ?? "";
		return value === "" ? `default ${called}` : `${called} ${value}`;
	};
}
const candidates = [
	input("python-version", "Python"),
	input("numpy-version", "NumPy"),
	...[
		"benchmarks",
		"select",
		"packages",
		"environment-file",
		"channels",
		"conda",
		"install"
	].map((name) => input(name, name)),
	({ host }) => host.runnerImage?.split(" ")[0] ?? host.cpuModel
];
function distinctions(results) {
	const telling = candidates.filter((candidate) => tellsApart(candidate, results));
	return results.map((result) => telling.map((candidate) => candidate(result)).join(", "));
}
function tellsApart(candidate, results) {
	const byCell = /* @__PURE__ */ new Map();
	for (const result of results) {
		const value = candidate(result);
		for (const series of result.series) {
			const cell = cellKey(series);
			const known = byCell.get(cell);
			if (known !== void 0 && known !== value) return true;
			byCell.set(cell, value);
		}
	}
	return false;
}

// src/result/merge-problems.ts
const oneRun = "name the results of one run";
const shared = [
	["version of blas-bench", ({ tool }) => tool.version],
	["repository", ({ code }) => code?.repository ?? null],
	["head commit", ({ code }) => code?.headCommit ?? null],
	["base commit", ({ code }) => code?.baseCommit ?? null]
];
function mergeProblems(files, names) {
	const [first, ...others] = files;
	if (first === void 0) return [];
	return [
		...others.flatMap(({ file, result }) => shared.filter(([, of]) => of(result) !== of(first.result)).map(([name]) => ({
			where: file,
			what: `has another ${name} than ${first.file}`,
			remedy: oneRun
		}))),
		...repeatedCells(files, names),
		...otherDefinitions(files)
	];
}
function repeatedCells(files, names) {
	const holders = /* @__PURE__ */ new Map();
	return files.flatMap(({ file, result }, index) => {
		const cells = result.series.map((one) => JSON.stringify([
			cellKey(one),
			one.arm,
			names[index]
		]));
		const twins = [...new Set(cells.flatMap((cell) => holders.get(cell) ?? []))];
		for (const cell of cells) if (!holders.has(cell)) holders.set(cell, file);
		return twins.map((twin) => ({
			where: file,
			what: `measured the same cell as ${twin}`,
			remedy: "name each cell once: of several attempts, the last"
		}));
	});
}
function otherDefinitions(files) {
	const known = /* @__PURE__ */ new Map();
	return files.flatMap(({ file, result }) => result.benchmarks.flatMap((benchmark, index) => {
		const other = known.get(benchmark.name);
		if (other === void 0) known.set(benchmark.name, {
			benchmark,
			file
		});
		if (other === void 0 || isDeepStrictEqual(other.benchmark, benchmark)) return [];
		const what = `is defined in another way in ${other.file}`;
		return [{
			where: `${file}, benchmarks[${index}]`,
			what,
			remedy: oneRun
		}];
	}));
}

// src/result/missing-legs.ts
const form = /^(\S{1,100}) (\d{1,3}) of (\d{1,3})$/;
const mostLegs = 256;
function missingLegs(results) {
	const jobs = /* @__PURE__ */ new Map();
	for (const { configuration } of results) {
		const [, job, index, total] = form.exec(configuration.leg ?? "") ?? [];
		if (job === void 0 || Number(total) > mostLegs) continue;
		const known = jobs.get(job) ?? {
			total: 0,
			seen: /* @__PURE__ */ new Set()
		};
		known.total = Math.max(known.total, Number(total));
		known.seen.add(Number(index));
		jobs.set(job, known);
	}
	return [...jobs].flatMap(([job, { total, seen }]) => Array.from({ length: total }, (_, index) => index).filter((index) => !seen.has(index)).map((index) => ({
		stage: "measure",
		subject: `leg ${index + 1} of ${total} of ${job}`,
		benchmark: null,
		message: "left no result: its job failed, was cancelled, or uploaded none",
		lastLines: []
	})));
}

// src/result/merge.ts
function mergeResults(files, isWhole) {
	const results = files.map(({ result }) => result);
	const missing = isWhole ? missingLegs(results) : [];
	const [first, ...others] = results;
	if (first !== void 0 && others.length === 0 && missing.length === 0) return first;
	const names = distinctions(results);
	const [problem, ...more] = mergeProblems(files, names);
	if (problem !== void 0) throw new UserError([problem, ...more]);
	if (first === void 0) throw new Error("nothing can be merged without a result");
	return matrixOf(first, results, names, missing);
}
function matrixOf(first, results, names, missing) {
	const legs = results.map((result, index) => legOf(result, names[index] ?? "", index + 1));
	const starts = results.map(({ startedAt }) => Date.parse(startedAt));
	const ends = results.map(({ elapsedSeconds }, index) => (starts[index] ?? NaN) / 1e3 + elapsedSeconds);
	const start = least(starts);
	return {
		tool: first.tool,
		startedAt: new Date(start).toISOString(),
		elapsedSeconds: -least(ends.map((end) => -end)) - start / 1e3,
		code: first.code,
		environments: legs.flatMap(({ environments }) => environments),
		series: legs.flatMap(({ series }) => series),
		benchmarks: [...new Map(legs.flatMap(({ benchmarks }) => benchmarks).map((one) => [one.name, one])).values()],
		measurements: legs.flatMap(({ measurements }) => measurements),
		failures: [...legs.flatMap(({ failures }) => failures), ...missing],
		absences: [...new Map(legs.flatMap(({ absences }) => absences).map((one) => [JSON.stringify(one), one])).values()],
		notices: [...new Set(legs.flatMap(({ notices }) => notices))],
		legs
	};
}
function least(values) {
	return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}
function legOf(result, name, number) {
	const own = (id) => `${id}#${number}`;
	const place = [result.host.platform, ...name === "" ? [] : [name]].join(", ");
	const known = new Set(result.series.map(({ id }) => id));
	const variants = [...new Set(result.series.map(({ variant }) => variant))];
	return {
		...result,
		title: `${variants.length === 0 ? "no series" : variants.join(", ")} (${place})`,
		environments: result.environments.map((one) => ({
			...one,
			id: own(one.id)
		})),
		series: result.series.map((one) => ({
			...one,
			id: own(one.id),
			environment: own(one.environment),
			leg: name
		})),
		measurements: result.measurements.map((one) => ({
			...one,
			series: own(one.series)
		})),
		failures: result.failures.map((one) => ({
			...one,
			subject: known.has(one.subject) ? own(one.subject) : `${one.subject} (${place})`
		}))
	};
}

// src/entry/stored-rules.ts
function rulesOf(files, given = {}) {
	const flags = readInputs({
		"fail-on": given.failOn ?? "",
		threshold: given.threshold ?? ""
	}, readVariant, asFlag);
	const stored = files.map(({ file, result: { configuration } }) => storedRules(file, {
		...given.failOn === void 0 ? { "fail-on": configuration["fail-on"] ?? "" } : {},
		...given.threshold === void 0 ? { threshold: configuration.threshold ?? "" } : {}
	}));
	return {
		failOn: given.failOn === void 0 ? [...new Set(stored.flatMap(({ failOn }) => failOn))] : flags.failOn,
		thresholds: stored.map(({ threshold }) => given.threshold === void 0 ? threshold : flags.threshold)
	};
}
function storedRules(file, raw) {
	try {
		return readInputs(raw, readVariant, (name) => `${file}, configuration.${name}`);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		const [first, ...rest] = [...new Set(error.problems.map(({ where }) => where))].map((where) => ({
			where,
			what: "is not what this input allows",
			remedy: "use a result.json as blas-bench wrote it"
		}));
		if (first === void 0) throw error;
		throw new UserError([first, ...rest]);
	}
}

export { latestAttempts, mergeResults, rulesOf };