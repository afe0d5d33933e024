// The provider for what is there already: a Python, or the folder of an environment, that the user names.
import * as path from "node:path";
import * as z from "zod";
import type { EnvironmentPlan } from "../plan/plan.ts";
import { hashPackages } from "../result/hash.ts";
import type { Effects } from "../system/effects.ts";
import { activate, environmentKind } from "./activation.ts";
import type { Fault } from "./fault.ts";
import { failureOf, fault } from "./fault.ts";
import { inspect } from "./inspection.ts";
import type { Provider, ProvisionOutcome } from "./provider.ts";
import { askPython } from "./python-answer.ts";
import { isOlder, oldestMeasured } from "./python-version.ts";

const remedy = "Name a Python, or the folder of an environment that has bin/python";

export function createExistingProvider(effects: Effects): Provider {
  return {
    provision: (plans, _root, _progress, signal) => Promise.all(plans.map((plan) => take(effects, plan, signal))),
  };
}

/** @throws Interrupted */
async function take(effects: Effects, plan: EnvironmentPlan, signal: AbortSignal): Promise<ProvisionOutcome> {
  if (plan.source.provider !== "existing") throw new Error(`${plan.id} is to be made, not taken`);
  const found = await findPython(effects.files, plan.source.path);
  if (found.status === "failed") return failureOf(plan, found);
  const identity = await identify(effects, found.python, signal);
  if ("status" in identity) return failureOf(plan, identity);
  const { executable: python, prefix } = identity;
  const activated = await activate(effects, prefix, await environmentKind(effects.files, prefix), signal);
  if (activated.status === "failed") return failureOf(plan, activated);
  const inspected = await inspect(effects, python, activated.variables, signal);
  if (inspected.status === "failed") return failureOf(plan, inspected);
  const { packages } = inspected;
  const hash = hashPackages(packages);
  const environment = { plan, prefix, python, variables: activated.variables, packages, hash, lockFile: null };
  return { status: "ready", environment };
}

type Found = { readonly status: "found"; readonly python: string } | Fault;

async function findPython(files: Effects["files"], named: string): Promise<Found> {
  const kind = await files.kind(named);
  if (kind === "file") return { status: "found", python: named };
  if (kind === "absent") return fault("no-python", `${named}: there is nothing here. ${remedy}.`);
  for (const name of ["python", "python3"]) {
    const python = path.join(named, "bin", name);
    if ((await files.kind(python)) === "file") return { status: "found", python };
  }
  return fault("no-python", `${named}: this folder has no bin/python. ${remedy}.`);
}

const identitySchema = z.object({
  executable: z.string().min(1),
  prefix: z.string(),
  version: z.tuple([z.int(), z.int()]),
});

/** Asks before anything is activated: only Python knows its prefix, whatever links or shims lead to it. */
async function identify(
  effects: Effects,
  python: string,
  signal: AbortSignal,
): Promise<z.infer<typeof identitySchema> | Fault> {
  const facts = "{'executable': sys.executable, 'prefix': sys.prefix, 'version': sys.version_info[:2]}";
  const answer = await askPython(
    effects.processes,
    {
      command: [python, "-Ic", `import json, sys; print(json.dumps(${facts}))`],
      variables: effects.childVariables,
      signal,
      task: `asking ${python} who it is`,
    },
    identitySchema,
  );
  if ("status" in answer) {
    return fault("no-python", `${python}: this does not work as a Python. ${remedy}.`, answer.lastLines);
  }
  if (!isOlder(answer.version, oldestMeasured)) return answer;
  const needed = `${oldestMeasured.join(".")} or newer`;
  return fault("no-python", `${python}: this is Python ${answer.version.join(".")}. Name Python ${needed}.`);
}
