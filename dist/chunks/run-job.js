import { Interrupted, UserError } from "./inputs.js";
import { toolVersion } from "./version.js";
import { beginLifetime, createProcesses, realEffects, supportedHost, temporaryFolder } from "./real-effects.js";
import { prepareOutputFolder, runPipeline } from "./output-folder.js";
import { duration } from "./read.js";
import { absolutePaths } from "./absolute-paths.js";
import * as path from "node:path";
import { randomInt } from "node:crypto";

// src/report/progress.ts
function progressText(progress) {
	const what = progress.benchmark === null ? progress.doing : `${progress.doing} ${progress.benchmark}`;
	const left = progress.leftMilliseconds === null ? "" : `, ${duration(progress.leftMilliseconds / 1e3)} left`;
	return `block ${progress.block} of ${progress.blocks}: ${what}${left}`;
}

// src/entry/benchmark-file.ts
async function locateBenchmarks(source, checkout, files) {
	if (source.kind === "suite") return source;
	const absolute = path.resolve(checkout, source.file);
	const file = path.relative(checkout, absolute);
	if (file.split(path.sep)[0] === "..") throw refusal(source.file, "lies outside of the working folder, which is the repository under test");
	const kind = await files.kind(absolute);
	if (kind === "file") return {
		...source,
		file
	};
	throw refusal(source.file, kind === "folder" ? "is a folder" : "there is no such file");
}
function refusal(where, what) {
	return new UserError([{
		where,
		what,
		remedy: "name a Python file of the repository, from the working folder"
	}]);
}

// src/entry/run-job.ts
async function runJob(job) {
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	const effects = realEffects(processes, lifetime, job.log);
	const workFolder = await effects.files.makeTemporaryFolder(temporaryFolder(process.env), "blas-bench-");
	const checkout = process.cwd();
	const given = absolutePaths(job.config, checkout);
	const outputFolder = given.outputFolder ?? path.join(workFolder, "output");
	let keep = false;
	let output;
	try {
		const config = {
			...given,
			benchmarks: await locateBenchmarks(given.benchmarks, checkout, effects.files)
		};
		output = await prepareOutputFolder(outputFolder, effects.files);
		const outcome = await runPipeline({
			config,
			recorded: job.recorded,
			host: await supportedHost(processes),
			seed: randomInt(2 ** 31),
			event: job.event,
			checkout,
			checkoutsFolder: path.join(workFolder, "checkouts"),
			outputFolder,
			environmentsFolder: path.join(workFolder, "environments"),
			home: job.home,
			version: toolVersion
		}, effects, job.onProgress);
		keep = job.keepEnvironments || config.outputFolder === null;
		if (!job.keepEnvironments) await effects.files.removeTree(path.join(workFolder, "environments"));
		return outcome;
	} catch (error) {
		throw lifetime.signal.aborted ? new Interrupted() : error;
	} finally {
		await processes.killAll();
		await output?.removeIfUnused();
		if (!keep) await effects.files.removeTree(workFolder);
		await lifetime.end();
	}
}

export { progressText, runJob };