// Several result files of one run put together: what contradicts is refused, what is missing is named, ids become unique.
import { UserError } from "../errors.ts";
import { distinctions } from "./distinctions.ts";
import type { Leg, Matrix, NamedResult, Run, RunSeries } from "./matrix.ts";
import { mergeProblems } from "./merge-problems.ts";
import { missingLegs } from "./missing-legs.ts";
import type { Failure, Result } from "./schema.ts";

/**
 * One run of all files, of which there is at least one: see emptyRun. Linear in what they hold.
 *
 * @param isWhole Whether these are all results that the run left, so that a leg without one is missing.
 * @throws UserError with everything that contradicts; it quotes nothing of the files.
 */
export function mergeResults(files: readonly NamedResult[], isWhole: boolean): Run {
  const results = files.map(({ result }) => result);
  const missing = isWhole ? missingLegs(results) : [];
  const [first, ...others] = results;
  if (first !== undefined && others.length === 0 && missing.length === 0) return first;
  const names = distinctions(results);
  const [problem, ...more] = mergeProblems(files, names);
  if (problem !== undefined) throw new UserError([problem, ...more]);
  if (first === undefined) throw new Error("nothing can be merged without a result");
  return matrixOf(first, results, names, missing);
}

function matrixOf(
  first: Result,
  results: readonly Result[],
  names: readonly string[],
  missing: readonly Failure[],
): Matrix {
  const legs = results.map((result, index) => legOf(result, names[index] ?? "", index + 1));
  const starts = results.map(({ startedAt }) => Date.parse(startedAt));
  const ends = results.map(({ elapsedSeconds }, index) => (starts[index] ?? Number.NaN) / 1000 + elapsedSeconds);
  const start = least(starts);
  return {
    tool: first.tool,
    startedAt: new Date(start).toISOString(),
    elapsedSeconds: -least(ends.map((end) => -end)) - start / 1000,
    code: first.code,
    environments: legs.flatMap(({ environments }) => environments),
    series: legs.flatMap(({ series }) => series),
    benchmarks: [...new Map(legs.flatMap(({ benchmarks }) => benchmarks).map((one) => [one.name, one])).values()],
    measurements: legs.flatMap(({ measurements }) => measurements),
    failures: [...legs.flatMap(({ failures }) => failures), ...missing],
    absences: [...new Map(legs.flatMap(({ absences }) => absences).map((one) => [JSON.stringify(one), one])).values()],
    notices: [...new Set(legs.flatMap(({ notices }) => notices))],
    legs,
  };
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

/** With ids that no other leg has. */
function legOf(result: Result, name: string, number: number): Leg {
  const own = (id: string): string => `${id}#${number}`;
  const place = [result.host.platform, ...(name === "" ? [] : [name])].join(", ");
  const known = new Set(result.series.map(({ id }) => id));
  const variants = [...new Set(result.series.map(({ variant }) => variant))];
  return {
    ...result,
    title: `${variants.length === 0 ? "no series" : variants.join(", ")} (${place})`,
    environments: result.environments.map((one) => ({ ...one, id: own(one.id) })),
    series: result.series.map(
      (one): RunSeries => ({ ...one, id: own(one.id), environment: own(one.environment), leg: name }),
    ),
    measurements: result.measurements.map((one) => ({ ...one, series: own(one.series) })),
    failures: result.failures.map((one) => ({
      ...one,
      // Of a variant as a whole, which may be in other legs too.
      subject: known.has(one.subject) ? own(one.subject) : `${one.subject} (${place})`,
    })),
  };
}
