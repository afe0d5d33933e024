// How many iterations make a batch, and how long a batch takes: learned in the first block, used in all.
import type { SeriesPlan } from "../plan/plan.ts";
import type { Rounds } from "../result/worker-messages.ts";
import type { Patience } from "./request.ts";

interface Planned {
  readonly plan: SeriesPlan;
}

function cellOf({ variant, platform, threads, launcher }: SeriesPlan): string {
  return JSON.stringify([variant, platform, threads, launcher]);
}

/** Where batches are short, a turn is taken as up to three: what disturbs one arm for milliseconds reaches the other, too. */
export const mostShortTurns = 3;

/** Series by cell: each list holds the arms of one, in the order of the series. */
export function cellsOf<Item extends Planned>(series: readonly Item[]): Item[][] {
  const cells = new Map<string, Item[]>();
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
  readonly #rounds = new Map<string, Rounds>();
  readonly #shortTurns = new Map<string, number>();
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

  setRounds(series: SeriesPlan, benchmark: string, rounds: Rounds): void {
    this.#rounds.set(JSON.stringify([series.id, benchmark]), rounds);
  }

  #roundsOf(series: SeriesPlan, benchmark: string): Rounds | null {
    return this.#rounds.get(JSON.stringify([series.id, benchmark])) ?? null;
  }

  /** Iterations of one round; 1 where the benchmark does not count its calls. */
  iterationsOf(series: SeriesPlan, benchmark: string): number {
    return this.#roundsOf(series, benchmark)?.iterations ?? 1;
  }

  /** How many short turns stand for a turn, in every block: as many as fit into the time of three batches. */
  shortTurnsOf(series: readonly Planned[], benchmark: string, batchMilliseconds: number): number {
    const known = this.#shortTurns.get(benchmark);
    if (known !== undefined) return known;
    // Of none that live nothing can be said; in another block they may.
    if (series.length === 0) return 1;
    const counts = series.map(({ plan }) => {
      if (this.#roundsOf(plan, benchmark) !== null) return 1;
      const isShort = (this.loops(plan, benchmark) ?? 1) > 1;
      const longest = this.longestMilliseconds(plan, benchmark) ?? Number.POSITIVE_INFINITY;
      return isShort ? mostShortTurns : Math.round((mostShortTurns * batchMilliseconds) / longest);
    });
    const count = Math.max(1, Math.min(mostShortTurns, ...counts));
    this.#shortTurns.set(benchmark, count);
    return count;
  }

  /** As many turns as are wanted, or as many rounds as each of the series has. */
  turnsOf(series: readonly Planned[], benchmark: string, wanted: number): number {
    return Math.min(wanted, ...series.map(({ plan }) => this.#roundsOf(plan, benchmark)?.count ?? wanted));
  }

  /** How many rounds make a batch, for a cell whose benchmark counts its calls: about a batch's time, if there are enough. */
  agreeOnRounds(cell: readonly Planned[], benchmark: string, turns: number, batchMilliseconds: number): void {
    const [first] = cell;
    if (first === undefined || this.loops(first.plan, benchmark) !== null) return;
    const counts = cell.flatMap(({ plan }) => this.#roundsOf(plan, benchmark)?.count ?? []);
    const longest = cell.map(({ plan }) => this.longestMilliseconds(plan, benchmark) ?? 0);
    // Where the rehearsal never came to it, nothing is known of its time.
    const wanted = Math.max(...longest) > 0 ? Math.max(1, Math.round(batchMilliseconds / Math.max(...longest))) : 1;
    const possible = Math.floor(Math.min(...counts) / turns);
    this.setLoops(first.plan, benchmark, Math.max(1, Math.min(wanted, possible)));
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
