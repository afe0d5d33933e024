// Finds the machine's own Python, which creates the tool environment and pip's environments.
import * as z from "zod";
import { Interrupted } from "../errors.ts";
import type { Processes } from "../system/processes.ts";
import type { Fault } from "./fault.ts";
import { fault } from "./fault.ts";
import { lastDocumentOf } from "./python-answer.ts";
import { isOlder, oldestOfMachine } from "./python-version.ts";

const newestNamed = 16;

const answerSchema = z.object({ executable: z.string().min(1), version: z.tuple([z.int(), z.int()]) });

export interface MachinePython {
  readonly status: "found";
  readonly python: string;
}

/** `python3` first; where it is too old, the versions that have a name of their own, newest first. */
const candidates = [
  "python3",
  ...Array.from({ length: newestNamed - oldestOfMachine[1] + 1 }, (_, index) => `python3.${newestNamed - index}`),
];

/** @throws Interrupted */
export async function findMachinePython(
  processes: Processes,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<MachinePython | Fault> {
  const tooOld: string[] = [];
  for (const candidate of candidates) {
    const code = "import json, sys; print(json.dumps({'executable': sys.executable, 'version': sys.version_info[:2]}))";
    const result = await processes.run({ command: [candidate, "-Ic", code], variables, signal });
    if (result.stopped === "aborted") throw new Interrupted();
    const answer = answerSchema.safeParse(lastDocumentOf(result.stdout));
    if (result.exitCode !== 0 || !answer.success) continue;
    const { executable, version } = answer.data;
    if (!isOlder(version, oldestOfMachine)) return { status: "found", python: executable };
    tooOld.push(`${executable} is Python ${version.join(".")}`);
  }
  const found = tooOld.length === 0 ? "there is no python3" : tooOld.join(", ");
  return fault("no-python", `PATH: ${found}. Install Python ${oldestOfMachine.join(".")} or newer.`);
}
