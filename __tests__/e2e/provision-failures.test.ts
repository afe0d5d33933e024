// Everything that can go wrong with a channel, told apart, with nothing half-made left behind.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import type { ProvisionFailure, ProvisionFailureKind, ProvisionOutcome } from "../../src/provision/provider.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import { ensureTools } from "../../src/provision/tools.ts";
import type { Effects } from "../../src/system/effects.ts";
import type { Processes } from "../../src/system/processes.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { benchEffects, condaPlan } from "../provision/bench-effects.ts";
import { closedOrigin, serveChannel } from "../provision/channel-server.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";
import { liveProcesses } from "./live-processes.ts";

async function provisionOne(
  channel: string,
  root: string,
  specs: readonly string[] = [],
  changes: Partial<Effects> = {},
): Promise<ProvisionOutcome> {
  const effects = benchEffects(changes);
  const plan = condaPlan("one", channel, ...specs);
  const [outcome] = await createRattlerProvider(effects).provision([plan], root, () => {}, effects.signal);
  if (outcome === undefined) throw new Error("no outcome");
  return outcome;
}

function failed(outcome: ProvisionOutcome): ProvisionFailure {
  if (outcome.status !== "failed") throw new Error("this should have failed");
  return outcome;
}

describe("a channel that", () => {
  it.for<[string, ProvisionFailureKind, RegExp]>([
    ["missing", "channel-missing", /there is no conda channel at this address\. Check the address/],
    ["refused", "channel-missing", /the channel refuses access/],
    ["empty", "package-not-found", /the channel is empty/],
    ["page", "channel-malformed", /the channel's index cannot be read/],
    ["broken", "channel-unreachable", /cannot be reached: HTTP status 503/],
    ["silent", "channel-unreachable", /cannot be reached: no answer in 8 s/],
  ])("is %s", async ([name, kind, message], context) => {
    const channel = await needChannel(context);
    await using server = await serveChannel(channel);
    await using scratch = await makeScratch();
    const outcome = failed(await provisionOne(`${server.origin}/${name}`, scratch.folder));
    expect(outcome.kind).toBe(kind);
    expect(outcome.message).toContain(`${server.origin}/${name}`);
    expect(outcome.message).toMatch(message);
    expect(await fs.readdir(scratch.folder)).toEqual([]);
  });

  it("cannot be used says why to each variant that wanted it", async (context) => {
    const channel = await needChannel(context);
    await using server = await serveChannel(channel);
    await using scratch = await makeScratch();
    const effects = benchEffects();
    const plans = ["one", "two", "three"].map((id) => condaPlan(id, `${server.origin}/refused`));
    const outcomes = await createRattlerProvider(effects).provision(plans, scratch.folder, () => {}, effects.signal);
    expect(outcomes.map((outcome) => failed(outcome).kind)).toEqual(plans.map(() => "channel-missing"));
    expect(new Set(outcomes.map((outcome) => failed(outcome).message)).size).toBe(1);
  });

  it("nobody serves", async () => {
    await using scratch = await makeScratch();
    const outcome = failed(await provisionOne(`${await closedOrigin()}/x`, scratch.folder));
    expect(outcome.kind).toBe("channel-unreachable");
    expect(outcome.message).toMatch(/cannot be reached: Connection refused\. Check the network/);
  });

  it.for<[string, string, ProvisionFailureKind]>([
    ["does not exist", "", "channel-missing"],
    ["has no index", "noarch/readme", "channel-missing"],
    ["has a broken index", "noarch/repodata.json", "channel-malformed"],
  ])("is a folder and %s", async ([, file, kind]) => {
    await using scratch = await makeScratch();
    const channel = path.join(scratch.folder, "channel");
    if (file !== "") await scratch.write(path.join("channel", file), "no json");
    if (kind === "channel-malformed") await scratch.write("channel/linux-64/repodata.json", "no json");
    const outcome = failed(await provisionOne(channel, path.join(scratch.folder, "root")));
    expect(outcome.kind).toBe(kind);
    expect(outcome.message).toContain(channel);
  });
});

describe("credentials of a channel", () => {
  it("are used, and never said", async (context) => {
    const channel = await needChannel(context);
    await using server = await serveChannel(channel);
    await using scratch = await makeScratch();
    const host = server.origin.replace("http://", "");
    const good = await provisionOne(`http://jane:s3cret@${host}/good`, scratch.folder);
    if (good.status !== "ready") throw new Error(good.message);
    expect(JSON.stringify([good.environment.packages, good.environment.variables])).not.toMatch(/s3cret/);
    expect(await fs.readFile(good.environment.lockFile ?? "", "utf8")).not.toMatch(/s3cret/);
    const sent = `Basic ${Buffer.from("jane:s3cret").toString("base64")}`;
    expect(server.requests.map(({ authorization }) => authorization)).toContain(sent);
    for (const url of [`http://jane:s3cret@${host}/refused`, `http://${host}/t/s3cret/refused`]) {
      const outcome = failed(await provisionOne(url, scratch.folder));
      expect(outcome.kind).toBe("channel-missing");
      expect(JSON.stringify([outcome.message, outcome.lastLines])).not.toMatch(/s3cret/);
    }
  });
});

describe("a request that", () => {
  it.for<[string, string, ProvisionFailureKind, RegExp]>([
    ["misspells a name", "scippy-hello", "package-not-found", /package not found: scippy-hello\. Check the spelling/],
    ["misspells a name by a letter", "libblass", "package-not-found", /libblass \(did you mean libblas\?\)/],
    [
      "wants what is not there",
      "libblas=*=*_accelerate",
      "unsatisfiable",
      /nothing matches libblas=\*=\*_accelerate; there are libblas 3\.9\.0 31_h/,
    ],
    ["wants too new a version", "numpy>=9", "unsatisfiable", /nothing matches numpy>=9; there are numpy 1\.24\.2/],
    [
      "contradicts itself",
      "libblas[build=31*openblas]",
      "unsatisfiable",
      /cannot be installed together: .*libcblas=\*=\*_blis/,
    ],
    ["is not a spec", "numpy>>1", "bad-spec", /numpy>>1: not a package spec/],
  ])("%s", async ([, spec, kind, message], context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const outcome = failed(await provisionOne(channel, scratch.folder, ["libcblas=*=*_blis", spec]));
    expect(outcome.message).toMatch(message);
    expect(outcome.kind).toBe(kind);
    expect(await fs.readdir(scratch.folder)).toEqual([]);
  });
});

describe("a package that", () => {
  it.for<[string, ProvisionFailureKind]>([
    ["damaged", "hash-mismatch"],
    ["cut", "channel-unreachable"],
  ])("comes %s is refused", async ([name, kind], context) => {
    const channel = await needChannel(context);
    await using server = await serveChannel(channel);
    await using scratch = await makeScratch();
    // A cache of its own: in the shared one the packages are there already.
    const cacheFolder = path.join(scratch.folder, "cache");
    const root = path.join(scratch.folder, "root");
    const tools = await sharedTools(cacheFolder);
    const outcome = failed(await provisionOne(`${server.origin}/${name}`, root, [], { cacheFolder: tools }));
    expect(outcome.kind).toBe(kind);
    expect(outcome.message).toMatch(/installing \S+\.conda into/);
    expect(await fs.readdir(root)).toEqual([]);
  });

  it("is damaged in a local channel is refused, which the installer would not do", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const copy = path.join(scratch.folder, "channel");
    await fs.cp(channel, copy, { recursive: true });
    const folder = path.join(copy, "linux-64");
    const numpy = (await fs.readdir(folder)).find((name) => name.startsWith("numpy-")) ?? "";
    await fs.appendFile(path.join(folder, numpy), "x");
    // Of what was unpacked before from the right archive, the archive is not read again.
    const cacheFolder = await sharedTools(path.join(scratch.folder, "cache"));
    const outcome = failed(await provisionOne(copy, path.join(scratch.folder, "root"), [], { cacheFolder }));
    expect(outcome.kind).toBe("hash-mismatch");
    expect(outcome.message).toContain(path.join(folder, numpy));
  });
});

/** A new cache folder with the machine's tool environment in it, which is slow to make. */
async function sharedTools(cacheFolder: string): Promise<string> {
  const effects = benchEffects();
  const tools = await ensureTools(effects, effects.signal);
  if (tools.status === "failed") throw new Error(tools.message);
  const home = path.dirname(path.dirname(path.dirname(tools.python)));
  await fs.mkdir(cacheFolder, { recursive: true });
  await fs.symlink(home, path.join(cacheFolder, path.basename(home)));
  return cacheFolder;
}

/** Runs everything in a mount namespace of its own, where one folder is a file system of a few megabytes. */
function withSmallDisk(folder: string, megabytes: number): Processes {
  const processes = createProcesses();
  const script = `mount -t tmpfs -o size=${megabytes}m none "$0" && cd "$1" && shift && exec "$@"`;
  return {
    ...processes,
    run: (request) =>
      processes.run({
        ...request,
        command: ["unshare", "-rm", "sh", "-c", script, folder, request.workingDirectory ?? "/", ...request.command],
      }),
  };
}

describe("a disk that fills", () => {
  it("while packages are unpacked", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const cacheFolder = await sharedTools(path.join(scratch.folder, "cache"));
    const small = path.join(cacheFolder, "packages");
    await fs.mkdir(small);
    const processes = withSmallDisk(small, 10);
    const tried = await processes.run({ command: ["true"], variables: { PATH: process.env.PATH ?? "" } });
    if (tried.exitCode !== 0) context.skip(`this system gives no mount namespaces to its users: ${tried.stderr}`);
    const root = path.join(scratch.folder, "root");
    const outcome = failed(await provisionOne(channel, root, [], { cacheFolder, processes }));
    expect(outcome.kind).toBe("disk-full");
    expect(outcome.message).toMatch(/the disk is full\. Free some space/);
    expect(await fs.readdir(root)).toEqual([]);
  });
});

describe("an interruption", () => {
  it.for<[string, string, RegExp]>([
    ["a channel is asked", "silent", /solving/],
    ["packages are installed", "good", /installing \d+ packages/],
  ])("while %s leaves no folder and no process", async ([, name, moment], context) => {
    const channel = await needChannel(context);
    await using server = await serveChannel(channel);
    await using scratch = await makeScratch();
    const controller = new AbortController();
    const { networkVariables } = benchEffects();
    // Every process of this test has it, so that they can be told from all others of the machine.
    const effects = benchEffects({ networkVariables: { ...networkVariables, BLAS_BENCH_TEST: scratch.folder } });
    const seen: string[] = [];
    const progress = (line: string): void => {
      seen.push(line);
      if (moment.test(line)) controller.abort();
    };
    const plans = [condaPlan("one", `${server.origin}/${name}`)];
    const running = createRattlerProvider(effects).provision(plans, scratch.folder, progress, controller.signal);
    await expect(running).rejects.toThrow(Interrupted);
    expect(seen.at(-1)).toMatch(moment);
    expect(await fs.readdir(scratch.folder)).toEqual([]);
    if (process.platform === "linux") expect(liveProcesses("BLAS_BENCH_TEST", scratch.folder)).toEqual([]);
  });
});

describe("a folder that exists", () => {
  it("and is somebody else's is left as it is, and the others are made", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    await scratch.write("taken/thesis.txt", "years of work");
    const effects = benchEffects();
    const plans = [condaPlan("taken", channel), condaPlan("free", channel)];
    const outcomes = await createRattlerProvider(effects).provision(plans, scratch.folder, () => {}, effects.signal);
    const [taken, free] = outcomes;
    expect(taken).toMatchObject({ status: "failed", kind: "prefix-exists" });
    expect(free?.status).toBe("ready");
    expect(await fs.readdir(path.join(scratch.folder, "taken"))).toEqual(["thesis.txt"]);
  });
});
