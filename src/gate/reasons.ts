// What speaks against a plain pass, in plain words: one clause per class, with its numbers.
import type { CodeComparison, Comparisons, MovedControl, Withheld } from "../compare/comparison.ts";
import { unmeasured } from "../plan/base.ts";
import type { Leg, Run, RunSeries } from "../result/matrix.ts";
import { legsOf } from "../result/matrix.ts";
import type { Arm, Failure } from "../result/schema.ts";
import type { BackendVerdict } from "../verify/verdict.ts";
import type { Reason } from "./decision.ts";
import type { Names } from "./names.ts";
import { cellNamesOf, code, counted, listed, namesOf } from "./names.ts";

export interface Judged {
  readonly result: Run;
  /** By series id. A series with figures and without a verdict counts as unverified. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
  readonly comparisons: Pick<Comparisons, "timings" | "values" | "withheld" | "code">;
}

interface Named extends Judged {
  /** Of series. */
  readonly names: Names;
  /** Of cells, whose two arms are one. */
  readonly cells: Names;
  readonly unfit: UnfitLegs;
}

/** Legs of a matrix ran on machines of their own: what a control says of one, it does not say of another. */
interface UnfitLegs {
  /** As people know them; empty where all of the run is one leg, or none is fit. */
  readonly titles: readonly string[];
  /** Series of these legs. */
  readonly series: ReadonlySet<string>;
}

/** At most one reason of each class, in no particular order. */
export function findReasons(judged: Judged): readonly Reason[] {
  const { result, comparisons } = judged;
  const [names, cells, unfit] = [namesOf(result.series), cellNamesOf(result.series), unfitLegs(judged)];
  const named = { ...judged, names, cells, unfit };
  const { place } = names;
  const withheld = (...kinds: readonly Withheld["kind"][]): string[] =>
    comparisons.withheld.filter(({ kind }) => kinds.includes(kind)).map((row) => place(row.series, row.benchmark));
  const failures = result.failures.map(({ subject, benchmark }: Failure) => place(subject, benchmark));
  const lost = result.absences.filter(({ kind }) => kind === "outage").map(({ variant }) => code(variant));
  return [
    ...mismatched(named),
    ...reason("unverified", unverified(named), (names) => `not known what NumPy really calls in ${listed(names)}`),
    ...nothingMeasured(named),
    ...reason(
      "wrong-result",
      withheld("wrong-result"),
      (names) => `${counted(names.length, "wrong result")}: ${listed(names)}`,
    ),
    ...reason(
      "failed",
      [...failures, ...withheld("unusable", "missing"), ...failedCells(named), ...lostBase(named)],
      (names) => `${counted(names.length, "failure")}: ${listed(names)}`,
    ),
    ...unfitMachine(named),
    ...codeReasons(named),
    ...reason("outage", lost, (names) => `${listed(names)} ${names.length === 1 ? "was" : "were"} lost to an outage`),
  ];
}

function reason(
  name: Reason["class"],
  subjects: readonly string[],
  text: (subjects: readonly string[]) => string,
): Reason[] {
  const distinct = [...new Set(subjects)];
  return distinct.length === 0 ? [] : [{ class: name, text: text(distinct) }];
}

function codeReasons({ comparisons, cells, unfit }: Named): Reason[] {
  const family = comparisons.code.comparisons.filter(({ estimate }) => estimate !== null).length;
  const of = (outcome: CodeComparison["outcome"]): string[] =>
    comparisons.code.comparisons
      .filter((one) => one.outcome === outcome && !unfit.series.has(one.head ?? ""))
      .map(({ benchmark, head }) => cells.place(head ?? "", benchmark));
  const all = counted(family, "comparison");
  const [regressed, insufficient, inconclusive] = [of("regressed"), of("insufficient"), of("inconclusive")];
  // Counted as cells: after a merge, two of them may have the same name.
  return [
    ...reason("regression", regressed, () => `${counted(regressed.length, "regression")} in ${all}`),
    ...reason(
      "insufficient",
      insufficient,
      (names) => `${insufficient.length} of ${all} with too few blocks to find any slowdown: ${listed(names)}`,
    ),
    ...reason(
      "inconclusive",
      inconclusive,
      (names) => `${inconclusive.length} of ${all} inconclusive: ${listed(names)}`,
    ),
  ];
}

/** Cells whose failure nothing else tells. */
function failedCells({ comparisons, cells }: Named): string[] {
  return comparisons.code.comparisons
    .filter(({ outcome, reason: why }) => outcome === "failed" && why !== null)
    .map(({ benchmark, head, base }) => cells.place(head ?? base ?? "", benchmark));
}

/** A run that should have compared must not pass because there was nothing to compare with. */
function lostBase({ result }: Judged): string[] {
  return legsOf(result).flatMap(({ title, code: commits, series, failures, notices }) => {
    const isLost = series.length > 0 && !series.some(({ arm }) => arm === "base");
    const wasWanted = commits?.baseCommit != null && !notices.includes(unmeasured);
    if (!isLost || !wasWanted || failures.length > 0) return [];
    return [`base${title === "" ? "" : ` of ${code(title)}`}, with which nothing was compared`];
  });
}

function movedByMachine({ comparisons }: Judged): readonly MovedControl[] {
  // With another Python in one arm, a control may have changed for a reason: then it is shown, and decides nothing.
  return comparisons.code.controls.moved.filter(({ samePython }) => samePython);
}

function unfitLegs(judged: Judged): UnfitLegs {
  const moved = new Set(movedByMachine(judged).map(({ head }) => head));
  const legs = legsOf(judged.result).filter(({ series }) => series.some(({ arm }) => arm === "base"));
  const unfit = legs.filter(({ series }) => series.some(({ id }) => moved.has(id)));
  if (unfit.length === legs.length) return { titles: [], series: new Set() };
  return {
    titles: unfit.map(({ title }) => title),
    series: new Set(unfit.flatMap(({ series }) => series.map(({ id }) => id))),
  };
}

function unfitMachine(named: Named): Reason[] {
  const { comparisons, cells, unfit } = named;
  const names = movedByMachine(named).map(({ benchmark, head, estimate: { ratio } }) => {
    const change = `${ratio > 1 ? "+" : "-"}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;
    return `${cells.place(head, benchmark)} (${change})`;
  });
  const moved = `${names.length} of ${counted(comparisons.code.controls.judged, "control")} moved between the arms`;
  const [machine, kind] =
    unfit.titles.length === 0
      ? (["the machine was", "unfit-machine"] as const)
      : ([`the machine of ${listed(unfit.titles.map(code))} was`, "unfit-leg"] as const);
  return reason(kind, names, () => `${machine} not fit: ${moved}, ${listed(names)}`);
}

/** With the commands after which the backend was another one: there the cause is to be looked for. */
function mismatched(named: Named): Reason[] {
  const { result, verdicts } = named;
  const wrong = result.series.filter(({ id }) => verdicts.get(id)?.status === "mismatch");
  const places = new Set(wrong.map(({ environment }) => environment));
  const installs = result.environments.filter(({ id }) => places.has(id)).flatMap((one) => one.installs);
  const commands = [...new Set(installs.flatMap(({ command, change }) => (change === null ? [] : [code(command)])))];
  const since = commands.length === 0 ? "" : `, since ${listed(commands)}`;
  return reason(
    "backend",
    namesOfSome(wrong, named),
    (names) => `${listed(names)} ${names.length === 1 ? "is" : "are"} not what was asked for${since}`,
  );
}

/** The arm is named where only one of the two is among them. */
function namesOfSome(some: readonly RunSeries[], { result, names, cells }: Named): string[] {
  const chosen = new Set(some);
  const incomplete = new Set(result.series.filter((one) => !chosen.has(one)).map(({ id }) => cells.series(id)));
  return some.flatMap(({ id }) => {
    const name = cells.series(id);
    return (incomplete.has(name) ? names.series(id) : name) ?? [];
  });
}

/** A series without a figure has nothing that needs proof; that it has none is said by its failure. */
function unverified(named: Named): string[] {
  const { result, verdicts, comparisons } = named;
  const timed = new Set([...comparisons.timings, ...comparisons.values].map(({ series }) => series));
  const unknown = result.series.filter(
    ({ id }) => timed.has(id) && (verdicts.get(id)?.status ?? "unknown") === "unknown",
  );
  return namesOfSome(unknown, named);
}

/**
 * Each leg was there to measure something: one that did not must not hide behind others, and a head that measured nothing
 * not behind its base, unless failures say why.
 */
function nothingMeasured({ result, comparisons }: Judged): Reason[] {
  const legs = legsOf(result);
  // Controls alone are nothing: they are in every selection, also in one that fits no benchmark.
  const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
  const timed = new Set(
    [...comparisons.timings, ...comparisons.values]
      .filter(({ benchmark }) => !controls.has(benchmark))
      .map(({ series }) => series),
  );
  const hasTimed = ({ series }: Leg, of: Arm): boolean => series.some(({ id, arm }) => arm === of && timed.has(id));
  const without = legs.filter((leg) => !hasTimed(leg, "head"));
  const empty = without.filter((leg) => !hasTimed(leg, "base") || leg.failures.length === 0);
  if (empty.length === 0 && legs.length > 0) return [];
  const what =
    empty.length > 0 && empty.every((leg) => hasTimed(leg, "base")) ? "head measured nothing" : "nothing was measured";
  const where = empty.length === legs.length ? "" : ` in ${listed(empty.map(({ title }: Leg) => code(title)))}`;
  return [{ class: "nothing-measured", text: `${what}${where}` }];
}
