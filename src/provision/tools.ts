// The tool environment: the embedded conda solver, and threadpoolctl for probe processes. Made once, kept in the cache.
import * as path from "node:path";
import * as z from "zod";
import { possibleJson } from "../result/possible-json.ts";
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

/** Kept in the cache, so that later runs need no Python to find the tools. */
const noteSchema = z.object({
  python: z.string(),
  threadpoolctlFolder: z.string(),
  /** SHA-256 of what the tools were made from: the locks and the Python, whose next version has other folders. */
  madeFrom: z.array(z.string().nullable()),
});

type Needed = Pick<Effects, "processes" | "files" | "networkVariables" | "pythonFolder" | "cacheFolder">;

/**
 * Where the tools are. Safe against several runs at once; the first one takes some seconds and needs the package index.
 *
 * @throws Interrupted
 */
export async function ensureTools(effects: Needed, signal: AbortSignal): Promise<Tools | Fault> {
  const noted = await notedTools(effects);
  if (noted !== null) return noted;
  const tools = await makeTools(effects, signal);
  if (tools.status === "ready") await note(effects, tools);
  return tools;
}

async function notedTools(effects: Needed): Promise<Tools | null> {
  const text = await effects.files.readText(noteFile(effects)).catch(() => null);
  const noted = noteSchema.safeParse(possibleJson(text ?? "")).data;
  if (noted === undefined) return null;
  const { python, threadpoolctlFolder } = noted;
  // In a folder that several people share, some of it may be closed to this one.
  const madeFrom = await digests(effects, python).catch(() => null);
  const isSame = JSON.stringify(madeFrom) === JSON.stringify(noted.madeFrom);
  const isThere = isSame && (await effects.files.kind(threadpoolctlFolder)) === "folder";
  return isThere ? { status: "ready", python, threadpoolctlFolder, created: false } : null;
}

async function note(effects: Needed, { python, threadpoolctlFolder }: Tools): Promise<void> {
  try {
    const text = JSON.stringify({ python, threadpoolctlFolder, madeFrom: await digests(effects, python) });
    await effects.files.writeWhole(noteFile(effects), `${text}\n`);
  } catch {
    // It only saves time: where it cannot be written, Python is asked again.
  }
}

function noteFile({ cacheFolder }: Needed): string {
  return path.join(cacheFolder, "tools.json");
}

function digests({ files, pythonFolder }: Needed, python: string): Promise<(string | null)[]> {
  const locks = ["solver", "threadpoolctl"].map((name) =>
    path.join(pythonFolder, "blas_bench", "provision", `requirements-${name}.txt`),
  );
  return Promise.all([...locks, python].map((file) => files.sha256(file)));
}

async function makeTools(effects: Needed, signal: AbortSignal): Promise<Tools | Fault> {
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
