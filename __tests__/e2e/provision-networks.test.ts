// Networks as people have them: channels that stumble, proxies, aliases, and no network at all.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, it } from "vitest";
import type { ProvisionOutcome } from "../../src/provision/provider.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import type { Effects } from "../../src/system/effects.ts";
import { benchEffects, condaPlan } from "../provision/bench-effects.ts";
import { serveChannel } from "../provision/channel-server.ts";
import type { Scratch } from "../provision/scratch.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";
import { makeCache } from "./cache.ts";

/** With no package in it, unlike the one of all tests. */
async function emptyCache(scratch: Scratch): Promise<string> {
  const folder = path.join(scratch.folder, "cache");
  await makeCache(folder);
  await fs.unlink(path.join(folder, "packages"));
  return folder;
}

async function provision(
  scratch: Scratch,
  channel: string,
  changes: Partial<Effects>,
  name = "root",
): Promise<ProvisionOutcome> {
  const effects = benchEffects(changes);
  const root = path.join(scratch.folder, name);
  const plans = [condaPlan("one", channel, "libblas=*=*_netlib")];
  const [outcome] = await createRattlerProvider(effects).provision(plans, root, () => {}, effects.signal);
  if (outcome === undefined) throw new Error("no outcome");
  return outcome;
}

it("a channel that stumbles once over each file is asked again", async (context) => {
  const channel = await needChannel(context);
  await using server = await serveChannel(channel);
  await using scratch = await makeScratch();
  const outcome = await provision(scratch, `${server.origin}/busy`, { cacheFolder: await emptyCache(scratch) });
  expect(outcome).toMatchObject({ status: "ready" });
  const packages = server.requests.map(({ line }) => line).filter((line) => line.endsWith(".conda"));
  expect(new Set(packages).size).toBeGreaterThan(5);
  expect(packages).toHaveLength(2 * new Set(packages).size);
});

it("two runs that fill one folder of packages at once both get what they asked for", async (context) => {
  const channel = await needChannel(context);
  await using server = await serveChannel(channel);
  await using scratch = await makeScratch();
  const cacheFolder = await emptyCache(scratch);
  const run = (root: string) => provision(scratch, `${server.origin}/good`, { cacheFolder }, root);
  const [one, other] = await Promise.all([run("one"), run("other")]);
  if (one.status !== "ready" || other.status !== "ready") throw new Error(JSON.stringify([one, other]));
  expect(one.environment.hash).toBe(other.environment.hash);
});

it("a proxy is asked for everything; offline, what came is enough, and what did not is named", async (context) => {
  const channel = await needChannel(context);
  await using server = await serveChannel(channel);
  await using scratch = await makeScratch();
  const cacheFolder = await emptyCache(scratch);
  const { networkVariables } = benchEffects();
  const proxy = { HTTP_PROXY: server.origin, http_proxy: server.origin, NO_PROXY: "", no_proxy: "" };
  const proxied = { cacheFolder, networkVariables: { ...networkVariables, ...proxy } };
  const online = await provision(scratch, "http://channel.invalid/good", proxied);
  expect(server.requests.every(({ line }) => line.includes(" http://channel.invalid/good/"))).toBe(true);
  const asked = server.requests.length;
  const offline = { ...proxied, offline: true };
  const again = await provision(scratch, "http://channel.invalid/good", offline);
  if (online.status !== "ready" || again.status !== "ready") throw new Error(JSON.stringify([online, again]));
  expect(again.environment.hash).toBe(online.environment.hash);

  const packages = path.join(cacheFolder, "packages");
  const folderOf = async (name: string): Promise<string> =>
    path.join(packages, (await fs.readdir(packages)).find((one) => one.startsWith(name)) ?? "");
  const [lapack, numpy] = [await folderOf("liblapack-"), await folderOf("numpy-")];
  // Its folder is there and its content is not: nothing but the installer notices, which would fetch it again.
  await fs.rename(path.join(numpy, "info", "index.json"), path.join(scratch.folder, "index.json"));
  const broken = await provision(scratch, "http://channel.invalid/good", offline);
  expect(broken).toMatchObject({ status: "failed", kind: "channel-unreachable" });
  await fs.rm(lapack, { recursive: true });
  expect(await provision(scratch, "http://channel.invalid/good", offline)).toMatchObject({
    status: "failed",
    kind: "channel-unreachable",
    message: `${packages}: offline, and not in the cache of packages: ${path.basename(lapack)}.conda. Run once without offline.`,
  });
  expect(await provision(scratch, "http://channel.invalid/missing", offline)).toMatchObject({
    status: "failed",
    kind: "channel-unreachable",
    message: expect.stringMatching(
      /\/missing: offline, and the channel's index is not in the cache\. Run once without offline\.$/,
    ),
  });
  expect(server.requests).toHaveLength(asked);
});
