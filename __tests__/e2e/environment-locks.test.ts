// Environment files of every kind on the synthetic channel, by the real solver: each gives the same environment twice.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { serveChannel } from "../provision/channel-server.ts";
import type { Case, Made } from "../provision/from-environment-file.ts";
import { makeAll } from "../provision/from-environment-file.ts";
import { condaLockText, packagesOf, pixiLockText } from "../provision/lock-texts.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";

const yml = "dependencies:\n  - python\n  - numpy\n  - synthetic-hello\n";
/** What a lock names needs no channel. */
const nowhere = "/nowhere";

let first: Promise<readonly Made[]> | undefined;

/** The environments that all tests compare theirs with, from an environment.yml, and their locks. */
async function begin(context: { readonly skip: (note: string) => never }) {
  const channel = await needChannel(context);
  first ??= makeAll({ text: yml, channels: channel, variants: "openblas, netlib" });
  const [made] = await first;
  const [openblas, netlib] = [made?.locks["openblas.txt"], made?.locks["netlib.txt"]];
  if (made === undefined || openblas === undefined || netlib === undefined) throw new Error("no lock was written");
  return { channel, made, openblas, netlib, packages: await packagesOf(openblas, channel) };
}

test("every kind gives the environment again, with an equal hash, and a lock needs no index", async (context) => {
  const { channel, made, openblas, netlib, packages } = await begin(context);
  expect(packages.length).toBeGreaterThan(8);
  expect(made.hashes.openblas).not.toBe(made.hashes.netlib);
  await using server = await serveChannel(channel);
  const served = openblas.replaceAll(`file://${channel}`, `${server.origin}/good`);
  const texts: Readonly<Record<string, string>> = {
    "its lock": openblas,
    "its lock, from a server": served,
    "a list with md5": ["@EXPLICIT", ...packages.map(({ url, md5 }) => `${url}#${md5}`)].join("\n"),
    "a list without digests": ["@EXPLICIT", ...packages.map(({ url }) => url)].join("\n"),
    "a conda-lock file": condaLockText(packages, channel),
    "a pixi lock": pixiLockText(packages, channel),
  };
  const cases: Case[] = Object.values(texts).map((text) => ({ text, channels: nowhere, variants: "openblas" }));
  const [again, others, ...same] = await makeAll(
    { text: yml, channels: channel, variants: "openblas" },
    { text: netlib, channels: nowhere, variants: "netlib" },
    ...cases,
  );
  expect([again?.hashes, again?.locks]).toEqual([{ openblas: made.hashes.openblas }, { "openblas.txt": openblas }]);
  expect([others?.hashes, others?.locks]).toEqual([{ netlib: made.hashes.netlib }, { "netlib.txt": netlib }]);
  expect(
    Object.fromEntries(same.map(({ hashes, failures }, index) => [Object.keys(texts)[index], [hashes, failures]])),
  ).toEqual(Object.fromEntries(Object.keys(texts).map((name) => [name, [{ openblas: made.hashes.openblas }, {}]])));
  // Lists say nothing of what packages need, and the records in the environment do.
  for (const { dependencies } of same) expect(dependencies).toEqual({ openblas: made.dependencies.openblas });
  expect(server.requests.some(({ line }) => line.includes("repodata"))).toBe(false);
});

test("a variant laid over a lock replaces the BLAS and what only it needs, and what contradicts is refused", async (context) => {
  const { channel, made, openblas } = await begin(context);
  await using scratch = await makeScratch();
  await copyWithout("synthetic-hello-1.0-pyh0000000_0.conda", channel, scratch.folder);
  const moved = openblas.replaceAll(channel, scratch.folder);
  const more = { "numpy-version": "2.0", "python-version": "3.12", packages: "synthetic-hello 1.*" };
  const [list, added, contradicted, gone, known] = await makeAll(
    { text: openblas, channels: channel, variants: "netlib" },
    {
      text: openblas.replace(/^.*synthetic-hello.*\n/m, ""),
      channels: channel,
      variants: "openblas",
      more: { packages: "synthetic-hello" },
    },
    { text: openblas, channels: channel, variants: "openblas", more },
    { text: moved, channels: nowhere, variants: "netlib" },
    {
      text: pixiLockText(await packagesOf(moved, channel), scratch.folder),
      channels: nowhere,
      variants: "netlib",
    },
  );
  expect([list?.hashes, list?.failures]).toEqual([{ netlib: made.hashes.netlib }, {}]);
  expect(list?.log).toEqual([
    expect.stringMatching(
      /^laid over environment: libblas 3\.9\.0 31_\w+_openblas -> libblas 3\.9\.0 8_\w+_netlib, .* libopenblas 0\.3\.21 pthreads_\w+ -> nothing$/,
    ),
  ]);
  expect([added?.hashes, added?.log]).toEqual([
    { openblas: made.hashes.openblas },
    [expect.stringContaining("nothing -> synthetic-hello 1.0")],
  ]);
  expect(contradicted?.failures).toEqual({
    openblas:
      "environment contradicts what is asked for: python 3.12.*, and it has python 3.11.2 0_cpython; " +
      "numpy 2.0.*, and it has numpy 1.24.2 py311h8e6699e_0. Ask for what the lock has, or make the lock anew.",
  });
  expect(gone?.failures.netlib).toMatch(
    /^libblas=\*=\*_netlib cannot be laid over environment: .* for linux-64 has no synthetic-hello-1\.0-pyh0000000_0\.conda\. /,
  );
  // A pixi lock says itself what each package needs.
  expect([known?.hashes, known?.failures]).toEqual([{ netlib: made.hashes.netlib }, {}]);
});

/** A channel of its own, whose index has lost one package; the file is still there. */
async function copyWithout(archive: string, channel: string, folder: string): Promise<void> {
  for (const subdir of ["linux-64", "noarch"]) {
    await fs.mkdir(path.join(folder, subdir));
    for (const name of await fs.readdir(path.join(channel, subdir)))
      await fs.symlink(path.join(channel, subdir, name), path.join(folder, subdir, name));
    const file = path.join(folder, subdir, "repodata.json");
    const index = JSON.parse(await fs.readFile(file, "utf8"));
    delete index["packages.conda"][archive];
    await fs.rm(file);
    await fs.writeFile(file, JSON.stringify(index));
  }
}

test("a package with another digest is named, and one that is gone, even where the cache has the right package", async (context) => {
  const { channel, openblas, packages } = await begin(context);
  await using server = await serveChannel(channel);
  const numpy = packages.find(({ name }) => name === "numpy");
  if (numpy === undefined) throw new Error("numpy is not in the list");
  const remote = numpy.url.replace(`file://${channel}`, `${server.origin}/good`);
  const zeros = "0".repeat(64);
  const wrong: readonly (readonly [entry: string, message: string])[] = [
    [`${numpy.url}#sha256:${zeros}`, `${numpy.url}: sha256 is ${numpy.sha256}, the lock says ${zeros}. `],
    [`${numpy.url}#${zeros.slice(32)}`, `${numpy.url}: md5 is ${numpy.md5}, the lock says ${zeros.slice(32)}. `],
    [`${remote}#sha256:${zeros}`, `${remote}: its digest is ${numpy.sha256}, environment says ${zeros}. `],
    [`${remote}#${zeros.slice(32)}`, `${remote}: md5 is ${numpy.md5}, the lock says ${zeros.slice(32)}. `],
  ];
  const line = new RegExp(`^${numpy.url.replaceAll(".", "\\.")}.*$`, "m");
  const made = await makeAll(
    ...wrong.map(([entry]) => ({ text: openblas.replace(line, entry), channels: nowhere, variants: "openblas" })),
  );
  expect(made.map(({ failures }) => failures.openblas)).toEqual(
    wrong.map(([, message]) => expect.stringContaining(message)),
  );
  expect(made.map(({ kinds }) => kinds)).toEqual(wrong.map(() => ["hash-mismatch"]));
  const lost = `${server.origin}/missing/linux-64/numpy-9.9-0.conda`;
  const [known, unknown] = await makeAll(
    ...[`${lost}#sha256:${zeros}`, lost].map((entry) => {
      return { text: openblas.replace(line, entry), channels: nowhere, variants: "openblas" };
    }),
  );
  const gone = `${lost}: the package that environment names is not there. Make the lock anew, or put the package back.`;
  for (const one of [known, unknown])
    expect([one?.failures.openblas, one?.kinds]).toEqual([gone, ["package-not-found"]]);
});
