// The machine as Linux tells of it: /proc, and the control groups that we are in.
import type { CoreTime, Machine, MachineSample, Quota, ReadText } from "./machine-sample.ts";

/** @param read of the machine's own files; recorded ones serve as well */
export function linuxMachine(read: ReadText): Machine {
  return { sample: () => sample(read), runnableTasks: async () => runnableTasks(await read("/proc/loadavg")) };
}

async function sample(read: ReadText): Promise<MachineSample> {
  const [stat, status, pressure, vmstat, loadavg, quotas] = await Promise.all([
    read("/proc/stat"),
    read("/proc/self/status"),
    read("/proc/pressure/cpu"),
    read("/proc/vmstat"),
    read("/proc/loadavg"),
    readQuotas(read),
  ]);
  const { user, system } = process.cpuUsage();
  const [swappedIn, swappedOut] = [counter(vmstat, /^pswpin (\d+)$/m), counter(vmstat, /^pswpout (\d+)$/m)];
  return {
    cores: coresOf(stat, status),
    waitMicroseconds: counter(pressure, /^some .*\btotal=(\d+)$/m),
    quotas,
    swappedPages: swappedIn === null || swappedOut === null ? null : swappedIn + swappedOut,
    load: counter(loadavg, /^(\d+\.\d+) /),
    ownCpuMicroseconds: user + system,
  };
}

function counter(text: string | null, pattern: RegExp): number | null {
  const digits = text === null ? undefined : pattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** "0.52 0.58 0.59 3/614 12345": three tasks run or are ready to, and one of them reads this. */
function runnableTasks(loadavg: string | null): number | null {
  const running = counter(loadavg, / (\d+)\/\d+ \d+\s*$/);
  return running === null ? null : Math.max(0, running - 1);
}

/**
 * Columns of proc(5): user nice system idle iowait irq softirq steal guest guest_nice. Guests' time is in user and nice
 * already. A core that is offline has no line.
 */
function coresOf(stat: string | null, status: string | null): CoreTime[] | null {
  const mayUse = allowedCores(status);
  const cores = [...(stat ?? "").matchAll(/^cpu(\d+) (.+)$/gm)]
    .filter(([, number]) => mayUse(Number(number)))
    .map(([, number = "", columns = ""]): CoreTime => {
      const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softirq = 0, steal = null] = columns
        .trim()
        .split(/\s+/)
        .map(Number);
      return { name: number, busy: user + nice + system + irq + softirq, idle: idle + waiting, stolen: steal };
    });
  return cores.length === 0 ? null : cores;
}

/** "Cpus_allowed_list: 0-3,8": in a container, /proc/stat has the cores of the whole host. */
function allowedCores(status: string | null): (core: number) => boolean {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status ?? "")?.[1];
  if (list === undefined) return () => true;
  const ranges = list.split(",").map((range) => range.split("-").map(Number));
  return (core) => ranges.some(([first = 0, last = first]) => first <= core && core <= last);
}

/**
 * Quotas count for everything below them, so every group above ours matters. Their counters have the same names in both
 * versions of control groups; where both are mounted, the older one's list names the controller that it keeps.
 */
async function readQuotas(read: ReadText): Promise<Quota[] | null> {
  const membership = (await read("/proc/self/cgroup")) ?? "";
  const older = /^\d+:(?:[^:]+,)?cpu(?:,[^:]+)?:(.*)$/m.exec(membership)?.[1];
  const group = older ?? /^0::(.*)$/m.exec(membership)?.[1];
  if (group === undefined) return null;
  const folder = older === undefined ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
  const quotas = await Promise.all(
    withParents(group).map(async (one): Promise<Quota[]> => {
      const text = await read(`${folder}${one}/cpu.stat`);
      const [periods, throttledPeriods] = [
        counter(text, /^nr_periods (\d+)$/m),
        counter(text, /^nr_throttled (\d+)$/m),
      ];
      return periods === null || throttledPeriods === null ? [] : [{ group: one, periods, throttledPeriods }];
    }),
  );
  return quotas.flat();
}

/** "/a/b" -> "/a/b", "/a", "": the last is the mount itself, which is our own group inside a container. */
function withParents(group: string): string[] {
  const steps = group.split("/").filter((step) => step !== "");
  return Array.from({ length: steps.length + 1 }, (_, up) =>
    steps
      .slice(0, steps.length - up)
      .map((step) => `/${step}`)
      .join(""),
  );
}
