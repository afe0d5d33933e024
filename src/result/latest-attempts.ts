// Of a leg that was measured again, because its job or all jobs were run once more, the newest result alone counts.
import { cellKey } from "./distinctions.ts";
import type { NamedResult } from "./matrix.ts";

/**
 * Leaves out results of whose leg a later one holds all cells; that one says so. Results that do not know their leg stay.
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
      const newer = byAge.slice(0, index).find((other) => !replaced.has(other) && holdsAllOf(other, file));
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

/** Two jobs of a called workflow may go by one name: their inputs tell them apart. */
function holdsAllOf({ result: newer }: NamedResult, { result: older }: NamedResult): boolean {
  const inputs = ({ configuration }: typeof newer): string => JSON.stringify(Object.entries(configuration).sort());
  const cells = new Set(newer.series.map((one) => `${cellKey(one)} ${one.arm}`));
  return inputs(newer) === inputs(older) && older.series.every((one) => cells.has(`${cellKey(one)} ${one.arm}`));
}

function withNotice(result: NamedResult["result"]): NamedResult["result"] {
  const { leg = "" } = result.configuration;
  const name = leg.replaceAll("`", "'");
  return {
    ...result,
    notices: [...result.notices, `\`${name}\` was measured more than once: the newest result counts.`],
  };
}
