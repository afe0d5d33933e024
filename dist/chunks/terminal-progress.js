import { inertLines, progressText } from "./log.js";
import { visible } from "./inert.js";

// src/entry/terminal-progress.ts
const eraseLine = "\r\x1B[2K";
function terminalProgress(stream) {
	let shown = false;
	const clear = () => {
		if (shown) stream.write(eraseLine);
		shown = false;
	};
	return {
		say(line) {
			clear();
			for (const one of inertLines(line)) stream.write(`${one}\n`);
		},
		show(progress) {
			if (stream.isTTY !== true) return;
			stream.write(eraseLine + visible(progressText(progress)).slice(0, (stream.columns || 80) - 1));
			shown = true;
		},
		clear
	};
}

export { terminalProgress };