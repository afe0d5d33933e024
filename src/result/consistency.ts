// Whether a result fits together: every reference has its target, every name is unique, every block is complete.
import type { Blocks } from "./blocks.ts";
import { placesOf, repeatedPlaces } from "./blocks.ts";
import { ByPair } from "./by-pair.ts";
import type { Result } from "./schema.ts";

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
    if (blocks.numbers.some((number) => number >= last))
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

/** Two looks at as many blocks as can be asked for; exact tests take time with the third power of them. */
export const mostBlocks = 2000;

function* measurements(result: Result): Generator<Contradiction> {
  const series = new Set(result.series.map((one) => one.id));
  const benchmarks = new Set(result.benchmarks.map((one) => one.name));
  const quantities = new Set(result.benchmarks.filter((one) => one.quantity !== undefined).map(({ name }) => name));
  const inTurns = new Set(result.benchmarks.filter(({ method }) => method === "turns").map(({ name }) => name));
  const seen = new ByPair<true>();
  const partners = new Map<string, Blocks>();
  for (const [index, measurement] of result.measurements.entries()) {
    const path = `measurements[${index}]`;
    if (!series.has(measurement.series))
      yield { path: `${path}.series`, what: "names a series that is not in the file" };
    if (!benchmarks.has(measurement.benchmark))
      yield { path: `${path}.benchmark`, what: "names a benchmark that is not in the file" };
    if (seen.has(measurement.benchmark, measurement.series))
      yield { path, what: "repeats the benchmark and series of an earlier measurement" };
    seen.set(measurement.benchmark, measurement.series, true);
    yield* blocksOf(`${path}.blocks`, measurement.blocks, quantities.has(measurement.benchmark));
    if (!inTurns.has(measurement.benchmark)) continue;
    const partner = partners.get(measurement.benchmark);
    if (partner === undefined) partners.set(measurement.benchmark, measurement.blocks);
    else yield* unequalTurns(`${path}.blocks`, measurement.blocks, partner);
  }
}

function* blocksOf(path: string, blocks: Blocks, hasValues: boolean): Generator<Contradiction> {
  const { numbers, turns, batchNanoseconds, values, disturbances, positions } = blocks;
  if (numbers.length > mostBlocks) yield { path: `${path}.numbers`, what: `holds more than ${mostBlocks} blocks` };
  for (const place of repeatedPlaces(numbers))
    yield { path: `${path}.numbers[${place}]`, what: "repeats an earlier block" };
  if (numbers.length > 0 && (values !== undefined) !== hasValues)
    yield { path, what: `holds ${hasValues ? "no values" : "values"}, against its benchmark` };
  const byBlock: readonly (readonly [string, readonly number[] | undefined])[] = [
    ["turns", turns],
    ["values", values],
    ["disturbances.cpuNanoseconds", disturbances?.cpuNanoseconds],
    ["disturbances.involuntarySwitches", disturbances?.involuntarySwitches],
    ["disturbances.idleCpuNanoseconds", disturbances?.idleCpuNanoseconds],
  ];
  for (const [field, list] of byBlock)
    if (list !== undefined && list.length !== numbers.length)
      yield { path: `${path}.${field}`, what: "has not one number for each block" };
  const wrong = turns.findIndex((count) => count === 0 || (values !== undefined && count > 1));
  if (wrong >= 0)
    yield {
      path: `${path}.turns[${wrong}]`,
      what: values === undefined ? "is no turn at all" : "is not 1, though each block has one value",
    };
  const all = turns.reduce((sum, count) => sum + count, 0);
  if (values !== undefined && batchNanoseconds.length > 0) yield { path, what: "holds values and times" };
  if (values === undefined && batchNanoseconds.length !== all)
    yield { path: `${path}.batchNanoseconds`, what: "has not one time for each turn" };
  const hasPlaces = all === 0 ? positions === "" : positions !== "" && positions.length % all === 0;
  if (!hasPlaces) yield { path: `${path}.positions`, what: "has not one place for each turn" };
}

/** Series that take turns take as many in a block. */
function* unequalTurns(path: string, { numbers, turns }: Blocks, partner: Blocks): Generator<Contradiction> {
  const placeOf = placesOf(partner.numbers);
  const wrong = numbers.findIndex((number, place) => {
    const other = placeOf(number, place);
    return other !== undefined && partner.turns[other] !== turns[place];
  });
  if (wrong >= 0) yield { path: `${path}.turns[${wrong}]`, what: "differs from that of another series in this block" };
}

function* repeated(list: string, field: string, names: readonly string[]): Generator<Contradiction> {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) yield { path: `${list}[${index}].${field}`, what: "is used twice" };
    seen.add(name);
  }
}
