// Time that passes only when nobody is at work: minutes of waiting in milliseconds, and the same in every run.
import type { Clock } from "../../../src/system/clock.ts";
import { systemClock } from "../../../src/system/clock.ts";

/** A clock that knows of real work, during which no time may pass. */
export interface WorkClock extends Clock {
  /** Real work begins, such as a request on a socket: no time passes before its end. */
  begin(work: number): void;
  end(work: number): void;
  /** The work itself sleeps: time may pass. */
  sleepWithin(work: number, milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** For clients that live in other processes. */
export const realTime: WorkClock = {
  ...systemClock,
  begin: () => {},
  end: () => {},
  sleepWithin: (_work, milliseconds, signal) => systemClock.sleep(milliseconds, signal),
};

interface Sleeper {
  readonly untilMilliseconds: number;
  readonly wake: () => void;
}

/** 2026-01-05T12:00:00Z, so that rate limits can be told as dates. */
const epoch = Date.UTC(2026, 0, 5, 12);

export class VirtualClock implements WorkClock {
  #milliseconds = 0;
  readonly #sleepers = new Set<Sleeper>();
  readonly #working = new Set<number>();
  readonly #suspended = new Set<number>();

  monotonicMilliseconds(): number {
    return this.#milliseconds;
  }

  now(): Date {
    return new Date(epoch + this.#milliseconds);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { untilMilliseconds: this.#milliseconds + Math.max(0, milliseconds), wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  begin(work: number): void {
    this.#working.add(work);
  }

  end(work: number): void {
    this.#working.delete(work);
    this.#suspended.delete(work);
  }

  async sleepWithin(work: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#suspended.add(work);
    await this.sleep(milliseconds, signal);
    this.#suspended.delete(work);
  }

  /** Lets time pass until the promise is settled. */
  async drive<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isSettled) return promise;
      if ([...this.#working].every((work) => this.#suspended.has(work))) this.#advance();
    }
  }

  #advance(): void {
    const next = Math.min(...[...this.#sleepers].map(({ untilMilliseconds }) => untilMilliseconds));
    if (next === Number.POSITIVE_INFINITY) return;
    this.#milliseconds = next;
    for (const sleeper of [...this.#sleepers]) if (sleeper.untilMilliseconds <= next) sleeper.wake();
  }
}
