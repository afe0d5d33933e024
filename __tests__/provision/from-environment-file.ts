// What `provision` makes of environment files, several at once and side by side, in folders that are gone afterwards.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { variantsOnly } from "../../src/plan/base.ts";
import type { EnvironmentPlan } from "../../src/plan/plan.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { readEnvironmentFiles } from "../../src/provision/environment-files.ts";
import { readLocks } from "../../src/provision/locks.ts";
import type { ProvisionedEnvironment, ProvisionFailureKind, ProvisionOutcome } from "../../src/provision/provider.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import { host } from "../verify/evidence-examples.ts";
import { benchEffects } from "./bench-effects.ts";
import { expectKnownPackages } from "./known-packages.ts";
import { makeScratch } from "./scratch.ts";

export interface Case {
  /** Of the file, which is called "environment". */
  readonly text: string;
  readonly channels: string;
  readonly variants: string;
  /** Other inputs. */
  readonly more?: Readonly<Record<string, string>>;
}

type ByVariant<T> = Readonly<Record<string, T>>;

export interface Made {
  readonly hashes: ByVariant<string | null>;
  /** What the records of the environment say that their packages need, and which are pure Python. */
  readonly dependencies: ByVariant<unknown>;
  /** Why a variant failed. */
  readonly failures: ByVariant<string>;
  readonly kinds: readonly ProvisionFailureKind[];
  /** By their names. */
  readonly locks: ByVariant<string>;
  /** What was said of changes to a lock. */
  readonly log: readonly string[];
}

/** One answer for each case, in their order. */
export async function makeAll(...cases: readonly Case[]): Promise<readonly Made[]> {
  await using scratch = await makeScratch();
  const log: string[] = [];
  const effects = benchEffects({ log: (line) => log.push(line) });
  const plans: EnvironmentPlan[][] = [];
  for (const [index, { text, channels, variants, more }] of cases.entries()) {
    await scratch.write(`code-${index}/environment`, text);
    const raw = { variants, channels, "environment-file": "environment", ...more };
    const config = readInputs(raw, readVariant, (name) => name);
    const folders = { base: null, head: path.join(scratch.folder, `code-${index}`) };
    const plan = planRun(config, host, 1, variantsOnly, await readEnvironmentFiles(config, folders, effects));
    plans.push(
      plan.environments.map((environment) => ({ ...environment, id: `case-${index}-${environment.variant}` })),
    );
  }
  const provider = createRattlerProvider(effects);
  const outcomes = await provider.provision(plans.flat(), scratch.folder, effects.log, effects.signal);
  return await Promise.all(
    cases.map((_, index) => {
      const own = (text: string): boolean => text.startsWith(`case-${index}-`);
      const said = log
        .filter((line) => own(line) && line.includes("laid over"))
        .map((line) => line.replace(/^\S+: /, ""));
      return describeCase(
        outcomes.filter((outcome) => own(planOf(outcome).id)),
        said,
      );
    }),
  );
}

function planOf(outcome: ProvisionOutcome): EnvironmentPlan {
  return outcome.status === "ready" ? outcome.environment.plan : outcome.plan;
}

async function describeCase(outcomes: readonly ProvisionOutcome[], log: readonly string[]): Promise<Made> {
  const ready = outcomes.flatMap((outcome) => (outcome.status === "ready" ? [outcome.environment] : []));
  const failed = outcomes.flatMap((outcome) => (outcome.status === "failed" ? [outcome] : []));
  await expectKnownPackages(ready);
  const dependencies = ready.map(async (one) => [one.plan.variant, await dependenciesIn(one)] as const);
  return {
    hashes: Object.fromEntries(ready.map(({ plan, hash }) => [plan.variant, hash])),
    dependencies: Object.fromEntries(await Promise.all(dependencies)),
    failures: Object.fromEntries(failed.map(({ plan, message }) => [plan.variant, message])),
    kinds: failed.map(({ kind }) => kind),
    locks: Object.fromEntries(await readLocks(ready, benchEffects())),
    log,
  };
}

async function dependenciesIn({ prefix }: ProvisionedEnvironment): Promise<unknown> {
  const folder = path.join(prefix, "conda-meta");
  const files = (await fs.readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const records = files.map(async (name) => JSON.parse(await fs.readFile(path.join(folder, name), "utf8")));
  return (await Promise.all(records)).map(({ name, depends, constrains = [], noarch = null, build_number }) => {
    // "x ==1 y" in an index is "x 1 y" in a package.
    const alike = (specs: readonly string[]): string[] => specs.map((spec) => spec.replace(" ==", " "));
    return { name, depends: alike(depends), constrains: alike(constrains), noarch, build_number };
  });
}
