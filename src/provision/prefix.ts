// The folder of one environment: ours from the first moment to the last, or not touched at all.
import * as path from "node:path";
import * as z from "zod";
import type { Files } from "../system/files.ts";
import type { Fault } from "./fault.ts";
import { fault, faultFromFileError } from "./fault.ts";

/**
 * Says that a folder was made by us, and whether it is whole. It stands beside conda-meta and not in it, where conda
 * takes every .json file for a package record.
 */
export const manifestName = "blas-bench.json";

export const manifestSchema = z.object({
  madeBy: z.literal("blas-bench"),
  environment: z.string(),
  complete: z.boolean(),
  /** SHA-256 over the package list; null until complete. */
  hash: z.string().nullable(),
});

export interface ClaimedPrefix {
  readonly status: "claimed";
  readonly prefix: string;
}

/** A new, empty folder that says whose it is. One of ours that is in the way is removed first; any other stays. */
export async function claimPrefix(files: Files, root: string, id: string): Promise<ClaimedPrefix | Fault> {
  const prefix = path.join(root, id);
  try {
    if ((await files.kind(prefix)) !== "absent") {
      if (!(await isOurs(files, prefix))) {
        const remedy = "It was left as it is. Remove it, or choose another output folder";
        return fault("prefix-exists", `${prefix}: this already exists and was not made by blas-bench. ${remedy}.`);
      }
      await files.removeTree(prefix);
    }
    await files.makeFolder(prefix);
    await writeManifest(files, prefix, { environment: id, complete: false, hash: null });
    return { status: "claimed", prefix };
  } catch (error) {
    return faultFromFileError(prefix, error);
  }
}

/** The last thing that is written into an environment. */
export async function completePrefix(files: Files, prefix: string, id: string, hash: string): Promise<void> {
  await writeManifest(files, prefix, { environment: id, complete: true, hash });
}

async function isOurs(files: Files, prefix: string): Promise<boolean> {
  const text = await files.readText(path.join(prefix, manifestName));
  if (text === null) return false;
  try {
    return manifestSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

async function writeManifest(
  files: Files,
  prefix: string,
  manifest: Omit<z.infer<typeof manifestSchema>, "madeBy">,
): Promise<void> {
  const text = JSON.stringify({ madeBy: "blas-bench", ...manifest });
  await files.writeWhole(path.join(prefix, manifestName), `${text}\n`);
}
