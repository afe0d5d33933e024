// The provider for conda clients, where things do not go as they should: nothing is left, and nothing of others is touched.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../../src/errors.ts";
import type { EnvironmentPlan } from "../../../src/plan/plan.ts";
import { createClientProvider } from "../../../src/provision/client.ts";
import { usualLimits } from "../../../src/provision/clients/call.ts";
import type { Client } from "../../../src/provision/clients/identify.ts";
import { explicitList, pinLines } from "../../../src/provision/conda-records.ts";
import type { Effects } from "../../../src/system/effects.ts";
import { clientVariables } from "../../../src/system/variables.ts";
import { benchEffects, planFor } from "../bench-effects.ts";
import { makeScratch } from "../scratch.ts";
import { clientOf } from "./replay.ts";
import type { StandIn } from "./stand-in.ts";
import { makeStandIn, readRecording } from "./stand-in.ts";

const recorded = await readRecording("micromamba-create-openblas.json");
const specs = recorded.argv.slice(9);
const channel = "file://{CHANNEL}";
/** Of "abc", from the examples of FIPS 180-2. */
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

function plan(id = "one", changes: Partial<Extract<EnvironmentPlan["source"], { provider: "client" }>> = {}) {
  const pinned = ["libblas", "numpy"];
  return planFor(id, { provider: "client", client: { kind: "found" }, specs, channels: [channel], pinned, ...changes });
}

function clientFor({ program }: StandIn, changes: Partial<Client> = {}): Client {
  return { ...clientOf(recorded), executable: program, packageFolders: ["/tmp"], ...changes };
}

/** Answers `create` for the environment "one" below `root`, after lines of sh. */
function standInFor(folder: string, root: string, run: string, rc = 0): Promise<StandIn> {
  return makeStandIn(folder, [{ ...recorded, rc }], { prefix: path.join(root, "one", "environment"), run });
}

async function provision(client: Client, root: string, changes: Partial<Effects> = {}, limits = usualLimits) {
  const effects = benchEffects(changes);
  const [outcome] = await createClientProvider(effects, client, limits).provision(
    [plan()],
    root,
    () => {},
    effects.signal,
  );
  if (outcome?.status !== "failed") throw new Error("this should have failed");
  return outcome;
}

describe("a client that", () => {
  it("says that it is done and made nothing is not believed", async () => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
    const outcome = await provision(clientFor(standIn), root);
    expect(outcome.kind).toBe("no-python");
    expect(outcome.message).toMatch(
      /^micromamba 2\.8\.1: says that it is done, and .*one\/environment has no Python\. Check/,
    );
    expect(await fs.readdir(root)).toEqual([]);
  });

  it.for<[string, string, string, RegExp]>([
    [
      "is conda, which does not look, and a package is not what its index says",
      "conda",
      "0".repeat(64),
      /^hash-mismatch .*\/a-1-0\.conda: sha256 is ba7816bf/,
    ],
    ["is micromamba, which looks by itself", "micromamba", "0".repeat(64), /^other .*bin\/python/],
    ["is conda, and packages are what their index says", "conda", abc, /^other .*bin\/python/],
    ["leaves a record that cannot be read", "conda", "{", /^other .*a package record in conda-meta cannot be read/],
  ])("%s", async ([, name, sha256, expected]) => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const archive = await scratch.write("channel/noarch/a-1-0.conda", "abc");
    const record = { name: "a", version: "1", build: "0", subdir: "noarch", url: `file://${archive}`, sha256 };
    const text = sha256 === "{" ? "{" : JSON.stringify(record);
    const made = `${root}/one/environment`;
    const lines = `mkdir -p '${made}/conda-meta' '${made}/bin'; : >'${made}/bin/python'; echo '${text}' >'${made}/conda-meta/a.json'\n`;
    const standIn = await standInFor(path.join(scratch.folder, "bin"), root, lines);
    const { family } = clientOf(await readRecording(`${name}-create-openblas.json`));
    // Where the packages are right, it is the Python made of nothing that fails next.
    const { kind, message } = await provision(clientFor(standIn, { family }), root);
    expect(`${kind} ${message}`).toMatch(expected);
    expect(await fs.readdir(root)).toEqual([]);
  });

  it("hangs is ended with all it started, and is said to have been", async () => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const folder = path.join(scratch.folder, "bin");
    const standIn = await standInFor(folder, root, `sleep 60 & echo $! >'${folder}/orphan'; wait\n`);
    const outcome = await provision(clientFor(standIn), root, {}, { ...usualLimits, createMilliseconds: 500 });
    expect(outcome.message).toBe(
      "micromamba 2.8.1: gave no answer in 0.5 s and was ended. Run the command below by hand to see what it waits for.",
    );
    expect(outcome.lastLines.at(-1)).toContain(
      `${standIn.program} create -y -p ${root}/one/environment --override-channels`,
    );
    const orphan = Number(await fs.readFile(path.join(folder, "orphan"), "utf8"));
    await expect
      .poll(() =>
        fs.access(`/proc/${orphan}/cwd`).then(
          () => "alive",
          () => "gone",
        ),
      )
      .toBe("gone");
    expect(await fs.readdir(root)).toEqual([]);
  });

  it("is interrupted leaves no folder", async () => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const standIn = await standInFor(
      path.join(scratch.folder, "bin"),
      root,
      `mkdir -p '${root}/one/environment/conda-meta'; sleep 60\n`,
    );
    const controller = new AbortController();
    const effects = benchEffects();
    const made = createClientProvider(effects, clientFor(standIn)).provision(
      [plan()],
      root,
      () => {},
      controller.signal,
    );
    const refused = expect(made).rejects.toThrow(Interrupted);
    await expect.poll(() => fs.readdir(path.join(root, "one", "environment")).catch(() => [])).toEqual(["conda-meta"]);
    controller.abort();
    await refused;
    expect(await fs.readdir(root)).toEqual([]);
  });

  it("fails after it has begun leaves nothing that looks like an environment", async () => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const half = `mkdir -p '${root}/one/environment/conda-meta'; : >'${root}/one/environment/conda-meta/history'\n`;
    const standIn = await standInFor(path.join(scratch.folder, "bin"), root, half, 1);
    expect((await provision(clientFor(standIn), root)).status).toBe("failed");
    expect(await fs.readdir(root)).toEqual([]);
  });
});

it("a folder that is somebody else's is never given to a client", async () => {
  await using scratch = await makeScratch();
  const root = path.join(scratch.folder, "root");
  await scratch.write("root/one/conda-meta/history", "");
  const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
  const outcome = await provision(clientFor(standIn), root);
  expect(outcome.kind).toBe("prefix-exists");
  expect(await standIn.calls()).toEqual([]);
  expect(await fs.readdir(path.join(root, "one"))).toEqual(["conda-meta"]);
});

it("a spec that is an option never reaches a client", async () => {
  await using scratch = await makeScratch();
  const root = path.join(scratch.folder, "root");
  const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
  const effects = benchEffects();
  const [outcome] = await createClientProvider(effects, clientFor(standIn)).provision(
    [plan("one", { specs: ["python", "--solver=classic"] })],
    root,
    () => {},
    effects.signal,
  );
  expect(outcome).toMatchObject({
    kind: "bad-spec",
    message: expect.stringContaining("--solver=classic: not a package"),
  });
  expect(await standIn.calls()).toEqual([]);
});

it("without channels of the user's the client's own count", async () => {
  await using scratch = await makeScratch();
  const root = path.join(scratch.folder, "root");
  const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
  const effects = benchEffects();
  const provider = createClientProvider(effects, clientFor(standIn));
  const own = plan("one", { specs: ["python", "numpy"], channels: [] });
  await provider.provision([own], root, () => {}, effects.signal);
  expect(await standIn.calls()).toEqual([`create -y -p ${root}/one/environment --json python numpy`]);
});

it("offline, a client is told so, and said to have been", async () => {
  await using scratch = await makeScratch();
  const root = path.join(scratch.folder, "root");
  const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
  // It has no recorded answer to these words: whatever else is wrong, that it was offline is said first.
  const outcome = await provision(clientFor(standIn), root, { offline: true });
  expect(outcome).toMatchObject({
    kind: "channel-unreachable",
    message: expect.stringMatching(/is set to be offline/),
  });
  expect(await standIn.calls()).toEqual([expect.stringMatching(/^create -y -p \S+ .*--offline --json /)]);
});

it("two runs at once do not disturb each other", async () => {
  await using scratch = await makeScratch();
  const roots = ["a", "b"].map((name) => path.join(scratch.folder, name, "root"));
  const [bad, good] = roots;
  if (bad === undefined || good === undefined) throw new Error("two were made");
  const make = (root: string, lines: string) => standInFor(path.join(root, "..", "bin"), root, lines);
  const own = `${good}/one/environment/conda-meta`;
  const verdict = path.join(scratch.folder, "verdict");
  const keep = `mkdir -p '${own}'; sleep 0.3; if [ -d '${own}' ]; then echo there; else echo gone; fi >'${verdict}'\n`;
  const [failing, working] = await Promise.all([make(bad, ""), make(good, keep)]);
  await Promise.all([provision(clientFor(failing), bad), provision(clientFor(working), good)]);
  expect(await fs.readFile(verdict, "utf8")).toBe("there\n");
});

describe("what a client gets of our environment", () => {
  const ours = {
    PATH: process.env.PATH ?? "",
    HOME: "/home/jane",
    CONDARC: "/no/such/condarc",
    MAMBARC: import.meta.filename,
    CONDA_CHANNEL_ALIAS: "https://mirror.example.org",
    SSL_CERT_FILE: "/etc/ca.pem",
    https_proxy: "http://proxy:3128",
    CONDA_PREFIX: "/home/jane/miniforge3",
    CONDA_SHLVL: "1",
    CONDA_SUBDIR: "osx-64",
    CONDA_JSON: "true",
    GITHUB_TOKEN: "secret",
    PIP_INDEX_URL: "https://jane:secret@pip.example.org",
    LD_PRELOAD: "/x.so",
  };

  it("is what leads to its configuration, and nothing else", async () => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
    await provision(clientFor(standIn), root, { clientVariables: clientVariables(ours) });
    const { _, PWD, OLDPWD, SHLVL, ...given } = await standIn.variables();
    expect(given).toEqual({
      PATH: ours.PATH,
      HOME: ours.HOME,
      MAMBARC: ours.MAMBARC,
      CONDA_CHANNEL_ALIAS: ours.CONDA_CHANNEL_ALIAS,
      SSL_CERT_FILE: ours.SSL_CERT_FILE,
      https_proxy: ours.https_proxy,
      CONDA_SUBDIR: "linux-64",
      CONDA_REGISTER_ENVS: "false",
      MAMBA_REGISTER_ENVS: "false",
      CONDA_REPORT_ERRORS: "false",
      CONDA_NUMBER_CHANNEL_NOTICES: "0",
    });
  });

  it.for<[string, string[], string | undefined]>([
    [
      "none of its own can be written",
      ["/dev/null/pkgs", "/dev/null/more"],
      "{cache}/client-packages,/dev/null/pkgs,/dev/null/more",
    ],
    ["one can", ["/dev/null/pkgs", "{scratch}/pkgs"], undefined],
  ])("is a folder for packages of ours where %s", async ([, folders, expected]) => {
    await using scratch = await makeScratch();
    const root = path.join(scratch.folder, "root");
    const standIn = await standInFor(path.join(scratch.folder, "bin"), root, "");
    const packageFolders = folders.map((folder) => folder.replace("{scratch}", scratch.folder));
    const variables = { clientVariables: { PATH: ours.PATH }, cacheFolder: path.join(scratch.folder, "cache") };
    await provision(clientFor(standIn, { packageFolders }), root, variables);
    const given = (await standIn.variables()).CONDA_PKGS_DIRS;
    expect(given).toBe(expected?.replace("{cache}", path.join(scratch.folder, "cache")));
  });
});

describe("records", () => {
  const record = { name: "numpy", version: "2.1.3", build: "py312_0", subdir: "linux-64" };
  const blas = { name: "libblas", version: "3.9.0", build: "31_h8d724d3_newaccelerate", subdir: "osx-arm64" };

  it("become pins: of the implementation for a BLAS, of the version for others", () => {
    expect(pinLines([blas, record, { ...record, name: "scipy" }], ["libblas", "numpy"])).toBe(
      "libblas *=*_newaccelerate\nnumpy ==2.1.3\n",
    );
  });

  it("become pins of the threading, and of the bare word that the metapackage is built as", () => {
    const openmp = { ...record, name: "libopenblas", version: "0.3.30", build: "openmp_h60d53f8_4" };
    const metapackage = { ...record, name: "blas", version: "1.0", build: "mkl" };
    const names = ["blas", "libopenblas"];
    expect(pinLines([metapackage, openmp], names)).toBe("blas *=mkl\nlibopenblas *=openmp_*\n");
  });

  it("become an @EXPLICIT list with the checksums there are, without credentials", () => {
    const url = "https://jane:secret@conda.example.org/t/tk-1/main/linux-64/numpy-2.1.3-py312_0.conda";
    const list = explicitList([
      { ...record, name: "a", subdir: "noarch", url: "file:///c/noarch/a-1-0.conda", sha256: "ab" },
      { ...record, url, md5: "cd" },
      { ...record, name: "z", url: null },
    ]);
    const bare = "https://conda.example.org/main/linux-64/numpy-2.1.3-py312_0.conda";
    expect(list).toBe(`# platform: linux-64\n@EXPLICIT\nfile:///c/noarch/a-1-0.conda#sha256:ab\n${bare}#cd\n`);
  });
});
