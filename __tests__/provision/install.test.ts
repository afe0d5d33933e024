// Install commands for real: where they run, what they change, and what becomes of those that fail.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { conda } from "../../src/provision/clients/conda.ts";
import type { Family } from "../../src/provision/clients/family.ts";
import { mamba, micromamba } from "../../src/provision/clients/libmamba.ts";
import { pipInteroperability } from "../../src/provision/clients/pip-interoperability.ts";
import { createExistingProvider } from "../../src/provision/existing.ts";
import { installAll } from "../../src/provision/install.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import type { Arm } from "../../src/result/schema.ts";
import { backendChange, lookAtBackend } from "../../src/verify/backend-change.ts";
import { probeRequest } from "../../src/verify/probe-series.ts";
import { benchEffects, planFor } from "./bench-effects.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(() => scratch[Symbol.asyncDispose]());

const effects = benchEffects();
const watch = {
  look: (environment: ProvisionedEnvironment) =>
    lookAtBackend(probeRequest(environment, { OMP_NUM_THREADS: "1" }, effects), effects.processes),
  change: backendChange,
};

async function twins(python = process.env.BLAS_BENCH_TEST_PYTHON ?? ""): Promise<ProvisionedEnvironment[]> {
  const plans = (["base", "head"] as const).map((arm) => ({
    ...planFor("own", { provider: "existing", path: python }),
    id: `own-${arm}`,
    arm,
  }));
  const outcomes = await createExistingProvider(effects).provision(plans, "", () => {}, effects.signal);
  return outcomes.map((outcome) => {
    if (outcome.status === "failed") throw new Error(outcome.message);
    return outcome.environment;
  });
}

async function folders(): Promise<Record<Arm, string>> {
  await scratch.write("base/place.txt", "base");
  await scratch.write("head/place.txt", "head");
  return { base: path.join(scratch.folder, "base"), head: path.join(scratch.folder, "head") };
}

async function install(commands: readonly string[], environments?: readonly ProvisionedEnvironment[]) {
  const logFolder = path.join(scratch.folder, "logs");
  return installAll(
    {
      environments: environments ?? (await twins()),
      commands: () => commands,
      folders: await folders(),
      logFolder,
    },
    watch,
    effects,
  );
}

const logOf = (id: string) => fs.readFile(path.join(scratch.folder, "logs", `${id}.log`), "utf8");

test("commands run in the arm's checkout, in the environment, and their output goes to its log", async () => {
  const commands = ["cat place.txt; echo ::set-output name=x::y >&2", "python -c 'import sys; print(sys.executable)'"];
  const { environments, installs, failures } = await install(commands);
  expect(failures).toEqual([]);
  expect(environments.map(({ plan }) => plan.id)).toEqual(["own-base", "own-head"]);
  expect(installs.get("own-head")).toEqual(commands.map((command) => ({ command, change: null })));
  expect(await logOf("own-base")).toMatch(/^\$ cat place\.txt.*\nbase\n::set-output name=x::y\n/);
  expect(await logOf("own-head")).toContain(`\nhead\n`);
  expect(await logOf("own-head")).toContain(`\n${environments[1]?.python}\n`);
});

test("commands let conda see what pip installs, by the name its version knows; who cannot see it is named", async () => {
  const [, head] = await twins();
  if (head === undefined) throw new Error("no environment");
  const inFolders = await folders();
  const seenBy = async (family: Family | null, version: string) => {
    const client = family && { name: family.name, version, pip: pipInteroperability({ family, version }) };
    const log: string[] = [];
    await installAll(
      {
        environments: [client === null ? head : { ...head, client }],
        commands: () => ["env | grep -E '^CONDA_P.*=true' > seen.txt || true"],
        folders: inFolders,
        logFolder: scratch.folder,
      },
      { look: async () => "", change: () => null },
      { ...effects, log: (text) => log.push(text) },
    );
    return [(await fs.readFile(path.join(inFolders.head, "seen.txt"), "utf8")).trim(), ...log.slice(0, -1)];
  };
  const [name, olderName] = ["CONDA_PREFIX_DATA_INTEROPERABILITY=true", "CONDA_PIP_INTEROP_ENABLED=true"];
  expect(await seenBy(null, "")).toEqual([name]);
  expect(await seenBy(conda, "26.7.1")).toEqual([name]);
  // Both at once are an error: one is an alias of the other.
  expect(await seenBy(conda, "25.3.0")).toEqual([olderName]);
  expect(await seenBy(micromamba, "2.8.1")).toEqual([name]);
  expect(await seenBy(mamba, "2.5.0")).toEqual([
    "",
    expect.stringMatching(/^mamba 2\.5\.0 does not see what pip installs, .* mamba 2\.6 .*update mamba\.$/),
  ]);
});

test.for([
  ["a failing line", "false; true", "ended with 1"],
  ["a failing part of a pipe", "false | cat", "ended with 1"],
  ["a dash at the beginning", "-x", "ended with 127"],
] as const)("%s ends the arm, not the other, and later lines do not run", async ([, line, how]) => {
  const onBase = `if [ -f only-base ]; then echo why >&2; ${line}; fi`;
  await scratch.write("base/only-base", "");
  const { environments, failures } = await install([line.startsWith("-") ? line : onBase, "touch later"]);
  const both = line.startsWith("-");
  expect(environments.map(({ plan }) => plan.id)).toEqual(both ? [] : ["own-head"]);
  expect(failures.map(({ subject }) => subject)).toEqual(both ? ["own (base)", "own"] : ["own (base)"]);
  expect(failures[0]?.message).toContain(how);
  if (!both) expect(failures[0]?.lastLines).toEqual(["why"]);
  await expect(fs.stat(path.join(scratch.folder, "base", "later"))).rejects.toThrow(/ENOENT/);
});

test("a base whose head could not be installed is not measured", async () => {
  await scratch.write("head/only-head", "");
  const { environments, failures } = await install(["test ! -f only-head"]);
  expect(environments).toEqual([]);
  expect(failures.map(({ subject }) => subject)).toEqual(["own"]);
});

test("a command that puts another NumPy in the way is named", async () => {
  const prefix = path.join(scratch.folder, "venv");
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  await effects.processes.run({
    command: [python, "-m", "venv", "--without-pip", "--system-site-packages", prefix],
    variables: effects.childVariables,
  });
  // The venv sees the NumPy of the Python below it; a broken one of its own goes before.
  const site = path.dirname(path.dirname(await numpyFolder(python)));
  const pth = `cd ${prefix}/lib/python3*/site-packages; echo ${path.join(site, "site-packages")} > below.pth`;
  await effects.processes.run({ command: ["bash", "-c", pth], variables: effects.childVariables });
  const [, head] = await twins(path.join(prefix, "bin", "python"));
  const swap = `cd ${prefix}/lib/python3*/site-packages; mkdir numpy; echo 'raise ImportError("not this one")' > numpy/__init__.py`;
  const { installs, failures } = await install(["true", swap], head === undefined ? [] : [head]);
  const [first, second] = installs.get("own-head") ?? [];
  expect(first).toEqual({ command: "true", change: null });
  expect(second?.change).toMatch(/^NumPy from .*numpy.* to what cannot be imported \(ImportError: not this one\)/);
  // The environment is lost with it, and its failure is all that a report will know.
  expect(failures).toHaveLength(1);
  expect(failures[0]?.message).toMatch(/^after install: .*NumPy cannot be imported/);
  expect(failures[0]?.message).toContain(`. \`${swap}\` changed NumPy from `);
});

async function numpyFolder(python: string): Promise<string> {
  const words = ["-c", "import numpy; print(numpy.__file__)"];
  const { stdout } = await effects.processes.run({ command: [python, ...words], variables: effects.childVariables });
  return path.dirname(stdout.trim());
}
