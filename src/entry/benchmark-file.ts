// Finds people's own benchmarks before anything is made: inside the checkout, because each arm has its own copy.
import * as path from "node:path";
import { UserError } from "../errors.ts";
import type { BenchmarkSource } from "../inputs/config.ts";
import { placeOf } from "../inputs/config.ts";
import type { Files } from "../system/files.ts";

/**
 * The same source with its place as a path from the checkout.
 *
 * @throws UserError when there is no such place, or it lies elsewhere.
 */
export async function locateBenchmarks(
  source: BenchmarkSource,
  checkout: string,
  files: Pick<Files, "kind">,
): Promise<BenchmarkSource> {
  const given = placeOf(source);
  if (source.kind === "suite" || source.kind === "command" || given === null) return source;
  const place = path.relative(checkout, path.resolve(checkout, given));
  if (place.split(path.sep)[0] === "..")
    throw refusal(source, "lies outside of the working folder, which is the repository under test");
  const kind = await files.kind(path.resolve(checkout, place));
  const isFile = source.kind === "functions" || source.kind === "script";
  if (kind === "absent") throw refusal(source, `there is no such file${isFile ? "" : " or folder"}`);
  if (isFile) {
    if (kind === "folder") throw refusal(source, "is a folder");
    return { ...source, file: place };
  }
  if (source.kind === "asv") return { ...source, path: place === "" ? "." : place };
  return { ...source, path: (place === "" ? "." : place) + source.path.slice(given.length) };
}

const remedies = {
  functions: "name a Python file of the repository, from the working folder",
  pytest: "name a file or folder of tests of the repository, from the working folder",
  script: "name a Python file of the repository, from the working folder",
  asv: "name a folder of the repository with asv.conf.json or of benchmarks, from the working folder",
} as const;

function refusal(source: Exclude<BenchmarkSource, { kind: "suite" | "command" }>, what: string): UserError {
  return new UserError([{ where: placeOf(source) ?? "", what, remedy: remedies[source.kind] }]);
}
