// Calls a conda client: with its own configuration and nothing of ours, never at a prompt, never for ever.
import * as path from "node:path";
import { Interrupted } from "../../errors.ts";
import type { Effects } from "../../system/effects.ts";
import type { Command, RunResult } from "../../system/processes.ts";

export interface ClientLimits {
  /** For a question that it answers from what it knows. */
  readonly askMilliseconds: number;
  /** For making one environment, downloads and all. */
  readonly createMilliseconds: number;
}

export const usualLimits: ClientLimits = { askMilliseconds: 60_000, createMilliseconds: 30 * 60_000 };

type Variables = Readonly<Record<string, string>>;

/** What no configuration of the user's may turn on while it makes our environments. */
const settings: Variables = {
  // Ours are gone soon: they are not to stand in ~/.conda/environments.txt.
  CONDA_REGISTER_ENVS: "false",
  MAMBA_REGISTER_ENVS: "false",
  CONDA_REPORT_ERRORS: "false",
  CONDA_NUMBER_CHANNEL_NOTICES: "0",
};

/** @throws Interrupted */
export async function callClient(
  effects: Pick<Effects, "processes" | "files" | "clientVariables">,
  command: Command,
  timeoutMilliseconds: number,
  signal: AbortSignal,
  more: Variables = {},
): Promise<RunResult> {
  const variables = { ...(await ownVariables(effects)), ...settings, ...more };
  const result = await effects.processes.run({ command, variables, timeoutMilliseconds, signal });
  if (result.stopped === "aborted") throw new Interrupted();
  return result;
}

/** A setup action of an earlier step may leave the name of a file behind and not the file. */
export async function ownVariables({
  files,
  clientVariables,
}: Pick<Effects, "files" | "clientVariables">): Promise<Variables> {
  const variables = { ...clientVariables };
  for (const name of ["CONDARC", "MAMBARC"]) {
    const file = variables[name];
    if (file !== undefined && (!path.isAbsolute(file) || (await files.kind(file)) === "absent")) delete variables[name];
  }
  return variables;
}

/** In words, for a client that answered too late or not at all; null when it answered. */
export function silence(result: RunResult, limitMilliseconds: number): string | null {
  if (result.startError !== null) return `cannot be started: ${result.startError}`;
  return result.stopped === "timeout" ? `gave no answer in ${inWords(limitMilliseconds)} and was ended` : null;
}

function inWords(milliseconds: number): string {
  return milliseconds < 120_000 ? `${milliseconds / 1000} s` : `${Math.round(milliseconds / 60_000)} min`;
}
