import { code, left, plain, sentence } from "./advice.js";

// src/report/backend-section.ts
const statusTones = {
	verified: "good",
	mismatch: "bad",
	unknown: "unsure"
};
function backendTable(cells) {
	if (cells.length === 0) return [];
	const columns = [
		"requested",
		"installed",
		"NumPy really calls",
		"LAPACK",
		"threads",
		"proof"
	].map(left);
	const rows = cells.map(({ label, now, before }) => [[plain(label)], ...fromTo(before, now)]);
	const reasons = cells.flatMap(rowsOf).flatMap(({ label, row }) => whyNotVerified(label, row));
	const list = {
		kind: "list",
		items: reasons
	};
	return [{
		kind: "table",
		columns,
		rows
	}, ...reasons.length === 0 ? [] : [list]];
}
function fromTo(before, now) {
	const head = factsOf(now);
	if (before === null) return head;
	const base = factsOf(before);
	return head.map((line, index) => {
		const earlier = base[index] ?? [];
		return JSON.stringify(earlier) === JSON.stringify(line) ? line : [
			...earlier,
			plain(" -> "),
			...line.map(stronger)
		];
	});
}
function stronger(span) {
	return span.tone === "plain" && span.isCode ? {
		...span,
		tone: "strong"
	} : span;
}
function factsOf(row) {
	return [
		[row.installed === null ? plain("no record") : code(row.installed)],
		libraryLine(row.blas, row.status),
		row.lapackIsSame ? [plain("same")] : libraryLine(row.lapack, row.status),
		threadsLine(row),
		[plain(row.status, statusTones[row.status])]
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
function whyNotVerified(label, { status, reasons, changedBy }) {
	const [reason] = reasons;
	if (status === "verified" || reason === void 0) return [];
	const since = changedBy.length === 0 ? [] : [plain(" since "), ...listed(changedBy)];
	return [[
		plain(`${label}: `),
		plain(status, statusTones[status]),
		...since,
		plain(": "),
		...sentence(reason)
	]];
}
function proofList(cells) {
	const items = cells.flatMap(rowsOf).flatMap(({ label, row }) => {
		const about = (line) => [plain(`${label}: `), ...line];
		return [
			...row.reasons.map((reason) => about(sentence(reason))),
			...scipyLines(row).map(about),
			...row.others.length === 0 ? [] : [about([plain("also loaded: "), ...listed(row.others)])]
		];
	});
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function rowsOf({ label, now, before }) {
	return before === null ? [{
		label,
		row: now
	}] : [before, now].map((row) => ({
		label: row.label,
		row
	}));
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
function listed(names) {
	return names.flatMap((name, index) => [...index === 0 ? [] : [plain(", ")], code(name)]);
}

export { backendTable, proofList, statusTones };