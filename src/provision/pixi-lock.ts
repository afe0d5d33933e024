// A pixi.lock, which the solver's own library reads: its format changes with pixi, and the library follows it.
import * as path from "node:path";
import { exitCode, UserError } from "../errors.ts";
import type { Lock, LockedPlatform } from "../plan/lock.ts";
import { fileRequirement } from "../plan/lock.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { Effects } from "../system/effects.ts";
import type { LockToRead, ReadLock } from "./solver-process.ts";
import { askToReadLock } from "./solver-process.ts";

/** @throws UserError where it is no pixi lock, or the solver cannot be had; Interrupted. */
export async function readPixiLock(lock: LockToRead, effects: Effects): Promise<Lock> {
  const answer = await askToReadLock(effects, lock, effects.signal);
  if (answer.status === "failed") {
    const message = redactCredentials(answer.message);
    const [, where = lock.name, what = message, remedy = "try again"] =
      /^(.*?): (.*)\. ([^.]+(?:\.\S[^.]*)*)\.$/s.exec(message) ?? [];
    throw new UserError([{ where, what, remedy }], answer.kind === "bad-spec" ? exitCode.usage : exitCode.toolFailed);
  }
  const folder = path.posix.dirname(lock.name);
  const platforms = Object.entries(answer.platforms).map(([name, platform]) => [name, platformOf(platform, folder)]);
  return {
    kind: "lock",
    form: "pixi lock",
    channels: answer.channels,
    platforms: Object.fromEntries(platforms),
  };
}

/** pip takes a name without a slash for a package's. */
function fromHere(location: string): string {
  return path.posix.isAbsolute(location) || location.startsWith("./") ? location : `./${location}`;
}

function platformOf({ packages, pypi }: ReadLock["platforms"][string], folder: string): LockedPlatform {
  const requirements = pypi.map(({ name, location, sha256 }) =>
    // A path is from the lock's folder, and pip starts in the checkout's.
    /^[a-z+]+:/.test(location) || path.posix.isAbsolute(location)
      ? fileRequirement(name, location, sha256)
      : fromHere(path.posix.join(folder, location)),
  );
  return { packages, requirements };
}
