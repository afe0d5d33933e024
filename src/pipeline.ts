// The main job, stage by stage: plan, provision, verify, measure, write the result, judge it, report it.
import * as path from "node:path";
import { assembleResult } from "./assembly.ts";
import type { Assessment } from "./assessment.ts";
import { assess } from "./assessment.ts";
import { UserError } from "./errors.ts";
import type { BenchmarkSource, Config } from "./inputs/config.ts";
import { measure } from "./measure/measure.ts";
import type { Progress } from "./measure/request.ts";
import { threadVariables } from "./measure/thread-variables.ts";
import { planAxes, unmeasured } from "./plan/base.ts";
import type { EnvironmentFiles } from "./plan/conda-specs.ts";
import { noFiles } from "./plan/conda-specs.ts";
import type { EnvironmentYml } from "./plan/environment-yml.ts";
import { pipLine, readEnvironmentYml } from "./plan/environment-yml.ts";
import { planRun, withEnvironments } from "./plan/plan-run.ts";
import type { Checkouts } from "./provision/checkouts.ts";
import { openCheckouts } from "./provision/checkouts.ts";
import type { InstalledEnvironments } from "./provision/install.ts";
import { installAll } from "./provision/install.ts";
import type { ProvisionedEnvironment } from "./provision/provider.ts";
import { createProviders } from "./provision/providers.ts";
import type { ProvisionedPlan } from "./provision/provision.ts";
import { provisionPlan } from "./provision/provision.ts";
import { ensureTools } from "./provision/tools.ts";
import { renderForestSvg } from "./report/forest-svg.ts";
import { layOut } from "./report/lay-out.ts";
import { renderMarkdown } from "./report/markdown.ts";
import type { Host, Result } from "./result/schema.ts";
import { writeResult } from "./result/write.ts";
import type { Effects, RepositoryEffects } from "./system/effects.ts";
import type { EventFacts } from "./system/event.ts";
import { backendChange, lookAtBackend } from "./verify/backend-change.ts";
import type { ProbedSeries } from "./verify/probe-series.ts";
import { probeRequest, probeSeries } from "./verify/probe-series.ts";

export interface RunRequest {
  readonly config: Config;
  /** The inputs as given, without credentials: kept in the result. */
  readonly recorded: Readonly<Record<string, string>>;
  readonly host: Host;
  readonly seed: number;
  /** What the workflow runs for; null on the command line. */
  readonly event: EventFacts | null;
  /** Absolute; the code under test, as it is here. */
  readonly checkout: string;
  /** Absolute, ours; receives the arms' worktrees. */
  readonly checkoutsFolder: string;
  /** Absolute; receives one folder per environment. */
  readonly environmentsFolder: string;
  /** Absolute; receives result.json and report.md. */
  readonly outputFolder: string;
  /** The user's home folder, which no result may name. */
  readonly home: string;
  readonly version: string;
}

/** Environments that exist, with the code under test installed, and with what their NumPy was found to do. */
export interface Provisioned {
  readonly provisioned: ProvisionedPlan;
  readonly installs: InstalledEnvironments["installs"];
  readonly probed: ProbedSeries;
}

export interface RunOutcome {
  readonly result: Result;
  readonly assessment: Assessment;
  readonly environments: readonly ProvisionedEnvironment[];
  readonly resultFile: string;
  readonly reportFile: string;
}

/** What provisioning needs of a run. */
export type ProvisionRequest = Pick<
  RunRequest,
  "config" | "host" | "seed" | "environmentsFolder" | "outputFolder" | "event"
>;

/**
 * Plan, provision, install and verify: what `provision` does, and how every run begins.
 *
 * @throws UserError when what was asked for cannot be had; ToolError; Interrupted.
 */
export async function provisionAndProbe(
  request: ProvisionRequest,
  folders: Checkouts["folders"],
  effects: Effects,
): Promise<Provisioned> {
  const { config } = request;
  const files = await readEnvironmentFiles(config.environmentFile, folders, effects);
  const plan = planRun(config, request.host, request.seed, planAxes(request.event, config), files);
  const made = await provisionPlan(plan, config, request.environmentsFolder, createProviders(effects), effects);
  const { provisioned, installs } = await install(made, request, folders, files, effects);
  const tools = await ensureTools(effects, effects.signal);
  const threadpoolctlFolder = tools.status === "ready" ? tools.threadpoolctlFolder : null;
  const {
    environments,
    plan: { series },
  } = provisioned;
  const probed = await probeSeries({ environments, series, threadVariables, threadpoolctlFolder }, effects);
  return { provisioned, installs, probed };
}

/** Each arm has its own; a base that is older than the file has none. */
async function readEnvironmentFiles(
  name: string | null,
  folders: Checkouts["folders"],
  effects: Effects,
): Promise<EnvironmentFiles> {
  if (name === null) return noFiles;
  const read = async (folder: string | null): Promise<EnvironmentYml | null> => {
    const text = folder === null ? null : await effects.files.readText(path.join(folder, name));
    return text === null ? null : readEnvironmentYml(text, name);
  };
  const head = await read(folders.head);
  if (head === null)
    throw new UserError([
      { where: name, what: "there is no such file at head", remedy: "name an environment.yml that git knows" },
    ]);
  return { base: await read(folders.base), head };
}

async function install(
  made: ProvisionedPlan,
  { config, outputFolder }: ProvisionRequest,
  folders: Checkouts["folders"],
  files: EnvironmentFiles,
  effects: Effects,
): Promise<Pick<Provisioned, "provisioned" | "installs">> {
  const { environments } = made;
  const linesOf = (file: EnvironmentYml | null): string[] => {
    const line = file === null ? null : pipLine(file);
    return [...(line === null ? [] : [line]), ...config.install];
  };
  const commands = { base: linesOf(files.base), head: linesOf(files.head) };
  const logFolder = path.join(outputFolder, "install");
  const installed = await installAll(
    { environments, commands, folders, logFolder },
    {
      look: (environment) => lookAtBackend(probeRequest(environment, threadVariables(1), effects), effects.processes),
      change: backendChange,
    },
    effects,
  );
  const left = installed.environments.map((environment) => environment.plan);
  const provisioned = {
    plan: withEnvironments(made.plan, left, [], config),
    environments: installed.environments,
    failures: [...made.failures, ...installed.failures],
  };
  return { provisioned, installs: installed.installs };
}

/**
 * The whole job. Nothing is written to the output folder before everything is known, but for the logs of installs. No
 * worktree is left, however it ends.
 *
 * @throws UserError when nothing that was asked for can be had; ToolError; Interrupted.
 */
export async function runPipeline(
  request: RunRequest,
  effects: RepositoryEffects,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const axes = planAxes(request.event, request.config);
  for (const notice of axes.notices) effects.log(notice);
  const { checkout, checkoutsFolder } = request;
  const checkouts = await openCheckouts({ checkout, base: axes.base, folder: checkoutsFolder }, effects);
  try {
    if (axes.base === null) return await runArms(request, checkouts, effects, onProgress);
    await requireBenchmarks(request.config.benchmarks, checkouts.folders.head, effects);
    if (await canDiffer(request.config, checkouts.folders, effects))
      return await runArms(request, checkouts, effects, onProgress);
    if (request.config.compare !== "auto") throw sameCode();
    effects.log(unmeasured);
    const config = { ...request.config, compare: "variants", baseRef: null } as const;
    const folders = { base: null, head: checkout };
    return await runArms({ ...request, config }, { ...checkouts, folders }, effects, onProgress);
  } finally {
    await checkouts.remove();
  }
}

/** Built-in benchmarks belong to the code axis only where the arms' environments differ. */
async function canDiffer(config: Config, folders: Checkouts["folders"], effects: Effects): Promise<boolean> {
  if (config.benchmarks.kind === "functions" || config.install.length > 0) return true;
  const { base, head } = await readEnvironmentFiles(config.environmentFile, folders, effects);
  return JSON.stringify(base) !== JSON.stringify(head);
}

function sameCode(): UserError {
  const what = "base and head have equal environment files, so built-in benchmarks would time the same code twice";
  return new UserError([{ where: "compare", what, remedy: "name benchmarks of your own with functions:FILE" }]);
}

/** A new file is there in the working folder, and not in the commit that stands for head. */
async function requireBenchmarks(source: BenchmarkSource, head: string, effects: Effects): Promise<void> {
  if (source.kind !== "functions" || (await effects.files.kind(path.join(head, source.file))) === "file") return;
  throw new UserError([{ where: source.file, what: "git does not know this file", remedy: "git add it" }]);
}

async function runArms(
  request: RunRequest,
  { folders, code }: Checkouts,
  effects: Effects,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const startedAt = effects.clock.now();
  const start = effects.clock.monotonicMilliseconds();
  const { provisioned, installs, probed } = await provisionAndProbe(request, folders, effects);
  const { plan, environments } = provisioned;
  const measured = await measure(
    { ...plan, environments, series: probed.fit, checkouts: folders },
    effects,
    onProgress,
  );
  const elapsedSeconds = (effects.clock.monotonicMilliseconds() - start) / 1000;
  const result = assembleResult({
    ...request,
    startedAt,
    elapsedSeconds,
    provisioned,
    installs,
    code,
    notices: [],
    probed,
    measured,
  });
  const assessment = assess(result, request.config);
  const resultFile = path.join(request.outputFolder, "result.json");
  const reportFile = path.join(request.outputFolder, "report.md");
  await writeResult(effects.files, resultFile, result);
  await effects.files.writeWhole(reportFile, renderMarkdown(layOut(assessment.report)));
  const forest = renderForestSvg(assessment.report.code.rows);
  if (forest !== null) await effects.files.writeWhole(path.join(request.outputFolder, "forest.svg"), forest);
  return { result, assessment, environments, resultFile, reportFile };
}
