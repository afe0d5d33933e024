// The hash that tells whether two environments hold the same packages.
import { createHash } from "node:crypto";
import type { InstalledPackage } from "./evidence.ts";

/** SHA-256, hexadecimal, over the package list in an order of its own. */
export function hashPackages(packages: readonly InstalledPackage[]): string {
  const lines = packages.map(({ manager, name, version, build, sha256 }) =>
    JSON.stringify([manager, name, version, build, sha256]),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
