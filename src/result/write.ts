// Writes a result file whole or not at all, and only one that its readers will accept.
import { resultText } from "./lines.ts";
import { checkResult } from "./read.ts";
import type { Result } from "./schema.ts";

/** The part of the file system it needs. */
export interface WholeFileWriter {
  writeWhole(file: string, text: string): Promise<void>;
}

/**
 * Writes `result` as JSON to `file`.
 *
 * @throws Error when readResult would refuse it, which is a bug of the stage that made it; nothing is written then.
 */
export async function writeResult(files: WholeFileWriter, file: string, result: Result): Promise<void> {
  try {
    checkResult(result, "result");
  } catch (cause) {
    throw new Error("the result does not fit its own schema, so it was not written", { cause });
  }
  await files.writeWhole(file, resultText(result));
}
