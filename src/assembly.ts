// What the stages brought together, as the one document that everything later is computed from.
import type { Measured } from "./measure/request.ts";
import type { InstalledEnvironments } from "./provision/install.ts";
import type { ProvisionedPlan } from "./provision/provision.ts";
import { redactEvidence, redactResult } from "./result/redact.ts";
import type { Environment, Host, Result, Series } from "./result/schema.ts";
import { resultSchemaVersion } from "./result/schema.ts";
import type { ProbedSeries } from "./verify/probe-series.ts";

export interface Parts {
  readonly recorded: Readonly<Record<string, string>>;
  readonly host: Host;
  readonly home: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly elapsedSeconds: number;
  readonly provisioned: ProvisionedPlan;
  readonly installs: InstalledEnvironments["installs"];
  readonly code: Result["code"];
  readonly notices: readonly string[];
  readonly probed: ProbedSeries;
  readonly measured: Measured;
}

/** A result without user names, home folders or credentials, ready to be written and judged. */
export function assembleResult(parts: Parts): Result {
  const { provisioned, probed, measured } = parts;
  const result: Result = {
    schemaVersion: resultSchemaVersion,
    tool: { name: "blas-bench", version: parts.version },
    startedAt: parts.startedAt.toISOString(),
    elapsedSeconds: parts.elapsedSeconds,
    configuration: { ...parts.recorded },
    host: parts.host,
    code: parts.code,
    reference: provisioned.plan.reference,
    environments: environmentsOf(parts),
    series: seriesOf(parts),
    benchmarks: [...measured.benchmarks],
    schedule: measured.schedule,
    measurements: [...measured.measurements],
    conditions: [...measured.conditions],
    failures: [...provisioned.failures, ...probed.failures, ...measured.failures],
    absences: [...provisioned.plan.absences],
    notices: [...parts.notices, ...measured.notices],
  };
  return redactResult(result, { prefix: null, home: parts.home });
}

function environmentsOf({ provisioned, installs }: Parts): Environment[] {
  return provisioned.environments.map(({ plan, client, packages, hash }) => ({
    id: plan.id,
    variant: plan.variant,
    arm: plan.arm,
    platform: plan.platform,
    provider: makerOf(plan.source, client),
    expectation: plan.expectation,
    specs: askedOf(plan.source),
    channels: "channels" in plan.source ? [...plan.source.channels] : [],
    packages: [...packages],
    hash,
    installs: [...(installs.get(plan.id) ?? [])],
  }));
}

type Provisioned = ProvisionedPlan["environments"][number];
type Source = Provisioned["plan"]["source"];

function makerOf(source: Source, client: Provisioned["client"]): Environment["provider"] {
  if (source.provider !== "client") return source.provider;
  if (client === undefined) throw new Error("an environment does not say which conda client made it");
  return client.name;
}

function askedOf(source: Source): string[] {
  switch (source.provider) {
    case "client":
      return [...source.specs];
    case "rattler": {
      const { locked, specs } = source;
      return [...(locked === undefined ? [] : [`${locked.form} of ${locked.packages.length} packages`]), ...specs];
    }
    case "pip":
      return [
        ...source.requirements,
        ...(source.wheelsFor === undefined ? [] : [`wheels for ${source.wheelsFor} or older`]),
      ];
    case "source":
      return [`numpy${source.numpyVersion === null ? "" : `==${source.numpyVersion}.*`}`, `blas: ${source.library}`];
    case "existing":
      return [source.path];
  }
}

/** Paths below an environment's folder are written from "{prefix}", so that two runs can be compared. */
function seriesOf({ provisioned, probed, measured, home }: Parts): Series[] {
  const prefixes = new Map(provisioned.environments.map((environment) => [environment.plan.id, environment.prefix]));
  const sightings = new Map(measured.series.map((series) => [series.id, series.sightings]));
  return provisioned.plan.series
    .filter((series) => prefixes.has(series.environment))
    .map((series) => {
      const places = { prefix: prefixes.get(series.environment) ?? null, home };
      return {
        ...series,
        sightings: (sightings.get(series.id) ?? []).map((sighting) => ({
          moments: sighting.moments,
          evidence: redactEvidence(sighting.evidence, places),
        })),
        threadpools: probed.threadpools.get(series.id) ?? { status: "unavailable", reason: "the probe did not run" },
      };
    });
}
