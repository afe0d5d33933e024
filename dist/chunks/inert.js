// src/report/inert.ts
const longestName = 120;
const longestText = 600;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const shortEscapes = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
function visible(text) {
	return text.replace(invisible, (character) => shortEscapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function visibleName(name) {
	return name === "" ? "(empty)" : cut(visible(name), longestName);
}
function visibleText(text) {
	return cut(visible(text.replace(/\s+/g, " ")), longestText);
}
function cut(text, length) {
	if (text.length <= length) return text;
	const characters = [...text];
	return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
function withoutCommands(line) {
	return line.replace(/^(\s*)::/, "$1\\::").replaceAll("##[", "##\\[");
}
function codeSpan(name, isInTable) {
	const text = isInTable ? name.replace(/\\+(?=\|)/g, "\\u{5c}").replaceAll("|", "\\|") : name;
	const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = "`".repeat(longestRun + 1);
	const pad = /^[ `]|[ `]$/.test(text) ? " " : "";
	return `${fence}${pad}${text}${pad}${fence}`;
}
const isActive = /[@#$]|:\/\/|www\.|mailto:|xmpp:|\bgh-\d|:[\w+-]+:|\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/i;
function escapeText(text, isInTable) {
	if (!isActive.test(text) && !isMarkup.test(text)) return text;
	return text.split(" ").map((word) => isActive.test(word) ? codeWord(word, isInTable) : escapeMarkup(word)).join(" ");
}
function codeWord(word, isInTable) {
	const end = word.search(/[.,;:!?]*$/);
	return end === 0 ? codeSpan(word, isInTable) : codeSpan(word.slice(0, end), isInTable) + word.slice(end);
}
const isMarkup = /[\\`*_~[\]&<>|]/;
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;"
};
function escapeMarkup(word) {
	return word.replace(/[\\`*_~[\]]/g, "\\$&").replace(/[&<>|]/g, (character) => entities[character] ?? "");
}
function escapeBlockStart(markdown) {
	return markdown.trimStart().replace(/^(\d{1,9})([.)])/, "$1\\$2").replace(/^([-+=])/, "\\$1");
}
function escapeHtml(text) {
	const asText = (word) => word.replace(/[&<>]/g, (character) => entities[character] ?? "");
	return text.split(" ").map((word) => isActive.test(word) ? `<code>${asText(word)}</code>` : asText(word)).join(" ");
}

export { codeSpan, cut, escapeBlockStart, escapeHtml, escapeText, visible, visibleName, visibleText, withoutCommands };