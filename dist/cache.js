import { discriminatedUnion, literal, object, string, tuple } from "./chunks/schemas.js";
import { text } from "node:stream/consumers";

// src/entry/cache.ts
const requestSchema = discriminatedUnion("do", [object({
	do: literal("restore"),
	token: string(),
	folder: string(),
	keys: tuple([string()], string())
}), object({
	do: literal("save"),
	token: string(),
	folder: string(),
	key: string()
})]);
const paths = ["content"];
const request = requestSchema.parse(JSON.parse(await text(process.stdin)));
process.chdir(request.folder);
process.env = {
	...process.env,
	GITHUB_WORKSPACE: request.folder,
	RUNNER_TEMP: request.folder
};
Object.defineProperty(process.env, "ACTIONS_RUNTIME_TOKEN", {
	value: request.token,
	enumerable: false
});
const { restoreCache, saveCache } = await import("./chunks/cache.js");
if (request.do === "restore") {
	const [first, ...others] = request.keys;
	const found = await restoreCache(paths, first, others, { lookupOnly: true }) ?? null;
	answer({
		found,
		restored: found === null ? null : await restoreCache(paths, first, others) ?? null
	});
} else answer({ saved: await saveCache(paths, request.key) >= 0 });
function answer(document) {
	process.stdout.write(`\n${JSON.stringify(document)}\n`, () => process.exit(0));
}

export {  };