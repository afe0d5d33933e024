// The seam between measuring and where benchmarks come from: how a worker is told of them, and how they are held.
import type { BenchmarkSource } from "../inputs/config.ts";
import type { Arm } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";

export interface FrontEnd {
  /** Whether it needs the arm's checkout as its working folder, because people's own files lie there. */
  readonly needsCheckout: boolean;
  /**
   * "together": all benchmarks of a process are set up before the first is timed. "singly": each is entered, timed and
   * left before the next, because what surrounds it (a running test, its fixtures) exists for one at a time.
   */
  readonly holds: "together" | "singly";
  /** What the worker is started with; as long for one arm as for the other. */
  words(workingFolder: string, arm: Arm): string[];
}

export function frontEndOf(source: BenchmarkSource): FrontEnd {
  switch (source.kind) {
    case "suite":
      return { needsCheckout: false, holds: "together", words: () => ["--suite", source.suite] };
    case "functions":
      return own("together", `--functions=${source.file}`);
    case "pytest":
      return own("singly", `--pytest=${source.path}`, ...source.parameters.map((word) => `--parameter=${word}`));
  }
}

// A word more for one arm, and what follows lies elsewhere in memory. It moved the control in the interpreter by 2 %, in
// every run.
function own(holds: FrontEnd["holds"], ...what: string[]): FrontEnd {
  const words: FrontEnd["words"] = (workingFolder, arm) => [...what, "--root", workingFolder, "--arm", arm];
  return { needsCheckout: true, holds, words };
}

/** Whether a benchmark is entered, timed and left at once. Controls are ours, and held by every worker from the start. */
export function isHeldSingly({ holds }: FrontEnd, { method, role }: Benchmark): boolean {
  return holds === "singly" && method === "turns" && role === "benchmark";
}
