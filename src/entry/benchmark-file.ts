// Finds the file of people's own benchmarks before anything is made: inside the checkout, because each arm has its own copy.
import * as path from "node:path";
import { UserError } from "../errors.ts";
import type { BenchmarkSource } from "../inputs/config.ts";
import type { Files } from "../system/files.ts";

/**
 * The same source with its file as a path from the checkout.
 *
 * @throws UserError when there is no such file, or it lies elsewhere.
 */
export async function locateBenchmarks(
  source: BenchmarkSource,
  checkout: string,
  files: Pick<Files, "kind">,
): Promise<BenchmarkSource> {
  if (!("file" in source)) return source;
  const absolute = path.resolve(checkout, source.file);
  const file = path.relative(checkout, absolute);
  if (file.split(path.sep)[0] === "..")
    throw refusal(source.file, "lies outside of the working folder, which is the repository under test");
  const kind = await files.kind(absolute);
  if (kind === "file") return { ...source, file };
  throw refusal(source.file, kind === "folder" ? "is a folder" : "there is no such file");
}

function refusal(where: string, what: string): UserError {
  return new UserError([{ where, what, remedy: "name a Python file of the repository, from the working folder" }]);
}
