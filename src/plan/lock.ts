// A lock: every package of an environment by its address and digests, perhaps for several platforms.
import { platforms } from "../result/platforms.ts";
import type { Platform } from "../result/schema.ts";
import { pipInstall } from "./pip-line.ts";

/** One conda package, as its lock fixes it. */
export interface LockedPackage {
  /** Of the archive; perhaps with credentials. */
  readonly url: string;
  /** Hexadecimal; null where the lock has none. */
  readonly sha256: string | null;
  readonly md5: string | null;
  /** null where the lock does not say. */
  readonly depends: readonly string[] | null;
  readonly constrains: readonly string[];
}

export interface LockedPlatform {
  readonly packages: readonly LockedPackage[];
  /** Lines of a pip requirements file, every one of them exact. */
  readonly requirements: readonly string[];
}

export interface Lock {
  readonly kind: "lock";
  /** What people call it, such as "@EXPLICIT list". */
  readonly form: "@EXPLICIT list" | "conda-lock file" | "pixi lock";
  /** Strongest first. */
  readonly channels: readonly string[];
  /** By conda's name of the platform, among them such as no variant runs on. */
  readonly platforms: Readonly<Record<string, LockedPlatform>>;
}

/** What the file name of a conda package says. */
export interface ArchiveName {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  /** The folder of the channel: a platform, or "noarch". */
  readonly subdir: string;
  /** The address without subdir and file name. */
  readonly channel: string;
}

/** null for an address that is not of a conda package. */
export function archiveName(url: string): ArchiveName | null {
  const found = /^([a-z0-9+]+:\/\/.*)\/([a-z0-9-]+)\/([^/]+)-([^-/]+)-([^-/]+)\.(?:conda|tar\.bz2)$/.exec(url);
  const [, channel, subdir, name, version, build] = found ?? [];
  if (channel === undefined || subdir === undefined || name === undefined) return null;
  if (version === undefined || build === undefined) return null;
  return { name: name.toLowerCase(), version, build, subdir, channel };
}

/** What pip installs after conda; null for nothing. A lock names every package, so that pip looks for no others. */
export function lockedPipLine({ requirements }: LockedPlatform): string | null {
  return pipInstall(requirements, { options: ["--no-deps"] });
}

/** Those of the lock's platforms that variants run on, in the catalogue's order, then the others. */
export function platformsOf(lock: Lock): string[] {
  const all = Object.keys(lock.platforms);
  return [...platforms.filter((known) => all.includes(known)), ...all.filter((name) => !isPlatform(name)).sort()];
}

function isPlatform(name: string): name is Platform {
  return platforms.some((known) => known === name);
}

/** A requirement for the exact file; pip holds it against the digest. */
export function fileRequirement(name: string, url: string, sha256: string | null): string {
  const isArchive = /^(https?|file):/.test(url) && !url.includes("#");
  return `${name} @ ${url}${sha256 !== null && isArchive ? `#sha256=${sha256}` : ""}`;
}
