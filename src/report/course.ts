// How a figure went over the blocks of a run: its mean, and the block that stands out.

export interface Point {
  readonly block: number;
  /** Time that the value holds for, in any unit. */
  readonly weight: number;
  readonly value: number;
}

export interface Course {
  readonly mean: number;
  readonly peak: { readonly block: number; readonly value: number };
}

/** A block may have several points. null where no time has passed. */
export function courseOf(points: readonly Point[]): Course | null {
  const mean = weightedMean(points);
  if (mean === null) return null;
  const blocks = [...new Set(points.map(({ block }) => block))].map((block) => {
    const value = weightedMean(points.filter((point) => point.block === block)) ?? 0;
    return { block, value };
  });
  const peak = blocks.reduce((most, one) => (one.value > most.value ? one : most), { block: 0, value: mean });
  return { mean, peak };
}

function weightedMean(points: readonly Point[]): number | null {
  const weight = points.reduce((sum, point) => sum + point.weight, 0);
  return weight > 0 ? points.reduce((sum, point) => sum + point.value * point.weight, 0) / weight : null;
}

/** "12 %", and where a block has more than twice the mean: "12 % (83 % in block 7)", blocks counted from 1. */
export function along({ mean, peak }: Course, write: (value: number) => string, unit = ""): string {
  const standsOut = peak.value > 2 * mean;
  return `${write(mean)}${unit}${standsOut ? ` (${write(peak.value)} in block ${peak.block + 1})` : ""}`;
}
