import { assessRun, defaultThreshold, grouped, legsOf } from "./read.js";
import { code, plain, sentence } from "./advice.js";
import { ratioWithInterval } from "./numbers.js";
import { renderJson } from "./json.js";
import { renderTerminal } from "./terminal.js";
import { latestAttempts, mergeResults, rulesOf } from "./stored-rules.js";
import { print } from "./print.js";
import { readForDecision } from "./stored-files.js";
import { terminalLook } from "./terminal-look.js";

// src/report/decision-document.ts
function layOutDecision({ headline, decision, regressions, failOn, thresholds }) {
	const slower = regressions.map(({ benchmark, label, estimate }) => {
		const ratio = estimate === null ? "" : `: ${ratioWithInterval(estimate)}`;
		return [
			code(benchmark),
			plain(" on "),
			code(label),
			plain(ratio)
		];
	});
	const reasons = decision.reasons.map((reason) => [plain(`${reason.class}: `), ...sentence(reason.text)]);
	const rules = [[plain(`fails on ${failOn.length === 0 ? "nothing" : failOn.join(", ")}`)], ...thresholdLines(thresholds)];
	const lists = [
		["Reasons", reasons],
		["Slower than base", slower],
		["Rules", rules]
	];
	return {
		title: [plain("blas-bench: "), ...sentence(headline)],
		lead: [],
		sections: lists.filter(([, items]) => items.length > 0).map(([title, items]) => ({
			title,
			place: "shown",
			blocks: [{
				kind: "list",
				items
			}]
		}))
	};
}
function thresholdLines(thresholds) {
	const same = [...grouped(thresholds, ({ leg: _, ...threshold }) => JSON.stringify(threshold)).values()];
	return same.flatMap((legs) => {
		const [{ defaultShare, overrides } = {
			defaultShare: 0,
			overrides: []
		}] = legs;
		const names = legs.flatMap(({ leg }, index) => [plain(index === 0 ? " in " : ", "), code(leg)]);
		return [[
			plain("smallest slowdown that matters"),
			...same.length > 1 ? names : [],
			plain(`: ${percent(defaultShare)}`)
		], ...overrides.map(({ glob, share }) => [code(glob), plain(`: ${percent(share)}`)])];
	});
}
function percent(share) {
	return `${Number((100 * share).toPrecision(3))} %`;
}

// src/entry/gate-command.ts
async function gateCommand(files, options) {
	const stored = latestAttempts(await readForDecision(files));
	const rules = rulesOf(stored, options);
	const run = mergeResults(stored, true);
	const { decision, report } = assessRun(run, rules);
	const thresholds = legsOf(run).map(({ title, host }, index) => {
		const { defaultShare = null, overrides = [] } = rules.thresholds[index] ?? {};
		return {
			leg: title,
			defaultShare: defaultShare ?? defaultThreshold(host.platform),
			overrides
		};
	});
	const model = {
		gateVersion: 1,
		headline: report.headline,
		decision,
		regressions: report.code.rows.filter(({ outcome }) => outcome === "regressed"),
		failOn: rules.failOn,
		thresholds
	};
	print(options.json === true ? renderJson(model) : renderTerminal(layOutDecision(model), terminalLook()));
	return decision.exitCode;
}

export { gateCommand };