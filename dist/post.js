import { endWith } from "./chunks/runner-inputs.js";

// src/entry/post.ts
await endWith(async () => {
	const { cleanUp } = await import("./chunks/clean-up.js");
	return cleanUp(process.env);
});

export {  };