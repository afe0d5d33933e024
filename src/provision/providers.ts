// The real providers, by the name that a plan's source gives them.
import type { Effects } from "../system/effects.ts";
import { createExistingProvider } from "./existing.ts";
import { createPipProvider } from "./pip.ts";
import type { Providers } from "./provision.ts";
import { createRattlerProvider } from "./rattler.ts";
import { createSourceProvider } from "./source/source.ts";

export function createProviders(effects: Effects): Providers {
  return {
    rattler: createRattlerProvider(effects),
    pip: createPipProvider(effects),
    source: createSourceProvider(effects),
    existing: createExistingProvider(effects),
  };
}
