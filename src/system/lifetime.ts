// From the first signal to the last child: interruption stops the work, and no process of ours outlives us.
import type { Processes } from "./processes.ts";

export interface Lifetime {
  readonly signal: AbortSignal;
  /** Ends every child that is left, and stops listening. */
  end(): Promise<void>;
}

/** SIGINT is Ctrl-C and the runner's cancellation; SIGTERM follows 7.5 s later there; SIGHUP is a closed terminal. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function beginLifetime(processes: Processes): Lifetime {
  const controller = new AbortController();
  const onSignal = (): void => controller.abort();
  for (const name of endings) process.on(name, onSignal);
  return {
    signal: controller.signal,
    async end() {
      await processes.killAll();
      for (const name of endings) process.off(name, onSignal);
    },
  };
}
