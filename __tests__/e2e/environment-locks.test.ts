// Environment files of every kind on the synthetic channel, by the real solver: each gives the same environment twice.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { variantsOnly } from "../../src/plan/base.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { readEnvironmentFiles } from "../../src/provision/environment-files.ts";
import { writeLocks } from "../../src/provision/locks.ts";
import type { ProvisionOutcome } from "../../src/provision/provider.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import { benchEffects } from "../provision/bench-effects.ts";
import { serveChannel } from "../provision/channel-server.ts";
import { condaLockText, packagesOf, pixiLockText } from "../provision/lock-texts.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";
import { host } from "../verify/evidence-examples.ts";

const yml = "dependencies:\n  - python\n  - numpy\n  - synthetic-hello\n";

interface Made {
  readonly outcomes: readonly ProvisionOutcome[];
  /** By variant; null for those that failed. */
  readonly hashes: Readonly<Record<string, string | null>>;
  readonly builds: Readonly<Record<string, readonly string[]>>;
  /** By variant: why it failed. */
  readonly failures: Readonly<Record<string, string>>;
  /** By name: the text of each lock that was written. */
  readonly locks: Readonly<Record<string, string>>;
  readonly log: readonly string[];
}

/** What `provision` makes of one environment file, in folders of its own that are gone afterwards. */
async function make(text: string, channel: string, variants: string, more: Record<string, string> = {}): Promise<Made> {
  await using scratch = await makeScratch();
  const log: string[] = [];
  const effects = benchEffects({ log: (line) => log.push(line) });
  await scratch.write("code/environment", text);
  const raw = { variants, channels: channel, "environment-file": "environment", ...more };
  const config = readInputs(raw, readVariant, (name) => name);
  const folders = { base: null, head: path.join(scratch.folder, "code") };
  const files = await readEnvironmentFiles(config, folders, effects);
  const plan = planRun(config, host, 1, variantsOnly, files);
  const provider = createRattlerProvider(effects);
  const outcomes = await provider.provision(plan.environments, scratch.folder, effects.log, effects.signal);
  const ready = outcomes.flatMap((outcome) => (outcome.status === "ready" ? [outcome.environment] : []));
  const names = await writeLocks(ready, path.join(scratch.folder, "locks"), effects);
  const read = (name: string) => fs.readFile(path.join(scratch.folder, "locks", name), "utf8");
  const failed = outcomes.flatMap((outcome) => (outcome.status === "failed" ? [outcome] : []));
  return {
    outcomes,
    hashes: Object.fromEntries(ready.map(({ plan: { variant }, hash }) => [variant, hash])),
    builds: Object.fromEntries(
      ready.map(({ plan: { variant }, packages }) => [
        variant,
        packages.map(({ name, version, build }) => `${name} ${version} ${build}`).sort(),
      ]),
    ),
    failures: Object.fromEntries(failed.map(({ plan: { variant }, message }) => [variant, message])),
    locks: Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)]))),
    log,
  };
}

let first: Promise<Made> | undefined;

/** The environments that all tests compare theirs with, from an environment.yml, and their locks. */
async function begin(context: { readonly skip: (note: string) => never }) {
  const channel = await needChannel(context);
  first ??= make(yml, channel, "openblas, netlib");
  const { hashes, builds, locks } = await first;
  const openblas = locks["openblas.txt"];
  if (openblas === undefined) throw new Error("no lock was written");
  return { channel, hashes, builds, openblas, netlib: locks["netlib.txt"] ?? "" };
}

describe("the same environment again, with an equal hash,", () => {
  test("from environment.yml, and from the lock of each variant", async (context) => {
    const { channel, hashes, openblas, netlib } = await begin(context);
    expect(Object.keys(hashes)).toEqual(["openblas", "netlib"]);
    expect(hashes.openblas).not.toBe(hashes.netlib);
    expect((await make(yml, channel, "openblas")).hashes).toEqual({ openblas: hashes.openblas });
    // No channel: what a lock names needs none.
    const again = await make(openblas, "/nowhere", "openblas, default");
    expect(again.hashes).toEqual({ openblas: hashes.openblas, default: hashes.openblas });
    expect(again.locks).toEqual({ "openblas.txt": openblas, "default.txt": openblas });
    expect((await make(netlib, "/nowhere", "netlib")).hashes).toEqual({ netlib: hashes.netlib });
  });

  test("from a list with md5 or without digests, from conda-lock and from pixi", async (context) => {
    const { channel, hashes, openblas } = await begin(context);
    const packages = await packagesOf(openblas, channel);
    expect(packages.length).toBeGreaterThan(8);
    const urls = packages.map(({ url }) => url);
    const same = { openblas: hashes.openblas };
    const texts = [
      ["@EXPLICIT", ...packages.map(({ url, md5 }) => `${url}#${md5}`)].join("\n"),
      ["@EXPLICIT", ...urls].join("\n"),
      condaLockText(packages, channel),
      pixiLockText(packages, channel),
    ];
    for (const text of texts) {
      const { hashes: found, failures } = await make(text, "/nowhere", "openblas");
      expect([found, failures]).toEqual([same, {}]);
    }
  });

  test("from a server, where the records of the installed packages are as complete as by a solve", async (context) => {
    const { channel, hashes, openblas } = await begin(context);
    await using server = await serveChannel(channel);
    const list = openblas.replaceAll(/file:\/\/\S+\/(?=[^/]+\/[^/]+$)/gm, `${server.origin}/good/`);
    const once = await make(list, "/nowhere", "openblas");
    expect([once.hashes, once.failures]).toEqual([{ openblas: hashes.openblas }, {}]);
    expect(server.requests.some(({ line }) => line.includes("repodata"))).toBe(false);
  });
});

describe("a variant laid over a lock", () => {
  test("replaces the BLAS and what only it needs, and says so; all else stays", async (context) => {
    const { channel, hashes, builds, openblas } = await begin(context);
    const packages = await packagesOf(openblas, channel);
    for (const text of [openblas, pixiLockText(packages, channel)]) {
      const laid = await make(text, channel, "netlib, openblas");
      expect([laid.hashes, laid.failures]).toEqual([hashes, {}]);
      const said = laid.log.filter((line) => line.includes("laid over"));
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(
        /^netlib-linux-64-head: laid over environment: libblas 3\.9\.0 31_\w+_openblas -> libblas 3\.9\.0 8_/,
      );
      expect(said[0]).toMatch(/libopenblas 0\.3\.21 pthreads_\w+ -> nothing$/);
    }
    expect(builds.netlib).not.toEqual(builds.openblas);
  });

  test("may add packages, and is refused what the lock contradicts, with all of it", async (context) => {
    const { channel, builds, openblas } = await begin(context);
    const lean = openblas.replace(/^.*synthetic-hello.*\n/m, "");
    const added = await make(lean, channel, "openblas", { packages: "synthetic-hello" });
    expect(added.builds).toEqual({ openblas: builds.openblas });
    const more = { "numpy-version": "2.0", "python-version": "3.12", packages: "synthetic-hello 1.*" };
    expect((await make(openblas, channel, "openblas", more)).failures).toEqual({
      openblas:
        "environment contradicts what is asked for: python 3.12.*, and it has python 3.11.2 0_cpython; " +
        "numpy 2.0.*, and it has numpy 1.24.2 py311h8e6699e_0. Ask for what the lock has, or make the lock anew.",
    });
  });

  test("needs the channel that the lock is of, and what is locked in its index", async (context) => {
    const { channel, openblas } = await begin(context);
    await using scratch = await makeScratch();
    for (const subdir of ["linux-64", "noarch"]) {
      await fs.cp(path.join(channel, subdir), path.join(scratch.folder, subdir), { recursive: true });
      const file = path.join(scratch.folder, subdir, "repodata.json");
      const index = JSON.parse(await fs.readFile(file, "utf8"));
      delete index["packages.conda"]["synthetic-hello-1.0-pyh0000000_0.conda"];
      await fs.writeFile(file, JSON.stringify(index));
    }
    const elsewhere = openblas.replaceAll(channel, scratch.folder);
    const { failures } = await make(elsewhere, "/nowhere", "netlib");
    expect(failures.netlib).toMatch(
      /^libblas=\*=\*_netlib cannot be laid over environment: .* for linux-64 has no synthetic-hello-1\.0-pyh0000000_0\.conda\./,
    );
    // What a lock itself says of a package is enough.
    const packages = await packagesOf(elsewhere, channel);
    expect((await make(pixiLockText(packages, scratch.folder), "/nowhere", "netlib")).failures).toEqual({});
  });
});

describe("a digest that is wrong", () => {
  test("is named for a local package, and for one from a server even where the cache has the right one", async (context) => {
    const { channel, openblas } = await begin(context);
    await using server = await serveChannel(channel);
    const packages = await packagesOf(openblas, channel);
    const [numpy] = packages.filter(({ name }) => name === "numpy");
    if (numpy === undefined) throw new Error("numpy is not in the list");
    const remote = numpy.url.replace(`file://${channel}`, `${server.origin}/good`);
    const zeros = "0".repeat(64);
    const wrong: [string, string][] = [
      [`${numpy.url}#sha256:${zeros}`, `${numpy.url}: sha256 is ${numpy.sha256}, the lock says ${zeros}. `],
      [`${numpy.url}#${zeros.slice(32)}`, `${numpy.url}: md5 is ${numpy.md5}, the lock says ${zeros.slice(32)}. `],
      [`${remote}#sha256:${zeros}`, `${remote}: its digest is ${numpy.sha256}, environment says ${zeros}. `],
      [`${remote}#${zeros.slice(32)}`, `${remote}: md5 is ${numpy.md5}, the lock says ${zeros.slice(32)}. `],
    ];
    for (const [entry, message] of wrong) {
      const list = openblas.replace(new RegExp(`^${numpy.url}.*$`, "m"), entry);
      const { outcomes, failures } = await make(list, "/nowhere", "openblas");
      expect(failures.openblas).toContain(message);
      expect(outcomes[0]).toMatchObject({ status: "failed", kind: "hash-mismatch" });
    }
  });
});
