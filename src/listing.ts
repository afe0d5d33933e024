// Plan, provision, ask: the benchmarks that a run would measure, by name.
import type { Config } from "./inputs/config.ts";
import type { Offers } from "./measure/offers.ts";
import { askForBenchmarks } from "./measure/offers.ts";
import type { RunRequest } from "./pipeline.ts";
import { readEnvironmentFiles } from "./provision/environment-files.ts";
import { provisionAndProbe } from "./provisioning.ts";
import type { Effects } from "./system/effects.ts";

/**
 * Of the code as it is here, in each variant; base is not looked at.
 *
 * @throws UserError when nothing that was asked for can be had; ToolError; Interrupted.
 */
export async function listBenchmarks(request: RunRequest, effects: Effects): Promise<Offers> {
  const config: Config = { ...request.config, compare: "variants", baseRef: null };
  const folders = { base: null, head: request.checkout };
  const files = await readEnvironmentFiles(config, folders, effects);
  const { provisioned, probed, launching } = await provisionAndProbe(
    { ...request, config },
    { folders, files },
    effects,
  );
  const { plan, environments } = provisioned;
  const asked = { ...plan, environments, series: probed.fit, launching, checkouts: folders };
  const offers = await askForBenchmarks(asked, effects);
  return { ...offers, failures: [...provisioned.failures, ...probed.failures, ...offers.failures] };
}
