// Processes of this machine by a variable in their environment: children inherit it, also when their parent has died.
import * as fs from "node:fs/promises";

export interface LiveProcess {
  readonly processId: number;
  /** Its words, joined by blanks. */
  readonly command: string;
  /** The environment it was started with, as `NAME=value`. */
  readonly environment: readonly string[];
}

/**
 * Linux only: elsewhere a process cannot read what another one was started with.
 *
 * @param isWanted Asked first, by the command: a look at a few is much faster than a look at all.
 */
export async function liveProcesses(
  variable: string,
  value: string,
  isWanted: (command: string) => boolean = () => true,
): Promise<readonly LiveProcess[]> {
  const numbers = (await fs.readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: LiveProcess[] = [];
  for (const processId of numbers) {
    const command = (await words(processId, "cmdline")).join(" ").trim();
    if (!isWanted(command)) continue;
    const environment = await words(processId, "environ");
    if (environment.includes(`${variable}=${value}`)) found.push({ processId, command, environment });
  }
  return found;
}

/** Empty for a process that has just ended, or is another user's. */
async function words(processId: number, file: "environ" | "cmdline"): Promise<string[]> {
  const text = await fs.readFile(`/proc/${processId}/${file}`, "utf8").catch(() => "");
  return text.split("\0");
}

/** Waits until it is so. Throws when it never is. */
export async function until(what: string, isSo: () => unknown, limitSeconds = 60): Promise<void> {
  const limit = performance.now() + limitSeconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error(`waited ${limitSeconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
