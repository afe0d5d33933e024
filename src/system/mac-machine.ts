// The machine as macOS tells of it. It counts no steal, no waiting and no quotas.
import * as os from "node:os";
import type { Machine, MachineSample } from "./machine-sample.ts";
import type { Processes } from "./processes.ts";

const patienceMilliseconds = 5000;

export function macMachine(processes: Processes): Machine {
  return {
    sample: async () => {
      const command = ["/usr/bin/vm_stat"] as const;
      const answer = await processes.run({ command, variables: {}, timeoutMilliseconds: patienceMilliseconds });
      return macSample(os.cpus(), os.loadavg()[0] ?? null, answer.exitCode === 0 ? answer.stdout : "");
    },
    runnableTasks: async () => null,
  };
}

/** Pure but for our own CPU time, so that recorded answers can stand in for a Mac. */
export function macSample(
  cpus: readonly Pick<os.CpuInfo, "times">[],
  load: number | null,
  vmStat: string,
): MachineSample {
  const { user, system } = process.cpuUsage();
  const pages = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)\\.$`, "m").exec(vmStat)?.[1] ?? "x");
  const swappedPages = pages("Swapins") + pages("Swapouts");
  const cores = cpus.map(({ times }, index) => ({
    name: String(index),
    busy: times.user + times.nice + times.sys + times.irq,
    idle: times.idle,
    stolen: null,
  }));
  return {
    cores: cores.length === 0 ? null : cores,
    waitMicroseconds: null,
    quotas: null,
    swappedPages: Number.isNaN(swappedPages) ? null : swappedPages,
    load,
    ownCpuMicroseconds: user + system,
  };
}
