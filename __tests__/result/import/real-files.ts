// The files that real tools have written, and what they say when they are read without our readers.
import * as fs from "node:fs";
import type { ImportedRun } from "../../../src/result/import/imported-run.ts";
import { readForeign } from "../../../src/result/import/read-foreign.ts";

const folder = new URL("../fixtures/import/", import.meta.url);

export function textOf(file: string): string {
  return fs.readFileSync(new URL(file, folder), "utf8");
}

export function runOf(file: string): ImportedRun {
  return readForeign(textOf(file), file, null);
}

/** The README says how each was made. */
export const realFiles: readonly string[] = fs.readdirSync(folder).filter((name) => name !== "README.md");
