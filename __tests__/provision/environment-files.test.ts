// The environment file of each arm: its own, none in an older base, and never none at head.
import * as path from "node:path";
import { expect, test } from "vitest";
import { everyVariant } from "../../src/plan/conda-specs.ts";
import { readEnvironmentFiles } from "../../src/provision/environment-files.ts";
import { benchEffects } from "./bench-effects.ts";
import { makeScratch } from "./scratch.ts";

const effects = benchEffects();
const file = (spec: string): string => `dependencies:\n  - ${spec}\n`;
const named = (environmentFile: string | null) => ({ environmentFile, variants: "auto" as const });

test("each arm has its own", async () => {
  await using scratch = await makeScratch();
  const folders = { base: path.join(scratch.folder, "base"), head: path.join(scratch.folder, "head") };
  await scratch.write("head/envs/bench.yml", file("numpy 2"));
  const read = (places: { base: string | null; head: string } = folders) =>
    readEnvironmentFiles(named("envs/bench.yml"), places, effects);
  expect(await read()).toMatchObject({ base: null, head: { [everyVariant]: { specs: ["numpy 2"] } } });
  await scratch.write("base/envs/bench.yml", file("numpy 1"));
  expect(await read()).toMatchObject({ base: { [everyVariant]: { specs: ["numpy 1"] } } });
  expect(await read({ ...folders, base: null })).toMatchObject({ base: null });
  const absolute = await readEnvironmentFiles(named(path.join(folders.base, "envs/bench.yml")), folders, effects);
  expect(absolute.head).toEqual(absolute.base);
});

test("each variant has its own where the name has a place for it", async () => {
  await using scratch = await makeScratch();
  await scratch.write("openblas.yml", file("a"));
  await scratch.write("openblas@osx-64.yml", file("b"));
  const folders = { base: null, head: scratch.folder };
  const read = (variants: Parameters<typeof readEnvironmentFiles>[0]["variants"]) =>
    readEnvironmentFiles({ environmentFile: "{variant}.yml", variants }, folders, effects);
  expect(Object.keys((await read("all")).head ?? {})).toEqual(["openblas"]);
  const translated = { kind: "catalogue", name: "openblas", platform: "osx-64" } as const;
  expect((await read([translated, { kind: "existing", path: "/x" }])).head).toEqual({
    "openblas@osx-64": expect.objectContaining({ specs: ["b"] }),
  });
});

test("what no environment file can be is refused with its name", async () => {
  await using scratch = await makeScratch();
  const folders = { base: null, head: scratch.folder };
  await scratch.write("long.yml", " ".repeat(16_000_001));
  await scratch.write("bench.yml", file("numpy"));
  const read = (name: string) => readEnvironmentFiles(named(name), folders, effects);
  await expect(read("long.yml")).rejects.toThrow("long.yml: has more than 16000000 characters");
  await expect(read("bench.yml#gpu")).rejects.toThrow("bench.yml#gpu: has no environments to choose from");
});

test("a pixi.lock is read by the solver's library, from whichever folder it is in", async () => {
  await using scratch = await makeScratch();
  const lock = (packages: string): string =>
    ["version: 6", "environments:", "  bench:", "    channels: []", "    packages:", "      linux-64:", packages].join(
      "\n",
    );
  const own = '      - pypi: ../own\npackages:\n- pypi: ../own\n  name: own\n  version: "0.1"\n';
  await scratch.write("envs/any.name", lock(own));
  await scratch.write("envs/broken", lock("      - ["));
  const read = (name: string) => readEnvironmentFiles(named(name), { base: null, head: scratch.folder }, effects);
  const platforms = { "linux-64": { packages: [], requirements: ["./own"] } };
  expect((await read("envs/any.name#bench")).head).toEqual({
    [everyVariant]: { kind: "lock", form: "pixi lock", channels: [], platforms },
  });
  await expect(read("envs/any.name")).rejects.toMatchObject({
    message:
      "envs/any.name: has no environment default; it has bench. " +
      "Name one of them behind a #, such as envs/any.name#NAME.",
    exitCode: 2,
  });
  await expect(read("envs/broken")).rejects.toThrow(
    /^envs\/broken, line 8, column 1: is no pixi lock \(.*\)\. Write it anew/,
  );
});

test("one that is not at head is refused, and none is needed where none is named", async () => {
  await using scratch = await makeScratch();
  await scratch.write("base/bench.yml", file("numpy"));
  const folders = { base: path.join(scratch.folder, "base"), head: scratch.folder };
  await expect(readEnvironmentFiles(named("bench.yml"), folders, effects)).rejects.toThrow(
    "bench.yml: there is no such file at head",
  );
  expect(await readEnvironmentFiles(named(null), folders, effects)).toEqual({ base: null, head: null });
});
