// What cannot be made is said in the same words, with the same exit code, by the embedded solver and by every client.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { createClientProvider } from "../../src/provision/client.ts";
import type { Provider, ProvisionFailureKind, ProvisionOutcome } from "../../src/provision/provider.ts";
import { provisionPlan } from "../../src/provision/provision.ts";
import { createRattlerProvider, solve } from "../../src/provision/rattler.ts";
import { ensureTools } from "../../src/provision/tools.ts";
import { readHost } from "../../src/system/host.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { benchEffects, planFor } from "../provision/bench-effects.ts";
import { closedOrigin, serveChannel } from "../provision/channel-server.ts";
import { clientOf } from "../provision/clients/replay.ts";
import type { Recording } from "../provision/clients/stand-in.ts";
import { makeStandIn, readRecording, recordingSchema } from "../provision/clients/stand-in.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";

interface Case {
  readonly id: string;
  readonly kind: ProvisionFailureKind;
  readonly exitCode: number;
  /** What both say; the embedded solver at times says more after it. */
  readonly what: string;
  /** In the embedded solver's words, where this channel has not what the recording's had. */
  readonly instead?: readonly [recorded: string, here: string];
  /** What clients advise. */
  readonly remedy: string;
}

const spelling = "Check the spelling, or add the channel that has it";
const spec = "Write it like numpy, numpy>=1.26,<2 or libblas=*=*_openblas";
const address = "Check the address: a channel is a folder that holds noarch/repodata.json";

// biome-ignore format: a table
const cases: readonly Case[] = [
  { id: "package-not-found", kind: "package-not-found", exitCode: 2, what: "{CHANNEL} for linux-64: package not found: nosuchpackage", remedy: spelling },
  { id: "version-not-found", kind: "unsatisfiable", exitCode: 2, what: "{CHANNEL} for linux-64: nothing matches numpy=9.9", remedy: spelling },
  { id: "unsat-accelerate-linux", kind: "unsatisfiable", exitCode: 2, what: "{CHANNEL} for linux-64: nothing matches libblas=*=*_accelerate", remedy: spelling },
  { id: "unsat-two-blas", kind: "unsatisfiable", exitCode: 2, what: "{CHANNEL} for linux-64: these cannot be installed together: python, numpy, libblas=*=*openblas, blas=*=mkl", instead: ["blas=*=mkl", "blas=*=blis"], remedy: "Leave one out or loosen its version" },
  { id: "bad-spec-2", kind: "bad-spec", exitCode: 2, what: "numpy[version=: not a package spec", remedy: spec },
  { id: "bad-spec-3", kind: "bad-spec", exitCode: 2, what: "numpy>=<1: not a package spec", remedy: spec },
  { id: "bad-spec-5", kind: "bad-spec", exitCode: 2, what: "=1.0: not a package spec", remedy: spec },
  { id: "channel-missing-file", kind: "channel-missing", exitCode: 2, what: "{CHANNEL}-missing: there is no conda channel at this address", remedy: address },
  { id: "channel-404", kind: "channel-missing", exitCode: 2, what: "http://127.0.0.1:{PORT}/nochannel: there is no conda channel at this address", remedy: address },
  { id: "channel-refused", kind: "channel-unreachable", exitCode: 4, what: "http://127.0.0.1:{CLOSED_PORT}/nochannel: the channel cannot be reached", remedy: "Check the network and the proxy settings, or name another channel" },
  { id: "corrupt-hash-http", kind: "hash-mismatch", exitCode: 4, what: "installing into {PREFIX}: the package is not what the channel's index says it is", remedy: "Try again; if it stays so, the channel or a proxy in between serves damaged files" },
];

/** The same recording with this machine's places; a dry run is recorded as what it was a rehearsal of. */
function placed(recording: Recording, places: Readonly<Record<string, string>>): Recording {
  const filled = Object.entries(places).reduce(
    (text, [name, place]) => text.replaceAll(name, place),
    JSON.stringify(recording),
  );
  const own = recordingSchema.parse(JSON.parse(filled));
  return { ...own, argv: own.argv.filter((word) => word !== "--dry-run") };
}

async function exitCodeOf(outcome: ProvisionOutcome): Promise<number> {
  const effects = benchEffects();
  const host = await readHost(createProcesses());
  if (host === null || outcome.status !== "failed") throw new Error("nothing failed here");
  const config = readInputs({ variants: "openblas" }, readVariant, (name) => name);
  const plan = { ...planRun(config, host, 1), environments: [outcome.plan] };
  const provider: Provider = { provision: async () => [outcome] };
  const providers = { rattler: provider, client: provider, pip: provider, source: provider, existing: provider };
  const error = await provisionPlan(plan, config, "/nowhere", providers, effects).catch((caught: unknown) => caught);
  if (!(error instanceof UserError)) throw error;
  return error.exitCode;
}

/** Tools that are slow to make, and no packages: in the shared cache they are sound already. */
async function emptyCache(folder: string): Promise<string> {
  const effects = benchEffects();
  const tools = await ensureTools(effects, effects.signal);
  if (tools.status === "failed") throw new Error(tools.message);
  const home = path.dirname(path.dirname(path.dirname(tools.python)));
  await fs.mkdir(folder, { recursive: true });
  await fs.symlink(home, path.join(folder, path.basename(home)));
  return folder;
}

const channelAndSpecs = ({ argv }: Recording) => ({
  channels: [argv[7]?.replace(/^file:\/\//, "") ?? ""],
  specs: argv.slice(argv.indexOf("--json") + 1),
});

test("every recorded failure has one kind, one message and one exit code", async (context) => {
  const channel = await needChannel(context);
  await using server = await serveChannel(channel);
  await using scratch = await makeScratch();
  const places = {
    "{CHANNEL}": channel,
    "{PORT}": new URL(server.origin).port,
    "{CLOSED_PORT}": new URL(await closedOrigin()).port,
    "{BADHASH_CHANNEL_NAME}": "damaged",
  };
  const sound = (text: string, prefix: string): string =>
    Object.entries(places)
      .reduce((left, [name, place]) => left.replaceAll(name, place), text)
      .replaceAll("{PREFIX}", prefix);
  const recorded = await Promise.all(
    cases.map(async ({ id, instead: [from, to] = ["", ""] }) =>
      placed(await readRecording(`conda-${id}.json`), { ...places, ...(from === "" ? {} : { [from]: to }) }),
    ),
  );
  const effects = benchEffects({ cacheFolder: await emptyCache(path.join(scratch.folder, "cache")) });
  const root = path.join(scratch.folder, "embedded");
  const plans = recorded.map((recording) =>
    planFor(recording.id, { provider: "rattler", ...channelAndSpecs(recording), pinned: [] }),
  );
  const embedded = await createRattlerProvider(effects).provision(plans, root, () => {}, effects.signal);
  const seen: unknown[] = [];
  for (const [index, { id, kind, exitCode, what, instead: [from, to] = ["", ""], remedy }] of cases.entries()) {
    const outcome = embedded[index];
    if (outcome?.status !== "failed") throw new Error(`${id} was made`);
    const message = outcome.message.replace(/^installing \S+ into/, "installing into");
    expect(message.startsWith(sound(what.replace(from, to), path.join(root, id))), `${message} is not: ${what}`).toBe(
      true,
    );
    expect([id, outcome.kind, await exitCodeOf(outcome)]).toEqual([id, kind, exitCode]);
    for (const name of ["conda", "micromamba"] as const) {
      const own = path.join(scratch.folder, name, id);
      const prefix = path.join(own, "made", "one", "environment");
      const answers = [await readRecording(`${name}-${id}.json`)];
      const inWords = await readRecording(`${name}-${id}-nojson.json`).catch(() => null);
      const standIn = await makeStandIn(
        own,
        [...answers, ...(inWords === null ? [] : [inWords])].map((one) => placed(one, places)),
        { prefix },
      );
      const asked = planFor("one", {
        ...{ provider: "client", client: { kind: "found" }, pinned: [] },
        ...channelAndSpecs(placed(answers[0] ?? context.skip("no recording"), places)),
      });
      const client = {
        ...clientOf(placed(answers[0] ?? context.skip("no recording"), places)),
        executable: standIn.program,
      };
      const [told] = await createClientProvider(effects, client).provision(
        [asked],
        path.join(own, "made"),
        () => {},
        effects.signal,
      );
      if (told?.status !== "failed") throw new Error(`${name} made ${id}`);
      expect([name, id, told.kind, told.message, await exitCodeOf(told)]).toEqual([
        ...[name, id, kind, `${sound(what, prefix)}. ${remedy}.`, exitCode],
      ]);
      seen.push([name, id]);
    }
  }
  expect(seen).toHaveLength(2 * cases.length);
});

test("a system that is too old is told in the same words", async (context) => {
  const channel = await needChannel(context);
  await using scratch = await makeScratch();
  const effects = benchEffects();
  const recordings = await Promise.all(
    ["conda", "micromamba"].map(async (name) =>
      placed(await readRecording(`${name}-osx-accelerate-old.json`), { "{CHANNEL}": channel }),
    ),
  );
  const [first] = recordings;
  if (first === undefined) throw new Error("no recording");
  // Here there is newaccelerate, too, which the spec of the recording would match.
  const specs = channelAndSpecs(first).specs.map((spec) => spec.replace("*accelerate", "*_accelerate"));
  const request = { platform: "osx-arm64", channels: [channel], specs, virtualPackages: ["__osx=12.0"] } as const;
  const [embedded] = await solve(effects, [request], effects.signal);
  if (embedded?.status !== "failed") throw new Error("this was solved");
  for (const recording of recordings) {
    const folder = path.join(scratch.folder, recording.client);
    const prefix = path.join(folder, "made", "one", "environment");
    const standIn = await makeStandIn(folder, [recording], { prefix });
    const source = {
      provider: "client",
      client: { kind: "found" },
      pinned: [],
      ...channelAndSpecs(recording),
    } as const;
    const [told] = await createClientProvider(effects, {
      ...clientOf(recording),
      executable: standIn.program,
    }).provision(
      [{ ...planFor("one", source), platform: "osx-arm64" }],
      path.join(folder, "made"),
      () => {},
      effects.signal,
    );
    expect(told).toMatchObject({
      kind: embedded.kind,
      message: embedded.message.replace("*_accelerate", "*accelerate"),
    });
  }
});
