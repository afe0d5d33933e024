// One variant started in all three ways from one command: what each is, what each ran with, and that nothing is left.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import type { Account } from "./account.ts";
import { node, openAccount } from "./account.ts";
import { putClient } from "./conda-client.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const launcher = ["--launcher", "direct,conda-run,login-shell"];

async function resultOf(account: Account) {
  return readResult(await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"), "result");
}

test("each launcher is compared with direct, and what a profile sets is seen and told", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const conda = await putClient(path.join(account.home, "condabin"), "conda", channel);
  const profile = "printf 'Welcome '\nexport OPENBLAS_NUM_THREADS=2 PROFILE=mine\ncd /\n";
  await fs.writeFile(path.join(account.home, ".bash_profile"), profile);
  // Of the checkout, with a word about where it runs: profiles must not get it out of there.
  const own = `
import os
import numpy as np

here = os.getcwd()
a = np.ones((64, 64))

def bench_product():
    assert os.getcwd() == here and os.path.exists("bench.py")
    assert "GITHUB_TOKEN" not in os.environ
    return a @ a
`;
  await fs.writeFile(path.join(account.work, "bench.py"), own);
  const words = [
    "--variants",
    "openblas",
    "--channels",
    channel,
    "--benchmarks",
    "functions:bench.py",
    "--blocks",
    "1",
  ];
  const variables = { SHELL: "/bin/bash", GITHUB_TOKEN: "ours", CONDA_EXE: conda };
  const run = [node, product.program, "run", ...words, ...launcher, "--output-dir", "out"];
  const ended = await account.run(run, variables);
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stderr).toContain(`conda-run starts processes with the \`run\` of conda 26.7.1: ${conda} (CONDA_EXE)\n`);
  expect(ended.stdout).toMatch(/^blas-bench: pass\. All 3 backends verified, 1 benchmark measured\n/);
  const report = await fs.readFile(path.join(account.work, "out", "report.md"), "utf8");
  expect(report).toContain("\n#### Launchers against openblas, direct\n");
  expect(report).toContain("\n| benchmark | openblas, conda-run | openblas, login-shell |\n");
  expect(report).toMatch(/\n\| openblas, login-shell \|.*\| 1 asked, \*\*2 used\*\* \| verified \|\n/);
  expect(report).toContain("openblas, login-shell: 1 asked of the BLAS threads and 2 would be used");
  const result = await resultOf(account);
  expect(result.failures).toEqual([]);
  const seen = result.series.map((series) => {
    const [{ evidence } = { evidence: null }] = series.sightings;
    const { OPENBLAS_NUM_THREADS, OMP_NUM_THREADS, CONDA_PREFIX } = evidence?.variables ?? {};
    return [series.launcher, OPENBLAS_NUM_THREADS, OMP_NUM_THREADS, CONDA_PREFIX];
  });
  expect(seen).toEqual([
    ["direct", "1", "1", "{prefix}"],
    ["conda-run", "1", "1", "{prefix}"],
    ["login-shell", "2", "1", "{prefix}"],
  ]);
  expect(JSON.stringify(result)).not.toContain("mine");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});

test("what cannot be started is refused before anything is made, all of it at once", async () => {
  await using account = await openAccount();
  const words = ["--variants", "openblas,pip", "--channels", "file:///nowhere", ...launcher];
  const ended = await account.run([node, product.program, "run", ...words]);
  expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
  expect(ended.stderr).toContain("variant pip on linux-64: conda-run starts nothing in it");
  const without = await account.run([node, product.program, "run", "--launcher", "login-shell"], { SHELL: undefined });
  expect(without).toMatchObject({ exitCode: 2, stdout: "" });
  expect(without.stderr).toContain("launcher: login-shell: SHELL is not set");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
