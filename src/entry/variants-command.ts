// `blas-bench variants`: the catalogue for one platform.
import * as path from "node:path";
import { exitCode, UserError } from "../errors.ts";
import { catalogue } from "../plan/catalogue.ts";
import { environmentFile } from "../plan/environment-file.ts";
import { reasonAgainst } from "../plan/plan-run.ts";
import { variantsText } from "../report/variants.ts";
import { platforms } from "../result/platforms.ts";
import type { Platform } from "../result/schema.ts";
import { systemFiles } from "../system/files.ts";
import { createProcesses } from "../system/processes.ts";
import { supportedHost } from "./real-effects.ts";

export async function variantsCommand(options: {
  platform?: string;
  json?: boolean;
  environmentFiles?: string;
}): Promise<number> {
  const platform = readPlatform(options.platform) ?? (await supportedHost(createProcesses())).platform;
  const rows = catalogue.map((variant) => {
    const support = variant.on[platform];
    const reason = reasonAgainst(variant, platform, { platform });
    return {
      variant: variant.name,
      description: variant.description,
      supported: reason === null,
      specs: support.status === "supported" ? support.specs : [],
      reason,
      note: support.status === "supported" ? (support.note ?? null) : null,
    };
  });
  if (options.environmentFiles !== undefined)
    for (const variant of catalogue) {
      const text = environmentFile(variant, platform);
      if (text !== null) await systemFiles.writeWhole(path.join(options.environmentFiles, `${variant.name}.yml`), text);
    }
  process.stdout.write(
    options.json === true ? `${JSON.stringify({ platform, variants: rows }, null, 2)}\n` : variantsText(platform, rows),
  );
  return exitCode.pass;
}

function readPlatform(text: string | undefined): Platform | null {
  if (text === undefined) return null;
  const found = platforms.find((platform) => platform === text);
  if (found !== undefined) return found;
  throw new UserError([
    { where: "--platform", what: `unknown platform "${text}"`, remedy: `choose from ${platforms.join(", ")}` },
  ]);
}
