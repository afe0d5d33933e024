// Plan, provision, ask: the benchmarks that a run would measure, by name.
import type { Offers } from "./measure/offers.ts";
import { askForBenchmarks } from "./measure/offers.ts";
import type { RunRequest } from "./pipeline.ts";
import { provisionHere } from "./provisioning.ts";
import type { Effects } from "./system/effects.ts";

/**
 * Of the code as it is here, in each variant; base is not looked at.
 *
 * @throws UserError when nothing that was asked for can be had; ToolError; Interrupted.
 */
export async function listBenchmarks(request: RunRequest, effects: Effects): Promise<Offers> {
  const { provisioned, probed, launching } = await provisionHere(request, request.checkout, effects);
  const { plan, environments } = provisioned;
  const checkouts = { base: null, head: request.checkout };
  const asked = { ...plan, environments, series: probed.fit, launching, checkouts };
  const offers = await askForBenchmarks(asked, effects);
  return { ...offers, failures: [...provisioned.failures, ...probed.failures, ...offers.failures] };
}
