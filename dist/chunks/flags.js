import { inputRows } from "./inputs.js";

// src/entry/flags.ts
function asFlag(name) {
	return inputRows.some((row) => row.name === name) ? `--${name}` : name;
}

export { asFlag };