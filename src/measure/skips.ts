// What people's own suites skipped, in words: a test that is not measured must not just be gone.
import type { SeriesPlan } from "../plan/plan.ts";

interface Skipping {
  readonly plan: SeriesPlan;
  /** Whether it has ever told what there is to measure. */
  readonly hasOffered: boolean;
  whySkipped(benchmark: string): string | null;
}

const mostNotices = 10;
const longestReason = 200;

/** A sentence each, for benchmarks that a whole arm skips; where only some of its series do, they have failed. */
export function skipNotices(benchmarks: readonly string[], series: readonly Skipping[]): string[] {
  const told = series.filter(({ hasOffered }) => hasOffered);
  const arms = [...new Set(told.map(({ plan }) => plan.arm))];
  const sentences = benchmarks.flatMap((name) => {
    const skipping = arms.filter((arm) => told.every((one) => one.plan.arm !== arm || one.whySkipped(name) !== null));
    const [first] = told.flatMap((one) => (skipping.includes(one.plan.arm) ? (one.whySkipped(name) ?? []) : []));
    if (first === undefined) return [];
    const where = skipping.length === arms.length ? "" : ` at ${skipping.join(" and ")}`;
    return [`${name} was skipped${where}: ${first.slice(0, longestReason)}`];
  });
  const left = sentences.length - mostNotices;
  return left > 0 ? [...sentences.slice(0, mostNotices), `${left} more were skipped`] : sentences;
}
