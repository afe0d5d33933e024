// Whose folder it is, on a real file system.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { claimPrefix, completePrefix, manifestName } from "../../src/provision/prefix.ts";
import { systemFiles } from "../../src/system/files.ts";
import { owner } from "../../src/system/owner.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { makeScratch } from "./scratch.ts";

const effects = { files: systemFiles, processes: createProcesses() };

describe("a folder for an environment", () => {
  it("is made and says that it is not complete", async () => {
    await using scratch = await makeScratch();
    const claimed = await claimPrefix(effects, path.join(scratch.folder, "deep", "root"), "one");
    expect(claimed).toEqual({ status: "claimed", prefix: path.join(scratch.folder, "deep", "root", "one") });
    const manifest = await fs.readFile(path.join(scratch.folder, "deep", "root", "one", manifestName), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({ madeBy: "blas-bench", complete: false, hash: null });
  });

  it.for([true, false])("of our own is made anew (complete: %s)", async (complete) => {
    await using scratch = await makeScratch();
    await claimPrefix(effects, scratch.folder, "one");
    if (complete) await completePrefix(effects, path.join(scratch.folder, "one"), "one", "ab");
    await scratch.write("one/old", "");
    expect((await claimPrefix(effects, scratch.folder, "one")).status).toBe("claimed");
    expect(await fs.readdir(path.join(scratch.folder, "one"))).toEqual([manifestName]);
  });

  it("of a run that goes on is left to it, and taken over once that has ended", async () => {
    await using scratch = await makeScratch();
    const other = effects.processes.start({ command: ["sleep", "60"], variables: { PATH: process.env.PATH ?? "" } });
    const mark = owner.replace(/\d+$/, String(other.processId));
    const manifest = { madeBy: "blas-bench", owner: mark, environment: "one", complete: true, hash: "ab" };
    await scratch.write(path.join("one", manifestName), JSON.stringify(manifest));
    const folder = path.join(scratch.folder, "one");
    expect(await claimPrefix(effects, scratch.folder, "one")).toMatchObject({
      kind: "prefix-exists",
      message: `${folder}: another run is using this (${mark}). Wait for it to end, or choose another output folder.`,
    });
    expect(JSON.parse(await fs.readFile(path.join(folder, manifestName), "utf8"))).toEqual(manifest);
    await other.kill();
    expect((await claimPrefix(effects, scratch.folder, "one")).status).toBe("claimed");
    const elsewhere = { ...manifest, owner: "blas-bench another-machine 1" };
    // Nobody here knows whether that one goes on.
    await scratch.write(path.join("one", manifestName), JSON.stringify({ ...elsewhere, complete: false }));
    expect(await claimPrefix(effects, scratch.folder, "one")).toMatchObject({ kind: "prefix-exists" });
    await scratch.write(path.join("one", manifestName), JSON.stringify(elsewhere));
    expect((await claimPrefix(effects, scratch.folder, "one")).status).toBe("claimed");
  });

  it.for<[string, (folder: string) => Promise<unknown>]>([
    ["is empty", (folder) => fs.mkdir(folder)],
    ["is a file", (folder) => fs.writeFile(folder, "thesis")],
    ["is an environment of somebody else", (folder) => fs.mkdir(path.join(folder, "conda-meta"), { recursive: true })],
    [
      "has a manifest that is not ours",
      async (folder) => {
        await fs.mkdir(folder);
        await fs.writeFile(path.join(folder, manifestName), '{"madeBy": "somebody"}');
      },
    ],
    [
      "has a manifest cut short",
      async (folder) => {
        await fs.mkdir(folder);
        await fs.writeFile(path.join(folder, manifestName), '{"madeBy": "blas-ben');
      },
    ],
  ])("that exists and %s is not touched", async ([, make]) => {
    await using scratch = await makeScratch();
    const folder = path.join(scratch.folder, "one");
    await make(folder);
    const before = await fs.stat(folder);
    expect(await claimPrefix(effects, scratch.folder, "one")).toEqual({
      status: "failed",
      kind: "prefix-exists",
      message:
        `${folder}: this already exists and was not made by blas-bench. It was left as it is. ` +
        "Remove it, or choose another output folder.",
      lastLines: [],
    });
    expect((await fs.stat(folder)).mtimeMs).toBe(before.mtimeMs);
  });
});
