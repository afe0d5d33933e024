// What each environment is made of, in one row.
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

export function environmentRows(result: Result, labels: Labels): readonly EnvironmentRow[] {
  return result.environments.map((environment) => environmentRow(environment, result, labels));
}

/** Environments are called like their first series, which is all that people see of them. */
export function environmentLabel(environment: Environment, result: Result, labels: Labels): string {
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
