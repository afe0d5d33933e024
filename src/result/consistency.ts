// Whether a result fits together: every reference has its target, every name is unique, every block is complete.
import type { Measurement, Result } from "./schema.ts";

export interface Contradiction {
  /** Field path; holds no content of the file. */
  readonly path: string;
  readonly what: string;
}

/** Everything that does not fit together, in the order of the file. Empty for a sound result. */
export function contradictions(result: Result): readonly Contradiction[] {
  return [...environmentsAndSeries(result), ...looks(result), ...measurements(result)];
}

/** The looks say at which rate a block is judged: one that none of them saw would be judged at a wrong one. */
function* looks({ schedule, measurements }: Result): Generator<Contradiction> {
  if (schedule === null) return;
  const { looks: taken, plannedLooks } = schedule;
  const [first = 0, second = Number.POSITIVE_INFINITY] = taken;
  if (taken.length > plannedLooks || second <= first)
    yield { path: "schedule.looks", what: "does not fit the planned looks" };
  const last = taken.at(-1) ?? 0;
  for (const [index, { blocks }] of measurements.entries())
    if (blocks.some(({ block }) => block >= last))
      yield { path: `measurements[${index}].blocks`, what: "holds a block after the last look" };
}

function* environmentsAndSeries(result: Result): Generator<Contradiction> {
  yield* repeated(
    "environments",
    "id",
    result.environments.map((environment) => environment.id),
  );
  yield* repeated(
    "series",
    "id",
    result.series.map((series) => series.id),
  );
  yield* repeated(
    "benchmarks",
    "name",
    result.benchmarks.map((benchmark) => benchmark.name),
  );
  const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
  for (const [index, series] of result.series.entries()) {
    const environment = environments.get(series.environment);
    if (environment === undefined) {
      yield { path: `series[${index}].environment`, what: "names an environment that is not in the file" };
      continue;
    }
    for (const field of ["variant", "arm", "platform"] as const)
      if (series[field] !== environment[field])
        yield { path: `series[${index}].${field}`, what: "differs from its environment's" };
  }
}

function* measurements(result: Result): Generator<Contradiction> {
  const series = new Set(result.series.map((one) => one.id));
  const benchmarks = new Set(result.benchmarks.map((one) => one.name));
  const quantities = new Set(result.benchmarks.filter((one) => one.quantity !== undefined).map(({ name }) => name));
  const seen = new Set<string>();
  for (const [index, measurement] of result.measurements.entries()) {
    const path = `measurements[${index}]`;
    if (!series.has(measurement.series))
      yield { path: `${path}.series`, what: "names a series that is not in the file" };
    if (!benchmarks.has(measurement.benchmark))
      yield { path: `${path}.benchmark`, what: "names a benchmark that is not in the file" };
    const key = JSON.stringify([measurement.benchmark, measurement.series]);
    if (seen.has(key)) yield { path, what: "repeats the benchmark and series of an earlier measurement" };
    seen.add(key);
    yield* blocks(path, measurement, quantities.has(measurement.benchmark));
  }
}

function* blocks(path: string, measurement: Measurement, hasValues: boolean): Generator<Contradiction> {
  yield* repeatedBlocks(path, measurement);
  for (const [index, block] of measurement.blocks.entries()) {
    if ((block.value !== undefined) !== hasValues)
      yield { path: `${path}.blocks[${index}]`, what: `holds ${hasValues ? "no" : "a"} value, against its benchmark` };
    if (block.value !== undefined && block.nanoseconds.length > 0)
      yield { path: `${path}.blocks[${index}]`, what: "holds a value and times" };
    const turns = block.nanoseconds.length + (block.value === undefined ? 0 : 1);
    if (turns === 0) yield { path: `${path}.blocks[${index}]`, what: "has no turns" };
    else if (placesIn(block.positions) !== turns)
      yield { path: `${path}.blocks[${index}].positions`, what: "has not one place for each turn" };
    const isWhole = block.cpuNanoseconds === null;
    if ((block.involuntarySwitches === null) !== isWhole || (block.idleCpuNanoseconds === null) !== isWhole)
      yield { path: `${path}.blocks[${index}]`, what: "tells only in part what disturbed it" };
  }
}

function* repeatedBlocks(path: string, { blocks }: Measurement): Generator<Contradiction> {
  // As in every file of our own: then there is nothing to look for.
  const isAscending = blocks.every(({ block }, index) => block > (blocks[index - 1]?.block ?? -1));
  if (isAscending) return;
  const seen = new Set<number>();
  for (const [index, { block }] of blocks.entries()) {
    if (seen.has(block)) yield { path: `${path}.blocks[${index}].block`, what: "repeats an earlier block" };
    seen.add(block);
  }
}

const space = " ".charCodeAt(0);

/** A list with one place more than spaces, which is not split: there is one for every block of a result. */
function placesIn(positions: string): number {
  let places = 1;
  for (let at = 0; at < positions.length; at += 1) if (positions.charCodeAt(at) === space) places += 1;
  return places;
}

function* repeated(list: string, field: string, names: readonly string[]): Generator<Contradiction> {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) yield { path: `${list}[${index}].${field}`, what: "is used twice" };
    seen.add(name);
  }
}
