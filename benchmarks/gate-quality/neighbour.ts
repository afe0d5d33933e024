// Starts the neighbour, and ends it with whoever holds it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("neighbour.py", import.meta.url));
const longestSeconds = 36_000;

/** It ends by itself when its standard input is closed, so also with a parent that is killed. */
export function startNeighbour(seed: number): Disposable {
  const neighbour = spawn("python3", [program, String(longestSeconds), String(seed)], {
    stdio: ["pipe", "ignore", "inherit"],
    // A group of its own, to be ended as one.
    detached: true,
  });
  const { pid } = neighbour;
  if (pid === undefined) throw new Error("the neighbour cannot be started: there is no python3");
  // A signal works at once: closing its input would wait for a program that does nothing else than wait for others.
  return { [Symbol.dispose]: () => void process.kill(-pid) };
}
