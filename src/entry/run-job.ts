// What both doors do around the pipeline: real effects, folders that are ours, and an end that leaves nothing behind.
import { randomInt } from "node:crypto";
import * as path from "node:path";
import { Interrupted } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import type { Progress } from "../measure/request.ts";
import type { RunOutcome, RunRequest } from "../pipeline.ts";
import { runPipeline } from "../pipeline.ts";
import { whyNotKept } from "../plan/cache-scope.ts";
import type { KeptPackages } from "../provision/kept-packages.ts";
import { keepPackages } from "../provision/kept-packages.ts";
import type { Effects, RepositoryEffects } from "../system/effects.ts";
import type { EventFacts } from "../system/event.ts";
import { systemFiles } from "../system/files.ts";
import { makeWorkFolder } from "../system/folders.ts";
import { beginLifetime } from "../system/lifetime.ts";
import { createProcesses } from "../system/processes.ts";
import { toolVersion } from "../version.ts";
import { absolutePaths } from "./absolute-paths.ts";
import { locateBenchmarks } from "./benchmark-file.ts";
import type { OutputFolder } from "./output-folder.ts";
import { prepareOutputFolder } from "./output-folder.ts";
import { realEffects, sharedCache, supportedHost, withOffline } from "./real-effects.ts";

export interface Job {
  readonly config: Config;
  readonly recorded: Readonly<Record<string, string>>;
  readonly home: string;
  /** null on the command line. */
  readonly event: EventFacts | null;
  /** Later steps may want the environments, too. */
  readonly keeps: "environments" | "results" | "nothing";
  /** Told why packages are not kept for later runs; absent where they are not meant to be. */
  readonly onCacheNotice?: (text: string) => void;
  /** Called before anything is put there. */
  readonly onWorkFolder?: (folder: string) => Promise<void>;
  readonly log: (line: string) => void;
}

export function runJob(job: Job, onProgress: (progress: Progress) => void): Promise<RunOutcome> {
  return withRun(job, (request, effects) => runPipeline(request, effects, onProgress));
}

/** Has something done with everything that a run needs. */
export async function withRun<Outcome>(
  job: Job,
  work: (request: RunRequest, effects: RepositoryEffects) => Promise<Outcome>,
): Promise<Outcome> {
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  const workFolder = await makeWorkFolder(systemFiles, process.env);
  const effects = withOffline(
    { ...realEffects(processes, lifetime, job.log), temporaryFolder: workFolder },
    job.config.offline,
  );
  await job.onWorkFolder?.(workFolder);
  const checkout = process.cwd();
  const given = absolutePaths(job.config, checkout);
  const outputFolder = given.outputFolder ?? path.join(workFolder, "output");
  let keep = false;
  let output: OutputFolder | undefined;
  try {
    const config = { ...given, benchmarks: await locateBenchmarks(given.benchmarks, checkout, effects.files) };
    output = await prepareOutputFolder(outputFolder, effects.files);
    const outcome = await work(
      {
        config,
        recorded: job.recorded,
        host: await supportedHost(processes),
        seed: randomInt(2 ** 31),
        event: job.event,
        checkout,
        checkoutsFolder: path.join(workFolder, "checkouts"),
        outputFolder,
        environmentsFolder: path.join(workFolder, "environments"),
        home: job.home,
        version: toolVersion,
        ...keptPackages(job, effects),
      },
      effects,
    );
    keep = job.keeps === "environments" || (job.keeps === "results" && config.outputFolder === null);
    if (job.keeps !== "environments") await removeAtEnd(path.join(workFolder, "environments"), job.log);
    return outcome;
  } catch (error) {
    // Whatever broke when the children were ended, the reason is the interruption.
    throw lifetime.signal.aborted ? new Interrupted() : error;
  } finally {
    await processes.killAll();
    await output?.removeIfUnused();
    if (!keep) await removeAtEnd(workFolder, job.log);
    // Only now: a second Ctrl-C, or the runner's SIGTERM, must not end the cleaning up.
    await lifetime.end();
  }
}

async function removeAtEnd(folder: string, log: Job["log"]): Promise<void> {
  const left = await systemFiles.removeAtEnd(folder);
  if (left !== null) log(left);
}

function keptPackages({ onCacheNotice, event }: Job, effects: Effects): { readonly kept?: KeptPackages } {
  if (onCacheNotice === undefined) return {};
  const cache = sharedCache(effects.processes);
  return { kept: keepPackages({ cache, whyNotKept: whyNotKept(event), notice: onCacheNotice }, effects) };
}
