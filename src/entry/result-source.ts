// Where the report action has its results from: files of this machine, or texts that another run left with GitHub.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { ResultSource } from "../inputs/report-inputs.ts";
import type { NamedText } from "../publish/run-artifacts.ts";
import type { NamedResult } from "../result/matrix.ts";
import { readResult } from "../result/read.ts";
import type { Failure } from "../result/schema.ts";
import { systemFiles } from "../system/files.ts";
import { readStoredResults } from "./stored-results.ts";

export type FetchResults = (source: Extract<ResultSource, { kind: "run" }>) => Promise<readonly NamedText[]>;

export interface SourceResults {
  readonly results: readonly NamedResult[];
  /** For each glob that fits nothing: somebody was to leave something there. */
  readonly missing: readonly Failure[];
}

/**
 * All results of a source; none where no glob fits anything, which is for the caller to judge.
 *
 * @throws UserError with the problems of all of them, which quote nothing of their content; what `fetchResults` throws.
 */
export async function readResults(source: ResultSource, fetchResults: FetchResults): Promise<SourceResults> {
  if (source.kind === "run") return { results: readTexts(await fetchResults(source)), missing: [] };
  const { files, idle } = await filesOf(source.patterns);
  return { results: readStoredResults(files), missing: idle.map(missingResult) };
}

function missingResult(pattern: string): Failure {
  const message = "no file fits this: a job failed, was cancelled, or uploaded none";
  return { stage: "measure", subject: `results ${pattern}`, benchmark: null, message, lastLines: [] };
}

function readTexts(texts: readonly NamedText[]): readonly NamedResult[] {
  const results: NamedResult[] = [];
  const problems: Problem[] = [];
  for (const { name, text } of texts) {
    try {
      results.push({ file: name, result: readResult(text, name) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return results;
}

/** Each file once, in an order that does not depend on the disk's. A name without a glob in it is wanted as it is. */
async function filesOf(
  patterns: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly idle: readonly string[] }> {
  const found = new Map<string, string>();
  const idle: string[] = [];
  for (const pattern of patterns) {
    const names = /[*?[\]{}]/.test(pattern) ? await globbed(pattern) : [pattern];
    if (names.length === 0) idle.push(pattern);
    for (const name of names) found.set(path.resolve(name), name);
  }
  return { files: [...found.values()].sort(), idle };
}

async function globbed(pattern: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of fs.glob(pattern))
    if ((await systemFiles.kind(path.resolve(name))) === "file") names.push(name);
  return names;
}
