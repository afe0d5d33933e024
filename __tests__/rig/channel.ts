// The synthetic channel for tests: prepares it once per test file, or tells why this machine cannot have it.
import { spawn } from "node:child_process";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const preparation = z.union([
  z.object({ channel: z.string(), reason: z.null(), packages: z.record(z.string(), z.unknown()) }),
  z.object({ channel: z.null(), reason: z.string(), packages: z.record(z.string(), z.unknown()) }),
]);

export type Preparation = z.infer<typeof preparation>;

const PREPARE = fileURLToPath(new URL("prepare.py", import.meta.url));
const prepared = new Map<boolean, Promise<Preparation>>();

/**
 * The channel's absolute path, or the reason a test has to print when it skips.
 * A broken rig throws: it must not look like a machine without Debian packages.
 */
export function channelOrReason({ mkl = false } = {}): Promise<Preparation> {
  const known = prepared.get(mkl) ?? prepare(mkl);
  prepared.set(mkl, known);
  return known;
}

/** The channel's path for one test, which is skipped with the reason where there can be no channel. */
export async function needChannel(
  context: { readonly skip: (note: string) => never },
  options: { readonly mkl?: boolean } = {},
): Promise<string> {
  const { channel, reason } = await channelOrReason(options);
  return channel ?? context.skip(reason);
}

/** Another one that lies beside it: "defaults" or "apple". */
export function besideChannel(channel: string, name: string): string {
  return path.join(path.dirname(channel), name);
}

async function prepare(mkl: boolean): Promise<Preparation> {
  const child = spawn("python3", [PREPARE, ...(mkl ? ["--mkl"] : [])], { stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${PREPARE} ended with ${code}; its words are above`);
  return preparation.parse(JSON.parse(Buffer.concat(chunks).toString()));
}
