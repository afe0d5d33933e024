import { backendTable, proofList } from "./backend-section.js";
import { code, left, paragraph, plain, quoted, right, sentence } from "./advice.js";
import { rateOfLook } from "./base.js";
import { amount, armFigure, count, difference, intervalOf, ratio, ratioWithInterval, share, speed, time } from "./numbers.js";
import { environmentList, hostParagraphs, noiseTable, ofEachLeg, packagesTable, scheduleParagraphs } from "./markdown.js";
import { columnLabel, grouped, warningOf } from "./read.js";

// src/report/forest.ts
const narrowest = 1.1;
function forestOf(rows) {
	const drawn = rows.filter(hasPlace);
	if (drawn.length === 0) return null;
	let reach = Math.log(narrowest);
	for (const { estimate } of drawn) {
		const { ratio, interval } = estimate;
		const [low, high] = [interval?.low ?? 1, interval?.high ?? 1];
		reach = Math.max(reach, Math.abs(Math.log(ratio)), Math.abs(Math.log(low)), Math.abs(Math.log(high)));
	}
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
function hasPlace(row) {
	return row.estimate !== null && row.values === void 0;
}

// src/report/change-sections.ts
function packageChangesTable(changes) {
	if (changes.length === 0) return [];
	const hasVariants = new Set(changes.map(({ labels }) => labels.join())).size > 1;
	return [{
		kind: "table",
		columns: [
			"package",
			...hasVariants ? ["variant"] : [],
			"base",
			"head"
		].map(left),
		rows: changes.map(({ labels, name, base, head }) => [
			[code(name)],
			...hasVariants ? [[plain(labels.join(", "))]] : [],
			...[base, head].map((build) => [build === null ? plain("none") : code(build)])
		])
	}];
}
function backendInstallsList(installs) {
	if (installs.length === 0) return [];
	return [{
		kind: "list",
		items: installs.map(({ labels, command, change }) => [
			plain(`${labels.join(", ")}: `),
			code(command),
			plain(" changed "),
			...sentence(change)
		])
	}];
}

// src/report/forest-text.ts
const axisWidth = 41;
const rowsAtMost$1 = 40;
const nameWidth = 36;
function forestLines(rows) {
	const forest = forestOf(rows);
	if (forest === null) return [];
	const shown = forest.rows.slice(0, rowsAtMost$1);
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
const valueMarks = {
	...marks,
	regressed: "worse",
	improved: "better"
};
const contrastsAtMost = 3;
function regressedBlocks({ rows, contrasts }) {
	const regressed = rows.filter(({ outcome }) => outcome === "regressed");
	if (regressed.length === 0) return [];
	const more = contrasts.length - contrastsAtMost;
	const note = paragraph(`${count(more, "benchmark")} more ${more === 1 ? "is" : "are"} slower on some variants only.`);
	return [
		codeTable(regressed, []),
		...contrasts.slice(0, contrastsAtMost).map(paragraph),
		...more > 0 ? [note] : []
	];
}
function changedNumbersTable({ changedNumbers }) {
	if (changedNumbers.length === 0) return [];
	const rows = changedNumbers.map(({ benchmark, label, largestRelativeDifference, tolerance }) => [
		[code(benchmark)],
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
	const rows = movedControls.map(({ benchmark, label, estimate, samePython }) => [
		[code(benchmark)],
		[plain(label)],
		[plain(ratioWithInterval(estimate), "bad")],
		[plain(samePython ? "the machine was not fit" : "Python differs")]
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
function pictureBlocks({ rows, interactions }) {
	const picture = forestLines(rows);
	const lines = {
		kind: "code",
		lines: picture
	};
	return [...picture.length === 0 ? [] : [lines], ...interactionTable(interactions)];
}
function allCodeBlocks({ rows }, plannedLooks) {
	if (rows.length === 0) return [];
	const judged = rows.filter(({ estimate }) => estimate !== null);
	const varying = ["threshold", "blocks"].filter((name) => differ(judged, name));
	const same = ["threshold", "blocks"].filter((name) => judged.length > 0 && !varying.includes(name));
	const common = judged.slice(0, 1).flatMap((row) => same.map((name) => `${name} ${textOf(row, name)}`));
	const meaning = `p: the chance of blocks like these if head were not slower, or where the ratio is below 1 not faster, by more than the threshold, corrected for all comparisons; up to ${rateOfLook(plannedLooks)} it decides. Detects: the smallest slowdown that would have been found.`;
	const ofValues = rows.some(({ values }) => values !== void 0) ? " Of what is no time, worse and better stand for slower and faster; unless bigger is better, a larger value is worse." : "";
	const everywhere = common.length === 0 ? "" : ` Everywhere: ${common.join(", ")}.`;
	return [codeTable(rows, [...varying, "detects"]), paragraph(meaning + ofValues + everywhere)];
}
function differ(rows, name) {
	return new Set(rows.map((row) => textOf(row, name))).size > 1;
}
function interactionTable(interactions) {
	const rows = interactions.filter(({ outcome }) => outcome !== "undecided").map(({ benchmark, label, referenceLabel, estimate }) => [
		[code(benchmark)],
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
function codeTable(rows, details) {
	return {
		kind: "table",
		columns: [
			left("outcome"),
			right("head / base (95 %)"),
			...["benchmark", "variant"].map(left),
			...[
				"base",
				"head",
				"p",
				...details
			].map(right)
		],
		rows: rows.map((row) => [...cellsOf(row), ...details.map((name) => [plain(textOf(row, name))])])
	};
}
function cellsOf(row) {
	const { outcome, benchmark, label, estimate, p } = row;
	const mark = row.values === void 0 ? marks[outcome] : valueMarks[outcome];
	return [
		[plain(mark, outcome === "regressed" || outcome === "failed" ? "bad" : "plain")],
		ratioLine$1(outcome, estimate),
		[code(benchmark)],
		[plain(label)],
		[plain(armFigure(row, "base") ?? "")],
		[plain(armFigure(row, "head") ?? "")],
		[plain(p === null ? "" : probability(p))]
	];
}
function ratioLine$1(outcome, estimate) {
	if (estimate === null) return [];
	if (outcome !== "regressed") return [plain(ratioWithInterval(estimate))];
	return [plain(ratio(estimate.ratio), "strong"), plain(intervalOf(estimate))];
}
function textOf({ threshold, detectable, estimate }, name) {
	if (name === "threshold") return share(threshold);
	if (name === "blocks") return estimate === null ? "" : String(estimate.blocks);
	return detectable === null ? "" : `+${share(detectable)}`;
}
function probability(p) {
	if (p < 1e-4) return "below 0.0001";
	return String(Number(p.toPrecision(2)));
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
	const whole = new Map(ratios.length > 1 ? times.series.map(({ series, label }) => [series, label]) : []);
	const labelOf = (subject) => whole.get(subject?.series ?? "") ?? subject?.label ?? "";
	const rows = ratios.flatMap((table) => table.rows.flatMap(({ benchmark, cells }) => cells.map((cell, index) => [
		nameLine(benchmark),
		[plain(labelOf(table.subjects[index]))],
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
			[code(benchmark)],
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
	return layer === "lapack" ? [code(name), plain(" (LAPACK)")] : [code(name)];
}
function ratioLine(cell) {
	if (cell.kind !== "ratio") return gapLine(cell);
	return [plain(onLapack(cell.lapack) + ratioWithInterval(cell.estimate))];
}
function timeLine(cell) {
	if (cell.kind === "value") return [plain(amount(cell.value, cell.unit))];
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
		...benchmark === null ? [code(subject)] : [
			code(benchmark),
			plain(" on "),
			code(subject)
		],
		plain(": "),
		...sentence(message)
	];
}
function noticeList(notices) {
	return notices.length === 0 ? [] : [{
		kind: "list",
		items: notices.map(sentence)
	}];
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
			[code(row.benchmark)],
			[plain(row.label)],
			[plain(row.largestRelativeDifference === null ? "not finite" : difference(row.largestRelativeDifference), "bad")],
			[plain(row.tolerance === null ? "" : difference(row.tolerance))],
			[plain(row.referenceLabel)]
		])
	}];
}
function absenceList(absences, kind) {
	const items = absences.filter((absence) => absence.kind === kind).map((absence) => [
		code(absence.variant),
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

// src/report/undecided-section.ts
const namedAtMost = 3;
const rowsAtMost = 12;
function undecidedBlocks({ rows }) {
	const inconclusive = rows.filter(({ outcome }) => outcome === "inconclusive");
	const shown = inconclusive.slice(0, rowsAtMost);
	const undecided = [
		...failedItems(rows),
		...insufficientItems(rows),
		...shown.map(inconclusiveItem)
	];
	if (undecided.length === 0) return [];
	const more = inconclusive.length - shown.length;
	const note = paragraph(`${count(more, "comparison")} more ${more === 1 ? "is" : "are"} among all of them below.`);
	return [{
		kind: "list",
		items: undecided
	}, ...more > 0 ? [note] : []];
}
function inconclusiveItem(row) {
	const { benchmark, label, estimate } = row;
	const figure = estimate === null ? "" : `${ratioWithInterval(estimate)}. To decide it: `;
	return [code(benchmark), plain(` on ${label}: ${figure}${whatWouldDecide(row)}`)];
}
function whatWouldDecide({ detectable, blocksToDecide, threshold, estimate }) {
	const blocks = count(estimate?.blocks ?? 0, "block");
	const seen = detectable === null ? "nothing" : `+${share(detectable)}`;
	return `${blocksToDecide === null ? "another threshold" : `about ${count(blocksToDecide, "block")}`}, or a quieter machine: ${blocks} could have seen ${seen}, the threshold is ${share(threshold)}`;
}
function insufficientItems(rows) {
	return groupedItems(rows.filter(({ outcome }) => outcome === "insufficient"), ({ estimate }) => estimate?.blocks ?? 0, (row) => [plain(`more blocks, as ${count(row.estimate?.blocks ?? 0, "block")} can find no slowdown`)]);
}
function failedItems(rows) {
	return groupedItems(rows.filter(({ outcome }) => outcome === "failed"), ({ reason }) => reason, ({ reason }) => [
		plain("failed", "bad"),
		plain(", "),
		...sentence(reason ?? "what failed is told below")
	]);
}
function groupedItems(rows, keyOf, wordsOf) {
	return [...grouped(rows, (row) => JSON.stringify([row.label, keyOf(row)])).values()].flatMap((group) => {
		const [first] = group;
		return first === void 0 ? [] : [[
			...names(group),
			plain(` on ${first.label}: `),
			...wordsOf(first)
		]];
	});
}
function names(rows) {
	const more = rows.length - namedAtMost;
	const shown = rows.slice(0, namedAtMost).flatMap(({ benchmark }, index) => [...index === 0 ? [] : [plain(", ")], code(benchmark)]);
	return more > 0 ? [...shown, plain(` and ${more} more`)] : shown;
}

// src/report/lay-out.ts
const packagesShown = 12;
const ratiosShown = 12;
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
		const against = `${table.axis === "launcher" ? "launchers " : ""}against ${table.referenceLabel}`;
		return {
			title: model.hasArms ? `At head, ${against}` : against.charAt(0).toUpperCase() + against.slice(1),
			place: table.rows.length > ratiosShown ? "folded" : answer,
			blocks: ratioBlocks(table)
		};
	});
	const changed = {
		title: "Packages that differ between base and head",
		blocks: packageChangesTable(model.packageChanges)
	};
	return [
		{
			title: "Slower than base",
			place: "first",
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
			title: "To know",
			place: "shown",
			blocks: noticeList([...model.notices, ...disturbance(model)])
		},
		{
			title: "Lost to an outage",
			place: "shown",
			blocks: absenceList(model.absences, "outage")
		},
		{
			title: "Backends",
			place: isAlone ? "shown" : answer,
			blocks: backendTable(model.cells)
		},
		{
			title: "Changed by an install",
			place: "shown",
			blocks: backendInstallsList(model.backendInstalls)
		},
		{
			...changed,
			place: model.packageChanges.length > packagesShown ? "folded" : "shown"
		},
		{
			title: "Advice",
			place: "shown",
			blocks: adviceList(model.advice)
		},
		...ratios,
		{
			title: "Head against base",
			place: "folded",
			blocks: pictureBlocks(model.code)
		},
		{
			title: "All comparisons of head with base",
			place: "folded",
			blocks: allCodeBlocks(model.code, plannedLooks(model))
		},
		{
			title: model.hasArms ? "Times at head" : "Times",
			place: isAlone ? "shown" : "folded",
			blocks: timesTable(model.timesAtHead)
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
			title: "Numerical agreement",
			place: "folded",
			blocks: agreementParagraph(model)
		},
		{
			title: "Run it yourself",
			place: "folded",
			blocks: ofEachLeg(model, reproduceBlocks)
		},
		{
			title: "All comparisons of variants",
			place: "detail",
			blocks: allComparisons(model, "backend")
		},
		{
			title: "All comparisons of launchers",
			place: "detail",
			blocks: allComparisons(model, "launcher")
		},
		{
			title: "How each backend is known",
			place: "detail",
			blocks: proofList(model.cells)
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
			blocks: ofEachLeg(model, ({ packages }) => packagesTable(packages))
		},
		{
			title: "Host",
			place: "detail",
			blocks: ofEachLeg(model, hostParagraphs)
		},
		{
			title: "Noise",
			place: "detail",
			blocks: ofEachLeg(model, ({ noise }) => noiseTable(noise))
		},
		{
			title: "Schedule",
			place: "detail",
			blocks: ofEachLeg(model, (leg) => scheduleParagraphs(leg, model.toolVersion))
		}
	];
}
function allComparisons({ ratios, timesAtHead }, axis) {
	return comparisonTable(ratios.filter((table) => table.axis === axis), timesAtHead);
}
function plannedLooks({ legs }) {
	return legs.reduce((most, { schedule }) => Math.max(most, schedule?.plannedLooks ?? 1), 1);
}
function reproduceBlocks({ reproduce }) {
	return [{
		kind: "code",
		lines: [reproduce]
	}];
}
function disturbance({ isAllWell, ratios, legs }) {
	const cells = ratios.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
	const isOpen = !isAllWell || cells.some((cell) => cell.kind === "ratio" && cell.outcome === "undecided");
	return legs.flatMap(({ title, noise }) => {
		const warning = isOpen ? warningOf(noise.findings) : null;
		if (warning === null) return [];
		return [title === "" ? warning : `${quoted(title)}: ${warning}`];
	});
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

export { forestOf, layOut };