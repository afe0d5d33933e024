// Activation against a real bash and folders laid out like conda's.
import { describe, expect, it } from "vitest";
import { activate, environmentKind, readVariables } from "../../src/provision/activation.ts";
import { systemFiles } from "../../src/system/files.ts";
import { benchEffects } from "./bench-effects.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

const effects = benchEffects({ childVariables: { PATH: process.env.PATH ?? "", HOME: "/nowhere" } });

async function activateConda(scratch: Scratch): Promise<Readonly<Record<string, string>>> {
  await scratch.write("conda-meta/history", "");
  const activated = await activate(effects, scratch.folder, "conda", effects.signal);
  if (activated.status === "failed") throw new Error(activated.message);
  return activated.variables;
}

describe("a conda environment", () => {
  it.each([
    ["no script", "README", ""],
    ["a script that does nothing", "x.sh", ":"],
  ])("gets conda's variables and nothing of the shell's own: %s", async (_, name, text) => {
    await using scratch = await makeScratch();
    await scratch.write(`etc/conda/activate.d/${name}`, text);
    expect(await activateConda(scratch)).toEqual({
      PATH: `${scratch.folder}/bin:${process.env.PATH}`,
      HOME: "/nowhere",
      CONDA_PREFIX: scratch.folder,
      CONDA_DEFAULT_ENV: scratch.folder,
      CONDA_SHLVL: "1",
    });
  });

  it("runs its scripts in the order of their names, whatever they print, fail or set", async () => {
    await using scratch = await makeScratch();
    await scratch.write(
      "etc/conda/activate.d/1.sh",
      'export ORDER=one; echo loud; set -eu; false || export LIB="$CONDA_PREFIX/lib"\n',
    );
    await scratch.write(
      "etc/conda/activate.d/2.sh",
      'export ORDER="$ORDER two"; export LINES_="a\nb=c"; export EMPTY=; NOT_EXPORTED=1\n',
    );
    await scratch.write("etc/conda/activate.d/3.fish", "export ORDER=fish\n");
    const variables = await activateConda(scratch);
    expect(variables).toMatchObject({ ORDER: "one two", LIB: `${scratch.folder}/lib`, LINES_: "a\nb=c", EMPTY: "" });
    expect(variables).not.toHaveProperty("NOT_EXPORTED");
  });

  it("gets variables of packages, over them those of the user, and both before the scripts run", async () => {
    await using scratch = await makeScratch();
    await scratch.write("etc/conda/env_vars.d/a.json", '{"A": "package", "B": "package"}');
    await scratch.write("etc/conda/env_vars.d/broken.json", "{");
    await scratch.write("conda-meta/state", '{"version": 1, "env_vars": {"B": "user", "GONE": "***unset***"}}');
    await scratch.write("etc/conda/activate.d/x.sh", 'export SEEN="$A $B"\n');
    const variables = await activateConda(scratch);
    expect(variables).toMatchObject({ A: "package", B: "user", SEEN: "package user" });
    expect(variables).not.toHaveProperty("GONE");
  });

  it("whose script ends the shell is refused", async () => {
    await using scratch = await makeScratch();
    await scratch.write("etc/conda/activate.d/x.sh", "echo no licence >&2; exit 0\n");
    const activated = await activate(effects, scratch.folder, "conda", effects.signal);
    expect(activated).toEqual({
      status: "failed",
      kind: "other",
      message: `${scratch.folder}: cannot be activated: a script in etc/conda/activate.d ended the shell.`,
      lastLines: ["no licence"],
    });
  });
});

describe("other environments", () => {
  it("are told apart by what lies in them", async () => {
    await using scratch = await makeScratch();
    expect(await environmentKind(systemFiles, scratch.folder)).toBe("plain");
    await scratch.write("pyvenv.cfg", "");
    expect(await environmentKind(systemFiles, scratch.folder)).toBe("venv");
    await scratch.write("conda-meta/history", "");
    expect(await environmentKind(systemFiles, scratch.folder)).toBe("conda");
  });

  it("get their own folder on the path", async () => {
    const path = process.env.PATH;
    expect(await activate(effects, "/venv", "venv", effects.signal)).toEqual({
      status: "activated",
      variables: { PATH: `/venv/bin:${path}`, HOME: "/nowhere", VIRTUAL_ENV: "/venv" },
    });
    const plain = await activate(effects, "/usr", "plain", effects.signal);
    expect(plain).toEqual({ status: "activated", variables: { PATH: `/usr/bin:${path}`, HOME: "/nowhere" } });
  });
});

describe("what the shell answers", () => {
  it("counts only with its end", () => {
    expect(readVariables("A\u00001\u0000end\u0000", {})).toEqual({ A: "1" });
    expect(readVariables("A\u00001\u0000", {})).toBeNull();
    expect(readVariables("", {})).toBeNull();
  });

  it("keeps a variable of the shell's own that was given", () => {
    expect(readVariables("PWD\u0000/x\u0000_\u0000y\u0000end\u0000", { PWD: "/x" })).toEqual({ PWD: "/x" });
  });
});
