// What is said of each leg by itself: its machine, how quiet that was, when and how it measured, and how to repeat it.
import type { Leg } from "../result/matrix.ts";
import type { Arm, Host, Measurement, Schedule } from "../result/schema.ts";
import type { BlockCounts } from "./headline.ts";
import type { Labels } from "./labels.ts";
import type { Noise } from "./noise.ts";
import { noiseOf } from "./noise.ts";
import type { PackageTable } from "./packages.ts";
import { packageTable } from "./packages.ts";
import { reproduceCommand } from "./reproduce.ts";

export interface LegReport {
  /** "mkl (linux-64)"; "" where there is no other leg. */
  readonly title: string;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
  readonly host: Host;
  readonly noise: Noise;
  readonly schedule: Schedule | null;
  /** Between the environments at head, or of one arm alone. */
  readonly packages: PackageTable | null;
  /** The command. */
  readonly reproduce: string;
}

/** @param isUsable whether the times of a measurement can be used */
export function legReport(leg: Leg, labels: Labels, isUsable: (measurement: Measurement) => boolean): LegReport {
  const { title, startedAt, elapsedSeconds, host, schedule } = leg;
  const hasArms = new Set(leg.series.map(({ arm }) => arm)).size > 1;
  return {
    title,
    startedAt,
    elapsedSeconds,
    host,
    noise: noiseOf(leg, labels, isUsable),
    schedule,
    packages: packageTable(hasArms ? atHead(leg) : leg, { ...labels, of: labels.ofCell }),
    reproduce: reproduceCommand(leg),
  };
}

/** Without base, whose differences from head are shown apart. */
function atHead(leg: Leg): Leg {
  const isAtHead = ({ arm }: { readonly arm: Arm }): boolean => arm === "head";
  return { ...leg, environments: leg.environments.filter(isAtHead), series: leg.series.filter(isAtHead) };
}

/** Of the leg that fell furthest behind its plan; where none did, of the one with the most blocks. */
export function blockCounts(legs: readonly Leg[]): BlockCounts {
  const counts = legs.map(({ measurements, benchmarks, schedule }): BlockCounts => {
    const takesTurns = benchmarks.some(({ role, method }) => role === "benchmark" && method === "turns");
    return {
      measured: measurements.reduce((most, { blocks }) => Math.max(most, blocks.numbers.length), 0),
      planned: takesTurns ? (schedule?.plannedBlocks ?? null) : null,
    };
  });
  const missing = ({ measured, planned }: BlockCounts): number => Math.max(0, (planned ?? 0) - measured);
  const [first] = counts.toSorted((one, other) => missing(other) - missing(one) || other.measured - one.measured);
  return first ?? { measured: 0, planned: null };
}
