// Folders as people name them, from where they stand.
import * as os from "node:os";
import * as path from "node:path";
import type { Config, VariantRequest } from "../inputs/config.ts";

/** Channels that are folders rather than names or URLs: "./x", "../x", "/x", "~/x", "." and "..". */
const folder = /^(\.{0,2}\/|~\/|\.\.?$)/;

function absolute(text: string, from: string): string {
  return path.resolve(from, text.startsWith("~/") ? path.join(os.homedir(), text.slice(2)) : text);
}

export function absoluteChannels(channels: readonly string[], from: string): string[] {
  return channels.map((channel) => (folder.test(channel) ? absolute(channel, from) : channel));
}

/** The same configuration with absolute folders. */
export function absolutePaths(config: Config, from: string): Config {
  const request = (variant: VariantRequest): VariantRequest =>
    variant.kind === "existing" ? { ...variant, path: absolute(variant.path, from) } : variant;
  return {
    ...config,
    channels: absoluteChannels(config.channels, from),
    conda: config.conda.kind === "path" ? { ...config.conda, path: absolute(config.conda.path, from) } : config.conda,
    variants: typeof config.variants === "string" ? config.variants : config.variants.map(request),
    reference: config.reference === null ? null : request(config.reference),
    outputFolder: config.outputFolder === null ? null : absolute(config.outputFolder, from),
  };
}
