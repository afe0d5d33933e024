// pip's provider, with the real package index and with none, and environments that exist already.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createExistingProvider } from "../../src/provision/existing.ts";
import { createPipProvider, downloadCommand } from "../../src/provision/pip.ts";
import type { ProvisionFailureKind, ProvisionOutcome } from "../../src/provision/provider.ts";
import { benchEffects, planFor } from "../provision/bench-effects.ts";
import { closedOrigin } from "../provision/channel-server.ts";
import { makeScratch } from "../provision/scratch.ts";

/** NumPy's wheels for Macs by their names, with nothing in them but that. */
async function writeWheel(folder: string, tag: string): Promise<void> {
  const code = `
import sys, zipfile
folder, tag = sys.argv[1:]
with zipfile.ZipFile(f"{folder}/numpy-9.0-py3-none-{tag}.whl", "w") as wheel:
    meta = "numpy-9.0.dist-info"
    wheel.writestr(f"{meta}/METADATA", "Metadata-Version: 2.1\\nName: numpy\\nVersion: 9.0\\n")
    wheel.writestr(f"{meta}/WHEEL", f"Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: false\\nTag: py3-none-{tag}\\n")
    wheel.writestr(f"{meta}/RECORD", "")
`;
  await promisify(execFile)("python3", ["-Ic", code, folder, tag]);
}

async function expectOlder(outcome: ProvisionOutcome): Promise<void> {
  if (outcome.status !== "ready") throw new Error(outcome.message);
  const { packages, lockFile, prefix } = outcome.environment;
  const numpy = packages.find(({ name }) => name === "numpy");
  expect(numpy).toMatchObject({ manager: "pip", version: expect.stringMatching(/^(1\.|2\.[012]\.)/) });
  expect(await fs.readFile(lockFile ?? "", "utf8")).toMatch(
    new RegExp(`^# wheels for manylinux_2_17_\\w+ or older\n# Python 3\\.\\d+\\.\\d+\nnumpy==${numpy?.version}\n$`),
  );
  expect(await fs.readdir(prefix)).not.toContain("wheels");
}

describe("pip's provider", () => {
  it("makes virtual environments of NumPy's wheels, also of an older system's, to be taken as they are", async () => {
    await using scratch = await makeScratch();
    const effects = benchEffects();
    const source = { provider: "pip", requirements: ["numpy"] } as const;
    const plan = planFor("pip", source);
    // Of the newest NumPy there is no wheel for so old a glibc.
    const old = planFor("old", { ...source, wheelsFor: `manylinux_2_17_${os.machine()}` });
    const plans = process.platform === "linux" ? [plan, old] : [plan];
    const provider = createPipProvider(effects);
    const [made, ...others] = await provider.provision(plans, scratch.folder, () => {}, effects.signal);
    for (const one of others) await expectOlder(one);
    if (made?.status !== "ready") throw new Error(made?.message);
    const { prefix, variables, packages, lockFile, hash } = made.environment;
    expect(variables.VIRTUAL_ENV).toBe(prefix);
    const numpy = packages.find(({ name }) => name === "numpy");
    expect(numpy).toMatchObject({ manager: "pip", build: null });
    expect(await fs.readFile(lockFile ?? "", "utf8")).toMatch(
      new RegExp(`^# Python 3\\.\\d+\\.\\d+\nnumpy==${numpy?.version}\n$`),
    );
    const existing = planFor("existing", { provider: "existing", path: prefix });
    const [taken] = await createExistingProvider(effects).provision([existing], "", () => {}, effects.signal);
    expect(taken).toMatchObject({ status: "ready", environment: { prefix, hash, lockFile: null } });
  });

  it.for<[string, string]>([
    ["macosx_13_0_arm64", "macosx_11_0_arm64"],
    ["macosx_15_0_arm64", "macosx_14_0_arm64"],
    ["macosx_13_0_x86_64", "macosx_10_9_x86_64"],
  ])("has a wheel for %s in that for %s", async ([wheelsFor, tag]) => {
    await using scratch = await makeScratch();
    for (const one of ["macosx_11_0_arm64", "macosx_14_0_arm64", "macosx_10_9_x86_64", "macosx_14_0_x86_64"])
      await writeWheel(scratch.folder, one);
    const folder = path.join(scratch.folder, "wheels");
    const command = downloadCommand(process.env.BLAS_BENCH_TEST_PYTHON ?? "", folder, ["numpy"], wheelsFor);
    const { networkVariables, processes } = benchEffects();
    const variables = { ...networkVariables, PIP_NO_INDEX: "1", PIP_FIND_LINKS: scratch.folder };
    const { exitCode, stderr } = await processes.run({ command, variables });
    expect(exitCode, stderr).toBe(0);
    expect(await fs.readdir(folder)).toEqual([`numpy-9.0-py3-none-${tag}.whl`]);
  });

  it.for<[string, string, ProvisionFailureKind, RegExp]>([
    ["there is no such package", "numpyyy-of-nobody", "package-not-found", /no wheel of this name/],
    ["the requirement is none", "numpy=!1", "bad-spec", /not a requirement pip understands/],
  ])("says that %s", async ([, requirement, kind, message]) => {
    await using scratch = await makeScratch();
    const { networkVariables } = benchEffects();
    const effects = benchEffects({
      networkVariables: { ...networkVariables, PIP_NO_INDEX: "1", PIP_FIND_LINKS: scratch.folder },
    });
    const plan = planFor("pip", { provider: "pip", requirements: [requirement] });
    const root = path.join(scratch.folder, "root");
    const [outcome] = await createPipProvider(effects).provision([plan], root, () => {}, effects.signal);
    expect(outcome).toMatchObject({ status: "failed", kind, message: expect.stringMatching(message) });
    expect(await fs.readdir(root)).toEqual([]);
  });

  it("says that the package index cannot be reached", async () => {
    await using scratch = await makeScratch();
    const { PIP_FIND_LINKS: _, ...networkVariables } = benchEffects().networkVariables;
    const index = { PIP_INDEX_URL: `${await closedOrigin()}/simple`, PIP_NO_CACHE_DIR: "1" };
    const effects = benchEffects({ networkVariables: { ...networkVariables, ...index } });
    const plan = planFor("pip", { provider: "pip", requirements: ["numpy"] });
    const [outcome] = await createPipProvider(effects).provision([plan], scratch.folder, () => {}, effects.signal);
    expect(outcome).toMatchObject({ status: "failed", kind: "channel-unreachable" });
    expect(await fs.readdir(scratch.folder)).toEqual([]);
  });
});

describe("the provider for what exists", () => {
  it("says what is wrong with what was named", async () => {
    await using scratch = await makeScratch();
    const broken = await scratch.write("broken/bin/python", "#!/bin/sh\necho not today >&2\nexit 3\n");
    await fs.chmod(broken, 0o755);
    const old = await scratch.write(
      "old",
      `#!/bin/sh\necho '{"executable": "/x", "prefix": "/x", "version": [2, 7]}'\n`,
    );
    await fs.chmod(old, 0o755);
    const effects = benchEffects();
    const remedy = "Name a Python, or the folder of an environment that has bin/python.";
    for (const [named, message] of [
      [`${scratch.folder}/nothing`, `${scratch.folder}/nothing: there is nothing here. ${remedy}`],
      [scratch.folder, `${scratch.folder}: this folder has no bin/python. ${remedy}`],
      [`${scratch.folder}/broken`, `${broken}: this does not work as a Python. ${remedy}`],
      [old, `${old}: this is Python 2.7. Name Python 3.8 or newer.`],
    ] as const) {
      const plan = planFor("existing", { provider: "existing", path: named });
      const [outcome] = await createExistingProvider(effects).provision([plan], "", () => {}, effects.signal);
      expect(outcome).toMatchObject({ status: "failed", kind: "no-python", message });
    }
  });

  it("says that NumPy is missing or broken", async () => {
    await using scratch = await makeScratch();
    const effects = benchEffects();
    const prefix = path.join(scratch.folder, "venv");
    const command = ["python3", "-m", "venv", "--without-pip", prefix] as const;
    await effects.processes.run({ command, variables: effects.childVariables });
    const take = async (): Promise<unknown> => {
      const plan = planFor("existing", { provider: "existing", path: prefix });
      return (await createExistingProvider(effects).provision([plan], "", () => {}, effects.signal))[0];
    };
    expect(await take()).toMatchObject({ kind: "numpy-missing", message: expect.stringContaining("No module named") });
    const [library] = await fs.readdir(path.join(prefix, "lib"));
    await scratch.write(`venv/lib/${library}/site-packages/numpy.py`, "raise OSError('libblas.so.3: cannot open')");
    expect(await take()).toMatchObject({
      kind: "numpy-missing",
      message: expect.stringContaining("NumPy cannot be imported: libblas.so.3: cannot open"),
    });
  });
});
