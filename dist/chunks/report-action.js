import { __toESM } from "./rolldown-runtime.js";
import { assessRun, emptyRun, globOf, readResult } from "./read.js";
import { array, boolean, int, number, object, string } from "./schemas.js";
import { UserError, exitCode } from "./inputs.js";
import { ApiFailure, GitHub, annotationsOf, boundTarget, connectionOf, fitToBytes, ownTarget, publishReport, readEvent, readWorkflowRun, reportOfNothing, writeCommentUrl, writeOutputs } from "./publish-report.js";
import { cut, visible, visibleName } from "./inert.js";
import { layOut } from "./lay-out.js";
import { renderMarkdown } from "./markdown.js";
import { runnerLog } from "./log.js";
import { quoted } from "./advice.js";
import { renderTerminal } from "./terminal.js";
import { latestAttempts, mergeResults, rulesOf } from "./stored-rules.js";
import { systemClock } from "./clock.js";
import { systemFiles } from "./files.js";
import { temporaryFolder } from "./folders.js";
import { toolVersion } from "./version.js";
import { readStoredResults } from "./stored-results.js";
import * as path from "node:path";
import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";

// src/publish/check-content.ts
const summaryLimitBytes = 6e4;
const longestTitle = 200;
function conclusionOf({ status, exitCode }) {
	if (exitCode !== 0) return "failure";
	return status === "pass" ? "success" : "neutral";
}
function checkContent(report) {
	return {
		conclusion: conclusionOf(report.decision),
		title: cut(visible(report.headline.replaceAll("`", "")), longestTitle),
		summary: fitToBytes(layOut(report), summaryLimitBytes, renderMarkdown, "in the job summary")
	};
}
function refusedContent(problems) {
	const items = problems.split("\n").map((line) => ({
		text: visible(line),
		isCode: true,
		tone: "plain"
	}));
	const title = "The results cannot be read as one run";
	const section = {
		title: "Problems",
		place: "shown",
		blocks: [{
			kind: "list",
			items: items.map((item) => [item])
		}]
	};
	return {
		conclusion: "failure",
		title,
		summary: fitToBytes({
			title: [{
				text: title,
				isCode: false,
				tone: "plain"
			}],
			lead: [],
			sections: [section]
		}, summaryLimitBytes, renderMarkdown, "in the log")
	};
}

// src/publish/run-binding.ts
function bindRun(run, candidates, workflowPath) {
	const unbound = (reason) => ({
		kind: "unbound",
		reason
	});
	if (run.event !== "pull_request") return unbound("the run was not for a pull request");
	if (!isOf(workflowPath, run.workflowPath)) return unbound("the run is of another workflow than the expected one");
	if (run.head === null) return unbound("the repository that the run's code came from is gone");
	const [candidate, ...others] = candidates.filter(({ state }) => state === "open");
	if (candidate === void 0) return unbound("no open pull request comes from the run's branch");
	if (others.length > 0) return unbound("several open pull requests come from the run's branch");
	if (candidate.baseRepositoryId !== run.repositoryId) return unbound("the pull request is not into this repository");
	if (candidate.headRepositoryId !== run.head.repositoryId) return unbound("the pull request comes from another repository than the run's code");
	if (candidate.headSha === run.headSha) return {
		kind: "bound",
		pullRequest: candidate.number,
		headSha: run.headSha
	};
	return {
		kind: "stale",
		pullRequest: candidate.number,
		reason: "the pull request has another head by now than the one that was measured"
	};
}
function isOf(expected, told) {
	return told === expected || told.startsWith(`${expected}@`) && !/\.ya?ml$/.test(told);
}

// src/publish/read-binding.ts
const repositorySchema = object({
	id: int(),
	owner: object({ login: string() })
});
const runSchema = object({
	id: int().positive(),
	run_attempt: int().positive(),
	event: string(),
	path: string(),
	head_sha: string(),
	head_branch: string().nullable(),
	head_repository: repositorySchema.nullish(),
	repository: repositorySchema
}).transform((run) => {
	const { head_repository: from, head_branch: branch } = run;
	const isKnown = branch !== null && from !== null && from !== void 0;
	return {
		id: run.id,
		attempt: run.run_attempt,
		event: run.event,
		workflowPath: run.path,
		headSha: run.head_sha,
		head: isKnown ? {
			owner: from.owner.login,
			branch,
			repositoryId: from.id
		} : null,
		repositoryId: run.repository.id
	};
});
const sideSchema = object({
	sha: string(),
	repo: object({ id: int() }).nullable()
});
const pullSchema = object({
	number: int().positive(),
	state: string(),
	head: sideSchema,
	base: sideSchema
}).transform(({ number, state, head, base }) => ({
	number,
	state,
	headSha: head.sha,
	headRepositoryId: head.repo?.id ?? null,
	baseRepositoryId: base.repo?.id ?? null
}));
async function readBinding(request, github) {
	let run = null;
	try {
		run = await readRun(request, github);
		return {
			run,
			binding: bindRun(run, await readCandidates(request, run, github), request.workflowPath)
		};
	} catch (error) {
		if (!(error instanceof ApiFailure)) throw error;
		return {
			run,
			binding: {
				kind: "unbound",
				reason: error.message.replace(/\.$/, "")
			}
		};
	}
}
function readRun({ owner, repo, run }, github) {
	return github.read("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
		owner,
		repo,
		run_id: run
	}, {
		what: `read run ${run}`,
		permission: "actions: read",
		schema: runSchema
	});
}
async function readCandidates({ owner, repo }, { id, head }, github) {
	if (head === null) return [];
	return github.readPages("GET /repos/{owner}/{repo}/pulls", {
		owner,
		repo,
		state: "open",
		head: `${head.owner}:${head.branch}`
	}, {
		what: `find the pull request of run ${id}`,
		permission: "pull-requests: read",
		schema: array(pullSchema)
	});
}

// src/publish/archive.ts
const harmlessBytes = 1048576;
async function readArchive(archive, limits) {
	const refused = (what) => ({
		kind: "refused",
		what
	});
	const opened = await openArchive(archive, limits);
	if (typeof opened === "string") return refused(opened);
	const { zip, entries } = opened;
	const wrong = entries.find(({ wrong }) => wrong !== null)?.wrong ?? wrongTogether(entries, limits);
	if (wrong !== null) return refused(wrong);
	const texts = [];
	for (const { entry } of entries.filter(({ name }) => name.endsWith(".json"))) {
		const bytes = await unpack(zip, entry);
		const text = bytes === null ? null : decode(bytes);
		if (text === null) return refused(bytes === null ? damaged : "holds a file that is not text in UTF-8");
		texts.push(text);
	}
	return {
		kind: "read",
		texts,
		unpackedBytes: sumOf(entries, "uncompressedSize")
	};
}
const damaged = "is damaged, or no zip archive";
async function openArchive(archive, { mostEntries }) {
	const { fromBufferPromise, getFileNameLowLevel, validateFileName } = await import("./yauzl.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	try {
		const zip = await fromBufferPromise(Buffer.from(archive), { decodeStrings: false });
		if (zip.entryCount > mostEntries) return `has more than ${mostEntries} entries`;
		const entries = [];
		for await (const entry of zip.eachEntry()) {
			const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
			const wrong = validateFileName(name) !== null ? "names a file outside of itself" : wrongAlone(entry);
			entries.push({
				entry,
				name: path.posix.normalize(name),
				wrong
			});
		}
		return {
			zip,
			entries
		};
	} catch (error) {
		if (error instanceof Error) return damaged;
		throw error;
	}
}
const fileTypeMask = 61440;
const plainTypes = [
	0,
	32768,
	16384
];
function wrongAlone(entry) {
	if (!plainTypes.includes(entry.externalFileAttributes >>> 16 & fileTypeMask)) return "holds a link or a device";
	if (entry.isEncrypted()) return "holds an encrypted file";
	return entry.canDecodeFileData() ? null : "holds a file that is packed in an unusual way";
}
function wrongTogether(entries, { mostBytes, mostRatio }) {
	if (new Set(entries.map(({ name }) => name)).size < entries.length) return "names a file twice";
	const [unpacked, packed] = [sumOf(entries, "uncompressedSize"), sumOf(entries, "compressedSize")];
	if (unpacked > mostBytes) return `unpacks to more than ${Math.floor(mostBytes / 1024 / 1024)} MiB`;
	if (unpacked > harmlessBytes && unpacked > mostRatio * packed) return `unpacks to more than ${mostRatio} times its size`;
	return null;
}
function sumOf(entries, size) {
	return entries.reduce((sum, { entry }) => sum + entry[size], 0);
}
async function unpack(zip, entry) {
	const parts = [];
	try {
		const stream = await zip.openReadStreamPromise(entry);
		for await (const part of stream) parts.push(part);
	} catch (error) {
		if (error instanceof Error) return null;
		throw error;
	}
	return Buffer.concat(parts);
}
function decode(bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		if (error instanceof TypeError) return null;
		throw error;
	}
}

// src/publish/run-artifacts.ts
const artifactSchema = object({
	id: int().positive(),
	name: string(),
	expired: boolean(),
	size_in_bytes: number(),
	digest: string().nullish()
});
const listSchema = object({ artifacts: array(artifactSchema) }).transform(({ artifacts }) => artifacts);
const permission = "actions: read";
const remedy = "upload the output `result-file` with actions/upload-artifact, version 4 or newer";
const mostArtifacts = 200;
const mostPackedBytes = 67108864;
const mostUnpackedBytes = 268435456;
const mostEntries = 100;
const mostRatio = 200;
async function readArtifacts(request, github) {
	try {
		return await readAll(request, newest(await listArtifacts(request, github)), github);
	} catch (error) {
		if (error instanceof ApiFailure) throw new UserError([error.problem], exitCode.toolFailed);
		throw error;
	}
}
async function listArtifacts(request, github) {
	const { owner, repo, run, pattern } = request;
	const all = await github.readPages("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
		owner,
		repo,
		run_id: run
	}, {
		what: `list the artifacts of run ${run}`,
		permission,
		schema: listSchema
	});
	const fits = globOf(pattern);
	const fitting = all.filter(({ name }) => fits(name));
	const where = `artifact-pattern, run ${run}`;
	if (fitting.length === 0) throw new UserError([{
		where,
		what: "no artifact of the run fits it",
		remedy
	}]);
	return fitting;
}
const attemptForm = /^(.*)-attempt-(\d{1,9})$/s;
function newest(artifacts) {
	const kept = /* @__PURE__ */ new Map();
	for (const artifact of artifacts) {
		const [, name = artifact.name, attempt = "0"] = attemptForm.exec(artifact.name) ?? [];
		const other = kept.get(name);
		if ((Number(attempt) - (other?.attempt ?? -1) || artifact.id - (other?.artifact.id ?? 0)) > 0) kept.set(name, {
			artifact,
			attempt: Number(attempt)
		});
	}
	return [...kept].sort(([one], [other]) => one < other ? -1 : 1).map(([, { artifact }]) => artifact);
}
async function readAll(request, artifacts, github) {
	if (artifacts.length > mostArtifacts) {
		const what = `${artifacts.length} artifacts fit it, and ${mostArtifacts} are the most that are read`;
		throw new UserError([{
			where: "artifact-pattern",
			what,
			remedy: "name fewer of them"
		}]);
	}
	const texts = [];
	const problems = [];
	let left = mostUnpackedBytes;
	for (const artifact of artifacts) {
		const where = `artifact ${quoted(visibleName(artifact.name))}`;
		const content = await readArtifact(request, artifact, left, github);
		if (content.kind === "refused") problems.push({
			where,
			what: content.what,
			remedy
		});
		else {
			left -= content.unpackedBytes;
			texts.push(...content.texts.map((text, index) => ({
				name: `${where}, file ${index + 1}`,
				text
			})));
		}
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return texts;
}
async function readArtifact({ owner, repo }, { id, digest, expired, size_in_bytes: packedBytes }, mostBytes, github) {
	if (expired) return {
		kind: "refused",
		what: "has expired"
	};
	if (packedBytes > mostPackedBytes) return {
		kind: "refused",
		what: `has ${packedBytes} bytes, and ${mostPackedBytes} are the most that are read`
	};
	if (digest === null || digest === void 0) return {
		kind: "refused",
		what: "has no digest"
	};
	const bytes = await github.download("GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}", {
		owner,
		repo,
		artifact_id: id,
		archive_format: "zip"
	}, {
		what: `download artifact ${id}`,
		permission
	}, mostPackedBytes);
	if (digest !== `sha256:${createHash("sha256").update(bytes).digest("hex")}`) return {
		kind: "refused",
		what: "is not what its digest says"
	};
	const content = await readArchive(bytes, {
		mostEntries,
		mostBytes,
		mostRatio
	});
	if (content.kind === "read" && content.texts.length === 0) return {
		kind: "refused",
		what: "holds no *.json file"
	};
	return content;
}

// src/entry/result-source.ts
async function readResults(source, fetchResults) {
	if (source.kind === "run") return {
		results: readTexts(await fetchResults(source)),
		missing: []
	};
	const { files, idle } = await filesOf(source.patterns);
	return {
		results: readStoredResults(files),
		missing: idle.map(missingResult)
	};
}
function missingResult(pattern) {
	return {
		stage: "measure",
		subject: `results ${pattern}`,
		benchmark: null,
		message: "no file fits this: a job failed, was cancelled, or uploaded none",
		lastLines: []
	};
}
function readTexts(texts) {
	const results = [];
	const problems = [];
	for (const { name, text } of texts) try {
		results.push({
			file: name,
			result: readResult(text, name)
		});
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		problems.push(...error.problems);
	}
	const [first, ...rest] = problems;
	if (first !== void 0) throw new UserError([first, ...rest]);
	return results;
}
async function filesOf(patterns) {
	const found = /* @__PURE__ */ new Map();
	const idle = [];
	for (const pattern of patterns) {
		const names = /[*?[\]{}]/.test(pattern) ? await globbed(pattern) : [pattern];
		if (names.length === 0) idle.push(pattern);
		for (const name of names) found.set(path.resolve(name), name);
	}
	return {
		files: [...found.values()].sort(),
		idle
	};
}
async function globbed(pattern) {
	const names = [];
	for await (const name of fs.glob(pattern)) if (await systemFiles.kind(path.resolve(name)) === "file") names.push(name);
	return names;
}

// src/entry/report-action.ts
const logColumns = 120;
const readingMilliseconds = 3e5;
async function reportAction(inputs) {
	const workflow = readWorkflowRun(process.env);
	const connection = connectionOf({
		token: inputs.token,
		apiUrl: workflow?.apiUrl ?? ""
	});
	const reader = connection === null ? null : new GitHub({
		...connection,
		budgetMilliseconds: readingMilliseconds
	});
	const target = workflow === null ? null : await targetOf(inputs.source, workflow, reader);
	const { comment, commentKey, token } = inputs;
	const place = {
		target,
		apiUrl: workflow?.apiUrl ?? "",
		token,
		comment,
		commentKey,
		isMatrixLeg: false
	};
	const { run, assessment, files } = await judged(inputs, fetchFrom(workflow, reader)).catch(async (error) => {
		if (!(error instanceof UserError)) throw error;
		if (target?.isStale === true) return decided(inputs, {
			results: [],
			missing: []
		});
		const check = {
			name: inputs.checkName,
			content: refusedContent(error.message)
		};
		const { failOn } = rulesOf([], { failOn: inputs.rules.failOn });
		const report = withNotice(reportOfNothing(error, failOn), target);
		await publishReport({
			...place,
			report,
			annotations: [],
			check,
			updatesOnly: true
		});
		throw error;
	});
	const { report, decision } = assessment;
	runnerLog().group("Report", renderTerminal(layOut(report), {
		width: logColumns,
		colour: false
	}));
	const folder = await systemFiles.makeTemporaryFolder(temporaryFolder(process.env), "blas-bench-report-");
	const reportFile = path.join(folder, "report.md");
	await systemFiles.writeWhole(reportFile, renderMarkdown(layOut(report)));
	await writeOutputs({
		assessment,
		environments: [],
		resultFile: files.join("\n"),
		reportFile
	});
	const commentUrl = await publishReport({
		...place,
		report: withNotice(report, target),
		annotations: annotationsOf(report.code.rows, run.benchmarks),
		check: {
			name: inputs.checkName,
			content: checkContent(report)
		}
	});
	await writeCommentUrl(commentUrl);
	return target?.isStale === true ? exitCode.pass : decision.exitCode;
}
async function targetOf(source, workflow, reader) {
	if (source.kind === "files" || source.run === workflow.run || reader === null) return ownTarget(await readEvent(process.env), workflow);
	return boundTarget(await readBinding({
		...workflow,
		...source
	}, reader), source.run, workflow);
}
function fetchFrom(workflow, reader) {
	return async ({ run, artifactPattern: pattern }) => {
		if (workflow !== null && reader !== null) return readArtifacts({
			owner: workflow.owner,
			repo: workflow.repo,
			run,
			pattern
		}, reader);
		throw new UserError([{
			where: "input run-id",
			what: "needs a workflow run and a token to ask GitHub with",
			remedy: "give github-token, or name files in results"
		}]);
	};
}
async function judged(inputs, fetchResults) {
	return decided(inputs, await readResults(inputs.source, fetchResults));
}
function decided({ source, rules: { failOn, threshold } }, { results: all, missing }) {
	const results = latestAttempts(all);
	const now = systemClock.now().toISOString();
	const merged = results.length === 0 ? emptyRun(toolVersion, now) : mergeResults(results, true);
	const run = results.length === 0 ? merged : {
		...merged,
		failures: [...merged.failures, ...missing]
	};
	const given = {
		failOn,
		...threshold.trim() === "" && source.kind === "files" ? {} : { threshold }
	};
	return {
		run,
		assessment: assessRun(run, rulesOf(results, given)),
		files: source.kind === "files" ? results.map(({ file }) => file) : []
	};
}
function withNotice(report, target) {
	const notice = target?.notice ?? null;
	return notice === null ? report : {
		...report,
		notices: [...report.notices, notice]
	};
}

export { reportAction };