// Says in a word which program a lock or a folder belongs to, and whether that program is still there.
import * as os from "node:os";

/** This program, on this machine. */
export const owner = `blas-bench ${os.hostname()} ${process.pid}`;

/** "elsewhere": of another machine, or another container, of whose programs nothing is known here. */
export type OwnerState = "self" | "alive" | "gone" | "elsewhere";

export function ownerState(mark: string): OwnerState {
  if (mark === owner) return "self";
  const [, machine, processId] = /^blas-bench (\S+) (\d+)$/.exec(mark) ?? [];
  if (machine !== os.hostname() || processId === undefined) return "elsewhere";
  try {
    process.kill(Number(processId), 0);
    return "alive";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH" ? "gone" : "alive";
  }
}
