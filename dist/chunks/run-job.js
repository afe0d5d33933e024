import { Interrupted, ToolError, UserError, areOwn, placeOf, redactCredentials, whyNoRevision, withoutUser } from "./inputs.js";
import { record, string } from "./schemas.js";
import { evidenceSchema } from "./json.js";
import { answerSchema, answerSchemas, greetingSchema, helloSchema, inColumns, refusalSchema, resultSchema } from "./advice.js";
import { assess, changedText, checkResult, globOf, lastFitting, median as median$1, relativeDifference, resultText, turnSeconds, undecidedBenchmarks, unmatchedNotice } from "./read.js";
import { directOnly, explicitList, isOfVenv, launch, packageFolders, prepareOutputFolder, provisionAndProbe, readEnvironmentFiles, readRecords, referenceNotices, threadVariables, twinOf } from "./output-folder.js";
import { objectAtEnd } from "./probe.js";
import { howItEnded, possibleJson, realEffects, sharedCache, supportedHost, withOffline } from "./real-effects.js";
import { measureOf, readForeign, valuesOf } from "./read-foreign.js";
import { blocksForFamily, fewestBlocksFor, planAxes, unmeasured, withoutBase } from "./base.js";
import { addWorktree, removeAbandoned, removeWorktree } from "./worktrees.js";
import { forestOf, layOut as layOut$1 } from "./lay-out.js";
import { cut, visibleName } from "./inert.js";
import { ratio } from "./numbers.js";
import { renderMarkdown } from "./markdown.js";
import { systemFiles } from "./files.js";
import { makeWorkFolder } from "./folders.js";
import { beginLifetime, createProcesses } from "./variables.js";
import { toolVersion } from "./version.js";
import { absolutePaths } from "./absolute-paths.js";
import * as path from "node:path";
import { createHash, randomInt } from "node:crypto";

// src/measure/front-end.ts
function frontEndOf(source) {
	switch (source.kind) {
		case "suite": return {
			place: "ours",
			holds: "together",
			words: () => ["--suite", source.suite]
		};
		case "functions": return own("checkout", "together", `--functions=${source.file}`);
		case "pytest": return own("checkout", "singly", `--pytest=${source.path}`, ...source.parameters.map((word) => `--parameter=${word}`));
		case "asv": return own("beside", "singly", `--asv=${source.path}`);
		case "script": return own("checkout", "apart", `--script=${source.file}`);
		case "command": return own("checkout", "apart", `--command=${source.line}`);
	}
}
function own(place, holds, ...what) {
	const words = ({ checkout, scratch, isShared }, arm) => [
		...what,
		...[
			"--root",
			checkout,
			"--arm",
			arm
		],
		...isShared ? ["--shared"] : [],
		...holds === "apart" ? ["--scratch", scratch] : []
	];
	return {
		place,
		holds,
		words
	};
}
function isHeldSingly({ holds }, { method, role }) {
	return holds === "singly" && method === "turns" && role === "benchmark";
}

// src/measure/inbox.ts
const keptLines = 1e3;
function openInbox(process, clock) {
	const unread = [];
	let end = null;
	let wake = () => {};
	process.onLine((line) => {
		if (unread.length < keptLines) unread.push({
			kind: "line",
			line
		});
		wake();
	});
	process.ended.then((result) => {
		end = {
			kind: "ended",
			how: describeEnd(result)
		};
		wake();
	});
	return { async next(limitMilliseconds) {
		if (unread.length === 0 && end === null) await within(new Promise((resolve) => {
			wake = resolve;
		}), limitMilliseconds, clock);
		return unread.shift() ?? end ?? { kind: "late" };
	} };
}
async function within(promise, limitMilliseconds, clock) {
	const settled = new AbortController();
	try {
		await Promise.race([promise, clock.sleep(limitMilliseconds, settled.signal)]);
	} finally {
		settled.abort();
	}
}
function describeEnd({ exitCode, signal }) {
	if (signal === "SIGKILL") return "was killed (SIGKILL), as systems do when memory runs out";
	if (signal !== null) return `was ended by ${signal}`;
	return exitCode === null ? "could not be started" : `ended with exit code ${exitCode}`;
}

// src/measure/worker.ts
const quotedCharacters = 200;
const keptCharacters = 500;
async function startWorker(site, block, effects, patience) {
	if (effects.signal.aborted) throw new Interrupted();
	const { threads, launcher } = site.series;
	const process = effects.processes.start(startOf(site, block, effects));
	return new Conversation(process, effects, threads > 1 || launcher !== "direct", patience).begin();
}
function startOf(site, block, effects) {
	const { environment, series, launching, benchmarks, workingFolder, scratch } = site;
	const { holds, words } = frontEndOf(benchmarks.source);
	const select = benchmarks.select.length === 0 || holds === "apart" ? [] : ["--select", ...benchmarks.select];
	const program = path.join(effects.pythonFolder, "blas_bench");
	return launch({
		launcher: series.launcher,
		launching,
		environment,
		words: [
			program,
			"worker",
			...words(site, series.arm),
			`--block=${block}`,
			...select
		],
		threadVariables: threadVariables(series.threads),
		workingDirectory: workingFolder,
		scratch
	}, effects);
}
var Conversation = class {
	#process;
	#effects;
	#pausesWhileWaiting;
	#patience;
	#inbox;
	#onAbort = () => void this.#process.kill();
	#requests = 0;
	#idleSince = 0;
	constructor(process, effects, pausesWhileWaiting, patience) {
		this.#process = process;
		this.#effects = effects;
		this.#pausesWhileWaiting = pausesWhileWaiting;
		this.#patience = patience;
		this.#inbox = openInbox(process, effects.clock);
		effects.signal.addEventListener("abort", this.#onAbort, { once: true });
	}
	async begin() {
		const deadline = this.#effects.clock.monotonicMilliseconds() + this.#patience.start;
		for (;;) {
			const leftMilliseconds = deadline - this.#effects.clock.monotonicMilliseconds();
			const arrival = leftMilliseconds > 0 ? await this.#receive(leftMilliseconds) : { kind: "late" };
			if (arrival.kind !== "line") return this.#lose(`did not get ready: it ${outcome(arrival, this.#patience.start)}`);
			const said = objectAtEnd(arrival.line);
			const hello = helloSchema.safeParse(said);
			if (hello.success) return {
				status: "ready",
				worker: this.#worker(hello.data.hello)
			};
			const refusal = refusalSchema.safeParse(said);
			if (refusal.success) return this.#accept(refusal.data.refusal);
			const greeting = greetingSchema.safeParse(said);
			if (greeting.success) return this.#lose(misfit(greeting.data.hello.protocolVersion, arrival.line));
		}
	}
	async #accept(refusal) {
		await this.#kill();
		return {
			status: "refused",
			...refusal
		};
	}
	#worker(hello) {
		this.#rest();
		return {
			hello,
			ask: (request, limitMilliseconds) => this.#ask(request, limitMilliseconds),
			end: () => this.#quit()
		};
	}
	async #ask(request, limitMilliseconds) {
		const waitedMilliseconds = this.#effects.clock.monotonicMilliseconds() - this.#idleSince;
		this.#requests += 1;
		if (this.#pausesWhileWaiting) this.#process.resume();
		this.#process.send(JSON.stringify({
			id: this.#requests,
			...request
		}));
		const arrival = await this.#receive(limitMilliseconds);
		if (arrival.kind !== "line") return this.#lose(`${outcome(arrival, limitMilliseconds)} at "${request.do}"`);
		this.#rest();
		const answer = answerSchema.safeParse(possibleJson(arrival.line));
		if (!answer.success || answer.data.id !== this.#requests) return this.#loseTo(arrival.line, request.do);
		if ("error" in answer.data) return {
			status: "error",
			...answer.data.error
		};
		const value = answerSchemas[request.do].safeParse(answer.data.ok);
		if (!value.success) return this.#loseTo(arrival.line, request.do);
		const onceMilliseconds = (answer.data.onceNanoseconds ?? 0) / 1e6;
		return {
			status: "ok",
			value: value.data,
			waitedMilliseconds,
			onceMilliseconds
		};
	}
	async #receive(limitMilliseconds) {
		const arrival = await this.#inbox.next(limitMilliseconds);
		if (!this.#effects.signal.aborted) return arrival;
		await this.#kill();
		throw new Interrupted();
	}
	#rest() {
		if (this.#pausesWhileWaiting) this.#process.pause();
		this.#idleSince = this.#effects.clock.monotonicMilliseconds();
	}
	#loseTo(line, request) {
		return this.#lose(`answered "${request}" with something else: ${line.slice(0, quotedCharacters)}`);
	}
	async #lose(message) {
		await this.#kill();
		return {
			status: "lost",
			message,
			lastLines: this.#process.lastErrorLines().slice(-12).map((line) => line.slice(0, keptCharacters))
		};
	}
	async #quit() {
		if (this.#pausesWhileWaiting) this.#process.resume();
		this.#process.send(JSON.stringify({
			id: this.#requests + 1,
			do: "quit"
		}));
		await within(this.#process.ended, this.#patience.quit, this.#effects.clock);
		await this.#kill();
	}
	async #kill() {
		this.#effects.signal.removeEventListener("abort", this.#onAbort);
		await this.#process.kill();
	}
};
function outcome(arrival, limitMilliseconds) {
	return arrival.kind === "ended" ? arrival.how : `gave no answer within ${limitMilliseconds / 1e3} s`;
}
function misfit(protocolVersion, line) {
	return protocolVersion === 1 ? `did not get ready: its hello does not fit protocol version ${protocolVersion}: ${line.slice(0, quotedCharacters)}` : `did not get ready: it speaks protocol version ${protocolVersion} and not ${1}, so it is of another blas-bench`;
}

// src/measure/live-block.ts
var LiveBlock = class LiveBlock {
	number;
	isRehearsal;
	cpuNanoseconds = 0;
	onceMilliseconds = 0;
	#run;
	#order;
	#workers = /* @__PURE__ */ new Map();
	#rows = /* @__PURE__ */ new Map();
	static async start(number, order, run) {
		const block = new LiveBlock(number, order, run);
		const failed = (await Promise.allSettled(order.map((record) => block.#start(record)))).find((start) => start.status === "rejected");
		if (failed === void 0) return block;
		await block.end();
		throw failed.reason;
	}
	constructor(number, order, run) {
		this.number = number === "rehearsal" ? 0 : number;
		this.isRehearsal = number === "rehearsal";
		this.#order = order;
		this.#run = run;
	}
	async #start(record) {
		const { effects, patience } = this.#run;
		const site = this.#run.siteOf(record);
		await effects.files.makeFolder(site.workingFolder);
		const start = await startWorker(site, this.number, effects, patience);
		if (start.status === "lost") return record.lose(null, start);
		if (start.status === "refused") return record.stop(start);
		this.#workers.set(record, start.worker);
		const { benchmarks, notices } = start.worker.hello;
		this.#run.records.offer(record, benchmarks, notices);
	}
	seriesOf(benchmark) {
		return this.openSeriesOf(benchmark).filter((record) => this.#workers.has(record));
	}
	openSeriesOf(benchmark) {
		return this.#order.filter((record) => record.isOpen(benchmark));
	}
	get isAlive() {
		return this.#workers.size > 0;
	}
	clockResolutionNanoseconds(record) {
		return this.#workers.get(record)?.hello.clockResolutionNanoseconds ?? Number.POSITIVE_INFINITY;
	}
	async ask(record, request, limitMilliseconds) {
		const worker = this.#workers.get(record);
		if (worker === void 0) return null;
		const answer = await worker.ask(request, limitMilliseconds);
		if (answer.status === "ok") {
			this.onceMilliseconds += answer.onceMilliseconds;
			return answer;
		}
		this.spent(null);
		if (answer.status === "error") record.fail(request.benchmark, answer);
		else this.#lose(record, request.benchmark, answer);
		return null;
	}
	async prove(phase) {
		if (this.#run.timesProcesses && phase === "after") return;
		for (const [record, worker] of [...this.#workers]) {
			const answer = await worker.ask({ do: "evidence" }, this.#run.patience.unknown);
			if (answer.status === "ok") {
				record.see(answer.value, {
					block: this.number,
					phase: this.#run.timesProcesses ? "beside" : phase
				});
				continue;
			}
			this.#lose(record, null, answer);
			await worker.end();
		}
	}
	spent(cpuNanoseconds) {
		const before = this.cpuNanoseconds;
		this.cpuNanoseconds = before === null || cpuNanoseconds === null ? null : before + cpuNanoseconds;
	}
	hold(record, benchmark, rows) {
		const held = this.#rows.get(record) ?? [];
		this.#rows.set(record, held);
		held.push({
			benchmark,
			rows
		});
	}
	keep() {
		for (const [record, held] of this.#rows) for (const { benchmark, rows } of held) record.add(benchmark, rows);
	}
	async end() {
		const workers = [...this.#workers.values()];
		this.#workers.clear();
		await Promise.all(workers.map((worker) => worker.end()));
	}
	#lose(record, benchmark, trouble) {
		this.#workers.delete(record);
		this.#rows.delete(record);
		record.lose(benchmark, trouble);
	}
};

// src/measure/pace.ts
function cellOf({ variant, platform, threads, launcher }) {
	return JSON.stringify([
		variant,
		platform,
		threads,
		launcher
	]);
}
const mostShortTurns = 3;
function cellsOf(series) {
	const cells = /* @__PURE__ */ new Map();
	for (const one of series) {
		const cell = cellOf(one.plan);
		cells.set(cell, [...cells.get(cell) ?? [], one]);
	}
	return [...cells.values()];
}
var Pace = class {
	#loops = /* @__PURE__ */ new Map();
	#longestMilliseconds = /* @__PURE__ */ new Map();
	#rounds = /* @__PURE__ */ new Map();
	#shortTurns = /* @__PURE__ */ new Map();
	#patience;
	constructor(patience) {
		this.#patience = patience;
	}
	loops(series, benchmark) {
		return this.#loops.get(JSON.stringify([cellOf(series), benchmark])) ?? null;
	}
	setLoops(series, benchmark, loops) {
		this.#loops.set(JSON.stringify([cellOf(series), benchmark]), loops);
	}
	saw(series, benchmark, milliseconds) {
		const key = JSON.stringify([series.id, benchmark]);
		this.#longestMilliseconds.set(key, Math.max(milliseconds, this.#longestMilliseconds.get(key) ?? 0));
	}
	setRounds(series, benchmark, rounds) {
		this.#rounds.set(JSON.stringify([series.id, benchmark]), rounds);
	}
	#roundsOf(series, benchmark) {
		return this.#rounds.get(JSON.stringify([series.id, benchmark])) ?? null;
	}
	iterationsOf(series, benchmark) {
		return this.#roundsOf(series, benchmark)?.iterations ?? 1;
	}
	shortTurnsOf(series, benchmark, batchMilliseconds) {
		const known = this.#shortTurns.get(benchmark);
		if (known !== void 0) return known;
		if (series.length === 0) return 1;
		const counts = series.map(({ plan }) => {
			if (this.#roundsOf(plan, benchmark) !== null) return 1;
			const isShort = (this.loops(plan, benchmark) ?? 1) > 1;
			const longest = this.longestMilliseconds(plan, benchmark) ?? Number.POSITIVE_INFINITY;
			return isShort ? 3 : Math.round(3 * batchMilliseconds / longest);
		});
		const count = Math.max(1, Math.min(3, ...counts));
		this.#shortTurns.set(benchmark, count);
		return count;
	}
	turnsOf(series, benchmark, wanted) {
		return Math.min(wanted, ...series.map(({ plan }) => this.#roundsOf(plan, benchmark)?.count ?? wanted));
	}
	agreeOnRounds(cell, benchmark, turns, batchMilliseconds) {
		const [first] = cell;
		if (first === void 0 || this.loops(first.plan, benchmark) !== null) return;
		const counts = cell.flatMap(({ plan }) => this.#roundsOf(plan, benchmark)?.count ?? []);
		const longest = cell.map(({ plan }) => this.longestMilliseconds(plan, benchmark) ?? 0);
		const wanted = Math.max(...longest) > 0 ? Math.max(1, Math.round(batchMilliseconds / Math.max(...longest))) : 1;
		const possible = Math.floor(Math.min(...counts) / turns);
		this.setLoops(first.plan, benchmark, Math.max(1, Math.min(wanted, possible)));
	}
	longestMilliseconds(series, benchmark) {
		return this.#longestMilliseconds.get(JSON.stringify([series.id, benchmark])) ?? null;
	}
	limitMilliseconds(series, benchmark) {
		const longest = this.longestMilliseconds(series, benchmark);
		const { unknown, batchFactor, batchFloor } = this.#patience;
		return longest === null ? unknown : Math.max(batchFloor, batchFactor * longest);
	}
};

// src/measure/idle.ts
const allowedShare = .25;
const allowedMilliseconds = 10;
const allowedMillisecondsPerRequest = .5;
const noWaiting = {
	milliseconds: 0,
	cpuMilliseconds: 0,
	mostCpuMilliseconds: 0,
	requests: 0
};
function idleTrouble({ milliseconds, cpuMilliseconds, mostCpuMilliseconds, requests }) {
	const allowed = [
		allowedMilliseconds,
		allowedMillisecondsPerRequest * requests,
		allowedShare * milliseconds
	];
	if (cpuMilliseconds - mostCpuMilliseconds <= Math.max(...allowed)) return null;
	const [used, waited] = [cpuMilliseconds.toFixed(0), milliseconds.toFixed(0)];
	return {
		message: `used ${used} ms of CPU time while it waited for ${waited} ms, and so disturbed the others`,
		lastLines: []
	};
}
function together(one, other) {
	return {
		milliseconds: one.milliseconds + other.milliseconds,
		cpuMilliseconds: one.cpuMilliseconds + other.cpuMilliseconds,
		mostCpuMilliseconds: Math.max(one.mostCpuMilliseconds, other.mostCpuMilliseconds),
		requests: one.requests + other.requests
	};
}

// src/measure/process-figures.ts
const longestLine = 2e3;
const mostLines = 1e5;
const namedAtMost = 10;
function figuresOf$1(plan, name, run) {
	const all = allFigures(plan, name, run);
	if ("message" in all || plan.select.length === 0) return all;
	const globs = plan.select.map((glob) => ({
		glob,
		fits: globOf(glob)
	}));
	const isSelected = (part) => globs.some(({ glob, fits }) => glob === part.name || fits(part.name));
	const [parts, values] = [all.parts.filter(isSelected), all.values.filter(isSelected)];
	const failed = all.failed.filter(isSelected);
	if (parts.length + values.length + failed.length > 0) return {
		...all,
		parts,
		values,
		failed
	};
	const there = [
		...all.parts,
		...all.values,
		...all.failed
	].map((part) => part.name);
	return trouble(`reports nothing that fits ${plan.select.join(" or ")}: there are ${listed(there)}`);
}
function gapsIn(rows) {
	const most = rows.reduce((longest, { blocks }) => Math.max(longest, blocks.length), 0);
	return rows.filter(({ blocks }) => blocks.length < most).map(({ benchmark, blocks }) => ({
		part: benchmark,
		trouble: trouble(`was reported in ${blocks.length} of ${most} blocks`)
	}));
}
function allFigures({ source, format, pattern }, name, run) {
	if (source.kind === "command") {
		if (format === null) throw new Error("a command without a format");
		return foreignFigures(run.output, format);
	}
	if (pattern !== null) return printedFigures(run.output, name, pattern);
	return {
		parts: [{
			name,
			nanoseconds: run.wallNanoseconds
		}],
		values: [],
		failed: [],
		notices: [],
		summaryLines: []
	};
}
function foreignFigures(output, format) {
	try {
		const { benchmarks, omitted } = readForeign(output, "its output", format);
		const times = benchmarks.filter(({ unit }) => unit === "s");
		const others = benchmarks.filter(({ unit }) => unit !== "s").map((one) => ({
			...one,
			better: directionOf(one, format)
		}));
		const aimless = others.filter(({ better }) => better === null).map((one) => one.name);
		const [skipped, failed] = [omitted.filter(isSkipped), omitted.filter((one) => !isSkipped(one))];
		return {
			parts: times.map((one) => ({
				name: one.name,
				nanoseconds: centre(one) * 1e9
			})),
			values: others.flatMap(({ name, unit, better, figures }) => better === null ? [] : [{
				name,
				value: median(valuesOf(figures)),
				quantity: {
					unit: unit.slice(0, 100),
					better
				}
			}]),
			failed: failed.map(({ name, why }) => ({
				name,
				trouble: {
					message: why,
					lastLines: []
				}
			})),
			notices: [...aimless.length === 0 ? [] : [`Nothing says which way is better of these, so they are left out: ${listed(aimless)}.`], ...skipped.length === 0 ? [] : [`The command skipped ${listed(skipped.map(({ name }) => name))}.`]],
			summaryLines: []
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return trouble(`cannot be read: ${error.message}`);
	}
}
function directionOf({ better }, format) {
	return better ?? (format === "asv" ? "smaller" : null);
}
function isSkipped({ why }) {
	return why === "was skipped";
}
function centre({ figures }) {
	return Math.exp(median(valuesOf(figures).map(Math.log)));
}
function median(values) {
	const sorted = values.toSorted((one, other) => one - other);
	const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
	return low === high ? low : (low + high) / 2;
}
function printedFigures(output, whole, pattern) {
	const expression = new RegExp(pattern, "u");
	const lines = output.split("\n").slice(0, mostLines);
	const samples = /* @__PURE__ */ new Map();
	const printed = [];
	for (const line of lines) {
		const groups = line.length > longestLine ? void 0 : expression.exec(line)?.groups;
		if (groups === void 0) continue;
		const { name = whole, value = "", unit = "s" } = groups;
		const measure = measureOf(unit);
		if (measure.unit !== "s") return trouble(`printed a time in ${JSON.stringify(unit)}, which is no unit of time: ${line.trim()}`);
		const seconds = measure.inUnit(value.trim() === "" ? NaN : Number(value));
		if (!(Number.isFinite(seconds) && seconds > 0)) return trouble(`printed ${JSON.stringify(value)}, which is no time: ${line.trim()}`);
		printed.push(line.trimEnd());
		samples.set(name, [...samples.get(name) ?? [], seconds]);
	}
	if (samples.size === 0) return {
		message: "printed no line that fits the pattern",
		lastLines: lines.slice(-12)
	};
	return {
		parts: [...samples].map(([name, taken]) => {
			return {
				name,
				nanoseconds: centre({
					name,
					unit: "s",
					better: "smaller",
					figures: {
						kind: "samples",
						samples: taken
					}
				}) * 1e9
			};
		}),
		values: [],
		failed: [],
		notices: [],
		summaryLines: printed.slice(0, 100)
	};
}
function trouble(message) {
	return {
		message,
		lastLines: []
	};
}
function listed(names) {
	const more = names.length - namedAtMost;
	return [...names.slice(0, namedAtMost).map((name) => `\`${name.replaceAll("`", "'")}\``), ...more > 0 ? [`${more} more`] : []].join(", ");
}

// src/measure/series-record.ts
const allowedLosses = 1;
var SeriesRecord = class {
	plan;
	failures = [];
	labels = /* @__PURE__ */ new Map();
	#offers = /* @__PURE__ */ new Map();
	#failed = /* @__PURE__ */ new Set();
	#skipped = /* @__PURE__ */ new Map();
	#fingerprints = /* @__PURE__ */ new Map();
	#rows = /* @__PURE__ */ new Map();
	#waiting = /* @__PURE__ */ new Map();
	#sightings = /* @__PURE__ */ new Map();
	#failedParts = /* @__PURE__ */ new Set();
	#losses = 0;
	#stopped = false;
	constructor(plan) {
		this.plan = plan;
	}
	get isStopped() {
		return this.#stopped;
	}
	get hasOffered() {
		return this.#offers.size > 0;
	}
	offer(benchmarks) {
		for (const benchmark of benchmarks) if (!this.#skipped.has(benchmark.name)) this.#offers.set(benchmark.name, benchmark);
	}
	label(benchmark, labels) {
		this.labels.set(benchmark, labels);
	}
	isOffering(benchmark) {
		return this.#offers.has(benchmark);
	}
	skip(benchmark, reason) {
		this.#offers.delete(benchmark);
		this.#skipped.set(benchmark, reason);
	}
	whySkipped(benchmark) {
		return this.#skipped.get(benchmark) ?? null;
	}
	isOpen(benchmark) {
		return this.#offers.has(benchmark) && !this.#failed.has(benchmark);
	}
	fail(benchmark, trouble) {
		if (benchmark !== null) this.#failed.add(benchmark);
		this.#report(benchmark, trouble);
	}
	#report(benchmark, { message, lastLines }) {
		this.failures.push({
			stage: "measure",
			subject: this.plan.id,
			benchmark,
			message,
			lastLines: [...lastLines]
		});
	}
	failPart(part, trouble) {
		if (!this.#failedParts.has(part)) this.#report(part, trouble);
		this.#failedParts.add(part);
	}
	lose(benchmark, trouble) {
		this.fail(benchmark, trouble);
		this.#losses += 1;
		if (this.#losses > allowedLosses) this.stop({
			message: "stopped after the second loss of its worker",
			lastLines: []
		});
	}
	stop(trouble) {
		this.#stopped = true;
		this.fail(null, trouble);
	}
	checkFingerprint(benchmark, fingerprint) {
		const { name, relativeTolerance } = benchmark;
		const first = this.#fingerprints.get(name);
		if (first === void 0) this.#fingerprints.set(name, fingerprint);
		if (relativeTolerance === null) return null;
		if (fingerprint?.includes(null)) return {
			message: "computed a number that is not finite",
			lastLines: []
		};
		if (first === void 0 || first === null && fingerprint === null) return null;
		const difference = relativeDifference(first ?? [], fingerprint ?? []);
		if (difference <= relativeTolerance) return null;
		return {
			message: changedText(benchmark, relativeTolerance, difference),
			lastLines: []
		};
	}
	add(benchmark, rows) {
		const measurements = this.#rows.get(benchmark) ?? /* @__PURE__ */ new Map();
		this.#rows.set(benchmark, measurements);
		for (const row of rows) {
			const known = measurements.get(row.name);
			if (known === void 0) measurements.set(row.name, this.#measurement(benchmark, row));
			else known.blocks.push(row.block);
			if (row.waiting !== null) this.#waiting.set(benchmark, together(row.waiting, this.#waiting.get(benchmark) ?? noWaiting));
		}
	}
	#measurement(benchmark, row) {
		return {
			benchmark: row.name,
			series: this.plan.id,
			loops: row.loops,
			blocks: [row.block],
			fingerprint: this.#fingerprints.get(benchmark) ?? null,
			summaryLines: [...row.summaryLines]
		};
	}
	see(evidence, moment) {
		const key = JSON.stringify({
			...evidence,
			python: {
				...evidence.python,
				processId: 0,
				threads: 0
			}
		});
		const known = this.#sightings.get(key);
		if (known === void 0) this.#sightings.set(key, {
			moments: [moment],
			evidence
		});
		else known.moments.push(moment);
	}
	sightings() {
		return [...this.#sightings.values()];
	}
	measurements() {
		if (this.isStopped) return [];
		return [...this.#rows].filter(([benchmark]) => this.isOpen(benchmark)).flatMap(([, rows]) => [...rows.values()].filter(({ benchmark }) => !this.#failedParts.has(benchmark))).map(({ blocks, ...row }) => ({
			...row,
			blocks: inColumns(blocks)
		}));
	}
	close(benchmarks) {
		if (this.isStopped) return;
		for (const { name } of benchmarks) {
			const trouble = this.#rows.has(name) ? this.#idleTrouble(name) : this.#gap(name);
			if (trouble !== null && !this.#failed.has(name)) this.fail(name, trouble);
			for (const { part, trouble: gap } of gapsIn([...this.#rows.get(name)?.values() ?? []])) this.failPart(part, gap);
		}
	}
	#idleTrouble(benchmark) {
		const waiting = this.#waiting.get(benchmark);
		return waiting === void 0 ? null : idleTrouble(waiting);
	}
	#gap(benchmark) {
		const skipped = this.#skipped.get(benchmark);
		const absent = skipped === void 0 ? "is not on offer" : `was skipped here, and not everywhere: ${skipped}`;
		return {
			message: this.#offers.has(benchmark) ? "was not measured, because its worker was lost" : absent,
			lastLines: []
		};
	}
};

// src/measure/skips.ts
const mostNotices = 10;
const longestReason = 200;
function skipNotices(benchmarks, series) {
	const told = series.filter(({ hasOffered }) => hasOffered);
	const arms = [...new Set(told.map(({ plan }) => plan.arm))];
	const sentences = benchmarks.flatMap((name) => {
		const skipping = arms.filter((arm) => told.every((one) => one.plan.arm !== arm || one.whySkipped(name) !== null));
		const [first] = told.flatMap((one) => skipping.includes(one.plan.arm) ? one.whySkipped(name) ?? [] : []);
		if (first === void 0) return [];
		return [`${name} was skipped${skipping.length === arms.length ? "" : ` at ${skipping.join(" and ")}`}: ${first.slice(0, longestReason)}`];
	});
	const left = sentences.length - mostNotices;
	return left > 0 ? [...sentences.slice(0, mostNotices), `${left} more were skipped`] : sentences;
}

// src/measure/records.ts
var Records = class {
	series;
	notices = /* @__PURE__ */ new Set();
	#benchmarks = /* @__PURE__ */ new Map();
	#parts = /* @__PURE__ */ new Map();
	#caps;
	#capOf;
	#goingOnWith = null;
	#block = 0;
	constructor(plans, caps = []) {
		this.series = plans.map((plan) => new SeriesRecord(plan));
		this.#caps = caps;
		this.#capOf = lastFitting(caps);
	}
	benchmarks() {
		return this.#offered().filter((one) => (this.#goingOnWith?.has(one.name) ?? true) && this.#block < this.#mostBlocks(one));
	}
	goOnTo(block) {
		this.#block = block;
	}
	#mostBlocks({ name, role }) {
		return (role === "control" ? void 0 : this.#capOf(name))?.blocks ?? Number.POSITIVE_INFINITY;
	}
	shareOf(benchmark, blocks) {
		return Math.min(1, this.#mostBlocks(benchmark) / blocks);
	}
	longest(benchmarks) {
		const limited = benchmarks.filter(({ role }) => role !== "control");
		return Math.max(0, ...limited.map((one) => this.#mostBlocks(one)));
	}
	checkCaps(needed, cells) {
		for (const { glob, blocks } of this.#caps) if (blocks < needed) this.notices.add(`\`blocks\`: \`${glob.replaceAll("`", "'")} = ${blocks}\` leaves too few to find a slowdown among ${cells} comparison${cells === 1 ? "" : "s"}, which takes ${needed}.`);
	}
	goOnWith(names) {
		const isNamed = ({ name }) => [name, ...this.#parts.get(name)?.keys() ?? []].some((one) => names.includes(one));
		const wanted = this.benchmarks().filter((one) => one.role === "control" || isNamed(one));
		this.#goingOnWith = new Set(wanted.map(({ name }) => name));
	}
	unfinished() {
		const left = this.benchmarks();
		const wanted = this.#goingOnWith === null && left.length === this.#offered().length ? left : left.filter(({ role }) => role !== "control");
		return this.series.filter((record) => !record.isStopped && (!record.hasOffered || wanted.some(({ name }) => record.isOpen(name))));
	}
	offer(record, offered, notices = []) {
		const benchmarks = offered.map(({ problem: _, ...benchmark }) => benchmark);
		record.offer(benchmarks);
		for (const { name, problem } of offered) if (problem !== void 0 && record.isOpen(name)) record.fail(name, problem);
		for (const notice of notices) this.notices.add(notice);
		for (const benchmark of benchmarks) {
			const trouble = otherQuantity(this.#benchmarks.get(benchmark.name), benchmark);
			if (trouble !== null) {
				if (record.isOpen(benchmark.name)) record.fail(benchmark.name, trouble);
				continue;
			}
			if (record.plan.arm === "head" || !this.#benchmarks.has(benchmark.name)) this.#benchmarks.set(benchmark.name, benchmark);
		}
	}
	describeParts(benchmark, parts, record) {
		const known = this.#parts.get(benchmark) ?? /* @__PURE__ */ new Map();
		this.#parts.set(benchmark, known);
		for (const part of parts) {
			const trouble = otherQuantity(known.get(part.name), part);
			if (trouble === null) known.set(part.name, part);
			else record.failPart(part.name, trouble);
		}
	}
	measured() {
		for (const record of this.series) record.close(this.#expectedOf(record));
		return this.soFar();
	}
	soFar() {
		return {
			series: this.series.map((record) => ({
				id: record.plan.id,
				sightings: record.sightings()
			})),
			benchmarks: this.#offered().flatMap((benchmark) => {
				const parts = this.#parts.get(benchmark.name);
				return parts === void 0 ? [benchmark] : [...parts.values()];
			}),
			measurements: this.series.flatMap((record) => record.measurements()),
			failures: this.series.flatMap((record) => record.failures),
			labels: new Map(this.series.map((record) => [record.plan.id, record.labels])),
			notices: [
				...this.notices,
				...this.#capNotices(),
				...skipNotices([...this.#benchmarks.keys()], this.series)
			]
		};
	}
	#capNotices() {
		const names = [...this.#benchmarks.keys()];
		if (names.length === 0) return [];
		return this.#caps.flatMap(({ glob }) => unmatchedNotice("blocks", [glob], names, "limits nothing"));
	}
	#offered() {
		const offered = [...this.#benchmarks.values()].filter(({ name }) => this.series.some((record) => record.isOffering(name)));
		const isTime = ({ quantity }) => quantity === void 0;
		return [...offered.filter(isTime), ...offered.filter((one) => !isTime(one))];
	}
	#expectedOf(record) {
		const arm = this.series.filter(({ plan }) => plan.arm === record.plan.arm);
		const isInArm = ({ name }) => arm.some((one) => one.isOffering(name));
		return record.hasOffered ? this.#offered().filter(isInArm) : this.#offered();
	}
};
function otherQuantity(known, { quantity }) {
	if (known === void 0) return null;
	const [former, now] = [known.quantity, quantity].map(quantityText);
	return former === now ? null : {
		message: `measures ${now}, and elsewhere ${former}`,
		lastLines: []
	};
}
function quantityText(quantity) {
	return quantity === void 0 ? "a time" : `"${quantity.unit}" (${quantity.better} is better)`;
}

// src/measure/request.ts
const defaultPatience = {
	start: 12e4,
	unknown: 3e5,
	batchFactor: 20,
	batchFloor: 6e4,
	whole: 36e5,
	quit: 2e3
};

// src/measure/site.ts
function siteOf({ plan }, request, workingFolder) {
	const environment = request.environments.find((candidate) => candidate.plan.id === plan.environment);
	if (environment === void 0) throw new Error(`series ${plan.id} has no environment`);
	const { benchmarks, checkouts } = request;
	const { place } = frontEndOf(benchmarks.source);
	const site = {
		environment,
		series: plan,
		launching: request.launching ?? directOnly,
		benchmarks,
		scratch: workingFolder,
		isShared: request.environments.filter(({ plan: { arm } }) => arm !== plan.arm).some(({ prefix }) => prefix === environment.prefix)
	};
	if (place === "ours") return {
		...site,
		workingFolder,
		checkout: workingFolder
	};
	const checkout = checkouts[plan.arm];
	if (checkout === null) throw new Error(`series ${plan.id} has no checkout`);
	const own = path.join(workingFolder, folderName(plan.id));
	return {
		...site,
		workingFolder: place === "checkout" ? checkout : own,
		checkout
	};
}
function folderName(series) {
	return createHash("sha256").update(series).digest("hex").slice(0, 16);
}

// src/measure/run.ts
function runOf(request, effects, workingFolder) {
	const { benchmarks, schedule, series, patience = defaultPatience } = request;
	return {
		records: new Records(series, schedule.caps),
		effects,
		patience,
		pace: new Pace(patience),
		batchMilliseconds: schedule.batchMilliseconds,
		siteOf: (record) => siteOf(record, request, workingFolder),
		benchmarks,
		timesProcesses: frontEndOf(benchmarks.source).holds === "apart"
	};
}

// src/result/redact.ts
const secretName = /token|secret|password|passwd|credential|authorization|api_?key|private_?key/i;
function redactorFor(places) {
	const rules = [];
	for (const [folder, mark] of [[places.prefix, "{prefix}"], [places.home, "{home}"]]) if (folder !== null && folder.length > 1) rules.push([new RegExp(`(?:/private)?${literal(folder)}(?![\\w-]|\\.\\w)`, "g"), mark]);
	const user = places.home.split("/").at(-1) ?? "";
	const before = `(?<=(?:^|[\\s"'=:;,(\\[])/(?:[^\\s"':;,]*/)?)`;
	if (user !== "") rules.push([new RegExp(`${before}${literal(user)}(?=[/\\s"':;,]|$)`, "g"), "{user}"]);
	return (text) => rules.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), redactCredentials(text));
}
function redactVariables(variables, redact) {
	return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, secretName.test(name) ? "***" : redact(value)]));
}
function redactEvidence(evidence, places) {
	const redact = redactorFor(places);
	const variables = redactVariables(evidence.variables, redact);
	return evidenceSchema.parse(redactStrings({
		...evidence,
		variables
	}, redact));
}
function redactResult(result, places) {
	const redact = redactorFor(places);
	return resultSchema.parse(redactStrings(result, redact));
}
function redactStrings(value, redact) {
	if (typeof value === "string") return redact(value);
	if (Array.isArray(value)) return typeof value[0] === "number" ? value : value.map((one) => redactStrings(one, redact));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactStrings(one, redact)]));
}
function literal(text) {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/assembly.ts
function assembleResult(parts) {
	const { provisioned, probed, measured } = parts;
	const result = {
		schemaVersion: 1,
		tool: {
			name: "blas-bench",
			version: parts.version
		},
		startedAt: parts.startedAt.toISOString(),
		elapsedSeconds: parts.elapsedSeconds,
		configuration: { ...parts.recorded },
		host: parts.host,
		code: parts.code,
		reference: provisioned.plan.reference,
		environments: environmentsOf(parts),
		series: seriesOf(parts),
		benchmarks: [...measured.benchmarks],
		schedule: measured.schedule,
		measurements: [...measured.measurements],
		conditions: [...measured.conditions],
		failures: [
			...provisioned.failures,
			...probed.failures,
			...measured.failures
		],
		absences: [...provisioned.plan.absences],
		notices: [...parts.notices, ...measured.notices]
	};
	return redactResult(result, {
		prefix: null,
		home: parts.home
	});
}
function environmentsOf({ provisioned, installs }) {
	return provisioned.environments.map(({ plan, client, packages, hash }) => ({
		id: plan.id,
		variant: plan.variant,
		arm: plan.arm,
		platform: plan.platform,
		provider: makerOf(plan.source, client),
		expectation: plan.expectation,
		specs: askedOf(plan.source),
		channels: "channels" in plan.source ? [...plan.source.channels] : [],
		packages: [...packages],
		hash,
		installs: [...installs.get(plan.id) ?? []]
	}));
}
function makerOf(source, client) {
	if (source.provider !== "client") return source.provider;
	if (client === void 0) throw new Error("an environment does not say which conda client made it");
	return client.name;
}
function askedOf(source) {
	switch (source.provider) {
		case "client": return [...source.specs];
		case "rattler": {
			const { locked, specs } = source;
			return [...locked === void 0 ? [] : [`${locked.form} of ${locked.packages.length} packages`], ...specs];
		}
		case "pip": return [...source.requirements, ...source.wheelsFor === void 0 ? [] : [`wheels for ${source.wheelsFor} or older`]];
		case "source": return [`numpy${source.numpyVersion === null ? "" : `==${source.numpyVersion}.*`}`, `blas: ${source.library}`];
		case "existing": return [source.path];
	}
}
function seriesOf({ provisioned, probed, measured, home }) {
	const prefixes = new Map(provisioned.environments.map((environment) => [environment.plan.id, environment.prefix]));
	const sightings = new Map(measured.series.map((series) => [series.id, series.sightings]));
	return provisioned.plan.series.filter((series) => prefixes.has(series.environment)).map((series) => {
		const places = {
			prefix: prefixes.get(series.environment) ?? null,
			home
		};
		return {
			...series,
			sightings: (sightings.get(series.id) ?? []).map((sighting) => ({
				moments: sighting.moments,
				evidence: redactEvidence(sighting.evidence, places)
			})),
			threadpools: probed.threadpools.get(series.id) ?? {
				status: "unavailable",
				reason: "the probe did not run"
			}
		};
	});
}

// src/measure/budget.ts
const fewestBlocks = 6;
const fewestTurns = 4;
function fitToBudget(wanted, cost, fewest = 6) {
	const total = (blocks, turns) => blocks * (cost.fixedMilliseconds + turns * cost.turnMilliseconds);
	const fits = (blocks, turns) => total(blocks, turns) <= wanted.budgetMilliseconds;
	let { turns, blocks } = wanted;
	while (turns > 4 && !fits(blocks, turns)) turns = Math.max(4, turns - (turns % 2 === 0 ? 2 : 1));
	while (blocks > fewest && !fits(blocks, turns)) blocks -= 1;
	return {
		turns,
		blocks
	};
}
function isTimeFor(blocks, blockMilliseconds, elapsedMilliseconds, wanted) {
	return elapsedMilliseconds + blocks * blockMilliseconds <= wanted.budgetMilliseconds;
}
function shortenings(wanted, { turns, blocks }, elapsedMilliseconds) {
	const minutes = (milliseconds) => `${(milliseconds / 6e4).toFixed(1)} min`;
	return [
		...turns < wanted.turns ? [`${turns} of ${wanted.turns} turns in each block`] : [],
		...blocks < wanted.blocks ? [`${blocks} of ${wanted.blocks} blocks`] : [],
		...elapsedMilliseconds > wanted.budgetMilliseconds ? [`took ${minutes(elapsedMilliseconds)} of a budget of ${minutes(wanted.budgetMilliseconds)}: less would not have been enough`] : []
	];
}
function secondLookShortenings(undecided, blocks, wanted) {
	if (blocks >= wanted) return [];
	const left = `${undecided} undecided benchmark${undecided === 1 ? "" : "s"}`;
	return [blocks === 0 ? `${wanted} more blocks for ${left}` : `${blocks} of ${wanted} more blocks for ${left}`];
}

// src/measure/order.ts
function createRandom(...seeds) {
	let state = 0;
	const next = () => {
		state = state + 1831565813 | 0;
		let mixed = Math.imul(state ^ state >>> 15, state | 1);
		mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
		return (mixed ^ mixed >>> 14) >>> 0;
	};
	for (const seed of seeds) state = next() ^ seed;
	return () => next() / 2 ** 32;
}
function shuffled(items, random) {
	const rest = [...items];
	const order = [];
	while (rest.length > 0) order.push(...rest.splice(Math.floor(random() * rest.length), 1));
	return order;
}
function orderOfTurns(cells, turns, random) {
	const swaps = cells.map(() => shuffled(Array.from({ length: turns }, (_, turn) => turn % 2 === 1), random));
	return Array.from({ length: turns }, (_, turn) => shuffled(cells.map((arms, cell) => swaps[cell]?.[turn] ? arms.toReversed() : [...arms]), random).flat());
}
function orderOfBlock(cells, block, seed) {
	return orderOfTurns(cells, 2, createRandom(seed, Math.floor(block / 2)))[block % 2] ?? [];
}

// src/measure/whole.ts
async function runWhole(block, benchmark, run) {
	const { name } = benchmark;
	for (const [position, record] of block.seriesOf(name).entries()) {
		const answer = await block.ask(record, {
			do: "whole",
			benchmark: name
		}, run.patience.whole);
		block.spent(answer !== null && "value" in answer.value ? answer.value.cpuNanoseconds : null);
		if (answer === null) continue;
		if ("skipped" in answer.value) {
			record.skip(name, answer.value.skipped);
			continue;
		}
		if ("value" in answer.value) {
			block.hold(record, name, [valueRow(name, block.number, position, answer.value)]);
			continue;
		}
		const trouble = wholeTrouble(name, answer.value) ?? record.checkFingerprint(benchmark, answer.value.fingerprint);
		if (trouble !== null) {
			record.fail(name, trouble);
			continue;
		}
		run.records.describeParts(name, answer.value.parts.map((part) => describePart(part, benchmark)), record);
		block.hold(record, name, rowsOf(block.number, position, answer.value));
	}
}
function wholeTrouble(name, { parts }) {
	const trouble = (message) => ({
		message,
		lastLines: []
	});
	if (parts.length === 0) return trouble("reported no parts");
	const names = parts.map((part) => part.name);
	if (new Set(names).size < names.length) return trouble("reported a part twice");
	const stranger = names.find((part) => part !== name && !part.startsWith(`${name}/`));
	if (stranger !== void 0) return trouble(`reported a part of another benchmark: ${stranger}`);
	const wrong = parts.find(({ seconds }) => !(Number.isFinite(seconds) && seconds > 0));
	return wrong === void 0 ? null : trouble(`reported ${wrong.seconds} s for ${wrong.name}, which is no time`);
}
function describePart(part, whole) {
	const { name, layer, description, flop } = part;
	return {
		...whole,
		name,
		layer,
		description,
		flop
	};
}
function valueRow(name, block, position, { value }) {
	return {
		name,
		loops: 1,
		block: {
			number: block,
			batchNanoseconds: [],
			value,
			disturbance: null,
			positions: [position]
		},
		waiting: null,
		summaryLines: []
	};
}
function rowsOf(block, position, { parts, summaryLines }) {
	return parts.map((part, index) => ({
		name: part.name,
		loops: 1,
		block: {
			number: block,
			batchNanoseconds: [part.seconds * 1e9],
			disturbance: null,
			positions: [position]
		},
		waiting: null,
		summaryLines: index === 0 ? summaryLines : []
	}));
}

// src/measure/process.ts
async function runProcesses(block, benchmark, run) {
	const { name } = benchmark;
	for (const [position, record] of block.seriesOf(name).entries()) {
		const answer = await block.ask(record, {
			do: "process",
			benchmark: name
		}, run.patience.whole);
		block.spent(null);
		if (answer === null) continue;
		const { evidence } = answer.value;
		if (evidence !== null) record.see(evidence, {
			block: block.number,
			phase: "after"
		});
		const figures = figuresOf$1(run.benchmarks, name, answer.value);
		if ("message" in figures) {
			record.fail(name, figures);
			continue;
		}
		for (const { name: part, trouble } of figures.failed) record.failPart(part, trouble);
		for (const notice of figures.notices) run.records.notices.add(notice);
		run.records.describeParts(name, [...figures.parts.map((part) => ({
			...benchmark,
			name: part.name
		})), ...figures.values.map((part) => ({
			...benchmark,
			name: part.name,
			quantity: part.quantity
		}))], record);
		const rows = figures.parts.map((part, index) => ({
			name: part.name,
			loops: 1,
			block: {
				number: block.number,
				batchNanoseconds: [part.nanoseconds],
				disturbance: null,
				positions: [position]
			},
			waiting: null,
			summaryLines: index === 0 ? figures.summaryLines : []
		}));
		const values = figures.values.map((part) => valueRow(part.name, block.number, position, part));
		block.hold(record, name, [...rows, ...values]);
	}
}

// src/measure/turns.ts
const shortestBatchInResolutions = 1e3;
const batchOverheadMilliseconds = 1;
async function prepareTurns(block, benchmark, run, following) {
	const { name } = benchmark;
	for (const record of block.seriesOf(name)) {
		const next = following?.find((one) => record.isOpen(one.name))?.name ?? null;
		const request = {
			do: "prepare",
			benchmark: name,
			...following === void 0 ? {} : { next }
		};
		const prepared = await block.ask(record, request, run.patience.unknown);
		if (prepared === null) continue;
		const { value } = prepared;
		if ("skipped" in value) {
			record.skip(name, value.skipped);
			continue;
		}
		const trouble = record.checkFingerprint(benchmark, value.fingerprint);
		if (trouble !== null) {
			record.fail(name, trouble);
			continue;
		}
		if (value.rounds !== void 0) {
			run.pace.setRounds(record.plan, name, value.rounds);
			if (!block.isRehearsal) continue;
		} else if (run.pace.loops(record.plan, name) === null) await calibrate(block, record, name, run);
		if (record.isOpen(name)) await takeBatch(block, record, name, run);
	}
}
async function finishTurns(block, benchmark, run) {
	for (const record of block.seriesOf(benchmark)) {
		const answer = await block.ask(record, {
			do: "finish",
			benchmark
		}, run.patience.unknown);
		if (answer?.value.labels !== void 0) record.label(benchmark, answer.value.labels);
	}
}
async function calibrate(block, record, benchmark, run) {
	const targetNanoseconds = run.batchMilliseconds * 1e6;
	const answer = await block.ask(record, {
		do: "calibrate",
		benchmark,
		targetNanoseconds
	}, run.patience.unknown);
	if (answer !== null) run.pace.setLoops(record.plan, benchmark, answer.value.loops);
}
async function takeBatch(block, record, benchmark, run) {
	const loops = run.pace.loops(record.plan, benchmark) ?? 1;
	const limit = run.pace.limitMilliseconds(record.plan, benchmark);
	const answer = await block.ask(record, {
		do: "batch",
		benchmark,
		loops
	}, limit);
	if (answer === null) return null;
	block.spent(answer.value.cpuNanoseconds + answer.value.idleCpuNanoseconds);
	const trouble = batchTrouble(answer.value, block.clockResolutionNanoseconds(record));
	if (trouble !== null) {
		record.fail(benchmark, trouble);
		return null;
	}
	run.pace.saw(record.plan, benchmark, answer.value.wallNanoseconds / 1e6);
	return {
		...answer.value,
		waitedMilliseconds: answer.waitedMilliseconds
	};
}
function batchTrouble({ wallNanoseconds }, clockResolutionNanoseconds) {
	const trouble = (message) => ({
		message,
		lastLines: []
	});
	if (!(Number.isFinite(wallNanoseconds) && wallNanoseconds > 0)) return trouble(`took ${wallNanoseconds} ns, which is no time`);
	if (wallNanoseconds >= shortestBatchInResolutions * clockResolutionNanoseconds) return null;
	return trouble(`took ${wallNanoseconds} ns a batch, too short for a clock that resolves ${clockResolutionNanoseconds} ns`);
}
async function takeTurns(block, benchmark, turns, random, run) {
	const cells = cellsOf(block.seriesOf(benchmark));
	const batches = new Map(cells.flat().map((record) => [record, []]));
	const shortTurns = run.pace.shortTurnsOf(cells.flat(), benchmark, run.batchMilliseconds);
	const possible = run.pace.turnsOf(cells.flat(), benchmark, turns * shortTurns);
	const roundsMilliseconds = 3 * run.batchMilliseconds;
	for (const cell of cells) run.pace.agreeOnRounds(cell, benchmark, possible, roundsMilliseconds);
	for (const order of orderOfTurns(cells, possible + possible % 2, random).slice(0, possible)) for (const [position, record] of order.filter((one) => batches.has(one)).entries()) {
		const batch = await takeBatch(block, record, benchmark, run);
		if (batch === null) batches.delete(record);
		else batches.get(record)?.push({
			...batch,
			position
		});
	}
	const isAlone = cells.flat().length === 1;
	for (const [record, taken] of batches) {
		const loops = (run.pace.loops(record.plan, benchmark) ?? 1) * run.pace.iterationsOf(record.plan, benchmark);
		const waiting = isAlone ? null : taken.map(waitBefore).reduce(together, noWaiting);
		block.hold(record, benchmark, [{
			...rowOf$1(block.number, benchmark, loops, taken),
			waiting
		}]);
	}
}
function rowOf$1(number, name, loops, batches) {
	return {
		name,
		loops,
		block: {
			number,
			batchNanoseconds: batches.map((batch) => batch.wallNanoseconds),
			disturbance: {
				cpuNanoseconds: total(batches, (batch) => batch.cpuNanoseconds),
				involuntarySwitches: total(batches, (batch) => batch.involuntarySwitches),
				idleCpuNanoseconds: total(batches, (batch) => batch.idleCpuNanoseconds)
			},
			positions: batches.map(({ position }) => position)
		},
		summaryLines: []
	};
}
function waitBefore({ waitedMilliseconds, idleCpuNanoseconds }) {
	const cpuMilliseconds = idleCpuNanoseconds / 1e6;
	return {
		milliseconds: waitedMilliseconds,
		cpuMilliseconds,
		mostCpuMilliseconds: cpuMilliseconds,
		requests: 1
	};
}
function total(batches, part) {
	return batches.reduce((sum, batch) => sum + part(batch), 0);
}
function turnMilliseconds(block, { records, pace, batchMilliseconds }, blocks) {
	return records.benchmarks().flatMap((benchmark) => {
		const { name } = benchmark;
		const series = block.seriesOf(name);
		const batches = pace.shortTurnsOf(series, name, batchMilliseconds) * records.shareOf(benchmark, blocks);
		return series.map(({ plan }) => batches * ((pace.longestMilliseconds(plan, name) ?? 0) + batchOverheadMilliseconds));
	}).reduce((sum, milliseconds) => sum + milliseconds, 0);
}

// src/measure/settle.ts
function settle(run, planned, plannedLooks, first) {
	const { records } = run;
	const benchmarks = records.benchmarks();
	const armedCells = (role) => benchmarks.filter((one) => one.role === role).flatMap(({ name }) => cellsOf(first.block.openSeriesOf(name)).filter((arms) => arms.length === 2)).length;
	const cells = armedCells("benchmark");
	const needed = cells > 0 ? fewestBlocksFor(cells, plannedLooks) : 0;
	if (cells > 0) records.checkCaps(needed, cells);
	const wanted = planned.blocksByFamily ? blocksForFamily(cells) : planned.blocks;
	const schedule = {
		...planned,
		blocks: Math.min(wanted, records.longest(benchmarks) || wanted)
	};
	const spared = benchmarks.reduce((sum, one) => sum + first.setUp.millisecondsOf(one) * (1 - records.shareOf(one, schedule.blocks)), 0);
	const cost = {
		fixedMilliseconds: first.fixedMilliseconds - spared,
		turnMilliseconds: turnMilliseconds(first.block, run, schedule.blocks)
	};
	const neededByControls = cells > 0 ? fewestBlocksFor(2 * armedCells("control"), plannedLooks) : 0;
	const fewest = Math.max(6, needed, neededByControls);
	return {
		schedule,
		fewestBlocks: fewest,
		fit: fitToBudget(schedule, cost, fewest)
	};
}

// src/measure/stopwatch.ts
var Stopwatch = class {
	#clock;
	#start;
	#milliseconds = /* @__PURE__ */ new Map();
	constructor(clock) {
		this.#clock = clock;
		this.#start = clock.monotonicMilliseconds();
	}
	elapsedMilliseconds() {
		return this.#clock.monotonicMilliseconds() - this.#start;
	}
	async spend({ name }, work) {
		const start = this.elapsedMilliseconds();
		await work();
		this.#milliseconds.set(name, (this.#milliseconds.get(name) ?? 0) + this.elapsedMilliseconds() - start);
	}
	millisecondsOf({ name }) {
		return this.#milliseconds.get(name) ?? 0;
	}
	millisecondsWith(benchmarks) {
		const names = new Set(benchmarks.map(({ name }) => name));
		return [...this.#milliseconds].filter(([name]) => !names.has(name)).reduce((left, [, milliseconds]) => left - milliseconds, this.elapsedMilliseconds());
	}
};

// src/measure/conditions.ts
function conditionsOf(first, last, facts) {
	const { block, elapsedSeconds, workerCpuNanoseconds: workers, runnableTasks } = facts;
	const cores = coreTimes(first.cores, last.cores);
	const waited = increase(first.waitMicroseconds, last.waitMicroseconds);
	const program = increase(first.ownCpuMicroseconds, last.ownCpuMicroseconds);
	return {
		block,
		elapsedSeconds,
		busyShares: cores?.map(({ busy, idle, stolen }) => busy / (busy + idle + (stolen ?? 0))) ?? null,
		stealShare: cores === null ? null : stealShare(cores),
		waitShare: waited === null || elapsedSeconds === 0 ? null : Math.min(1, waited / 1e6 / elapsedSeconds),
		throttledShare: throttledShare(first.quotas, last.quotas),
		ownCpuSeconds: workers === null || program === null ? null : workers / 1e9 + program / 1e6,
		runnableTasks,
		load: last.load,
		swappedPages: increase(first.swappedPages, last.swappedPages)
	};
}
function increase(first, last) {
	if (first === null || last === null) return null;
	const difference = last - first;
	return Number.isFinite(difference) && difference >= 0 ? difference : null;
}
function coreTimes(first, last) {
	if (first === null || last === null || first.length !== last.length) return null;
	const elapsed = first.flatMap((before, index) => {
		const after = last[index];
		if (after === void 0 || after.name !== before.name) return [];
		const [busy, idle] = [increase(before.busy, after.busy), increase(before.idle, after.idle)];
		const stolen = increase(before.stolen, after.stolen);
		if (busy === null || idle === null || busy + idle + (stolen ?? 0) === 0) return [];
		return [{
			busy,
			idle,
			stolen
		}];
	});
	return elapsed.length === first.length ? elapsed : null;
}
function stealShare(cores) {
	if (cores.some(({ stolen }) => stolen === null)) return null;
	const stolen = cores.reduce((sum, core) => sum + (core.stolen ?? 0), 0);
	const wanted = cores.reduce((sum, core) => sum + core.busy, stolen);
	return wanted === 0 ? 0 : stolen / wanted;
}
function throttledShare(first, last) {
	if (first === null || last === null || first.length === 0) return null;
	return first.map((before) => {
		const after = last.find(({ group }) => group === before.group);
		const periods = increase(before.periods, after?.periods ?? null);
		const throttled = increase(before.throttledPeriods, after?.throttledPeriods ?? null);
		if (periods === null || throttled === null || throttled > periods) return null;
		return periods === 0 ? 0 : throttled / periods;
	}).reduce((most, share) => most === null || share === null ? null : Math.max(most, share), 0);
}

// src/measure/watch.ts
var Watch = class Watch {
	#block;
	#effects;
	#first;
	#cpuNanoseconds;
	#startMilliseconds;
	#runnableTasks = null;
	static async begin(block, effects) {
		return new Watch(block, effects, await effects.machine.sample());
	}
	constructor(block, effects, first) {
		this.#block = block;
		this.#effects = effects;
		this.#first = first;
		this.#cpuNanoseconds = block.cpuNanoseconds;
		this.#startMilliseconds = effects.clock.monotonicMilliseconds();
	}
	async look() {
		const seen = await this.#effects.machine.runnableTasks();
		if (seen !== null) this.#runnableTasks = Math.max(seen, this.#runnableTasks ?? 0);
	}
	async end() {
		const elapsedSeconds = (this.#effects.clock.monotonicMilliseconds() - this.#startMilliseconds) / 1e3;
		const last = await this.#effects.machine.sample();
		return conditionsOf(this.#first, last, {
			block: this.#block.number,
			elapsedSeconds,
			workerCpuNanoseconds: increase(this.#cpuNanoseconds, this.#block.cpuNanoseconds),
			runnableTasks: this.#runnableTasks
		});
	}
};

// src/measure/measure.ts
async function measure(request, effects, onProgress) {
	const workingFolder = await effects.files.makeTemporaryFolder(effects.temporaryFolder, "blas-bench-work-");
	try {
		const session = new Session(request, effects, workingFolder, onProgress);
		const schedule = await session.measureBlocks();
		if (effects.signal.aborted) throw new Interrupted();
		return {
			...session.run.records.measured(),
			schedule,
			conditions: session.conditions
		};
	} finally {
		await effects.files.removeTree(workingFolder);
	}
}
var Session = class {
	run;
	conditions = [];
	#request;
	#onProgress;
	#stopwatch;
	#frontEnd;
	#plannedLooks;
	#schedule;
	#fewestBlocks = 6;
	#fit;
	#done = 0;
	#isSettled = false;
	#rehearsalMilliseconds = 0;
	constructor(request, effects, workingFolder, onProgress) {
		this.#request = request;
		this.#onProgress = onProgress;
		this.#frontEnd = frontEndOf(request.benchmarks.source);
		this.#stopwatch = new Stopwatch(effects.clock);
		this.#schedule = request.schedule;
		this.#plannedLooks = request.schedule.blocksByFamily ? 2 : 1;
		this.#fit = request.schedule;
		this.run = runOf(request, effects, workingFolder);
	}
	async measureBlocks() {
		await this.#goOn();
		const schedule = this.#schedule;
		const { turns } = this.#fit;
		const blocks = this.run.records.unfinished().length > 0 ? this.#done : schedule.blocks;
		return this.#lookAgain({
			seed: schedule.seed,
			plannedBlocks: schedule.blocks,
			plannedLooks: this.#plannedLooks,
			looks: this.#done > 0 ? [this.#done] : [],
			turns,
			batchMilliseconds: schedule.batchMilliseconds,
			budgetMilliseconds: schedule.budgetMilliseconds,
			shortened: shortenings(schedule, {
				turns,
				blocks
			}, this.#stopwatch.elapsedMilliseconds())
		});
	}
	async #goOn() {
		for (;;) {
			this.run.records.goOnTo(this.#done);
			const left = this.run.records.unfinished();
			const isTime = this.#done < this.#fewestBlocks || this.#isTimeFor(1);
			if (left.length === 0 || this.#done >= this.#fit.blocks || !isTime) return;
			if (this.#done === 0 && this.#frontEnd.holds === "singly") await this.#rehearse(left);
			await this.#measureBlock(this.#done, left);
			this.#done += 1;
		}
	}
	async #lookAgain(first) {
		const { plannedBlocks } = first;
		if (first.plannedLooks < 2 || this.#done < plannedBlocks || this.run.effects.signal.aborted) return first;
		const { records } = this.run;
		const undecided = this.#request.undecided?.({
			...records.soFar(),
			schedule: first,
			conditions: []
		}) ?? [];
		if (undecided.length === 0) return first;
		records.goOnWith(undecided);
		const left = records.benchmarks().filter(({ role }) => role !== "control");
		const wanted = Math.min(plannedBlocks, records.longest(left) - this.#done);
		if (left.length > 0 && this.#isTimeFor(wanted)) {
			this.#fit = {
				...this.#fit,
				blocks: plannedBlocks + wanted
			};
			await this.#goOn();
		}
		const further = this.#done - plannedBlocks;
		const cut = records.unfinished().length > 0 ? secondLookShortenings(left.length, further, wanted) : [];
		return {
			...first,
			looks: further > 0 ? [plannedBlocks, this.#done] : first.looks,
			shortened: [...first.shortened, ...cut]
		};
	}
	async #rehearse(series) {
		const stopwatch = new Stopwatch(this.run.effects.clock);
		const block = await LiveBlock.start("rehearsal", series, this.run);
		try {
			for (const benchmark of this.run.records.benchmarks()) {
				this.#tell(0, "preparing", benchmark.name, 0);
				const following = this.#isHeldSingly(benchmark) ? this.#following(benchmark) : void 0;
				await stopwatch.spend(benchmark, async () => {
					if (benchmark.method === "turns") await prepareTurns(block, benchmark, this.run, following);
					else await runWhole(block, benchmark, this.run);
					if (following !== void 0) await finishTurns(block, benchmark.name, this.run);
				});
			}
			this.#rehearsalMilliseconds = stopwatch.elapsedMilliseconds();
			const fixedMilliseconds = this.#rehearsalMilliseconds - block.onceMilliseconds;
			this.#settle({
				block,
				fixedMilliseconds,
				setUp: stopwatch
			});
		} finally {
			await block.end();
		}
	}
	async #measureBlock(number, series) {
		const start = this.#stopwatch.elapsedMilliseconds();
		this.#tell(number, "starting", null, 0);
		const order = orderOfBlock(cellsOf(series), number, this.#request.schedule.seed);
		const block = await LiveBlock.start(number, order, this.run);
		try {
			for (const benchmark of this.run.records.benchmarks()) {
				this.#tell(number, "preparing", benchmark.name, 0);
				if (benchmark.method === "turns" && !this.#isHeldSingly(benchmark)) await this.#stopwatch.spend(benchmark, () => prepareTurns(block, benchmark, this.run));
			}
			const proofStart = this.#stopwatch.elapsedMilliseconds();
			this.#tell(number, "proving", null, 0);
			await block.prove("before");
			const now = this.#stopwatch.elapsedMilliseconds();
			if (!this.#isSettled && this.#frontEnd.holds !== "singly") this.#settle({
				block,
				fixedMilliseconds: 2 * now - proofStart - start,
				setUp: this.#stopwatch
			});
			const watch = await Watch.begin(block, this.run.effects);
			await this.#time(block, watch);
			this.conditions.push(await watch.end());
			this.#tell(number, "proving", null, 1);
			await block.prove("after");
			block.keep();
		} finally {
			await block.end();
		}
	}
	#settle(first) {
		if (!first.block.isAlive && !first.block.isRehearsal) return;
		this.#isSettled = true;
		const settled = settle(this.run, this.#schedule, this.#plannedLooks, first);
		this.#schedule = settled.schedule;
		this.#fewestBlocks = settled.fewestBlocks + this.#done;
		const blocks = Math.min(settled.fit.blocks + this.#done, settled.schedule.blocks);
		this.#fit = {
			...settled.fit,
			blocks
		};
	}
	#isTimeFor(blocks) {
		const blockMilliseconds = (this.#stopwatch.millisecondsWith(this.run.records.benchmarks()) - this.#rehearsalMilliseconds) / this.#done;
		return isTimeFor(blocks, blockMilliseconds, this.#stopwatch.elapsedMilliseconds(), this.#schedule);
	}
	async #time(block, watch) {
		const benchmarks = this.run.records.benchmarks();
		for (const [index, benchmark] of benchmarks.entries()) {
			this.#tell(block.number, "timing", benchmark.name, index / benchmarks.length);
			await watch.look();
			await this.#stopwatch.spend(benchmark, async () => {
				const runOnce = this.run.timesProcesses ? runProcesses : runWhole;
				if (benchmark.method === "whole") return runOnce(block, benchmark, this.run);
				const isHeldSingly = this.#isHeldSingly(benchmark);
				if (isHeldSingly) await prepareTurns(block, benchmark, this.run, this.#following(benchmark));
				const random = createRandom(this.#request.schedule.seed, block.number, index);
				await takeTurns(block, benchmark.name, this.#fit.turns, random, this.run);
				if (isHeldSingly) await finishTurns(block, benchmark.name, this.run);
			});
		}
	}
	#isHeldSingly(benchmark) {
		return isHeldSingly(this.#frontEnd, benchmark);
	}
	#following(benchmark) {
		const benchmarks = this.run.records.benchmarks();
		const place = benchmarks.findIndex(({ name }) => name === benchmark.name);
		return benchmarks.slice(place + 1).filter((one) => this.#isHeldSingly(one));
	}
	#tell(block, doing, benchmark, share) {
		const { blocks } = this.#fit;
		const done = block + share;
		const milliseconds = this.#stopwatch.millisecondsWith(this.run.records.benchmarks());
		const leftMilliseconds = done > 0 ? milliseconds * (blocks - done) / done : null;
		this.#onProgress({
			block: block + 1,
			blocks,
			doing,
			benchmark,
			elapsedMilliseconds: this.#stopwatch.elapsedMilliseconds(),
			leftMilliseconds
		});
	}
};

// src/provision/base-commit.ts
const deepenings = [
	16,
	64,
	256,
	1024,
	4096
];
async function findBaseCommit(git, wanted, head) {
	if (wanted.kind === "commit") return obtain(git, wanted.commit);
	if (wanted.kind === "merge-base") return mergeBase(git, head, await named(git, wanted.name), wanted.name);
	const [first, second, third] = await parentsOf(git, head);
	if (first !== void 0 && second === wanted.headCommit && third === void 0) return obtain(git, first);
	return mergeBase(git, head, await targetBranch(git, wanted.baseBranch), wanted.baseBranch);
}
async function parentsOf(git, commit) {
	const [header = ""] = (await git.must("reading HEAD", [
		"cat-file",
		"commit",
		commit
	])).split("\n\n");
	return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
}
async function named(git, name) {
	refuseOddName(name);
	const here = await firstKnown(git, [name, `refs/remotes/origin/${name}`]);
	if (here !== null) return here;
	await requireOrigin(git, name);
	if (isFullName(name)) return obtain(git, name, name);
	const plain = name.replace(/^(refs\/remotes\/)?origin\/|^refs\/(heads|tags)\//, "");
	return atRemote(git, name, [
		`refs/heads/${plain}`,
		`refs/tags/${plain}^{}`,
		`refs/tags/${plain}`
	]);
}
async function targetBranch(git, branch) {
	refuseOddName(branch);
	const here = await firstKnown(git, [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]);
	if (here !== null) return here;
	await requireOrigin(git, branch);
	return atRemote(git, branch, [`refs/heads/${branch}`]);
}
async function requireOrigin(git, name) {
	if ((await git.ask([
		"remote",
		"get-url",
		"origin"
	])).exitCode !== 0) throw unknown(name, "is not known here, and there is no remote named origin");
}
function refuseOddName(name) {
	const why = whyNoRevision(name);
	if (why !== null) throw unknown(name, why);
}
async function firstKnown(git, names) {
	for (const name of names) {
		const commit = await localCommit(git, name);
		if (commit !== null) return commit;
	}
	return null;
}
async function atRemote(git, name, refs) {
	const listed = await git.must(`asking origin for ${name}`, [
		"ls-remote",
		"--end-of-options",
		"origin",
		...refs
	]);
	const commits = new Map(listed.split("\n").map((line) => [line.slice(line.indexOf("	") + 1), line.split("	")[0]]));
	const commit = refs.map((ref) => commits.get(ref)).find((one) => one !== void 0);
	if (commit === void 0 || !isFullName(commit)) throw unknown(name, "is not known here, nor to origin");
	return obtain(git, commit, name);
}
function isFullName(text) {
	return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
async function localCommit(git, name) {
	const answer = await git.ask([
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${name}^{commit}`
	]);
	return answer.exitCode === 0 && isFullName(answer.stdout) ? answer.stdout : null;
}
async function obtain(git, commit, name = null) {
	const present = async () => await localCommit(git, commit) !== null;
	if (await present()) return commit;
	const depth = await isShallow(git) ? ["--depth=1"] : [];
	const words = [
		...fetch,
		...depth,
		"--end-of-options",
		"origin",
		commit
	];
	const fetched = await git.ask(words);
	if (await present()) return commit;
	if (name !== null && /not our ref|unadvertised object/.test(fetched.stderr)) throw unknown(name, "is not known here, nor to origin");
	throw unreachable(`the base ${commit} is not in this clone and cannot be fetched`, words, fetched);
}
const fetch = [
	"fetch",
	"--no-tags",
	"--no-write-fetch-head",
	"--quiet",
	"--recurse-submodules=no"
];
async function isShallow(git) {
	return await git.must("looking at the clone", ["rev-parse", "--is-shallow-repository"]) === "true";
}
async function mergeBase(git, head, other, name) {
	for (const step of [
		null,
		...deepenings.map((by) => `--deepen=${by}`),
		"--unshallow"
	]) {
		if (step !== null) {
			if (!await isShallow(git)) break;
			await deepen(git, step, [head, other]);
		}
		const found = await git.ask([
			"merge-base",
			head,
			other
		]);
		if (found.exitCode === 0) return found.stdout.split("\n")[0] ?? "";
	}
	throw new UserError([{
		where: `base-ref ${name}`,
		what: "shares no commit with HEAD: their histories are unrelated",
		remedy: "name a commit that HEAD comes from"
	}]);
}
async function deepen(git, step, commits) {
	if ((await git.ask([
		...fetch,
		step,
		"--end-of-options",
		"origin",
		...commits
	])).exitCode === 0) return;
	const words = [
		...fetch,
		step,
		"--end-of-options",
		"origin"
	];
	const all = await git.ask(words);
	if (all.exitCode !== 0) throw unreachable("this clone is shallow and cannot be deepened", words, all);
}
function unreachable(what, words, { exitCode, stderr }) {
	return new ToolError({
		what: `${what}; check out with fetch-depth: 0, or with credentials`,
		command: ["git", ...words],
		toolExitCode: exitCode,
		stderr
	});
}
function unknown(name, what) {
	return new UserError([{
		where: `base-ref ${name}`,
		what,
		remedy: "name a branch, a tag or a commit of this repository"
	}]);
}

// src/provision/working-state.ts
async function readState(git) {
	const root = await git.ask(["rev-parse", "--show-toplevel"]);
	if (root.exitCode === null) return {
		where: "compare",
		what: `base and head come from git, which cannot be started (${root.stderr})`,
		remedy: "install git, or run with compare: variants"
	};
	if (root.exitCode !== 0) return noRepository(root.stderr);
	const below = await git.must("finding the working folder", ["rev-parse", "--show-prefix"]);
	const head = await git.ask([
		"rev-parse",
		"--verify",
		"--quiet",
		"HEAD^{commit}"
	]);
	if (head.exitCode !== 0) return {
		where: root.stdout,
		what: "this repository has no commit yet",
		remedy: "commit the code first"
	};
	const remote = await git.ask([
		"remote",
		"get-url",
		"origin"
	]);
	const status = await git.must("looking for changes", [
		"status",
		"--porcelain",
		"--untracked-files=no"
	]);
	const repository = remote.exitCode === 0 ? withoutUser(remote.stdout) : null;
	return {
		root: root.stdout,
		below,
		code: {
			repository,
			headCommit: head.stdout,
			dirty: status !== ""
		}
	};
}
function noRepository(stderr) {
	const [, why] = /^fatal: (.*)$/m.exec(stderr) ?? [];
	const remedy = stderr.includes("dubious ownership") ? "add the folder to git's safe.directory" : "run in a checkout of the code, or with compare: variants";
	return {
		where: "compare",
		what: `base and head come from git, which says: ${why ?? "no repository"}`,
		remedy
	};
}
const oldestGit = [2, 30];
async function refuseOldGit(git) {
	const said = await git.must("asking git for its version", ["--version"]);
	const [major = 0, minor = 0] = (/\d+\.\d+/.exec(said)?.[0] ?? "").split(".").map(Number);
	if (major > oldestGit[0] || major === oldestGit[0] && minor >= oldestGit[1]) return;
	const remedy = `install git ${oldestGit.join(".")} or newer`;
	throw new UserError([{
		where: "git",
		what: `this one is too old to check out a base (${said})`,
		remedy
	}]);
}
async function refuseHalfDone(git) {
	const listed = async (filter) => {
		const words = [
			"diff",
			"--name-only",
			"--no-renames",
			`--diff-filter=${filter}`,
			"-z"
		];
		return someOf(namesIn(await git.must("looking for conflicts", words)));
	};
	const conflicts = await listed("U");
	if (conflicts !== "") throw new UserError([{
		where: "the checkout",
		what: `there are conflicts in ${conflicts}`,
		remedy: "resolve them first"
	}]);
	const announced = await listed("A");
	if (announced !== "") throw new UserError([{
		where: "the checkout",
		what: `of ${announced}, git knows the name alone`,
		remedy: "git add the whole file"
	}]);
}
const namedFiles = 10;
function namesIn(separated) {
	return separated.split("\0").filter((name) => name !== "");
}
function someOf(names) {
	const more = names.length > namedFiles ? ` and ${names.length - namedFiles} more` : "";
	return `${names.slice(0, namedFiles).join(", ")}${more}`;
}
async function unmeasuredFiles(git, head) {
	return [...await unknownFiles(git), ...await changedSubmodules(git, head)];
}
async function unknownFiles(git) {
	const names = someOf(namesIn(await git.must("listing new files", [
		"ls-files",
		"--others",
		"--exclude-standard",
		"-z",
		":/"
	])));
	return names === "" ? [] : [`Not measured, because git does not know them: ${names}.`];
}
async function changedSubmodules(git, head) {
	const words = [
		"diff",
		"--raw",
		"-z",
		"--ignore-submodules=untracked",
		head
	];
	const fields = namesIn(await git.must("looking for changed submodules", words));
	const names = fields.flatMap((name, at) => /^:\d{6} 160000 /.test(fields[at - 1] ?? "") ? [name] : []);
	if (names.length === 0) return [];
	return [`Not measured, because they are not committed: changes in the submodules ${someOf(names)}.`];
}
async function commitAsItStands(git, { code }) {
	if (!code.dirty) return code.headCommit;
	const stashed = await git.must("taking the changes that are not committed", ["stash", "create"]);
	return stashed === "" ? code.headCommit : stashed;
}

// src/provision/checkouts.ts
async function openCheckouts(request, effects) {
	const git = effects.openGit(request.checkout, effects.signal);
	const state = await readState(git);
	if (request.base === null) {
		const code = "what" in state ? null : {
			...state.code,
			baseCommit: null
		};
		return {
			folders: {
				base: null,
				head: request.checkout
			},
			code,
			notices: [],
			remove: async () => {}
		};
	}
	if ("what" in state) throw new UserError([state]);
	await refuseOldGit(git);
	await refuseHalfDone(git);
	const baseCommit = await findBaseCommit(git, request.base, state.code.headCommit);
	const arms = {
		base: baseCommit,
		head: await commitAsItStands(git, state)
	};
	const notices = new Set(await unmeasuredFiles(git, arms.head));
	if (arms.base === arms.head) notices.add("Base and head are the same commit: between them is nothing but noise.");
	const places = {
		base: path.join(request.folder, "base"),
		head: path.join(request.folder, "head")
	};
	const made = [];
	const remove = async () => {
		const cleaning = effects.openGit(state.root, null);
		for (const place of made.splice(0)) {
			const left = await removeWorktree(cleaning, effects.files, place);
			if (left !== null) effects.log(left);
		}
	};
	try {
		await removeAbandoned(git, effects.files);
		for (const arm of ["base", "head"]) {
			const place = places[arm];
			if (await effects.files.kind(place) === "absent") made.push(place);
			const notice = await addWorktree(git, effects.files, place, arms[arm]);
			if (notice !== null) notices.add(notice);
		}
		const folders = {
			base: path.join(places.base, state.below),
			head: path.join(places.head, state.below)
		};
		for (const folder of Object.values(folders)) await effects.files.makeFolder(folder);
		return {
			folders,
			code: {
				...state.code,
				baseCommit
			},
			notices: [...notices],
			remove
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

// src/provision/locks.ts
async function readLocks(environments, effects) {
	const texts = await Promise.all(environments.map((environment) => lockText(environment, effects)));
	const locks = environments.map(({ plan }, index) => ({
		plan,
		text: texts[index] ?? null
	}));
	const plans = environments.map(({ plan }) => plan);
	const named = /* @__PURE__ */ new Map();
	for (const { plan, text } of locks) {
		const head = locks.find((other) => twinOf(other.plan, plans) === plan);
		if (text === null || head?.text === text) continue;
		const variant = plan.variant.replace(/[^\w.@~-]/g, "_");
		named.set(`${variant}${plan.arm === "base" ? "-base" : ""}.txt`, text);
	}
	return named;
}
async function writeLocks(locks, folder, files) {
	const written = [...locks].map(async ([name, text]) => {
		const file = path.join(folder, name);
		await files.writeWhole(file, text);
		return file;
	});
	return Promise.all(written);
}
async function lockText({ plan, prefix, python, variables, packages, lockFile }, { files, processes, signal, log }) {
	const given = lockFile === null ? null : await files.readText(lockFile);
	if (given === null) return null;
	const isOfPip = plan.source.provider === "pip";
	const wheels = packages.filter(({ manager, name }) => manager === "pip" && !(isOfPip && isOfVenv(name)));
	const isCurrent = wheels.every(({ name, version }) => given.includes(`\n${name}==${version}\n`));
	if (isOfPip && isCurrent) return given;
	const text = isOfPip ? commentsOf(given) : await listOfConda(prefix, given, packages, files);
	if (wheels.length === 0) return text;
	const command = [
		python,
		"-Im",
		"pip",
		"freeze",
		"--all",
		...flags
	];
	const frozen = await processes.run({
		command,
		variables,
		signal
	});
	if (frozen.stopped === "aborted") throw new Interrupted();
	if (frozen.exitCode !== 0) {
		log(`${plan.id}: no lock is written: ${howItEnded({ command }, frozen)}`);
		return null;
	}
	const names = wheels.map(({ name }) => name);
	return `${text}${frozen.stdout.split("\n").filter((line) => isFromElsewhere(line, names)).map((line) => isOfPip ? `${line}\n` : `# pip ${line}\n`).join("")}`;
}
const flags = ["--exclude-editable", "--disable-pip-version-check"];
function commentsOf(requirements) {
	return requirements.split("\n").filter((line) => line.startsWith("#")).map((line) => `${line}\n`).join("");
}
async function listOfConda(prefix, given, packages, files) {
	const conda = packages.filter(({ manager }) => manager === "conda");
	const archives = given.split("\n").filter((line) => /^[^#].*\//.test(line));
	const isThere = ({ name, version, build }) => archives.some((address) => address.includes(`/${name}-${version}-${build}.`));
	if (conda.length === archives.length && conda.every(isThere)) return given;
	return explicitList(await readRecords(files, prefix));
}
function isFromElsewhere(line, wheels) {
	const name = /^[\w.-]+/.exec(line)?.[0]?.toLowerCase().replaceAll(/[-_.]+/g, "-");
	return name !== void 0 && wheels.includes(name) && !line.includes("@ file:");
}

// src/report/asv.ts
const formatVersion$1 = 2;
const columns = [
	"result",
	"params",
	"version",
	"started_at",
	"duration",
	"stats_ci_99_a",
	"stats_ci_99_b"
];
const statistics = [
	"stats_q_25",
	"stats_q_75",
	"stats_number",
	"stats_repeat",
	"samples"
];
const skipped = "\0NaN";
function asvText(result, series) {
	const { host, code } = result;
	const ours = result.series.find(({ id }) => id === series);
	const python = pythonOf(result, ours?.environment);
	const date = Date.parse(result.startedAt);
	const document = {
		commit_hash: (ours?.arm === "base" ? code?.baseCommit : code?.headCommit) ?? "unknown",
		env_name: series,
		date,
		params: {
			arch: host.machine,
			cpu: host.cpuModel,
			machine: "blas-bench",
			num_cpu: String(host.logicalCores),
			os: `${host.platform.startsWith("osx") ? "Darwin" : "Linux"} ${host.osVersion}`,
			ram: String(host.memoryBytes),
			python
		},
		python,
		requirements: {},
		env_vars: {},
		result_columns: [...columns, ...statistics],
		results: Object.fromEntries([...functionsOf(result, series)].map(([name, cases]) => [name, rowOf(cases, date)])),
		durations: {},
		version: formatVersion$1
	};
	return `${JSON.stringify(document).replaceAll(JSON.stringify(skipped), "NaN")}\n`;
}
function pythonOf({ environments }, environment) {
	return ((environments.find(({ id }) => id === environment)?.packages ?? []).find(({ name }) => name === "python")?.version ?? "").split(".").slice(0, 2).join(".");
}
function functionsOf({ benchmarks, measurements, failures }, series) {
	const functions = /* @__PURE__ */ new Map();
	const own = new Map(measurements.filter((one) => one.series === series).map((one) => [one.benchmark, one]));
	const failed = new Set(failures.filter(({ subject }) => subject === series).map(({ benchmark }) => benchmark));
	for (const { name, source } of benchmarks) {
		if (source === null) continue;
		const measurement = own.get(name) ?? null;
		if (measurement === null && !failed.has(name)) continue;
		const { whole, parameters } = partsOf$1(name);
		functions.set(whole, [...functions.get(whole) ?? [], {
			parameters,
			measurement
		}]);
	}
	return functions;
}
function rowOf(cases, date) {
	const depth = Math.max(...cases.map(({ parameters }) => parameters.length));
	const isEven = cases.every(({ parameters }) => parameters.length === depth);
	const even = isEven ? cases : cases.map((one) => ({
		...one,
		parameters: [one.parameters.join(", ")]
	}));
	const lists = Array.from({ length: isEven ? depth : 1 }, (_, place) => [...new Set(even.map(({ parameters }) => parameters[place] ?? ""))]);
	const byKey = new Map(even.map((one) => [JSON.stringify(one.parameters), one]));
	const all = product(lists).map((parameters) => byKey.get(JSON.stringify(parameters)));
	const figures = all.map((one) => one?.measurement == null ? null : figuresOf(one.measurement));
	const of = (part) => figures.map((one) => one?.[part] ?? null);
	return [
		all.map((one, index) => one === void 0 ? skipped : figures[index]?.result ?? null),
		lists,
		...[
			null,
			date,
			null
		],
		...[figures.map(() => null), figures.map(() => null)],
		...[
			"q25",
			"q75",
			"number",
			"repeat",
			"samples"
		].map(of)
	];
}
function figuresOf(measurement) {
	const { blocks, loops } = measurement;
	if (blocks.values !== void 0) return { result: median$1(blocks.values) };
	const samples = turnSeconds(measurement);
	const sorted = samples.toSorted((a, b) => a - b);
	const [q25, q75] = [quantile(sorted, .25), quantile(sorted, .75)];
	return {
		result: median$1(samples),
		q25,
		q75,
		number: loops,
		repeat: samples.length,
		samples
	};
}
function quantile(sorted, share) {
	const place = share * (sorted.length - 1);
	const [low = NaN, high = NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
	return low + (high - low) * (place - Math.floor(place));
}
function product(lists) {
	let sets = [[]];
	for (const list of lists) sets = sets.flatMap((set) => list.map((one) => [...set, one]));
	return sets;
}
const opening = "([{<";
const closing = ")]}>";
function partsOf$1(name) {
	const start = name.indexOf("(");
	if (start === -1 || !name.endsWith(")")) return {
		whole: name,
		parameters: []
	};
	const text = name.slice(start + 1, -1);
	const parameters = [];
	let [from, depth, quote] = [
		0,
		0,
		""
	];
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at);
		if (quote !== "") {
			if (character === "\\") at += 1;
			else if (character === quote) quote = "";
		} else if (character === "'" || character === "\"") quote = character;
		else if (opening.includes(character)) depth += 1;
		else if (closing.includes(character)) depth -= 1;
		else if (depth === 0 && text.startsWith(", ", at)) {
			parameters.push(text.slice(from, at));
			from = at + 2;
		}
	}
	return {
		whole: name.slice(0, start),
		parameters: [...parameters, text.slice(from)]
	};
}

// src/report/forest-svg.ts
const rowHeight = 22;
const longestName = 46;
const axisWidth = 400;
const margin = 16;
const colours = {
	regressed: "#cf222e",
	improved: "#1a7f37",
	unchanged: "#6e7781",
	inconclusive: "#9a6700",
	insufficient: "#9a6700",
	added: "#6e7781",
	removed: "#6e7781",
	failed: "#cf222e"
};
function renderForestSvg(rows) {
	const forest = forestOf(rows);
	if (forest === null) return null;
	const width = 872;
	const height = (forest.rows.length + 1) * rowHeight + 32;
	const bottom = margin + forest.rows.length * rowHeight;
	const axisLabel = (place, text) => `<text x="${across(place)}" y="${bottom + 16}" text-anchor="middle">${text}</text>`;
	const middle = across(forest.unchanged);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#6e7781" role="img">`,
		"<title>Time at head over time at base, with 95 % intervals</title>",
		`<line x1="${middle}" y1="${margin}" x2="${middle}" y2="${bottom}" stroke="#6e7781" stroke-dasharray="3 3"/>`,
		...forest.rows.map(drawRow),
		axisLabel(0, ratio(forest.smallest)),
		axisLabel(forest.unchanged, "1"),
		axisLabel(1, ratio(forest.largest)),
		"</svg>",
		""
	].join("\n");
}
function across(place) {
	return (336 + place * axisWidth).toFixed(1);
}
function drawRow({ benchmark, label, outcome, ratio: centreRatio, low, centre, high }, index) {
	const y = margin + index * rowHeight + rowHeight / 2;
	const whole = visibleName(`${benchmark}, ${label}`);
	const name = escaped(whole);
	const colour = colours[outcome];
	return [
		`<g><title>${name}: ${outcome}</title>`,
		`<text x="${margin}" y="${y + 4}">${escaped(cut(whole, longestName))}</text>`,
		`<line x1="${across(low)}" y1="${y}" x2="${across(high)}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
		`<circle cx="${across(centre)}" cy="${y}" r="4" fill="${colour}"/>`,
		`<text x="748" y="${y + 4}">${ratio(centreRatio)} ${outcome}</text></g>`
	].join("");
}
function escaped(text) {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// src/report/pytest-benchmark.ts
const formatVersion = "5.3.1";
const outlierRanges = 1.5;
function pytestBenchmarkDocument(result, series, labels) {
	const { host, code } = result;
	return {
		machine_info: {
			node: "",
			machine: host.machine,
			system: host.platform.startsWith("osx") ? "Darwin" : "Linux",
			release: host.osVersion,
			cpu: {
				brand_raw: host.cpuModel,
				vendor_id_raw: host.cpuVendor,
				count: host.logicalCores
			}
		},
		commit_info: {
			id: (isBase(result, series) ? code?.baseCommit : code?.headCommit) ?? "unknown",
			dirty: !isBase(result, series) && (code?.dirty ?? false),
			project: code?.repository ?? "unknown",
			branch: "(unknown)",
			time: result.startedAt
		},
		benchmarks: result.measurements.filter((one) => one.series === series && isOwn(result, one.benchmark)).map((one) => benchmarkOf(one, labels.get(one.benchmark))),
		datetime: result.startedAt,
		version: formatVersion
	};
}
function isBase(result, series) {
	return result.series.some(({ id, arm }) => id === series && arm === "base");
}
function isOwn(result, benchmark) {
	return result.benchmarks.some(({ name, source }) => name === benchmark && source !== null);
}
function benchmarkOf(measurement, labels) {
	const { benchmark, loops } = measurement;
	const seconds = turnSeconds(measurement);
	return {
		group: labels?.group ?? null,
		name: benchmark.slice(benchmark.lastIndexOf("::") + (benchmark.includes("::") ? 2 : 1)),
		fullname: benchmark,
		params: labels?.params ?? null,
		param: labels?.param ?? null,
		extra_info: labels?.extra_info ?? {},
		options: {
			disable_gc: true,
			timer: "perf_counter"
		},
		stats: {
			...statsOf(seconds),
			iterations: loops,
			data: seconds
		}
	};
}
function statsOf(seconds) {
	const sorted = [...seconds].sort((a, b) => a - b);
	const total = seconds.reduce((sum, each) => sum + each, 0);
	const mean = total / seconds.length;
	const squares = seconds.reduce((sum, each) => sum + (each - mean) ** 2, 0);
	const stddev = seconds.length > 1 ? Math.sqrt(squares / (seconds.length - 1)) : 0;
	const [q1, q3] = [lowerQuartile(sorted), -lowerQuartile(sorted.map((each) => -each).reverse())];
	const reach = outlierRanges * (q3 - q1);
	const within = sorted.filter((each) => each >= q1 - reach && each <= q3 + reach);
	const farFromMean = seconds.filter((each) => Math.abs(each - mean) > stddev).length;
	const farFromQuartiles = sorted.length - within.length;
	return {
		min: sorted[0],
		max: sorted.at(-1),
		mean,
		stddev,
		rounds: seconds.length,
		median: median$1(sorted),
		iqr: q3 - q1,
		q1,
		q3,
		iqr_outliers: farFromQuartiles,
		stddev_outliers: farFromMean,
		outliers: `${farFromMean};${farFromQuartiles}`,
		ld15iqr: within[0],
		hd15iqr: within.at(-1),
		ops: 1 / mean,
		total
	};
}
function lowerQuartile(sorted) {
	const half = Math.floor(sorted.length / 2);
	if (half === 0) return median$1(sorted);
	if (sorted.length % 2 === 0) return median$1(sorted.slice(0, half));
	return (median$1(sorted.slice(0, half)) + median$1(sorted.slice(0, half + 1))) / 2;
}

// src/result/write.ts
async function writeResult(files, file, result) {
	try {
		checkResult(result, "result");
	} catch (cause) {
		throw new Error("the result does not fit its own schema, so it was not written", { cause });
	}
	await files.writeWhole(file, resultText(result));
}

// src/pipeline.ts
async function runPipeline(request, effects, onProgress) {
	const { config, checkout } = request;
	const { base, notices } = planAxes(request.event, config);
	const checkouts = await openCheckouts({
		checkout,
		base,
		folder: request.checkoutsFolder
	}, effects);
	try {
		const { folders, code } = checkouts;
		if (base !== null) await requireBenchmarks(config.benchmarks, folders.head, effects);
		const files = await readEnvironmentFiles(config, folders, effects);
		const arms = {
			folders,
			files,
			code,
			notices: [...notices, ...checkouts.notices]
		};
		if (base === null || canDiffer(config, files)) return await runArms(request, arms, effects, onProgress);
		if (config.compare !== "auto") throw sameCode();
		const alone = {
			folders: {
				base: null,
				head: checkout
			},
			files: {
				...files,
				base: null
			},
			code,
			notices: [...arms.notices, unmeasured]
		};
		return await runArms({
			...request,
			config: withoutBase(config)
		}, alone, effects, onProgress);
	} finally {
		await checkouts.remove();
	}
}
function canDiffer({ benchmarks, install }, { base, head }) {
	return areOwn(benchmarks) || install.length > 0 || JSON.stringify(base) !== JSON.stringify(head);
}
function sameCode() {
	return new UserError([{
		where: "compare",
		what: "base and head have equal environment files, so built-in benchmarks would time the same code twice",
		remedy: "name benchmarks of your own, such as functions:FILE"
	}]);
}
async function requireBenchmarks(source, head, effects) {
	const place = placeOf(source);
	if (place === null || await effects.files.kind(path.join(head, place)) !== "absent") return;
	throw new UserError([{
		where: place,
		what: "git does not know this file",
		remedy: "git add it"
	}]);
}
async function runArms(request, arms, effects, onProgress) {
	for (const notice of arms.notices) effects.log(notice);
	const startedAt = effects.clock.now();
	const start = effects.clock.monotonicMilliseconds();
	const made = await provisionAndProbe(request, arms, effects);
	const { plan, environments } = made.provisioned;
	const notices = [...arms.notices, ...referenceNotices(plan.reference, plan.environments, request.config)];
	const resultOf = (measured) => {
		const elapsedSeconds = (effects.clock.monotonicMilliseconds() - start) / 1e3;
		return assembleResult({
			...request,
			...arms,
			...made,
			notices,
			startedAt,
			elapsedSeconds,
			measured
		});
	};
	const measured = await measure({
		...plan,
		environments,
		series: made.probed.fit,
		launching: made.launching,
		checkouts: arms.folders,
		undecided: (soFar) => undecidedBenchmarks(resultOf(soFar), request.config)
	}, effects, onProgress);
	const locks = await readLocks(environments, effects);
	const result = resultOf(measured);
	const assessment = assess(result, request.config);
	const resultFile = path.join(request.outputFolder, "result.json");
	const reportFile = path.join(request.outputFolder, "report.md");
	await writeResult(effects.files, resultFile, result);
	await effects.files.writeWhole(reportFile, renderMarkdown(layOut$1(assessment.report)));
	await writeForOtherTools(request, result, measured, effects);
	const forest = renderForestSvg(assessment.report.code.rows);
	if (forest !== null) await effects.files.writeWhole(path.join(request.outputFolder, "forest.svg"), forest);
	return {
		result,
		assessment,
		environments,
		resultFile,
		reportFile,
		lockFiles: await writeLocks(locks, path.join(request.outputFolder, "locks"), effects.files)
	};
}
async function writeForOtherTools({ outputFolder, config: { benchmarks } }, result, { labels }, { files }) {
	for (const { id } of result.series) {
		const name = `${id.replaceAll(/[^A-Za-z0-9._-]/g, "_")}.json`;
		if (benchmarks.kind === "pytest") {
			const document = pytestBenchmarkDocument(result, id, labels.get(id) ?? /* @__PURE__ */ new Map());
			await files.writeWhole(path.join(outputFolder, "pytest-benchmark", name), `${JSON.stringify(document)}\n`);
		}
		if (benchmarks.kind === "asv") await files.writeWhole(path.join(outputFolder, "asv", name), asvText(result, id));
	}
}

// src/plan/cache-scope.ts
const ofTheirBranch = [
	"push",
	"schedule",
	"workflow_dispatch"
];
function whyNotKept(event) {
	if (event === null) return "no event is known";
	if (ofTheirBranch.includes(event.name)) return null;
	if (event.name === "pull_request") return event.pullRequest?.isFromFork === false ? null : "a pull request from a fork adds nothing";
	if (event.name === "merge_group") return "no later run could read what a merge group adds";
	return `a run for the event ${event.name} could add to what the default branch reads`;
}

// src/plan/cache-key.ts
const form = 1;
function cacheKey({ environments, host }, solver) {
	const asked = environments.flatMap(({ platform, source }) => source.provider === "rattler" || source.provider === "source" ? [JSON.stringify([platform, source])] : []);
	if (asked.length === 0) return null;
	const [client = "embedded"] = environments.flatMap(({ source }) => source.provider === "client" ? [source.client.kind === "named" ? source.client.name : source.client.kind] : []);
	const near = `blas-bench-${form}-${client}-${host.platform}-${short([solver])}-`;
	return {
		near,
		asked: `${near}${short(asked.map(redactCredentials))}-`
	};
}
function fullKey({ asked }, locks) {
	return `${asked}${short(locks)}`;
}
function short(texts) {
	return createHash("sha256").update(JSON.stringify([...new Set(texts)].sort())).digest("hex").slice(0, 16);
}

// src/provision/kept-entries.ts
const listName = "kept.json";
const packages = "packages";
const listSchema = record(string().regex(/^(packages|wheels)\/(?!\.\.?$)[A-Za-z0-9._+!-]+$/), string());
async function entriesOf(environments, { files, cacheFolder }) {
	const entries = /* @__PURE__ */ new Set();
	for (const { plan, prefix, wheelFolder } of environments) {
		if (wheelFolder !== void 0) entries.add(`wheels/${path.basename(wheelFolder)}`);
		if (plan.source.provider !== "rattler") continue;
		for (const folder of await packageFolders(files, prefix)) entries.add(`${packages}/${path.basename(folder)}`);
	}
	const there = [];
	for (const entry of [...entries].sort()) {
		const parts = partsOf(entry);
		if (!(await Promise.all(parts.map((part) => files.kind(path.join(cacheFolder, part))))).includes("absent")) there.push(...parts);
	}
	return there;
}
function partsOf(entry) {
	return entry.startsWith(`${packages}/`) ? [entry, `${entry}.lock`] : [entry];
}
async function layOut(entries, content, { files, cacheFolder }) {
	const list = {};
	for (const entry of entries) {
		const place = path.join(content, entry);
		await files.makeFolder(path.dirname(place));
		await files.linkTree(path.join(cacheFolder, entry), place);
		list[entry] = await files.digestTree(place) ?? "";
	}
	await files.writeWhole(path.join(content, listName), JSON.stringify(list));
}
async function takeOver(content, { files, cacheFolder }) {
	const list = await readList(content, files);
	if (list === null) return {
		taken: 0,
		damaged: 1
	};
	let [taken, damaged] = [0, 0];
	for (const entry of Object.keys(list).filter((name) => !name.endsWith(".lock"))) {
		const parts = partsOf(entry);
		if ((await Promise.all(parts.map((part) => files.digestTree(path.join(content, part))))).some((digest, index) => digest === null || digest !== list[parts[index] ?? ""])) {
			damaged += 1;
			continue;
		}
		if ((await Promise.all(parts.map((part) => files.kind(path.join(cacheFolder, part))))).some((kind) => kind !== "absent")) continue;
		await files.makeFolder(path.dirname(path.join(cacheFolder, entry)));
		for (const part of parts) await files.moveFolder(path.join(content, part), path.join(cacheFolder, part));
		taken += 1;
	}
	return {
		taken,
		damaged
	};
}
async function readList(content, files) {
	const text = await files.readText(path.join(content, listName));
	return listSchema.safeParse(possibleJson(text ?? "")).data ?? null;
}

// src/provision/kept-packages.ts
function keepPackages(keeping, effects) {
	const run = new KeepingRun(keeping, effects);
	return {
		restore: (plan) => run.restore(plan),
		save: (environments) => run.save(environments)
	};
}
var KeepingRun = class {
	#keeping;
	#effects;
	#key = null;
	#found = { status: "nothing" };
	constructor(keeping, effects) {
		this.#keeping = keeping;
		this.#effects = effects;
	}
	async restore(plan) {
		const key = cacheKey(plan, await solverOf(this.#effects));
		this.#key = key;
		if (key === null) return;
		await this.#inExchange("Packages of earlier runs cannot be taken over", async (folder) => {
			this.#found = await this.#fetch(folder, [key.asked, key.near]);
		});
	}
	async #fetch(folder, keys) {
		const { cache, notice } = this.#keeping;
		const outcome = await cache.restore(folder, keys, this.#effects.signal);
		if (outcome.status === "absent") return { status: "nothing" };
		if (outcome.status === "failed") {
			notice(`Packages of earlier runs cannot be had from the cache: ${outcome.reason}. They are fetched instead.`);
			return outcome.key === null ? { status: "unreachable" } : {
				status: "damaged",
				key: outcome.key
			};
		}
		const { taken, damaged } = await takeOver(path.join(folder, contentName), this.#effects);
		this.#effects.log(`Packages of earlier runs: ${taken} taken over from the cache, ${outcome.key}`);
		if (damaged > 0) notice(`${damaged} of what the cache has is damaged, and is fetched or built again.`);
		return {
			status: damaged > 0 ? "damaged" : "whole",
			key: outcome.key
		};
	}
	async save(environments) {
		if (this.#key === null || this.#found.status === "unreachable") return;
		const key = keyToSave(fullKey(this.#key, environments.flatMap(lockOf)), this.#found);
		const entries = await entriesOf(environments, this.#effects);
		if (key === null || entries.length === 0) return;
		const { cache, whyNotKept, notice } = this.#keeping;
		const { log, signal } = this.#effects;
		if (whyNotKept !== null) return log(`Packages are not kept for later runs: ${whyNotKept}.`);
		await this.#inExchange("Packages cannot be kept for later runs", async (folder) => {
			await layOut(entries, path.join(folder, contentName), this.#effects);
			const outcome = await cache.save(folder, key, signal);
			if (outcome.status === "saved") log(`Packages are kept for later runs in the cache, ${key}`);
			if (outcome.status === "taken") log("Packages are kept for later runs by another job.");
			if (outcome.status === "failed") notice(`Packages cannot be kept for later runs: ${outcome.reason}.`);
		});
	}
	async #inExchange(what, work) {
		let folder = null;
		try {
			folder = await openExchange(this.#effects);
			await work(folder);
		} catch (error) {
			if (!(error instanceof Error && "code" in error)) throw error;
			this.#keeping.notice(`${what}: ${error.message}.`);
		} finally {
			if (folder !== null) await this.#effects.files.removeTree(folder);
		}
	}
};
function keyToSave(whole, found) {
	if (found.status !== "whole" && found.status !== "damaged") return whole;
	if (!(found.key === whole || found.key.startsWith(`${whole}-`))) return whole;
	return found.status === "whole" ? null : `${found.key}-again`;
}
function lockOf({ plan, hash, wheelFolder }) {
	const wheel = wheelFolder === void 0 ? [] : [path.basename(wheelFolder)];
	return plan.source.provider === "rattler" && hash !== null ? [...wheel, hash] : wheel;
}
async function solverOf({ files, pythonFolder }) {
	return await files.readText(path.join(pythonFolder, "blas_bench", "provision", "requirements-solver.txt")) ?? "unknown";
}
async function openExchange({ files, processes, cacheFolder }) {
	for (const name of await files.list(cacheFolder)) {
		if (!name.startsWith(exchangePrefix)) continue;
		const mark = await files.readText(path.join(cacheFolder, name, ownerName)) ?? "";
		if (processes.ownerState(mark) === "gone") await files.removeTree(path.join(cacheFolder, name));
	}
	const folder = await files.makeTemporaryFolder(cacheFolder, exchangePrefix);
	await files.writeWhole(path.join(folder, ownerName), processes.owner);
	return folder;
}
const exchangePrefix = "exchange-";
const ownerName = "owner";
const contentName = "content";

// src/entry/benchmark-file.ts
async function locateBenchmarks(source, checkout, files) {
	const given = placeOf(source);
	if (source.kind === "suite" || source.kind === "command" || given === null) return source;
	const place = path.relative(checkout, path.resolve(checkout, given));
	if (place.split(path.sep)[0] === "..") throw refusal(source, "lies outside of the working folder, which is the repository under test");
	const kind = await files.kind(path.resolve(checkout, place));
	const isFile = source.kind === "functions" || source.kind === "script";
	if (kind === "absent") throw refusal(source, `there is no such file${isFile ? "" : " or folder"}`);
	if (isFile) {
		if (kind === "folder") throw refusal(source, "is a folder");
		return {
			...source,
			file: place
		};
	}
	if (source.kind === "asv") return {
		...source,
		path: place === "" ? "." : place
	};
	return {
		...source,
		path: (place === "" ? "." : place) + source.path.slice(given.length)
	};
}
const remedies = {
	functions: "name a Python file of the repository, from the working folder",
	pytest: "name a file or folder of tests of the repository, from the working folder",
	script: "name a Python file of the repository, from the working folder",
	asv: "name a folder of the repository with asv.conf.json or of benchmarks, from the working folder"
};
function refusal(source, what) {
	return new UserError([{
		where: placeOf(source) ?? "",
		what,
		remedy: remedies[source.kind]
	}]);
}

// src/entry/run-job.ts
function runJob(job, onProgress) {
	return withRun(job, (request, effects) => runPipeline(request, effects, onProgress));
}
async function withRun(job, work) {
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	const workFolder = await makeWorkFolder(systemFiles, process.env);
	const effects = withOffline({
		...realEffects(processes, lifetime, job.log),
		temporaryFolder: workFolder
	}, job.config.offline);
	await job.onWorkFolder?.(workFolder);
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
		const outcome = await work({
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
			version: toolVersion,
			...keptPackages(job, effects)
		}, effects);
		keep = job.keeps === "environments" || job.keeps === "results" && config.outputFolder === null;
		if (job.keeps !== "environments") await removeAtEnd(path.join(workFolder, "environments"), job.log);
		return outcome;
	} catch (error) {
		throw lifetime.signal.aborted ? new Interrupted() : error;
	} finally {
		await processes.killAll();
		await output?.removeIfUnused();
		if (!keep) await removeAtEnd(workFolder, job.log);
		await lifetime.end();
	}
}
async function removeAtEnd(folder, log) {
	const left = await systemFiles.removeAtEnd(folder);
	if (left !== null) log(left);
}
function keptPackages({ onCacheNotice, event }, effects) {
	if (onCacheNotice === void 0) return {};
	const cache = sharedCache(effects.processes);
	return { kept: keepPackages({
		cache,
		whyNotKept: whyNotKept(event),
		notice: onCacheNotice
	}, effects) };
}

export { LiveBlock, runJob, runOf, withRun };