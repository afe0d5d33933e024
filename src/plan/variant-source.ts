// What one variant is made from on one platform, and why it cannot be.
import type { Config } from "../inputs/config.ts";
import type { Host, Platform } from "../result/schema.ts";
import { addressesOf, channelsFor } from "./channels.ts";
import { condaSpecs } from "./conda-specs.ts";
import { pipInstall } from "./pip-line.ts";
import type { EnvironmentSource } from "./plan.ts";
import type { Variant } from "./variant.ts";
import { pinnedOf } from "./variant.ts";

/** Why a variant cannot run on this host as this platform; null when it can. */
export function reasonAgainst(variant: Variant, platform: Platform, host: Pick<Host, "platform">): string | null {
  const support = variant.on[platform];
  if (support.status === "unsupported") return support.reason;
  if (platform === host.platform) return null;
  const rosetta = host.platform === "osx-arm64" && platform === "osx-64";
  if (!rosetta) return `${platform} programs do not run on ${host.platform}`;
  return variant.notTranslated ?? null;
}

/** @throws Error where the variant is not supported there. */
export function sourceOf(variant: Variant, platform: Platform, config: Config): EnvironmentSource {
  const support = variant.on[platform];
  if (support.status === "unsupported") throw new Error(`${variant.name} on ${platform}: ${support.reason}`);
  if (variant.library !== undefined)
    return { provider: "source", library: variant.library, numpyVersion: config.numpyVersion };
  if (variant.provider === "pip") {
    const { specs, wheelsFor } = support;
    const requirements = specs.map((name) =>
      name === "numpy" && config.numpyVersion !== null ? `numpy==${config.numpyVersion}.*` : name,
    );
    return { provider: "pip", requirements, ...(wheelsFor === undefined ? {} : { wheelsFor }) };
  }
  const pipLine = pipInstall(support.pip ?? []);
  // A client has channels, mirrors and credentials in its own configuration, which count where nobody names channels.
  const usual = config.conda.kind === "embedded" ? ["conda-forge"] : [];
  return {
    provider: "rattler",
    specs: solvedSpecs(variant, platform, condaSpecs(config)),
    channels: addressesOf(channelsFor(variant, config.channels, usual), config),
    pinned: pinnedOf(variant),
    ...(pipLine === null ? {} : { pipLine }),
  };
}

/** What conda is asked for: `asked` of every variant, and this one's own. */
export function solvedSpecs(variant: Variant, platform: Platform, asked: readonly string[]): readonly string[] {
  const support = variant.on[platform];
  if (support.status === "unsupported") return [];
  return [...asked, ...support.specs, ...(support.pip === undefined ? [] : ["pip"])];
}
