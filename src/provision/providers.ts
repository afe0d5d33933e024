// The real providers, by the name that a plan's source gives them.
import type { Plan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import { createClientProvider } from "./client.ts";
import { findClient } from "./clients/find.ts";
import { createExistingProvider } from "./existing.ts";
import { createPipProvider } from "./pip.ts";
import type { Provider } from "./provider.ts";
import type { Providers } from "./provision.ts";
import { createRattlerProvider } from "./rattler.ts";
import { createSourceProvider } from "./source/source.ts";

/**
 * Whom a plan needs; a conda client of the machine is looked for before anything is made.
 *
 * @throws UserError where the client that was asked for cannot be used; Interrupted.
 */
export async function createProviders(plan: Plan, effects: Effects): Promise<Providers> {
  return {
    rattler: createRattlerProvider(effects),
    client: await clientProvider(plan, effects),
    pip: createPipProvider(effects),
    source: createSourceProvider(effects),
    existing: createExistingProvider(effects),
  };
}

async function clientProvider(plan: Plan, effects: Effects): Promise<Provider> {
  const [choice] = plan.environments.flatMap(({ source }) => (source.provider === "client" ? [source.client] : []));
  if (choice !== undefined) return createClientProvider(effects, await findClient(choice, effects, effects.signal));
  return { provision: () => Promise.reject(new Error("the plan named no conda client")) };
}
