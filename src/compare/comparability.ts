// What of two separate runs must be equal for their times to be comparable at all.
import { relativeDifference } from "../measure/fingerprint.ts";
import type { Host, Measurement, Result, Series } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import { median } from "./statistics.ts";
import { blockMedians } from "./times.ts";

/** Something that differs between two runs; the values are as in the files. */
export interface Difference {
  /** What it is, such as "CPU model". */
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

export interface HostDifferences {
  /** Each of them forbids to compare times. */
  readonly machines: readonly Difference[];
  /** Worth knowing; the times stand. */
  readonly systems: readonly Difference[];
}

/** A hosted runner's image says its name and its version; a new version comes every week, with the same system. */
export function hostDifferences(a: Host, b: Host): HostDifferences {
  const difference = (what: string, value: (host: Host) => string): Difference[] =>
    value(a) === value(b) ? [] : [{ what, a: value(a), b: value(b) }];
  const imageName = ({ runnerImage }: Host): string => runnerImage?.split(" ")[0] ?? "";
  const areImagesKnown = a.runnerImage !== null && b.runnerImage !== null;
  const isOtherImage = areImagesKnown && imageName(a) !== imageName(b);
  const image = difference("runner image", ({ runnerImage }) => runnerImage ?? "none");
  return {
    machines: [
      ...difference("platform", ({ platform }) => platform),
      ...difference("CPU model", ({ cpuModel }) => cpuModel),
      ...simdDifference(a, b),
      ...difference("number of cores", ({ physicalCores }) => String(physicalCores)),
      ...difference("number of hardware threads", ({ logicalCores }) => String(logicalCores)),
      ...difference("translation under Rosetta", ({ translated }) => (translated ? "translated" : "native")),
      ...(isOtherImage ? image : []),
    ],
    systems: [...difference("system version", ({ osVersion }) => osVersion), ...(isOtherImage ? [] : image)],
  };
}

/** A hypervisor may hide some of a CPU's instructions, and then libraries choose other kernels. */
function simdDifference(a: Host, b: Host): Difference[] {
  const only = (one: Host, other: Host): string =>
    one.simd.filter((name) => !other.simd.includes(name)).join(" ") || "nothing more";
  const [onlyA, onlyB] = [only(a, b), only(b, a)];
  return onlyA === onlyB ? [] : [{ what: "set of SIMD instructions", a: onlyA, b: onlyB }];
}

export interface SeriesPair {
  readonly a: Series;
  readonly b: Series;
}

/**
 * Series of the same cell. Two runs of one series each are meant to be compared whatever their variants are called, as
 * long as platform, threads and launcher are the same.
 */
export function matchedSeries(a: readonly Series[], b: readonly Series[]): readonly SeriesPair[] {
  const [one, ...more] = a;
  const [other, ...others] = b;
  const areAlone = one !== undefined && other !== undefined && more.length + others.length === 0;
  if (areAlone && settingOf(one) === settingOf(other)) return [{ a: one, b: other }];
  const partners = new Map(b.map((series) => [cellOf(series), series]));
  return a.flatMap((series) => {
    const partner = partners.get(cellOf(series));
    return partner === undefined ? [] : [{ a: series, b: partner }];
  });
}

function settingOf({ platform, threads, launcher }: Series): string {
  return JSON.stringify([platform, threads, launcher]);
}

function cellOf(series: Series): string {
  return JSON.stringify([series.variant, settingOf(series)]);
}

/** Whether the benchmark of this name is the same work in both; null when it is. One clause. */
export function definitionDifference(a: Benchmark, b: Benchmark): string | null {
  if ((a.source === null) !== (b.source === null)) return "is built in on one side, and the user's own on the other";
  if (a.role !== b.role || a.method !== b.method || a.flop !== b.flop) return "is defined in another way";
  // People may describe their own functions anew at any time; the sizes of the built-in ones stand in their descriptions.
  const isBuiltIn = a.source === null;
  return isBuiltIn && a.description !== b.description ? "is defined in another way" : null;
}

/** A burst of other work while loops are calibrated was seen to make batches 5 times too short. */
const calibrationFactor = 20;

/**
 * Whether batches did the same work in the same way; null when they did. One clause.
 *
 * The first iteration of a batch finds cold caches, so that many loops make short times. More loops are fine where they
 * come from shorter iterations; more of them in longer batches were not calibrated alike.
 */
export function batchDifference(a: Measurement, b: Measurement): string | null {
  if (a.loops === b.loops) return null;
  const [more, fewer] = a.loops > b.loops ? [a, b] : [b, a];
  return batchNanoseconds(more) > calibrationFactor * batchNanoseconds(fewer)
    ? `was timed in batches of ${a.loops} and ${b.loops} loops, which are not alike`
    : null;
}

function batchNanoseconds(measurement: Measurement): number {
  return measurement.loops * median(blockMedians(measurement));
}

export interface NumbersDifference {
  /** null where a number is not finite, or there are more of them. */
  readonly largestRelativeDifference: number | null;
  readonly tolerance: number;
}

/** How far the results differ beyond what is tolerated; null where they agree or cannot be compared. */
export function numbersDifference(benchmark: Benchmark, a: Measurement, b: Measurement): NumbersDifference | null {
  const tolerance = benchmark.relativeTolerance;
  if (tolerance === null || a.fingerprint === null || b.fingerprint === null) return null;
  const difference = relativeDifference(a.fingerprint, b.fingerprint);
  if (difference <= tolerance) return null;
  return { largestRelativeDifference: Number.isFinite(difference) ? difference : null, tolerance };
}

/** What of a result belongs to head: another state of the code was measured in the same blocks, but it is not asked for. */
export function headOf(result: Result): Result {
  const series = result.series.filter(({ arm }) => arm === "head");
  const ids = new Set(series.map(({ id }) => id));
  return {
    ...result,
    environments: result.environments.filter(({ arm }) => arm === "head"),
    series,
    measurements: result.measurements.filter((measurement) => ids.has(measurement.series)),
    failures: result.failures.filter(
      ({ subject }) => ids.has(subject) || !result.series.some(({ id }) => id === subject),
    ),
  };
}
