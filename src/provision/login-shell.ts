// The user's login shell: whether it can be asked, and what it says of variables once its profiles have been read.
import * as path from "node:path";
import * as z from "zod";
import { Interrupted } from "../errors.ts";
import { objectAtEnd } from "../result/object-at-end.ts";
import type { Effects } from "../system/effects.ts";
import { howItEnded } from "./python-answer.ts";

type Variables = Readonly<Record<string, string>>;

/** Shells that take `-l -c LINE NAME VALUE...`, and a line of the Bourne shell's language. */
const shells = ["bash", "zsh", "ksh", "dash", "ash", "sh"];

/** A clause about what SHELL is; null where it names a shell that can be used. */
export async function whyNoLoginShell(shell: string | undefined, files: Effects["files"]): Promise<string | null> {
  if (shell === undefined || shell === "") return "SHELL is not set";
  if (!shells.includes(path.basename(shell))) return `SHELL is ${shell}, which is none of ${shells.join(", ")}`;
  if (!path.isAbsolute(shell) || (await files.kind(shell)) !== "file") return `SHELL is ${shell}, which is no file`;
  return null;
}

export type LoginShellAnswer =
  | { readonly status: "asked"; readonly shell: string; readonly variables: Variables }
  | { readonly status: "unavailable"; readonly reason: string };

/** What a terminal gives to a login shell; profiles put the rest before it or after it. */
const systemPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

const tell =
  "const kept = process.argv.slice(1).filter((name) => name in process.env);" +
  "const variables = Object.fromEntries(kept.map((name) => [name, process.env[name]]));" +
  "process.stdout.write(JSON.stringify({ variables }));";

const answerSchema = z.object({ variables: z.record(z.string(), z.string()) });

const timeoutMilliseconds = 10_000;

/**
 * Asks a login shell as a new terminal would start it, with none of our variables but those of the user.
 *
 * @param names What is asked for; nothing else leaves the shell.
 * @param node This very Node: what it prints is the same on every system, which is not so of `env`.
 * @throws Interrupted
 */
export async function askLoginShell(
  names: readonly string[],
  node: string,
  { processes, files, childVariables, signal }: Pick<Effects, "processes" | "files" | "childVariables" | "signal">,
): Promise<LoginShellAnswer> {
  const shell = childVariables.SHELL;
  const wrong = await whyNoLoginShell(shell, files);
  if (wrong !== null || shell === undefined) return { status: "unavailable", reason: wrong ?? "SHELL is not set" };
  const command = [shell, "-l", "-c", 'exec "$@"', path.basename(shell), node, "-e", tell, ...names] as const;
  const variables = { ...childVariables, PATH: systemPath };
  const result = await processes.run({ command, variables, timeoutMilliseconds, signal });
  if (result.stopped === "aborted") throw new Interrupted();
  if (result.stopped === "timeout") {
    return { status: "unavailable", reason: `${shell} gave no answer in ${timeoutMilliseconds / 1000} s` };
  }
  const answer = answerSchema.safeParse(objectAtEnd(result.stdout));
  if (answer.success) return { status: "asked", shell, variables: answer.data.variables };
  // What a profile prints is not repeated: nobody knows what it says.
  const how = result.exitCode === 0 ? `${shell} answered with something else` : howItEnded({ command }, result);
  return { status: "unavailable", reason: `${how} when it was to be a login shell` };
}
