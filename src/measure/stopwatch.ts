// How long a run has taken, and how much of that each benchmark took: what further blocks will take follows from it.
import type { Benchmark } from "../result/worker-messages.ts";
import type { Clock } from "../system/clock.ts";

export class Stopwatch {
  readonly #clock: Clock;
  readonly #start: number;
  readonly #milliseconds = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.monotonicMilliseconds();
  }

  elapsedMilliseconds(): number {
    return this.#clock.monotonicMilliseconds() - this.#start;
  }

  async spend({ name }: Benchmark, work: () => Promise<void>): Promise<void> {
    const start = this.elapsedMilliseconds();
    await work();
    this.#milliseconds.set(name, (this.#milliseconds.get(name) ?? 0) + this.elapsedMilliseconds() - start);
  }

  /** What one benchmark took. */
  millisecondsOf({ name }: Benchmark): number {
    return this.#milliseconds.get(name) ?? 0;
  }

  /** What the time so far would have been without all other benchmarks. */
  millisecondsWith(benchmarks: readonly Benchmark[]): number {
    const names = new Set(benchmarks.map(({ name }) => name));
    const others = [...this.#milliseconds].filter(([name]) => !names.has(name));
    return others.reduce((left, [, milliseconds]) => left - milliseconds, this.elapsedMilliseconds());
  }
}
