// The two arms of a result: which series belong together, which benchmarks only one arm has, what else differs.
import type { Arm, Environment, Result, Series } from "../result/schema.ts";
import { isAmong } from "./explanations.ts";
import type { Pair } from "./pairs.ts";

/** A cell with its series; one of them is missing where an arm could not be had. */
export interface ArmedCell {
  readonly base: Series | null;
  readonly head: Series | null;
}

/** In the order of the series. Empty without a base: there is nothing to compare then. */
export function armedCells(series: readonly Series[]): readonly ArmedCell[] {
  if (!series.some(({ arm }) => arm === "base")) return [];
  const cells = new Map<string, ArmedCell>();
  for (const one of series) {
    const cell = JSON.stringify([one.variant, one.platform, one.threads, one.launcher]);
    cells.set(cell, { ...(cells.get(cell) ?? { base: null, head: null }), [one.arm]: one });
  }
  return [...cells.values()];
}

/**
 * Whether an arm does not have a benchmark of the user's own at all: none of its series measured it or failed at it,
 * while the other arm has it and this arm measured something. Anything less is a figure that went missing.
 */
export function armsWithout({
  series,
  benchmarks,
  measurements,
  failures,
}: Pick<Result, "series" | "benchmarks" | "measurements" | "failures">): (arm: Arm, benchmark: string) => boolean {
  const armOf = new Map(series.map(({ id, arm }) => [id, arm]));
  const measured: Record<Arm, Set<string>> = { base: new Set(), head: new Set() };
  for (const { series: id, benchmark } of measurements) measured[armOf.get(id) ?? "head"].add(benchmark);
  const failed: Record<Arm, Set<string | null>> = { base: new Set(), head: new Set() };
  for (const { subject, benchmark } of failures) {
    const arm = armOf.get(subject);
    if (arm !== undefined) failed[arm].add(benchmark);
  }
  const has = (arm: Arm, benchmark: string): boolean => measured[arm].has(benchmark) || isAmong(failed[arm], benchmark);
  const own = new Set(benchmarks.filter(({ source }) => source !== null).map(({ name }) => name));
  return (arm, benchmark) =>
    own.has(benchmark) &&
    // A series that failed as a whole may have had any benchmark.
    !failed[arm].has(null) &&
    measured[arm].size + failed[arm].size > 0 &&
    !has(arm, benchmark) &&
    has(arm === "base" ? "head" : "base", benchmark);
}

/** By the hashes of their package lists, or by the lists where a provider knows no hash. */
export function hasEqualEnvironments({ reference, subject }: Pair, environments: readonly Environment[]): boolean {
  const [base, head] = [reference, subject].map(({ environment }) => environments.find(({ id }) => id === environment));
  if (base === undefined || head === undefined) return false;
  if (base.hash !== null && head.hash !== null) return base.hash === head.hash;
  return packagesOf(base) === packagesOf(head);
}

/** Whether the controls ran on the same: they use Python alone, whatever else an environment or an install brought. */
export function isSamePython({ reference, subject }: Pair, environments: readonly Environment[]): boolean {
  const [base, head] = [reference, subject].map(({ environment }) =>
    environments
      .find(({ id }) => id === environment)
      ?.packages.filter(({ name }) => name === "python")
      .map(({ version, build }) => [version, build]),
  );
  return base !== undefined && JSON.stringify(base) === JSON.stringify(head);
}

function packagesOf({ packages }: Environment): string {
  return JSON.stringify(
    packages.map(({ manager, name, version, build }) => [manager, name, version, build].join(" ")).sort(),
  );
}
