// The environment file of each arm: its own, none in an older base, and never none at head.
import * as path from "node:path";
import { expect, test } from "vitest";
import { readEnvironmentFiles } from "../../src/provision/environment-files.ts";
import { systemFiles } from "../../src/system/files.ts";
import { makeScratch } from "./scratch.ts";

const file = (spec: string): string => `dependencies:\n  - ${spec}\n`;

test("each arm has its own", async () => {
  await using scratch = await makeScratch();
  const folders = { base: path.join(scratch.folder, "base"), head: path.join(scratch.folder, "head") };
  await scratch.write("head/envs/bench.yml", file("numpy 2"));
  const read = () => readEnvironmentFiles("envs/bench.yml", folders, systemFiles);
  expect(await read()).toMatchObject({ base: null, head: { specs: ["numpy 2"] } });
  await scratch.write("base/envs/bench.yml", file("numpy 1"));
  expect(await read()).toMatchObject({ base: { specs: ["numpy 1"] }, head: { specs: ["numpy 2"] } });
  expect(await readEnvironmentFiles("envs/bench.yml", { ...folders, base: null }, systemFiles)).toMatchObject({
    base: null,
  });
});

test("one that is not at head is refused, and none is needed where none is named", async () => {
  await using scratch = await makeScratch();
  await scratch.write("base/bench.yml", file("numpy"));
  const folders = { base: path.join(scratch.folder, "base"), head: scratch.folder };
  await expect(readEnvironmentFiles("bench.yml", folders, systemFiles)).rejects.toThrow(
    "bench.yml: there is no such file at head",
  );
  expect(await readEnvironmentFiles(null, folders, systemFiles)).toEqual({ base: null, head: null });
});
