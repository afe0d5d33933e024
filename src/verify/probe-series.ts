// Before anything is timed: does NumPy import in each series, and what does threadpoolctl say of it?
import { Interrupted, UserError } from "../errors.ts";
import type { SeriesPlan } from "../plan/plan.ts";
import type { Launching } from "../provision/launch.ts";
import { directOnly, launch } from "../provision/launch.ts";
import type { ProvisionedEnvironment } from "../provision/provider.ts";
import type { Evidence, ThreadpoolReport } from "../result/evidence.ts";
import type { Failure } from "../result/schema.ts";
import type { Effects } from "../system/effects.ts";
import type { ProbeRequest } from "./probe.ts";
import { collectEvidence, collectThreadpools } from "./probe.ts";

/** Importing NumPy and SciPy from a cold disk on a busy machine. */
const timeoutMilliseconds = 120_000;

export interface SeriesProbing {
  readonly environments: readonly ProvisionedEnvironment[];
  readonly series: readonly SeriesPlan[];
  /** Without it, every series has to be one that is started directly. */
  readonly launching?: Launching;
  /** Variables that pin the threads of a series. */
  readonly threadVariables: (threads: number) => Readonly<Record<string, string>>;
  /** Where threadpoolctl is; null when it could not be had. */
  readonly threadpoolctlFolder: string | null;
}

export interface ProbedSeries {
  /** Series in which NumPy works: the ones worth timing. */
  readonly fit: readonly SeriesPlan[];
  /** Evidence from the probe's process, by series id. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly threadpools: ReadonlyMap<string, ThreadpoolReport>;
  readonly failures: readonly Failure[];
}

/** @throws Interrupted */
export async function probeSeries(probing: SeriesProbing, effects: Effects): Promise<ProbedSeries> {
  const fit: SeriesPlan[] = [];
  const evidence = new Map<string, Evidence>();
  const threadpools = new Map<string, ThreadpoolReport>();
  const failures: Failure[] = [];
  for (const series of probing.series) {
    const environment = probing.environments.find(({ plan }) => plan.id === series.environment);
    if (environment === undefined) continue;
    const request = launchedProbe(environment, series, probing, effects);
    const looked = await lookInto(request, series, effects);
    if (looked.status === "failed") {
      failures.push(looked.failure);
      continue;
    }
    fit.push(series);
    evidence.set(series.id, looked.evidence);
    const { threadpoolctlFolder } = probing;
    threadpools.set(series.id, await collectThreadpools({ ...request, threadpoolctlFolder }, effects.processes));
  }
  return { fit, evidence, threadpools, failures };
}

/** In a process that is started as those that are timed are. */
function launchedProbe(
  environment: ProvisionedEnvironment,
  { threads, launcher }: SeriesPlan,
  probing: SeriesProbing,
  effects: Effects,
): ProbeRequest {
  const { launching = directOnly } = probing;
  const threadVariables = probing.threadVariables(threads);
  const start = (words: readonly string[]) =>
    launch({ launcher, launching, environment, words, threadVariables }, effects);
  return { ...probeRequest(environment, threadVariables, effects), start };
}

/** How an environment is asked for its evidence. */
export function probeRequest(
  environment: ProvisionedEnvironment,
  threadVariables: Readonly<Record<string, string>>,
  effects: Effects,
): ProbeRequest {
  return {
    python: environment.python,
    variables: { ...environment.variables, ...threadVariables },
    pythonFolder: effects.pythonFolder,
    timeoutMilliseconds,
    signal: effects.signal,
    where: `variant ${environment.plan.variant}`,
  };
}

type Look =
  | { readonly status: "works"; readonly evidence: Evidence }
  | { readonly status: "failed"; readonly failure: Failure };

async function lookInto(request: ProbeRequest, series: SeriesPlan, effects: Effects): Promise<Look> {
  const failed = (message: string, lastLines: readonly string[]): Look => ({
    status: "failed",
    failure: { stage: "verify", subject: series.id, benchmark: null, message, lastLines: [...lastLines] },
  });
  try {
    const evidence = await collectEvidence(request, effects.processes);
    const { numpy } = evidence;
    if (numpy.status === "imported") return { status: "works", evidence };
    return numpy.status === "failed"
      ? failed(`NumPy cannot be imported: ${numpy.error}`, numpy.lastLines)
      : failed("NumPy is not installed: install it into this environment", []);
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof Error)) throw error;
    return failed(error instanceof UserError ? error.message : `could not be looked into: ${error.message}`, []);
  }
}
