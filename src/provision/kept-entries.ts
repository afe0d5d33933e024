// What of the cache folder is handed to later runs, and how it is taken over from earlier ones: packages with the solver's
// notes, and wheels, each with its digest in a list.
import * as path from "node:path";
import * as z from "zod";
import { possibleJson } from "../result/possible-json.ts";
import type { Effects } from "../system/effects.ts";
import { packageFolders } from "./conda-records.ts";
import type { ProvisionedEnvironment } from "./provider.ts";

type Folders = Pick<Effects, "files" | "cacheFolder">;

const listName = "kept.json";
const packages = "packages";

/** Names below the cache folder, each with the digest of what it was. */
const listSchema = z.record(z.string().regex(/^(packages|wheels)\/(?!\.\.?$)[A-Za-z0-9._+!-]+$/), z.string());

/** What environments were made of, below the cache folder: a package with the solver's own note beside it, which holds the archive's digest; a wheel. */
export async function entriesOf(
  environments: readonly ProvisionedEnvironment[],
  { files, cacheFolder }: Folders,
): Promise<string[]> {
  const entries = new Set<string>();
  for (const { plan, prefix, wheelFolder } of environments) {
    if (wheelFolder !== undefined) entries.add(`wheels/${path.basename(wheelFolder)}`);
    if (plan.source.provider !== "rattler") continue;
    for (const folder of await packageFolders(files, prefix)) entries.add(`${packages}/${path.basename(folder)}`);
  }
  const there: string[] = [];
  for (const entry of [...entries].sort()) {
    const parts = partsOf(entry);
    const kinds = await Promise.all(parts.map((part) => files.kind(path.join(cacheFolder, part))));
    if (!kinds.includes("absent")) there.push(...parts);
  }
  return there;
}

function partsOf(entry: string): string[] {
  return entry.startsWith(`${packages}/`) ? [entry, `${entry}.lock`] : [entry];
}

/** Puts the entries into the new folder `content`, with their list. */
export async function layOut(
  entries: readonly string[],
  content: string,
  { files, cacheFolder }: Folders,
): Promise<void> {
  const list: Record<string, string> = {};
  for (const entry of entries) {
    const place = path.join(content, entry);
    await files.makeFolder(path.dirname(place));
    await files.linkTree(path.join(cacheFolder, entry), place);
    list[entry] = (await files.digestTree(place)) ?? "";
  }
  await files.writeWhole(path.join(content, listName), JSON.stringify(list));
}

/** Moves what is whole into the cache folder. What is there already, or is just being made by another run, stays as it is. */
export async function takeOver(
  content: string,
  { files, cacheFolder }: Folders,
): Promise<{ readonly taken: number; readonly damaged: number }> {
  const list = await readList(content, files);
  if (list === null) return { taken: 0, damaged: 1 };
  let [taken, damaged] = [0, 0];
  for (const entry of Object.keys(list).filter((name) => !name.endsWith(".lock"))) {
    const parts = partsOf(entry);
    const digests = await Promise.all(parts.map((part) => files.digestTree(path.join(content, part))));
    if (digests.some((digest, index) => digest === null || digest !== list[parts[index] ?? ""])) {
      damaged += 1;
      continue;
    }
    const here = await Promise.all(parts.map((part) => files.kind(path.join(cacheFolder, part))));
    if (here.some((kind) => kind !== "absent")) continue;
    await files.makeFolder(path.dirname(path.join(cacheFolder, entry)));
    // The note last: without it the solver takes nothing for a package.
    for (const part of parts) await files.moveFolder(path.join(content, part), path.join(cacheFolder, part));
    taken += 1;
  }
  return { taken, damaged };
}

async function readList(content: string, files: Effects["files"]): Promise<z.infer<typeof listSchema> | null> {
  const text = await files.readText(path.join(content, listName));
  return listSchema.safeParse(possibleJson(text ?? "")).data ?? null;
}
