// Asks one Python for its evidence, in processes of their own: `blas_bench evidence` and `blas_bench threadpools`.
import type * as z from "zod";
import type { Problem } from "../errors.ts";
import { Interrupted, ToolError, UserError } from "../errors.ts";
import { isOlder, oldestMeasured } from "../provision/python-version.ts";
import type { Evidence, ThreadpoolReport } from "../result/evidence.ts";
import { evidenceSchema, threadpoolReportSchema } from "../result/evidence.ts";
import { objectAtEnd } from "../result/object-at-end.ts";
import type { Command, Processes, RunResult, SpawnRequest } from "../system/processes.ts";

export interface ProbeRequest {
  /** A Python's file, or a name to be found on the PATH of `variables`. */
  readonly python: string;
  /** The child's whole environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder of the Python package, absolute. */
  readonly pythonFolder: string;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
  /** Name of the input that names the Python, for messages; such as "--python". */
  readonly where: string;
  /** How it is started with these words; without it, as it is. What is printed before its answer counts for nothing. */
  readonly start?: (words: readonly string[]) => SpawnRequest;
}

const versionProbe = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])";

/** Evidence of that Python, with SciPy where it is installed. UserError when it is no Python that can be looked into. */
export async function collectEvidence(request: ProbeRequest, processes: Processes): Promise<Evidence> {
  const begun = startOf(request, [`${request.pythonFolder}/blas_bench`, "evidence"]);
  const result = await runProbe(begun, request, processes);
  try {
    return readDocument(evidenceSchema, begun.command, result);
  } catch (error) {
    const problem = await whatIsWrong(request, processes);
    throw problem === null ? error : new UserError([problem]);
  }
}

/** threadpoolctl's view. Its absence or failure is part of the answer: the verdict does not need it. */
export async function collectThreadpools(
  request: ProbeRequest & { readonly threadpoolctlFolder: string | null },
  processes: Processes,
): Promise<ThreadpoolReport> {
  const begun = startOf(request, [
    `${request.pythonFolder}/blas_bench`,
    "threadpools",
    ...(request.threadpoolctlFolder === null ? [] : ["--threadpoolctl-path", request.threadpoolctlFolder]),
  ]);
  try {
    return readDocument(threadpoolReportSchema, begun.command, await runProbe(begun, request, processes));
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof Error)) throw error;
    return { status: "unavailable", reason: error.message };
  }
}

function startOf({ python, variables, start }: ProbeRequest, words: readonly string[]): SpawnRequest {
  return start === undefined ? { command: [python, ...words], variables } : start(words);
}

async function runProbe(begun: SpawnRequest, request: ProbeRequest, processes: Processes): Promise<RunResult> {
  const { timeoutMilliseconds, signal } = request;
  const { command } = begun;
  const result = await processes.run({ ...begun, timeoutMilliseconds, signal });
  if (result.stopped === "aborted") throw new Interrupted();
  if (result.stopped === "timeout")
    throw new ToolError({
      what: `this Python gave no answer in ${timeoutMilliseconds / 1000} s`,
      command,
      toolExitCode: null,
      stderr: result.stderr,
    });
  if (result.startError !== null)
    throw new UserError([
      {
        what: `"${request.python}" cannot be started (${result.startError})`,
        where: request.where,
        remedy: "name an executable Python, or the folder of an environment that has one",
      },
    ]);
  return result;
}

/** Asks a Python that failed the simplest question there is; null when the fault is not the user's. */
async function whatIsWrong(request: ProbeRequest, processes: Processes): Promise<Problem | null> {
  const { python, variables } = request;
  const result = await runProbe({ command: [python, "-c", versionProbe], variables }, request, processes);
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(result.stdout) ?? [];
  if (result.exitCode !== 0 || major === undefined || minor === undefined) {
    const lastLine = result.stderr.trim().split("\n").at(-1) ?? "";
    return {
      what: `"${request.python}" does not work as a Python${lastLine === "" ? "" : ` (${lastLine})`}`,
      where: request.where,
      remedy: "name a Python that runs, with the variables it needs",
    };
  }
  // Older ones cannot even read the front of blas_bench.
  if (!isOlder([Number(major), Number(minor)], oldestMeasured)) return null;
  return {
    what: `"${request.python}" is Python ${major}.${minor}`,
    where: request.where,
    remedy: `name Python ${oldestMeasured.join(".")} or newer`,
  };
}

function readDocument<T>(schema: z.ZodType<T>, command: Command, result: RunResult): T {
  const { exitCode: toolExitCode, stderr } = result;
  const refuse = (what: string, cause?: unknown): ToolError =>
    new ToolError({ what, command, toolExitCode, stderr, cause });
  if (toolExitCode !== 0) throw refuse("this Python could not be asked what it loads");
  const document = objectAtEnd(result.stdout);
  if (document === undefined) throw refuse("what this Python answered is not JSON");
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw refuse(`what this Python answered does not fit the schema (${places.join("; ")})`, parsed.error);
}
