// The folder of one environment: ours from the first moment to the last, or not touched at all.
import * as path from "node:path";
import * as z from "zod";
import { possibleJson } from "../result/possible-json.ts";
import type { Effects } from "../system/effects.ts";
import type { Files } from "../system/files.ts";
import type { OwnerState } from "../system/owner.ts";
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
  /** The program that made it; absent in folders of older versions. */
  owner: z.string().optional(),
  complete: z.boolean(),
  /** SHA-256 over the package list; null until complete. */
  hash: z.string().nullable(),
});

export interface ClaimedPrefix {
  readonly status: "claimed";
  readonly prefix: string;
}

type Claiming = Pick<Effects, "files" | "processes">;

/**
 * A new, empty folder that says whose it is. One of ours that is in the way is removed first, unless the run that made
 * it still goes on; any other stays.
 */
export async function claimPrefix(effects: Claiming, root: string, id: string): Promise<ClaimedPrefix | Fault> {
  const { files, processes } = effects;
  const prefix = path.join(root, id);
  try {
    if ((await files.kind(prefix)) !== "absent") {
      const manifest = await readManifest(files, prefix);
      if (manifest === null) {
        const remedy = "It was left as it is. Remove it, or choose another output folder";
        return fault("prefix-exists", `${prefix}: this already exists and was not made by blas-bench. ${remedy}.`);
      }
      if (manifest.owner !== undefined && isInUse(processes.ownerState(manifest.owner), manifest.complete)) {
        const remedy = "Wait for it to end, or choose another output folder";
        return fault("prefix-exists", `${prefix}: another run is using this (${manifest.owner}). ${remedy}.`);
      }
      await files.removeTree(prefix);
    }
    await files.makeFolder(prefix);
    await writeManifest(effects, prefix, { environment: id, complete: false, hash: null });
    return { status: "claimed", prefix };
  } catch (error) {
    return faultFromFileError(prefix, error);
  }
}

/** Of another machine's or container's program nobody knows whether it goes on: what it has not completed, it may. */
function isInUse(state: OwnerState, isComplete: boolean): boolean {
  return state === "alive" || (state === "elsewhere" && !isComplete);
}

/** The last thing that is written into an environment. */
export async function completePrefix(effects: Claiming, prefix: string, id: string, hash: string): Promise<void> {
  await writeManifest(effects, prefix, { environment: id, complete: true, hash });
}

type Manifest = z.infer<typeof manifestSchema>;

async function readManifest(files: Files, prefix: string): Promise<Manifest | null> {
  const text = await files.readText(path.join(prefix, manifestName));
  return text === null ? null : (manifestSchema.safeParse(possibleJson(text)).data ?? null);
}

async function writeManifest(
  { files, processes }: Claiming,
  prefix: string,
  manifest: Omit<Manifest, "madeBy" | "owner">,
): Promise<void> {
  const text = JSON.stringify({ madeBy: "blas-bench", owner: processes.owner, ...manifest });
  await files.writeWhole(path.join(prefix, manifestName), `${text}\n`);
}
