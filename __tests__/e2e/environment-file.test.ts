// A pull request that only changes environment.yml, with built-in benchmarks: the environments are what is compared.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { outputFolder } from "./refusals.ts";

const gateFailed = 1;

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

test("base has openblas, head netlib: a change of the backend with its slowdown; an equal file is refused", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const git = async (...words: string[]) =>
    expect((await account.run(["git", ...identity, ...words])).exitCode).toBe(0);
  const commit = async (blas: string) => {
    const text = `dependencies:\n  - python\n  - numpy\n  - "libblas=*=*_${blas}"\n`;
    await fs.writeFile(path.join(account.work, "environment.yml"), text);
    await git("add", ".");
    await git("commit", "--quiet", "--allow-empty", "--message", blas);
  };
  await git("init", "--quiet");
  await commit("openblas");
  await commit("netlib");
  const given = ["--environment-file", "environment.yml", "--variants", "default", "--channels", channel];
  const run = (...words: string[]) =>
    account.run([node, product.program, "run", "--output-dir", `../${outputFolder}`, ...given, ...words]);
  const refused = await run("--compare", "base", "--base-ref", "HEAD");
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("equal environment files")]);
  // Seven blocks are the fewest in which one comparison can be decided.
  const words = ["--compare", "base", "--base-ref", "HEAD~1", "--select", "cholesky*", "--blocks", "7"];
  const ended = await run(...words, "--time-budget", "20s");
  expect(ended.stderr).not.toContain("solve failed");
  expect(ended.exitCode, ended.stderr).toBe(gateFailed);
  expect(ended.stdout.replace(/\s+/g, " ")).toMatch(
    /^blas-bench: fail\. 1 regression in 1 comparison; default runs on netlib instead of OpenBLAS outcome /,
  );
  expect(ended.stdout).toMatch(/^ {2}slower .* cholesky +default /m);
  expect(ended.stdout).toMatch(/^ {2}libblas +\S+ \S+_openblas +\S+ \S+_netlib$/m);
  expect(ended.stdout).toMatch(/^ {2}libopenblas +\S+ \S+ +none$/m);
  const file = path.join(account.work, "..", outputFolder, "result.json");
  const result = readResult(await fs.readFile(file, "utf8"), "result.json");
  expect(result.failures).toEqual([]);
  const blasOf = (arm: string) =>
    result.environments.find((one) => one.arm === arm)?.packages.find(({ name }) => name === "libblas")?.build;
  expect([blasOf("base"), blasOf("head")]).toEqual([
    expect.stringMatching(/openblas$/),
    expect.stringMatching(/netlib$/),
  ]);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
