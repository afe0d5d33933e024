// Runs pip and venv, and tells by their words what went wrong.
import { Interrupted } from "../errors.ts";
import type { Effects } from "../system/effects.ts";
import type { Command, RunResult } from "../system/processes.ts";
import type { Fault } from "./fault.ts";
import { fault, lastLinesOf } from "./fault.ts";
import type { ProvisionFailureKind } from "./provider.ts";
import { howItEnded } from "./python-answer.ts";

export interface PipCall {
  /** What it is about, for messages. */
  readonly subject: string;
  readonly command: Command;
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** @throws Interrupted */
export async function runPip(
  { processes, offline }: Pick<Effects, "processes" | "offline">,
  { subject, ...call }: PipCall,
): Promise<{ readonly status: "ended"; readonly stdout: string } | Fault> {
  const result = await processes.run(call);
  if (result.stopped === "aborted") throw new Interrupted();
  if (result.exitCode === 0) return { status: "ended", stdout: result.stdout };
  return withoutIndex({ offline }, pipFault(subject, call, result));
}

/** pip keeps what it has fetched, and takes nothing of it without asking the index. Exported for tests. */
export function withoutIndex({ offline }: Pick<Effects, "offline">, failed: Fault): Fault {
  if (!offline || failed.kind !== "package-not-found") return failed;
  const subject = failed.message.split(": ")[0] ?? "";
  const remedy = "Name a folder of wheels in PIP_FIND_LINKS, or leave offline out";
  return { ...failed, message: `${subject}: offline, pip finds no wheel of it. ${remedy}.` };
}

export interface Symptom {
  readonly kind: ProvisionFailureKind;
  readonly words: RegExp;
  /** What it means, and what to do. */
  readonly meaning: string;
}

/** Of everything that asks a package index through pip. */
export const unreachableIndex: Symptom = {
  kind: "channel-unreachable",
  words:
    /Failed to establish a new connection|Connection (refused|reset|aborted)|[Tt]imed? ?out|ProxyError|name resolution|Name or service not known|nodename nor servname|Could not fetch URL/,
  meaning: "the Python package index cannot be reached. Check the network and pip's settings",
};

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
  unreachableIndex,
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
