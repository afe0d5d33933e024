// One series of a result as the JSON that pytest-benchmark saves, for the tools that read it. Pure.
import { median } from "../compare/statistics.ts";
import { turnSeconds } from "../compare/times.ts";
import type { Result } from "../result/schema.ts";
import type { Labels } from "../result/worker-messages.ts";

/** Of the format, not of the tool: what pytest-benchmark wrote when it had the fields below. */
const formatVersion = "5.3.1";
const outlierRanges = 1.5;

/** @param labels what the tests said of themselves, by benchmark */
export function pytestBenchmarkDocument(result: Result, series: string, labels: ReadonlyMap<string, Labels>): object {
  const { host, code } = result;
  return {
    machine_info: {
      node: "",
      machine: host.machine,
      system: host.platform.startsWith("osx") ? "Darwin" : "Linux",
      release: host.osVersion,
      cpu: { brand_raw: host.cpuModel, vendor_id_raw: host.cpuVendor, count: host.logicalCores },
    },
    commit_info: {
      id: (isBase(result, series) ? code?.baseCommit : code?.headCommit) ?? "unknown",
      dirty: !isBase(result, series) && (code?.dirty ?? false),
      project: code?.repository ?? "unknown",
      branch: "(unknown)",
      time: result.startedAt,
    },
    benchmarks: result.measurements
      .filter((one) => one.series === series && isOwn(result, one.benchmark))
      .map((one) => benchmarkOf(one, labels.get(one.benchmark))),
    datetime: result.startedAt,
    version: formatVersion,
  };
}

function isBase(result: Result, series: string): boolean {
  return result.series.some(({ id, arm }) => id === series && arm === "base");
}

function isOwn(result: Result, benchmark: string): boolean {
  return result.benchmarks.some(({ name, source }) => name === benchmark && source !== null);
}

function benchmarkOf(measurement: Result["measurements"][number], labels: Labels | undefined): object {
  const { benchmark, loops } = measurement;
  const seconds = turnSeconds(measurement);
  return {
    group: labels?.group ?? null,
    name: benchmark.slice(benchmark.lastIndexOf("::") + (benchmark.includes("::") ? 2 : 1)),
    fullname: benchmark,
    params: labels?.params ?? null,
    param: labels?.param ?? null,
    extra_info: labels?.extra_info ?? {},
    options: { disable_gc: true, timer: "perf_counter" },
    stats: { ...statsOf(seconds), iterations: loops, data: seconds },
  };
}

function statsOf(seconds: readonly number[]): object {
  const sorted = [...seconds].sort((a, b) => a - b);
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const mean = total / seconds.length;
  const squares = seconds.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const stddev = seconds.length > 1 ? Math.sqrt(squares / (seconds.length - 1)) : 0;
  const [q1, q3] = [lowerQuartile(sorted), -lowerQuartile(sorted.map((each) => -each).reverse())];
  const reach = outlierRanges * (q3 - q1);
  const within = sorted.filter((each) => each >= q1 - reach && each <= q3 + reach);
  const farFromMean = seconds.filter((each) => Math.abs(each - mean) > stddev).length;
  const farFromQuartiles = sorted.length - within.length;
  return {
    min: sorted[0],
    max: sorted.at(-1),
    mean,
    stddev,
    rounds: seconds.length,
    median: median(sorted),
    iqr: q3 - q1,
    q1,
    q3,
    iqr_outliers: farFromQuartiles,
    stddev_outliers: farFromMean,
    outliers: `${farFromMean};${farFromQuartiles}`,
    ld15iqr: within[0],
    hd15iqr: within.at(-1),
    ops: 1 / mean,
    total,
  };
}

/** Of an even number the median of the lower half; else between the two ways to count the middle one in. */
function lowerQuartile(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  if (half === 0) return median(sorted);
  if (sorted.length % 2 === 0) return median(sorted.slice(0, half));
  return (median(sorted.slice(0, half)) + median(sorted.slice(0, half + 1))) / 2;
}
