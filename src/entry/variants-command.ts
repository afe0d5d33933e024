// `blas-bench variants`: the catalogue for one platform, and on request what a solver makes of it.

import * as path from "node:path";
import { exitCode, UserError } from "../errors.ts";
import { splitLines, splitList } from "../inputs/values.ts";
import { catalogue } from "../plan/catalogue.ts";
import { condaSpecs } from "../plan/conda-specs.ts";
import { environmentFile } from "../plan/environment-file.ts";
import { reasonAgainst } from "../plan/plan-run.ts";
import type { SolveOutcome } from "../provision/provider.ts";
import { solve } from "../provision/rattler.ts";
import { renderJson } from "../report/json.ts";
import type { VariantRow } from "../report/variants.ts";
import { variantsText } from "../report/variants.ts";
import { platforms } from "../result/platforms.ts";
import type { Platform } from "../result/schema.ts";
import type { Effects } from "../system/effects.ts";
import { systemFiles } from "../system/files.ts";
import { beginLifetime } from "../system/lifetime.ts";
import { createProcesses } from "../system/processes.ts";
import { absoluteChannels } from "./absolute-paths.ts";
import { print } from "./print.ts";
import { realEffects, supportedHost } from "./real-effects.ts";
import { terminalProgress } from "./terminal-progress.ts";

export interface VariantsOptions {
  readonly platform?: string;
  readonly json?: boolean;
  readonly environmentFiles?: string;
  readonly solve?: boolean;
  readonly channels?: string;
  readonly virtualPackage?: string;
}

export async function variantsCommand(options: VariantsOptions): Promise<number> {
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  try {
    const platform = readPlatform(options.platform) ?? (await supportedHost(processes)).platform;
    const channels = absoluteChannels(splitList(options.channels ?? "conda-forge"), process.cwd());
    if (options.environmentFiles !== undefined)
      await writeEnvironmentFiles(options.environmentFiles, platform, channels);
    const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
    const rows = options.solve === true ? await solved(platform, channels, options, effects) : catalogueRows(platform);
    print(options.json === true ? renderJson({ platform, variants: rows }) : variantsText(platform, rows));
    return exitCode.pass;
  } finally {
    await lifetime.end();
  }
}

function catalogueRows(platform: Platform): VariantRow[] {
  return catalogue.map((variant) => {
    const support = variant.on[platform];
    const reason = reasonAgainst(variant, platform, { platform });
    return {
      variant: variant.name,
      provider: variant.provider,
      description: variant.description,
      supported: reason === null,
      specs: support.status === "supported" ? support.specs : [],
      reason,
      note: support.status === "supported" ? (support.note ?? null) : null,
      solution: null,
    };
  });
}

async function writeEnvironmentFiles(folder: string, platform: Platform, channels: readonly string[]): Promise<void> {
  for (const variant of catalogue) {
    const text = environmentFile(variant, platform, channels);
    if (text !== null) await systemFiles.writeWhole(path.join(folder, `${variant.name}.yml`), text);
  }
}

async function solved(
  platform: Platform,
  channels: readonly string[],
  options: VariantsOptions,
  effects: Effects,
): Promise<VariantRow[]> {
  const virtualPackages = splitLines(options.virtualPackage ?? "");
  const rows = catalogueRows(platform);
  const solvable = rows.filter(({ supported, provider }) => supported && provider === "rattler");
  const asked = condaSpecs({ pythonVersion: null, numpyVersion: null, packages: [] });
  const requests = solvable.map(({ specs }) => ({ platform, specs: [...asked, ...specs], channels, virtualPackages }));
  const outcomes = await solve(effects, requests, effects.signal);
  const solutions = new Map(solvable.map((row, index) => [row, outcomes[index]]));
  return rows.map((row) => {
    const outcome = solutions.get(row);
    return outcome === undefined ? row : { ...row, solution: solutionOf(outcome) };
  });
}

/** The packages that decide which BLAS it is. */
function solutionOf(outcome: SolveOutcome): VariantRow["solution"] {
  if (outcome.status === "failed") return { status: "failed", message: outcome.message };
  const telling = ["libblas", "liblapack", "libopenblas", "mkl", "blis", "numpy", "python"];
  return {
    status: "solved",
    packages: outcome.packages
      .filter(({ name }) => telling.includes(name))
      .map(({ name, version, build }) => `${name} ${version} ${build ?? ""}`.trim()),
  };
}

function readPlatform(text: string | undefined): Platform | null {
  if (text === undefined) return null;
  const found = platforms.find((platform) => platform === text);
  if (found !== undefined) return found;
  throw new UserError([
    { where: "--platform", what: `unknown platform "${text}"`, remedy: `choose from ${platforms.join(", ")}` },
  ]);
}
