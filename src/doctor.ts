// The doctor: which BLAS and LAPACK one Python's NumPy really uses, in the environment of whoever asks.
import type { ExitCode, Problem } from "./errors.ts";
import { exitCode, UserError } from "./errors.ts";
import { expectationOf } from "./plan/catalogue.ts";
import { readVariant } from "./plan/variant-request.ts";
import { askLoginShell } from "./provision/login-shell.ts";
import { doctorReport } from "./report/doctor.ts";
import type { DoctorDocument } from "./report/doctor-document.ts";
import type { TerminalOptions } from "./report/terminal.ts";
import { renderTerminal } from "./report/terminal.ts";
import type { Evidence, ThreadpoolReport } from "./result/evidence.ts";
import type { Expectation, Host } from "./result/schema.ts";
import type { Effects } from "./system/effects.ts";
import type { Standing } from "./system/standing.ts";
import { adviceFor } from "./verify/advice.ts";
import { followCalls } from "./verify/calls.ts";
import { judgeBackend } from "./verify/judge.ts";
import type { ProbeRequest } from "./verify/probe.ts";
import { collectEvidence, collectThreadpools } from "./verify/probe.ts";
import type { Module } from "./verify/records.ts";
import { installedText } from "./verify/records.ts";
import { buildStatementOf } from "./verify/show-config.ts";
import type { Surroundings } from "./verify/surroundings.ts";
import { comparedVariables, compareSurroundings } from "./verify/surroundings.ts";
import { threadsAskedBy } from "./verify/threads.ts";

export interface DoctorRequest {
  /** A Python's file, or a name to find on PATH; null for the first Python on PATH. */
  readonly python: string | null;
  /** An environment's folder, instead of `python`. */
  readonly prefix: string | null;
  /** A variant's name, in any spelling that `variants` takes. */
  readonly expect: string | null;
  /** The caller's whole environment: what is asked is what happens in it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly host: Host;
  readonly standing: Standing;
  /** This very Node's file, which a login shell is asked with. */
  readonly node: string;
  /** Where threadpoolctl can be found, should the Python have none of its own. Asked last: it may have to be fetched. */
  readonly threadpoolctlFolder: () => Promise<string | null>;
  readonly terminal: TerminalOptions;
}

export interface DoctorOutcome {
  readonly exitCode: ExitCode;
  readonly document: DoctorDocument;
  readonly text: string;
}

const timeoutMilliseconds = 120_000;

/** @throws UserError for a Python that is none or a variant that does not exist; ToolError; Interrupted. */
export async function runDoctor(request: DoctorRequest, effects: Effects): Promise<DoctorOutcome> {
  const requested = readExpectation(request);
  const probe: ProbeRequest = {
    python: await findPython(request, effects),
    variables: request.variables,
    pythonFolder: effects.pythonFolder,
    timeoutMilliseconds,
    signal: effects.signal,
    where: request.prefix === null ? "--python" : "--prefix",
  };
  const evidence = await collectEvidence(probe, effects.processes);
  const threadpoolctlFolder = await request.threadpoolctlFolder();
  const threadpools = await collectThreadpools({ ...probe, threadpoolctlFolder }, effects.processes);
  const surroundings = await lookAround(request, effects);
  const document = examine(requested, request.host, evidence, threadpools, surroundings);
  const text = renderTerminal(doctorReport(document), request.terminal);
  return { exitCode: exitCodeOf(document), document, text };
}

async function lookAround({ variables, host, standing, node }: DoctorRequest, effects: Effects): Promise<Surroundings> {
  const loginShell = await askLoginShell(comparedVariables, node, effects);
  return compareSurroundings({ here: variables, loginShell, ...standing, translated: host.translated });
}

/** The pure part: everything that the document says, from what was collected. */
export function examine(
  requested: DoctorDocument["requested"],
  host: Host,
  evidence: Evidence,
  threadpools: ThreadpoolReport,
  surroundings: Surroundings,
): DoctorDocument {
  const [blas = null] = followCalls(evidence, "numpy", "blas").providers;
  const verdict = judgeBackend({
    expectation: requested?.expectation ?? { blas: null, lapack: null },
    sightings: [{ moments: [{ block: 0, phase: "before" }], evidence }],
    threadsAsked: threadsAskedBy(evidence.variables, blas),
    proof: "once",
  });
  const installed = (module: Module): { blas: string | null; lapack: string | null } => ({
    blas: installedText(evidence, module, "blas"),
    lapack: installedText(evidence, module, "lapack"),
  });
  return {
    doctorVersion: 1,
    requested,
    installed: { numpy: installed("numpy"), scipy: evidence.scipy.status === "imported" ? installed("scipy") : null },
    verdict,
    build: { numpy: buildStatementOf(evidence.numpy), scipy: buildStatementOf(evidence.scipy) },
    advice: adviceFor(host, [{ name: requested?.variant ?? "this Python", verdict, evidence }]),
    surroundings,
    host,
    evidence,
    threadpools,
  };
}

/** Without an expectation, only what the environment's own records contradict is a failure. */
export function exitCodeOf(document: DoctorDocument): ExitCode {
  const { status } = document.verdict;
  if (status === "mismatch" || (status === "unknown" && document.requested !== null)) return exitCode.gateFailed;
  return document.evidence.numpy.status === "imported" ? exitCode.pass : exitCode.usage;
}

function readExpectation(request: DoctorRequest): DoctorDocument["requested"] {
  const problems: Problem[] = [];
  if (request.python !== null && request.prefix !== null)
    problems.push({
      what: "both --python and --prefix are given",
      where: "--prefix",
      remedy: "name the Python or its environment, not both",
    });
  const reading = request.expect === null ? null : readExpected(request.expect);
  if (reading?.status === "wrong") problems.push(reading.problem);
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError([first, ...others]);
  return reading?.status === "read" ? reading.requested : null;
}

type ExpectReading =
  | { readonly status: "read"; readonly requested: { readonly variant: string; readonly expectation: Expectation } }
  | { readonly status: "wrong"; readonly problem: Problem };

function readExpected(spelling: string): ExpectReading {
  const where = "--expect";
  const reading = readVariant(spelling);
  if (reading.status === "unknown")
    return { status: "wrong", problem: { what: reading.what, where, remedy: reading.remedy } };
  const variant = reading.request.kind === "catalogue" ? reading.request.name : null;
  const expectation = variant === null ? undefined : expectationOf(variant);
  // Held to nothing, every Python would pass.
  if (variant !== null && expectation !== undefined && expectation.blas !== null)
    return { status: "read", requested: { variant, expectation } };
  const what = variant === null ? "is an environment, and promises no library" : "promises no library";
  const remedy = "name a variant that does, such as openblas or mkl: see `blas-bench variants`";
  return { status: "wrong", problem: { what: `"${spelling}" ${what}`, where, remedy } };
}

async function findPython(request: DoctorRequest, effects: Effects): Promise<string> {
  const { files } = effects;
  if (request.prefix !== null) {
    const python = `${request.prefix.replace(/\/+$/, "")}/bin/python`;
    if ((await files.kind(python)) === "file") return python;
    throw new UserError([
      {
        what: `there is no bin/python in "${request.prefix}"`,
        where: "--prefix",
        remedy: "name an environment's folder",
      },
    ]);
  }
  if (request.python !== null) {
    if ((await files.kind(request.python)) !== "folder") return request.python;
    throw new UserError([
      { what: `"${request.python}" is a folder`, where: "--python", remedy: "name the Python in it, or use --prefix" },
    ]);
  }
  const folders = (request.variables.PATH ?? "").split(":").filter((folder) => folder !== "");
  for (const folder of folders)
    for (const name of ["python3", "python"])
      if ((await files.kind(`${folder}/${name}`)) === "file") return `${folder}/${name}`;
  throw new UserError([
    { what: "there is no python3 and no python on PATH", where: "PATH", remedy: "name one with --python or --prefix" },
  ]);
}
