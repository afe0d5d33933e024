// Everything that is said of two separate runs, as plain data. What is shown is decided here.
import type { Difference, SeriesPair } from "../compare/comparability.ts";
import type { SeparateRuns } from "../compare/separate-runs.ts";
import type { Result } from "../result/schema.ts";
import { backendRows } from "./backend-rows.ts";
import { labelsOf } from "./labels.ts";
import type { PackageTable } from "./packages.ts";
import { packageTable } from "./packages.ts";
import type { SeparateBackend } from "./separate-backends.ts";
import { separateBackends } from "./separate-backends.ts";
import { separateHeadline, separateLead } from "./separate-headline.ts";
import type { RunFacts, RunRow, SeparateRow } from "./separate-rows.ts";
import { pairLabels, rowsOf, runRow } from "./separate-rows.ts";

export interface SeparateRunsModel {
  readonly separateRunsVersion: 1;
  /** Never: the blocks of separate runs have no partners. */
  readonly isLockstep: false;
  readonly headline: string;
  readonly lead: readonly string[];
  readonly runs: { readonly a: RunRow; readonly b: RunRow };
  readonly backends: readonly SeparateBackend[];
  readonly rows: readonly SeparateRow[];
  /** They do the same work on any library: what moved them is the machine, or Python itself. */
  readonly controls: readonly SeparateRow[];
  readonly changedNumbers: readonly {
    readonly benchmark: string;
    readonly label: string;
    readonly largestRelativeDifference: number | null;
    readonly tolerance: number;
  }[];
  readonly notComparable: readonly { readonly benchmark: string; readonly label: string; readonly reason: string }[];
  /** Benchmarks in B alone and in A alone. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Labels of series in one file alone. */
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
  readonly packages: readonly { readonly label: string; readonly table: PackageTable }[];
  readonly systems: readonly Difference[];
}

export function buildSeparateRuns(comparison: SeparateRuns, a: RunFacts, b: RunFacts): SeparateRunsModel {
  const labelOf = pairLabels(comparison.pairs);
  const [labelsOfA, labelsOfB] = [labelsOf(a.result.series), labelsOf(b.result.series)];
  const facts = {
    runs: { a: runRow(a), b: runRow(b) },
    backends: separateBackends(
      comparison.pairs,
      labelOf,
      backendRows(a.result, a.verdicts, labelsOfA),
      backendRows(b.result, b.verdicts, labelsOfB),
    ),
    rows: rowsOf(comparison, "benchmark", labelOf),
    controls: rowsOf(comparison, "control", labelOf),
    notComparable: comparison.notComparable.map(({ benchmark, pair, reason }) => ({
      benchmark,
      label: labelOf(pair),
      reason,
    })),
  };
  return {
    separateRunsVersion: 1,
    isLockstep: false,
    headline: separateHeadline(facts),
    lead: separateLead(facts),
    ...facts,
    changedNumbers: comparison.comparisons.flatMap(({ benchmark, pair, changedNumbers }) =>
      changedNumbers === null ? [] : [{ benchmark: benchmark.name, label: labelOf(pair), ...changedNumbers }],
    ),
    added: comparison.onlyInB.benchmarks,
    removed: comparison.onlyInA.benchmarks,
    onlyInA: comparison.onlyInA.series.map((id) => labelsOfA.of(id)),
    onlyInB: comparison.onlyInB.series.map((id) => labelsOfB.of(id)),
    packages: comparison.pairs.flatMap((pair) => {
      const table = packagesOf(pair, a.result, b.result);
      return table === null ? [] : [{ label: labelOf(pair), table }];
    }),
    systems: comparison.systems,
  };
}

/** The two environments as if they were of one run. */
function packagesOf(pair: SeriesPair, a: Result, b: Result): PackageTable | null {
  const sides = [
    { id: "A", series: pair.a, environments: a.environments },
    { id: "B", series: pair.b, environments: b.environments },
  ];
  const series = sides.map((side) => ({ ...side.series, id: side.id, environment: side.id }));
  const environments = sides.flatMap((side) =>
    side.environments.filter(({ id }) => id === side.series.environment).map((one) => ({ ...one, id: side.id })),
  );
  const labels = labelsOf(series);
  return packageTable({ ...b, series, environments }, { ...labels, of: (id) => id });
}
