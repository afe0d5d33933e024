// Result files as people name them on the command line: read, checked, and refused all at once.
import { statSync } from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { NamedResult } from "../result/matrix.ts";
import { readResultLines } from "../result/read.ts";
import type { Result } from "../result/schema.ts";
import { linesOf } from "../system/lines.ts";

const remedy = "name a result.json of a run";
// Ten times what 10,000 benchmarks fill, and less than would bring the machine down.
const mostBytes = 1024 * 1024 * 1024;

/** @throws UserError with the problems of all files; nothing of their content is in it. */
export function readStoredResults(files: readonly string[]): readonly NamedResult[] {
  const results: NamedResult[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const result = readStored(file);
      const twin = results.find((other) => isSameRun(other.result, result));
      if (twin === undefined) results.push({ file, result });
      else problems.push({ where: file, what: `is the same run as ${twin.file}`, remedy: "name each run once" });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return results;
}

function isSameRun(one: Result, other: Result): boolean {
  // Of many files, most pairs are told apart by this alone.
  return one.startedAt === other.startedAt && isDeepStrictEqual(one, other);
}

/** @throws UserError */
function readStored(file: string): Result {
  const absolute = path.resolve(file);
  try {
    const found = statSync(absolute);
    if (found.isDirectory()) throw refusal(file, "is a folder");
    if (found.size > mostBytes) throw refusal(file, `has more than ${mostBytes} bytes`);
    return readLines(absolute, file);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw refusal(file, "there is no such file");
    // Not readable for us, or with a line that is longer than a string can be.
    throw refusal(file, `cannot be read (${String(error.code)})`);
  }
}

/** @throws UserError, and what reading throws. */
function readLines(absolute: string, file: string): Result {
  try {
    return readResultLines(() => linesOf(absolute), file);
  } catch (error) {
    if (!(error instanceof UserError && isBlank(linesOf(absolute)))) throw error;
    throw refusal(file, "is empty");
  }
}

function refusal(file: string, what: string): UserError {
  return new UserError([{ where: file, what, remedy }]);
}

function isBlank(lines: Iterable<string>): boolean {
  for (const line of lines) if (line.trim() !== "") return false;
  return true;
}
