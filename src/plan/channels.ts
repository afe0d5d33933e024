// The channels of one variant: those that the user names, and the one that it cannot do without.
import type { Config } from "../inputs/config.ts";
import type { Variant } from "./variant.ts";

const defaults = "defaults";

/** Under every name and address that `defaults` is mirrored as: its packages and conda-forge's are not made to be mixed. */
function isDefaults(channel: string): boolean {
  return /(?:^|\/)(?:defaults|pkgs\/main)\/?$/.test(channel);
}

/**
 * Where both kinds are named, each variant gets its own: `defaults` for those that want nothing else, the rest for others.
 *
 * @param given as the user named them, strongest first
 * @param usual where nobody names any
 */
export function channelsFor(
  { channel: own }: Pick<Variant, "channel">,
  given: readonly string[],
  usual: readonly string[] = ["conda-forge"],
): readonly string[] {
  if (own?.alone === true) {
    const mirrors = given.filter(isDefaults);
    return mirrors.length > 0 ? mirrors : [own.name];
  }
  const others = given.filter((channel) => !isDefaults(channel));
  const named = others.length > 0 ? others : given;
  if (own === undefined) return named.length > 0 ? named : usual;
  // A client takes the names alone, once there is one: what it is configured for would be left out.
  const below = named.length > 0 ? named : ["conda-forge"];
  const isOwn = (channel: string): boolean => channel.replace(/\/$/, "").split("/").at(-1) === own.name;
  return below.some(isOwn) ? below : [own.name, ...below];
}

/** As the one that makes the environment is told them: names below the alias; addresses and folders as they are. */
export function addressesOf(
  channels: readonly string[],
  { conda, channelAlias }: Pick<Config, "conda" | "channelAlias">,
): readonly string[] {
  const known = conda.kind === "embedded" ? forEmbedded(channels) : channels;
  if (channelAlias === null) return known;
  return known.map((channel) =>
    /^(\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(channel) ? channel : `${channelAlias}/${channel}`,
  );
}

/** conda's clients know `defaults` from their configuration; on the server of channels it is called `main`. */
export function forEmbedded(channels: readonly string[]): readonly string[] {
  return channels.map((channel) => (channel === defaults ? "main" : channel));
}
