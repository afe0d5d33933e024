import { median } from "./read.js";
import { amount, count, ratioWithInterval } from "./numbers.js";
import { code, left, plain, quoted, right, sentence } from "./advice.js";
import { valuesOf } from "./read-foreign.js";
import { renderMarkdown } from "./markdown.js";
import { renderJson } from "./json.js";
import { renderTerminal } from "./terminal.js";
import { terminalLook } from "./terminal-look.js";

// src/report/imported-model.ts
const titles = {
	pyperf: "pyperf",
	hyperfine: "hyperfine",
	"google-benchmark": "google-benchmark",
	"pytest-benchmark": "pytest-benchmark",
	asv: "asv",
	go: "go test",
	json: "samples JSON"
};
function importedComparisonModel(comparison, a, b) {
	const rows = comparison.comparisons.toSorted((one, other) => badness(other) - badness(one));
	return {
		importedComparisonVersion: 1,
		isLockstep: false,
		headline: `not lockstep. Two files of ${titles[b.run.format]}; B against A: ${outcomes(rows, comparison.notComparable.length)}`,
		lead: [
			"Two separate runs of another tool, without a proof of the BLAS they ran on: whatever changed between them is in these ratios, and not in their intervals. They inform, and decide nothing.",
			...basisText(rows),
			...comparison.isMachineKnown ? [] : ["The files do not say on which machine they were measured: times of two machines are not comparable."],
			...omittedText("A", a.run),
			...omittedText("B", b.run)
		],
		files: {
			a: fileRow(a),
			b: fileRow(b)
		},
		rows,
		notComparable: comparison.notComparable,
		added: comparison.onlyInB,
		removed: comparison.onlyInA,
		settings: comparison.settings
	};
}
function badness({ better, estimate: { ratio } }) {
	return better === "bigger" ? -Math.log(ratio) : Math.log(ratio);
}
function outcomes(rows, notComparable) {
	const decided = rows.filter(({ basis }) => basis !== "summary");
	const counts = [
		"slower",
		"worse",
		"larger",
		"smaller",
		"faster",
		"better",
		"undecided"
	].flatMap((word) => {
		const amount = decided.filter(({ outcome }) => outcome === word).length;
		return amount === 0 ? [] : [`${amount} ${word}`];
	});
	const shown = rows.length - decided.length;
	return [
		...counts,
		...shown === 0 ? [] : [`${shown} from summaries alone`],
		...notComparable === 0 ? [] : [`${notComparable} not comparable`]
	].join(", ");
}
function basisText(rows) {
	const of = (basis) => rows.filter((row) => row.basis === basis).length;
	const [samples, summaries] = [of("samples"), of("summary")];
	const onSamples = `${count(samples, "ratio rests", "ratios rest")} on samples of single processes: the interval covers what varies within a process, and no more. No decision may rest on it.`;
	const onSummaries = `${count(summaries, "ratio rests", "ratios rest")} on summary statistics only: without samples there is no interval, and no decision may rest on it.`;
	return [...samples === 0 ? [] : [onSamples], ...summaries === 0 ? [] : [onSummaries]];
}
function omittedText(side, { omitted }) {
	return omitted.length === 0 ? [] : [`${count(omitted.length, "benchmark")} of ${side} could not be taken over: listed below.`];
}
function fileRow({ file, run }) {
	const { toolVersion, startedAt, omitted, notices } = run;
	return {
		file,
		format: titles[run.format],
		toolVersion,
		startedAt,
		omitted,
		notices
	};
}
function importedReportModel(files) {
	const all = files.flatMap(({ run }) => run.benchmarks);
	const left = files.flatMap(({ run }) => run.omitted).length;
	const tools = [...new Set(files.map(({ run }) => titles[run.format]))].join(" and ");
	const summaries = all.filter(({ figures }) => figures.kind === "summary").length;
	return {
		importedReportVersion: 1,
		headline: `${count(all.length, "benchmark")} of ${count(files.length, "file")} of ${tools}${left === 0 ? "" : `, ${left} left out`}`,
		lead: ["Times of another tool, without a proof of the BLAS they were taken on. They inform, and decide nothing.", ...summaries === 0 ? [] : [`${count(summaries, "benchmark has", "benchmarks have")} summary statistics only: how far they scatter is not known.`]],
		files: files.map((one) => ({
			...fileRow(one),
			benchmarks: one.run.benchmarks.map(({ name, unit, figures }) => ({
				name,
				unit,
				value: median(valuesOf(figures)),
				middleHalf: middleHalf(figures),
				basis: basisOf(figures)
			}))
		}))
	};
}
function middleHalf(figures) {
	const values = valuesOf(figures).toSorted((one, other) => one - other);
	const [low, high] = [values[Math.floor((values.length - 1) / 4)], values[Math.ceil(3 * (values.length - 1) / 4)]];
	return values.length < 4 || low === void 0 || high === void 0 ? null : {
		low,
		high
	};
}
function basisOf(figures) {
	if (figures.kind === "samples") return count(figures.samples.length, "sample");
	if (figures.kind === "processes") return `${count(figures.processes.length, "process", "processes")}, ${count(valuesOf(figures).length, "sample")}`;
	const { statistic, count: amount } = figures;
	return `summary only: ${statistic}${amount === null ? "" : ` of ${count(amount, "sample")}`}`;
}
function omittedLine({ name, why }) {
	return `${quoted(name)} ${why}`;
}

// src/report/imported-document.ts
function layOutImportedComparison(model) {
	const { a, b } = model.files;
	return {
		title: [plain("blas-bench: "), ...sentence(model.headline)],
		lead: model.lead.map(sentence),
		sections: filled([
			{
				title: "B against A, not lockstep",
				place: "shown",
				blocks: ratioTable(model.rows)
			},
			{
				title: "Not comparable",
				place: "shown",
				blocks: list(model.notComparable.map(({ name, reason }) => [code(name), plain(`: it ${reason}`)]))
			},
			{
				title: "In one file only",
				place: "shown",
				blocks: list([...named("added, only in B: ", model.added), ...named("removed, only in A: ", model.removed)])
			},
			{
				title: "Left out of A",
				place: "shown",
				blocks: leftOut(a)
			},
			{
				title: "Left out of B",
				place: "shown",
				blocks: leftOut(b)
			},
			{
				title: "Settings that differ",
				place: "shown",
				blocks: table([
					"",
					"A",
					"B"
				], model.settings.map((one) => [
					[plain(one.what)],
					[code(one.a)],
					[code(one.b)]
				]))
			},
			{
				title: "Files",
				place: "folded",
				blocks: fileTable([["A", a], ["B", b]])
			}
		])
	};
}
function layOutImportedReport(model) {
	return {
		title: [plain("blas-bench: "), ...sentence(model.headline)],
		lead: model.lead.map(sentence),
		sections: filled([...model.files.flatMap((file, index) => [{
			title: `Benchmarks of file ${index + 1}`,
			place: "shown",
			blocks: timeTable(file.benchmarks)
		}, {
			title: `Left out of file ${index + 1}`,
			place: "shown",
			blocks: leftOut(file)
		}]), {
			title: "Files",
			place: "shown",
			blocks: fileTable(model.files.map((file, index) => [String(index + 1), file]))
		}])
	};
}
function filled(sections) {
	return sections.filter(({ blocks }) => blocks.length > 0);
}
const basisWords = {
	processes: "processes",
	samples: "samples",
	summary: "summary only"
};
function ratioTable(rows) {
	if (rows.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			left("benchmark"),
			right("A"),
			right("B"),
			right("B / A (95 %)"),
			left("B is"),
			left("rests on")
		],
		rows: rows.map(({ name, unit, basis, estimate, outcome, a, b }) => [
			[code(name)],
			[plain(amount(a.value, unit))],
			[plain(amount(b.value, unit))],
			[plain(ratioWithInterval(estimate))],
			[basis === "summary" ? plain("not known", "unsure") : plain(outcome)],
			[plain(basis === "summary" ? basisWords[basis] : `${counts(a.count, b.count)} ${basisWords[basis]}`)]
		])
	}];
}
function counts(a, b) {
	return a === b ? String(a) : `${a} and ${b}`;
}
function timeTable(rows) {
	if (rows.length === 0) return [];
	return [{
		kind: "table",
		columns: [
			left("benchmark"),
			right("value"),
			right("middle half"),
			left("rests on")
		],
		rows: rows.map(({ name, unit, value, middleHalf, basis }) => [
			[code(name)],
			[plain(amount(value, unit))],
			[plain(middleHalf === null ? "" : `${amount(middleHalf.low, unit)} to ${amount(middleHalf.high, unit)}`)],
			[plain(basis)]
		])
	}];
}
function leftOut({ omitted, notices }) {
	return list([...omitted.map((one) => sentence(omittedLine(one))), ...notices.map(sentence)]);
}
function fileTable(files) {
	return table([
		"",
		"file",
		"written by",
		"started"
	], files.map(([name, { file, format, toolVersion, startedAt }]) => [
		[plain(name)],
		[code(file)],
		toolVersion === null ? [plain(format)] : [plain(`${format} `), code(toolVersion)],
		[startedAt === null ? plain("not known") : code(startedAt)]
	]));
}
function table(titles, rows) {
	return rows.length === 0 ? [] : [{
		kind: "table",
		columns: titles.map(left),
		rows
	}];
}
function list(items) {
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function named(text, names) {
	if (names.length === 0) return [];
	return [[plain(text), ...names.flatMap((name, index) => [...index === 0 ? [] : [plain(", ")], code(name)])]];
}

// src/entry/rendered.ts
function rendered(format, model, layOut) {
	if (format === "json") return renderJson(model);
	return format === "markdown" ? renderMarkdown(layOut()) : renderTerminal(layOut(), terminalLook());
}

export { importedComparisonModel, importedReportModel, layOutImportedComparison, layOutImportedReport, rendered };