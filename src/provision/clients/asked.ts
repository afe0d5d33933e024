// What a conda client was asked for, and how messages name it.
import { redactCredentials } from "../../result/credentials.ts";

export interface Asked {
  /** Such as "micromamba 2.8.1". */
  readonly client: string;
  readonly prefix: string;
  readonly platform: string;
  readonly specs: readonly string[];
  /** As the user wrote them; empty: those of the client's configuration. */
  readonly channels: readonly string[];
  /** Of this machine, such as "__glibc=2.36". */
  readonly virtualPackages: readonly string[];
  readonly offline: boolean;
}

/** The place, for messages. */
export function placeOf(asked: Asked): string {
  return `${channelsOf(asked)} for ${asked.platform}`;
}

export function channelsOf({ channels, client }: Pick<Asked, "channels" | "client">): string {
  return channels.length === 0 ? `the channels of ${client}` : channels.map(redactCredentials).join(", ");
}

/** A folder as the address that clients take; names and URLs as they are. */
export function addressOf(channel: string): string {
  return channel.startsWith("/") ? `file://${encodeURI(channel)}` : channel.replace(/\/$/, "");
}

/** "libblas=*=*_mkl", "libblas[build=*_mkl]", "libblas =* *_mkl" and "conda-forge::libblas" -> "libblas". */
export function nameOf(spec: string): string {
  return /^(?:\S*::)?([\w.-]+)/.exec(spec.trim())?.[1]?.toLowerCase() ?? spec;
}
