// Two looks at the machine -> what happened in between. Counters that do not fit together tell nothing.
import type { Conditions } from "../result/conditions.ts";
import type { CoreTime, MachineSample, Quota } from "../system/machine-sample.ts";

/** What is known of a block beside the machine's counters. */
export interface BlockFacts {
  readonly block: number;
  readonly elapsedSeconds: number;
  /** Of all batches; null where a worker did not tell. */
  readonly workerCpuNanoseconds: number | null;
  readonly runnableTasks: number | null;
}

/** @param facts `elapsedSeconds` lie between the two looks */
export function conditionsOf(first: MachineSample, last: MachineSample, facts: BlockFacts): Conditions {
  const { block, elapsedSeconds, workerCpuNanoseconds: workers, runnableTasks } = facts;
  const cores = coreTimes(first.cores, last.cores);
  const waited = increase(first.waitMicroseconds, last.waitMicroseconds);
  const program = increase(first.ownCpuMicroseconds, last.ownCpuMicroseconds);
  return {
    block,
    elapsedSeconds,
    busyShares: cores?.map(({ busy, idle, stolen }) => busy / (busy + idle + (stolen ?? 0))) ?? null,
    stealShare: cores === null ? null : stealShare(cores),
    // The counter and our clock are not read at the same moment.
    waitShare: waited === null || elapsedSeconds === 0 ? null : Math.min(1, waited / 1e6 / elapsedSeconds),
    throttledShare: throttledShare(first.quotas, last.quotas),
    ownCpuSeconds: workers === null || program === null ? null : workers / 1e9 + program / 1e6,
    runnableTasks,
    load: last.load,
    swappedPages: increase(first.swappedPages, last.swappedPages),
  };
}

/** null where a counter is missing, wrapped around, or went back, as a core's idle time may (proc(5)). */
export function increase(first: number | null, last: number | null): number | null {
  if (first === null || last === null) return null;
  const difference = last - first;
  return Number.isFinite(difference) && difference >= 0 ? difference : null;
}

type Elapsed = Omit<CoreTime, "name">;

/** null where one core cannot tell, also because it went or came: the others would pass for all of them. */
function coreTimes(first: MachineSample["cores"], last: MachineSample["cores"]): Elapsed[] | null {
  if (first === null || last === null || first.length !== last.length) return null;
  const elapsed = first.flatMap((before, index): Elapsed[] => {
    const after = last[index];
    if (after === undefined || after.name !== before.name) return [];
    const [busy, idle] = [increase(before.busy, after.busy), increase(before.idle, after.idle)];
    const stolen = increase(before.stolen, after.stolen);
    if (busy === null || idle === null || busy + idle + (stolen ?? 0) === 0) return [];
    return [{ busy, idle, stolen }];
  });
  return elapsed.length === first.length ? elapsed : null;
}

function stealShare(cores: readonly Elapsed[]): number | null {
  if (cores.some(({ stolen }) => stolen === null)) return null;
  const stolen = cores.reduce((sum, core) => sum + (core.stolen ?? 0), 0);
  const wanted = cores.reduce((sum, core) => sum + core.busy, stolen);
  return wanted === 0 ? 0 : stolen / wanted;
}

/** Of the quota that was in the way most. One without a limit counts no periods. */
function throttledShare(first: readonly Quota[] | null, last: readonly Quota[] | null): number | null {
  if (first === null || last === null || first.length === 0) return null;
  const shares = first.map((before) => {
    const after = last.find(({ group }) => group === before.group);
    const periods = increase(before.periods, after?.periods ?? null);
    const throttled = increase(before.throttledPeriods, after?.throttledPeriods ?? null);
    if (periods === null || throttled === null || throttled > periods) return null;
    return periods === 0 ? 0 : throttled / periods;
  });
  return shares.reduce((most, share) => (most === null || share === null ? null : Math.max(most, share)), 0);
}
