// What a change does on one variant and not on another: "slower on blis only", with the intervals that say so.
import type { CodeComparison, Interaction } from "../compare/comparison.ts";
import { quoted } from "./document.ts";
import { grouped } from "./groups.ts";
import type { Labels } from "./labels.ts";
import { intervalOf, ratioWithInterval } from "./numbers.ts";

/** A sentence for each benchmark that regressed in some of its cells and not in others. */
export function contrasts(
  comparisons: readonly CodeComparison[],
  interactions: readonly Interaction[],
  labels: Labels,
): readonly string[] {
  const byBenchmark = grouped(interactions, ({ benchmark }) => benchmark);
  const times = comparisons.filter(({ values }) => values === undefined);
  return [...grouped(times, ({ benchmark }) => benchmark)].flatMap(([benchmark, all]) => {
    const slower = all.filter(({ outcome }) => outcome === "regressed");
    const others = all.filter(({ outcome }) => outcome !== "regressed");
    if (slower.length === 0 || others.length === 0) return [];
    const change = changes(byBenchmark.get(benchmark) ?? [], slower, labels);
    return [`${quoted(benchmark)} is ${where(slower, others, labels)}.${change}`];
  });
}

/** "slower on `blis` only, 1.20 (1.19 to 1.21); unchanged on `openblas` (0.99 to 1.01)". */
function where(slower: readonly CodeComparison[], others: readonly CodeComparison[], labels: Labels): string {
  const name = ({ head, base }: CodeComparison): string => quoted(labels.ofCell(head ?? base ?? ""));
  const names = slower.map((one) =>
    one.estimate === null ? name(one) : `${name(one)}, ${ratioWithInterval(one.estimate)}`,
  );
  // What is not decided may be as slow.
  const isOnly = others.every(({ outcome }) => outcome === "unchanged" || outcome === "improved");
  const elsewhere = [...grouped(others, ({ outcome }) => outcome)].map(([outcome, some]) => {
    const places = some.map((one) => (one.estimate === null ? name(one) : `${name(one)}${intervalOf(one.estimate)}`));
    return `${outcome} on ${places.join(", ")}`;
  });
  const only = isOnly ? "only " : "";
  return `slower ${only}on ${names.join("; ")}; ${elsewhere.join("; ")}`;
}

/** The interactions that say the same of pairs of variants. */
function changes(interactions: readonly Interaction[], slower: readonly CodeComparison[], labels: Labels): string {
  const isSlower = (series: string): boolean => slower.some(({ head }) => head === series);
  return interactions
    .filter(({ subject, reference, outcome }) => outcome !== "undecided" && isSlower(subject) !== isSlower(reference))
    .map(({ subject, reference, estimate }) => {
      const [one, other] = [subject, reference].map((series) => quoted(labels.ofCell(series)));
      return ` Its change on ${one} is ${ratioWithInterval(estimate)} times that on ${other}.`;
    })
    .join("");
}
