// The two kinds of expected failure and the exit codes they lead to. Anything else is a bug.

/** What a finished process tells its caller. 130 is 128 + SIGINT, as shells report it. */
export const exitCode = {
  pass: 0,
  gateFailed: 1,
  usage: 2,
  nothingMeasured: 3,
  toolFailed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** One thing a person got wrong, or has to act on. */
export interface Problem {
  /** What happened, as a sentence without its full stop. */
  readonly what: string;
  /** The input, file or address it concerns. */
  readonly where: string;
  /** What to do about it, as a sentence without its full stop; it gets its capital letter where it is shown. */
  readonly remedy: string;
}

/** A problem as people read it. */
export function sentence(problem: Problem): string {
  const remedy = problem.remedy.charAt(0).toUpperCase() + problem.remedy.slice(1);
  return `${problem.where}: ${problem.what}. ${remedy}.`;
}

/** Wrong usage or input. Carries every problem found, so that nobody fixes them one run at a time. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly exitCode: ExitCode;
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]], code: ExitCode = exitCode.usage) {
    super(problems.map(sentence).join("\n"));
    this.problems = problems;
    this.exitCode = code;
  }
}

/** A program we called, or the host, failed. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly exitCode = exitCode.toolFailed;
  readonly command: readonly string[];
  readonly toolExitCode: number | null;
  /** The last line of standard error that says something, or "". */
  readonly lastLine: string;

  constructor(failure: {
    readonly what: string;
    readonly command: readonly string[];
    readonly toolExitCode: number | null;
    readonly stderr: string;
    readonly cause?: unknown;
  }) {
    const lastLine = lastUsefulLine(failure.stderr);
    const ended = failure.toolExitCode === null ? "was ended" : `exit code ${failure.toolExitCode}`;
    const said = lastLine === "" ? "" : `: ${lastLine}`;
    super(`${failure.what} (${failure.command[0] ?? "?"}, ${ended})${said}`, { cause: failure.cause });
    this.command = failure.command;
    this.toolExitCode = failure.toolExitCode;
    this.lastLine = lastLine;
  }
}

/** The run was interrupted by a signal or by its caller. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode = exitCode.interrupted;

  constructor() {
    super("interrupted: nothing was written as complete");
  }
}

function lastUsefulLine(text: string): string {
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .at(-1) ?? ""
  );
}
