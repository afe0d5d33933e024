import { Interrupted, UserError, exitCode, redactCredentials, whyNoRevision } from "./inputs.js";
import { evidenceSchema, int, object, string, tuple } from "./files.js";
import { answerSchema, answerSchemas, describeOwner, describeProvider, followCalls, greetingSchema, helloSchema, holderOf, installedText, refusalSchema, resultSchema, visibleName } from "./judge.js";
import { askPython, ensureTools, failureOf as failureOf$1, fault, findMachinePython, howItEnded, isOlder, lastLinesOf, oldestMeasured } from "./real-effects.js";
import { collectEvidence, collectThreadpools } from "./probe.js";
import { assess, checkResult, forestOf, layOut, ratio, relativeDifference, renderMarkdown } from "./read.js";
import { activate, blocksForFamily, createRattlerProvider, environmentKind, fewestBlocksFor, hashPackages, inspect, makeFresh, noFiles, pipLine, planAxes, planRun, planStandIns, readEnvironmentYml, twinOf, unmeasured, withEnvironments } from "./absolute-paths.js";
import * as path from "node:path";

// src/result/redact.ts
const secretName = /token|secret|password|passwd|credential|authorization|api_?key|private_?key/i;
function redactorFor(places) {
	const rules = [];
	for (const [folder, mark] of [[places.prefix, "{prefix}"], [places.home, "{home}"]]) if (folder !== null && folder.length > 1) rules.push([new RegExp(`(?:/private)?${literal(folder)}(?![\\w-]|\\.\\w)`, "g"), mark]);
	const user = places.home.split("/").at(-1) ?? "";
	if (user !== "") rules.push([new RegExp(`(?<=/)${literal(user)}(?=[/\\s"':;,]|$)`, "g"), "{user}"]);
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
		notices: [...parts.notices]
	};
	return redactResult(result, {
		prefix: null,
		home: parts.home
	});
}
function environmentsOf({ provisioned, installs }) {
	return provisioned.environments.map(({ plan, packages, hash }) => ({
		id: plan.id,
		variant: plan.variant,
		arm: plan.arm,
		platform: plan.platform,
		provider: plan.source.provider,
		expectation: plan.expectation,
		specs: askedOf(plan.source),
		channels: plan.source.provider === "rattler" ? [...plan.source.channels] : [],
		packages: [...packages],
		hash,
		installs: [...installs.get(plan.id) ?? []]
	}));
}
function askedOf(source) {
	if (source.provider === "rattler") return [...source.specs];
	return source.provider === "pip" ? [...source.requirements] : [source.path];
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
function isTimeForAnother(elapsedMilliseconds, blocksDone, wanted, fewest = 6) {
	return blocksDone < fewest || elapsedMilliseconds * (blocksDone + 1) / blocksDone <= wanted.budgetMilliseconds;
}
function shortenings(wanted, { turns, blocks }, elapsedMilliseconds) {
	const minutes = (milliseconds) => `${(milliseconds / 6e4).toFixed(1)} min`;
	return [
		...turns < wanted.turns ? [`${turns} of ${wanted.turns} turns in each block`] : [],
		...blocks < wanted.blocks ? [`${blocks} of ${wanted.blocks} blocks`] : [],
		...elapsedMilliseconds > wanted.budgetMilliseconds ? [`took ${minutes(elapsedMilliseconds)} of a budget of ${minutes(wanted.budgetMilliseconds)}: less would not have been enough`] : []
	];
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

// src/measure/thread-variables.ts
const fixed = {
	OMP_WAIT_POLICY: "passive",
	KMP_BLOCKTIME: "0",
	OMP_DYNAMIC: "false",
	MKL_DYNAMIC: "false",
	PYTHONNOUSERSITE: "1",
	PYTHONHASHSEED: "0",
	PYTHONDONTWRITEBYTECODE: "1"
};
const counts = [
	"OMP_NUM_THREADS",
	"OPENBLAS_NUM_THREADS",
	"MKL_NUM_THREADS",
	"BLIS_NUM_THREADS",
	"VECLIB_MAXIMUM_THREADS"
];
function threadVariables(threads) {
	return {
		...fixed,
		...Object.fromEntries(counts.map((name) => [name, String(threads)]))
	};
}

// src/measure/worker.ts
const quotedCharacters = 200;
const keptCharacters = 500;
async function startWorker(site, effects, patience) {
	if (effects.signal.aborted) throw new Interrupted();
	const process = effects.processes.start({
		command: commandOf(site, effects.pythonFolder),
		variables: {
			...site.environment.variables,
			...threadVariables(site.series.threads)
		},
		workingDirectory: site.workingFolder
	});
	return new Conversation(process, effects, site.series.threads > 1, patience).begin();
}
function commandOf({ environment, series, benchmarks, workingFolder }, pythonFolder) {
	if (series.launcher !== "direct") throw new Error(`launcher ${series.launcher} cannot start a worker yet`);
	const { source } = benchmarks;
	const what = source.kind === "suite" ? ["--suite", source.suite] : [
		`--functions=${source.file}`,
		"--root",
		workingFolder
	];
	const arm = source.kind === "functions" && series.arm === "base" ? ["--may-be-empty"] : [];
	const select = benchmarks.select.length === 0 ? [] : ["--select", ...benchmarks.select];
	return [
		environment.python,
		path.join(pythonFolder, "blas_bench"),
		"worker",
		...what,
		...arm,
		...select
	];
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
			const said = parseJson(arrival.line);
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
		const answer = answerSchema.safeParse(parseJson(arrival.line));
		if (!answer.success || answer.data.id !== this.#requests) return this.#loseTo(arrival.line, request.do);
		if ("error" in answer.data) return {
			status: "error",
			...answer.data.error
		};
		const value = answerSchemas[request.do].safeParse(answer.data.ok);
		if (!value.success) return this.#loseTo(arrival.line, request.do);
		return {
			status: "ok",
			value: value.data,
			waitedMilliseconds
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
function parseJson(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}

// src/measure/live-block.ts
var LiveBlock = class LiveBlock {
	number;
	#run;
	#workers = /* @__PURE__ */ new Map();
	#rows = /* @__PURE__ */ new Map();
	static async start(number, records, run) {
		const block = new LiveBlock(number, run);
		const failed = (await Promise.allSettled(records.map((record) => block.#start(record)))).find((start) => start.status === "rejected");
		if (failed === void 0) return block;
		await block.end();
		throw failed.reason;
	}
	constructor(number, run) {
		this.number = number;
		this.#run = run;
	}
	async #start(record) {
		const start = await startWorker(this.#run.siteOf(record), this.#run.effects, this.#run.patience);
		if (start.status === "lost") return record.lose(null, start);
		if (start.status === "refused") return record.stop(start);
		this.#workers.set(record, start.worker);
		this.#run.records.offer(record, start.worker.hello.benchmarks);
	}
	seriesOf(benchmark) {
		return this.#run.records.series.filter((record) => this.#workers.has(record) && record.isOpen(benchmark));
	}
	clockResolutionNanoseconds(record) {
		return this.#workers.get(record)?.hello.clockResolutionNanoseconds ?? Number.POSITIVE_INFINITY;
	}
	async ask(record, request, limitMilliseconds) {
		const worker = this.#workers.get(record);
		if (worker === void 0) return null;
		const answer = await worker.ask(request, limitMilliseconds);
		if (answer.status === "ok") return answer;
		if (answer.status === "error") record.fail(request.benchmark, answer);
		else this.#lose(record, request.benchmark, answer);
		return null;
	}
	async prove(phase) {
		for (const [record, worker] of [...this.#workers]) {
			const answer = await worker.ask({ do: "evidence" }, this.#run.patience.unknown);
			if (answer.status === "ok") {
				record.see(answer.value, {
					block: this.number,
					phase
				});
				continue;
			}
			this.#lose(record, null, answer);
			await worker.end();
		}
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

// src/measure/pace.ts
function cellOf({ variant, platform, threads, launcher }) {
	return JSON.stringify([
		variant,
		platform,
		threads,
		launcher
	]);
}
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
function idleTrouble({ milliseconds, cpuMilliseconds }) {
	if (cpuMilliseconds <= Math.max(allowedMilliseconds, allowedShare * milliseconds)) return null;
	const [used, waited] = [cpuMilliseconds.toFixed(0), milliseconds.toFixed(0)];
	return {
		message: `used ${used} ms of CPU time while it waited for ${waited} ms, and so disturbed the others`,
		lastLines: []
	};
}

// src/measure/records.ts
const allowedLosses = 1;
var SeriesRecord = class {
	plan;
	failures = [];
	#offers = /* @__PURE__ */ new Map();
	#failed = /* @__PURE__ */ new Set();
	#fingerprints = /* @__PURE__ */ new Map();
	#rows = /* @__PURE__ */ new Map();
	#waiting = /* @__PURE__ */ new Map();
	#sightings = /* @__PURE__ */ new Map();
	#losses = 0;
	#stopped = false;
	constructor(plan) {
		this.plan = plan;
	}
	get isStopped() {
		return this.#stopped;
	}
	get isFinished() {
		return this.isStopped || this.#offers.size > 0 && this.#offers.size === this.#failed.size;
	}
	get hasOffered() {
		return this.#offers.size > 0;
	}
	offer(benchmarks) {
		for (const benchmark of benchmarks) this.#offers.set(benchmark.name, benchmark);
	}
	isOpen(benchmark) {
		return this.#offers.has(benchmark) && !this.#failed.has(benchmark);
	}
	fail(benchmark, { message, lastLines }) {
		if (benchmark !== null) this.#failed.add(benchmark);
		this.failures.push({
			stage: "measure",
			subject: this.plan.id,
			benchmark,
			message,
			lastLines: [...lastLines]
		});
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
			message: changed(benchmark, relativeTolerance, difference),
			lastLines: []
		};
	}
	add(benchmark, rows) {
		const measurements = this.#rows.get(benchmark) ?? [];
		this.#rows.set(benchmark, measurements);
		for (const row of rows) {
			const known = measurements.find((measurement) => measurement.benchmark === row.name);
			if (known === void 0) measurements.push(this.#measurement(benchmark, row));
			else known.blocks.push(row.block);
			if (row.waiting !== null) this.#waiting.set(benchmark, together(row.waiting, this.#waiting.get(benchmark)));
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
		return [...this.#rows].filter(([benchmark]) => this.isOpen(benchmark)).flatMap(([, rows]) => rows);
	}
	close(benchmarks) {
		if (this.isStopped) return;
		for (const { name } of benchmarks) {
			const trouble = this.#rows.has(name) ? this.#idleTrouble(name) : this.#gap(name);
			if (trouble !== null && !this.#failed.has(name)) this.fail(name, trouble);
		}
	}
	#idleTrouble(benchmark) {
		const waiting = this.#waiting.get(benchmark);
		return waiting === void 0 ? null : idleTrouble(waiting);
	}
	#gap(benchmark) {
		return {
			message: this.#offers.has(benchmark) ? "was not measured, because its worker was lost" : "is not on offer",
			lastLines: []
		};
	}
};
function changed({ source }, relativeTolerance, difference) {
	return `does not compute the same every time: ${`${difference.toPrecision(2)} apart, where ${relativeTolerance} is allowed`}${source === null ? "" : "; seed its random numbers, or return nothing to leave it uncompared"}`;
}
function together(one, other) {
	return {
		milliseconds: one.milliseconds + (other?.milliseconds ?? 0),
		cpuMilliseconds: one.cpuMilliseconds + (other?.cpuMilliseconds ?? 0)
	};
}
var Records = class {
	series;
	#benchmarks = /* @__PURE__ */ new Map();
	#parts = /* @__PURE__ */ new Map();
	#offeredIn = {
		base: /* @__PURE__ */ new Set(),
		head: /* @__PURE__ */ new Set()
	};
	constructor(plans) {
		this.series = plans.map((plan) => new SeriesRecord(plan));
	}
	benchmarks() {
		return [...this.#benchmarks.values()];
	}
	offer(record, benchmarks) {
		record.offer(benchmarks);
		for (const { name } of benchmarks) this.#offeredIn[record.plan.arm].add(name);
		for (const benchmark of benchmarks) if (!this.#benchmarks.has(benchmark.name)) this.#benchmarks.set(benchmark.name, benchmark);
	}
	describeParts(benchmark, parts) {
		const known = this.#parts.get(benchmark) ?? /* @__PURE__ */ new Map();
		this.#parts.set(benchmark, known);
		for (const part of parts) known.set(part.name, part);
	}
	measured() {
		for (const record of this.series) record.close(this.#expectedOf(record));
		return {
			series: this.series.map((record) => ({
				id: record.plan.id,
				sightings: record.sightings()
			})),
			benchmarks: this.benchmarks().flatMap((benchmark) => {
				const parts = this.#parts.get(benchmark.name);
				return parts === void 0 ? [benchmark] : [...parts.values()];
			}),
			measurements: this.series.flatMap((record) => record.measurements()),
			failures: this.series.flatMap((record) => record.failures)
		};
	}
	#expectedOf(record) {
		const all = this.benchmarks();
		return record.hasOffered ? all.filter(({ name }) => this.#offeredIn[record.plan.arm].has(name)) : all;
	}
};

// src/measure/request.ts
const defaultPatience = {
	start: 12e4,
	unknown: 3e5,
	batchFactor: 20,
	batchFloor: 6e4,
	whole: 36e5,
	quit: 2e3
};

// src/measure/turns.ts
const shortestBatchInResolutions = 1e3;
async function prepareTurns(block, benchmark, run) {
	const { name } = benchmark;
	for (const record of block.seriesOf(name)) {
		const prepared = await block.ask(record, {
			do: "prepare",
			benchmark: name
		}, run.patience.unknown);
		if (prepared === null) continue;
		const trouble = record.checkFingerprint(benchmark, prepared.value.fingerprint);
		if (trouble !== null) {
			record.fail(name, trouble);
			continue;
		}
		if (run.pace.loops(record.plan, name) === null) await calibrate(block, record, name, run);
		if (record.isOpen(name)) await takeBatch(block, record, name, run);
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
	for (const order of orderOfTurns(cells, turns, random)) for (const [position, record] of order.filter((one) => batches.has(one)).entries()) {
		const batch = await takeBatch(block, record, benchmark, run);
		if (batch === null) batches.delete(record);
		else batches.get(record)?.push({
			...batch,
			position
		});
	}
	for (const [record, taken] of batches) {
		const loops = run.pace.loops(record.plan, benchmark) ?? 1;
		block.hold(record, benchmark, [rowOf(block.number, benchmark, loops, taken)]);
	}
}
function rowOf(number, name, loops, batches) {
	const sum = (values) => values.reduce((total, value) => total + value, 0);
	const idleCpuNanoseconds = batches.map((batch) => batch.idleCpuNanoseconds);
	return {
		name,
		loops,
		block: {
			block: number,
			nanoseconds: batches.map((batch) => batch.wallNanoseconds / loops),
			cpuNanoseconds: batches.map((batch) => batch.cpuNanoseconds / loops),
			involuntarySwitches: batches.map((batch) => batch.involuntarySwitches),
			idleCpuNanoseconds,
			positions: batches.map((batch) => batch.position)
		},
		waiting: {
			milliseconds: sum(batches.map((batch) => batch.waitedMilliseconds)),
			cpuMilliseconds: sum(idleCpuNanoseconds) / 1e6
		},
		summaryLines: []
	};
}

// src/measure/whole.ts
async function runWhole(block, benchmark, random, run) {
	const { name } = benchmark;
	const cells = cellsOf(block.seriesOf(name));
	for (const [position, record] of orderOfTurns(cells, 1, random).flat().entries()) {
		const answer = await block.ask(record, {
			do: "whole",
			benchmark: name
		}, run.patience.whole);
		if (answer === null) continue;
		const trouble = wholeTrouble(name, answer.value) ?? record.checkFingerprint(benchmark, answer.value.fingerprint);
		if (trouble !== null) {
			record.fail(name, trouble);
			continue;
		}
		run.records.describeParts(name, answer.value.parts.map((part) => describePart(part, benchmark)));
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
function rowsOf(block, position, { parts, summaryLines }) {
	return parts.map((part, index) => ({
		name: part.name,
		loops: 1,
		block: {
			block,
			nanoseconds: [part.seconds * 1e9],
			cpuNanoseconds: [],
			involuntarySwitches: [],
			idleCpuNanoseconds: [],
			positions: [position]
		},
		waiting: null,
		summaryLines: index === 0 ? summaryLines : []
	}));
}

// src/measure/measure.ts
const batchOverheadMilliseconds = 1;
async function measure(request, effects, onProgress) {
	const workingFolder = await effects.files.makeTemporaryFolder(effects.temporaryFolder, "blas-bench-work-");
	try {
		const session = new Session(request, effects, workingFolder, onProgress);
		const schedule = await session.measureBlocks();
		if (effects.signal.aborted) throw new Interrupted();
		return {
			...session.run.records.measured(),
			schedule,
			conditions: []
		};
	} finally {
		await effects.files.removeTree(workingFolder);
	}
}
var Session = class {
	run;
	#request;
	#onProgress;
	#start;
	#schedule;
	#fewestBlocks = 6;
	#fit;
	constructor(request, effects, workingFolder, onProgress) {
		const patience = request.patience ?? defaultPatience;
		this.#request = request;
		this.#onProgress = onProgress;
		this.#start = effects.clock.monotonicMilliseconds();
		this.#schedule = request.schedule;
		this.#fit = request.schedule;
		this.run = {
			records: new Records(request.series),
			effects,
			patience,
			pace: new Pace(patience),
			batchMilliseconds: request.schedule.batchMilliseconds,
			siteOf: (record) => siteOf(record, request, workingFolder)
		};
	}
	async measureBlocks() {
		let done = 0;
		let left = this.#unfinished();
		while (left.length > 0 && done < this.#fit.blocks && this.#isTimeForAnother(done)) {
			await this.#measureBlock(done, left);
			done += 1;
			left = this.#unfinished();
		}
		const schedule = this.#schedule;
		const fit = {
			turns: this.#fit.turns,
			blocks: left.length > 0 ? done : schedule.blocks
		};
		return {
			seed: schedule.seed,
			plannedBlocks: schedule.blocks,
			looks: [schedule.blocks],
			turns: fit.turns,
			batchMilliseconds: schedule.batchMilliseconds,
			budgetMilliseconds: schedule.budgetMilliseconds,
			shortened: shortenings(schedule, fit, this.#elapsed())
		};
	}
	async #measureBlock(number, series) {
		const start = this.#elapsed();
		this.#tell(number, "starting", null, 0);
		const block = await LiveBlock.start(number, series, this.run);
		try {
			for (const benchmark of this.run.records.benchmarks()) {
				this.#tell(number, "preparing", benchmark.name, 0);
				if (benchmark.method === "turns") await prepareTurns(block, benchmark, this.run);
			}
			const proofStart = this.#elapsed();
			this.#tell(number, "proving", null, 0);
			await block.prove("before");
			const now = this.#elapsed();
			if (number === 0) this.#settle(block, 2 * now - proofStart - start);
			await this.#time(block);
			this.#tell(number, "proving", null, 1);
			await block.prove("after");
			block.keep();
		} finally {
			await block.end();
		}
	}
	#settle(block, fixedMilliseconds) {
		const cells = this.run.records.benchmarks().filter(({ role }) => role === "benchmark").flatMap(({ name }) => cellsOf(block.seriesOf(name)).filter((arms) => arms.length === 2)).length;
		if (cells > 0) this.#fewestBlocks = Math.max(6, fewestBlocksFor(cells));
		if (this.#schedule.blocksByFamily) this.#schedule = {
			...this.#schedule,
			blocks: blocksForFamily(cells)
		};
		this.#fit = fitToBudget(this.#schedule, this.#cost(block, fixedMilliseconds), this.#fewestBlocks);
	}
	#isTimeForAnother(done) {
		return isTimeForAnother(this.#elapsed(), done, this.#schedule, this.#fewestBlocks);
	}
	async #time(block) {
		const benchmarks = this.run.records.benchmarks();
		for (const [index, benchmark] of benchmarks.entries()) {
			this.#tell(block.number, "timing", benchmark.name, index / benchmarks.length);
			const random = createRandom(this.#request.schedule.seed, block.number, index);
			if (benchmark.method === "whole") await runWhole(block, benchmark, random, this.run);
			else await takeTurns(block, benchmark.name, this.#fit.turns, random, this.run);
		}
	}
	#cost(block, fixedMilliseconds) {
		const batch = ({ plan }, { name }) => (this.run.pace.longestMilliseconds(plan, name) ?? 0) + batchOverheadMilliseconds;
		return {
			fixedMilliseconds,
			turnMilliseconds: this.run.records.benchmarks().flatMap((benchmark) => block.seriesOf(benchmark.name).map((record) => batch(record, benchmark))).reduce((sum, milliseconds) => sum + milliseconds, 0)
		};
	}
	#unfinished() {
		return this.run.records.series.filter((record) => !record.isFinished);
	}
	#elapsed() {
		return this.run.effects.clock.monotonicMilliseconds() - this.#start;
	}
	#tell(block, doing, benchmark, share) {
		const { blocks } = this.#fit;
		const elapsedMilliseconds = this.#elapsed();
		const done = (block + share) / blocks;
		const leftMilliseconds = done > 0 ? elapsedMilliseconds * (1 - done) / done : null;
		this.#onProgress({
			block: block + 1,
			blocks,
			doing,
			benchmark,
			elapsedMilliseconds,
			leftMilliseconds
		});
	}
};
function siteOf({ plan }, request, workingFolder) {
	const environment = request.environments.find((candidate) => candidate.plan.id === plan.environment);
	if (environment === void 0) throw new Error(`series ${plan.id} has no environment`);
	const { benchmarks, checkouts } = request;
	if (benchmarks.source.kind === "suite") return {
		environment,
		series: plan,
		benchmarks,
		workingFolder
	};
	const checkout = checkouts[plan.arm];
	if (checkout === null) throw new Error(`series ${plan.id} has no checkout`);
	return {
		environment,
		series: plan,
		benchmarks,
		workingFolder: checkout
	};
}

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
	if (wanted.kind === "merge-base") return mergeBase(git, head, await resolve(git, wanted.name, ["", "origin/"]), wanted.name);
	const [first, second, third] = await parentsOf(git, head);
	if (first !== void 0 && second === wanted.headCommit && third === void 0) return obtain(git, first);
	return mergeBase(git, head, await resolve(git, wanted.baseBranch, ["origin/", ""]), wanted.baseBranch);
}
async function parentsOf(git, commit) {
	const [header = ""] = (await git.must("reading HEAD", [
		"cat-file",
		"commit",
		commit
	])).split("\n\n");
	return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
}
async function resolve(git, name, prefixes) {
	const why = whyNoRevision(name);
	if (why !== null) throw unknown(name, why);
	for (const prefix of prefixes) {
		const commit = await localCommit(git, `${prefix}${name}`);
		if (commit !== null) return commit;
	}
	const plain = name.replace(/^origin\//, "");
	const patterns = [
		`refs/heads/${plain}`,
		`refs/tags/${plain}^{}`,
		`refs/tags/${plain}`
	];
	const listed = await git.ask([
		"ls-remote",
		"--end-of-options",
		"origin",
		...patterns
	]);
	const [, commit] = /^([0-9a-f]{40,64})\t/.exec(listed.stdout) ?? [];
	if (commit === void 0) throw unknown(name, "is not known here, nor to origin");
	return obtain(git, commit);
}
async function localCommit(git, name) {
	const answer = await git.ask([
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${name}^{commit}`
	]);
	return answer.exitCode === 0 ? answer.stdout : null;
}
async function obtain(git, commit) {
	const present = async () => await localCommit(git, commit) !== null;
	if (await present()) return commit;
	const depth = await isShallow(git) ? ["--depth=1"] : [];
	const fetched = await git.ask([
		...fetch,
		...depth,
		"--end-of-options",
		"origin",
		commit
	]);
	if (await present()) return commit;
	throw unknown(commit, `cannot be fetched from origin (${fetched.stderr.trim().split("\n").at(-1) ?? ""})`);
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
		what: "shares no commit with HEAD: their histories are unrelated, or this clone cannot be deepened",
		remedy: "name a commit that HEAD comes from, or check out with fetch-depth: 0"
	}]);
}
async function deepen(git, step, commits) {
	if ((await git.ask([
		...fetch,
		step,
		"--end-of-options",
		"origin",
		...commits
	])).exitCode !== 0) await git.ask([
		...fetch,
		step,
		"--end-of-options",
		"origin"
	]);
}
function unknown(name, what) {
	return new UserError([{
		where: `base-ref ${name}`,
		what,
		remedy: "name a branch, a tag or a commit of this repository"
	}]);
}

// src/provision/worktrees.ts
async function addWorktree(git, files, folder, commit) {
	if (await files.kind(folder) !== "absent") throw new UserError([{
		where: folder,
		what: "there is something here already",
		remedy: "remove it, or choose another temporary folder"
	}]);
	const lock = [
		"--lock",
		"--reason",
		git.owner
	];
	await git.must(`checking out ${commit}`, [
		"worktree",
		"add",
		"--quiet",
		"--detach",
		...lock,
		folder,
		commit
	]);
	if (await files.kind(`${folder}/.gitmodules`) !== "file") return;
	await git.must(`checking out the submodules of ${commit}`, [
		"-C",
		folder,
		...[
			"submodule",
			"--quiet",
			"update",
			"--init",
			"--recursive"
		]
	]);
}
async function removeWorktree(git, files, folder) {
	await git.ask([
		"worktree",
		"remove",
		"--force",
		"--force",
		folder
	]);
	await files.removeTree(folder);
}
async function removeAbandoned(git, files) {
	const list = await git.must("listing the worktrees", [
		"worktree",
		"list",
		"--porcelain",
		"-z"
	]);
	for (const entry of list.split("\0\0")) {
		const facts = entry.split("\0");
		const of = (name) => facts.find((fact) => fact.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
		if (git.isGone(of("locked"))) await removeWorktree(git, files, of("worktree"));
	}
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
			remove: async () => {}
		};
	}
	if ("what" in state) throw new UserError([state]);
	await refuseConflicts(git);
	const baseCommit = await findBaseCommit(git, request.base, state.code.headCommit);
	const arms = {
		base: baseCommit,
		head: await commitAsItStands(git, state, effects.log)
	};
	const places = {
		base: path.join(request.folder, "base"),
		head: path.join(request.folder, "head")
	};
	const made = [];
	const remove = async () => {
		const cleaning = effects.openGit(state.root, null);
		for (const place of made.splice(0)) await removeWorktree(cleaning, effects.files, place);
	};
	try {
		await removeAbandoned(git, effects.files);
		for (const arm of ["base", "head"]) {
			const place = places[arm];
			if (await effects.files.kind(place) === "absent") made.push(place);
			await addWorktree(git, effects.files, place, arms[arm]);
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
			remove
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
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
function withoutUser(address) {
	return address.replace(/^([a-z+]+:\/\/)[^/@]*@/, "$1");
}
async function refuseConflicts(git) {
	const unmerged = await git.must("looking for conflicts", [
		"diff",
		"--name-only",
		"--diff-filter=U",
		"-z"
	]);
	if (unmerged === "") return;
	const what = `there are conflicts in ${unmerged.split("\0").filter((name) => name !== "").slice(0, 5).join(", ")}`;
	throw new UserError([{
		where: "the checkout",
		what,
		remedy: "resolve them first"
	}]);
}
const namedFiles = 10;
async function commitAsItStands(git, { code }, log) {
	const names = (await git.must("listing new files", [
		"ls-files",
		"--others",
		"--exclude-standard",
		"-z",
		":/"
	])).split("\0").filter((name) => name !== "");
	const more = names.length > namedFiles ? ` and ${names.length - namedFiles} more` : "";
	if (names.length > 0) log(`Not measured, because git does not know them: ${names.slice(0, namedFiles).join(", ")}${more}.`);
	if (!code.dirty) return code.headCommit;
	const stashed = await git.must("taking the changes that are not committed", ["stash", "create"]);
	return stashed === "" ? code.headCommit : stashed;
}

// src/provision/provision.ts
const userKinds = [
	"channel-missing",
	"channel-malformed",
	"package-not-found",
	"unsatisfiable",
	"bad-spec",
	"prefix-exists",
	"numpy-missing"
];
const notThereKinds = ["package-not-found", "unsatisfiable"];
async function provisionPlan(plan, config, root, providers, effects) {
	const made = await provisionAll(plan.environments, root, providers, effects);
	const tried = made.failed.filter((failure) => !failure.plan.explicit);
	if (made.ready.length === 0 && tried.some(isOutage)) {
		const standIns = planStandIns(plan, config);
		const [standIn] = standIns;
		if (standIn !== void 0) {
			effects.log(`No conda channel can be reached: going on with ${standIn.variant}.`);
			const second = await provisionAll(standIns, root, providers, effects);
			made.ready.push(...second.ready);
			made.failed.push(...second.failed);
		}
	}
	const lost = made.failed.filter((failure) => absenceOf(failure).length === 0 || failure.plan.explicit);
	const { kept, failures } = checkTwins(made.ready);
	if (kept.length === 0) throw nothingToRun(made.failed);
	const absences = tried.filter((failure) => failure.plan.arm === "head").flatMap(absenceOf);
	return {
		plan: withEnvironments(plan, kept.map((environment) => environment.plan), absences, config),
		environments: kept,
		failures: [...lost.map(failureOf), ...failures]
	};
}
function checkTwins(ready) {
	const plans = ready.map(({ plan }) => plan);
	const failures = [];
	return {
		kept: ready.filter((base) => {
			if (base.plan.arm === "head") return true;
			const head = ready.find(({ plan }) => twinOf(plan, plans) === base.plan);
			if (head === void 0) return false;
			const isAskedAlike = JSON.stringify(head.plan.source) === JSON.stringify(base.plan.source);
			if (head.hash === base.hash || !isAskedAlike) return true;
			failures.push(unequalTwins(base, head));
			return false;
		}),
		failures
	};
}
function unequalTwins(base, head) {
	const named = ({ packages }) => packages.map(({ name, version, build }) => [
		name,
		version,
		build ?? ""
	].join(" ").trim());
	const only = (one, other) => one.filter((text) => !other.includes(text)).join(", ") || "nothing";
	const [ofBase, ofHead] = [named(base), named(head)];
	return {
		stage: "provision",
		subject: subjectOf(base.plan),
		benchmark: null,
		message: `left out: base and head were asked for the same packages and got different ones (base alone: ${only(ofBase, ofHead)}; head alone: ${only(ofHead, ofBase)})`,
		lastLines: []
	};
}
async function provisionAll(plans, root, providers, effects) {
	const kinds = [...new Set(plans.map((plan) => plan.source.provider))];
	const outcomes = await Promise.all(kinds.map((kind) => providers[kind].provision(plans.filter((plan) => plan.source.provider === kind), root, effects.log, effects.signal)));
	if (effects.signal.aborted) throw new Interrupted();
	const all = outcomes.flat();
	const ready = all.flatMap((outcome) => outcome.status === "ready" ? [outcome.environment] : []);
	ready.sort((a, b) => plans.indexOf(a.plan) - plans.indexOf(b.plan));
	return {
		ready,
		failed: all.filter((outcome) => outcome.status === "failed")
	};
}
function isOutage(failure) {
	return failure.kind === "channel-unreachable";
}
function absenceOf(failure) {
	const { variant, platform, explicit } = failure.plan;
	if (explicit) return [];
	if (isOutage(failure)) return [{
		variant,
		platform,
		kind: "outage",
		reason: failure.message
	}];
	if (notThereKinds.includes(failure.kind)) return [{
		variant,
		platform,
		kind: "unsupported",
		reason: failure.message
	}];
	return [];
}
function failureOf({ plan, message, lastLines }) {
	return {
		stage: "provision",
		subject: subjectOf(plan),
		benchmark: null,
		message,
		lastLines: [...lastLines]
	};
}
function subjectOf({ variant, arm }) {
	return arm === "head" ? variant : `${variant} (base)`;
}
function nothingToRun(failed) {
	const [first, ...rest] = failed.map(problemOf);
	if (first === void 0) throw new Error("a plan without environments was to be provisioned");
	const isInput = failed.every(({ kind, plan }) => userKinds.includes(kind) || plan.source.provider === "existing");
	return new UserError([first, ...rest], isInput ? exitCode.usage : exitCode.toolFailed);
}
function problemOf({ plan, message }) {
	const [, what, remedy] = /^(.*?)\.\s+([^.]+(?:\.[^\s.][^.]*)*)\.?$/s.exec(message) ?? [];
	return {
		where: `variant ${subjectOf(plan)}`,
		what: what ?? message.replace(/\.$/, ""),
		remedy: remedy ?? "mend this, or leave the variant out"
	};
}

// src/provision/install.ts
async function installAll(request, watch, effects) {
	if (Object.values(request.commands).every((lines) => lines.length === 0)) return {
		environments: request.environments,
		installs: /* @__PURE__ */ new Map(),
		failures: []
	};
	const environments = [];
	const installs = /* @__PURE__ */ new Map();
	const failures = [];
	for (const environment of request.environments) {
		const { plan } = environment;
		effects.log(`${plan.id}: installing the code under test`);
		const made = await installInto(environment, request, watch, effects);
		installs.set(plan.id, made.installs);
		const inspected = made.trouble ?? await inspectAgain(environment, effects);
		if ("plan" in inspected) environments.push(inspected);
		else failures.push({
			stage: "provision",
			subject: subjectOf(plan),
			benchmark: null,
			...inspected
		});
	}
	return {
		environments,
		installs,
		failures
	};
}
async function installInto(environment, { commands, folders, logFolder }, watch, effects) {
	const folder = folders[environment.plan.arm];
	if (folder === null) throw new Error(`${environment.plan.id} has no checkout`);
	const installs = [];
	const log = [];
	let before = await watch.look(environment);
	for (const command of commands[environment.plan.arm]) {
		const result = await runLine(command, folder, environment, effects);
		log.push(`$ ${command}`, result.stdout.trimEnd(), result.stderr.trimEnd(), "");
		await effects.files.writeWhole(path.join(logFolder, `${environment.plan.id}.log`), log.map(redactCredentials).join("\n"));
		const after = await watch.look(environment);
		installs.push({
			command: redactCredentials(command),
			change: watch.change(before, after)
		});
		before = after;
		if (result.exitCode !== 0) return {
			installs,
			trouble: troubleOf(command, result)
		};
	}
	return {
		installs,
		trouble: null
	};
}
async function runLine(line, folder, { variables }, effects) {
	const result = await effects.processes.run({
		command: [
			"bash",
			"--noprofile",
			"--norc",
			"-eo",
			"pipefail",
			"-c",
			"--",
			line
		],
		variables: {
			...effects.networkVariables,
			...variables
		},
		workingDirectory: folder,
		signal: effects.signal
	});
	if (result.stopped === "aborted") throw new Interrupted();
	return result;
}
function troubleOf(command, result) {
	const how = result.startError ?? (result.exitCode === null ? "was ended by a signal" : `ended with ${result.exitCode}`);
	return {
		message: `install: \`${redactCredentials(command)}\` ${how}`,
		lastLines: lastLinesOf(`${result.stdout}\n${result.stderr}`).map(redactCredentials)
	};
}
async function inspectAgain(environment, effects) {
	const inspected = await inspect(effects, environment.python, environment.variables, effects.signal);
	if (inspected.status === "failed") return {
		message: `after install: ${inspected.message}`,
		lastLines: [...inspected.lastLines]
	};
	const { packages } = inspected;
	return {
		...environment,
		packages,
		hash: hashPackages(packages)
	};
}

// src/provision/existing.ts
const remedy = "Name a Python, or the folder of an environment that has bin/python";
function createExistingProvider(effects) {
	return { provision: (plans, _root, _progress, signal) => Promise.all(plans.map((plan) => take(effects, plan, signal))) };
}
async function take(effects, plan, signal) {
	if (plan.source.provider !== "existing") throw new Error(`${plan.id} is to be made, not taken`);
	const found = await findPython(effects.files, plan.source.path);
	if (found.status === "failed") return failureOf$1(plan, found);
	const identity = await identify(effects, found.python, signal);
	if ("status" in identity) return failureOf$1(plan, identity);
	const { executable: python, prefix } = identity;
	const activated = await activate(effects, prefix, await environmentKind(effects.files, prefix), signal);
	if (activated.status === "failed") return failureOf$1(plan, activated);
	const inspected = await inspect(effects, python, activated.variables, signal);
	if (inspected.status === "failed") return failureOf$1(plan, inspected);
	const { packages } = inspected;
	const hash = hashPackages(packages);
	return {
		status: "ready",
		environment: {
			plan,
			prefix,
			python,
			variables: activated.variables,
			packages,
			hash,
			lockFile: null
		}
	};
}
async function findPython(files, named) {
	const kind = await files.kind(named);
	if (kind === "file") return {
		status: "found",
		python: named
	};
	if (kind === "absent") return fault("no-python", `${named}: there is nothing here. ${remedy}.`);
	for (const name of ["python", "python3"]) {
		const python = path.join(named, "bin", name);
		if (await files.kind(python) === "file") return {
			status: "found",
			python
		};
	}
	return fault("no-python", `${named}: this folder has no bin/python. ${remedy}.`);
}
const identitySchema = object({
	executable: string().min(1),
	prefix: string(),
	version: tuple([int(), int()])
});
async function identify(effects, python, signal) {
	const answer = await askPython(effects.processes, {
		command: [
			python,
			"-Ic",
			`import json, sys; print(json.dumps({'executable': sys.executable, 'prefix': sys.prefix, 'version': sys.version_info[:2]}))`
		],
		variables: effects.childVariables,
		signal,
		task: `asking ${python} who it is`
	}, identitySchema);
	if ("status" in answer) return fault("no-python", `${python}: this does not work as a Python. ${remedy}.`, answer.lastLines);
	if (!isOlder(answer.version, oldestMeasured)) return answer;
	const needed = `${oldestMeasured.join(".")} or newer`;
	return fault("no-python", `${python}: this is Python ${answer.version.join(".")}. Name Python ${needed}.`);
}

// src/provision/pip.ts
const requirementsName = "blas-bench.requirements.txt";
function createPipProvider(effects) {
	return { provision(plans, root, progress, signal) {
		return makeFresh(effects, plans, root, signal, async (claims) => {
			const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
			if (machine.status === "failed") return claims.map(() => machine);
			return Promise.all(claims.map((claim) => fill(effects, claim, machine.python, progress, signal)));
		});
	} };
}
async function fill(effects, { plan, prefix }, machinePython, progress, signal) {
	const python = path.join(prefix, "bin", "python");
	const requirements = requirementsOf(plan);
	const commands = [[
		machinePython,
		"-Im",
		"venv",
		prefix
	], [
		python,
		"-Im",
		"pip",
		"install",
		...[
			"--disable-pip-version-check",
			"--no-input",
			"--quiet",
			"--only-binary=:all:",
			"--retries=1"
		],
		...requirements
	]];
	progress(`${plan.id}: installing ${requirements.join(", ")} with pip`);
	for (const command of commands) {
		const result = await effects.processes.run({
			command,
			variables: effects.networkVariables,
			signal
		});
		if (result.stopped === "aborted") throw new Interrupted();
		if (result.exitCode !== 0) return pipFault(requirements.join(", "), { command }, result);
	}
	const lockFile = path.join(prefix, requirementsName);
	return {
		status: "filled",
		async lockFile(inspection) {
			await effects.files.writeWhole(lockFile, pinnedRequirements(inspection));
			return lockFile;
		}
	};
}
function requirementsOf(plan) {
	if (plan.source.provider !== "pip") throw new Error(`${plan.id} is not for pip`);
	return plan.source.requirements;
}
function pinnedRequirements({ version, packages }) {
	const wheels = packages.filter(({ manager, name }) => manager === "pip" && name !== "pip" && name !== "setuptools");
	return [
		`# Python ${version}`,
		...wheels.map(({ name, version: wheel }) => `${name}==${wheel}`),
		""
	].join("\n");
}
const symptoms = [
	{
		kind: "disk-full",
		words: /No space left on device|Disk quota exceeded|File too large/,
		meaning: "the disk is full. Free some space, or choose another disk for the output folder"
	},
	{
		kind: "no-python",
		words: /ensurepip is not|No module named '?(venv|ensurepip|pip)/,
		meaning: "this Python cannot make virtual environments. Install its venv module (Debian: python3-venv)"
	},
	{
		kind: "bad-spec",
		words: /Invalid requirement/,
		meaning: "not a requirement pip understands. Write it like numpy or numpy==1.26.4"
	},
	{
		kind: "hash-mismatch",
		words: /DO NOT MATCH THE HASHES/,
		meaning: "the package index gave another file than it promised. Try again"
	},
	{
		kind: "channel-unreachable",
		words: /Failed to establish a new connection|Connection (refused|reset|aborted)|[Tt]imed? ?out|ProxyError|name resolution|Name or service not known|nodename nor servname|Could not fetch URL/,
		meaning: "the Python package index cannot be reached. Check the network and pip's settings"
	},
	{
		kind: "unsatisfiable",
		words: /ResolutionImpossible|\(from versions: (?!none)/,
		meaning: "no version fits this Python and the other requirements. Loosen the version, or use another Python"
	},
	{
		kind: "package-not-found",
		words: /No matching distribution found|from versions: none/,
		meaning: "the package index has no wheel of this name for this Python and machine. Check the spelling"
	}
];
function pipFault(subject, call, result) {
	const output = `${result.stdout}\n${result.stderr}`;
	const lastLines = lastLinesOf(output);
	const known = symptoms.find(({ words }) => words.test(output));
	if (known !== void 0) return fault(known.kind, `${subject}: ${known.meaning}.`, lastLines);
	return fault("other", `${subject}: ${howItEnded(call, result)}.`, lastLines);
}

// src/provision/providers.ts
function createProviders(effects) {
	return {
		rattler: createRattlerProvider(effects),
		pip: createPipProvider(effects),
		existing: createExistingProvider(effects)
	};
}

// src/report/forest-svg.ts
const rowHeight = 22;
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
	const name = escaped(visibleName(`${benchmark}, ${label}`));
	const colour = colours[outcome];
	return [
		`<g><title>${name}: ${outcome}</title>`,
		`<text x="${margin}" y="${y + 4}">${name}</text>`,
		`<line x1="${across(low)}" y1="${y}" x2="${across(high)}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
		`<circle cx="${across(centre)}" cy="${y}" r="4" fill="${colour}"/>`,
		`<text x="748" y="${y + 4}">${ratio(centreRatio)} ${outcome}</text></g>`
	].join("");
}
function escaped(text) {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// src/result/write.ts
async function writeResult(files, file, result) {
	try {
		checkResult(result, "result");
	} catch (cause) {
		throw new Error("the result does not fit its own schema, so it was not written", { cause });
	}
	await files.writeWhole(file, `${JSON.stringify(result)}\n`);
}

// src/verify/backend-change.ts
async function lookAtBackend(request, processes) {
	try {
		return backendFacts(await collectEvidence(request, processes));
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return /* @__PURE__ */ new Map([["NumPy", `what cannot be looked into (${error.message})`]]);
	}
}
function backendFacts(evidence) {
	const { numpy } = evidence;
	if (numpy.status === "failed") return /* @__PURE__ */ new Map([["NumPy", `what cannot be imported (${numpy.error})`]]);
	if (numpy.status !== "imported") return /* @__PURE__ */ new Map([["NumPy", "none"]]);
	const holder = holderOf(evidence, "numpy");
	const layer = (name) => {
		return `${followCalls(evidence, "numpy", name).providers.map(describeProvider).join(" and ") || "an unknown library"} of ${installedText(evidence, "numpy", name) ?? "no package"}`;
	};
	return /* @__PURE__ */ new Map([
		["NumPy", holder === null ? `numpy ${numpy.version} of nobody` : describeOwner(holder)],
		["BLAS", layer("blas")],
		["LAPACK", layer("lapack")]
	]);
}
function backendChange(before, after) {
	const changes = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
		const [one, other] = [before.get(name), after.get(name)];
		return one === other || other === void 0 ? [] : [`${name} from ${one ?? "none"} to ${other}`];
	});
	return changes.length === 0 ? null : changes.join("; ");
}

// src/verify/probe-series.ts
const timeoutMilliseconds = 12e4;
async function probeSeries(probing, effects) {
	const fit = [];
	const evidence = /* @__PURE__ */ new Map();
	const threadpools = /* @__PURE__ */ new Map();
	const failures = [];
	for (const series of probing.series) {
		const environment = probing.environments.find(({ plan }) => plan.id === series.environment);
		if (environment === void 0) continue;
		const request = probeRequest(environment, probing.threadVariables(series.threads), effects);
		const looked = await lookInto(request, series, effects);
		if (looked.status === "failed") {
			failures.push(looked.failure);
			continue;
		}
		fit.push(series);
		evidence.set(series.id, looked.evidence);
		const { threadpoolctlFolder } = probing;
		threadpools.set(series.id, await collectThreadpools({
			...request,
			threadpoolctlFolder
		}, effects.processes));
	}
	return {
		fit,
		evidence,
		threadpools,
		failures
	};
}
function probeRequest(environment, threadVariables, effects) {
	return {
		python: environment.python,
		variables: {
			...environment.variables,
			...threadVariables
		},
		pythonFolder: effects.pythonFolder,
		timeoutMilliseconds,
		signal: effects.signal,
		where: `variant ${environment.plan.variant}`
	};
}
async function lookInto(request, series, effects) {
	const failed = (message, lastLines) => ({
		status: "failed",
		failure: {
			stage: "verify",
			subject: series.id,
			benchmark: null,
			message,
			lastLines: [...lastLines]
		}
	});
	try {
		const evidence = await collectEvidence(request, effects.processes);
		const { numpy } = evidence;
		if (numpy.status === "imported") return {
			status: "works",
			evidence
		};
		return numpy.status === "failed" ? failed(`NumPy cannot be imported: ${numpy.error}`, numpy.lastLines) : failed("NumPy is not installed: install it into this environment", []);
	} catch (error) {
		if (error instanceof Interrupted || !(error instanceof Error)) throw error;
		return failed(error instanceof UserError ? error.message : `could not be looked into: ${error.message}`, []);
	}
}

// src/pipeline.ts
async function provisionAndProbe(request, folders, effects) {
	const { config } = request;
	const files = await readEnvironmentFiles(config.environmentFile, folders, effects);
	const plan = planRun(config, request.host, request.seed, planAxes(request.event, config), files);
	const { provisioned, installs } = await install(await provisionPlan(plan, config, request.environmentsFolder, createProviders(effects), effects), request, folders, files, effects);
	const tools = await ensureTools(effects, effects.signal);
	const threadpoolctlFolder = tools.status === "ready" ? tools.threadpoolctlFolder : null;
	const { environments, plan: { series } } = provisioned;
	return {
		provisioned,
		installs,
		probed: await probeSeries({
			environments,
			series,
			threadVariables,
			threadpoolctlFolder
		}, effects)
	};
}
async function readEnvironmentFiles(name, folders, effects) {
	if (name === null) return noFiles;
	const read = async (folder) => {
		const text = folder === null ? null : await effects.files.readText(path.join(folder, name));
		return text === null ? null : readEnvironmentYml(text, name);
	};
	const head = await read(folders.head);
	if (head === null) throw new UserError([{
		where: name,
		what: "there is no such file at head",
		remedy: "name an environment.yml that git knows"
	}]);
	return {
		base: await read(folders.base),
		head
	};
}
async function install(made, { config, outputFolder }, folders, files, effects) {
	const { environments } = made;
	const linesOf = (file) => {
		const line = file === null ? null : pipLine(file);
		return [...line === null ? [] : [line], ...config.install];
	};
	const commands = {
		base: linesOf(files.base),
		head: linesOf(files.head)
	};
	const logFolder = path.join(outputFolder, "install");
	const installed = await installAll({
		environments,
		commands,
		folders,
		logFolder
	}, {
		look: (environment) => lookAtBackend(probeRequest(environment, threadVariables(1), effects), effects.processes),
		change: backendChange
	}, effects);
	const left = installed.environments.map((environment) => environment.plan);
	return {
		provisioned: {
			plan: withEnvironments(made.plan, left, [], config),
			environments: installed.environments,
			failures: [...made.failures, ...installed.failures]
		},
		installs: installed.installs
	};
}
async function runPipeline(request, effects, onProgress) {
	const axes = planAxes(request.event, request.config);
	for (const notice of axes.notices) effects.log(notice);
	const { checkout, checkoutsFolder } = request;
	const checkouts = await openCheckouts({
		checkout,
		base: axes.base,
		folder: checkoutsFolder
	}, effects);
	try {
		if (axes.base === null) return await runArms(request, checkouts, effects, onProgress);
		await requireBenchmarks(request.config.benchmarks, checkouts.folders.head, effects);
		if (await canDiffer(request.config, checkouts.folders, effects)) return await runArms(request, checkouts, effects, onProgress);
		if (request.config.compare !== "auto") throw sameCode();
		effects.log(unmeasured);
		const config = {
			...request.config,
			compare: "variants",
			baseRef: null
		};
		const folders = {
			base: null,
			head: checkout
		};
		return await runArms({
			...request,
			config
		}, {
			...checkouts,
			folders
		}, effects, onProgress);
	} finally {
		await checkouts.remove();
	}
}
async function canDiffer(config, folders, effects) {
	if (config.benchmarks.kind === "functions" || config.install.length > 0) return true;
	const { base, head } = await readEnvironmentFiles(config.environmentFile, folders, effects);
	return JSON.stringify(base) !== JSON.stringify(head);
}
function sameCode() {
	return new UserError([{
		where: "compare",
		what: "base and head have equal environment files, so built-in benchmarks would time the same code twice",
		remedy: "name benchmarks of your own with functions:FILE"
	}]);
}
async function requireBenchmarks(source, head, effects) {
	if (source.kind !== "functions" || await effects.files.kind(path.join(head, source.file)) === "file") return;
	throw new UserError([{
		where: source.file,
		what: "git does not know this file",
		remedy: "git add it"
	}]);
}
async function runArms(request, { folders, code }, effects, onProgress) {
	const startedAt = effects.clock.now();
	const start = effects.clock.monotonicMilliseconds();
	const { provisioned, installs, probed } = await provisionAndProbe(request, folders, effects);
	const { plan, environments } = provisioned;
	const measured = await measure({
		...plan,
		environments,
		series: probed.fit,
		checkouts: folders
	}, effects, onProgress);
	const elapsedSeconds = (effects.clock.monotonicMilliseconds() - start) / 1e3;
	const result = assembleResult({
		...request,
		startedAt,
		elapsedSeconds,
		provisioned,
		installs,
		code,
		notices: [],
		probed,
		measured
	});
	const assessment = assess(result, request.config);
	const resultFile = path.join(request.outputFolder, "result.json");
	const reportFile = path.join(request.outputFolder, "report.md");
	await writeResult(effects.files, resultFile, result);
	await effects.files.writeWhole(reportFile, renderMarkdown(layOut(assessment.report)));
	const forest = renderForestSvg(assessment.report.code.rows);
	if (forest !== null) await effects.files.writeWhole(path.join(request.outputFolder, "forest.svg"), forest);
	return {
		result,
		assessment,
		environments,
		resultFile,
		reportFile
	};
}

// src/entry/output-folder.ts
async function prepareOutputFolder(folder, files) {
	let existed = false;
	try {
		existed = await files.kind(folder) === "folder";
		await files.makeFolder(folder);
		await files.removeTree(await files.makeTemporaryFolder(folder, ".trial-"));
	} catch (error) {
		const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
		throw new UserError([{
			where: folder,
			what: `results cannot be written here (${why})`,
			remedy: "name a folder that can be written to"
		}]);
	}
	return { async removeIfUnused() {
		if (!existed && (await files.list(folder)).length === 0) await files.removeTree(folder);
	} };
}

export { prepareOutputFolder, provisionAndProbe, runPipeline };