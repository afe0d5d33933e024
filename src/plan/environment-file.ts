// One environment.yml per variant, for people who make their environments with another tool.
import type { Platform } from "../result/schema.ts";
import type { Variant } from "./variant.ts";

/**
 * Text of an environment.yml that `conda env create`, setup-miniconda and setup-micromamba take, or null where the
 * variant cannot be had, or not by such a file. Specs are quoted: `*` opens an alias in YAML.
 */
export function environmentFile(
  variant: Variant,
  platform: Platform,
  channels: readonly string[] = ["conda-forge"],
): string | null {
  const support = variant.on[platform];
  // pip takes the system that wheels are for as an option, and a file has requirements only.
  if (support.status === "unsupported" || variant.provider === "source" || support.wheelsFor !== undefined) return null;
  const isConda = variant.provider === "rattler";
  const requirements = isConda ? (support.pip ?? []) : support.specs;
  const conda = [
    ...(isConda ? ["python", "numpy", ...support.specs] : ["python"]),
    ...(requirements.length > 0 ? ["pip"] : []),
  ];
  const dependencies = conda.map((spec) => `  - "${spec}"`);
  if (requirements.length > 0) dependencies.push("  - pip:", ...requirements.map((name) => `      - "${name}"`));
  return [
    `# ${variant.description}, on ${platform}.`,
    `name: ${variant.name}`,
    "channels:",
    ...channels.map((channel) => `  - ${JSON.stringify(channel)}`),
    "dependencies:",
    ...dependencies,
    "",
  ].join("\n");
}
