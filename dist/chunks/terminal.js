import { visible, visibleName, visibleText } from "./inert.js";

// src/report/terminal-line.ts
const nothing = {
	parts: [],
	length: 0
};
function seen(line) {
	const parts = line.map(({ text, isCode = false, tone = "plain" }) => partOf(isCode ? visibleName(text) : visibleText(text), tone));
	return uneven.test(textOf(parts)) ? together(wordsIn(parts)) : {
		parts,
		length: lengthOf(parts)
	};
}
const uneven = /^ | $| {2}/;
const surrogatePairs = /[\ud800-\udbff][\udc00-\udfff]/g;
function partOf(text, tone) {
	return {
		text,
		tone,
		length: charactersIn(text)
	};
}
function charactersIn(text) {
	return text.length - (text.match(surrogatePairs)?.length ?? 0);
}
function textOf(parts) {
	const [first, ...rest] = parts;
	return rest.reduce((text, part) => text + part.text, first?.text ?? "");
}
function lengthOf(parts) {
	return parts.reduce((sum, { length }) => sum + length, 0);
}
function wordsIn(parts) {
	const words = [];
	let current = [];
	for (const { text, tone } of parts) for (const [index, piece] of text.split(" ").entries()) {
		if (index > 0) {
			words.push(current);
			current = [];
		}
		if (piece !== "") current.push(partOf(piece, tone));
	}
	return [...words, current].filter((word) => word.length > 0);
}
const space = partOf(" ", "plain");
function together(words) {
	const parts = words.flatMap((word, index) => index === 0 ? word : [space, ...word]);
	return {
		parts,
		length: lengthOf(parts)
	};
}
function longestWord({ parts }) {
	return textOf(parts).split(" ").reduce((most, word) => Math.max(most, charactersIn(word)), 0);
}
function broken(line, width) {
	if (line.length <= width) return [line];
	const lines = [];
	let room = 0;
	for (const word of wordsIn(line.parts).flatMap((one) => breakWord(one, width))) {
		const length = lengthOf(word);
		if (length < room) lines.at(-1)?.push(word);
		else lines.push([word]);
		room = (length < room ? room : width + 1) - length - 1;
	}
	return lines.map(together);
}
function breakWord(word, width) {
	if (lengthOf(word) <= width) return [word];
	const characters = word.flatMap(({ text, tone }) => [...text].map((character) => partOf(character, tone)));
	return Array.from({ length: Math.ceil(characters.length / width) }, (_, index) => characters.slice(index * width, (index + 1) * width));
}
const colours = {
	plain: "",
	strong: "1",
	good: "32",
	bad: "1;31",
	unsure: "33"
};
function painted({ parts }, colour) {
	return parts.map(({ text, tone }) => paint(text, tone, colour)).join("");
}
function paint(text, tone, colour) {
	return colour && colours[tone] !== "" ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text;
}

// src/report/terminal.ts
const gap = "  ";
const indent = "  ";
const narrowestColumn = 12;
function wantsColour(isTerminal, variables) {
	return isTerminal && (variables.NO_COLOR ?? "") === "" && variables.TERM !== "dumb";
}
function renderTerminal(document, options) {
	const at = (...places) => document.sections.filter(({ place }) => places.includes(place));
	const left = at("detail").map((section) => section.title);
	const more = left.length === 0 ? [] : [wrap([{ text: `More in the report file: ${left.join(", ").toLowerCase()}.` }], options, "")];
	return `${[
		wrap(document.title.map(bolder), options, ""),
		...at("first").map((section) => drawBlocks(section, options)),
		...document.lead.map((line) => wrap(line, options, "")),
		...at("shown", "folded").map((section) => drawSection(section, options)),
		...more
	].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function bolder(piece) {
	return {
		...piece,
		tone: "strong"
	};
}
function drawSection(section, options) {
	return [...wrap([bolder({ text: section.title })], options, ""), ...drawBlocks(section, options)];
}
function drawBlocks({ blocks }, options) {
	return blocks.flatMap((block, index) => [...index === 0 ? [] : [""], ...drawBlock(block, options)]);
}
function drawBlock(block, options) {
	switch (block.kind) {
		case "paragraph": return wrap(block.line, options, indent);
		case "list": return block.items.flatMap((item) => {
			return wrap(item, options, `${indent}  `).map((line, index) => index === 0 ? `${indent}- ${line.slice(4)}` : line);
		});
		case "code": return block.lines.map((line) => `${indent}${visible(line)}`);
		case "table": return drawTable(block.columns, block.rows, options);
	}
}
function drawTable(columns, rows, options) {
	const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(seen));
	const ofColumn = (index, size) => cells.reduce((most, row) => Math.max(most, size(row[index] ?? nothing)), 0);
	const natural = columns.map((_, index) => ofColumn(index, ({ length }) => length));
	const available = options.width - 2;
	const floors = () => natural.map((width, index) => width <= narrowestColumn ? width : ofColumn(index, longestWord));
	const widths = totalWidth(natural) <= available ? natural : fitWidths(natural, floors(), available);
	const lines = cells.map((row) => drawRow(row, columns, widths, options));
	const rule = `${indent}${widths.map((width) => "-".repeat(width)).join(gap)}`;
	return [
		...lines[0] ?? [],
		rule,
		...lines.slice(1).flat()
	];
}
function totalWidth(widths) {
	return widths.reduce((sum, width) => sum + width, (widths.length - 1) * 2);
}
function fitWidths(natural, longestWords, available) {
	const widths = [...natural];
	for (const floors of [longestWords, longestWords.map(() => 0)]) {
		const room = (index) => (widths[index] ?? 0) - Math.max(narrowestColumn, floors[index] ?? 0);
		while (totalWidth(widths) > available) {
			const giving = widths.map((width, index) => room(index) > 0 ? width : 0);
			const widest = Math.max(...giving);
			if (widest === 0) break;
			widths[giving.indexOf(widest)] = widest - 1;
		}
	}
	return widths;
}
function drawRow(row, columns, widths, { colour }) {
	const cells = row.map((cell, index) => broken(cell, widths[index] ?? narrowestColumn));
	const height = Math.max(1, ...cells.map((lines) => lines.length));
	return Array.from({ length: height }, (_, lineIndex) => {
		const parts = cells.map((lines, index) => {
			const line = lines[lineIndex] ?? nothing;
			const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - line.length));
			return columns[index]?.align === "right" ? padding + painted(line, colour) : painted(line, colour) + padding;
		});
		return `${indent}${parts.join(gap)}`.trimEnd();
	});
}
function wrap(line, { width, colour }, margin) {
	return broken(seen(line), width - margin.length).map((one) => margin + painted(one, colour));
}

export { renderTerminal, wantsColour };