// The tool environment, made for real in cache folders of the tests' own.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { findMachinePython } from "../../src/provision/machine-python.ts";
import { ensureTools } from "../../src/provision/tools.ts";
import { until } from "../e2e/live-processes.ts";
import { benchEffects } from "./bench-effects.ts";
import { closedOrigin } from "./channel-server.ts";
import { makeScratch } from "./scratch.ts";

const limit = { timeout: 180_000 };

async function toolFolders(cache: string): Promise<string[]> {
  const names = await fs.readdir(cache).catch(() => []);
  return names.filter((name) => name.startsWith("tools-"));
}

describe("the tool environment", () => {
  it("that was killed half-way counts for nothing; of two next runs one makes it, and it works", limit, async () => {
    await using scratch = await makeScratch();
    const controller = new AbortController();
    const effects = benchEffects({ cacheFolder: scratch.folder });
    const killed = ensureTools(effects, controller.signal);
    await until("the first file of the tools", async () => {
      const [folder] = await toolFolders(scratch.folder);
      if (folder === undefined) return undefined;
      return (await fs.readdir(path.join(scratch.folder, folder)).catch(() => [])).at(0);
    });
    controller.abort();
    await expect(killed).rejects.toThrow(Interrupted);
    expect(await toolFolders(scratch.folder)).toEqual([expect.stringMatching(/\.making-\d+$/)]);

    const make = () => ensureTools(effects, effects.signal);
    const made = await Promise.all([make(), make()]);
    const [first, second] = made;
    if (first?.status !== "ready" || second?.status !== "ready") throw new Error(JSON.stringify(made));
    expect([first.created, second.created].sort()).toEqual([false, true]);
    expect(first.python).toBe(second.python);
    expect(await toolFolders(scratch.folder)).toEqual([expect.not.stringContaining("making")]);
    const command = [first.python, "-Ic", "import rattler; print(rattler.__name__)"] as const;
    expect((await effects.processes.run({ command, variables: {} })).stdout).toBe("rattler\n");
    expect(await fs.readdir(first.threadpoolctlFolder)).toContain("threadpoolctl.py");
    expect(await make()).toMatchObject({ status: "ready", created: false });

    // Found without any Python, as long as nothing has changed that they were made from.
    const withoutPython = { ...effects, networkVariables: { PATH: scratch.folder } };
    expect(await ensureTools(withoutPython, effects.signal)).toEqual({ ...first, created: false });
    await fs.copyFile(await fs.realpath(process.execPath), `${first.python}.other`);
    await fs.rename(`${first.python}.other`, first.python);
    expect(await ensureTools(withoutPython, effects.signal)).toMatchObject({ status: "failed", kind: "no-python" });
  });

  it("says that the package index cannot be reached, and leaves nothing", limit, async () => {
    await using scratch = await makeScratch();
    const { PIP_FIND_LINKS: _, ...networkVariables } = benchEffects().networkVariables;
    const index = { PIP_INDEX_URL: `${await closedOrigin()}/simple`, PIP_NO_CACHE_DIR: "1" };
    const effects = benchEffects({
      cacheFolder: scratch.folder,
      networkVariables: { ...networkVariables, ...index },
    });
    expect(await ensureTools(effects, effects.signal)).toMatchObject({
      status: "failed",
      kind: "channel-unreachable",
      message: expect.stringMatching(/installing the conda solver .*: the Python package index cannot be reached/),
    });
    expect(await toolFolders(scratch.folder)).toEqual([]);
  });

  it("refuses a package that is not the locked one", limit, async () => {
    await using scratch = await makeScratch();
    for (const version of ["0.25.0", "0.28.0"])
      await scratch.write(`wheels/py_rattler-${version}-py3-none-any.whl`, "not the wheel that was locked");
    const wheels = { PIP_NO_INDEX: "1", PIP_FIND_LINKS: path.join(scratch.folder, "wheels") };
    const cacheFolder = path.join(scratch.folder, "cache");
    const effects = benchEffects({
      cacheFolder,
      networkVariables: { ...benchEffects().networkVariables, ...wheels },
    });
    expect(await ensureTools(effects, effects.signal)).toMatchObject({ status: "failed", kind: "hash-mismatch" });
    expect(await toolFolders(cacheFolder)).toEqual([]);
  });

  it("says what a cache folder that cannot be made is", async () => {
    const effects = benchEffects({ cacheFolder: "/proc/nobody/cache" });
    expect(await ensureTools(effects, effects.signal)).toMatchObject({
      status: "failed",
      message: "/proc/nobody/cache: No such file or directory.",
    });
  });
});

describe("the machine's Python", () => {
  it("is missing", async () => {
    await using scratch = await makeScratch();
    const effects = benchEffects({ cacheFolder: scratch.folder, networkVariables: { PATH: scratch.folder } });
    expect(await ensureTools(effects, effects.signal)).toEqual({
      status: "failed",
      kind: "no-python",
      message: "PATH: there is no python3. Install Python 3.9 or newer.",
      lastLines: [],
    });
  });

  it("may print what it likes before it answers, and is passed over where it does not answer", async () => {
    await using scratch = await makeScratch();
    const answers = {
      python3: "echo hello",
      "python3.16": `echo loud; echo '{"executable": "/new/python3", "version": [3, 16]}'`,
    };
    for (const [name, line] of Object.entries(answers))
      await fs.chmod(await scratch.write(name, `#!/bin/sh\n${line}\n`), 0o755);
    const { processes, signal } = benchEffects();
    expect(await findMachinePython(processes, { PATH: scratch.folder }, signal)).toEqual({
      status: "found",
      python: "/new/python3",
    });
  });

  it("is too old", async () => {
    await using scratch = await makeScratch();
    const python = await scratch.write(
      "python3",
      `#!/bin/sh\necho '{"executable": "/old/python3", "version": [3, 6]}'\n`,
    );
    await fs.chmod(python, 0o755);
    const effects = benchEffects({ cacheFolder: scratch.folder, networkVariables: { PATH: scratch.folder } });
    expect(await ensureTools(effects, effects.signal)).toMatchObject({
      kind: "no-python",
      message: "PATH: /old/python3 is Python 3.6. Install Python 3.9 or newer.",
    });
  });
});
