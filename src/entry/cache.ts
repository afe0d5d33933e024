// The door to the cache of GitHub Actions, in a process of its own: one request on standard input, one answer as the last
// line of standard output. What the toolkit has to say comes before it, in the runner's protocol.
import { text } from "node:stream/consumers";
import * as z from "zod";

const requestSchema = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("restore"),
    token: z.string(),
    folder: z.string(),
    keys: z.tuple([z.string()], z.string()),
  }),
  z.object({ do: z.literal("save"), token: z.string(), folder: z.string(), key: z.string() }),
]);

/** A name, and not a path: it is a part of what keys are compared by, and the folder it is in is another one each time. */
const paths = ["content"];

const request = requestSchema.parse(JSON.parse(await text(process.stdin)));
process.chdir(request.folder);
process.env = { ...process.env, GITHUB_WORKSPACE: request.folder, RUNNER_TEMP: request.folder };
// The toolkit asks for it by name; tar and zstd, which it starts with all variables that can be listed, do not get it.
Object.defineProperty(process.env, "ACTIONS_RUNTIME_TOKEN", { value: request.token, enumerable: false });
const { restoreCache, saveCache } = await import("@actions/cache");

if (request.do === "restore") {
  const [first, ...others] = request.keys;
  const found = (await restoreCache(paths, first, others, { lookupOnly: true })) ?? null;
  const restored = found === null ? null : ((await restoreCache(paths, first, others)) ?? null);
  answer({ found, restored });
} else {
  // Below zero: there is such a key already, or it failed, which was said.
  answer({ saved: (await saveCache(paths, request.key)) >= 0 });
}

function answer(document: object): void {
  process.stdout.write(`\n${JSON.stringify(document)}\n`, () => process.exit(0));
}
