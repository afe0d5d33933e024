// Starts the neighbour, and ends it with whoever holds it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("neighbour.py", import.meta.url));
const longestSeconds = 36_000;

/** It ends by itself when its standard input is closed, so also with a parent that is killed. */
export function startNeighbour(seed: number): Disposable {
  const neighbour = spawn("python3", [program, String(longestSeconds), String(seed)], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  return { [Symbol.dispose]: () => neighbour.stdin?.end() };
}
