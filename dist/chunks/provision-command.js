import { Interrupted, exitCode, readInputs, readVariant } from "./inputs.js";
import { prepareOutputFolder, provisionHere } from "./output-folder.js";
import { renderJson } from "./json.js";
import { makeWorkFolder } from "./folders.js";
import { beginLifetime, createProcesses } from "./variables.js";
import { judgeBackend } from "./judge.js";
import { absolutePaths } from "./absolute-paths.js";
import { asFlag } from "./flags.js";
import { print } from "./print.js";
import { realEffects, supportedHost, withOffline } from "./real-effects.js";
import { terminalProgress } from "./terminal-progress.js";
import * as path from "node:path";
import { randomInt } from "node:crypto";

// src/entry/provision-command.ts
async function provisionCommand(raw) {
	const config = absolutePaths(readInputs(raw, readVariant, asFlag), process.cwd());
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	const effects = withOffline(realEffects(processes, lifetime, terminalProgress(process.stderr).say), config.offline);
	const { files } = effects;
	const root = config.outputFolder ?? await makeWorkFolder(files, process.env);
	const environmentsFolder = path.join(path.resolve(root), "environments");
	let output;
	try {
		output = await prepareOutputFolder(path.resolve(root), files);
		const request = {
			config,
			host: await supportedHost(processes),
			seed: randomInt(2 ** 31),
			event: null,
			environmentsFolder,
			outputFolder: root
		};
		const document = documentOf(await provisionHere(request, process.cwd(), effects));
		print(renderJson(document));
		return document.failures.length === 0 && document.environments.every(({ status }) => status === "verified") ? exitCode.pass : exitCode.gateFailed;
	} catch (error) {
		if (config.outputFolder === null) await files.removeTree(root);
		else if (output !== void 0 && (await files.list(environmentsFolder)).length === 0) await files.removeTree(environmentsFolder);
		throw lifetime.signal.aborted ? new Interrupted() : error;
	} finally {
		await lifetime.end();
		await output?.removeIfUnused();
	}
}
function documentOf({ provisioned, probed }) {
	return {
		environments: provisioned.environments.map((environment) => {
			const { plan } = environment;
			const series = provisioned.plan.series.find((each) => each.environment === plan.id);
			const evidence = series === void 0 ? void 0 : probed.evidence.get(series.id);
			const sightings = evidence === void 0 ? [] : [{
				moments: [{
					block: 0,
					phase: "before"
				}],
				evidence
			}];
			const verdict = judgeBackend({
				expectation: plan.expectation,
				sightings,
				threadsAsked: series?.threads ?? null,
				proof: "once"
			});
			return {
				variant: plan.variant,
				platform: plan.platform,
				prefix: environment.prefix,
				python: environment.python,
				lockFile: environment.lockFile,
				hash: environment.hash,
				status: verdict.status,
				reasons: verdict.reasons,
				blas: verdict.blas,
				lapack: verdict.lapack,
				evidence: evidence ?? null
			};
		}),
		absences: provisioned.plan.absences,
		failures: [...provisioned.failures, ...probed.failures]
	};
}

export { provisionCommand };