// The packages of an @EXPLICIT list as the other kinds of lock have them, from the index of the channel they are of.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { z } from "zod";
import { isExplicitList } from "../../src/plan/explicit-list.ts";

const recordSchema = z.object({
  name: z.string(),
  version: z.string(),
  build: z.string(),
  subdir: z.string(),
  md5: z.string(),
  sha256: z.string(),
  depends: z.array(z.string()).default([]),
  constrains: z.array(z.string()).default([]),
});
type Package = z.infer<typeof recordSchema> & { readonly url: string };
const indexSchema = z.object({ "packages.conda": z.record(z.string(), recordSchema) });

/** The packages that a list names, in its order. */
export async function packagesOf(list: string, channel: string): Promise<readonly Package[]> {
  if (!isExplicitList(list)) throw new Error("this is no @EXPLICIT list");
  const known = new Map<string, z.infer<typeof recordSchema>>();
  for (const subdir of ["linux-64", "noarch"]) {
    const index = indexSchema.parse(JSON.parse(await fs.readFile(path.join(channel, subdir, "repodata.json"), "utf8")));
    for (const [file, record] of Object.entries(index["packages.conda"])) known.set(`${subdir}/${file}`, record);
  }
  return list.split("\n").flatMap((line) => {
    const [url = "", key = ""] = /^\w+:\/\/\S+\/([^/]+\/[^/#]+)(?=#|$)/.exec(line) ?? [];
    const record = known.get(key);
    return record === undefined ? [] : [{ ...record, url }];
  });
}

const quoted = (texts: readonly string[]): string => JSON.stringify(texts);

export function condaLockText(packages: readonly Package[], channel: string): string {
  const head = [
    "version: 1",
    "metadata:",
    "  content_hash: {linux-64: unused}",
    `  channels: [{url: ${JSON.stringify(channel)}, used_env_vars: []}]`,
    "  platforms: [linux-64]",
    "  sources: [environment.yml]",
    "package:",
  ];
  const entries = packages.flatMap(({ name, version, url, md5, sha256, depends }) => {
    const dependencies = Object.fromEntries(
      depends.map((one) => [one.split(" ")[0], one.split(" ").slice(1).join(" ")]),
    );
    return [
      `- name: ${name}`,
      `  version: ${JSON.stringify(version)}`,
      "  manager: conda",
      "  platform: linux-64",
      `  dependencies: ${JSON.stringify(dependencies)}`,
      `  url: ${url}`,
      `  hash: {md5: ${md5}, sha256: ${sha256}}`,
      "  category: main",
      "  optional: false",
    ];
  });
  return [...head, ...entries, ""].join("\n");
}

/** Version 6. */
export function pixiLockText(packages: readonly Package[], channel: string, pypi: readonly string[] = []): string {
  const head = [
    "version: 6",
    "environments:",
    "  default:",
    `    channels: [{url: ${JSON.stringify(channel)}}]`,
    "    indexes: [https://index.invalid/simple]",
    "    packages:",
    "      linux-64:",
    ...packages.map(({ url }) => `      - conda: ${url}`),
    ...pypi.map((location) => `      - pypi: ${location}`),
    "packages:",
  ];
  const conda = packages.flatMap(({ name, version, build, subdir, url, md5, sha256, depends, constrains }) => [
    `- conda: ${url}`,
    `  name: ${name}`,
    `  version: ${JSON.stringify(version)}`,
    `  build: ${build}`,
    `  subdir: ${subdir}`,
    `  sha256: ${sha256}`,
    `  md5: ${md5}`,
    `  depends: ${quoted(depends)}`,
    `  constrains: ${quoted(constrains)}`,
  ]);
  const wheels = pypi.flatMap((location) => [`- pypi: ${location}`, "  name: own", '  version: "0.1"']);
  return [...head, ...conda, ...wheels, ""].join("\n");
}
