import { UserError, exitCode } from "./inputs.js";
import { valuesOf } from "./read-foreign.js";
import { backendRows, between, blockMedians, directionOf, intervalLevel, labelsOf, measuredOf, median, middlesOfSorted, packageTable, ratioAt, relativeDifference, verdictsOf } from "./read.js";
import { importedComparisonModel, layOutImportedComparison, rendered } from "./rendered.js";
import { cut, visibleName } from "./inert.js";
import { statusTones } from "./backend-section.js";
import { packagesTable } from "./markdown.js";
import { code, left, paragraph, plain, quoted, right, sentence } from "./advice.js";
import { count, difference, ratioWithInterval, time } from "./numbers.js";
import { print } from "./print.js";
import { readStoredFiles } from "./stored-files.js";

// src/compare/two-sample.ts
const mostExactPairs = 1e4;
const normalQuantile = 1.959963984540054;
function shiftBetween(reference, subject) {
	const differences = new Float64Array(reference.length * subject.length);
	for (const [row, from] of reference.entries()) for (const [column, to] of subject.entries()) differences[row * subject.length + column] = to - from;
	differences.sort();
	const rank = intervalRank(reference.length, subject.length);
	const low = rank === null ? void 0 : differences[rank - 1];
	const high = rank === null ? void 0 : differences[differences.length - rank];
	const interval = low === void 0 || high === void 0 ? null : {
		low,
		high,
		level: intervalLevel
	};
	return {
		estimate: between(...middlesOfSorted(differences)),
		interval
	};
}
const knownRanks = /* @__PURE__ */ new Map();
function intervalRank(one, other) {
	const key = `${Math.min(one, other)} ${Math.max(one, other)}`;
	const known = knownRanks.get(key);
	if (known !== void 0) return known;
	const rank = one * other > 1e4 ? normalRank(one, other) : exactRank(one, other);
	knownRanks.set(key, rank > 0 ? rank : null);
	return rank > 0 ? rank : null;
}
function exactRank(one, other) {
	const allowed = (1 - intervalLevel) / 2;
	let [rank, atMost] = [0, 0];
	for (const probability of mannWhitneyDistribution(one, other)) {
		atMost += probability;
		if (atMost > allowed) break;
		rank += 1;
	}
	return rank;
}
function normalRank(one, other) {
	const deviation = Math.sqrt(one * other * (one + other + 1) / 12);
	return Math.floor(one * other / 2 + .5 - normalQuantile * deviation);
}
function mannWhitneyDistribution(one, other) {
	let fewer = Array.from({ length: other + 1 }, () => Float64Array.of(1));
	for (let first = 1; first <= one; first += 1) {
		const row = [Float64Array.of(1)];
		for (let second = 1; second <= other; second += 1) {
			const [ifFirst, ifSecond] = [fewer[second], row[second - 1]];
			const probability = new Float64Array(first * second + 1);
			for (let pairs = 0; pairs <= first * second; pairs += 1) {
				const largestIsFirst = first * (ifFirst?.[pairs - second] ?? 0);
				probability[pairs] = (largestIsFirst + second * (ifSecond?.[pairs] ?? 0)) / (first + second);
			}
			row.push(probability);
		}
		fewer = row;
	}
	return fewer[other] ?? Float64Array.of(1);
}

// src/compare/imported-runs.ts
const mostSamples = 200;
function compareImportedRuns(a, b) {
	const ofA = new Map(a.benchmarks.map((one) => [one.name, one]));
	const ofB = new Set(b.benchmarks.map(({ name }) => name));
	const looks = b.benchmarks.flatMap((benchmark) => {
		const former = ofA.get(benchmark.name);
		return former === void 0 ? [] : [look$1(former, benchmark)];
	});
	return {
		machines: differences(a.machine, b.machine),
		settings: differences(a.settings, b.settings),
		isMachineKnown: a.machine.some(({ what }) => b.machine.some((fact) => fact.what === what)),
		comparisons: looks.flatMap((one) => "estimate" in one ? [one] : []),
		notComparable: looks.flatMap((one) => "reason" in one ? [one] : []),
		onlyInA: a.benchmarks.map(({ name }) => name).filter((name) => !ofB.has(name)),
		onlyInB: b.benchmarks.map(({ name }) => name).filter((name) => !ofA.has(name))
	};
}
function differences(a, b) {
	return a.flatMap(({ what, value }) => {
		const other = b.find((fact) => fact.what === what);
		return other === void 0 || other.value === value ? [] : [{
			what,
			a: value,
			b: other.value
		}];
	});
}
function look$1(former, benchmark) {
	const { name, unit } = benchmark;
	if (former.unit !== unit) return {
		name,
		reason: "has another unit in B than in A"
	};
	if (former.better !== benchmark.better) return {
		name,
		reason: "has another better side in B than in A"
	};
	const { basis, a, b } = samplesOf(former.figures, benchmark.figures);
	if ([...a, ...b].some((value) => value <= 0)) return {
		name,
		reason: "has values that are not above 0, of which there is no ratio"
	};
	const estimate = ratioAt(shiftBetween(a.map(Math.log), b.map(Math.log)), Math.min(a.length, b.length));
	return {
		name,
		unit,
		better: benchmark.better,
		basis,
		estimate,
		outcome: outcomeOf(benchmark, estimate),
		a: {
			value: median(valuesOf(former.figures)),
			count: a.length
		},
		b: {
			value: median(valuesOf(benchmark.figures)),
			count: b.length
		}
	};
}
function samplesOf(a, b) {
	if (a.kind === "summary" || b.kind === "summary") return {
		basis: "summary",
		a: [median(valuesOf(a))],
		b: [median(valuesOf(b))]
	};
	const areMany = (figures) => figures.kind === "processes" && figures.processes.length > 1;
	if (a.kind === "processes" && b.kind === "processes" && areMany(a) && areMany(b)) return {
		basis: "processes",
		a: thinned(a.processes.map(median)),
		b: thinned(b.processes.map(median))
	};
	return {
		basis: "samples",
		a: thinned(valuesOf(a)),
		b: thinned(valuesOf(b))
	};
}
function thinned(values) {
	if (values.length <= mostSamples) return values;
	const start = (group) => Math.floor(group * values.length / mostSamples);
	return Array.from({ length: mostSamples }, (_, group) => median(values.slice(start(group), start(group + 1))));
}
function outcomeOf({ unit, better }, estimate) {
	const direction = directionOf(estimate);
	if (direction === "undecided" || unit === "s") return direction;
	const isLarger = direction === "slower";
	if (better === null) return isLarger ? "larger" : "smaller";
	return isLarger === (better === "bigger") ? "better" : "worse";
}

// src/imported-assessment.ts
function assessImportedRuns(a, b) {
	const where = `${a.file} and ${b.file}`;
	const comparison = compareImportedRuns(a.run, b.run);
	const problems = comparison.machines.map((one) => ({
		where,
		what: `the ${one.what} is not the same: ${visibleName(one.a)} in the first, ${visibleName(one.b)} in the second`,
		remedy: "measure both on one machine"
	}));
	if (a.run.format !== b.run.format) problems.push({
		where,
		what: `they are of two tools, ${a.run.format} and ${b.run.format}, which time in different ways`,
		remedy: "measure both with the same tool"
	});
	else if (comparison.comparisons.length + comparison.notComparable.length === 0) problems.push({
		where,
		what: "they have no benchmark in common",
		remedy: "measure both with the same benchmarks"
	});
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return importedComparisonModel(comparison, a, b);
}

// src/report/separate-backends.ts
function separateBackends(pairs, labelOf, rowsOfA, rowsOfB) {
	const [ofA, ofB] = [rowsOfA, rowsOfB].map((rows) => new Map(rows.map((row) => [row.series, row])));
	return pairs.flatMap((pair) => {
		const [a, b] = [ofA?.get(pair.a.id), ofB?.get(pair.b.id)];
		return a === void 0 || b === void 0 ? [] : [{
			label: labelOf(pair),
			a,
			b,
			difference: differenceOf(a, b)
		}];
	});
}
const descriptions = [
	({ blas }) => shortName(blas),
	({ blas }) => withCoreType(blas),
	({ blas, lapack }) => `${withCoreType(blas)} with LAPACK of ${withCoreType(lapack)}`,
	({ blas, lapack }) => `${fileName(blas)} with LAPACK of ${fileName(lapack)}`,
	({ blas, lapack }) => `${integers(blas)} with LAPACK of ${integers(lapack)}`,
	({ blas, threads }) => `${withCoreType(blas)} with ${usedThreads(threads)}`
];
function scipyText({ scipy }) {
	return `${fileName(scipy?.blas ?? null)} and ${fileName(scipy?.lapack ?? null)} in SciPy`;
}
function differenceOf(a, b) {
	if (a.blas === null || b.blas === null) return null;
	const isOtherFamily = a.blas.family !== b.blas.family;
	const haveSciPy = a.scipy !== null && b.scipy !== null;
	const describe = [...descriptions.slice(isOtherFamily ? 0 : 1), ...haveSciPy ? [scipyText] : []].find((words) => words(a) !== words(b));
	return describe === void 0 ? null : {
		a: describe(a),
		b: describe(b)
	};
}
const unknownLibrary = "a library that is not known";
function shortName(library) {
	if (library === null) return unknownLibrary;
	const version = library.version === null ? "" : ` ${libraryWord(library.version)}`;
	return `${library.family ?? quoted(library.fileName)}${version}`;
}
function withCoreType(library) {
	const coreType = library?.coreType ?? null;
	return shortName(library) + (coreType === null ? "" : ` (${libraryWord(coreType)})`);
}
const longestWord = 40;
function libraryWord(text) {
	return cut(text.replaceAll("`", "'"), longestWord);
}
function fileName(library) {
	return library === null ? unknownLibrary : quoted(library.fileName);
}
function integers(library) {
	return `${shortName(library)} (${library?.integers ?? "integers not known"})`;
}
function usedThreads({ effective }) {
	return effective === null ? "threads not known" : count(effective, "thread");
}

// src/report/separate-runs-document.ts
function layOutSeparateRuns(model) {
	const sections = [
		{
			title: "What they ran on",
			place: "shown",
			blocks: backendTable(model.backends)
		},
		{
			title: "B against A, not lockstep",
			place: "shown",
			blocks: ratioTable(model.rows)
		},
		{
			title: "Not comparable",
			place: "shown",
			blocks: notComparableList(model.notComparable)
		},
		{
			title: "In one file only",
			place: "shown",
			blocks: unmatchedList(model)
		},
		{
			title: "Numbers that changed",
			place: "shown",
			blocks: changedNumbersTable(model.changedNumbers)
		},
		{
			title: "Controls",
			place: "folded",
			blocks: ratioTable(model.controls)
		},
		...packageSections(model.packages),
		{
			title: "Systems that differ",
			place: "folded",
			blocks: systemsTable(model.systems)
		},
		{
			title: "Runs",
			place: "folded",
			blocks: runsTable(model.runs)
		}
	];
	return {
		title: [plain("blas-bench: "), ...sentence(model.headline)],
		lead: model.lead.map(sentence),
		sections: sections.filter(({ blocks }) => blocks.length > 0)
	};
}
function backendTable(backends) {
	const rows = backends.flatMap(({ label, a, b, difference: differs }) => {
		return differs === null && a.status === b.status && a.installed === b.installed ? [backendRow(label, "both", b)] : [backendRow(label, "A", a), backendRow("", "B", b)];
	});
	return [{
		kind: "table",
		columns: [
			"backend",
			"file",
			"installed",
			"NumPy really calls",
			"LAPACK",
			"threads",
			"proof"
		].map(left),
		rows
	}];
}
function backendRow(label, side, row) {
	return [
		[plain(label)],
		[plain(side)],
		[row.installed === null ? plain("no record") : code(row.installed)],
		libraryLine(row.blas),
		row.lapackIsSame ? [plain("same")] : libraryLine(row.lapack),
		[plain(row.threads.effective === null ? "not known" : String(row.threads.effective))],
		[plain(row.status, statusTones[row.status])]
	];
}
function libraryLine(library) {
	if (library === null) return [plain("not known", "unsure")];
	const { fileName, family, version, coreType } = library;
	const facts = [family, version].flatMap((fact) => fact === null ? [] : [libraryWord(fact)]).join(" ");
	return [
		code(fileName),
		...facts === "" ? [] : [plain(` (${facts})`)],
		...coreType === null ? [] : [plain(`, ${libraryWord(coreType)}`)]
	];
}
function ratioTable(rows) {
	if (rows.length === 0) return [];
	const hasOneLabel = new Set(rows.map(({ label }) => label)).size === 1;
	const labelCell = (label) => hasOneLabel ? [] : [[plain(label)]];
	return [{
		kind: "table",
		columns: [
			left("benchmark"),
			...hasOneLabel ? [] : [left("backend")],
			right("A"),
			right("B"),
			right("B / A (95 %)"),
			left("B is"),
			right("blocks")
		],
		rows: rows.map(({ benchmark, layer, label, estimate, outcome, ...row }) => [
			layer === "lapack" ? [code(benchmark), plain(" (LAPACK)")] : [code(benchmark)],
			...labelCell(label),
			[plain(time(row.aSeconds))],
			[plain(time(row.bSeconds))],
			[plain(ratioWithInterval(estimate))],
			[plain(outcome)],
			[plain(row.aBlocks === row.bBlocks ? String(row.aBlocks) : `${row.aBlocks}, ${row.bBlocks}`)]
		])
	}];
}
function notComparableList(rows) {
	const items = rows.map(({ benchmark, label, reason }) => [
		code(benchmark),
		plain(" on "),
		code(label),
		plain(`: it ${reason}`)
	]);
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function unmatchedList({ added, removed, onlyInA, onlyInB }) {
	const about = (text, names) => names.length === 0 ? [] : [[plain(text), ...names.flatMap(listed)]];
	const items = [
		...about("added, only in B: ", added),
		...about("removed, only in A: ", removed),
		...about("backends only in A: ", onlyInA),
		...about("backends only in B: ", onlyInB)
	];
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function listed(name, index) {
	return [...index === 0 ? [] : [plain(", ")], code(name)];
}
function changedNumbersTable(rows) {
	if (rows.length === 0) return [];
	const columns = [
		"benchmark",
		"backend",
		"difference",
		"tolerance"
	].map(left);
	return [paragraph("These compute other numbers in B than in A. A change of code may do that."), {
		kind: "table",
		columns,
		rows: rows.map(({ benchmark, label, largestRelativeDifference: largest, tolerance }) => [
			[code(benchmark)],
			[plain(label)],
			[plain(largest === null ? "not finite, or more of them" : difference(largest), "unsure")],
			[plain(difference(tolerance))]
		])
	}];
}
function packageSections(packages) {
	const title = "Packages that differ";
	const differing = packages.filter(({ table }) => table.rows.length > 0);
	if (differing.length > 0) return differing.map(({ label, table }) => ({
		title: packages.length === 1 ? title : `${title}, ${label}`,
		place: "folded",
		blocks: packagesTable(table)
	}));
	const same = packages.reduce((most, { table }) => Math.max(most, table.same), 0);
	return [{
		title,
		place: "folded",
		blocks: same === 0 ? [] : [paragraph(`None of ${count(same, "package")}.`)]
	}];
}
function systemsTable(systems) {
	if (systems.length === 0) return [];
	const rows = systems.map(({ what, a, b }) => [
		[plain(what)],
		[code(a)],
		[code(b)]
	]);
	return [{
		kind: "table",
		columns: [
			"",
			"A",
			"B"
		].map(left),
		rows
	}];
}
function runsTable({ a, b }) {
	const row = (name, side) => [
		[plain(name)],
		[code(side.file)],
		[plain(side.startedAt.replace(/^(.{10})T(.{5}).*$/, "$1 $2 UTC"))],
		side.commit === null ? [plain("none")] : [code(side.commit.slice(0, 12)), plain(side.isDirty ? ", dirty" : "")],
		[code(side.toolVersion)]
	];
	return [{
		kind: "table",
		columns: [
			"",
			"file",
			"started",
			"commit",
			"blas-bench"
		].map(left),
		rows: [row("A", a), row("B", b)]
	}];
}

// src/compare/comparability.ts
function hostDifferences(a, b) {
	const difference = (what, value) => value(a) === value(b) ? [] : [{
		what,
		a: value(a),
		b: value(b)
	}];
	const imageName = ({ runnerImage }) => runnerImage?.split(" ")[0] ?? "";
	const isOtherImage = a.runnerImage !== null && b.runnerImage !== null && imageName(a) !== imageName(b);
	const image = difference("runner image", ({ runnerImage }) => runnerImage ?? "none");
	return {
		machines: [
			...difference("platform", ({ platform }) => platform),
			...difference("CPU model", ({ cpuModel }) => cpuModel),
			...simdDifference(a, b),
			...difference("number of cores", ({ physicalCores }) => String(physicalCores)),
			...difference("number of hardware threads", ({ logicalCores }) => String(logicalCores)),
			...difference("translation under Rosetta", ({ translated }) => translated ? "translated" : "native"),
			...isOtherImage ? image : []
		],
		systems: [...difference("system version", ({ osVersion }) => osVersion), ...isOtherImage ? [] : image]
	};
}
function simdDifference(a, b) {
	const only = (one, other) => one.simd.filter((name) => !other.simd.includes(name)).join(" ") || "nothing more";
	const [onlyA, onlyB] = [only(a, b), only(b, a)];
	return onlyA === onlyB ? [] : [{
		what: "set of SIMD instructions",
		a: onlyA,
		b: onlyB
	}];
}
function matchedSeries(a, b) {
	const [one, ...more] = a;
	const [other, ...others] = b;
	if (one !== void 0 && other !== void 0 && more.length + others.length === 0 && settingOf(one) === settingOf(other)) return [{
		a: one,
		b: other
	}];
	const partners = new Map(b.map((series) => [cellOf(series), series]));
	return a.flatMap((series) => {
		const partner = partners.get(cellOf(series));
		return partner === void 0 ? [] : [{
			a: series,
			b: partner
		}];
	});
}
function settingOf({ platform, threads, launcher }) {
	return JSON.stringify([
		platform,
		threads,
		launcher
	]);
}
function cellOf(series) {
	return JSON.stringify([series.variant, settingOf(series)]);
}
function definitionDifference(a, b) {
	if (a.source === null !== (b.source === null)) return "is built in on one side, and the user's own on the other";
	if (a.role !== b.role || a.method !== b.method || a.flop !== b.flop) return "is defined in another way";
	return a.source === null && a.description !== b.description ? "is defined in another way" : null;
}
const calibrationFactor = 20;
function batchDifference(a, b) {
	if (a.loops === b.loops) return null;
	const [more, fewer] = a.loops > b.loops ? [a, b] : [b, a];
	return batchNanoseconds(more) > calibrationFactor * batchNanoseconds(fewer) ? `was timed in batches of ${a.loops} and ${b.loops} loops, which are not alike` : null;
}
function batchNanoseconds(measurement) {
	return measurement.loops * median(blockMedians(measurement));
}
function numbersDifference(benchmark, a, b) {
	const tolerance = benchmark.relativeTolerance;
	if (tolerance === null || a.fingerprint === null || b.fingerprint === null) return null;
	const difference = relativeDifference(a.fingerprint, b.fingerprint);
	if (difference <= tolerance) return null;
	return {
		largestRelativeDifference: Number.isFinite(difference) ? difference : null,
		tolerance
	};
}
function headOf(result) {
	const series = result.series.filter(({ arm }) => arm === "head");
	const ids = new Set(series.map(({ id }) => id));
	return {
		...result,
		environments: result.environments.filter(({ arm }) => arm === "head"),
		series,
		measurements: result.measurements.filter((measurement) => ids.has(measurement.series)),
		failures: result.failures.filter(({ subject }) => ids.has(subject) || !result.series.some(({ id }) => id === subject))
	};
}

// src/compare/separate-runs.ts
const mostBlockPairs = 4e6;
function compareSeparateRuns(a, b) {
	const { machines, systems } = hostDifferences(a.host, b.host);
	const pairs = matchedSeries(a.series, b.series);
	const [sideA, sideB] = [sideOf(a), sideOf(b)];
	const looks = pairs.flatMap((pair) => b.benchmarks.flatMap((benchmark) => {
		const former = sideA.benchmarks.get(benchmark.name);
		return former === void 0 ? [] : [look({
			pair,
			former,
			benchmark,
			a: sideA,
			b: sideB
		})];
	}));
	return {
		machines,
		systems,
		pairs,
		onlyInA: without(a, sideB, new Set(pairs.map((pair) => pair.a.id))),
		onlyInB: without(b, sideA, new Set(pairs.map((pair) => pair.b.id))),
		comparisons: looks.flatMap((one) => "estimate" in one ? [one] : []),
		notComparable: looks.flatMap((one) => "reason" in one ? [one] : [])
	};
}
function sideOf(run) {
	const references = run.series.flatMap(({ id, threads, launcher }) => {
		const reference = run.series.find((one) => one.variant === run.reference && one.threads === threads && one.launcher === launcher);
		return reference === void 0 ? [] : [[id, reference.id]];
	});
	return {
		benchmarks: new Map(run.benchmarks.map((one) => [one.name, one])),
		measured: measuredOf(run),
		references: new Map(references)
	};
}
function without({ series, benchmarks }, other, paired) {
	return {
		series: series.map(({ id }) => id).filter((id) => !paired.has(id)),
		benchmarks: benchmarks.map(({ name }) => name).filter((name) => !other.benchmarks.has(name))
	};
}
function look({ pair, former, benchmark, a, b }) {
	const { name } = benchmark;
	const refused = (reason) => ({
		benchmark: name,
		pair,
		reason
	});
	if (former.quantity !== void 0 || benchmark.quantity !== void 0) return refused("measures no time, and is compared within one run alone");
	const definition = definitionDifference(former, benchmark);
	if (definition !== null) return refused(definition);
	const [figureA, figureB] = [figureOf(a, former, pair.a.id), figureOf(b, benchmark, pair.b.id)];
	if (figureA === null || figureB === null) return refused(`has no figure in ${[...figureA === null ? ["A"] : [], ...figureB === null ? ["B"] : []].join(" and ")}`);
	const batches = batchDifference(figureA.measurement, figureB.measurement);
	if (batches !== null) return refused(batches);
	const numbers = numbersDifference(benchmark, figureA.measurement, figureB.measurement);
	if (numbers !== null && benchmark.source === null) return refused("computes other numbers");
	if (figureA.logarithms.length * figureB.logarithms.length > mostBlockPairs) return refused("has too many blocks");
	const [aBlocks, bBlocks] = [figureA.logarithms.length, figureB.logarithms.length];
	const estimate = ratioAt(shiftBetween(figureA.logarithms, figureB.logarithms), Math.min(aBlocks, bBlocks));
	return {
		benchmark,
		pair,
		estimate,
		outcome: directionOf(estimate),
		aSeconds: figureA.seconds,
		bSeconds: figureB.seconds,
		aBlocks,
		bBlocks,
		changedNumbers: numbers
	};
}
function figureOf({ measured, references }, benchmark, series) {
	const measurement = measured.find(benchmark.name, series);
	if (measurement === void 0) return null;
	const reference = measured.find(benchmark.name, references.get(series) ?? series);
	if (reference !== void 0 && numbersDifference(benchmark, reference, measurement) !== null) return null;
	const nanoseconds = blockMedians(measurement);
	return {
		measurement,
		seconds: median(nanoseconds) / 1e9,
		logarithms: nanoseconds.map(Math.log)
	};
}

// src/report/separate-headline.ts
const namedAtMost = 3;
function separateHeadline({ backends, rows, notComparable }) {
	const isOne = backends.length === 1;
	const proofs = [...capped(backends.flatMap((one) => differenceText(one, isOne))), ...capped(backends.flatMap((one) => [unprovenText(one, "a"), unprovenText(one, "b")].flat()))];
	const same = `${isOne ? "the same verified backend" : `the same ${backends.length} verified backends`} in both`;
	const text = [...proofs.length === 0 ? [same] : proofs, outcomes(rows, notComparable.length)].join("; ");
	return `not lockstep. ${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
function differenceText({ label, difference }, isOne) {
	if (difference === null) return [];
	return [`${isOne ? "" : `${quoted(label)}: `}A ran on ${difference.a}, B on ${difference.b}`];
}
function unprovenText(backend, side) {
	const { status } = backend[side];
	const place = `${quoted(backend[side].requested)} in ${side.toUpperCase()}`;
	if (status === "verified") return [];
	return [status === "mismatch" ? `${place} is not what was asked for` : `${place} is not verified`];
}
function capped(texts) {
	const more = texts.length - namedAtMost;
	return [...texts.slice(0, namedAtMost), ...more > 0 ? [`${more} more like this`] : []];
}
function outcomes(rows, notComparable) {
	const numbered = (amount, words) => amount === 0 ? [] : [`${amount} ${words}`];
	const of = (outcome) => rows.filter((row) => row.outcome === outcome).length;
	return `B against A: ${[
		...numbered(of("slower"), "slower"),
		...numbered(of("faster"), "faster"),
		...numbered(of("undecided"), "undecided"),
		...numbered(notComparable, "not comparable")
	].join(", ")}`;
}
function separateLead({ runs, controls }) {
	const armed = ["a", "b"].filter((side) => runs[side].hasBase).map((side) => side.toUpperCase());
	const head = armed.length === 0 ? [] : [`${armed.join(" and ")} also measured base: only head is compared.`];
	return [
		"Two separate runs: whatever changed on the machine between them is in these ratios, and not in their intervals. They inform, and decide nothing.",
		...controlsText(controls),
		...head
	];
}
function controlsText(controls) {
	const moved = controls.filter(({ outcome }) => outcome !== "undecided");
	const names = moved.map(({ benchmark, label, estimate }) => `${quoted(benchmark)} on ${quoted(label)} ${ratioWithInterval(estimate)}`);
	if (names.length === 0) return [];
	return [`${moved.length} of ${count(controls.length, "control")} moved, and no BLAS is in them: ${capped(names).join(", ")}. What moved them is in the other ratios too.`];
}

// src/report/separate-rows.ts
function rowsOf({ comparisons }, role, labelOf) {
	return comparisons.filter(({ benchmark }) => benchmark.role === role).map(({ benchmark, pair, changedNumbers: _, ...figures }) => ({
		benchmark: benchmark.name,
		layer: benchmark.layer,
		label: labelOf(pair),
		...figures
	})).toSorted((one, other) => other.estimate.ratio - one.estimate.ratio);
}
function runRow({ file, result, hasBase }) {
	return {
		file,
		startedAt: result.startedAt,
		toolVersion: result.tool.version,
		commit: result.code?.headCommit ?? null,
		isDirty: result.code?.dirty ?? false,
		hasBase
	};
}
function pairLabels(pairs) {
	const labels = labelsOf(pairs.map(({ b }) => b));
	return ({ a, b }) => a.variant === b.variant ? labels.of(b.id) : `${a.variant} to ${b.variant}`;
}

// src/report/separate-runs-model.ts
function buildSeparateRuns(comparison, a, b) {
	const labelOf = pairLabels(comparison.pairs);
	const [labelsOfA, labelsOfB] = [labelsOf(a.result.series), labelsOf(b.result.series)];
	const facts = {
		runs: {
			a: runRow(a),
			b: runRow(b)
		},
		backends: separateBackends(comparison.pairs, labelOf, backendRows(a.result, a.verdicts, labelsOfA), backendRows(b.result, b.verdicts, labelsOfB)),
		rows: rowsOf(comparison, "benchmark", labelOf),
		controls: rowsOf(comparison, "control", labelOf),
		notComparable: comparison.notComparable.map(({ benchmark, pair, reason }) => ({
			benchmark,
			label: labelOf(pair),
			reason
		}))
	};
	return {
		separateRunsVersion: 1,
		isLockstep: false,
		headline: separateHeadline(facts),
		lead: separateLead(facts),
		...facts,
		changedNumbers: comparison.comparisons.flatMap(({ benchmark, pair, changedNumbers }) => changedNumbers === null ? [] : [{
			benchmark: benchmark.name,
			label: labelOf(pair),
			...changedNumbers
		}]),
		added: comparison.onlyInB.benchmarks,
		removed: comparison.onlyInA.benchmarks,
		onlyInA: comparison.onlyInA.series.map((id) => labelsOfA.of(id)),
		onlyInB: comparison.onlyInB.series.map((id) => labelsOfB.of(id)),
		packages: comparison.pairs.flatMap((pair) => {
			const table = packagesOf(pair, a.result, b.result);
			return table === null ? [] : [{
				label: labelOf(pair),
				table
			}];
		}),
		systems: comparison.systems
	};
}
function packagesOf(pair, a, b) {
	const sides = [{
		id: "A",
		series: pair.a,
		environments: a.environments
	}, {
		id: "B",
		series: pair.b,
		environments: b.environments
	}];
	const series = sides.map((side) => ({
		...side.series,
		id: side.id,
		environment: side.id
	}));
	const environments = sides.flatMap((side) => side.environments.filter(({ id }) => id === side.series.environment).map((one) => ({
		...one,
		id: side.id
	})));
	const labels = labelsOf(series);
	return packageTable({
		...b,
		series,
		environments
	}, {
		...labels,
		of: (id) => id
	});
}

// src/separate-assessment.ts
function assessSeparateRuns(a, b) {
	const [headA, headB] = [headOf(a.result), headOf(b.result)];
	const comparison = compareSeparateRuns(headA, headB);
	const [first, ...rest] = refusals(comparison, {
		...a,
		result: headA
	}, {
		...b,
		result: headB
	});
	if (first !== void 0) throw new UserError([first, ...rest]);
	const facts = ({ file, result }, head) => ({
		file,
		result: head,
		hasBase: head.series.length < result.series.length,
		verdicts: verdictsOf(head)
	});
	return buildSeparateRuns(comparison, facts(a, headA), facts(b, headB));
}
const shownReasons = 10;
function refusals(comparison, a, b) {
	const { machines, pairs, comparisons, notComparable } = comparison;
	const where = `${a.file} and ${b.file}`;
	const otherMachine = machines.map((one) => ({
		where,
		what: `the ${one.what} is not the same: ${visibleName(one.a)} in the first, ${visibleName(one.b)} in the second`,
		remedy: "measure both on one machine"
	}));
	if (pairs.length === 0) return [...otherMachine, {
		where,
		what: `they have no series in common: ${seriesText(a.result)} in the first, ${seriesText(b.result)} in the second`,
		remedy: "measure both with the same variants, threads and launcher"
	}];
	if (comparisons.some(({ benchmark }) => benchmark.role === "benchmark")) return otherMachine;
	const reasons = notComparable.slice(0, shownReasons).map(({ benchmark, reason }) => ({
		where,
		what: `${visibleName(benchmark)} ${reason}`,
		remedy: "measure both with the same benchmarks"
	}));
	const nothing = {
		where,
		what: "they have no benchmark in common whose times can be compared",
		remedy: "measure both with the same benchmarks"
	};
	return [
		...otherMachine,
		...reasons,
		nothing
	];
}
function seriesText({ series }) {
	const text = ({ variant, platform, threads, launcher }) => `${visibleName(variant)} (${platform}, ${count(threads, "thread")}, ${launcher})`;
	return series.length === 0 ? "none at head" : series.slice(0, shownReasons).map(text).join(", ");
}

// src/entry/compare-command.ts
async function compareCommand(fileA, fileB, options) {
	const stored = await readStoredFiles([fileA, fileB]);
	const format = formatOf(options);
	const compared = stored.kind === "results" ? ofResults(stored.results, format) : ofImports(stored.imports, format);
	print(compared);
	return exitCode.pass;
}
function formatOf({ json, format }) {
	if (json === true && format !== void 0 && format !== "json") throw new UserError([{
		where: "--json",
		what: `contradicts --format ${format}`,
		remedy: "leave one of the two out"
	}]);
	return json === true ? "json" : format ?? "terminal";
}
function ofResults([a, b], format) {
	if (a === void 0 || b === void 0) throw new Error("two files were read, and are not two");
	const model = assessSeparateRuns(a, b);
	return rendered(format, model, () => layOutSeparateRuns(model));
}
function ofImports([a, b], format) {
	if (a === void 0 || b === void 0) throw new Error("two files were read, and are not two");
	const model = assessImportedRuns(a, b);
	return rendered(format, model, () => layOutImportedComparison(model));
}

export { compareCommand };