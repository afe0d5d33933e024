// conda-lock's unified file, format 1: packages for several platforms, by category, from conda and pip. The
// format is described by conda_lock/lockfile/v1/models.py and the page "Output formats" of its documentation.
import * as z from "zod";
import type { Lock, LockedPackage, LockedPlatform } from "./lock.ts";
import { archiveName, fileRequirement } from "./lock.ts";
import { readYaml } from "./yaml-document.ts";

/** What `conda-lock install` installs when nothing else is said; the other categories are extras that are asked for. */
const categories = ["main", "dev"];

const digest = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{${digits}}$`), `expected ${digits} hexadecimal digits`)
    .transform((text) => text.toLowerCase());

const entrySchema = z.object({
  name: z.string(),
  version: z.string(),
  manager: z.enum(["conda", "pip"]),
  platform: z.string(),
  url: z.string(),
  hash: z.object({ md5: digest(32).nullish(), sha256: digest(64).nullish() }),
  dependencies: z.record(z.string(), z.string()).nullish(),
  category: z.string().default("main"),
});

const schema = z.object({
  version: z.literal(1),
  metadata: z.object({
    channels: z.array(z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])),
    platforms: z.array(z.string()),
  }),
  package: z.array(
    entrySchema.refine(({ manager, url }) => manager === "pip" || archiveName(url) !== null, {
      path: ["url"],
      message: "expected the address of a conda package",
    }),
  ),
});

type Entry = z.infer<typeof entrySchema>;

/**
 * @param where the file's name, for messages
 * @throws UserError when it is no conda-lock file.
 */
export function readCondaLock(text: string, where: string): Lock {
  const remedy = "write it anew with conda-lock 1.0 or newer";
  const { metadata, package: entries } = readYaml(text, where, schema, { called: "conda-lock file", remedy });
  const wanted = entries.filter(({ category }) => categories.includes(category));
  const platforms = metadata.platforms.map((name): [string, LockedPlatform] => {
    const here = wanted.filter(({ platform }) => platform === name);
    // A package of several categories stands there once for each.
    const conda = new Map(here.filter(({ manager }) => manager === "conda").map((one) => [one.url, lockedOf(one)]));
    const pip = new Set(here.filter(({ manager }) => manager === "pip").map(requirementOf));
    return [name, { packages: [...conda.values()], requirements: [...pip] }];
  });
  return {
    kind: "lock",
    form: "conda-lock file",
    channels: metadata.channels,
    platforms: Object.fromEntries(platforms),
  };
}

function lockedOf({ url, hash, dependencies }: Entry): LockedPackage {
  const depends = Object.entries(dependencies ?? {}).map(([name, version]) => `${name} ${version}`.trim());
  return { url, sha256: hash.sha256 ?? null, md5: hash.md5 ?? null, depends, constrains: [] };
}

function requirementOf({ name, url, hash }: Entry): string {
  return fileRequirement(name, url, hash.sha256 ?? null);
}
