// The one error handler of every door: what is said, and with which exit code the program ends.
import type { ExitCode } from "../errors.ts";
import { exitCode, Interrupted, ToolError, UserError } from "../errors.ts";

export interface Ending {
  readonly exitCode: ExitCode;
  /** For people; several lines when there are several problems. */
  readonly message: string;
}

export function endingOf(error: unknown): Ending {
  if (error instanceof UserError || error instanceof ToolError || error instanceof Interrupted)
    return { exitCode: error.exitCode, message: error.message };
  if (isOneOf(["ENOSPC", "EDQUOT"], error))
    return {
      exitCode: exitCode.toolFailed,
      message: "The disk is full: free some space, or point output-dir and TMPDIR at another one.",
    };
  if (isOneOf(["EACCES", "EPERM", "EROFS"], error))
    return {
      exitCode: exitCode.toolFailed,
      message: `The system refuses access (${error.message}): allow it, or point output-dir, TMPDIR and BLAS_BENCH_CACHE elsewhere.`,
    };
  // Only a bug leads here: the stack trace is for its report.
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: exitCode.toolFailed, message: `This is a bug in blas-bench, please report it.\n${trace}` };
}

function isOneOf(codes: readonly string[], error: unknown): error is Error {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
