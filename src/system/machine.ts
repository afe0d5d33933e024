// The machine that we run on, as far as its system tells of it.
import * as fs from "node:fs/promises";
import { linuxMachine } from "./linux-machine.ts";
import { macMachine } from "./mac-machine.ts";
import type { Machine } from "./machine-sample.ts";
import type { Processes } from "./processes.ts";

export function createMachine(processes: Processes): Machine {
  if (process.platform === "darwin") return macMachine(processes);
  // Elsewhere the files are absent, and nothing is told.
  return linuxMachine((file) => fs.readFile(file, "utf8").catch(() => null));
}
