// The records that a conda client leaves in an environment, and what is made of them: pins, and an @EXPLICIT list.
import * as path from "node:path";
import * as z from "zod";
import { withoutUser } from "../result/credentials.ts";
import type { Files } from "../system/files.ts";

export const explicitListName = "blas-bench.explicit.txt";

const recordSchema = z.object({
  name: z.string(),
  version: z.string(),
  build: z.string(),
  subdir: z.string().nullish(),
  url: z.string().nullish(),
  sha256: z.string().nullish(),
  md5: z.string().nullish(),
  extracted_package_dir: z.string().nullish(),
});

export type CondaRecord = z.infer<typeof recordSchema>;

/** Sorted by name. @throws SyntaxError or ZodError for a record that is none. */
export async function readRecords(files: Files, prefix: string): Promise<CondaRecord[]> {
  const folder = path.join(prefix, "conda-meta");
  const names = (await files.list(folder)).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(names.map((name) => files.readText(path.join(folder, name))));
  const records = texts.map((text) => recordSchema.parse(JSON.parse(text ?? "")));
  return records.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where the packages of an environment were unpacked, as their records tell. */
export async function packageFolders(files: Files, prefix: string): Promise<string[]> {
  const records = await readRecords(files, prefix);
  return records.flatMap(({ extracted_package_dir: folder }) => (folder ? [folder] : []));
}

const blasPackages = ["blas", "libblas", "libcblas", "liblapack", "liblapacke"];

/** The lines of conda-meta/pinned. */
export function pinLines(records: readonly CondaRecord[], names: readonly string[]): string {
  return records
    .filter(({ name }) => names.includes(name))
    .map((record) => `${pinOf(record)}\n`)
    .join("");
}

/**
 * A BLAS package is pinned to its implementation, which its build string ends in or is, and OpenBLAS to its threading,
 * which stands first: both may get newer builds. Any other package is pinned to its version.
 */
function pinOf({ name, version, build }: CondaRecord): string {
  const parts = build.split("_");
  if (blasPackages.includes(name)) return `${name} *=${parts.length > 1 ? "*_" : ""}${parts.at(-1)}`;
  return name === "libopenblas" ? `${name} *=${parts[0]}_*` : `${name} ==${version}`;
}

/** The environment as a list of packages with checksums, which every conda client takes without a solve. */
export function explicitList(records: readonly CondaRecord[]): string {
  const platform = records.map(({ subdir }) => subdir).find((subdir) => subdir != null && subdir !== "noarch");
  const lines = records.flatMap(({ url, sha256, md5 }) => {
    const checksum = sha256 ? `#sha256:${sha256}` : md5 ? `#${md5}` : "";
    return url ? [`${withoutCredentials(url)}${checksum}`] : [];
  });
  return [...(platform === undefined ? [] : [`# platform: ${platform}`]), "@EXPLICIT", ...lines, ""].join("\n");
}

function withoutCredentials(url: string): string {
  return withoutUser(url).replace(/(^https?:\/\/.*?)\/t\/[^/\s]+/, "$1");
}
