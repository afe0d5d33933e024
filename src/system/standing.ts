// How the system ranks this process among others: inherited by all that it starts.
import * as os from "node:os";
import type { Processes } from "./processes.ts";

export interface Standing {
  /** From -20 to 19; above 0, other work goes first. */
  readonly nice: number;
  /** macOS: what the kernel made of its quality of service; null elsewhere, and where it does not tell. */
  readonly priority: number | null;
}

export async function readStanding(processes: Processes): Promise<Standing> {
  const nice = os.getPriority();
  if (process.platform !== "darwin") return { nice, priority: null };
  const words = ["/bin/ps", "-o", "pri=", "-p", String(process.pid)] as const;
  const { exitCode, stdout } = await processes.run({ command: words, variables: {} });
  return { nice, priority: exitCode === 0 ? readPriority(stdout) : null };
}

/** "  31T" -> 31: the letter says how the scheduler treats it (ps(1)). Exported for tests. */
export function readPriority(text: string): number | null {
  const number = /^\s*(\d+)/.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}
