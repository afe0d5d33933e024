// What every refusal has in common, whatever was wrong: a message for people, and nothing half-made.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect } from "vitest";
import type { Account, Ended } from "./account.ts";

/** The folder that tests name as output-dir; a refused run must not leave it behind. */
export const outputFolder = "out";

/** Asserts the exit code, one message a line, no stack trace, no report, no file and no process. */
export async function expectRefusal(
  account: Account,
  ended: Ended,
  exitCode: number,
  messages: readonly RegExp[],
): Promise<void> {
  const said = ended.stderr.split("\n").filter((line) => line.startsWith("blas-bench: "));
  expect(said, ended.stderr).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(said[index]).toMatch(message);
  expect(ended.stderr).not.toMatch(/^\s+at |Traceback|This is a bug/m);
  expect(ended.stdout).toBe("");
  expect(ended.exitCode).toBe(exitCode);
  await expectNothingLeft(account);
}

/** No temporary file, no process, no half result. */
export async function expectNothingLeft(account: Account): Promise<void> {
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  const stat = await fs.stat(path.join(account.work, outputFolder)).catch(() => null);
  expect(stat?.isDirectory() ?? false).toBe(false);
}
