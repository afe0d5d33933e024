// What each environment is made of, in one row.
import type { Run } from "../result/matrix.ts";
import type { Environment, Result } from "../result/schema.ts";
import type { Labels } from "./labels.ts";

export interface EnvironmentRow {
  readonly label: string;
  readonly provider: Environment["provider"];
  readonly specs: readonly string[];
  readonly channels: readonly string[];
  readonly python: string | null;
  readonly numpy: string | null;
  readonly packages: number;
  readonly hash: string | null;
}

/** Twins that are alike are one row. */
export function environmentRows(result: Result, labels: Labels): readonly EnvironmentRow[] {
  const isTwin = (one: Environment, other: Environment): boolean =>
    one.arm !== other.arm && one.variant === other.variant && one.platform === other.platform;
  const isAlike = (one: Environment, other: Environment): boolean =>
    alike(environmentRow(one, result, labels)) === alike(environmentRow(other, result, labels));
  return result.environments.flatMap((environment) => {
    const twin = result.environments.find((other) => isTwin(environment, other));
    if (twin === undefined || !isAlike(environment, twin)) return [environmentRow(environment, result, labels)];
    return environment.arm === "base" ? [] : [environmentRow(environment, result, { ...labels, of: labels.ofCell })];
  });
}

function alike({ label, ...row }: EnvironmentRow): string {
  return JSON.stringify(row);
}

/** Environments are called like their first series, which is all that people see of them. */
export function environmentLabel(environment: Environment, result: Pick<Run, "series">, labels: Labels): string {
  const series = result.series.find((one) => one.environment === environment.id);
  return series === undefined ? environment.variant : labels.of(series.id);
}

function environmentRow(environment: Environment, result: Result, labels: Labels): EnvironmentRow {
  const series = result.series.find((one) => one.environment === environment.id);
  const evidence = series?.sightings[0]?.evidence;
  return {
    label: environmentLabel(environment, result, labels),
    provider: environment.provider,
    specs: environment.specs,
    channels: environment.channels,
    python: evidence?.python.version ?? null,
    numpy: evidence?.numpy.status === "imported" ? evidence.numpy.version : null,
    packages: environment.packages.length,
    hash: environment.hash,
  };
}
