// `blas-bench provision`: the environments alone, as JSON with their folders and what they really load.

import { randomInt } from "node:crypto";
import * as path from "node:path";
import { exitCode, Interrupted } from "../errors.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import { readVariant } from "../plan/variant-request.ts";
import type { Provisioned } from "../provisioning.ts";
import { provisionHere } from "../provisioning.ts";
import { renderJson } from "../report/json.ts";
import { makeWorkFolder } from "../system/folders.ts";
import { beginLifetime } from "../system/lifetime.ts";
import { createProcesses } from "../system/processes.ts";
import { judgeBackend } from "../verify/judge.ts";
import { absolutePaths } from "./absolute-paths.ts";
import { asFlag } from "./flags.ts";
import type { OutputFolder } from "./output-folder.ts";
import { prepareOutputFolder } from "./output-folder.ts";
import { print } from "./print.ts";
import { realEffects, supportedHost, withOffline } from "./real-effects.ts";
import { terminalProgress } from "./terminal-progress.ts";

/** @returns 1 when an environment failed or is not what was asked for. */
export async function provisionCommand(raw: Readonly<Record<string, string>>): Promise<number> {
  const config = absolutePaths(readInputs(raw, readVariant, asFlag), process.cwd());
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  const effects = withOffline(realEffects(processes, lifetime, terminalProgress(process.stderr).say), config.offline);
  const { files } = effects;
  const root = config.outputFolder ?? (await makeWorkFolder(files, process.env));
  const environmentsFolder = path.join(path.resolve(root), "environments");
  let output: OutputFolder | undefined;
  try {
    output = await prepareOutputFolder(path.resolve(root), files);
    const host = await supportedHost(processes);
    const seed = randomInt(2 ** 31);
    const request = { config, host, seed, event: null, environmentsFolder, outputFolder: root };
    const made = await provisionHere(request, process.cwd(), effects);
    const document = documentOf(made);
    print(renderJson(document));
    const good = document.failures.length === 0 && document.environments.every(({ status }) => status === "verified");
    return good ? exitCode.pass : exitCode.gateFailed;
  } catch (error) {
    if (config.outputFolder === null) await files.removeTree(root);
    else if (output !== undefined && (await files.list(environmentsFolder)).length === 0)
      await files.removeTree(environmentsFolder);
    throw lifetime.signal.aborted ? new Interrupted() : error;
  } finally {
    await lifetime.end();
    await output?.removeIfUnused();
  }
}

function documentOf({ provisioned, probed }: Provisioned) {
  const environments = provisioned.environments.map((environment) => {
    const { plan } = environment;
    const series = provisioned.plan.series.find((each) => each.environment === plan.id);
    const evidence = series === undefined ? undefined : probed.evidence.get(series.id);
    const sightings = evidence === undefined ? [] : [{ moments: [{ block: 0, phase: "before" as const }], evidence }];
    const verdict = judgeBackend({
      expectation: plan.expectation,
      sightings,
      threadsAsked: series?.threads ?? null,
      proof: "once",
    });
    return {
      variant: plan.variant,
      platform: plan.platform,
      prefix: environment.prefix,
      python: environment.python,
      lockFile: environment.lockFile,
      hash: environment.hash,
      status: verdict.status,
      reasons: verdict.reasons,
      blas: verdict.blas,
      lapack: verdict.lapack,
      evidence: evidence ?? null,
    };
  });
  return {
    environments,
    absences: provisioned.plan.absences,
    failures: [...provisioned.failures, ...probed.failures],
  };
}
