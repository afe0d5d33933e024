// How processes are started, with real shells: what a profile sets comes in, what is ours does not get lost.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import type { Launch, Launching } from "../../src/provision/launch.ts";
import { launch } from "../../src/provision/launch.ts";
import { prepareLaunchers, requireStartable } from "../../src/provision/launchers.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import type { Effects } from "../../src/system/effects.ts";
import { host } from "../verify/evidence-examples.ts";
import { benchEffects } from "./bench-effects.ts";
import { makeStandIn, readRecording } from "./clients/stand-in.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

const profile = `
echo "Welcome back"
export SEEN="$CONDA_PREFIX" OMP_NUM_THREADS=4 CONDA_DEFAULT_ENV=base FROM_PROFILE="two words"
PATH=/opt/tools:/usr/bin:/bin
cd /
cd() { echo "not there"; }
`;
const tell = `
import json, os, sys
print(json.dumps({"variables": dict(os.environ), "folder": os.getcwd(), "words": sys.argv[1:]}))
`;
const words = ["a b", "$HOME", "x'y", '"q"', "*", "", "-p", "=", "--"];

let scratch: Scratch;
let childVariables: Readonly<Record<string, string>>;
beforeAll(async () => {
  scratch = await makeScratch();
  for (const name of [".bash_profile", ".profile"]) await scratch.write(`home/${name}`, profile);
  const HOME = path.join(scratch.folder, "home");
  childVariables = { PATH: process.env.PATH ?? "", HOME, SHELL: "/bin/bash", LANG: "C.UTF-8" };
});
afterAll(() => scratch[Symbol.asyncDispose]());

interface Told {
  readonly variables: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly words: readonly string[];
}

async function started(launcher: Launch["launcher"], launching: Launching): Promise<Told> {
  const activated = {
    CONDA_PREFIX: "/an env",
    CONDA_DEFAULT_ENV: "mine",
    "BASH_FUNC_f%%": "() { :; }",
    QUOTED: "it's\n$x",
  };
  const PATH = `/an env/bin:${childVariables.PATH}`;
  const request = launch(
    {
      launcher,
      launching,
      environment: { prefix: "/an env", python: "python3", variables: { ...childVariables, ...activated, PATH } },
      words: ["-c", tell, ...words],
      threadVariables: { OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
      workingDirectory: scratch.folder,
      scratch: "/scratch",
    },
    { childVariables },
  );
  const { stdout, stderr, exitCode } = await benchEffects().processes.run(request);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

describe("a process", () => {
  it("that is started directly is in the activated environment, with the threads that were asked for", async () => {
    const told = await started("direct", { conda: null, shell: null });
    expect(told).toMatchObject({ folder: scratch.folder, words });
    expect(told.variables).toMatchObject({ OMP_NUM_THREADS: "1", CONDA_PREFIX: "/an env", QUOTED: "it's\n$x" });
    expect(told.variables.FROM_PROFILE).toBeUndefined();
  });

  it.each(["bash", "dash"])("below %s has what profiles set, and the environment activated on top", async (name) => {
    const told = await started("login-shell", { conda: null, shell: `/bin/${name}` });
    expect(told).toMatchObject({ folder: scratch.folder, words });
    expect(told.variables).toMatchObject({
      OMP_NUM_THREADS: "4",
      MKL_NUM_THREADS: "1",
      FROM_PROFILE: "two words",
      // The environment is not active yet when profiles are read.
      SEEN: "",
      CONDA_PREFIX: "/an env",
      CONDA_DEFAULT_ENV: "mine",
      QUOTED: "it's\n$x",
      PATH: "/an env/bin:/opt/tools:/usr/bin:/bin",
    });
  });

  it("below a client has its configuration's place, and none of the activated variables: it activates itself", async () => {
    const program = await scratch.write("conda", '#!/bin/sh\n[ "$*" ] || exit 9\nshift 4\nexec "$@"\n');
    await fs.chmod(program, 0o755);
    const conda = { program, flags: ["--live"], variables: { CONDARC: "/rc" } };
    const told = await started("conda-run", { conda, shell: null });
    expect(told).toMatchObject({ folder: scratch.folder, words });
    expect(told.variables).toMatchObject({ OMP_NUM_THREADS: "1", CONDARC: "/rc", TMPDIR: "/scratch" });
    expect(told.variables.CONDA_PREFIX).toBeUndefined();
  });
});

function planOf(...launchers: Launch["launcher"][]): Plan {
  const raw = { variants: "existing:/one", launcher: launchers.join() };
  return planRun(
    readInputs(raw, readVariant, (name) => name),
    host,
    1,
  );
}

describe("what launchers need is looked for before anything is made", () => {
  const prepare = (changes: Partial<Effects>, ...launchers: Parameters<typeof planOf>) =>
    prepareLaunchers(planOf(...launchers), benchEffects({ childVariables, ...changes }));

  it("but not for launchers that nobody asked for", async () => {
    const nothing = { clientVariables: {}, childVariables: {} };
    expect(await prepare(nothing, "direct")).toEqual({ shell: null, conda: null });
  });

  it.each<[string, Record<string, string>, string]>([
    ["missing", {}, "SHELL is not set"],
    ["empty", { SHELL: "" }, "SHELL is not set"],
    ["of another kind", { SHELL: "/usr/bin/fish" }, "SHELL is /usr/bin/fish, which is none of bash, zsh,"],
    ["gone", { SHELL: "/nowhere/zsh" }, "SHELL is /nowhere/zsh, which is no file"],
    ["no path", { SHELL: "bash" }, "SHELL is bash, which is no file"],
  ])("a login shell that is %s is refused", async (_, variables, message) => {
    const refused = prepare({ childVariables: variables }, "direct", "login-shell");
    await expect(refused).rejects.toThrow(`launcher: login-shell: ${message}`);
    await expect(refused).rejects.toBeInstanceOf(UserError);
  });

  it.each([
    ["micromamba", ["-a", ""]],
    ["conda", ["--no-capture-output"]],
  ])("%s is found, with its flags and without the secrets of its configuration", async (name, flags) => {
    const folder = path.join(scratch.folder, `found-${name}`);
    const { program } = await makeStandIn(folder, [await readRecording(`${name}-info-json.json`)], { name });
    const CONDARC = await scratch.write("condarc", "");
    const said: string[] = [];
    const clientVariables = { CONDA_EXE: program, CONDARC, MAMBARC: "/gone", HTTPS_PROXY: "http://me:secret@proxy" };
    const found = await prepare({ clientVariables, log: (line) => said.push(line) }, "conda-run");
    expect(found).toEqual({ shell: null, conda: { program, flags, variables: { CONDARC } } });
    expect(said.join()).toMatch(
      new RegExp(`^conda-run starts processes with the \`run\` of ${name} \\d.* \\(CONDA_EXE\\)$`),
    );
  });

  it("a missing client is refused, and it is said for whom it was looked for", async () => {
    const refused = prepare({ clientVariables: { PATH: "/nowhere" } }, "conda-run");
    await expect(refused).rejects.toThrow(
      /^launcher: no usable conda client: MAMBA_EXE is not set.*or leave conda-run out/,
    );
  });
});

describe("an existing environment that is none of conda's", () => {
  const taken = { variables: {}, packages: [], hash: null, lockFile: null };
  const require = (prefix: string, ...launchers: Parameters<typeof planOf>) => {
    const plan = planOf(...launchers);
    const environments = plan.environments.map(
      (one): ProvisionedEnvironment => ({ plan: one, prefix, python: `${prefix}/bin/python`, ...taken }),
    );
    return requireStartable(plan, environments, benchEffects());
  };

  it("is refused where conda-run is to start something in it, and nowhere else", async () => {
    await scratch.write("venv/pyvenv.cfg", "");
    await scratch.write("env/conda-meta/history", "");
    const venv = path.join(scratch.folder, "venv");
    await expect(require(venv, "direct", "conda-run")).rejects.toThrow(
      "variant existing:one: conda-run starts nothing in it, because it is no conda environment",
    );
    await require(venv, "direct", "login-shell");
    await require(path.join(scratch.folder, "env"), "conda-run");
  });
});
