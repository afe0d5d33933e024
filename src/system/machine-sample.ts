// What a machine can tell of itself while it runs. Looking never fails: what a system does not tell is null.

/** Since the machine started; the unit is the system's, one for all. */
export interface CoreTime {
  readonly name: string;
  readonly busy: number;
  readonly idle: number;
  /** What the hypervisor took while there was work. */
  readonly stolen: number | null;
}

/** Counters of a group of processes that has a CPU quota, or may have one. */
export interface Quota {
  readonly group: string;
  readonly periods: number;
  /** Periods in which the quota was used up before their end. */
  readonly throttledPeriods: number;
}

/** Counters since the start of the machine, but for the load. */
export interface MachineSample {
  /** Those that we may run on, in the system's order. */
  readonly cores: readonly CoreTime[] | null;
  /** Time in which a task had to wait for a core. */
  readonly waitMicroseconds: number | null;
  /** Of every group that we are in. */
  readonly quotas: readonly Quota[] | null;
  /** In and out. */
  readonly swappedPages: number | null;
  /** Average over one minute. */
  readonly load: number | null;
  /** CPU time of this program. */
  readonly ownCpuMicroseconds: number;
}

export interface Machine {
  sample(): Promise<MachineSample>;
  /** Tasks that want a core right now, without the one that looks. Cheap enough to ask between benchmarks. */
  runnableTasks(): Promise<number | null>;
}

/** Text of a file; null where it cannot be read, for whatever reason. */
export type ReadText = (file: string) => Promise<string | null>;
