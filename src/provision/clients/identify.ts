// Asks a program which conda client it is, how old, and where it keeps its packages.
import * as path from "node:path";
import * as z from "zod";
import type { Effects } from "../../system/effects.ts";
import { lastLinesOf } from "../fault.ts";
import { isOlder } from "../python-version.ts";
import type { ClientLimits } from "./call.ts";
import { callClient, silence } from "./call.ts";
import { conda } from "./conda.ts";
import { unreadable } from "./explain.ts";
import type { Family } from "./family.ts";
import { documentIn } from "./family.ts";
import { mamba, micromamba } from "./libmamba.ts";

const families: readonly Family[] = [micromamba, mamba, conda];

export interface Client {
  readonly executable: string;
  readonly family: Family;
  readonly version: string;
  readonly packageFolders: readonly string[];
  /** Of this machine, as "__glibc=2.36=0". */
  readonly virtualPackages: readonly string[];
  readonly offline: boolean;
}

export type Identity =
  | { readonly status: "identified"; readonly client: Client }
  /** `isBroken`: it is a client, or may be one, and does not work here. */
  | { readonly status: "refused"; readonly reason: string; readonly isBroken: boolean };

const documentSchema = z.record(z.string(), z.unknown());
const texts = z.array(z.string()).catch([]);
const virtualPackages = z
  .array(z.union([z.string(), z.array(z.string()).transform((parts) => parts.join("="))]))
  .catch([]);

/** @throws Interrupted */
export async function identify(
  effects: Pick<Effects, "processes" | "files" | "clientVariables">,
  executable: string,
  { askMilliseconds }: ClientLimits,
  signal: AbortSignal,
): Promise<Identity> {
  const result = await callClient(effects, [executable, "info", "--json"], askMilliseconds, signal);
  const silent = silence(result, askMilliseconds);
  if (silent !== null) return refused(silent, true);
  const read = documentSchema.safeParse(documentIn(result.stdout));
  const document = read.data ?? {};
  const family = families.find(({ info }) => typeof document[info.version] === "string");
  if (family === undefined || result.exitCode !== 0) return notAClient(executable, result);
  const version = String(document[family.info.version]);
  // mamba 1 was a program around conda, and answers like it.
  if (family === conda && path.basename(executable) === "mamba") return tooOld(mamba, "1");
  if (isOlder(pairOf(version), family.oldest)) return tooOld(family, version);
  return {
    status: "identified",
    client: {
      executable,
      family,
      version,
      packageFolders: texts.parse(document[family.info.packageFolders]),
      virtualPackages: virtualPackages.parse(document[family.info.virtualPackages]),
      offline:
        document.offline === true ||
        isOn(effects.clientVariables.CONDA_OFFLINE ?? effects.clientVariables.MAMBA_OFFLINE),
    },
  };
}

function refused(reason: string, isBroken: boolean): Identity {
  return { status: "refused", reason, isBroken };
}

function tooOld({ name, oldest }: Family, version: string): Identity {
  return refused(`is ${name} ${version}, which is too old: ${oldest.join(".")} or newer is needed`, false);
}

/** conda says on standard output why it cannot even tell who it is: a configuration that it cannot read. */
function notAClient(executable: string, result: { exitCode: number | null; stdout: string; stderr: string }): Identity {
  const heard = conda.hear(result);
  if (heard.signs.has("configuration")) return refused(unreadable(heard.words), true);
  const last = lastLinesOf(`${result.stdout}\n${result.stderr}`).at(-1)?.slice(0, 200);
  const said = last === undefined ? "said nothing" : `said: ${last}`;
  return refused(`is no conda client: asked for \`${path.basename(executable)} info --json\` it ${said}`, false);
}

/** "26.7.1" -> [26, 7]; what is no version is older than all. */
export function pairOf(version: string): [number, number] {
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return [Number(major), Number(minor)];
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && /^(1|true|yes|on)$/i.test(text);
}
