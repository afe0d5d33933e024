import { assess, defaultThreshold, ratioWithInterval } from "./read.js";
import { code, plain, renderTerminal, sentence } from "./advice.js";
import { readOneResult } from "./stored-results.js";
import { rulesOf } from "./stored-rules.js";
import { terminalLook } from "./terminal-look.js";

// src/report/decision-document.ts
function layOutDecision({ headline, decision, regressions, failOn, threshold }) {
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
	const { defaultShare, overrides } = threshold;
	const rules = [
		[plain(`fails on ${failOn.length === 0 ? "nothing" : failOn.join(", ")}`)],
		[plain(`smallest slowdown that matters: ${percent(defaultShare)}`)],
		...overrides.map(({ glob, share }) => [code(glob), plain(`: ${percent(share)}`)])
	];
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
function percent(share) {
	return `${Number((100 * share).toPrecision(3))} %`;
}

// src/entry/gate-command.ts
async function gateCommand(files, options) {
	const stored = await readOneResult(files);
	const rules = rulesOf(stored, options);
	const { decision, report } = assess(stored.result, rules);
	const defaultShare = rules.threshold.defaultShare ?? defaultThreshold(stored.result.host.platform);
	const threshold = {
		...rules.threshold,
		defaultShare
	};
	const model = {
		gateVersion: 1,
		headline: report.headline,
		decision,
		regressions: report.code.rows.filter(({ outcome }) => outcome === "regressed"),
		failOn: rules.failOn,
		threshold
	};
	process.stdout.write(options.json === true ? `${JSON.stringify(model, null, 2)}\n` : renderTerminal(layOutDecision(model), terminalLook()));
	return decision.exitCode;
}

export { gateCommand };