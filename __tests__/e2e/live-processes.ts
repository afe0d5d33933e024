// Processes of this machine by a variable in their environment: children inherit it, also when their parent has died.
import { readdirSync, readFileSync } from "node:fs";

export interface LiveProcess {
  readonly processId: number;
  /** Its words, joined by blanks. */
  readonly command: string;
  /** The environment it was started with, as `NAME=value`. */
  readonly environment: readonly string[];
}

/**
 * Linux only: elsewhere a process cannot read what another one was started with. In one go, without giving way: on a busy
 * machine, whoever waited for each file would be too late for a process that lives for half a second.
 *
 * @param isWanted Asked first, by the command: a look at a few is much faster than a look at all.
 */
export function liveProcesses(
  variable: string,
  value: string,
  isWanted: (command: string) => boolean = () => true,
): readonly LiveProcess[] {
  const numbers = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const found: LiveProcess[] = [];
  for (const processId of numbers) {
    const command = words(processId, "cmdline").join(" ").trim();
    if (!isWanted(command)) continue;
    const environment = words(processId, "environ");
    if (environment.includes(`${variable}=${value}`)) found.push({ processId, command, environment });
  }
  return found;
}

/** Empty for a process that has just ended, or is another user's. */
function words(processId: number, file: "environ" | "cmdline"): string[] {
  try {
    return readFileSync(`/proc/${processId}/${file}`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/** Waits until it is so. Throws when it never is. */
export async function until(what: string, isSo: () => unknown, limitSeconds = 60): Promise<void> {
  const limit = performance.now() + limitSeconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error(`waited ${limitSeconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
