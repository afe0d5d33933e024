// The main job, stage by stage: plan, provision, verify, measure, write the result, judge it, report it.
import * as path from "node:path";
import { assembleResult } from "./assembly.ts";
import type { Assessment } from "./assessment.ts";
import { assess, undecidedBenchmarks } from "./assessment.ts";
import { UserError } from "./errors.ts";
import type { BenchmarkSource, Config } from "./inputs/config.ts";
import { areOwn, placeOf } from "./inputs/config.ts";
import { measure } from "./measure/measure.ts";
import type { Measured, Progress } from "./measure/request.ts";
import { planAxes, unmeasured, withoutBase } from "./plan/base.ts";
import type { EnvironmentFiles } from "./plan/conda-specs.ts";
import { referenceNotices } from "./plan/reference.ts";
import { openCheckouts } from "./provision/checkouts.ts";
import { readEnvironmentFiles } from "./provision/environment-files.ts";
import { readLocks, writeLocks } from "./provision/locks.ts";
import type { ProvisionedEnvironment } from "./provision/provider.ts";
import type { Arms, ProvisionRequest } from "./provisioning.ts";
import { provisionAndProbe } from "./provisioning.ts";
import { asvText } from "./report/asv.ts";
import { renderForestSvg } from "./report/forest-svg.ts";
import { layOut } from "./report/lay-out.ts";
import { renderMarkdown } from "./report/markdown.ts";
import { pytestBenchmarkDocument } from "./report/pytest-benchmark.ts";
import type { Result } from "./result/schema.ts";
import { writeResult } from "./result/write.ts";
import type { Effects, RepositoryEffects } from "./system/effects.ts";

/** The output folder receives result.json and the report, too. */
export interface RunRequest extends ProvisionRequest {
  /** The inputs as given, without credentials: kept in the result. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Absolute; the code under test, as it is here. */
  readonly checkout: string;
  /** Absolute, ours; receives the arms' worktrees. */
  readonly checkoutsFolder: string;
  /** The user's home folder, which no result may name. */
  readonly home: string;
  readonly version: string;
}

export interface RunOutcome {
  readonly result: Result;
  readonly assessment: Assessment;
  readonly environments: readonly ProvisionedEnvironment[];
  readonly resultFile: string;
  readonly reportFile: string;
  /** One for each variant that a provider made, and for its base where that differs. */
  readonly lockFiles: readonly string[];
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
  const { config, checkout } = request;
  const { base, notices } = planAxes(request.event, config);
  const checkouts = await openCheckouts({ checkout, base, folder: request.checkoutsFolder }, effects);
  try {
    const { folders, code } = checkouts;
    if (base !== null) await requireBenchmarks(config.benchmarks, folders.head, effects);
    const files = await readEnvironmentFiles(config, folders, effects);
    const arms = { folders, files, code, notices: [...notices, ...checkouts.notices] };
    if (base === null || canDiffer(config, files)) return await runArms(request, arms, effects, onProgress);
    if (config.compare !== "auto") throw sameCode();
    const alone = {
      folders: { base: null, head: checkout },
      files: { ...files, base: null },
      code,
      notices: [...arms.notices, unmeasured],
    };
    return await runArms({ ...request, config: withoutBase(config) }, alone, effects, onProgress);
  } finally {
    await checkouts.remove();
  }
}

/** Built-in benchmarks belong to the code axis only where the arms' environments differ. */
function canDiffer({ benchmarks, install }: Config, { base, head }: EnvironmentFiles): boolean {
  return areOwn(benchmarks) || install.length > 0 || JSON.stringify(base) !== JSON.stringify(head);
}

function sameCode(): UserError {
  const what = "base and head have equal environment files, so built-in benchmarks would time the same code twice";
  return new UserError([{ where: "compare", what, remedy: "name benchmarks of your own, such as functions:FILE" }]);
}

/** A new file is there in the working folder, and not in the commit that stands for head. */
async function requireBenchmarks(source: BenchmarkSource, head: string, effects: Effects): Promise<void> {
  const place = placeOf(source);
  if (place === null || (await effects.files.kind(path.join(head, place))) !== "absent") return;
  throw new UserError([{ where: place, what: "git does not know this file", remedy: "git add it" }]);
}

interface KnownArms extends Arms {
  readonly code: Result["code"];
  readonly notices: readonly string[];
}

async function runArms(
  request: RunRequest,
  arms: KnownArms,
  effects: Effects,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  for (const notice of arms.notices) effects.log(notice);
  const startedAt = effects.clock.now();
  const start = effects.clock.monotonicMilliseconds();
  const made = await provisionAndProbe(request, arms, effects);
  const { plan, environments } = made.provisioned;
  const notices = [...arms.notices, ...referenceNotices(plan.reference, plan.environments, request.config)];
  const resultOf = (measured: Measured): Result => {
    const elapsedSeconds = (effects.clock.monotonicMilliseconds() - start) / 1000;
    return assembleResult({ ...request, ...arms, ...made, notices, startedAt, elapsedSeconds, measured });
  };
  const measured = await measure(
    {
      ...plan,
      environments,
      series: made.probed.fit,
      launching: made.launching,
      checkouts: arms.folders,
      undecided: (soFar) => undecidedBenchmarks(resultOf(soFar), request.config),
    },
    effects,
    onProgress,
  );
  const locks = await readLocks(environments, effects);
  const result = resultOf(measured);
  const assessment = assess(result, request.config);
  const resultFile = path.join(request.outputFolder, "result.json");
  const reportFile = path.join(request.outputFolder, "report.md");
  await writeResult(effects.files, resultFile, result);
  await effects.files.writeWhole(reportFile, renderMarkdown(layOut(assessment.report)));
  await writeForOtherTools(request, result, measured, effects);
  const forest = renderForestSvg(assessment.report.code.rows);
  if (forest !== null) await effects.files.writeWhole(path.join(request.outputFolder, "forest.svg"), forest);
  const lockFiles = await writeLocks(locks, path.join(request.outputFolder, "locks"), effects.files);
  return { result, assessment, environments, resultFile, reportFile, lockFiles };
}

/** One file for each series, as the tool of the suite saves its own runs. */
async function writeForOtherTools(
  { outputFolder, config: { benchmarks } }: RunRequest,
  result: Result,
  { labels }: Measured,
  { files }: Effects,
): Promise<void> {
  for (const { id } of result.series) {
    const name = `${id.replaceAll(/[^A-Za-z0-9._-]/g, "_")}.json`;
    if (benchmarks.kind === "pytest") {
      const document = pytestBenchmarkDocument(result, id, labels.get(id) ?? new Map());
      await files.writeWhole(path.join(outputFolder, "pytest-benchmark", name), `${JSON.stringify(document)}\n`);
    }
    if (benchmarks.kind === "asv") await files.writeWhole(path.join(outputFolder, "asv", name), asvText(result, id));
  }
}
