// The interaction of the two axes: whether head lost or gained more on one variant than on the reference variant.
import { placesOf } from "../result/blocks.ts";
import type { Interaction } from "./comparison.ts";
import type { MeasuredPair } from "./measured.ts";
import { directionOf, ratioOf } from "./ratio.ts";

/**
 * Ratios of ratios, block by block: both changes were measured in the same blocks, so that what disturbed a block
 * cancels once more.
 *
 * @param all Head (subject) against base (reference), of all cells. Of what is no time, nothing is said.
 */
export function interactionsOf(all: readonly MeasuredPair[], reference: string | null): readonly Interaction[] {
  const rows = all.filter(({ benchmark }) => benchmark.quantity === undefined);
  const key = ({ benchmark, subject: { threads, launcher } }: MeasuredPair): string =>
    JSON.stringify([benchmark.name, threads, launcher]);
  const references = new Map(rows.filter(({ subject }) => subject.variant === reference).map((row) => [key(row), row]));
  return rows
    .filter(({ subject }) => subject.variant !== reference)
    .flatMap((row): Interaction[] => {
      const partner = references.get(key(row));
      if (partner === undefined) return [];
      const placeOf = placesOf(partner.values.numbers);
      const values = row.values.numbers.flatMap((number, place) => {
        const [value, other] = [row.values.logRatios[place], partner.values.logRatios[placeOf(number, place) ?? -1]];
        return value === undefined || other === undefined ? [] : [value - other];
      });
      if (values.length === 0) return [];
      const estimate = ratioOf(values);
      const names = { benchmark: row.benchmark.name, reference: partner.subject.id, subject: row.subject.id };
      return [{ axis: "interaction", ...names, estimate, outcome: directionOf(estimate) }];
    });
}
