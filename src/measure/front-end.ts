// The seam between measuring and where benchmarks come from: how a worker is told of them, and how they are held.
import type { BenchmarkSource } from "../inputs/config.ts";
import type { Arm } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";

export interface FrontEnd {
  /**
   * Where its processes work: in an empty folder of ours, without a checkout; in the arm's checkout; or in a folder that
   * belongs to their series, with the checkout beside it, where benchmarks may write files.
   */
  readonly place: "ours" | "checkout" | "beside";
  /**
   * "together": all benchmarks of a process are set up before the first is timed. "singly": each is entered, timed and
   * left before the next, because what surrounds it (a running test, its fixtures) exists for one at a time. "apart":
   * each is a process of its own, started anew for every block, and the worker is only beside what is timed.
   */
  readonly holds: "together" | "singly" | "apart";
  /** What the worker is started with; as long for one arm as for the other. */
  readonly words: (folders: Folders, arm: Arm) => string[];
}

export interface Folders {
  readonly checkout: string;
  /** Ours, and gone with the run: for what processes write. */
  readonly scratch: string;
  /** Whether the other arm runs in the same environment. */
  readonly isShared: boolean;
}

export function frontEndOf(source: BenchmarkSource): FrontEnd {
  switch (source.kind) {
    case "suite":
      return { place: "ours", holds: "together", words: () => ["--suite", source.suite] };
    case "functions":
      return own("checkout", "together", `--functions=${source.file}`);
    case "pytest":
      return own(
        "checkout",
        "singly",
        `--pytest=${source.path}`,
        ...source.parameters.map((word) => `--parameter=${word}`),
      );
    case "asv":
      return own("beside", "singly", `--asv=${source.path}`);
    case "script":
      return own("checkout", "apart", `--script=${source.file}`);
    case "command":
      return own("checkout", "apart", `--command=${source.line}`);
  }
}

// A word more for one arm, and what follows lies elsewhere in memory. It moved the control in the interpreter by 2 %, in
// every run.
function own(place: FrontEnd["place"], holds: FrontEnd["holds"], ...what: string[]): FrontEnd {
  const words: FrontEnd["words"] = ({ checkout, scratch, isShared }, arm) => [
    ...what,
    ...["--root", checkout, "--arm", arm],
    ...(isShared ? ["--shared"] : []),
    ...(holds === "apart" ? ["--scratch", scratch] : []),
  ];
  return { place, holds, words };
}

/** Whether a benchmark is entered, timed and left at once. Controls are ours, and held by every worker from the start. */
export function isHeldSingly({ holds }: FrontEnd, { method, role }: Benchmark): boolean {
  return holds === "singly" && method === "turns" && role === "benchmark";
}
