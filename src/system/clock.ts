// The only place that asks what time it is.

export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  monotonicMilliseconds(): number;
  now(): Date;
  /** Resolves after the time has passed, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  monotonicMilliseconds: () => performance.now(),
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, milliseconds);
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      signal?.addEventListener("abort", done, { once: true });
    }),
};
