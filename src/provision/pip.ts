// pip's provider: a virtual environment of the machine's Python, with NumPy's wheel from the package index.
import * as path from "node:path";
import { Interrupted } from "../errors.ts";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import type { Command, RunResult } from "../system/processes.ts";
import type { Fault } from "./fault.ts";
import { fault, lastLinesOf } from "./fault.ts";
import type { Claim, Filled } from "./fresh.ts";
import { makeFresh } from "./fresh.ts";
import type { Inspection } from "./inspection.ts";
import { findMachinePython } from "./machine-python.ts";
import type { Provider, ProvisionFailureKind, ProvisionProgress } from "./provider.ts";
import { howItEnded } from "./python-answer.ts";

export const requirementsName = "blas-bench.requirements.txt";

export function createPipProvider(effects: Effects): Provider {
  return {
    provision(plans, root, progress, signal) {
      return makeFresh(effects, plans, root, signal, async (claims) => {
        const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
        if (machine.status === "failed") return claims.map(() => machine);
        return Promise.all(claims.map((claim) => fill(effects, claim, machine.python, progress, signal)));
      });
    },
  };
}

async function fill(
  effects: Effects,
  { plan, prefix }: Claim,
  machinePython: string,
  progress: ProvisionProgress,
  signal: AbortSignal,
): Promise<Filled> {
  const python = path.join(prefix, "bin", "python");
  const requirements = requirementsOf(plan);
  const flags = ["--disable-pip-version-check", "--no-input", "--quiet", "--only-binary=:all:", "--retries=1"];
  const commands: readonly Command[] = [
    [machinePython, "-Im", "venv", prefix],
    [python, "-Im", "pip", "install", ...flags, ...requirements],
  ];
  progress(`${plan.id}: installing ${requirements.join(", ")} with pip`);
  for (const command of commands) {
    const result = await effects.processes.run({ command, variables: effects.networkVariables, signal });
    if (result.stopped === "aborted") throw new Interrupted();
    if (result.exitCode !== 0) return withoutIndex(effects, pipFault(requirements.join(", "), { command }, result));
  }
  const lockFile = path.join(prefix, requirementsName);
  return {
    status: "filled",
    async lockFile(inspection) {
      await effects.files.writeWhole(lockFile, pinnedRequirements(inspection));
      return lockFile;
    },
  };
}

function requirementsOf(plan: EnvironmentPlan): readonly string[] {
  if (plan.source.provider !== "pip") throw new Error(`${plan.id} is not for pip`);
  return plan.source.requirements;
}

/** The installed wheels as requirements that give the same versions again. */
export function pinnedRequirements({ version, packages }: Inspection): string {
  const wheels = packages.filter(({ manager, name }) => manager === "pip" && name !== "pip" && name !== "setuptools");
  return [`# Python ${version}`, ...wheels.map(({ name, version: wheel }) => `${name}==${wheel}`), ""].join("\n");
}

/** pip keeps what it has fetched, and takes nothing of it without asking the index. */
export function withoutIndex({ offline }: Pick<Effects, "offline">, failed: Fault): Fault {
  if (!offline || failed.kind !== "package-not-found") return failed;
  const subject = failed.message.split(": ")[0] ?? "";
  const remedy = "Name a folder of wheels in PIP_FIND_LINKS, or leave offline out";
  return { ...failed, message: `${subject}: offline, pip finds no wheel of it. ${remedy}.` };
}

interface Symptom {
  readonly kind: ProvisionFailureKind;
  readonly words: RegExp;
  /** What it means, and what to do. */
  readonly meaning: string;
}

// pip and venv have one exit code for everything, so their words are what there is to go by; the first match wins.
const symptoms: readonly Symptom[] = [
  {
    kind: "disk-full",
    words: /No space left on device|Disk quota exceeded|File too large/,
    meaning: "the disk is full. Free some space, or choose another disk for the output folder",
  },
  {
    kind: "no-python",
    words: /ensurepip is not|No module named '?(venv|ensurepip|pip)/,
    meaning: "this Python cannot make virtual environments. Install its venv module (Debian: python3-venv)",
  },
  {
    kind: "bad-spec",
    words: /Invalid requirement/,
    meaning: "not a requirement pip understands. Write it like numpy or numpy==1.26.4",
  },
  {
    kind: "hash-mismatch",
    words: /DO NOT MATCH THE HASHES/,
    meaning: "the package index gave another file than it promised. Try again",
  },
  {
    kind: "channel-unreachable",
    words:
      /Failed to establish a new connection|Connection (refused|reset|aborted)|[Tt]imed? ?out|ProxyError|name resolution|Name or service not known|nodename nor servname|Could not fetch URL/,
    meaning: "the Python package index cannot be reached. Check the network and pip's settings",
  },
  {
    kind: "unsatisfiable",
    words: /ResolutionImpossible|\(from versions: (?!none)/,
    meaning: "no version fits this Python and the other requirements. Loosen the version, or use another Python",
  },
  {
    kind: "package-not-found",
    words: /No matching distribution found|from versions: none/,
    meaning: "the package index has no wheel of this name for this Python and machine. Check the spelling",
  },
];

/** Exported for tests. */
export function pipFault(subject: string, call: { readonly command: Command }, result: RunResult): Fault {
  const output = `${result.stdout}\n${result.stderr}`;
  const lastLines = lastLinesOf(output);
  const known = symptoms.find(({ words }) => words.test(output));
  if (known !== undefined) return fault(known.kind, `${subject}: ${known.meaning}.`, lastLines);
  return fault("other", `${subject}: ${howItEnded(call, result)}.`, lastLines);
}
