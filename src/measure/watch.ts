// Watches the machine while a block is timed: only while all workers wait, so that looking disturbs no batch.
import type { Conditions } from "../result/conditions.ts";
import type { Effects } from "../system/effects.ts";
import type { MachineSample } from "../system/machine-sample.ts";
import { conditionsOf, increase } from "./conditions.ts";
import type { LiveBlock } from "./live-block.ts";

export class Watch {
  readonly #block: LiveBlock;
  readonly #effects: Effects;
  readonly #first: MachineSample;
  readonly #cpuNanoseconds: number | null;
  readonly #startMilliseconds: number;
  #runnableTasks: number | null = null;

  static async begin(block: LiveBlock, effects: Effects): Promise<Watch> {
    return new Watch(block, effects, await effects.machine.sample());
  }

  private constructor(block: LiveBlock, effects: Effects, first: MachineSample) {
    this.#block = block;
    this.#effects = effects;
    this.#first = first;
    this.#cpuNanoseconds = block.cpuNanoseconds;
    this.#startMilliseconds = effects.clock.monotonicMilliseconds();
  }

  /** Between benchmarks. */
  async look(): Promise<void> {
    const seen = await this.#effects.machine.runnableTasks();
    if (seen !== null) this.#runnableTasks = Math.max(seen, this.#runnableTasks ?? 0);
  }

  async end(): Promise<Conditions> {
    const elapsedSeconds = (this.#effects.clock.monotonicMilliseconds() - this.#startMilliseconds) / 1000;
    const last = await this.#effects.machine.sample();
    return conditionsOf(this.#first, last, {
      block: this.#block.number,
      elapsedSeconds,
      workerCpuNanoseconds: increase(this.#cpuNanoseconds, this.#block.cpuNanoseconds),
      runnableTasks: this.#runnableTasks,
    });
  }
}
