import { withoutCommands } from "./inert.js";

// src/entry/print.ts
function print(text) {
	process.stdout.write(text.split("\n").map(withoutCommands).join("\n"));
}

export { print };