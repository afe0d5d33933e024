import { object, string } from "./files.js";
import { visible } from "./inert.js";
import { progressText, runJob } from "./run-job.js";
import { layOut, renderMarkdown } from "./markdown.js";
import { paragraph, renderTerminal } from "./advice.js";
import { count } from "./read.js";
import { stripVTControlCharacters } from "node:util";
import * as fs from "node:fs/promises";
import * as os from "node:os";

// src/publish/log.ts
function runnerLog(write = (text) => process.stdout.write(text)) {
	let lastBlock = 0;
	const say = (text) => write(inertLines(text).map((line) => `${line}\n`).join(""));
	return {
		say,
		progress(progress) {
			if (progress.block === lastBlock) return;
			lastBlock = progress.block;
			say(progressText(progress));
		},
		group(title, text) {
			write(`::group::${inertLines(title).join(" ").replaceAll("%", "%25")}\n`);
			say(text);
			write("::endgroup::\n");
		}
	};
}
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
function inertLines(text) {
	return text.split(lineBreaks).map((line) => visible(stripVTControlCharacters(line).replaceAll("	", "    ")).replace(/^(\s*)::/, "$1\\::").replaceAll("##[", "##\\["));
}

// src/publish/outputs.ts
function outputsOf({ assessment, environments, resultFile, reportFile }) {
	const { decision, report } = assessment;
	const withOutcome = (outcome) => String(report.code.rows.filter((row) => row.outcome === outcome).length);
	const atHead = environments.filter(({ plan }) => plan.arm === "head");
	return {
		decision: decision.status,
		regressions: withOutcome("regressed"),
		improvements: withOutcome("improved"),
		backends: JSON.stringify(Object.fromEntries(report.cells.map(({ label, now }) => [label, backendOf(now)]))),
		environments: JSON.stringify(Object.fromEntries(atHead.map(({ plan, prefix }) => [plan.variant, prefix]))),
		"result-file": resultFile,
		"report-file": reportFile
	};
}
function backendOf({ requested, installed, blas, lapack, threads, status, reasons }) {
	return {
		requested,
		installed,
		blas,
		lapack,
		threads,
		status,
		reasons
	};
}
async function writeOutputs(published) {
	const { setOutput } = await import("./core.js");
	for (const [name, text] of Object.entries(outputsOf(published))) setOutput(name, text);
}

// src/report/shrink.ts
const shortSection = 12;
const placesByImportance = [
	"first",
	"shown",
	"folded",
	"detail"
];
function fitToBytes(document, limitBytes, render, whole) {
	const fits = (text) => Buffer.byteLength(text) <= limitBytes;
	const full = render(document);
	if (fits(full)) return full;
	let best = render(keepUnits(document, 0, whole));
	if (!fits(best)) throw new Error(`a report of ${limitBytes} bytes cannot even hold its first lines`);
	let low = 0;
	let high = document.sections.reduce((sum, section) => sum + unitsOf(section), 0);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		const text = render(keepUnits(document, middle, whole));
		if (fits(text)) {
			low = middle;
			best = text;
		} else high = middle;
	}
	return best;
}
function unitsOf(section) {
	return section.blocks.reduce((sum, block) => sum + blockUnits(block), 0);
}
function blockUnits(block) {
	switch (block.kind) {
		case "paragraph": return 1;
		case "list": return block.items.length;
		case "table": return block.rows.length;
		case "code": return block.lines.length;
	}
}
function keepUnits(document, units, whole) {
	const kept = shares(document.sections, units);
	const notes = [];
	const sections = document.sections.flatMap((section, index) => {
		let left = kept[index] ?? 0;
		const cut = unitsOf(section) - left;
		if (cut > 0) notes.push(left === 0 ? `all of "${section.title}"` : `${count(cut, "row")} of "${section.title}"`);
		const blocks = section.blocks.flatMap((block) => {
			const share = Math.min(left, blockUnits(block));
			left -= share;
			return share === 0 ? [] : [firstUnits(block, share)];
		});
		return blocks.length === 0 ? [] : [{
			...section,
			blocks
		}];
	});
	const note = {
		title: "Cut to fit",
		place: "shown",
		blocks: [paragraph(`Left out here: ${notes.join(", ")}. The whole report is ${whole}.`)]
	};
	return {
		...document,
		sections: [...sections, note]
	};
}
function shares(sections, units) {
	const rank = (section) => unitsOf(section) <= shortSection ? 0 : 1 + placesByImportance.indexOf(section.place);
	const order = [...sections.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
	const kept = sections.map(() => 0);
	let left = units;
	for (const [index, section] of order) {
		const share = Math.min(left, unitsOf(section));
		kept[index] = share;
		left -= share;
	}
	return kept;
}
function firstUnits(block, kept) {
	switch (block.kind) {
		case "paragraph": return block;
		case "list": return {
			...block,
			items: block.items.slice(0, kept)
		};
		case "table": return {
			...block,
			rows: block.rows.slice(0, kept)
		};
		case "code": return {
			...block,
			lines: block.lines.slice(0, kept)
		};
	}
}

// src/publish/summary.ts
const summaryLimitBytes = 1047552;
function summaryText(report) {
	return fitToBytes(layOut(report), summaryLimitBytes, renderMarkdown, "in the file that the output `report-file` names");
}
async function writeSummary(report) {
	const { summary, warning } = await import("./core.js");
	try {
		await summary.addRaw(summaryText(report)).write();
	} catch (error) {
		warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}

// src/system/event.ts
const commit = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const payloadSchema = object({
	pull_request: object({
		base: object({ ref: string().min(1) }),
		head: object({ sha: commit })
	}).optional(),
	merge_group: object({ base_sha: commit }).optional()
});
async function readEvent(variables) {
	const name = variables["GITHUB_EVENT_NAME"];
	if (name === void 0 || name === "") return null;
	const payload = payloadSchema.parse(await readPayload(variables["GITHUB_EVENT_PATH"]));
	const pull = payload.pull_request;
	return {
		name,
		pullRequest: pull === void 0 ? null : {
			baseBranch: pull.base.ref,
			headCommit: pull.head.sha
		},
		mergeGroupBase: payload.merge_group?.base_sha ?? null
	};
}
async function readPayload(file) {
	return file === void 0 || file === "" ? {} : JSON.parse(await fs.readFile(file, "utf8"));
}

// src/entry/run-action.ts
const logColumns = 120;
async function runAction(config, recorded) {
	const log = runnerLog();
	const outcome = await runJob({
		config,
		recorded,
		home: os.homedir(),
		event: await readEvent(process.env),
		keepEnvironments: true,
		log: log.say,
		onProgress: log.progress
	});
	const { report, decision } = outcome.assessment;
	log.group("Report", renderTerminal(layOut(report), {
		width: logColumns,
		colour: false
	}));
	await writeSummary(report);
	await writeOutputs(outcome);
	return decision.exitCode;
}

export { runAction };