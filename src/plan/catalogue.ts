// The catalogue of variants, as data, and what is looked up in it.
import type { Expectation, Platform } from "../result/schema.ts";
import { condaForgeVariants } from "./conda-forge-variants.ts";
import { otherChannelVariants } from "./other-channel-variants.ts";
import type { Variant } from "./variant.ts";
import { wheelVariants } from "./wheel-variants.ts";

export const catalogue: readonly Variant[] = [...condaForgeVariants, ...wheelVariants, ...otherChannelVariants];

export const variantNames: readonly string[] = catalogue.map((variant) => variant.name);

/** By its name, or by what else people write for it. */
export function findVariant(name: string): Variant | undefined {
  return (
    catalogue.find((variant) => variant.name === name) ??
    catalogue.find(({ spellings }) => spellings?.includes(name) === true)
  );
}

/** What a variant promises, or undefined for a name the catalogue does not know. */
export function expectationOf(name: string): Expectation | undefined {
  return findVariant(name)?.expectation;
}

/** The variants that "auto" tries, strongest claim first. */
export function automaticVariants(platform: Platform, osVersion: string): readonly string[] {
  if (platform === "linux-64") return ["openblas", "mkl"];
  if (platform === "linux-aarch64") return ["openblas"];
  return ["openblas", hasNewAccelerate(osVersion) ? "newaccelerate" : "accelerate"];
}

/** @param osVersion macOS's; conda-forge's newaccelerate needs 15.5 or newer (its `__osx` constraint) */
export function hasNewAccelerate(osVersion: string): boolean {
  const [major = 0, minor = 0] = osVersion.split(".").map(Number);
  return major > 15 || (major === 15 && minor >= 5);
}
