// Has a recorded call made through the adapter, by the way that the call's words belong to, and says what came of it.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { createClientProvider } from "../../../src/provision/client.ts";
import type { Asked } from "../../../src/provision/clients/asked.ts";
import { callClient, usualLimits } from "../../../src/provision/clients/call.ts";
import { conda } from "../../../src/provision/clients/conda.ts";
import { explain } from "../../../src/provision/clients/explain.ts";
import type { Client } from "../../../src/provision/clients/identify.ts";
import { identify } from "../../../src/provision/clients/identify.ts";
import { mamba, micromamba } from "../../../src/provision/clients/libmamba.ts";
import { howItEnded } from "../../../src/provision/python-answer.ts";
import { benchEffects, planFor } from "../bench-effects.ts";
import type { Recording, StandIn } from "./stand-in.ts";
import { makeStandIn } from "./stand-in.ts";

const effects = benchEffects();

export type Outcome = Readonly<Record<string, unknown>>;

/** @param all Where to find the answer to a second question. */
export async function replay(recording: Recording, all: readonly Recording[], scratch: string): Promise<Outcome> {
  const root = path.join(scratch, recording.client, recording.id);
  const own = ownCreate(recording);
  if (own !== null && recording.rc !== 0) return replayCreate(recording, own, all, root);
  const standIn = await makeStandIn(root, [recording]);
  if (recording.argv.slice(1).join(" ") === "info --json") return replayInfo(standIn, recording);
  const [first = "", ...rest] = [standIn.program, ...recording.argv.slice(1)];
  const command = [first, ...rest] as const;
  const result = await callClient(effects, command, usualLimits.askMilliseconds, effects.signal);
  if (result.exitCode === 0) return { status: "done" };
  const ended = howItEnded({ command: [recording.client] }, result);
  const { kind, message } = explain(clientOf(recording).family.hear(result), askedOf(recording), ended);
  return { status: "failed", kind, message };
}

async function replayInfo({ program }: StandIn, { client }: Recording): Promise<Outcome> {
  const identity = await identify(effects, program, usualLimits, effects.signal);
  if (identity.status === "refused") return { ...identity, reason: identity.reason.replaceAll(program, client) };
  const { family, version, packageFolders, virtualPackages, offline } = identity.client;
  return { status: "identified", name: family.name, version, packageFolders, virtualPackages, offline };
}

type Own = Pick<Asked, "channels" | "specs">;

/** The words of a call that is made just as our provider makes it. */
function ownCreate({ argv }: Recording): Own | null {
  const [, ...words] = argv;
  const [channel = "", json, ...specs] = words.slice(6);
  const own = ["create", "-y", "-p", "{PREFIX}", "--override-channels", "-c"];
  if (own.some((word, index) => words[index] !== word) || json !== "--json") return null;
  return specs.some((spec) => spec.startsWith("-")) ? null : { channels: [channel], specs };
}

/** The whole way: claimed folder, call, second call where the first was unclear, and nothing left behind. */
async function replayCreate(
  recording: Recording,
  { channels, specs }: Own,
  all: readonly Recording[],
  root: string,
): Promise<Outcome> {
  const inWords = recording.argv.filter((word) => word !== "--json").join("\n");
  const second = all.filter((one) => one.client === recording.client && one.argv.join("\n") === inWords);
  const prefix = path.join(root, "made", "one", "environment");
  const standIn = await makeStandIn(root, [recording, ...second], { prefix });
  const plan = {
    ...planFor("one", { provider: "client", client: { kind: "found" }, specs, channels, pinned: ["libblas"] }),
    platform: platformOf(recording),
  };
  const provider = createClientProvider(effects, { ...clientOf(recording), executable: standIn.program });
  const [outcome] = await provider.provision([plan], path.join(root, "made"), () => {}, effects.signal);
  if (outcome?.status !== "failed") throw new Error(`${recording.id} came to nothing, or to an environment`);
  const left = await fs.readdir(path.join(root, "made"));
  const { kind, message } = outcome;
  const named = message.replaceAll(prefix, "{PREFIX}").replaceAll(standIn.program, "{CLIENT}");
  return { status: "failed", kind, message: named, calls: (await standIn.calls()).length, left };
}

function platformOf({ argv, env }: Recording): "linux-64" | "osx-arm64" {
  const named = env.CONDA_SUBDIR ?? argv[argv.indexOf("--platform") + 1];
  return named === "osx-arm64" ? "osx-arm64" : "linux-64";
}

export function clientOf({ client, version, env, argv }: Recording): Client {
  const osx = env.CONDA_OVERRIDE_OSX;
  return {
    executable: client,
    family: { micromamba, mamba, conda }[client],
    version,
    packageFolders: [],
    virtualPackages: osx === undefined ? [] : [`__osx=${osx}=0`],
    offline: argv.includes("--offline"),
  };
}

function askedOf(recording: Recording): Asked {
  const { argv } = recording;
  const { virtualPackages, offline, family, version } = clientOf(recording);
  const channels = argv.filter((_, index) => argv[index - 1] === "-c" && argv.includes("--override-channels"));
  const taken = new Set(["-p", "-c", "-n", "-f", "--file", "--platform"]);
  const asks = argv[1] === "create" || argv[1] === "install";
  const specs = (asks ? argv.slice(2) : []).filter(
    (word, index) => !word.startsWith("-") && !taken.has(argv[index + 1] ?? ""),
  );
  return {
    client: `${family.name} ${version}`,
    prefix: "{PREFIX}",
    platform: platformOf(recording),
    specs,
    channels,
    virtualPackages,
    offline,
  };
}
