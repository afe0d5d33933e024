// `blas-bench doctor`: which BLAS one Python really uses, in the caller's own environment.

import { runDoctor } from "../doctor.ts";
import { ensureTools } from "../provision/tools.ts";
import { renderJson } from "../report/json.ts";
import { beginLifetime } from "../system/lifetime.ts";
import { createProcesses } from "../system/processes.ts";
import { readStanding } from "../system/standing.ts";
import { print } from "./print.ts";
import { realEffects, supportedHost } from "./real-effects.ts";
import { terminalLook } from "./terminal-look.ts";
import { terminalProgress } from "./terminal-progress.ts";

export interface DoctorOptions {
  readonly python?: string;
  readonly prefix?: string;
  readonly expect?: string;
  readonly json?: boolean;
}

export async function doctorCommand(options: DoctorOptions): Promise<number> {
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
  try {
    const outcome = await runDoctor(
      {
        python: options.python ?? null,
        prefix: options.prefix ?? null,
        expect: options.expect ?? null,
        variables: callersVariables(),
        host: await supportedHost(processes),
        standing: await readStanding(processes),
        node: process.execPath,
        threadpoolctlFolder: async () => {
          const tools = await ensureTools(effects, lifetime.signal);
          return tools.status === "ready" ? tools.threadpoolctlFolder : null;
        },
        terminal: terminalLook(),
      },
      effects,
    );
    print(options.json === true ? renderJson(outcome.document) : outcome.text);
    return outcome.exitCode;
  } finally {
    await lifetime.end();
  }
}

/** All of them, on purpose: what is asked is what happens in this very environment. */
function callersVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
