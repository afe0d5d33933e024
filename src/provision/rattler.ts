// The embedded provider: conda packages without a conda on the machine.
import type { EnvironmentPlan } from "../plan/plan.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { Effects } from "../system/effects.ts";
import type { Fault } from "./fault.ts";
import { fault } from "./fault.ts";
import type { Claim, Filled } from "./fresh.ts";
import { makeFresh } from "./fresh.ts";
import type { Provider, SolveOutcome, SolveRequest } from "./provider.ts";
import type { Installed, InstallRequest } from "./solver-process.ts";
import { askToInstall, askToSolve } from "./solver-process.ts";

export function createRattlerProvider(effects: Effects): Provider {
  return {
    provision(plans, root, progress, signal) {
      return makeFresh(effects, plans, root, signal, async (claims) => {
        const answer = await askToInstall(effects, claims.map(installRequest), progress, signal);
        return claims.map(({ plan }) => filledFrom("status" in answer ? answer : answer.get(plan.id)));
      });
    },
  };
}

/**
 * Solves without installing, for any platform.
 *
 * @returns one outcome for each request, in their order
 * @throws Interrupted
 */
export async function solve(
  effects: Effects,
  requests: readonly SolveRequest[],
  signal: AbortSignal,
): Promise<readonly SolveOutcome[]> {
  const answer = await askToSolve(effects, requests, signal);
  const outcomes = "outcomes" in answer ? answer.outcomes : requests.map(() => answer);
  return outcomes.map((one) =>
    one.status === "solved" ? one : { status: "failed", kind: one.kind, message: redactCredentials(one.message) },
  );
}

function installRequest({ plan, prefix }: Claim): InstallRequest {
  const { specs, channels, pinned, locked = null } = rattlerSource(plan);
  return { id: plan.id, prefix, platform: plan.platform, specs, channels, pinned, locked, virtualPackages: [] };
}

function rattlerSource(plan: EnvironmentPlan): Extract<EnvironmentPlan["source"], { provider: "rattler" }> {
  if (plan.source.provider !== "rattler") throw new Error(`${plan.id} is not for the embedded solver`);
  return plan.source;
}

function filledFrom(answer: Installed | Fault | undefined): Filled {
  if (answer === undefined) return fault("other", "the conda solver: gave no answer for this environment.");
  return answer.status === "installed" ? { ...answer, status: "known" } : answer;
}
