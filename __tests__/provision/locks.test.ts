// The locks that a run leaves: what is in them beside the provider's list, and for which arm there is one.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { readExplicitList } from "../../src/plan/explicit-list.ts";
import { readLocks, writeLocks } from "../../src/provision/locks.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import { benchEffects, condaPlan } from "./bench-effects.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

const numpy = { name: "numpy", version: "2.1.0", build: "py312h1_0" };
const list = "# platform: linux-64\n@EXPLICIT\nhttps://host/c/linux-64/numpy-2.1.0-py312h1_0.conda\n";

/** An environment whose Python answers `pip freeze` with a script of the test's. */
async function environment(
  scratch: Scratch,
  arm: "base" | "head",
  { text = list, freeze = "exit 9", wheels = [] as readonly string[], variant = "openblas" } = {},
): Promise<ProvisionedEnvironment> {
  const id = `${variant.replace(":", "-")}-linux-64-${arm}`;
  await scratch.write(`${id}/lock`, text);
  await scratch.write(`${id}/python`, `#!/bin/bash\n${freeze}\n`);
  const prefix = path.join(scratch.folder, id);
  await fs.chmod(path.join(prefix, "python"), 0o755);
  const wheel = { manager: "pip", version: "1", build: null, channel: null, sha256: null } as const;
  return {
    plan: { ...condaPlan(id, "c"), variant, arm },
    prefix,
    python: path.join(prefix, "python"),
    variables: { PATH: process.env.PATH ?? "" },
    packages: [{ ...wheel, ...numpy, manager: "conda" }, ...wheels.map((name) => ({ ...wheel, name }))],
    hash: null,
    lockFile: path.join(prefix, "lock"),
  };
}

async function write(scratch: Scratch, ...environments: readonly ProvisionedEnvironment[]) {
  const log: string[] = [];
  const effects = benchEffects({ log: (line) => log.push(line) });
  const folder = path.join(scratch.folder, "locks");
  const files = await writeLocks(await readLocks(environments, effects), folder, effects.files);
  const read = async (file: string) => [path.relative(folder, file), await fs.readFile(file, "utf8")] as const;
  return { log, locks: Object.fromEntries(await Promise.all(files.map(read))) };
}

test("base has one of its own only where it is another", async () => {
  await using scratch = await makeScratch();
  const head = await environment(scratch, "head");
  const base = await environment(scratch, "base");
  expect((await write(scratch, base, head)).locks).toEqual({ "openblas.txt": list });
  const other = await environment(scratch, "base", { text: `${list}#\n` });
  expect((await write(scratch, other, head)).locks).toEqual({
    "openblas-base.txt": `${list}#\n`,
    "openblas.txt": list,
  });
  const odd = await environment(scratch, "head", { variant: "source:a b" });
  expect(Object.keys((await write(scratch, odd, { ...head, lockFile: null })).locks)).toEqual(["source_a_b.txt"]);
});

test("what pip installed from elsewhere is in it, and comes back as it was", async () => {
  await using scratch = await makeScratch();
  const frozen = [
    "numpy @ file:///home/conda/numpy",
    "PyYAML==6.0",
    "my.own_tool @ git+https://host/tool@abc",
    "code @ file:///checkout",
    "scipy==1",
  ];
  const options = { freeze: `printf '%s\\n' '${frozen.join("' '")}'`, wheels: ["pyyaml", "my-own-tool", "code"] };
  const { locks } = await write(scratch, await environment(scratch, "head", options));
  const text = locks["openblas.txt"] ?? "";
  expect(text).toBe(`${list}# pip PyYAML==6.0\n# pip my.own_tool @ git+https://host/tool@abc\n`);
  expect(readExplicitList(text, "x").platforms["linux-64"]?.requirements).toEqual([frozen[1], frozen[2]]);
});

test("what an install command had conda change is in it", async () => {
  await using scratch = await makeScratch();
  const made = await environment(scratch, "head");
  const url = "https://host/c/linux-64/numpy-2.2.0-py312h1_0.conda";
  const record = { ...numpy, version: "2.2.0", subdir: "linux-64", url, sha256: "ab" };
  await scratch.write(`${path.basename(made.prefix)}/conda-meta/numpy.json`, JSON.stringify(record));
  const packages = made.packages.map((one) => ({ ...one, version: "2.2.0" }));
  const { locks } = await write(scratch, { ...made, packages });
  expect(locks["openblas.txt"]).toBe(`# platform: linux-64\n@EXPLICIT\n${url}#sha256:ab\n`);
});

test("what an install command changed of pip's own variant is in its requirements", async () => {
  await using scratch = await makeScratch();
  const text = "# Python 3.12.1\nnumpy==1\n";
  const made = await environment(scratch, "head", { text, freeze: "echo numpy==2; echo scipy==1; echo pip==24" });
  const plan = { ...made.plan, source: { provider: "pip", requirements: ["numpy"] } } as const;
  const [wheel] = made.packages;
  const named = (name: string, version: string) =>
    ({ ...(wheel ?? expect.fail()), manager: "pip", name, version }) as const;
  const before = { ...made, plan, packages: [named("numpy", "1"), named("pip", "24")] };
  expect((await write(scratch, before)).locks["openblas.txt"]).toBe(text);
  const after = { ...before, packages: [named("numpy", "2"), named("scipy", "1"), named("pip", "24")] };
  expect((await write(scratch, after)).locks["openblas.txt"]).toBe("# Python 3.12.1\nnumpy==2\nscipy==1\n");
});

test("none is written that would lack what pip installed", async () => {
  await using scratch = await makeScratch();
  const { locks, log } = await write(scratch, await environment(scratch, "head", { wheels: ["pyyaml"] }));
  expect(locks).toEqual({});
  expect(log).toEqual([expect.stringMatching(/^openblas-linux-64-head: no lock is written: .* ended with 9$/)]);
});
