// Finds the conda client that the `conda` input asks for, or says everywhere it looked.
import * as path from "node:path";
import { exitCode, UserError } from "../../errors.ts";
import type { ClientChoice } from "../../inputs/config.ts";
import { clientNames } from "../../inputs/config.ts";
import { redactCredentials } from "../../result/credentials.ts";
import type { Effects } from "../../system/effects.ts";
import type { ClientLimits } from "./call.ts";
import { usualLimits } from "./call.ts";
import type { Client } from "./identify.ts";
import { identify } from "./identify.ts";

type FindEffects = Pick<Effects, "processes" | "files" | "clientVariables" | "log">;

/** One place where a client may be: a program, or why there is none. */
interface Place {
  readonly program: string | null;
  /** The place in words: "MAMBA_EXE", "PATH". */
  readonly label: string;
  readonly absence: string;
}

/** Who asks for a client, for messages. */
export interface Purpose {
  /** The input. */
  readonly where: string;
  /** Before the client's name. */
  readonly does: string;
  /** When there is none. */
  readonly remedy: string;
}

const toMakeEnvironments: Purpose = {
  where: "conda",
  does: "Environments are made by",
  remedy: "install one, name its path, or leave conda at auto, which needs none",
};

/**
 * The first usable client.
 *
 * @throws UserError naming every place and what is wrong there; Interrupted.
 */
export async function findClient(
  choice: ClientChoice,
  effects: FindEffects,
  signal: AbortSignal,
  limits: ClientLimits = usualLimits,
  purpose: Purpose = toMakeEnvironments,
): Promise<Client> {
  const reasons: string[] = [];
  let isBroken = false;
  const tried = new Set<string>();
  for (const { program, label, absence } of await placesOf(choice, effects)) {
    if (program === null) reasons.push(absence);
    if (program === null || tried.has(program)) continue;
    tried.add(program);
    const placed = label === program ? program : `${program} (${label})`;
    const identity = await identify(effects, program, limits, signal);
    if (identity.status === "identified") {
      const { family, version } = identity.client;
      effects.log(`${purpose.does} ${family.name} ${version}: ${program}${label === program ? "" : ` (${label})`}`);
      return identity.client;
    }
    isBroken ||= identity.isBroken;
    reasons.push(`${placed} ${identity.reason}`);
  }
  throw notFound(choice, reasons, isBroken, purpose);
}

function notFound(
  choice: ClientChoice,
  reasons: readonly string[],
  isBroken: boolean,
  { where, remedy }: Purpose,
): UserError {
  const what = choice.kind === "path" ? reasons.join("; ") : `no usable ${wanted(choice)}: ${reasons.join("; ")}`;
  return new UserError(
    [{ where, what: redactCredentials(what), remedy }],
    isBroken ? exitCode.toolFailed : exitCode.usage,
  );
}

function wanted(choice: ClientChoice): string {
  return choice.kind === "named" ? choice.name : "conda client";
}

async function placesOf(choice: ClientChoice, effects: FindEffects): Promise<Place[]> {
  const { files } = effects;
  if (choice.kind === "path") {
    const isThere = (await files.kind(choice.path)) === "file";
    return [{ program: isThere ? choice.path : null, label: choice.path, absence: `${choice.path} is no file` }];
  }
  const names = choice.kind === "named" ? [choice.name] : clientNames;
  return [
    ...(await byVariable("MAMBA_EXE", names, effects)),
    ...(await byVariable("CONDA_EXE", names, effects)),
    ...(await inCondabin(names, effects)),
    ...(await onPath(names, effects)),
  ];
}

async function byVariable(variable: string, names: readonly string[], effects: FindEffects): Promise<Place[]> {
  const program = effects.clientVariables[variable];
  const place = { label: variable, program: null };
  if (program === undefined || program === "") return [{ ...place, absence: `${variable} is not set` }];
  if (!names.includes(path.basename(program))) return [{ ...place, absence: `${variable} is ${program}` }];
  if ((await effects.files.kind(program)) !== "file")
    return [{ ...place, absence: `${variable} is ${program}, which is no file` }];
  return [{ ...place, program, absence: "" }];
}

/** Where the machines of GitHub and setup-miniconda have theirs. */
async function inCondabin(names: readonly string[], effects: FindEffects): Promise<Place[]> {
  const root = effects.clientVariables.CONDA;
  const label = "$CONDA/condabin";
  if (root === undefined || root === "") return [{ program: null, label, absence: "CONDA is not set" }];
  const folder = path.join(root, "condabin");
  const found = await programsIn([folder], names, effects);
  const absence = `${folder} has no ${names.join(", ")}`;
  return found.length === 0
    ? [{ program: null, label, absence }]
    : found.map((program) => ({ program, label, absence }));
}

async function onPath(names: readonly string[], effects: FindEffects): Promise<Place[]> {
  const folders = (effects.clientVariables.PATH ?? "").split(":").filter((folder) => path.isAbsolute(folder));
  const found = await programsIn(folders, names, effects);
  const absence = `PATH has no ${names.join(", ")}`;
  if (found.length === 0) return [{ program: null, label: "PATH", absence }];
  return found.map((program) => ({ program, label: "PATH", absence }));
}

/** By name first, as the names are in the order of preference; then by folder. */
async function programsIn(
  folders: readonly string[],
  names: readonly string[],
  { files }: FindEffects,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (const folder of folders) {
      const program = path.join(folder, name);
      if ((await files.kind(program)) !== "file") continue;
      found.push(program);
      break;
    }
  }
  return found;
}
