// What a plan leaves to a conda client of the machine instead of the embedded solver.
import type { Problem } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { EnvironmentPlan } from "./plan.ts";

type Asked = Pick<Config, "channels" | "channelAlias" | "conda">;

/** A client has channels, mirrors and credentials in its own configuration, which count where nobody names channels. */
export function channelsOf({ channels, channelAlias, conda }: Asked): readonly string[] {
  return behindAlias(channels.length > 0 || conda.kind !== "embedded" ? channels : ["conda-forge"], channelAlias);
}

/** Names as addresses below the alias; addresses and folders as they are. */
export function behindAlias(channels: readonly string[], alias: string | null): readonly string[] {
  if (alias === null) return channels;
  return channels.map((channel) => (/^(\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(channel) ? channel : `${alias}/${channel}`));
}

/** The same environment, made by the client that the input names. */
export function byClient(environment: EnvironmentPlan, { conda }: Asked): EnvironmentPlan {
  const { source } = environment;
  if (source.provider !== "rattler" || conda.kind === "embedded") return environment;
  if (source.locked !== undefined) throw new Error(`${environment.id} has a lock, which no client installs`);
  return { ...environment, source: { ...source, provider: "client", client: conda } };
}

/** Channels stand on a client's command line, which every user of the machine can read, and in the environment's history. */
export function openCredentials(environments: readonly EnvironmentPlan[]): Problem[] {
  const channels = environments.flatMap(({ source }) => (source.provider === "client" ? source.channels : []));
  const open = [...new Set(channels)].filter((channel) => redactCredentials(`${channel}/`) !== `${channel}/`);
  return open.map((channel) => ({
    where: redactCredentials(channel),
    what: "credentials in a channel's address would stand on the client's command line",
    remedy: "leave them to the client's own configuration, or use conda: auto",
  }));
}
