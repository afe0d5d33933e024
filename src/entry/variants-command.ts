// `blas-bench variants`: the catalogue for one platform, and on request what a solver makes of it.

import * as path from "node:path";
import { exitCode, UserError } from "../errors.ts";
import { splitLines, splitList } from "../inputs/values.ts";
import { catalogue } from "../plan/catalogue.ts";
import { channelsFor, forEmbedded } from "../plan/channels.ts";
import { condaSpecs } from "../plan/conda-specs.ts";
import { environmentFile } from "../plan/environment-file.ts";
import { reasonAgainst, solvedSpecs } from "../plan/variant-source.ts";
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
    const channels = absoluteChannels(splitList(options.channels ?? ""), process.cwd());
    if (options.environmentFiles !== undefined)
      await writeEnvironmentFiles(options.environmentFiles, platform, channels);
    const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
    const rows = catalogueRows(platform);
    const shown = options.solve === true ? await solved(rows, platform, channels, options, effects) : rows;
    print(options.json === true ? renderJson({ platform, variants: shown }) : variantsText(platform, shown));
    return exitCode.pass;
  } finally {
    await lifetime.end();
  }
}

function catalogueRows(platform: Platform): VariantRow[] {
  return catalogue.map((variant) => {
    const support = variant.on[platform];
    const reason = reasonAgainst(variant, platform, { platform });
    const { name, provider, description, channel } = variant;
    const row = { variant: name, provider, description, reason, channel: channel?.name ?? null, solution: null };
    if (support.status === "unsupported")
      return { ...row, supported: false, specs: [], pip: [], wheelsFor: null, note: null };
    return {
      ...row,
      supported: reason === null,
      specs: support.specs,
      pip: support.pip ?? [],
      wheelsFor: support.wheelsFor ?? null,
      note: support.note ?? null,
    };
  });
}

async function writeEnvironmentFiles(folder: string, platform: Platform, channels: readonly string[]): Promise<void> {
  for (const variant of catalogue) {
    const text = environmentFile(variant, platform, channelsFor(variant, channels));
    if (text !== null) await systemFiles.writeWhole(path.join(folder, `${variant.name}.yml`), text);
  }
}

async function solved(
  rows: readonly VariantRow[],
  platform: Platform,
  channels: readonly string[],
  options: VariantsOptions,
  effects: Effects,
): Promise<VariantRow[]> {
  const virtualPackages = splitLines(options.virtualPackage ?? "");
  const solvable = catalogue.filter(
    (variant) => variant.provider === "rattler" && reasonAgainst(variant, platform, { platform }) === null,
  );
  const asked = condaSpecs({ pythonVersion: null, numpyVersion: null, packages: [] });
  const requests = solvable.map((variant) => ({
    platform,
    specs: solvedSpecs(variant, platform, asked),
    channels: forEmbedded(channelsFor(variant, channels)),
    virtualPackages,
  }));
  const outcomes = await solve(effects, requests, effects.signal);
  const solutions = new Map(solvable.map(({ name }, index) => [name, outcomes[index]]));
  return rows.map((row) => {
    const outcome = solutions.get(row.variant);
    return outcome === undefined ? row : { ...row, solution: solutionOf(outcome) };
  });
}

/** The packages that decide which BLAS it is. */
function solutionOf(outcome: SolveOutcome): VariantRow["solution"] {
  if (outcome.status === "failed") return { status: "failed", message: outcome.message };
  const telling = ["blas", "libblas", "liblapack", "libopenblas", "mkl", "blis", "numpy", "python"];
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
