import { visible, visibleName, visibleText } from "./inert.js";

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
	const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(wordsOf));
	const columnWords = columns.map((_, index) => cells.map((row) => row[index] ?? []));
	const widths = fitWidths(columnWords.map((column) => largest(column, lengthOf)), columnWords.map((column) => largest(column.flat(), wordLength)), options.width - 2);
	const lines = cells.map((row) => drawRow(row, columns, widths, options));
	const rule = `${indent}${widths.map((width) => "-".repeat(width)).join(gap)}`;
	return [
		...lines[0] ?? [],
		rule,
		...lines.slice(1).flat()
	];
}
function largest(items, size) {
	return items.reduce((most, item) => Math.max(most, size(item)), 0);
}
function fitWidths(natural, longestWords, available) {
	const widths = [...natural];
	const total = () => widths.reduce((sum, width) => sum + width, (widths.length - 1) * 2);
	for (const floors of [longestWords, longestWords.map(() => 0)]) {
		const room = (index) => (widths[index] ?? 0) - Math.max(narrowestColumn, floors[index] ?? 0);
		while (total() > available) {
			const giving = widths.map((width, index) => room(index) > 0 ? width : 0);
			const widest = Math.max(...giving);
			if (widest === 0) break;
			widths[giving.indexOf(widest)] = widest - 1;
		}
	}
	return widths;
}
function drawRow(row, columns, widths, options) {
	const cells = row.map((words, index) => breakLines(words, widths[index] ?? narrowestColumn));
	const height = Math.max(1, ...cells.map((lines) => lines.length));
	return Array.from({ length: height }, (_, lineIndex) => {
		const parts = cells.map((lines, index) => {
			const words = lines[lineIndex] ?? [];
			const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(words)));
			const text = paintWords(words, options);
			return columns[index]?.align === "right" ? padding + text : text + padding;
		});
		return `${indent}${parts.join(gap)}`.trimEnd();
	});
}
function wordsOf(line) {
	const words = [];
	let current = [];
	for (const { text, isCode = false, tone = "plain" } of line) {
		const parts = (isCode ? visibleName(text) : visibleText(text)).split(" ");
		for (const [index, part] of parts.entries()) {
			if (index > 0) {
				words.push(current);
				current = [];
			}
			if (part !== "") current.push({
				text: part,
				tone
			});
		}
	}
	return [...words, current].filter((word) => word.length > 0);
}
function lengthOf(words) {
	return words.reduce((sum, word) => sum + wordLength(word), Math.max(0, words.length - 1));
}
function wordLength(word) {
	return word.reduce((sum, piece) => sum + [...piece.text].length, 0);
}
function breakLines(words, width) {
	if (lengthOf(words) <= width) return [[...words]];
	const lines = [[]];
	for (const word of words.flatMap((one) => breakWord(one, width))) {
		const line = lines.at(-1) ?? [];
		if (line.length > 0 && lengthOf([...line, word]) > width) lines.push([word]);
		else line.push(word);
	}
	return lines;
}
function breakWord(word, width) {
	if (wordLength(word) <= width) return [word];
	const characters = word.flatMap(({ text, tone }) => [...text].map((character) => ({
		text: character,
		tone
	})));
	return Array.from({ length: Math.ceil(characters.length / width) }, (_, index) => characters.slice(index * width, (index + 1) * width));
}
function wrap(line, options, margin) {
	return breakLines(wordsOf(line), options.width - margin.length).map((words) => margin + paintWords(words, options));
}
function paintWords(words, options) {
	return words.map((word) => word.map(({ text, tone }) => paint(text, tone, options)).join("")).join(" ");
}
const colours = {
	plain: "",
	strong: "1",
	good: "32",
	bad: "1;31",
	unsure: "33"
};
function paint(text, tone, { colour }) {
	return colour && colours[tone] !== "" ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text;
}

export { renderTerminal, wantsColour };