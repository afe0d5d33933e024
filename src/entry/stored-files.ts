// Files that people give to `compare`, `report` and `gate`: results of ours, or what other benchmark tools wrote.
import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import * as path from "node:path";
import { TextDecoder } from "node:util";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { NamedImport } from "../report/imported-model.ts";
import { mostBytes, readForeign } from "../result/import/read-foreign.ts";
import type { NamedResult } from "../result/matrix.ts";
import { readStoredResults } from "./stored-results.ts";

export type StoredFiles =
  | { readonly kind: "results"; readonly results: readonly NamedResult[] }
  | { readonly kind: "imports"; readonly imports: readonly NamedImport[] };

/** @throws UserError with the problems of all files; of files of both kinds, too. */
export async function readStoredFiles(files: readonly string[]): Promise<StoredFiles> {
  const areForeign = files.map(isForeign);
  if (!areForeign.includes(true)) return { kind: "results", results: readStoredResults(files) };
  const imports = await readImports(files.filter((_, index) => areForeign[index]));
  const [own] = files.filter((_, index) => !areForeign[index]);
  if (own === undefined) return { kind: "imports", imports };
  const [foreign] = imports;
  throw new UserError([
    {
      where: `${own} and ${foreign?.file}`,
      what: "one of them is a result of blas-bench, and the other one is not",
      remedy: "give files of one kind",
    },
  ]);
}

/** @throws UserError for files of other tools, on which no decision can rest. */
export async function readForDecision(files: readonly string[]): Promise<readonly NamedResult[]> {
  const stored = await readStoredFiles(files);
  if (stored.kind === "results") return stored.results;
  const [first, ...rest] = stored.imports.map(
    ({ file }): Problem => ({
      where: file,
      what: "was written by another tool, and nothing can be decided on it: base and head did not take turns",
      remedy: "measure both in one run, or see them side by side with compare",
    }),
  );
  if (first === undefined) throw new Error("no file was read");
  throw new UserError([first, ...rest]);
}

async function readImports(files: readonly string[]): Promise<readonly NamedImport[]> {
  const imports: NamedImport[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      imports.push({ file, run: readForeign(await textOf(file), file, null) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return imports;
}

const lookedAtBytes = 4096;

/** What cannot be read, and what is empty, is left to the reader of results, which says so. */
function isForeign(file: string): boolean {
  const start = startOf(file);
  // The first keys of ours, as we write it and sorted.
  return start !== null && start.trim() !== "" && !/"(?:schemaVersion|absences)"/.test(start);
}

function startOf(file: string): string | null {
  try {
    const descriptor = openSync(path.resolve(file), "r");
    try {
      const start = Buffer.alloc(lookedAtBytes);
      return start.toString("utf8", 0, readSync(descriptor, start));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}

async function textOf(file: string): Promise<string> {
  const refusal = (what: string, remedy: string): UserError => new UserError([{ where: file, what, remedy }]);
  const handle = await open(path.resolve(file), "r");
  try {
    if ((await handle.stat()).size > mostBytes)
      throw refusal(`is larger than ${mostBytes / 2 ** 20} MiB`, "select fewer benchmarks");
    return new TextDecoder("utf-8", { fatal: true }).decode(await handle.readFile());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refusal("is not text in UTF-8, perhaps compressed", "give the text that the tool wrote");
  } finally {
    await handle.close();
  }
}
