import { disturbanceMeans } from "./read.js";
import { code, left, paragraph, plain, quoted, right, sentence } from "./advice.js";
import { count, duration, memory, percent, time } from "./numbers.js";

// src/report/detail-sections.ts
const coresNamedAtMost = 8;
function environmentList(environments) {
	const items = environments.map((environment) => {
		const { label, provider, specs, channels, python, numpy, packages, hash } = environment;
		const versions = [...python === null ? [] : [`Python ${python}`], ...numpy === null ? [] : [`NumPy ${numpy}`]];
		return [
			plain(`${label}: from ${provider}`),
			...specs.length === 0 ? [] : [plain(", asked for "), code(specs.join(" "))],
			...channels.length === 0 ? [] : [plain(" of "), code(channels.join(", "))],
			plain(`, ${[...versions, count(packages, "package")].join(", ")}`),
			...hash === null ? [] : [plain(", hash "), code(hash.slice(0, 12))]
		];
	});
	return items.length === 0 ? [] : [{
		kind: "list",
		items
	}];
}
function packagesTable(table) {
	if (table === null) return [];
	const same = paragraph(`${count(table.same, "package")} the same everywhere.`);
	if (table.rows.length === 0) return [same];
	return [same, {
		kind: "table",
		columns: ["package", ...table.labels].map(left),
		rows: table.rows.map(({ name, cells }) => [[code(name)], ...cells.map((cell) => cell === null ? [plain("none")] : [code(cell)])])
	}];
}
function ofEachLeg({ legs }, blocksOf) {
	return legs.flatMap((leg) => {
		const blocks = blocksOf(leg);
		return leg.title === "" || blocks.length === 0 ? blocks : [paragraph(`${quoted(leg.title)}:`), ...blocks];
	});
}
function hostParagraphs({ host }) {
	const system = host.platform.startsWith("osx") ? "macOS" : "kernel";
	const items = [
		`${host.cpuModel} (${host.cpuVendor}), ${host.machine}${host.translated ? ", translated under Rosetta" : ""}`,
		`${count(host.physicalCores, "core")}, ${count(host.logicalCores, "hardware thread")}, ${memory(host.memoryBytes)}`,
		`${host.platform}, ${system} ${host.osVersion}`
	].map((fact) => [plain(fact)]);
	if (host.simd.length > 0) items.push([plain(`SIMD: ${host.simd.join(" ")}`)]);
	if (host.runnerImage !== null) items.push([plain("runner image: "), code(host.runnerImage)]);
	return [{
		kind: "list",
		items
	}];
}
function noiseTable(noise) {
	const items = noise.findings.map(({ text }) => sentence(text));
	return [
		...items.length === 0 ? [] : [{
			kind: "list",
			items
		}, paragraph(disturbanceMeans)],
		...busyParagraph(noise.busyShares),
		...controlsTable(noise)
	];
}
function busyParagraph(shares) {
	if (shares === null) return [];
	if (shares.length <= coresNamedAtMost) return [paragraph(`Cores were busy for ${shares.map(percent).join(", ")} of the time.`)];
	const busy = shares.filter((share) => share > .5).length;
	return [paragraph(`${busy} of ${count(shares.length, "core")} were busy for more than half of the time.`)];
}
function controlsTable(noise) {
	if (noise.batches === 0) return [];
	const idle = noise.idleCpuShare === null ? "" : `; waiting workers used ${percent(noise.idleCpuShare)} of a core`;
	const switches = `${count(noise.involuntarySwitches, "involuntary switch", "involuntary switches")}`;
	const summary = paragraph(`${switches} in ${count(noise.batches, "batch", "batches")}${idle}.`);
	if (noise.controls.length === 0) return [summary];
	return [summary, {
		kind: "table",
		columns: [
			left("control"),
			left("variant"),
			right("time"),
			right("slowest over fastest block")
		],
		rows: noise.controls.map(({ benchmark, label, medianSeconds, spread }) => [
			[code(benchmark)],
			[plain(label)],
			[plain(time(medianSeconds))],
			[plain(`+${percent(spread)}`)]
		])
	}];
}
function scheduleParagraphs({ schedule, elapsedSeconds, startedAt }, toolVersion) {
	const when = `Started ${startedAt.replace(/^(.{10})T(.{5}).*$/, "$1 $2 UTC")}, took ${duration(elapsedSeconds)}, blas-bench ${toolVersion}.`;
	if (schedule === null) return [paragraph(when)];
	const { plannedBlocks, turns, batchMilliseconds, budgetMilliseconds, seed, shortened } = schedule;
	const plan = `Planned: ${count(plannedBlocks, "block")} of ${count(turns, "turn")}, batches of ${batchMilliseconds} ms, at most ${duration(budgetMilliseconds / 1e3)}; the order was drawn with seed ${seed}.`;
	return [
		paragraph(when),
		paragraph(plan),
		...shortened.map((what) => paragraph(`Left out for time: ${what}`))
	];
}

export { environmentList, hostParagraphs, noiseTable, ofEachLeg, packagesTable, scheduleParagraphs };