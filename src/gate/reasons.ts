// What speaks against a plain pass, in plain words: one clause per class, with its numbers.
import type { CodeComparison, Comparisons, Withheld } from "../compare/comparison.ts";
import { unmeasured } from "../plan/base.ts";
import type { Leg, Run, RunSeries } from "../result/matrix.ts";
import { legsOf } from "../result/matrix.ts";
import type { Failure } from "../result/schema.ts";
import type { BackendVerdict } from "../verify/verdict.ts";
import type { Reason } from "./decision.ts";

export interface Judged {
  readonly result: Run;
  /** By series id. A series with figures and without a verdict counts as unverified. */
  readonly verdicts: ReadonlyMap<string, BackendVerdict>;
  readonly comparisons: Pick<Comparisons, "timings" | "values" | "withheld" | "code">;
}

const namedAtMost = 3;

/** At most one reason of each class, in no particular order. */
export function findReasons(judged: Judged): readonly Reason[] {
  const { result, comparisons } = judged;
  const withheld = (...kinds: readonly Withheld["kind"][]): string[] =>
    comparisons.withheld
      .filter(({ kind }) => kinds.includes(kind))
      .map((row) => place(row.series, row.benchmark, result));
  const failures = result.failures.map(({ subject, benchmark }: Failure) => place(subject, benchmark, result));
  const lost = result.absences.filter(({ kind }) => kind === "outage").map(({ variant }) => code(variant));
  return [
    ...mismatched(judged),
    ...reason("unverified", unverified(judged), (names) => `not known what NumPy really calls in ${listed(names)}`),
    ...nothingMeasured(judged),
    ...reason(
      "wrong-result",
      withheld("wrong-result"),
      (names) => `${counted(names.length, "wrong result")}: ${listed(names)}`,
    ),
    ...reason(
      "failed",
      [...failures, ...withheld("unusable", "missing"), ...failedCells(judged), ...lostBase(judged)],
      (names) => `${counted(names.length, "failure")}: ${listed(names)}`,
    ),
    ...unfitMachine(judged),
    ...codeReasons(judged),
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

function codeReasons({ result, comparisons }: Judged): Reason[] {
  const family = comparisons.code.comparisons.filter(({ estimate }) => estimate !== null).length;
  const named = atHead(result);
  const of = (outcome: CodeComparison["outcome"]): string[] =>
    comparisons.code.comparisons
      .filter((one) => one.outcome === outcome)
      .map(({ benchmark, head }) => place(head ?? "", benchmark, named));
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
function failedCells({ result, comparisons }: Judged): string[] {
  return comparisons.code.comparisons
    .filter(({ outcome, reason: why }) => outcome === "failed" && why !== null)
    .map(({ benchmark, head, base }) => place(head ?? base ?? "", benchmark, atHead(result)));
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

/** With another Python in one arm, a control may have changed for a reason: then it is shown, and decides nothing. */
function unfitMachine({ result, comparisons }: Judged): Reason[] {
  const { judged, moved } = comparisons.code.controls;
  const names = moved
    .filter(({ samePython }) => samePython)
    .map(({ benchmark, head, estimate: { ratio } }) => {
      const change = `${ratio > 1 ? "+" : "-"}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;
      return `${place(head, benchmark, atHead(result))} (${change})`;
    });
  return reason(
    "unfit-machine",
    names,
    () =>
      `the machine was not fit: ${names.length} of ${counted(judged, "control")} moved between the arms, ${listed(names)}`,
  );
}

/** Both arms are one cell: its name needs no arm. */
function atHead({ series }: Named): Named {
  return { series: series.map(withoutArm) };
}

/** With the commands after which the backend was another one: there the cause is to be looked for. */
function mismatched({ result, verdicts }: Judged): Reason[] {
  const wrong = result.series.filter(({ id }) => verdicts.get(id)?.status === "mismatch");
  const places = new Set(wrong.map(({ environment }) => environment));
  const installs = result.environments.filter(({ id }) => places.has(id)).flatMap((one) => one.installs);
  const commands = [...new Set(installs.flatMap(({ command, change }) => (change === null ? [] : [code(command)])))];
  const since = commands.length === 0 ? "" : `, since ${listed(commands)}`;
  return reason(
    "backend",
    cellNames(wrong, result.series),
    (names) => `${listed(names)} ${names.length === 1 ? "is" : "are"} not what was asked for${since}`,
  );
}

/** The arm is named where only one of the two is among them. */
function cellNames(some: readonly RunSeries[], all: readonly RunSeries[]): string[] {
  const cells = all.map(withoutArm);
  const names = new Map(cells.map((one) => [one.id, seriesName(one, cells)]));
  const chosen = new Set(some);
  const incomplete = new Set(all.filter((one) => !chosen.has(one)).map(({ id }) => names.get(id)));
  return some.map((series) => {
    const name = names.get(series.id);
    return name === undefined || incomplete.has(name) ? seriesName(series, all) : name;
  });
}

function withoutArm(series: RunSeries): RunSeries {
  return { ...series, arm: "head" };
}

/** A series without a figure has nothing that needs proof; that it has none is said by its failure. */
function unverified({ result, verdicts, comparisons }: Judged): string[] {
  const timed = new Set([...comparisons.timings, ...comparisons.values].map(({ series }) => series));
  const unknown = result.series.filter(
    ({ id }) => timed.has(id) && (verdicts.get(id)?.status ?? "unknown") === "unknown",
  );
  return cellNames(unknown, result.series);
}

/** Each leg was there to measure something: one that did not must not hide behind others. */
function nothingMeasured({ result, comparisons }: Judged): Reason[] {
  const legs = legsOf(result);
  // Controls alone are nothing: they are in every selection, also in one that fits no benchmark.
  const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
  const timed = new Set(
    [...comparisons.timings, ...comparisons.values]
      .filter(({ benchmark }) => !controls.has(benchmark))
      .map(({ series }) => series),
  );
  const empty = legs.filter(({ series }) => !series.some(({ id }) => timed.has(id)));
  if (empty.length === 0 && legs.length > 0) return [];
  const where = empty.length === legs.length ? "" : ` in ${listed(empty.map(({ title }: Leg) => code(title)))}`;
  return [{ class: "nothing-measured", text: `nothing was measured${where}` }];
}

interface Named {
  readonly series: readonly RunSeries[];
}

/** "`svd` on `mkl`"; of a series or variant as a whole, its name alone. */
function place(subject: string, benchmark: string | null, { series }: Named): string {
  const found = series.find(({ id }) => id === subject);
  const name = found === undefined ? code(subject) : seriesName(found, series);
  return benchmark === null ? name : `${code(benchmark)} on ${name}`;
}

/** The variant, and of platform, threads, launcher and arm what is not the same in all of the run. */
function seriesName(series: RunSeries, all: readonly RunSeries[]): string {
  const varies = (field: "platform" | "threads" | "launcher" | "leg" | "arm"): boolean =>
    all.some((other) => other[field] !== series[field]);
  const more = [
    ...(varies("platform") ? [series.platform] : []),
    ...(varies("threads") ? [counted(series.threads, "thread")] : []),
    ...(varies("launcher") ? [series.launcher] : []),
    ...(series.leg !== undefined && varies("leg") ? [series.leg] : []),
    ...(varies("arm") ? [series.arm] : []),
  ];
  return code(series.variant) + (more.length === 0 ? "" : ` (${more.join(", ")})`);
}

/** Names come from outside: nothing in them may end the code span or the line. */
function code(name: string): string {
  return `\`${name.replace(/[`\s]+/g, " ")}\``;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
