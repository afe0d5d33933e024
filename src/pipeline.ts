// The main job, stage by stage: plan, provision, verify, measure, write the result, judge it, report it.
import * as path from "node:path";
import { assembleResult } from "./assembly.ts";
import type { Assessment } from "./assessment.ts";
import { assess } from "./assessment.ts";
import type { Config } from "./inputs/config.ts";
import { measure } from "./measure/measure.ts";
import type { Progress } from "./measure/request.ts";
import { threadVariables } from "./measure/thread-variables.ts";
import { planRun } from "./plan/plan-run.ts";
import type { ProvisionedEnvironment } from "./provision/provider.ts";
import { createProviders } from "./provision/providers.ts";
import type { ProvisionedPlan } from "./provision/provision.ts";
import { provisionPlan } from "./provision/provision.ts";
import { ensureTools } from "./provision/tools.ts";
import { layOut } from "./report/lay-out.ts";
import { renderMarkdown } from "./report/markdown.ts";
import type { Host, Result } from "./result/schema.ts";
import { writeResult } from "./result/write.ts";
import type { Effects } from "./system/effects.ts";
import type { ProbedSeries } from "./verify/probe-series.ts";
import { probeSeries } from "./verify/probe-series.ts";

export interface RunRequest {
  readonly config: Config;
  /** The inputs as given, without credentials: kept in the result. */
  readonly recorded: Readonly<Record<string, string>>;
  readonly host: Host;
  readonly seed: number;
  /** Absolute; the code under test, as it is here. */
  readonly checkout: string;
  /** Absolute; receives one folder per environment. */
  readonly environmentsFolder: string;
  /** Absolute; receives result.json and report.md. */
  readonly outputFolder: string;
  /** The user's home folder, which no result may name. */
  readonly home: string;
  readonly version: string;
}

/** Environments that exist, with what their NumPy was found to do. */
export interface Provisioned {
  readonly provisioned: ProvisionedPlan;
  readonly probed: ProbedSeries;
}

export interface RunOutcome {
  readonly result: Result;
  readonly assessment: Assessment;
  readonly environments: readonly ProvisionedEnvironment[];
  readonly resultFile: string;
  readonly reportFile: string;
}

/**
 * Plan, provision and verify: what `provision` does, and how every run begins.
 *
 * @throws UserError when what was asked for cannot be had; ToolError; Interrupted.
 */
export async function provisionAndProbe(
  request: Pick<RunRequest, "config" | "host" | "seed" | "environmentsFolder">,
  effects: Effects,
): Promise<Provisioned> {
  const plan = planRun(request.config, request.host, request.seed);
  const providers = createProviders(effects);
  const provisioned = await provisionPlan(plan, request.config, request.environmentsFolder, providers, effects);
  const tools = await ensureTools(effects, effects.signal);
  const threadpoolctlFolder = tools.status === "ready" ? tools.threadpoolctlFolder : null;
  const {
    environments,
    plan: { series },
  } = provisioned;
  const probed = await probeSeries({ environments, series, threadVariables, threadpoolctlFolder }, effects);
  return { provisioned, probed };
}

/**
 * The whole job. Nothing is written to the output folder before everything is known.
 *
 * @throws UserError when nothing that was asked for can be had; ToolError; Interrupted.
 */
export async function runPipeline(
  request: RunRequest,
  effects: Effects,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const startedAt = effects.clock.now();
  const start = effects.clock.monotonicMilliseconds();
  const { provisioned, probed } = await provisionAndProbe(request, effects);
  const { plan, environments } = provisioned;
  const checkouts = { base: null, head: request.checkout };
  const measured = await measure({ ...plan, environments, series: probed.fit, checkouts }, effects, onProgress);
  const elapsedSeconds = (effects.clock.monotonicMilliseconds() - start) / 1000;
  const result = assembleResult({ ...request, startedAt, elapsedSeconds, provisioned, probed, measured });
  const assessment = assess(result, request.config.failOn);
  const resultFile = path.join(request.outputFolder, "result.json");
  const reportFile = path.join(request.outputFolder, "report.md");
  await writeResult(effects.files, resultFile, result);
  await effects.files.writeWhole(reportFile, renderMarkdown(layOut(assessment.report)));
  return { result, assessment, environments, resultFile, reportFile };
}
