import { wantsColour } from "./terminal.js";

// src/entry/terminal-look.ts
const narrowestLine = 40;
function terminalLook() {
	const { isTTY, columns } = process.stdout;
	return {
		width: Math.min(Math.max(columns || 100, narrowestLine), 100),
		colour: wantsColour(isTTY === true, process.env)
	};
}

export { terminalLook };