import { ToolError, UserError } from "./inputs.js";
import { annotationsOf, ownTarget, publishReport, readEvent, readWorkflowRun, reportOfNothing, writeCommentUrl, writeOutputs } from "./publish-report.js";
import { runnerLog } from "./log.js";
import { layOut } from "./lay-out.js";
import { renderTerminal } from "./terminal.js";
import { rememberWorkFolder } from "./job-state.js";
import { runJob } from "./run-job.js";
import * as os$1 from "node:os";

// src/entry/run-action.ts
const logColumns = 120;
async function runAction(config, publishing, recorded, keepsPackages) {
	const log = runnerLog();
	const event = await readEvent(process.env);
	const job = {
		config,
		recorded,
		home: os$1.homedir(),
		event,
		keeps: "environments",
		log: log.say
	};
	const keeping = keepsPackages ? { onCacheNotice: log.notice } : {};
	const workflow = readWorkflowRun(process.env);
	const target = workflow === null ? null : ownTarget(event, workflow);
	const place = {
		...publishing,
		target,
		apiUrl: workflow?.apiUrl ?? "",
		check: null
	};
	const outcome = await runJob({
		...job,
		...keeping,
		onWorkFolder: rememberWorkFolder
	}, log.progress).catch(async (error) => {
		if (error instanceof UserError || error instanceof ToolError) {
			const report = reportOfNothing(error, config.failOn);
			await publishReport({
				...place,
				report,
				annotations: [],
				updatesOnly: true
			});
		}
		throw error;
	});
	await writeOutputs(outcome);
	const { report, decision } = outcome.assessment;
	log.group("Report", renderTerminal(layOut(report), {
		width: logColumns,
		colour: false
	}));
	const annotations = annotationsOf(report.code.rows, outcome.result.benchmarks);
	const commentUrl = await publishReport({
		...place,
		report,
		annotations
	});
	await writeCommentUrl(commentUrl);
	return decision.exitCode;
}

export { runAction };