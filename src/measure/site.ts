// Where a worker starts: its environment, and the checkout of its arm where the benchmarks lie in it.
import { createHash } from "node:crypto";
import * as path from "node:path";
import { directOnly } from "../provision/launch.ts";
import { frontEndOf } from "./front-end.ts";
import type { MeasureRequest } from "./request.ts";
import type { SeriesRecord } from "./series-record.ts";
import type { WorkerSite } from "./worker.ts";

export function siteOf({ plan }: SeriesRecord, request: MeasureRequest, workingFolder: string): WorkerSite {
  const environment = request.environments.find((candidate) => candidate.plan.id === plan.environment);
  if (environment === undefined) throw new Error(`series ${plan.id} has no environment`);
  const { benchmarks, checkouts } = request;
  const { place } = frontEndOf(benchmarks.source);
  const launching = request.launching ?? directOnly;
  const others = request.environments.filter(({ plan: { arm } }) => arm !== plan.arm);
  const isShared = others.some(({ prefix }) => prefix === environment.prefix);
  const site = { environment, series: plan, launching, benchmarks, scratch: workingFolder, isShared };
  if (place === "ours") return { ...site, workingFolder, checkout: workingFolder };
  const checkout = checkouts[plan.arm];
  if (checkout === null) throw new Error(`series ${plan.id} has no checkout`);
  const own = path.join(workingFolder, folderName(plan.id));
  return { ...site, workingFolder: place === "checkout" ? checkout : own, checkout };
}

/** Where the processes of a series find what those before them left. As long for one arm as for the other. */
function folderName(series: string): string {
  return createHash("sha256").update(series).digest("hex").slice(0, 16);
}
