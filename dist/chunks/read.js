import { UserError, exitCode, inputRows } from "./inputs.js";
import { adviseOn, backendTable, code as code$1, codeSpan, escapeBlockStart, escapeHtml, escapeText, familyNames, judgeSeries, left, paragraph, plain, proofList, quoted, resultSchema, right, sentence, visible, visibleName, visibleText, workingFamily } from "./judge.js";

// src/compare/arms.ts
function armedCells(series) {
	if (!series.some(({ arm }) => arm === "base")) return [];
	const cells = /* @__PURE__ */ new Map();
	for (const one of series) {
		const cell = JSON.stringify([
			one.variant,
			one.platform,
			one.threads,
			one.launcher
		]);
		cells.set(cell, {
			...cells.get(cell) ?? {
				base: null,
				head: null
			},
			[one.arm]: one
		});
	}
	return [...cells.values()];
}
function armsWithout({ series, benchmarks, measurements, failures }) {
	const armOf = new Map(series.map(({ id, arm }) => [id, arm]));
	const traces = {
		base: /* @__PURE__ */ new Set(),
		head: /* @__PURE__ */ new Set()
	};
	for (const { series: id, benchmark } of measurements) traces[armOf.get(id) ?? "head"].add(benchmark);
	const failed = /* @__PURE__ */ new Set();
	for (const { subject, benchmark } of failures) {
		const arm = armOf.get(subject);
		if (arm === void 0) continue;
		if (benchmark === null) failed.add(arm);
		else traces[arm].add(benchmark);
	}
	const own = new Set(benchmarks.filter(({ source }) => source !== null).map(({ name }) => name));
	return (arm, benchmark) => own.has(benchmark) && !failed.has(arm) && traces[arm].size > 0 && !traces[arm].has(benchmark) && traces[arm === "base" ? "head" : "base"].has(benchmark);
}
function hasEqualEnvironments({ reference, subject }, environments) {
	const [base, head] = [reference, subject].map(({ environment }) => environments.find(({ id }) => id === environment));
	if (base === void 0 || head === void 0) return false;
	if (base.hash !== null && head.hash !== null) return base.hash === head.hash;
	return packagesOf(base) === packagesOf(head);
}
function packagesOf({ packages }) {
	return JSON.stringify(packages.map(({ manager, name, version, build }) => [
		manager,
		name,
		version,
		build
	].join(" ")).sort());
}

// src/compare/signed-rank.ts
function signedRanks(values) {
	const sorted = [...values].sort((one, other) => Math.abs(one) - Math.abs(other));
	const doubledRanks = [];
	let doubledPositiveSum = 0;
	for (let start = 0; start < sorted.length;) {
		const size = Math.abs(sorted[start] ?? 0);
		let end = start + 1;
		while (end < sorted.length && Math.abs(sorted[end] ?? 0) === size) end += 1;
		const doubled = start + 1 + end;
		for (const value of sorted.slice(start, end)) {
			if (value === 0) continue;
			doubledRanks.push(doubled);
			if (value > 0) doubledPositiveSum += doubled;
		}
		start = end;
	}
	return {
		doubledRanks,
		doubledPositiveSum
	};
}
function nullDistribution(doubledRanks) {
	const total = doubledRanks.reduce((sum, rank) => sum + rank, 0);
	const probability = new Float64Array(total + 1);
	probability[0] = 1;
	let reach = 0;
	for (const rank of doubledRanks) {
		reach += rank;
		for (let sum = reach; sum >= 0; sum -= 1) {
			const without = probability[sum] ?? 0;
			const withRank = sum >= rank ? probability[sum - rank] ?? 0 : 0;
			probability[sum] = (without + withRank) / 2;
		}
	}
	return probability;
}
function probabilityAtLeast({ doubledRanks, doubledPositiveSum }) {
	return (doubledRanks.every((rank, index) => rank === 2 * (index + 1)) ? untiedTail(doubledRanks.length) : tailOf(nullDistribution(doubledRanks)))[doubledPositiveSum] ?? 0;
}
function intervalRank(count, level) {
	const atLeast = untiedTail(count);
	const allowed = (1 - level) / 2;
	let rank = 0;
	for (let doubled = atLeast.length - 1; doubled >= 0; doubled -= 2) {
		if ((atLeast[doubled] ?? 1) > allowed) break;
		rank += 1;
	}
	return rank === 0 ? null : rank;
}
function tailOf(distribution) {
	const atLeast = Float64Array.from(distribution);
	for (let sum = atLeast.length - 2; sum >= 0; sum -= 1) atLeast[sum] = (atLeast[sum] ?? 0) + (atLeast[sum + 1] ?? 0);
	return atLeast;
}
const knownTails = /* @__PURE__ */ new Map();
const largestKnown = 128;
function untiedTail(count) {
	const known = knownTails.get(count);
	if (known !== void 0) return known;
	const tail = tailOf(nullDistribution(Array.from({ length: count }, (_, index) => 2 * (index + 1))));
	if (count <= largestKnown) knownTails.set(count, tail);
	return tail;
}

// src/compare/statistics.ts
const intervalLevel = .95;
function median(values) {
	return middleOf(new Float64Array(values).sort());
}
function middleOf(sorted) {
	const upper = sorted[Math.floor(sorted.length / 2)];
	const lower = sorted[Math.ceil(sorted.length / 2) - 1];
	if (upper === void 0 || lower === void 0) throw new RangeError("the median of no values");
	return lower + (upper - lower) / 2;
}
function walshAverages(values) {
	const averages = new Float64Array(values.length * (values.length + 1) / 2);
	let index = 0;
	for (const [at, one] of values.entries()) for (let partner = at; partner < values.length; partner += 1) {
		averages[index] = (one + (values[partner] ?? NaN)) / 2;
		index += 1;
	}
	return averages.sort();
}
function locate(values, level = intervalLevel) {
	const averages = walshAverages(values);
	const estimate = middleOf(averages);
	const rank = intervalRank(values.length, level);
	const low = rank === null ? void 0 : averages[rank - 1];
	const high = rank === null ? void 0 : averages[averages.length - rank];
	return {
		estimate,
		interval: low === void 0 || high === void 0 ? null : {
			low,
			high,
			level
		}
	};
}

// src/compare/family.ts
const familyRate = .01;
const equivalenceRate = .05;
function judgeFamily(cells, rate = familyRate) {
	cells.forEach(requireNumbers);
	const slower = holm(cells.map(({ values, threshold }) => pAbove(values, Math.log1p(threshold))));
	const faster = holm(cells.map(({ values, threshold }) => pAbove(negated(values), Math.log1p(threshold))));
	return cells.map((cell, index) => {
		const [slowerP, fasterP] = [slower[index] ?? 1, faster[index] ?? 1];
		const detectable = detectableSlowdown(cell, rate / cells.length);
		return {
			outcome: outcomeOf(cell, slowerP, fasterP, detectable, rate),
			slowerP,
			fasterP,
			detectable
		};
	});
}
function outcomeOf(cell, slowerP, fasterP, detectable, rate) {
	if (slowerP <= rate) return "regressed";
	if (fasterP <= rate) return "improved";
	if (detectable === null) return "insufficient";
	return isEquivalent(cell) ? "unchanged" : "inconclusive";
}
function pAbove(values, bound) {
	return probabilityAtLeast(signedRanks(values.map((value) => value - bound)));
}
function isEquivalent({ values, threshold }) {
	const bound = Math.log1p(threshold);
	return pAbove(values, -bound) <= .05 && pAbove(negated(values), -bound) <= .05;
}
function holm(pValues) {
	const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
	const adjusted = new Array(pValues.length);
	let largest = 0;
	for (const [rank, index] of order.entries()) {
		largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)));
		adjusted[index] = largest;
	}
	return adjusted;
}
function detectableSlowdown({ values, threshold }, cellRate) {
	if (values.length === 0) return null;
	const { estimate, interval } = locate(values, 1 - 2 * cellRate);
	return interval === null ? null : Math.expm1(Math.log1p(threshold) + estimate - interval.low);
}
function negated(values) {
	return values.map((value) => 0 - value);
}
function requireNumbers({ values, threshold }) {
	if (!(threshold > 0 && Number.isFinite(threshold))) throw new RangeError(`a threshold of ${threshold}`);
	const wrong = values.find((value) => !Number.isFinite(value));
	if (wrong !== void 0) throw new RangeError(`a log ratio of ${wrong}`);
}

// src/compare/ratio.ts
function ratioOf(logRatios) {
	const { estimate, interval } = locate(logRatios);
	return {
		ratio: Math.exp(estimate),
		interval: interval === null ? null : {
			low: Math.exp(interval.low),
			high: Math.exp(interval.high),
			level: interval.level
		},
		blocks: logRatios.length
	};
}
function directionOf({ interval }) {
	if (interval === null) return "undecided";
	if (interval.high < 1) return "faster";
	return interval.low > 1 ? "slower" : "undecided";
}

// src/compare/interaction.ts
function interactionsOf(rows, reference) {
	const key = ({ benchmark, subject: { threads, launcher } }) => JSON.stringify([
		benchmark.name,
		threads,
		launcher
	]);
	const references = new Map(rows.filter(({ subject }) => subject.variant === reference).map((row) => [key(row), row]));
	return rows.filter(({ subject }) => subject.variant !== reference).flatMap((row) => {
		const partner = references.get(key(row));
		if (partner === void 0) return [];
		const values = [...row.values].flatMap(([block, value]) => {
			const other = partner.values.get(block);
			return other === void 0 ? [] : [value - other];
		});
		if (values.length === 0) return [];
		const estimate = ratioOf(values);
		return [{
			axis: "interaction",
			benchmark: row.benchmark.name,
			reference: partner.subject.id,
			subject: row.subject.id,
			estimate,
			outcome: directionOf(estimate)
		}];
	});
}

// src/measure/fingerprint.ts
function relativeDifference(one, other) {
	if (one.length !== other.length) return Number.POSITIVE_INFINITY;
	return one.reduce((largest, value, place) => Math.max(largest, between(value, other[place] ?? null)), 0);
}
function between(one, other) {
	if (one === null || other === null) return Number.POSITIVE_INFINITY;
	if (one === other) return 0;
	return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
}

// src/compare/pairs.ts
function blockValues(reference, subject) {
	const subjectBlocks = new Map(subject.blocks.map((block) => [block.block, block]));
	const values = /* @__PURE__ */ new Map();
	for (const block of reference.blocks) {
		const partner = subjectBlocks.get(block.block);
		if (partner !== void 0) values.set(block.block, blockValue(block, partner));
	}
	return values;
}
function blockValue(reference, subject) {
	const turns = reference.nanoseconds.slice(0, subject.nanoseconds.length);
	return median(turns.map((nanoseconds, turn) => Math.log((subject.nanoseconds[turn] ?? NaN) / nanoseconds)));
}
function unusableReason(measurement) {
	if (measurement.blocks.length === 0) return "no block was measured";
	if (new Set(measurement.blocks.map((block) => block.block)).size < measurement.blocks.length) return "a block occurs twice";
	for (const { block, nanoseconds } of measurement.blocks) {
		if (nanoseconds.length === 0) return `block ${block} has no turns`;
		const wrong = nanoseconds.find((value) => !(Number.isFinite(value) && value > 0));
		if (wrong !== void 0) return `block ${block} holds a time of ${wrong} ns`;
	}
	return null;
}

// src/compare/measured.ts
function pairKey(benchmark, series) {
	return JSON.stringify([benchmark, series]);
}
function measuredOf({ benchmarks, measurements }) {
	const usable = [];
	const unusable = [];
	for (const measurement of measurements) {
		const reason = unusableReason(measurement);
		if (reason === null) usable.push(measurement);
		else unusable.push({
			measurement,
			reason
		});
	}
	const byKey = new Map(usable.map((one) => [pairKey(one.benchmark, one.series), one]));
	const find = (benchmark, series) => byKey.get(pairKey(benchmark, series));
	const pairsOf = (pair) => benchmarks.flatMap((benchmark) => {
		const referenceMeasurement = find(benchmark.name, pair.reference.id);
		const subjectMeasurement = find(benchmark.name, pair.subject.id);
		if (referenceMeasurement === void 0 || subjectMeasurement === void 0) return [];
		const values = blockValues(referenceMeasurement, subjectMeasurement);
		return [{
			...pair,
			benchmark,
			referenceMeasurement,
			subjectMeasurement,
			values
		}];
	});
	return {
		usable,
		unusable,
		benchmarks: new Map(benchmarks.map((one) => [one.name, one])),
		find,
		pairsOf
	};
}
function agreementOf({ benchmark, reference, subject, ...pair }) {
	const tolerance = benchmark.relativeTolerance;
	const one = pair.referenceMeasurement.fingerprint;
	const other = pair.subjectMeasurement.fingerprint;
	const names = {
		benchmark: benchmark.name,
		reference: reference.id,
		subject: subject.id,
		tolerance
	};
	if (tolerance === null || one === null || other === null || one.length + other.length === 0) return {
		...names,
		status: "not-comparable",
		largestRelativeDifference: null
	};
	const difference = relativeDifference(one, other);
	return {
		...names,
		status: difference <= tolerance ? "agrees" : "differs",
		largestRelativeDifference: Number.isFinite(difference) ? difference : null
	};
}
function geometricMean(pairs) {
	const rows = pairs.filter(({ benchmark }) => benchmark.role === "benchmark" && benchmark.method === "turns");
	const [first, ...others] = rows;
	if (first === void 0 || others.length === 0) return [];
	const blocks = [...first.values.keys()].filter((block) => others.every(({ values }) => values.has(block)));
	if (blocks.length === 0) return [];
	const meanAt = (block) => rows.reduce((sum, { values }) => sum + (values.get(block) ?? NaN), 0) / rows.length;
	return [{
		reference: first.reference.id,
		subject: first.subject.id,
		estimate: ratioOf(blocks.map(meanAt)),
		benchmarks: rows.length
	}];
}

// src/compare/withheld.ts
function findWithheld(result, measured, pairs, compared, agreements) {
	return [
		...agreements.filter((agreement) => agreement.status === "differs").map(wrongResult),
		...measured.unusable.map(({ measurement: { benchmark, series }, reason }) => ({
			benchmark,
			series,
			kind: "unusable",
			reason
		})),
		...missing(result),
		...withoutReference(pairs, measured, compared)
	];
}
function wrongResult({ benchmark, subject, reference, tolerance, largestRelativeDifference }) {
	return {
		benchmark,
		series: subject,
		kind: "wrong-result",
		reason: `does not compute the same numbers as ${reference}: ${largestRelativeDifference === null ? "not all of its numbers are finite" : `they differ by ${largestRelativeDifference.toPrecision(2)} of their size, where ${tolerance} is allowed`}`
	};
}
function missing(result) {
	const { series, benchmarks, measurements, failures } = result;
	const known = new Set(measurements.map((one) => pairKey(one.benchmark, one.series)));
	const isExplained = explanations(failures);
	const isWithout = armsWithout(result);
	return series.flatMap(({ id, arm }) => benchmarks.filter(({ name }) => !known.has(pairKey(name, id)) && !isExplained(id, name) && !isWithout(arm, name)).map(({ name }) => ({
		benchmark: name,
		series: id,
		kind: "missing",
		reason: "was neither measured nor reported as failed"
	})));
}
function explanations(failures) {
	const failed = /* @__PURE__ */ new Map();
	for (const { subject, benchmark } of failures) failed.set(subject, (failed.get(subject) ?? /* @__PURE__ */ new Set()).add(benchmark));
	return (series, benchmark) => {
		const known = failed.get(series);
		if (known === void 0) return false;
		const steps = benchmark.split("/");
		const prefixes = steps.map((_, index) => steps.slice(0, index + 1).join("/"));
		return known.has(null) || prefixes.some((prefix) => known.has(prefix));
	};
}
function withoutReference(pairs, { usable }, compared) {
	const partners = new Map(pairs.map(({ reference, subject }) => [subject.id, reference.id]));
	const paired = new Map(compared.map((pair) => [pairKey(pair.benchmark.name, pair.subject.id), pair]));
	return usable.flatMap(({ benchmark, series }) => {
		const partner = partners.get(series);
		const pair = paired.get(pairKey(benchmark, series));
		if (partner === void 0 || pair !== void 0 && pair.values.size > 0) return [];
		return [{
			benchmark,
			series,
			kind: "no-reference",
			reason: pair === void 0 ? `${partner} has no figure to compare with` : `there is no block in which ${partner} was measured too`
		}];
	});
}

// src/compare/code-axis.ts
function compareArms(result, facts) {
	const cells = armedCells(result.series);
	const shown = new Map(facts.timings.map((timing) => [pairKey(timing.benchmark, timing.series), timing]));
	const isShown = ({ benchmark, reference, subject }) => [reference, subject].every(({ id }) => shown.has(pairKey(benchmark.name, id)));
	const pairs = cells.map(pairOf);
	const equal = pairs.map((pair) => pair === null || hasEqualEnvironments(pair, result.environments));
	const measured = pairs.map((pair) => pair === null ? [] : facts.measured.pairsOf(pair));
	const judged = measured.map((rows, index) => rows.filter((row) => isOnAxis(row.benchmark, equal[index] !== true) && isComparable(row) && isShown(row)));
	const presence = {
		shown,
		isWithout: armsWithout(result),
		isExplained: explanations(result.failures)
	};
	return {
		comparisons: [...judgedComparisons(judged.flat(), shown, facts.thresholdFor), ...cells.flatMap((cell, index) => undecided(presence, facts, cell, {
			benchmarks: result.benchmarks.filter((one) => isOnAxis(one, equal[index] !== true)),
			known: new Set(judged[index]?.map(({ benchmark }) => benchmark.name))
		}))],
		interactions: interactionsOf(judged.flat(), result.reference),
		geometricMeans: judged.flatMap(geometricMean),
		agreements: measured.flatMap((rows, index) => rows.filter(({ benchmark }) => isOnAxis(benchmark, equal[index] !== true)).map(agreementOf)),
		controls: controlsOf(measured.flatMap((rows, index) => rows.map((row) => ({
			row,
			equalEnvironments: equal[index] === true
		}))), facts.defaultShare)
	};
}
function pairOf({ base, head }) {
	return base === null || head === null ? null : {
		reference: base,
		subject: head
	};
}
function isOnAxis({ role, source }, hasOtherEnvironment) {
	return role === "benchmark" && (source !== null || hasOtherEnvironment);
}
function isComparable({ values }) {
	return values.size > 0 && [...values.values()].every(Number.isFinite);
}
function cellOf({ base, head }) {
	const series = head ?? base;
	if (series === null) throw new Error("a cell has a series");
	const { variant, platform, threads, launcher } = series;
	return {
		variant,
		platform,
		threads,
		launcher
	};
}
function judgedComparisons(rows, shown, thresholdFor) {
	const cells = rows.map((row) => ({
		values: [...row.values.values()],
		threshold: thresholdFor(row.benchmark.name)
	}));
	const judgements = judgeFamily(cells);
	return rows.flatMap(({ benchmark, reference: base, subject: head }, index) => {
		const [cell, judgement] = [cells[index], judgements[index]];
		if (cell === void 0 || judgement === void 0) return [];
		return [{
			axis: "code",
			benchmark: benchmark.name,
			cell: cellOf({
				base,
				head
			}),
			base: base.id,
			head: head.id,
			...judgement,
			estimate: ratioOf(cell.values),
			threshold: cell.threshold,
			baseSeconds: shown.get(pairKey(benchmark.name, base.id))?.medianSeconds ?? null,
			headSeconds: shown.get(pairKey(benchmark.name, head.id))?.medianSeconds ?? null,
			reason: null
		}];
	});
}
function undecided({ shown, isWithout, isExplained }, { thresholdFor }, cell, { benchmarks, known }) {
	return benchmarks.filter(({ name }) => !known.has(name)).map(({ name }) => {
		const [base, head] = [cell.base, cell.head].map((series) => series === null || isWithout(series.arm, name) ? null : series.id);
		const outcome = isWithout("base", name) ? "added" : isWithout("head", name) ? "removed" : "failed";
		const isSaid = [base, head].filter((id) => id !== null && id !== void 0 && !shown.has(pairKey(name, id))).length > 0 || [base, head].some((id) => typeof id === "string" && isExplained(id, name));
		return {
			axis: "code",
			benchmark: name,
			cell: cellOf(cell),
			base: base ?? null,
			head: head ?? null,
			outcome,
			estimate: null,
			slowerP: null,
			fasterP: null,
			threshold: thresholdFor(name),
			detectable: null,
			baseSeconds: null,
			headSeconds: null,
			reason: outcome === "failed" && !isSaid ? whyNot(cell) : null
		};
	});
}
function whyNot({ base, head }) {
	if (base === null) return "base has no such series to compare with";
	if (head === null) return "head has no such series to compare with";
	return "there is no block with usable times of both arms";
}
function controlsOf(rows, threshold) {
	const controls = rows.filter(({ row }) => row.benchmark.role === "control" && isComparable(row));
	const cells = controls.map(({ row }) => ({
		values: [...row.values.values()],
		threshold
	}));
	const moved = judgeFamily(cells, familyRate / 2).flatMap(({ outcome }, index) => {
		const [control, cell] = [controls[index], cells[index]];
		if (!(outcome === "regressed" || outcome === "improved") || control === void 0 || cell === void 0) return [];
		const { row, equalEnvironments } = control;
		return [{
			benchmark: row.benchmark.name,
			base: row.reference.id,
			head: row.subject.id,
			estimate: ratioOf(cell.values),
			equalEnvironments
		}];
	});
	return {
		judged: cells.length,
		moved
	};
}

// src/compare/thresholds.ts
function defaultThreshold(platform) {
	return platform.startsWith("osx") ? .1 : .05;
}
function thresholdsOf(defaultShare, overrides = []) {
	const rules = overrides.map(({ glob, share }) => ({
		glob,
		share,
		pattern: patternOf(glob)
	}));
	return (benchmark) => rules.findLast(({ glob, pattern }) => glob === benchmark || pattern.test(benchmark))?.share ?? defaultShare;
}
function patternOf(glob) {
	const source = glob.replace(/\[(!?)([^\]]+)\]|[\s\S]/g, (part, negated, set) => {
		if (set !== void 0) return `[${negated === "!" ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
		if (part === "*") return "[\\s\\S]*";
		return part === "?" ? "[\\s\\S]" : part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
	});
	return new RegExp(`^${source}$`);
}

// src/compare/compare.ts
function compareResult(result, thresholdFor) {
	const measured = measuredOf(result);
	const pairs = backendPairs(result);
	const byPair = pairs.map((pair) => measured.pairsOf(pair));
	const compared = byPair.flat();
	const agreements = compared.map(agreementOf);
	const wrong = new Set(agreements.filter(({ status }) => status === "differs").map((one) => pairKey(one.benchmark, one.subject)));
	const isRight = (benchmark, series) => !wrong.has(pairKey(benchmark, series));
	const isRightPair = ({ benchmark, subject }) => isRight(benchmark.name, subject.id);
	const timings = timingsOf(measured).filter(({ benchmark, series }) => isRight(benchmark, series));
	const platform = result.series[0]?.platform ?? "linux-64";
	return {
		timings,
		backends: compared.filter(isRightPair).flatMap(backendComparison),
		geometricMeans: byPair.flatMap((rows) => geometricMean(rows.filter(isRightPair))),
		agreements,
		withheld: findWithheld(result, measured, pairs, compared, agreements),
		code: compareArms(result, {
			measured,
			timings,
			defaultShare: defaultThreshold(platform),
			thresholdFor: thresholdFor ?? thresholdsOf(defaultThreshold(platform))
		})
	};
}
function backendPairs({ reference, series }) {
	const atHead = series.filter((candidate) => candidate.arm === "head");
	return atHead.filter((subject) => reference !== null && subject.variant !== reference).flatMap((subject) => {
		const found = atHead.find((candidate) => candidate.variant === reference && candidate.threads === subject.threads && candidate.launcher === subject.launcher);
		return found === void 0 ? [] : [{
			reference: found,
			subject
		}];
	});
}
function backendComparison({ benchmark, reference, subject, values }) {
	if (values.size === 0) return [];
	const estimate = ratioOf([...values.values()]);
	return [{
		axis: "backend",
		benchmark: benchmark.name,
		reference: reference.id,
		subject: subject.id,
		estimate,
		outcome: directionOf(estimate)
	}];
}
function timingsOf({ usable, benchmarks }) {
	return usable.map(({ benchmark, series, blocks }) => {
		const nanoseconds = median(blocks.map((block) => median(block.nanoseconds)));
		const flop = benchmarks.get(benchmark)?.flop ?? null;
		return {
			benchmark,
			series,
			medianSeconds: nanoseconds / 1e9,
			gflopPerSecond: flop === null ? null : flop / nanoseconds
		};
	});
}

// src/gate/reasons.ts
const namedAtMost$1 = 3;
function findReasons(judged) {
	const { result, comparisons } = judged;
	const withheld = (...kinds) => comparisons.withheld.filter(({ kind }) => kinds.includes(kind)).map((row) => place(row.series, row.benchmark, result));
	const failures = result.failures.map(({ subject, benchmark }) => place(subject, benchmark, result));
	const lost = result.absences.filter(({ kind }) => kind === "outage").map(({ variant }) => code(variant));
	return [
		...reason("backend", mismatches(judged), (names) => `${listed(names)} ${names.length === 1 ? "is" : "are"} not what was asked for`),
		...reason("unverified", unverified(judged), (names) => `not known what NumPy really calls in ${listed(names)}`),
		...hasFigures(judged) ? [] : [{
			class: "nothing-measured",
			text: "nothing was measured"
		}],
		...reason("wrong-result", withheld("wrong-result"), (names) => `${counted(names.length, "wrong result")}: ${listed(names)}`),
		...reason("failed", [
			...failures,
			...withheld("unusable", "missing"),
			...failedCells(judged)
		], (names) => `${counted(names.length, "failure")}: ${listed(names)}`),
		...unfitMachine(judged),
		...codeReasons(judged),
		...reason("outage", lost, (names) => `${listed(names)} ${names.length === 1 ? "was" : "were"} lost to an outage`)
	];
}
function reason(name, subjects, text) {
	const distinct = [...new Set(subjects)];
	return distinct.length === 0 ? [] : [{
		class: name,
		text: text(distinct)
	}];
}
function codeReasons({ result, comparisons }) {
	const family = comparisons.code.comparisons.filter(({ estimate }) => estimate !== null).length;
	const named = atHead(result);
	const of = (outcome) => comparisons.code.comparisons.filter((one) => one.outcome === outcome).map(({ benchmark, head }) => place(head ?? "", benchmark, named));
	const all = counted(family, "comparison");
	const [regressed, insufficient, inconclusive] = [
		of("regressed"),
		of("insufficient"),
		of("inconclusive")
	];
	return [
		...reason("regression", regressed, () => `${counted(regressed.length, "regression")} in ${all}`),
		...reason("insufficient", insufficient, (names) => `${insufficient.length} of ${all} with too few blocks to find any slowdown: ${listed(names)}`),
		...reason("inconclusive", inconclusive, (names) => `${inconclusive.length} of ${all} inconclusive: ${listed(names)}`)
	];
}
function failedCells({ result, comparisons }) {
	return comparisons.code.comparisons.filter(({ outcome, reason: why }) => outcome === "failed" && why !== null).map(({ benchmark, head, base }) => place(head ?? base ?? "", benchmark, atHead(result)));
}
function unfitMachine({ result, comparisons }) {
	const { judged, moved } = comparisons.code.controls;
	const names = moved.filter(({ equalEnvironments }) => equalEnvironments).map(({ benchmark, head, estimate: { ratio } }) => {
		const change = `${ratio > 1 ? "+" : "-"}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;
		return `${place(head, benchmark, atHead(result))} (${change})`;
	});
	return reason("unfit-machine", names, () => `the machine was not fit: ${names.length} of ${counted(judged, "control")} moved between equal environments, ${listed(names)}`);
}
function atHead({ series, ...result }) {
	return {
		...result,
		series: series.map((one) => ({
			...one,
			arm: "head"
		}))
	};
}
function mismatches({ result, verdicts }) {
	return result.series.filter(({ id }) => verdicts.get(id)?.status === "mismatch").map((series) => seriesName(series, result.series));
}
function unverified({ result, verdicts, comparisons }) {
	const timed = new Set(comparisons.timings.map(({ series }) => series));
	return result.series.filter(({ id }) => timed.has(id) && (verdicts.get(id)?.status ?? "unknown") === "unknown").map((series) => seriesName(series, result.series));
}
function hasFigures({ result, comparisons }) {
	const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
	return comparisons.timings.some(({ benchmark }) => !controls.has(benchmark));
}
function place(subject, benchmark, { series }) {
	const found = series.find(({ id }) => id === subject);
	const name = found === void 0 ? code(subject) : seriesName(found, series);
	return benchmark === null ? name : `${code(benchmark)} on ${name}`;
}
function seriesName(series, all) {
	const varies = (field) => all.some((other) => other[field] !== series[field]);
	const more = [
		...varies("threads") ? [counted(series.threads, "thread")] : [],
		...varies("launcher") ? [series.launcher] : [],
		...varies("arm") ? [series.arm] : []
	];
	return code(series.variant) + (more.length === 0 ? "" : ` (${more.join(", ")})`);
}
function code(name) {
	return `\`${name.replace(/[`\s]+/g, " ")}\``;
}
function listed(names) {
	const shown = names.slice(0, namedAtMost$1);
	const rest = names.length - shown.length;
	const last = rest > 0 ? `${rest} more` : shown.pop();
	return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}
function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/gate/decide.ts
const rules = {
	backend: {
		failsOn: ["backend"],
		exitCode: exitCode.gateFailed
	},
	"unfit-machine": {
		failsOn: ["regression", "insufficient"],
		exitCode: exitCode.nothingMeasured
	},
	regression: {
		failsOn: ["regression"],
		exitCode: exitCode.gateFailed
	},
	"nothing-measured": {
		failsOn: ["nothing-measured"],
		exitCode: exitCode.nothingMeasured
	},
	"wrong-result": {
		failsOn: ["failed"],
		exitCode: exitCode.gateFailed
	},
	failed: {
		failsOn: ["failed"],
		exitCode: exitCode.gateFailed
	},
	insufficient: {
		failsOn: ["insufficient"],
		exitCode: exitCode.nothingMeasured
	},
	inconclusive: {
		failsOn: ["inconclusive"],
		exitCode: exitCode.nothingMeasured
	},
	unverified: {
		failsOn: ["unverified", "inconclusive"],
		exitCode: exitCode.nothingMeasured
	},
	outage: {
		failsOn: ["inconclusive"],
		exitCode: exitCode.nothingMeasured
	}
};
const importance = Object.keys(rules);
function decide({ failOn, ...judged }) {
	const reasons = findReasons(judged).toSorted((one, other) => importance.indexOf(one.class) - importance.indexOf(other.class));
	const failing = reasons.find((reason) => rules[reason.class].failsOn.some((word) => failOn.includes(word)));
	if (failing !== void 0) return {
		status: "fail",
		reasons,
		exitCode: rules[failing.class].exitCode
	};
	if (reasons.length === 0) return {
		status: "pass",
		reasons,
		exitCode: exitCode.pass
	};
	return {
		status: "inconclusive",
		reasons,
		exitCode: reasons.some((reason) => reason.class === "nothing-measured") ? exitCode.nothingMeasured : exitCode.pass
	};
}

// src/report/agreement.ts
function agreementReport(agreements, labels) {
	const rows = (status) => agreements.filter((one) => one.status === status).map((one) => ({
		benchmark: one.benchmark,
		label: labels.of(one.subject),
		referenceLabel: labels.of(one.reference),
		largestRelativeDifference: one.largestRelativeDifference,
		tolerance: one.tolerance
	}));
	const agreeing = rows("agrees");
	const bySize = agreeing.toSorted((a, b) => (b.largestRelativeDifference ?? 0) - (a.largestRelativeDifference ?? 0));
	return {
		differing: rows("differs"),
		agreeing: agreeing.length,
		notComparable: rows("not-comparable").length,
		largest: bySize[0] ?? null
	};
}

// src/report/backend-rows.ts
function backendRows(result, verdicts, labels) {
	return result.series.map((series) => {
		const verdict = verdicts.get(series.id) ?? unproven(series.threads);
		const { blas, lapack, scipy } = verdict;
		return {
			series: series.id,
			label: labels.of(series.id),
			requested: series.variant,
			installed: verdict.installed,
			blas: nameOf$2(blas),
			lapack: nameOf$2(lapack),
			lapackIsSame: blas !== null && blas.realPath === lapack?.realPath && blas.family === lapack.family,
			threads: verdict.threads,
			status: verdict.status,
			reasons: verdict.reasons,
			scipy: scipy === null ? null : {
				blas: nameOf$2(scipy.blas),
				lapack: nameOf$2(scipy.lapack)
			},
			others: verdict.others
		};
	});
}
function separateLapack(row) {
	if (row === void 0 || row.lapack === null || row.lapackIsSame) return null;
	const { family, fileName } = row.lapack;
	return family !== null && family === row.blas?.family ? null : family ?? fileName;
}
function nameOf$2(library) {
	if (library === null) return null;
	const family = workingFamily(library) ?? library.family;
	return {
		fileName: library.fileName,
		family: family === null ? null : familyNames[family],
		backend: library.backend,
		version: library.version,
		coreType: library.coreType,
		integers: library.integers
	};
}
function unproven(threads) {
	return {
		status: "unknown",
		reasons: ["there is no evidence of this series"],
		blas: null,
		lapack: null,
		scipy: null,
		others: [],
		threads: {
			asked: threads,
			effective: null
		},
		installed: null
	};
}

// src/report/code-rows.ts
const order = [
	"regressed",
	"failed",
	"insufficient",
	"inconclusive",
	"improved",
	"unchanged",
	"added",
	"removed"
];
function codeReport({ code }, labels) {
	return {
		rows: code.comparisons.map((one) => codeRow(one, labels)).toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome) || (other.estimate?.ratio ?? 0) - (one.estimate?.ratio ?? 0)),
		interactions: interactionRows(code.comparisons, code.interactions, labels),
		geometricMeans: code.geometricMeans.map(({ subject, estimate, benchmarks }) => ({
			label: labels.ofCell(subject),
			estimate,
			benchmarks
		})),
		changedNumbers: agreementReport(code.agreements, {
			...labels,
			of: labels.ofCell
		}).differing,
		movedControls: code.controls.moved.map(({ benchmark, head, estimate, equalEnvironments }) => ({
			benchmark,
			label: labels.ofCell(head),
			estimate,
			equalEnvironments
		}))
	};
}
function codeRow(one, labels) {
	const isSlower = (one.estimate?.ratio ?? 1) >= 1;
	return {
		outcome: one.outcome,
		benchmark: one.benchmark,
		label: labels.ofCell(one.head ?? one.base ?? one.cell.variant),
		baseSeconds: one.baseSeconds,
		headSeconds: one.headSeconds,
		estimate: one.estimate,
		p: isSlower ? one.slowerP : one.fasterP,
		threshold: one.threshold,
		detectable: one.detectable
	};
}
function interactionRows(comparisons, interactions, labels) {
	const cells = /* @__PURE__ */ new Map();
	for (const one of comparisons) if (one.estimate !== null) cells.set(one.benchmark, [...cells.get(one.benchmark) ?? [], one]);
	const told = /* @__PURE__ */ new Set();
	return interactions.map(({ benchmark, reference, subject, estimate, outcome }) => {
		const text = told.has(benchmark) ? null : onlyOn(cells.get(benchmark) ?? [], labels);
		told.add(benchmark);
		return {
			benchmark,
			label: labels.ofCell(subject),
			referenceLabel: labels.ofCell(reference),
			estimate,
			outcome,
			text
		};
	});
}
function onlyOn(cells, labels) {
	const slower = cells.filter(({ outcome }) => outcome === "regressed");
	const others = cells.filter(({ outcome }) => outcome !== "regressed");
	const [first] = slower;
	if (first === void 0 || others.length === 0) return null;
	const names = (some) => some.map(({ head }) => `\`${labels.ofCell(head ?? "").replaceAll("`", "'")}\``).join(", ");
	const outcomes = [...new Set(others.map(({ outcome }) => outcome))].join(" or ");
	return `\`${first.benchmark.replaceAll("`", "'")}\` is slower only on ${names(slower)}; on ${names(others)} it is ${outcomes}.`;
}

// src/report/environment-rows.ts
function environmentRows(result, labels) {
	return result.environments.map((environment) => environmentRow(environment, result, labels));
}
function environmentLabel(environment, result, labels) {
	const series = result.series.find((one) => one.environment === environment.id);
	return series === void 0 ? environment.variant : labels.of(series.id);
}
function environmentRow(environment, result, labels) {
	const evidence = result.series.find((one) => one.environment === environment.id)?.sightings[0]?.evidence;
	return {
		label: environmentLabel(environment, result, labels),
		provider: environment.provider,
		specs: environment.specs,
		channels: environment.channels,
		python: evidence?.python.version ?? null,
		numpy: evidence?.numpy.status === "imported" ? evidence.numpy.version : null,
		packages: environment.packages.length,
		hash: environment.hash
	};
}

// src/report/figures.ts
function columnLabel({ label, status }) {
	return status === "verified" ? label : `${label} (${status})`;
}
function ratioTables(facts) {
	const { comparisons, labels } = facts;
	const references = unique(comparisons.backends.map(({ reference }) => reference));
	const found = new Map(comparisons.backends.map((one) => [key(one.benchmark, one.subject), one]));
	const gap = gapFinder(facts);
	return references.map((reference) => {
		const subjects = unique(comparisons.backends.filter((one) => one.reference === reference).map(({ subject }) => subject));
		return {
			reference,
			referenceLabel: labels.ofCell(reference),
			referenceLapack: lapackOf(facts, reference),
			subjects: subjects.map((series) => column(facts, series, labels.besides(series, reference))),
			rows: benchmarksOf(facts.result).map((benchmark) => ({
				benchmark: nameOf$1(benchmark),
				cells: subjects.map((subject) => {
					const comparison = found.get(key(benchmark.name, subject));
					if (comparison === void 0) return gap(benchmark.name, subject);
					const { estimate, outcome } = comparison;
					return {
						kind: "ratio",
						estimate,
						outcome,
						lapack: lapackFor(facts, benchmark, subject)
					};
				})
			})),
			geometricMeans: subjects.map((subject) => {
				const mean = comparisons.geometricMeans.find((one) => one.reference === reference && one.subject === subject);
				return mean === void 0 ? null : {
					estimate: mean.estimate,
					benchmarks: mean.benchmarks
				};
			})
		};
	});
}
function timeTable(facts) {
	const { result, comparisons, labels } = facts;
	const found = new Map(comparisons.timings.map((one) => [key(one.benchmark, one.series), one]));
	const gap = gapFinder(facts);
	return {
		series: result.series.map(({ id }) => column(facts, id, labels.of(id))),
		rows: benchmarksOf(result).map((benchmark) => ({
			benchmark: nameOf$1(benchmark),
			cells: result.series.map(({ id }) => {
				const timing = found.get(key(benchmark.name, id));
				if (timing === void 0) return gap(benchmark.name, id);
				const { medianSeconds, gflopPerSecond } = timing;
				return {
					kind: "time",
					medianSeconds,
					gflopPerSecond,
					lapack: lapackFor(facts, benchmark, id)
				};
			})
		}))
	};
}
function benchmarksOf(result) {
	return result.benchmarks.filter(({ role }) => role === "benchmark");
}
function column({ backends }, series, label) {
	return {
		series,
		label,
		status: backends.find((row) => row.series === series)?.status ?? "unknown"
	};
}
function nameOf$1({ name, layer, description }) {
	return {
		name,
		layer,
		description
	};
}
function lapackFor(facts, benchmark, series) {
	return benchmark.layer === "lapack" ? lapackOf(facts, series) : null;
}
function lapackOf({ backends }, series) {
	return separateLapack(backends.find((row) => row.series === series));
}
function gapFinder({ comparisons, result }) {
	const withheld = new Map(comparisons.withheld.map((one) => [key(one.benchmark, one.series), one.kind]));
	const isExplained = explanations(result.failures);
	return (benchmark, series) => ({ kind: withheld.get(key(benchmark, series)) ?? (isExplained(series, benchmark) ? "failed" : "not-measured") });
}
function key(benchmark, series) {
	return JSON.stringify([benchmark, series]);
}
function unique(names) {
	return [...new Set(names)];
}

// src/report/forest.ts
const narrowest = 1.1;
function forestOf(rows) {
	const drawn = rows.flatMap(({ estimate, ...row }) => estimate === null ? [] : [{
		...row,
		estimate
	}]);
	if (drawn.length === 0) return null;
	let reach = Math.log(narrowest);
	for (const { estimate } of drawn) for (const value of [
		estimate.ratio,
		estimate.interval?.low ?? 1,
		estimate.interval?.high ?? 1
	]) reach = Math.max(reach, Math.abs(Math.log(value)));
	const place = (ratio) => .5 + Math.log(ratio) / (2 * reach);
	return {
		rows: drawn.map(({ benchmark, label, outcome, estimate: { ratio, interval } }) => ({
			benchmark,
			label,
			outcome,
			ratio,
			low: place(interval?.low ?? ratio),
			centre: place(ratio),
			high: place(interval?.high ?? ratio)
		})),
		unchanged: .5,
		smallest: Math.exp(-reach),
		largest: Math.exp(reach)
	};
}

// src/report/numbers.ts
function significant(value, digits = 3) {
	if (value === 0 || !Number.isFinite(value)) return String(value);
	const rounded = Number(value.toPrecision(digits));
	const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(rounded)));
	return rounded.toFixed(Math.min(100, Math.max(0, decimals)));
}
const timeUnits = [
	["s", 1],
	["ms", .001],
	["µs", 1e-6],
	["ns", 1e-9]
];
function time(seconds) {
	const rounded = Number(seconds.toPrecision(3));
	const [unit, scale] = timeUnits.find(([, size]) => rounded >= size) ?? ["ns", 1e-9];
	return `${significant(seconds / scale)} ${unit}`;
}
function duration(seconds) {
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
	return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function ratio(value) {
	return value >= .095 && value < 9.995 ? value.toFixed(2) : significant(value);
}
function ratioWithInterval({ ratio: value, interval }) {
	if (interval === null) return `${ratio(value)} (no interval)`;
	return `${ratio(value)} (${ratio(interval.low)} to ${ratio(interval.high)})`;
}
function speed(gflopPerSecond) {
	return `${significant(gflopPerSecond)} GFLOP/s`;
}
function percent(share) {
	if (share > 0 && share < 5e-5) return "below 0.01 %";
	return `${significant(share * 100, share < .01 ? 1 : 2)} %`;
}
function difference(value) {
	return value === 0 ? "0" : value.toExponential(1).replace(/\.0e/, "e");
}
function memory(bytes) {
	return `${significant(bytes / 2 ** 30)} GiB`;
}
function count(amount, noun, plural = `${noun}s`) {
	return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")} ${amount === 1 ? noun : plural}`;
}

// src/report/forest-text.ts
const axisWidth = 41;
const rowsAtMost = 40;
const nameWidth = 36;
function forestLines(rows) {
	const forest = forestOf(rows);
	if (forest === null) return [];
	const shown = forest.rows.slice(0, rowsAtMost);
	const names = shown.map(({ benchmark, label }) => shortened(`${benchmark}, ${label}`));
	const width = Math.max(...names.map(({ length }) => length));
	const [low, high] = [ratio(forest.smallest), ratio(forest.largest)];
	const half = 20;
	const axis = `${low.padEnd(half)}1${high.padStart(half)}`;
	const more = forest.rows.length - shown.length;
	return [
		...shown.map((row, index) => `${(names[index] ?? "").padEnd(width)}  ${drawn(row)}  ${ratio(row.ratio)}`),
		`${" ".repeat(width)}  ${axis}`,
		...more > 0 ? [`and ${more} more`] : []
	];
}
function drawn({ low, centre, high }) {
	const at = (place) => Math.round(place * 40);
	const marks = new Array(axisWidth).fill(" ");
	marks[at(.5)] = "|";
	for (let column = at(low); column <= at(high); column += 1) marks[column] = "-";
	marks[at(centre)] = "o";
	return marks.join("");
}
function shortened(name) {
	const characters = [...name];
	return characters.length <= nameWidth ? name : `${characters.slice(0, 33).join("")}...`;
}

// src/report/code-sections.ts
const marks = {
	regressed: "slower",
	improved: "faster",
	unchanged: "unchanged",
	inconclusive: "undecided",
	insufficient: "too few blocks",
	added: "added",
	removed: "removed",
	failed: "failed"
};
function regressedBlocks({ rows, interactions }) {
	const regressed = rows.filter(({ outcome }) => outcome === "regressed");
	if (regressed.length === 0) return [];
	const texts = interactions.flatMap(({ text }) => text === null ? [] : [sentence(text)]);
	return [codeTable(regressed), ...texts.length === 0 ? [] : [{
		kind: "list",
		items: texts
	}]];
}
function undecidedBlocks({ rows }) {
	const undecided = rows.filter(({ outcome }) => outcome === "inconclusive" || outcome === "insufficient");
	if (undecided.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			left("benchmark"),
			left("variant"),
			right("head / base (95 %)"),
			left("what would decide it")
		],
		rows: undecided.map((row) => [
			[code$1(row.benchmark)],
			[plain(row.label)],
			[plain(row.estimate === null ? "" : ratioWithInterval(row.estimate))],
			[plain(whatWouldDecide(row), "unsure")]
		])
	}];
}
function whatWouldDecide({ detectable, threshold, estimate }) {
	const blocks = count(estimate?.blocks ?? 0, "block");
	if (detectable === null) return `more than ${blocks}: with so few, no slowdown can be found`;
	return `more blocks or a quieter machine: ${blocks} could have seen +${share(detectable)}, the threshold is ${share(threshold)}`;
}
function changedNumbersTable({ changedNumbers }) {
	if (changedNumbers.length === 0) return [];
	const rows = changedNumbers.map(({ benchmark, label, largestRelativeDifference, tolerance }) => [
		[code$1(benchmark)],
		[plain(label)],
		[plain(largestRelativeDifference === null ? "not finite" : difference(largestRelativeDifference), "unsure")],
		[plain(tolerance === null ? "" : difference(tolerance))]
	]);
	const columns = [
		"benchmark",
		"variant",
		"difference",
		"tolerance"
	].map(left);
	return [paragraph("Head does not compute the same numbers as base. A change of code may do that: it fails nothing."), {
		kind: "table",
		columns,
		rows
	}];
}
function movedControlsTable({ movedControls }) {
	if (movedControls.length === 0) return [];
	const rows = movedControls.map(({ benchmark, label, estimate, equalEnvironments }) => [
		[code$1(benchmark)],
		[plain(label)],
		[plain(ratioWithInterval(estimate), "bad")],
		[plain(equalEnvironments ? "the machine was not fit" : "the environments differ")]
	]);
	return [{
		kind: "table",
		columns: [
			left("control"),
			left("variant"),
			right("head / base (95 %)"),
			left("what it means")
		],
		rows
	}];
}
function codeBlocks({ rows, geometricMeans, interactions }) {
	if (rows.length === 0) return [];
	const means = geometricMeans.map(({ label, estimate, benchmarks }) => `${quoted(label)} ${ratioWithInterval(estimate)} of ${benchmarks}`);
	const picture = forestLines(rows);
	return [
		...means.length === 0 ? [] : [paragraph(`Head over base, geometric mean: ${means.join(", ")}.`)],
		codeTable(rows),
		...picture.length === 0 ? [] : [{
			kind: "code",
			lines: picture
		}],
		...interactionTable(interactions)
	];
}
function interactionTable(interactions) {
	const rows = interactions.filter(({ outcome }) => outcome !== "undecided").map(({ benchmark, label, referenceLabel, estimate }) => [
		[code$1(benchmark)],
		[plain(label)],
		[plain(referenceLabel)],
		[plain(ratioWithInterval(estimate))]
	]);
	if (rows.length === 0) return [];
	const columns = [
		left("benchmark"),
		left("variant"),
		left("against"),
		right("ratio of ratios")
	];
	return [paragraph("The change on one variant over the change on another: above 1, it lost more. Not corrected for their number."), {
		kind: "table",
		columns,
		rows
	}];
}
function codeTable(rows) {
	return {
		kind: "table",
		columns: [
			left("outcome"),
			left("benchmark"),
			left("variant"),
			right("base"),
			right("head"),
			right("head / base (95 %)"),
			right("p")
		],
		rows: rows.map(({ outcome, benchmark, label, baseSeconds, headSeconds, estimate, p }) => [
			[plain(marks[outcome], outcome === "regressed" || outcome === "failed" ? "bad" : "plain")],
			[code$1(benchmark)],
			[plain(label)],
			[plain(baseSeconds === null ? "" : time(baseSeconds))],
			[plain(headSeconds === null ? "" : time(headSeconds))],
			[plain(estimate === null ? "" : ratioWithInterval(estimate), outcome === "regressed" ? "strong" : "plain")],
			[plain(p === null ? "" : probability(p))]
		])
	};
}
function probability(p) {
	if (p < 1e-4) return "below 0.0001";
	return String(Number(p.toPrecision(2)));
}
function share(value) {
	return `${Number((100 * value).toPrecision(2))} %`;
}
function codeLead(rows) {
	if (rows.length === 0) return "Your code was not measured: no benchmark is its own, and base and head have equal environments.";
	const of = (outcome) => rows.filter((row) => row.outcome === outcome);
	const numbered = (amount, words) => amount === 0 ? [] : [`${amount} ${words}`];
	const within = range(of("unchanged").map(({ threshold }) => threshold));
	const inconclusive = of("inconclusive");
	const seen = range(inconclusive.flatMap(({ detectable }) => detectable === null ? [] : [detectable]));
	const [added, removed] = [of("added").length, of("removed").length];
	const counts = `Head against base: ${[
		...numbered(of("regressed").length, "slower"),
		...numbered(of("improved").length, "faster"),
		...numbered(of("unchanged").length, `unchanged within ${within}`),
		...numbered(inconclusive.length, `inconclusive (could have seen ${seen})`),
		...numbered(of("insufficient").length, "with too few blocks"),
		...numbered(of("failed").length, "failed"),
		added + removed === 0 ? "none added or removed" : `${added} added, ${removed} removed`
	].join(", ")}.`;
	if (!rows.some(({ estimate }) => estimate !== null)) return counts;
	return `${counts} Chance that an unchanged pull request is blocked: below ${share(familyRate)}.`;
}
function range(shares) {
	if (shares.length === 0) return "nothing";
	const [least, most] = [shares, shares].map((all, index) => share(all.reduce((one, other) => index === 0 ? Math.min(one, other) : Math.max(one, other))));
	return least === most ? `${least}` : `${least} to ${most}`;
}

// src/report/headline.ts
const namedAtMost = 6;
function measuredBenchmarks(times) {
	return times.rows.filter(({ cells }) => cells.some((cell) => cell.kind === "time")).length;
}
function headline(facts) {
	const { decision, backends, times } = facts;
	const benchmarks = measuredBenchmarks(times);
	if (benchmarks === 0) return nothingMeasured(decision);
	if (decision.reasons.length > 0) return `${decision.status}. ${upperFirst(joined(decision.reasons))}`;
	const judged = facts.code?.filter(({ estimate }) => estimate !== null).length ?? 0;
	const measured = judged === 0 ? `${count(benchmarks, "benchmark")} measured` : `no regression in ${count(judged, "comparison")}`;
	const verified = backends.filter(({ status }) => status === "verified").length;
	if (backends.length === 1 && verified === 1) return `${decision.status}. The backend is verified, ${measured}, nothing to compare with`;
	const all = verified === 2 ? "Both" : `All ${verified}`;
	const proven = verified === backends.length ? all : `${verified} of ${backends.length}`;
	return `${decision.status}. ${proven} backends verified, ${measured}`;
}
function nothingMeasured(decision) {
	return `${decision.status === "pass" ? "inconclusive" : decision.status}. ${joined([{ text: "Nothing was measured" }, ...decision.reasons.filter((reason) => reason.class !== "nothing-measured")])}`;
}
function joined(reasons) {
	return reasons.map(({ text }) => text).join("; ");
}
function leadLines(facts) {
	return [
		facts.code === null || measuredBenchmarks(facts.times) === 0 ? "" : codeLead(facts.code),
		countsLine(facts),
		proofLine(facts.backends)
	].filter((line) => line !== "");
}
function countsLine({ backends, ratios, times, blocks, elapsedSeconds }) {
	const benchmarks = measuredBenchmarks(times);
	if (benchmarks === 0) return "";
	return [`${`${count(benchmarks, "benchmark")} on ${count(backends.length, "backend")}`} in ${blocksText(blocks)}, ${duration(elapsedSeconds)}.`, ...ratios.map(meansOf).filter((text) => text !== "")].join(" ");
}
function blocksText({ measured, planned }) {
	if (planned === null || measured >= planned) return count(measured, "block");
	return `${measured} of ${count(planned, "block")}`;
}
function meansOf(table) {
	const means = table.geometricMeans.flatMap((mean, index) => {
		const subject = table.subjects[index];
		return mean === null || subject === void 0 ? [] : [{
			...mean,
			label: columnLabel(subject)
		}];
	});
	if (means.length === 0) return "";
	const most = Math.max(...means.map(({ benchmarks }) => benchmarks));
	const figures = means.map(({ label, estimate, benchmarks }) => {
		const of = benchmarks === most ? "" : ` of ${benchmarks}`;
		return `${quoted(label)} ${ratioWithInterval(estimate)}${of}`;
	});
	return `Time against ${quoted(table.referenceLabel)}, geometric mean of ${most}: ${capped(figures)}.`;
}
function proofLine(backends) {
	if (backends.length === 0) return "";
	const verified = backends.filter(({ status }) => status === "verified");
	if (verified.length < backends.length) return `${verified.length} of ${count(backends.length, "backend")} verified.`;
	const proofs = verified.map((row) => {
		const lapack = separateLapack(row);
		const library = row.blas === null ? "an unnamed library" : called(row.blas);
		return `${quoted(row.label)} calls ${library}${lapack === null ? "" : ` with ${lapack}'s LAPACK`}`;
	});
	return `${count(verified.length, "backend")} verified: ${capped(proofs)}.`;
}
function called({ fileName, coreType }) {
	return quoted(fileName) + (coreType === null ? "" : ` (${coreType})`);
}
function capped(items) {
	const more = items.length - namedAtMost;
	return [...items.slice(0, namedAtMost), ...more > 0 ? [`${more} more`] : []].join(", ");
}
function upperFirst(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

// src/report/labels.ts
const fields = [
	"platform",
	"threads",
	"launcher",
	"arm"
];
function labelsOf(all) {
	const byId = new Map(all.map((series) => [series.id, series]));
	const varying = fields.filter((field) => new Set(all.map((series) => series[field])).size > 1);
	const label = (id, without) => {
		const series = byId.get(id);
		if (series === void 0) return id;
		const parts = varying.filter((field) => series[field] !== without?.[field]);
		return [series.variant, ...parts.map((field) => partText(series, field))].join(", ");
	};
	return {
		of: (id) => label(id, void 0),
		ofCell: (id) => label(id, { arm: byId.get(id)?.arm ?? "head" }),
		besides: (id, reference) => label(id, byId.get(reference)),
		hasArms: varying.includes("arm")
	};
}
function partText(series, field) {
	return field === "threads" ? count(series.threads, "thread") : series[field];
}

// src/report/noise.ts
function noiseOf(result, labels) {
	const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
	const usable = result.measurements.filter((measurement) => unusableReason(measurement) === null);
	const told = usable.filter(({ blocks }) => blocks.every((block) => block.idleCpuNanoseconds.length > 0));
	const blocks = told.flatMap((measurement) => measurement.blocks);
	return {
		controls: usable.filter(({ benchmark }) => controls.has(benchmark)).map((measurement) => controlRow(measurement, labels)),
		batches: blocks.reduce((sum, block) => sum + block.nanoseconds.length, 0),
		involuntarySwitches: blocks.reduce((sum, block) => sum + total(block.involuntarySwitches), 0),
		idleCpuShare: idleCpuShare(told)
	};
}
function controlRow({ benchmark, series, blocks }, labels) {
	const medians = blocks.map((block) => median(block.nanoseconds));
	const fastest = medians.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
	const slowest = medians.reduce((most, value) => Math.max(most, value), 0);
	return {
		benchmark,
		label: labels.of(series),
		medianSeconds: median(medians) / 1e9,
		spread: slowest / fastest - 1
	};
}
function idleCpuShare(measurements) {
	const busyByBenchmark = /* @__PURE__ */ new Map();
	for (const one of measurements) busyByBenchmark.set(one.benchmark, (busyByBenchmark.get(one.benchmark) ?? 0) + busyTime(one));
	let idle = 0;
	let waited = 0;
	for (const one of measurements) {
		const others = (busyByBenchmark.get(one.benchmark) ?? 0) - busyTime(one);
		if (others <= 0) continue;
		waited += others;
		idle += one.blocks.reduce((sum, block) => sum + total(block.idleCpuNanoseconds), 0);
	}
	return waited > 0 ? idle / waited : null;
}
function busyTime({ loops, blocks }) {
	return loops * blocks.reduce((sum, block) => sum + total(block.nanoseconds), 0);
}
function total(values) {
	return values.reduce((sum, value) => sum + value, 0);
}

// src/report/packages.ts
function packageTable(result, labels) {
	const environments = result.environments.filter(({ packages }) => packages.length > 0);
	if (environments.length < 2) return null;
	const columns = environments.map(({ packages }) => new Map(packages.map((one) => [nameOf(one), buildOf(one)])));
	const rows = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort().map((name) => ({
		name,
		cells: columns.map((column) => column.get(name) ?? null)
	}));
	const differing = rows.filter(({ cells }) => cells.some((cell) => cell !== cells[0]));
	return {
		labels: environments.map((environment) => environmentLabel(environment, result, labels)),
		rows: differing,
		same: rows.length - differing.length
	};
}
function nameOf({ manager, name }) {
	return manager === "conda" ? name : `${name} (pip)`;
}
function buildOf({ version, build }) {
	return build === null ? version : `${version} ${build}`;
}

// src/report/published.ts
const source = "`stackoverflow.com/questions/70240506` and its answers";
const publications = [
	{
		benchmark: "mysvd",
		meaning: "mean of 10 runs of 100 SVDs of a 300x300 matrix",
		rows: [
			[
				"M1 Max",
				"NumPy built on vecLib",
				1.023
			],
			[
				"M1 Max",
				"conda-forge accelerate",
				1.08088
			],
			[
				"M1 Max",
				"conda-forge default",
				4.29386
			],
			[
				"M1 Max",
				"conda-forge openblas",
				4.13854
			],
			[
				"M1 Max",
				"conda-forge netlib",
				4.75812
			],
			[
				"M1 Max",
				"NumPy built on Homebrew OpenBLAS",
				12.57879
			],
			[
				"M1 Max",
				"Apple TensorFlow dependencies",
				4.19151
			],
			[
				"M1 Max",
				"conda default, run from PyCharm",
				4.9837
			],
			[
				"M1 Max",
				"Anaconda under Rosetta",
				4.10029
			],
			[
				"M1 Max",
				"Anaconda under Rosetta, run from PyCharm",
				4.99271
			],
			[
				"Intel i5-6360U",
				"Anaconda",
				2.39917
			],
			[
				"Intel i9 (macOS)",
				"conda-forge mkl",
				.95932
			],
			[
				"Intel i9 (macOS)",
				"conda-forge blis",
				1.72059
			],
			[
				"Intel i9 (macOS)",
				"conda-forge openblas",
				2.17023
			],
			[
				"Intel i9 (macOS)",
				"conda-forge netlib",
				5.72782
			]
		]
	},
	{
		benchmark: "dario/total",
		meaning: "total of the script",
		rows: [
			[
				"M1 Max",
				"conda-forge accelerate",
				19
			],
			[
				"M1 Max",
				"NumPy built on vecLib",
				21
			],
			[
				"M1 Max",
				"conda-forge openblas",
				39
			],
			[
				"M1 Max",
				"NumPy built on Homebrew OpenBLAS",
				40
			],
			[
				"M1 Max",
				"conda-forge default",
				41
			],
			[
				"M1 Max",
				"conda-forge netlib",
				323
			],
			[
				"M1",
				"not stated",
				33
			],
			[
				"Intel i9-9880H",
				"not stated",
				23
			],
			[
				"Intel i5-6360U",
				"Anaconda",
				78
			]
		]
	},
	...[
		[
			"matmul",
			"dot of two 4096x4096 matrices, mean of 20",
			.28
		],
		[
			"dot",
			"dot of two vectors of length 524288, mean of 5000",
			11e-5
		],
		[
			"svd",
			"SVD of a 2048x1024 matrix, mean of 3",
			.44
		],
		[
			"cholesky",
			"Cholesky of a 2048x2048 matrix, mean of 3",
			.07
		],
		[
			"eig",
			"eigendecomposition of a 2048x2048 matrix, mean of 3",
			3.83
		]
	].map(([part, meaning, seconds]) => ({
		benchmark: `dario/${part}`,
		meaning,
		rows: [[
			"M1 Max",
			"conda-forge accelerate",
			seconds
		]]
	}))
];
function publishedTables(timings, labels, machine) {
	return publications.flatMap(({ benchmark, meaning, rows }) => {
		const ours = timings.filter((timing) => timing.benchmark === benchmark);
		if (ours.length === 0) return [];
		const all = [...ours.map(({ series, medianSeconds }) => ({
			setting: labels.of(series),
			machine,
			seconds: medianSeconds,
			isThisRun: true
		})), ...rows.map(([theirs, setting, seconds]) => ({
			setting,
			machine: theirs,
			seconds,
			isThisRun: false
		}))];
		return [{
			benchmark,
			meaning,
			source,
			rows: all.toSorted((a, b) => a.seconds - b.seconds)
		}];
	});
}

// src/report/reproduce.ts
function reproduceCommand(configuration) {
	return ["npx blas-bench run", ...inputRows.flatMap(({ name, form }) => {
		const value = configuration[name] ?? "";
		if (value === "") return [];
		return (form === "lines" ? value.split("\n") : [value.replace(/\s*[\n,]\s*/g, ",")]).map((one) => `--${name} ${shellWord(one.trim())}`);
	})].join(" ");
}
function shellWord(text) {
	return text.split("{home}").map((part) => part === "" ? "" : quotedWord(part)).join("\"$HOME\"");
}
function quotedWord(text) {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// src/report/model.ts
function buildReport({ result, verdicts, advice, comparisons, decision }) {
	const labels = labelsOf(result.series);
	const backends = backendRows(result, verdicts, labels);
	const figures = {
		result,
		comparisons,
		backends,
		labels
	};
	const [ratios, times] = [ratioTables(figures), timeTable(figures)];
	const agreement = agreementReport(comparisons.agreements, labels);
	const troubles = troublesOf(result, comparisons, labels);
	const code = codeReport(comparisons, labels);
	const lines = {
		code: labels.hasArms ? code.rows : null,
		decision,
		backends,
		ratios,
		times,
		blocks: blockCounts(result),
		elapsedSeconds: result.elapsedSeconds
	};
	return {
		reportVersion: 1,
		toolVersion: result.tool.version,
		startedAt: result.startedAt,
		elapsedSeconds: result.elapsedSeconds,
		decision,
		headline: headline(lines),
		lead: leadLines(lines),
		isAllWell: isAllWell({
			decision,
			times,
			backends,
			agreement,
			troubles
		}),
		hasArms: labels.hasArms,
		code,
		backends,
		ratios,
		times,
		agreement,
		published: publishedTables(comparisons.timings, labels, result.host.cpuModel),
		printed: result.measurements.filter(({ summaryLines }) => summaryLines.length > 0).map(({ benchmark, series, summaryLines }) => ({
			benchmark,
			label: labels.of(series),
			lines: summaryLines
		})),
		troubles,
		absences: result.absences,
		advice: advice.map(({ subjects, text }) => ({
			labels: subjects.map((subject) => labels.of(subject)),
			text
		})),
		environments: environmentRows(result, labels),
		packages: packageTable(result, labels),
		host: result.host,
		noise: noiseOf(result, labels),
		schedule: result.schedule,
		reproduce: reproduceCommand(result.configuration)
	};
}
function isAllWell(model) {
	return model.decision.status === "pass" && measuredBenchmarks(model.times) > 0 && model.backends.every(({ status }) => status === "verified") && model.agreement.differing.length === 0 && model.troubles.length === 0;
}
function blockCounts({ measurements, benchmarks, schedule }) {
	const takesTurns = benchmarks.some(({ role, method }) => role === "benchmark" && method === "turns");
	return {
		measured: measurements.reduce((most, { blocks }) => Math.max(most, blocks.length), 0),
		planned: takesTurns ? schedule?.plannedBlocks ?? null : null
	};
}
function troublesOf(result, comparisons, labels) {
	return [...result.failures.map(({ subject, benchmark, message, lastLines }) => ({
		subject: labels.of(subject),
		benchmark,
		message,
		lastLines
	})), ...comparisons.withheld.filter(({ kind }) => kind !== "wrong-result").map(({ series, benchmark, reason }) => ({
		subject: labels.of(series),
		benchmark,
		message: reason,
		lastLines: []
	}))];
}

// src/assessment.ts
function assess(result, { failOn, threshold }) {
	const verdicts = verdictsOf(result);
	const thresholdFor = thresholdsOf(threshold.defaultShare ?? defaultThreshold(result.host.platform), threshold.overrides);
	const comparisons = compareResult(result, thresholdFor);
	const decision = decide({
		result,
		verdicts,
		comparisons,
		failOn
	});
	const advice = adviseOn(result, verdicts);
	return {
		verdicts,
		comparisons,
		decision,
		report: buildReport({
			result,
			verdicts,
			advice,
			comparisons,
			decision
		})
	};
}
function verdictsOf(result) {
	const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
	return new Map(result.series.map((series) => {
		const environment = environments.get(series.environment);
		if (environment === void 0) throw new Error(`series ${series.id} has no environment`);
		return [series.id, judgeSeries(series, environment, timedBlocks(result, series.id))];
	}));
}
function timedBlocks({ measurements }, series) {
	const blocks = measurements.filter((measurement) => measurement.series === series).flatMap((measurement) => measurement.blocks.map(({ block }) => block));
	return [...new Set(blocks)].sort((one, other) => one - other);
}

// src/report/detail-sections.ts
function environmentList(environments) {
	const items = environments.map((environment) => {
		const { label, provider, specs, channels, python, numpy, packages, hash } = environment;
		const versions = [...python === null ? [] : [`Python ${python}`], ...numpy === null ? [] : [`NumPy ${numpy}`]];
		return [
			plain(`${label}: from ${provider}`),
			...specs.length === 0 ? [] : [plain(", asked for "), code$1(specs.join(" "))],
			...channels.length === 0 ? [] : [plain(" of "), code$1(channels.join(", "))],
			plain(`, ${[...versions, count(packages, "package")].join(", ")}`),
			...hash === null ? [] : [plain(", hash "), code$1(hash.slice(0, 12))]
		];
	});
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function packagesTable(table) {
	if (table === null) return [];
	const same = paragraph(`${count(table.same, "package")} the same everywhere.`);
	if (table.rows.length === 0) return [same];
	return [same, {
		kind: "table",
		columns: ["package", ...table.labels].map(left),
		rows: table.rows.map(({ name, cells }) => [[code$1(name)], ...cells.map((cell) => cell === null ? [plain("none")] : [code$1(cell)])])
	}];
}
function hostParagraphs({ host }) {
	const system = host.platform.startsWith("osx") ? "macOS" : "kernel";
	const items = [
		`${host.cpuModel} (${host.cpuVendor}), ${host.machine}${host.translated ? ", translated under Rosetta" : ""}`,
		`${count(host.physicalCores, "core")}, ${count(host.logicalCores, "hardware thread")}, ${memory(host.memoryBytes)}`,
		`${host.platform}, ${system} ${host.osVersion}`
	].map((fact) => [plain(fact)]);
	if (host.simd.length > 0) items.push([plain(`SIMD: ${host.simd.join(" ")}`)]);
	if (host.runnerImage !== null) items.push([plain("runner image: "), code$1(host.runnerImage)]);
	return [{
		kind: "list",
		items
	}];
}
function noiseTable(noise) {
	if (noise.batches === 0) return [];
	const idle = noise.idleCpuShare === null ? "" : `; waiting workers used ${percent(noise.idleCpuShare)} of a core`;
	const switches = `${count(noise.involuntarySwitches, "involuntary switch", "involuntary switches")}`;
	const summary = paragraph(`${switches} in ${count(noise.batches, "batch", "batches")}${idle}.`);
	if (noise.controls.length === 0) return [summary];
	return [summary, {
		kind: "table",
		columns: [
			left("control"),
			left("variant"),
			right("time"),
			right("slowest over fastest block")
		],
		rows: noise.controls.map(({ benchmark, label, medianSeconds, spread }) => [
			[code$1(benchmark)],
			[plain(label)],
			[plain(time(medianSeconds))],
			[plain(`+${percent(spread)}`)]
		])
	}];
}
function scheduleParagraphs({ schedule, elapsedSeconds, startedAt, toolVersion }) {
	const when = `Started ${startedAt.replace(/^(.{10})T(.{5}).*$/, "$1 $2 UTC")}, took ${duration(elapsedSeconds)}, blas-bench ${toolVersion}.`;
	if (schedule === null) return [paragraph(when)];
	const { plannedBlocks, turns, batchMilliseconds, budgetMilliseconds, seed, shortened } = schedule;
	const plan = `Planned: ${count(plannedBlocks, "block")} of ${count(turns, "turn")}, batches of ${batchMilliseconds} ms, at most ${duration(budgetMilliseconds / 1e3)}; the order was drawn with seed ${seed}.`;
	return [
		paragraph(when),
		paragraph(plan),
		...shortened.map((what) => paragraph(`Left out for time: ${what}`))
	];
}

// src/report/figure-sections.ts
const gapWords = {
	"wrong-result": "wrong result",
	unusable: "no usable times",
	missing: "missing",
	"no-reference": "no reference",
	failed: "failed",
	"not-measured": "not measured"
};
function ratioBlocks(table) {
	const means = table.geometricMeans.flatMap((mean) => mean?.benchmarks ?? []);
	const most = Math.max(0, ...means);
	const meanCells = table.geometricMeans.map((mean) => {
		if (mean === null) return [];
		const of = mean.benchmarks === most ? "" : `of ${mean.benchmarks}: `;
		return [plain(of + ratioWithInterval(mean.estimate))];
	});
	const lapack = table.referenceLapack === null ? "" : ` LAPACK of ${table.referenceLabel} is ${table.referenceLapack}.`;
	return [paragraph(`Time over the reference's: below 1 is faster. In brackets the 95 % interval.${lapack}`), {
		kind: "table",
		columns: figureColumns(table.subjects),
		rows: [...table.rows.map(({ benchmark, cells }) => [nameLine(benchmark), ...cells.map(ratioLine)]), ...means.length === 0 ? [] : [[[plain(`geometric mean of ${most}`)], ...meanCells]]]
	}];
}
function timesTable(table) {
	if (table.rows.length === 0 || table.series.length === 0) return [];
	const rows = table.rows.map(({ benchmark, cells }) => [nameLine(benchmark), ...cells.map(timeLine)]);
	return [{
		kind: "table",
		columns: figureColumns(table.series),
		rows
	}];
}
function comparisonTable(ratios, times) {
	const seconds = new Map(times.rows.flatMap(({ benchmark, cells }) => cells.map((cell, index) => [JSON.stringify([benchmark.name, times.series[index]?.series]), cell])));
	const timeOf = (benchmark, series) => {
		const cell = seconds.get(JSON.stringify([benchmark, series]));
		return cell?.kind === "time" ? [plain(time(cell.medianSeconds))] : [];
	};
	const rows = ratios.flatMap((table) => table.rows.flatMap(({ benchmark, cells }) => cells.map((cell, index) => [
		nameLine(benchmark),
		[plain(table.subjects[index]?.label ?? "")],
		timeOf(benchmark.name, table.reference),
		timeOf(benchmark.name, table.subjects[index]?.series),
		ratioLine(cell),
		cell.kind === "ratio" ? [plain(`${cell.outcome}, ${count(cell.estimate.blocks, "block")}`)] : []
	])));
	if (rows.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			left("benchmark"),
			left("variant"),
			right("reference"),
			right("variant"),
			right("ratio"),
			left("outcome")
		],
		rows
	}];
}
function publishedTable(tables) {
	const rows = tables.flatMap(({ benchmark, rows: published }) => published.map(({ setting, machine, seconds, isThisRun }) => {
		const tone = isThisRun ? "strong" : "plain";
		const shown = isThisRun ? `this run: ${setting}` : setting;
		return [
			[code$1(benchmark)],
			[plain(time(seconds), tone)],
			[plain(shown, tone)],
			[plain(machine, tone)]
		];
	}));
	if (rows.length === 0) return [];
	const columns = [
		left("benchmark"),
		right("time"),
		left("setting"),
		left("machine")
	];
	const meanings = tables.map(({ benchmark, meaning }) => `${quoted(benchmark)}: ${meaning}.`).join(" ");
	return [{
		kind: "table",
		columns,
		rows
	}, paragraph(`${meanings} Published rows: ${tables[0]?.source}.`)];
}
function figureColumns(columns) {
	return [left("benchmark"), ...columns.map((column) => right(columnLabel(column)))];
}
function nameLine({ name, layer }) {
	return layer === "lapack" ? [code$1(name), plain(" (LAPACK)")] : [code$1(name)];
}
function ratioLine(cell) {
	if (cell.kind !== "ratio") return gapLine(cell);
	return [plain(onLapack(cell.lapack) + ratioWithInterval(cell.estimate))];
}
function timeLine(cell) {
	if (cell.kind !== "time") return gapLine(cell);
	const rate = cell.gflopPerSecond === null ? "" : `${speed(cell.gflopPerSecond)}, `;
	return [plain(onLapack(cell.lapack) + rate + time(cell.medianSeconds))];
}
function onLapack(lapack) {
	return lapack === null ? "" : `on ${lapack}: `;
}
function gapLine({ kind }) {
	return [plain(gapWords[kind], kind === "no-reference" || kind === "not-measured" ? "plain" : "bad")];
}

// src/report/trouble-sections.ts
function troubleBlocks(troubles) {
	return troubles.flatMap((trouble) => {
		const item = {
			kind: "list",
			items: [troubleLine(trouble)]
		};
		return trouble.lastLines.length === 0 ? [item] : [item, {
			kind: "code",
			lines: trouble.lastLines
		}];
	});
}
function troubleLine({ subject, benchmark, message }) {
	return [
		...benchmark === null ? [code$1(subject)] : [
			code$1(benchmark),
			plain(" on "),
			code$1(subject)
		],
		plain(": "),
		...sentence(message)
	];
}
function differingTable({ differing }) {
	if (differing.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			"benchmark",
			"variant",
			"difference",
			"allowed",
			"against"
		].map(left),
		rows: differing.map((row) => [
			[code$1(row.benchmark)],
			[plain(row.label)],
			[plain(row.largestRelativeDifference === null ? "not finite" : difference(row.largestRelativeDifference), "bad")],
			[plain(row.tolerance === null ? "" : difference(row.tolerance))],
			[plain(row.referenceLabel)]
		])
	}];
}
function absenceList(absences, kind) {
	const items = absences.filter((absence) => absence.kind === kind).map((absence) => [
		code$1(absence.variant),
		plain(": "),
		...sentence(absence.reason)
	]);
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function adviceList(advice) {
	const items = advice.map(({ labels, text }) => {
		return [...labels.length === 0 ? [] : [plain(`${labels.join(", ")}: `)], ...sentence(text)];
	});
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}

// src/report/lay-out.ts
function layOut(model) {
	return {
		title: [plain("blas-bench: "), ...sentence(model.headline)],
		lead: model.lead.map(sentence),
		sections: sectionsOf(model).filter(({ blocks }) => blocks.length > 0)
	};
}
function sectionsOf(model) {
	const answer = model.isAllWell ? "folded" : "shown";
	const isAlone = model.backends.length === 1;
	const ratios = model.ratios.map((table) => {
		const against = `gainst ${table.referenceLabel}`;
		return {
			title: model.hasArms ? `At head, a${against}` : `A${against}`,
			place: answer,
			blocks: ratioBlocks(table)
		};
	});
	return [
		{
			title: "Slower than base",
			place: "shown",
			blocks: regressedBlocks(model.code)
		},
		{
			title: "Not decided",
			place: "shown",
			blocks: undecidedBlocks(model.code)
		},
		{
			title: "Controls that moved",
			place: "shown",
			blocks: movedControlsTable(model.code)
		},
		{
			title: "Numbers that changed",
			place: "shown",
			blocks: changedNumbersTable(model.code)
		},
		{
			title: "What did not work",
			place: "shown",
			blocks: troubleBlocks(model.troubles)
		},
		{
			title: "Lost to an outage",
			place: "shown",
			blocks: absenceList(model.absences, "outage")
		},
		{
			title: "Backends",
			place: isAlone ? "shown" : answer,
			blocks: backendTable(model.backends)
		},
		...ratios,
		{
			title: "Head against base",
			place: "folded",
			blocks: codeBlocks(model.code)
		},
		{
			title: "Times",
			place: isAlone ? "shown" : "folded",
			blocks: timesTable(model.times)
		},
		{
			title: "As published",
			place: "shown",
			blocks: publishedBlocks(model)
		},
		{
			title: "Different numbers",
			place: "shown",
			blocks: differingTable(model.agreement)
		},
		{
			title: "Advice",
			place: "shown",
			blocks: adviceList(model.advice)
		},
		{
			title: "Numerical agreement",
			place: "folded",
			blocks: agreementParagraph(model)
		},
		{
			title: "Run it yourself",
			place: "folded",
			blocks: [{
				kind: "code",
				lines: [model.reproduce]
			}]
		},
		{
			title: "All comparisons",
			place: "detail",
			blocks: comparisonTable(model.ratios, model.times)
		},
		{
			title: "How each backend is known",
			place: "detail",
			blocks: proofList(model.backends)
		},
		{
			title: "Not supported here",
			place: "detail",
			blocks: absenceList(model.absences, "unsupported")
		},
		{
			title: "Environments",
			place: "detail",
			blocks: environmentList(model.environments)
		},
		{
			title: "Packages that differ",
			place: "detail",
			blocks: packagesTable(model.packages)
		},
		{
			title: "Host",
			place: "detail",
			blocks: hostParagraphs(model)
		},
		{
			title: "Noise",
			place: "detail",
			blocks: noiseTable(model.noise)
		},
		{
			title: "Schedule",
			place: "detail",
			blocks: scheduleParagraphs(model)
		}
	];
}
function publishedBlocks({ printed, published }) {
	return [...printed.flatMap(({ label, benchmark, lines }) => [paragraph(`${quoted(benchmark)} on ${quoted(label)}:`), {
		kind: "code",
		lines
	}]), ...publishedTable(published)];
}
function agreementParagraph({ agreement }) {
	const { agreeing, notComparable, largest } = agreement;
	if (agreeing + notComparable === 0) return [];
	const most = largest?.largestRelativeDifference === void 0 || largest.largestRelativeDifference === null ? "" : `; they differ by ${difference(largest.largestRelativeDifference)} of their size at most`;
	const rest = notComparable === 0 ? "" : ` ${count(notComparable, "pair")} cannot be compared.`;
	return [paragraph(`${count(agreeing, "pair")} of results agree within their tolerance${most}.${rest}`)];
}

// src/report/markdown.ts
function renderMarkdown(document) {
	const shown = document.sections.filter((section) => section.place === "shown");
	const folded = document.sections.filter((section) => section.place !== "shown");
	return `${[
		`### ${drawLine(document.title)}`,
		...document.lead.map((line) => escapeBlockStart(drawLine(line))),
		...shown.flatMap(drawSection),
		...folded.length === 0 ? [] : drawFold(folded)
	].join("\n\n")}\n`;
}
function drawFold(sections) {
	const contents = sections.map(({ title }) => visibleText(title.charAt(0).toLowerCase() + title.slice(1)));
	return [
		`<details><summary>Folded: ${escapeHtml(contents.join(" · "))}</summary>`,
		...sections.flatMap(drawSection),
		"</details>"
	];
}
function drawSection(section) {
	return [`#### ${drawLine([plain(section.title)])}`, ...section.blocks.map(drawBlock)];
}
function drawBlock(block) {
	switch (block.kind) {
		case "paragraph": return escapeBlockStart(drawLine(block.line));
		case "list": return block.items.map((item) => `- ${escapeBlockStart(drawLine(item))}`).join("\n");
		case "code": return drawCode(block.lines);
		case "table": {
			const row = (cells) => `| ${cells.join(" | ")} |`;
			return [
				row(block.columns.map((column) => drawLine(column.title, true))),
				row(block.columns.map((column) => column.align === "right" ? "---:" : "---")),
				...block.rows.map((cells) => row(cells.map((cell) => drawLine(cell, true))))
			].join("\n");
		}
	}
}
function drawCode(lines) {
	const text = lines.map(visible).join("\n");
	const longestRun = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longestRun + 1);
	return `${fence}text\n${text}\n${fence}`;
}
function drawLine(line, isInTable = false) {
	return line.reduce((text, span) => {
		const next = drawSpan(span, isInTable);
		return ["`", "**"].some((mark) => text.endsWith(mark) && next.startsWith(mark)) ? `${text} ${next}` : text + next;
	}, "");
}
function drawSpan({ text, isCode, tone }, isInTable) {
	const drawn = isCode ? codeSpan(visibleName(text), isInTable) : escapeText(visibleText(text), isInTable);
	return (tone === "strong" || tone === "bad" || tone === "unsure") && drawn !== "" ? `**${drawn.trim()}**` : drawn;
}

// src/result/consistency.ts
function contradictions(result) {
	return [...environmentsAndSeries(result), ...measurements(result)];
}
function* environmentsAndSeries(result) {
	yield* repeated("environments", "id", result.environments.map((environment) => environment.id));
	yield* repeated("series", "id", result.series.map((series) => series.id));
	yield* repeated("benchmarks", "name", result.benchmarks.map((benchmark) => benchmark.name));
	const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
	for (const [index, series] of result.series.entries()) {
		const environment = environments.get(series.environment);
		if (environment === void 0) {
			yield {
				path: `series[${index}].environment`,
				what: "names an environment that is not in the file"
			};
			continue;
		}
		for (const field of [
			"variant",
			"arm",
			"platform"
		]) if (series[field] !== environment[field]) yield {
			path: `series[${index}].${field}`,
			what: "differs from its environment's"
		};
	}
}
function* measurements(result) {
	const series = new Set(result.series.map((one) => one.id));
	const benchmarks = new Set(result.benchmarks.map((one) => one.name));
	const seen = /* @__PURE__ */ new Set();
	for (const [index, measurement] of result.measurements.entries()) {
		const path = `measurements[${index}]`;
		if (!series.has(measurement.series)) yield {
			path: `${path}.series`,
			what: "names a series that is not in the file"
		};
		if (!benchmarks.has(measurement.benchmark)) yield {
			path: `${path}.benchmark`,
			what: "names a benchmark that is not in the file"
		};
		const key = JSON.stringify([measurement.benchmark, measurement.series]);
		if (seen.has(key)) yield {
			path,
			what: "repeats the benchmark and series of an earlier measurement"
		};
		seen.add(key);
		yield* blocks(path, measurement);
	}
}
function* blocks(path, measurement) {
	const seen = /* @__PURE__ */ new Set();
	for (const [index, block] of measurement.blocks.entries()) {
		if (seen.has(block.block)) yield {
			path: `${path}.blocks[${index}].block`,
			what: "repeats an earlier block"
		};
		seen.add(block.block);
		const turns = block.nanoseconds.length;
		if (turns === 0) yield {
			path: `${path}.blocks[${index}]`,
			what: "has no turns"
		};
		const others = [
			block.cpuNanoseconds,
			block.involuntarySwitches,
			block.idleCpuNanoseconds
		];
		if (!(others.every((array) => array.length === turns) || others.every((array) => array.length === 0)) || block.positions.length !== turns) yield {
			path: `${path}.blocks[${index}]`,
			what: "has arrays of different lengths"
		};
	}
}
function* repeated(list, field, names) {
	const seen = /* @__PURE__ */ new Set();
	for (const [index, name] of names.entries()) {
		if (seen.has(name)) yield {
			path: `${list}[${index}].${field}`,
			what: "is used twice"
		};
		seen.add(name);
	}
}

// src/result/read.ts
const shownProblems = 10;
const remedy = "use a result.json as blas-bench wrote it";
function readResult(text, where) {
	const value = parseJson(text, where);
	refuseOtherVersions(value, where);
	return checkResult(value, where);
}
function checkResult(value, where) {
	const reading = resultSchema.safeParse(value);
	if (!reading.success) throw refusal(reading.error.issues.map((issue) => misfit(issue, where)));
	const found = contradictions(reading.data);
	if (found.length > 0) throw refusal(found.map(({ path, what }) => ({
		where: `${where}, ${path}`,
		what,
		remedy
	})));
	return reading.data;
}
function parseJson(text, where) {
	try {
		return JSON.parse(text);
	} catch {
		throw refusal([{
			where,
			what: "is not whole JSON, perhaps cut off",
			remedy
		}]);
	}
}
function refuseOtherVersions(value, where) {
	if (!(typeof value === "object" && value !== null && !Array.isArray(value)) || !("schemaVersion" in value)) throw refusal([{
		where,
		what: "is JSON, but no result file: it has no schemaVersion",
		remedy
	}]);
	if (value.schemaVersion === 1) return;
	throw refusal([{
		where,
		what: `has another schemaVersion; this blas-bench reads schemaVersion ${1}`,
		remedy: "read it with the blas-bench that wrote it, or measure again with this one"
	}]);
}
function refusal(problems) {
	const [first, ...rest] = problems.slice(0, shownProblems);
	if (first === void 0) throw new Error("a result was refused without a problem");
	const hidden = problems.length - shownProblems;
	if (hidden <= 0) return new UserError([first, ...rest]);
	return new UserError([
		first,
		...rest,
		{
			...first,
			what: `does not fit in ${hidden} more places`
		}
	]);
}
function misfit(issue, where) {
	const path = fieldPath(issue.path);
	const what = issue.code === "unrecognized_keys" ? `has ${issue.keys.length === 1 ? "an unknown field" : `${issue.keys.length} unknown fields`}` : `does not fit: ${issue.message.replace("Invalid input: ", "")}`;
	return {
		where: path === "" ? where : `${where}, ${path}`,
		what,
		remedy
	};
}
const namedByContent = /* @__PURE__ */ new Set([
	"configuration",
	"variables",
	"pools",
	"showConfigDicts"
]);
function fieldPath(path) {
	let text = "";
	for (const [index, part] of path.entries()) {
		const parent = path[index - 1];
		if (typeof part === "number") text += `[${part}]`;
		else if (parent !== void 0 && namedByContent.has(parent)) return `${text}.*`;
		else text += `${text === "" ? "" : "."}${String(part)}`;
	}
	return text;
}

export { assess, checkResult, count, duration, forestOf, layOut, ratio, readResult, relativeDifference, renderMarkdown };