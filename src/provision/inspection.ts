// Looks into an environment from the inside: which Python it has, whether NumPy can be imported, what is installed.
import * as z from "zod";
import { installedPackageSchema } from "../result/evidence.ts";
import type { Effects } from "../system/effects.ts";
import type { Fault } from "./fault.ts";
import { fault } from "./fault.ts";
import { askPython } from "./python-answer.ts";
import { withoutUserSite } from "./user-site.ts";

/** What python/blas_bench/provision/inspection.py prints. */
export const inspectionSchema = z.object({
  version: z.string(),
  numpy: z.discriminatedUnion("status", [
    z.object({ status: z.literal("imported"), version: z.string() }),
    z.object({ status: z.literal("failed"), error: z.string(), lastLines: z.array(z.string()) }),
  ]),
  packages: z.array(installedPackageSchema),
});

export type Inspection = z.infer<typeof inspectionSchema>;

/** @throws Interrupted */
export async function inspect(
  effects: Pick<Effects, "processes" | "pythonFolder">,
  python: string,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<({ readonly status: "inspected" } & Inspection) | Fault> {
  const answer = await askPython(
    effects.processes,
    {
      command: [python, "-B", "-m", "blas_bench.provision.inspection"],
      // The folder that -m imports from; PYTHONPATH would be seen by what the environment starts.
      workingDirectory: effects.pythonFolder,
      variables: { ...variables, ...withoutUserSite },
      signal,
      task: `looking into the environment of ${python}`,
    },
    inspectionSchema,
  );
  if ("status" in answer) return answer;
  if (answer.numpy.status === "failed") {
    const what = `NumPy cannot be imported: ${answer.numpy.error}`;
    return fault(
      "numpy-missing",
      `${python}: ${what}. Install NumPy, or repair it, in this environment.`,
      answer.numpy.lastLines,
    );
  }
  return { status: "inspected", ...answer };
}
