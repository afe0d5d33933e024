import { Interrupted, exitCode, readInputs, readVariant, recordedInputs } from "./inputs.js";
import { LiveBlock, runOf, withRun } from "./run-job.js";
import { provisionHere } from "./output-folder.js";
import { renderJson } from "./json.js";
import { visible, visibleText } from "./inert.js";
import { asFlag } from "./flags.js";
import { print } from "./print.js";
import { terminalProgress } from "./terminal-progress.js";
import * as os$1 from "node:os";

// src/measure/offers.ts
async function askForBenchmarks(request, effects) {
	const workingFolder = await effects.files.makeTemporaryFolder(effects.temporaryFolder, "blas-bench-work-");
	try {
		const run = runOf(request, effects, workingFolder);
		await (await LiveBlock.start("rehearsal", run.records.series, run)).end();
		if (effects.signal.aborted) throw new Interrupted();
		return run.records.soFar();
	} finally {
		await effects.files.removeTree(workingFolder);
	}
}

// src/listing.ts
async function listBenchmarks(request, effects) {
	const { provisioned, probed, launching } = await provisionHere(request, request.checkout, effects);
	const { plan, environments } = provisioned;
	const checkouts = {
		base: null,
		head: request.checkout
	};
	const asked = {
		...plan,
		environments,
		series: probed.fit,
		launching,
		checkouts
	};
	const offers = await askForBenchmarks(asked, effects);
	return {
		...offers,
		failures: [
			...provisioned.failures,
			...probed.failures,
			...offers.failures
		]
	};
}

// src/report/listing.ts
function namesText(benchmarks) {
	return benchmarks.map(({ name }) => `${visible(name)}\n`).join("");
}
function failureLines(failures) {
	return failures.flatMap(({ subject, benchmark, message, lastLines }) => {
		return [`${[subject, benchmark].filter((one) => one !== null).join(", ")}: ${visibleText(message)}`, ...lastLines.map((line) => `  ${visibleText(line)}`)];
	});
}

// src/entry/list-command.ts
async function listCommand(raw, json) {
	const { say } = terminalProgress(process.stderr);
	const job = {
		config: {
			...readInputs(raw, readVariant, asFlag),
			outputFolder: null
		},
		recorded: recordedInputs(raw),
		home: os$1.homedir(),
		event: null,
		keeps: "nothing",
		log: say
	};
	const { benchmarks: offered, failures, notices } = await withRun(job, listBenchmarks);
	const failed = new Set(failures.map(({ benchmark }) => benchmark));
	const benchmarks = offered.filter(({ role, name }) => role === "benchmark" && !failed.has(name));
	const parts = benchmarks.filter(({ method, quantity }) => method === "whole" && quantity === void 0);
	const told = [...notices, ...parts.map(({ name }) => `${name} names its parts only when it has run`)];
	print(json ? renderJson({
		benchmarks,
		notices: told,
		failures
	}) : namesText(benchmarks));
	if (!json) for (const line of [...told, ...failureLines(failures)]) say(line);
	return benchmarks.length > 0 && failures.length === 0 ? exitCode.pass : exitCode.nothingMeasured;
}

export { listCommand };