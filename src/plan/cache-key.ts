// Under which key a run's packages are kept in the cache of its repository: of client, platform, specs and what came of them.
import { createHash } from "node:crypto";
import { redactCredentials } from "../result/credentials.ts";
import type { Plan } from "./plan.ts";

/** Raised when what is kept, or how, is no longer what older versions of this program kept. */
const form = 1;

export interface CacheKey {
  /** Begins the key of every run that asks for the same. */
  readonly asked: string;
  /** Begins the key of every run of the same client on the same platform, whose packages are partly the same. */
  readonly near: string;
}

/**
 * As much of the key as is known before anything is solved for; null where a plan has nothing that is kept.
 *
 * @param solver Says which solver it is: what is in its folder of packages is for the same one only.
 */
export function cacheKey({ environments, host }: Plan, solver: string): CacheKey | null {
  const asked = environments.flatMap(({ platform, source }) =>
    source.provider === "rattler" || source.provider === "source" ? [JSON.stringify([platform, source])] : [],
  );
  if (asked.length === 0) return null;
  const [client = "embedded"] = environments.flatMap(({ source }) =>
    source.provider === "client" ? [source.client.kind === "named" ? source.client.name : source.client.kind] : [],
  );
  const near = `blas-bench-${form}-${client}-${host.platform}-${short([solver])}-`;
  return { near, asked: `${near}${short(asked.map(redactCredentials))}-` };
}

/** The whole key. @param locks What says of each environment which packages it was made of. */
export function fullKey({ asked }: CacheKey, locks: readonly string[]): string {
  return `${asked}${short(locks)}`;
}

/** Of a set: base and head mostly ask for the same. */
function short(texts: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([...new Set(texts)].sort()))
    .digest("hex")
    .slice(0, 16);
}
