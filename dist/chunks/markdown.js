import { disturbanceMeans } from "./read.js";
import { codeSpan, cut, escapeBlockStart, escapeHtml, escapeText, visible, visibleName, visibleText } from "./inert.js";
import { count, duration, memory, percent, time } from "./numbers.js";
import { code, left, paragraph, plain, quoted, right, sentence } from "./advice.js";

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
	const plan = `Planned: ${count(plannedBlocks, "block")} of ${count(turns, "turn")} or more, batches of ${batchMilliseconds} ms, at most ${duration(budgetMilliseconds / 1e3)}; the order was drawn with seed ${seed}.`;
	return [
		paragraph(when),
		paragraph(plan),
		...shortened.map((what) => paragraph(`Left out for time: ${what}`))
	];
}

// src/report/markdown.ts
function renderMarkdown(document) {
	const at = (...places) => document.sections.filter(({ place }) => places.includes(place));
	const [first, shown, folded] = [
		at("first"),
		at("shown"),
		at("folded", "detail")
	];
	return `${[
		`### ${drawLine(document.title)}`,
		...first.flatMap((section) => section.blocks.map(drawBlock)),
		...document.lead.map((line) => escapeBlockStart(drawLine(line))),
		...shown.flatMap(drawSection),
		...folded.length === 0 ? [] : drawFold(folded)
	].join("\n\n")}\n`;
}
function drawFold(sections) {
	const contents = sections.map(({ title }) => visibleText(title.charAt(0).toLowerCase() + title.slice(1)));
	return [
		`<details><summary>Folded: ${escapeHtml(contents.join(" · "))}</summary>`,
		...sections.flatMap(drawSection),
		"</details>"
	];
}
function drawSection(section) {
	return [`#### ${drawLine([plain(section.title)])}`, ...section.blocks.map(drawBlock)];
}
function drawBlock(block) {
	switch (block.kind) {
		case "paragraph": return escapeBlockStart(drawLine(block.line));
		case "list": return block.items.map((item) => `- ${escapeBlockStart(drawLine(item))}`).join("\n");
		case "code": return drawCode(block.lines);
		case "table": {
			const row = (cells) => `| ${cells.join(" | ")} |`;
			const cell = (line, index) => block.columns[index]?.align === "right" ? unbroken(drawLine(line, true)) : drawLine(line, true);
			return [
				row(block.columns.map(({ title }) => drawLine(title, true))),
				row(block.columns.map((column) => column.align === "right" ? "---:" : "---")),
				...block.rows.map((cells) => row(cells.map(cell)))
			].join("\n");
		}
	}
}
function unbroken(figure) {
	return figure.replace(/(?<![,:]) /g, "\xA0");
}
const longestCode = 1e4;
function drawCode(lines) {
	const text = lines.map((line) => cut(visible(line), longestCode)).join("\n");
	const longestRun = (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 2);
	const fence = "`".repeat(longestRun + 1);
	return `${fence}text\n${text}\n${fence}`;
}
function drawLine(line, isInTable = false) {
	return line.reduce((text, span) => {
		const next = drawSpan(span, isInTable);
		return ["`", "**"].some((mark) => text.endsWith(mark) && next.startsWith(mark)) ? `${text} ${next}` : text + next;
	}, "");
}
function drawSpan({ text, isCode, tone }, isInTable) {
	const drawn = isCode ? codeSpan(visibleName(text), isInTable) : escapeText(visibleText(text), isInTable);
	return (tone === "strong" || tone === "bad" || tone === "unsure") && drawn !== "" ? `**${drawn.trim()}**` : drawn;
}

export { environmentList, hostParagraphs, noiseTable, ofEachLeg, packagesTable, renderMarkdown, scheduleParagraphs };