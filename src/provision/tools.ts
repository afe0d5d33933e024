// The tool environment: the embedded conda solver, and threadpoolctl for probe processes. Made once, kept in the cache.
import * as path from "node:path";
import * as z from "zod";
import type { Effects } from "../system/effects.ts";
import type { Fault } from "./fault.ts";
import { faultSchema } from "./fault.ts";
import { findMachinePython } from "./machine-python.ts";
import { askPython } from "./python-answer.ts";

const toolsSchema = z.object({
  status: z.literal("ready"),
  /** Python that can import the solver. */
  python: z.string(),
  /** Folder with threadpoolctl alone, for the path of a probe process in any environment. */
  threadpoolctlFolder: z.string(),
  /** Whether this call made it. */
  created: z.boolean(),
});

export type Tools = z.infer<typeof toolsSchema>;

/**
 * Where the tools are. Safe against several runs at once; the first one takes some seconds and needs the package index.
 *
 * @throws Interrupted
 */
export async function ensureTools(
  effects: Pick<Effects, "processes" | "networkVariables" | "pythonFolder" | "cacheFolder">,
  signal: AbortSignal,
): Promise<Tools | Fault> {
  const variables = effects.networkVariables;
  const machine = await findMachinePython(effects.processes, variables, signal);
  if (machine.status === "failed") return machine;
  const program = path.join(effects.pythonFolder, "blas_bench", "provision", "toolset.py");
  return askPython(
    effects.processes,
    { command: [machine.python, "-IB", program, effects.cacheFolder], variables, signal, task: "making the tools" },
    z.union([toolsSchema, faultSchema]),
  );
}
