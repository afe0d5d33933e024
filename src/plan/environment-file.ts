// One environment.yml per variant, for people who make their environments with another tool.
import type { Platform } from "../result/schema.ts";
import type { Variant } from "./catalogue.ts";

/**
 * Text of an environment.yml that `conda env create`, setup-miniconda and setup-micromamba take,
 * or null where the variant cannot be had. Specs are quoted: `*` opens an alias in YAML.
 */
export function environmentFile(
  variant: Variant,
  platform: Platform,
  channels: readonly string[] = ["conda-forge"],
): string | null {
  const support = variant.on[platform];
  if (support.status === "unsupported" || variant.provider === "source") return null;
  const conda = variant.provider === "rattler" ? ["python", "numpy", ...support.specs] : ["python", "pip"];
  const dependencies = conda.map((spec) => `  - "${spec}"`);
  if (variant.provider === "pip") dependencies.push("  - pip:", ...support.specs.map((name) => `      - "${name}"`));
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
