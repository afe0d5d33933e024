// How many iterations make a batch, and how long a batch takes: learned in the first block, used in all.
import type { SeriesPlan } from "../plan/plan.ts";
import type { Patience } from "./request.ts";

function cellOf({ variant, platform, threads, launcher }: SeriesPlan): string {
  return JSON.stringify([variant, platform, threads, launcher]);
}

/** Series by cell: each list holds the arms of one, in the order of the plan. */
export function cellsOf<Planned extends { readonly plan: SeriesPlan }>(series: readonly Planned[]): Planned[][] {
  const cells = new Map<string, Planned[]>();
  for (const one of series) {
    const cell = cellOf(one.plan);
    cells.set(cell, [...(cells.get(cell) ?? []), one]);
  }
  return [...cells.values()];
}

/** Both arms of a cell share their loops, so that a batch is the same amount of work on both sides of a ratio. */
export class Pace {
  readonly #loops = new Map<string, number>();
  readonly #longestMilliseconds = new Map<string, number>();
  readonly #patience: Patience;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** null before calibration. */
  loops(series: SeriesPlan, benchmark: string): number | null {
    return this.#loops.get(JSON.stringify([cellOf(series), benchmark])) ?? null;
  }

  setLoops(series: SeriesPlan, benchmark: string, loops: number): void {
    this.#loops.set(JSON.stringify([cellOf(series), benchmark]), loops);
  }

  saw(series: SeriesPlan, benchmark: string, milliseconds: number): void {
    const key = JSON.stringify([series.id, benchmark]);
    this.#longestMilliseconds.set(key, Math.max(milliseconds, this.#longestMilliseconds.get(key) ?? 0));
  }

  /** The longest batch so far; null before the first. */
  longestMilliseconds(series: SeriesPlan, benchmark: string): number | null {
    return this.#longestMilliseconds.get(JSON.stringify([series.id, benchmark])) ?? null;
  }

  /** After how long a batch counts as hanging. */
  limitMilliseconds(series: SeriesPlan, benchmark: string): number {
    const longest = this.longestMilliseconds(series, benchmark);
    const { unknown, batchFactor, batchFloor } = this.#patience;
    return longest === null ? unknown : Math.max(batchFloor, batchFactor * longest);
  }
}
