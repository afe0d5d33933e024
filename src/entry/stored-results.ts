// Result files as people name them on the command line: read, checked, and refused all at once.
import * as path from "node:path";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { readResult } from "../result/read.ts";
import type { Result } from "../result/schema.ts";
import { systemFiles } from "../system/files.ts";

const remedy = "name a result.json of a run";

export interface StoredResult {
  readonly file: string;
  readonly result: Result;
}

/** @throws UserError with the problems of all files; nothing of their content is in it. */
export async function readStoredResults(files: readonly string[]): Promise<readonly StoredResult[]> {
  const results: StoredResult[] = [];
  const problems: Problem[] = [];
  const known = new Map<string, string>();
  for (const file of files) {
    try {
      const text = await readText(file);
      const twin = known.get(text);
      if (twin === undefined) results.push({ file, result: readResult(text, file) });
      else problems.push({ where: file, what: `is the same run as ${twin}`, remedy: "name each run once" });
      known.set(text, file);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return results;
}

async function readText(file: string): Promise<string> {
  const refusal = (what: string): UserError => new UserError([{ where: file, what, remedy }]);
  const absolute = path.resolve(file);
  if ((await systemFiles.kind(absolute)) === "folder") throw refusal("is a folder");
  let text: string | null;
  try {
    text = await systemFiles.readText(absolute);
  } catch (error) {
    // Not readable for us, or longer than a string can be.
    if (error instanceof Error && "code" in error) throw refusal(`cannot be read (${String(error.code)})`);
    throw error;
  }
  if (text === null) throw refusal("there is no such file");
  if (text.trim() === "") throw refusal("is empty");
  return text;
}

/** @throws UserError as readStoredResults, and for more than one file: each has a family of decisions of its own. */
export async function readOneResult(files: readonly string[]): Promise<StoredResult> {
  const [stored, ...more] = await readStoredResults(files);
  if (stored === undefined || more.length > 0)
    throw new UserError([
      { where: files.join(", "), what: `there are ${files.length} files where one is expected`, remedy },
    ]);
  return stored;
}
