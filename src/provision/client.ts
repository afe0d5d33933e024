// The provider for conda clients of the machine: micromamba, mamba, conda, each through its adapter in clients/.
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { EnvironmentPlan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import type { Command, RunResult } from "../system/processes.ts";
import type { Asked } from "./clients/asked.ts";
import { addressOf } from "./clients/asked.ts";
import type { ClientLimits } from "./clients/call.ts";
import { callClient, silence, usualLimits } from "./clients/call.ts";
import { explain } from "./clients/explain.ts";
import type { Client } from "./clients/identify.ts";
import { pipInteroperability } from "./clients/pip-interoperability.ts";
import type { CondaRecord } from "./conda-records.ts";
import { explicitList, explicitListName, pinLines, readRecords } from "./conda-records.ts";
import type { Fault } from "./fault.ts";
import { fault, faultFromFileError, lastLinesOf } from "./fault.ts";
import type { Claim, Filled } from "./fresh.ts";
import { makeFresh } from "./fresh.ts";
import type { Provider, ProvisionProgress } from "./provider.ts";
import { howItEnded } from "./python-answer.ts";
import { settled } from "./settled.ts";

/** micromamba refuses a folder that is not empty, and both wipe an environment: they get a name that is not there. */
const inside = "environment";

type Source = Extract<EnvironmentPlan["source"], { provider: "client" }>;

export function createClientProvider(effects: Effects, client: Client, limits: ClientLimits = usualLimits): Provider {
  const { name } = client.family;
  const pip = pipInteroperability(client);
  return {
    async provision(plans, root, progress, signal) {
      const fillAll = async (claims: readonly Claim[]): Promise<readonly Filled[]> => {
        const packages = await packageVariables(effects, client);
        const one = (claim: Claim): Promise<Filled> =>
          fill({ effects, client, limits, packages, progress, signal }, claim);
        return client.family.sideBySide ? settled(claims.map(one)) : inTurn(claims, one);
      };
      const outcomes = await makeFresh(effects, plans, root, signal, fillAll, inside);
      return outcomes.map((outcome) =>
        outcome.status === "ready"
          ? { ...outcome, environment: { ...outcome.environment, client: { name, version: client.version, pip } } }
          : outcome,
      );
    },
  };
}

async function inTurn(claims: readonly Claim[], fillOne: (claim: Claim) => Promise<Filled>): Promise<Filled[]> {
  const filled: Filled[] = [];
  for (const claim of claims) filled.push(await fillOne(claim));
  return filled;
}

/**
 * Where none of the client's own folders of packages can be written, one of ours goes before them. Lists in variables have
 * commas, both in conda (conda/base/context.py, where `_pkgs_dirs` has no delimiter of its own) and in libmamba.
 */
async function packageVariables(
  { files, cacheFolder }: Effects,
  { packageFolders }: Client,
): Promise<Readonly<Record<string, string>>> {
  for (const folder of packageFolders) if (await files.canWrite(folder)) return {};
  return { CONDA_PKGS_DIRS: [path.join(cacheFolder, "client-packages"), ...packageFolders].join(",") };
}

interface Work {
  readonly effects: Effects;
  readonly client: Client;
  readonly limits: ClientLimits;
  readonly packages: Readonly<Record<string, string>>;
  readonly progress: ProvisionProgress;
  readonly signal: AbortSignal;
}

/** @throws Interrupted */
async function fill(work: Work, { plan, prefix }: Claim): Promise<Filled> {
  const { effects, client, progress } = work;
  const source = sourceOf(plan);
  const asked: Asked = {
    client: `${client.family.name} ${client.version}`,
    prefix,
    platform: plan.platform,
    specs: source.specs,
    channels: source.channels,
    virtualPackages: client.virtualPackages,
    offline: client.offline || effects.offline,
  };
  progress(`${plan.id}: ${asked.client} installs ${source.specs.join(", ")}`);
  const trouble = (await create(work, asked)) ?? (await wrongPackage(work, asked));
  if (trouble !== null) return trouble;
  try {
    const records = await readRecords(effects.files, prefix);
    const lockFile = path.join(prefix, explicitListName);
    await effects.files.writeWhole(path.join(prefix, "conda-meta", "pinned"), pinLines(records, source.pinned));
    await effects.files.writeWhole(lockFile, explicitList(records));
    return { status: "filled", lockFile: async () => lockFile };
  } catch (error) {
    return faultFromFileError(prefix, error);
  }
}

function sourceOf({ id, source }: EnvironmentPlan): Source {
  if (source.provider !== "client") throw new Error(`${id} is not for a conda client`);
  return source;
}

/** null when it is done. */
async function create(work: Work, asked: Asked): Promise<Fault | null> {
  const option = asked.specs.find((spec) => spec.trim().startsWith("-"));
  if (option !== undefined) return fault("bad-spec", `${option}: not a package spec, but an option. Leave it out.`);
  const first = await attempt(work, asked, ["--json"]);
  if (first === null || first.heard === null || !first.heard.signs.has("unclear")) return first?.fault ?? null;
  // Only in words does it say what nothing matches. Should it work this time, then it worked.
  const second = await attempt(work, asked, []);
  return second === null || (second.heard?.missing.length ?? 0) > 0 ? (second?.fault ?? null) : first.fault;
}

interface Failed {
  readonly fault: Fault;
  /** null where nothing was said. */
  readonly heard: ReturnType<Client["family"]["hear"]> | null;
}

async function attempt(work: Work, asked: Asked, flags: readonly string[]): Promise<Failed | null> {
  const { effects, client, limits, packages, signal } = work;
  const command = createCommand(client.executable, asked, effects.offline ? ["--offline", ...flags] : flags);
  const more = { ...packages, CONDA_SUBDIR: asked.platform };
  const result = await callClient(effects, command, limits.createMilliseconds, signal, more);
  const silent = silence(result, limits.createMilliseconds);
  if (silent !== null) {
    const remedy = "Run the command below by hand to see what it waits for";
    const lines = [...lastLinesOf(result.stderr), command.join(" ")];
    return { fault: fault("other", `${asked.client}: ${silent}. ${remedy}.`, lines), heard: null };
  }
  if (result.exitCode === 0) return null;
  const heard = client.family.hear(result);
  return { fault: explain(heard, asked, ended(command, result)), heard };
}

/** Exported for tests. */
export function createCommand(
  executable: string,
  { prefix, channels, specs }: Pick<Asked, "prefix" | "channels" | "specs">,
  flags: readonly string[],
): Command {
  const named = channels.flatMap((channel) => ["-c", addressOf(channel)]);
  const own = named.length === 0 ? [] : ["--override-channels", ...named];
  return [executable, "create", "-y", "-p", prefix, ...own, ...flags, ...specs];
}

function ended(command: Command, result: RunResult): string {
  return howItEnded({ command }, result);
}

/** What the client's word alone does not tell: that there is an environment, and that its packages are the channel's. */
async function wrongPackage({ effects, client }: Work, asked: Asked): Promise<Fault | null> {
  const { files } = effects;
  const records = await recordsOrNull(effects, asked.prefix);
  if (records === null)
    return fault("other", `${asked.prefix}: a package record in conda-meta cannot be read. Try again.`);
  if (records.length === 0 || (await files.kind(path.join(asked.prefix, "bin", "python"))) !== "file") {
    const what = `says that it is done, and ${asked.prefix} has no Python`;
    return fault("no-python", `${asked.client}: ${what}. Check its configuration, or use conda: auto.`);
  }
  if (client.family.checksLocalPackages) return null;
  for (const { url, sha256 } of records) {
    if (!url?.startsWith("file://") || !sha256) continue;
    const archive = fileURLToPath(url);
    const found = await files.sha256(archive);
    if (found === null || found === sha256) continue;
    const what = `sha256 is ${found}, the channel's index says ${sha256}`;
    const remedy = "Build the channel's index anew, or take the package from where it came";
    return fault("hash-mismatch", `${archive}: ${what}. ${remedy}.`);
  }
  return null;
}

async function recordsOrNull({ files }: Effects, prefix: string): Promise<CondaRecord[] | null> {
  try {
    return await readRecords(files, prefix);
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && error.name === "ZodError")) return null;
    throw error;
  }
}
