// Of a leg that was measured again, because its job or all jobs were run once more, the newest result alone counts.
import type { NamedResult } from "./matrix.ts";

/**
 * Leaves out results whose leg was measured again by the same inputs; the newer one says so. It counts whatever it holds:
 * the older one may have made do with a stand-in, and what the newer one lost is among its own failures. Results that do
 * not know their leg stay.
 *
 * @returns what is left, in the order given.
 */
export function latestAttempts(files: readonly NamedResult[]): readonly NamedResult[] {
  const byLeg = new Map<string, NamedResult[]>();
  for (const file of files) {
    const { leg } = file.result.configuration;
    if (leg !== undefined) byLeg.set(leg, [...(byLeg.get(leg) ?? []), file]);
  }
  const replaced = new Map<NamedResult, NamedResult>();
  for (const some of byLeg.values()) {
    const byAge = some.toSorted((one, other) => startOf(other) - startOf(one));
    for (const [index, file] of byAge.entries()) {
      const newer = byAge.slice(0, index).find((other) => !replaced.has(other) && isAgain(other, file));
      if (newer !== undefined) replaced.set(file, newer);
    }
  }
  const keepers = new Set(replaced.values());
  return files
    .filter((file) => !replaced.has(file))
    .map((file) => (keepers.has(file) ? { ...file, result: withNotice(file.result) } : file));
}

function startOf({ result }: NamedResult): number {
  return Date.parse(result.startedAt);
}

/** Two jobs of a called workflow may go by one name: their inputs and machines tell them apart. */
function isAgain({ result: newer }: NamedResult, { result: older }: NamedResult): boolean {
  const of = ({ configuration, host }: typeof newer): string =>
    JSON.stringify([Object.entries(configuration).sort(), host.platform]);
  return of(newer) === of(older);
}

function withNotice(result: NamedResult["result"]): NamedResult["result"] {
  const { leg = "" } = result.configuration;
  const name = leg.replaceAll("`", "'");
  return {
    ...result,
    notices: [...result.notices, `\`${name}\` was measured more than once: the newest result counts.`],
  };
}
