// Runs one of our Python programs and reads the one JSON document it answers with.
import type * as z from "zod";
import { Interrupted } from "../errors.ts";
import { possibleJson } from "../result/possible-json.ts";
import type { Command, Processes, RunResult } from "../system/processes.ts";
import type { Fault } from "./fault.ts";
import { fault, lastLinesOf } from "./fault.ts";

export interface PythonCall {
  readonly command: Command;
  readonly variables: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly input?: string;
  readonly signal: AbortSignal;
  /** What was being done, for messages: "solving". */
  readonly task: string;
  readonly onErrorLine?: (line: string) => void;
}

/**
 * The last line of standard output, which fits the schema, or why there is none.
 *
 * @throws Interrupted
 */
export async function askPython<T extends object>(
  processes: Processes,
  call: PythonCall,
  schema: z.ZodType<T>,
): Promise<T | Fault> {
  const { task, ...request } = call;
  const result = await processes.run(request);
  if (result.stopped === "aborted") throw new Interrupted();
  if (result.exitCode !== 0) return fault("other", `${task}: ${howItEnded(call, result)}.`, lastLinesOf(result.stderr));
  const parsed = schema.safeParse(lastDocumentOf(result.stdout));
  if (parsed.success) return parsed.data;
  const problem = `${call.command[0]} gave no answer that can be understood`;
  return fault("other", `${task}: ${problem}.`, lastLinesOf(`${result.stdout}\n${result.stderr}`));
}

/** The document that our programs end with; what is installed in a Python may print before it. undefined: there is none. */
export function lastDocumentOf(stdout: string): unknown {
  return possibleJson(stdout.trimEnd().split("\n").at(-1) ?? "");
}

/** In words: "PROGRAM ended with exit code 1". */
export function howItEnded(call: { readonly command: Command }, result: RunResult): string {
  const [program] = call.command;
  if (result.startError !== null) return `${program} cannot be started: ${result.startError}`;
  return result.exitCode === null ? `${program} was ended by a signal` : `${program} ended with ${result.exitCode}`;
}
