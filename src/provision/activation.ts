// The variables of an activated environment, taken from a shell that activated it as conda or venv would.
import * as path from "node:path";
import * as z from "zod";
import { Interrupted } from "../errors.ts";
import { possibleJson } from "../result/possible-json.ts";
import type { Effects } from "../system/effects.ts";
import type { Fault } from "./fault.ts";
import { fault, lastLinesOf } from "./fault.ts";
import { howItEnded } from "./python-answer.ts";

type Variables = Readonly<Record<string, string>>;

/** "plain": neither; a Python of the system, say. */
export type EnvironmentKind = "conda" | "venv" | "plain";

export async function environmentKind(files: Effects["files"], prefix: string): Promise<EnvironmentKind> {
  if ((await files.kind(path.join(prefix, "conda-meta"))) === "folder") return "conda";
  return (await files.kind(path.join(prefix, "pyvenv.cfg"))) === "file" ? "venv" : "plain";
}

/**
 * Every variable of the activated environment, from `effects.childVariables`.
 *
 * @throws Interrupted
 */
export async function activate(
  effects: Pick<Effects, "processes" | "files" | "childVariables">,
  prefix: string,
  kind: EnvironmentKind,
  signal: AbortSignal,
): Promise<{ readonly status: "activated"; readonly variables: Variables } | Fault> {
  const base = effects.childVariables;
  const PATH = [path.join(prefix, "bin"), ...(base.PATH === undefined ? [] : [base.PATH])].join(":");
  // An install command's `pip` has to be this Python's.
  if (kind === "plain") return { status: "activated", variables: { ...base, PATH } };
  if (kind === "venv") return { status: "activated", variables: { ...base, PATH, VIRTUAL_ENV: prefix } };
  const conda = { PATH, CONDA_PREFIX: prefix, CONDA_DEFAULT_ENV: prefix, CONDA_SHLVL: "1" };
  const variables = { ...base, ...conda, ...(await variablesSetIn(effects.files, prefix)) };
  const scripts = await effects.files.list(path.join(prefix, "etc", "conda", "activate.d"));
  if (!scripts.some((name) => name.endsWith(".sh"))) return { status: "activated", variables };
  return runScripts(effects.processes, prefix, variables, signal);
}

// conda sources the scripts of activate.d in the order of their names. What they print must not mix with the answer.
// `compgen -e` and not `env -0`, which macOS has only since 13; bash is 3.2 there.
const script = `
for script in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do
  if [ -f "$script" ]; then . "$script"; fi
done >&2
set +eu
while IFS= read -r name; do printf '%s\\0%s\\0' "$name" "\${!name}"; done < <(compgen -e)
printf 'end\\0'
`;

async function runScripts(
  processes: Effects["processes"],
  prefix: string,
  variables: Variables,
  signal: AbortSignal,
): Promise<{ readonly status: "activated"; readonly variables: Variables } | Fault> {
  const call = { command: ["bash", "--noprofile", "--norc", "-c", script], variables } as const;
  const result = await processes.run({ ...call, signal });
  if (result.stopped === "aborted") throw new Interrupted();
  const activated = result.exitCode === 0 ? readVariables(result.stdout, variables) : null;
  if (activated !== null) return { status: "activated", variables: activated };
  const how = result.exitCode === 0 ? "a script in etc/conda/activate.d ended the shell" : howItEnded(call, result);
  return fault("other", `${prefix}: cannot be activated: ${how}.`, lastLinesOf(result.stderr));
}

/** What bash sets by itself, whatever it was given. */
const ofTheShell = new Set(["_", "SHLVL", "PWD", "OLDPWD"]);

/** Names and values, each ended by a zero byte, and "end"; null when the end is missing. Exported for tests. */
export function readVariables(text: string, given: Variables): Variables | null {
  const parts = text.split("\0");
  if (parts.at(-2) !== "end") return null;
  const variables: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length - 2; index += 2) {
    const name = parts[index] ?? "";
    if (!ofTheShell.has(name) || name in given) variables[name] = parts[index + 1] ?? "";
  }
  return variables;
}

/** As `conda env config vars set` does it. */
export async function setVariables(files: Effects["files"], prefix: string, variables: Variables = {}): Promise<void> {
  if (Object.keys(variables).length === 0) return;
  const state = path.join(prefix, "conda-meta", "state");
  await files.writeWhole(state, `${JSON.stringify({ version: 1, env_vars: variables })}\n`);
}

const packageVariables = z.record(z.string(), z.string());
const stateVariables = z.object({ env_vars: packageVariables.default({}) });

/** conda's mark for a variable that was set once and is not to be set any more (conda/base/constants.py). */
const unset = "***unset***";

/** Variables set by packages (etc/conda/env_vars.d) and, over them, by `conda env config vars set` (conda-meta/state). */
async function variablesSetIn(files: Effects["files"], prefix: string): Promise<Variables> {
  const folder = path.join(prefix, "etc", "conda", "env_vars.d");
  const sets: Variables[] = [];
  for (const name of await files.list(folder)) {
    if (name.endsWith(".json"))
      sets.push(readJson(packageVariables, await files.readText(path.join(folder, name)), {}));
  }
  const state = await files.readText(path.join(prefix, "conda-meta", "state"));
  sets.push(readJson(stateVariables, state, { env_vars: {} }).env_vars);
  const all = Object.entries(Object.assign({}, ...sets) as Variables);
  return Object.fromEntries(all.filter(([, value]) => value !== unset));
}

/** conda, too, goes on without a file it cannot read. */
function readJson<T>(schema: z.ZodType<T>, text: string | null, otherwise: T): T {
  if (text === null) return otherwise;
  const parsed = schema.safeParse(possibleJson(text));
  return parsed.success ? parsed.data : otherwise;
}
