// What a process says, line by line, and at last how it ended; taken one at a time, by one reader.
import type { Clock } from "../system/clock.ts";
import type { LineProcess } from "../system/processes.ts";

export type Arrival =
  | { readonly kind: "line"; readonly line: string }
  | { readonly kind: "ended"; readonly how: string }
  | { readonly kind: "late" };

/** A worker says one line per request: more than this unread is a flood, which its first line shows already. */
const keptLines = 1000;

export interface Inbox {
  /** The next line, or the end once all lines are taken; "late" when neither comes in time. */
  next(limitMilliseconds: number): Promise<Arrival>;
}

export function openInbox(process: LineProcess, clock: Clock): Inbox {
  const unread: Arrival[] = [];
  let end: Arrival | null = null;
  let wake = (): void => {};
  process.onLine((line) => {
    if (unread.length < keptLines) unread.push({ kind: "line", line });
    wake();
  });
  void process.ended.then((result) => {
    end = { kind: "ended", how: describeEnd(result) };
    wake();
  });
  return {
    async next(limitMilliseconds) {
      if (unread.length === 0 && end === null) {
        const arrived = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await within(arrived, limitMilliseconds, clock);
      }
      return unread.shift() ?? end ?? { kind: "late" };
    },
  };
}

/** Waits for the promise, but no longer than the limit. */
export async function within(promise: Promise<unknown>, limitMilliseconds: number, clock: Clock): Promise<void> {
  const settled = new AbortController();
  try {
    await Promise.race([promise, clock.sleep(limitMilliseconds, settled.signal)]);
  } finally {
    settled.abort();
  }
}

function describeEnd({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string {
  if (signal === "SIGKILL") return "was killed (SIGKILL), as systems do when memory runs out";
  if (signal !== null) return `was ended by ${signal}`;
  return exitCode === null ? "could not be started" : `ended with exit code ${exitCode}`;
}
