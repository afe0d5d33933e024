// How a Python of an environment is started: as it is, by a conda client, or below a login shell.
import * as path from "node:path";
import type { Launcher } from "../result/schema.ts";
import type { Effects } from "../system/effects.ts";
import type { SpawnRequest } from "../system/processes.ts";
import type { ProvisionedEnvironment } from "./provider.ts";

type Variables = Readonly<Record<string, string>>;

/** What the launchers of a run need, beside an environment. */
export interface Launching {
  /** Whose `run` starts what `conda-run` is to start; null where nothing is. */
  readonly conda: {
    readonly program: string;
    readonly flags: readonly string[];
    /** Where its configuration is. */
    readonly variables: Variables;
  } | null;
  /** The login shell's program; null where nothing is started below it. */
  readonly shell: string | null;
}

export const directOnly: Launching = { conda: null, shell: null };

export interface Launch {
  readonly launcher: Launcher;
  readonly launching: Launching;
  readonly environment: Pick<ProvisionedEnvironment, "prefix" | "python" | "variables">;
  /** What follows the name of the Python. */
  readonly words: readonly string[];
  /** Ours, which pin threads. A launcher may undo them: that is what it is measured for. */
  readonly threadVariables: Variables;
  /** Absolute. */
  readonly workingDirectory?: string;
  /** Absolute; for what a client writes to start a process. */
  readonly scratch?: string;
}

/** The whole of the process's environment is in the answer; of ours, no launcher gets more than any child. */
export function launch(how: Launch, { childVariables }: Pick<Effects, "childVariables">): SpawnRequest {
  const { launcher, launching, environment, words, threadVariables, workingDirectory } = how;
  const place = workingDirectory === undefined ? {} : { workingDirectory };
  switch (launcher) {
    case "direct":
      return {
        command: [environment.python, ...words],
        variables: { ...environment.variables, ...threadVariables },
        ...place,
      };
    case "conda-run": {
      if (launching.conda === null) throw new Error("no conda client was looked for");
      const { program, flags, variables } = launching.conda;
      // It writes a script that it leaves behind when it is killed.
      const temporary = how.scratch === undefined ? {} : { TMPDIR: how.scratch };
      return {
        command: [program, "run", ...flags, "-p", environment.prefix, environment.python, ...words],
        variables: { ...childVariables, ...variables, ...temporary, ...threadVariables },
        ...place,
      };
    }
    case "login-shell": {
      if (launching.shell === null) throw new Error("no login shell was looked for");
      const activated = activationOf(environment.variables, childVariables);
      const line = lineOf(activated, workingDirectory);
      const name = path.basename(launching.shell);
      return {
        command: [launching.shell, "-l", "-c", line.script, name, ...line.values, environment.python, ...words],
        variables: { ...childVariables, ...threadVariables },
        ...place,
      };
    }
  }
}

interface Activation {
  /** What it puts before PATH; null for nothing. */
  readonly path: string | null;
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** What activating the environment changed. In a terminal that comes after the profile, and so it does here. */
function activationOf(variables: Variables, before: Variables): Activation {
  const changed = Object.entries(variables).filter(([name, value]) => name !== "PATH" && before[name] !== value);
  const [whole = "", rest = ""] = [variables.PATH, before.PATH];
  const added = rest !== "" && whole.endsWith(`:${rest}`) ? whole.slice(0, -rest.length - 1) : whole;
  return {
    path: added === rest || added === "" ? null : added,
    // Functions that bash exports have other names, which no shell takes.
    variables: changed.filter(([name]) => /^[A-Za-z_]\w*$/.test(name)),
  };
}

/** A line for any shell of the Bourne family, and the values that it takes off the front of its parameters. */
function lineOf(
  { path: added, variables }: Activation,
  workingDirectory: string | undefined,
): { readonly script: string; readonly values: readonly string[] } {
  const steps = [
    // A profile may change the folder, and may have made an alias or a function of cd. `command cd` would be a program to
    // zsh, and on macOS there is one, which changes nothing (zshbuiltins, "command").
    ...(workingDirectory === undefined
      ? []
      : [['unset -f cd 2>/dev/null || :; \\cd -- "$1" || exit', workingDirectory] as const]),
    ...variables.map(([name, value]) => [`export ${name}="$1"`, value] as const),
    ...(added === null ? [] : [['export PATH="$1:$PATH"', added] as const]),
  ];
  return {
    script: [...steps.map(([step]) => `${step}; shift; `), 'exec "$@"'].join(""),
    values: steps.map(([, value]) => value),
  };
}
