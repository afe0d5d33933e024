// The published script under four variants, and a command in a format of another tool, from one command each.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import type { Account, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const variants = ["openblas", "netlib", "blis", "default"];

/** The published one, with 2 runs of 3 decompositions instead of 10 of 100. */
const script = `\
import time
import numpy as np

np.random.seed(42)
a = np.random.uniform(size=(300, 300))
runtimes = []
for _ in range(2):
    start = time.time()
    for _ in range(3):
        a += 1
        np.linalg.svd(a)
    runtimes.append(time.time() - start)
print(f"mean of 2 runs: {np.mean(runtimes):.5f}s")
`;

function bench(account: Account, ...words: string[]): Promise<Ended> {
  return account.run([node, product.program, "run", "--output-dir", "out", ...words]);
}

test("so-np-bench.py gives one time for each variant, and every process proves its BLAS", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  await fs.writeFile(path.join(account.work, "so-np-bench.py"), script);
  const pattern = "mean of \\d+ runs: (?<value>[\\d.]+)(?<unit>s)";
  const ended = await bench(
    account,
    ...["--benchmarks", "script:so-np-bench.py", "--pattern", pattern],
    ...["--channels", channel, "--variants", variants.join(",")],
  );
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^blas-bench: pass\. All 4 backends verified, 1 benchmark measured\n/);
  expect(ended.stdout).toMatch(
    /\n {2}benchmark +openblas +netlib +blis +default\n[ -]+\n {2}so-np-bench\.py( +[\d.]+ m?s){4}\n/,
  );
  const result = readResult(await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"), "result");
  const own = result.measurements.filter(({ benchmark }) => benchmark === "so-np-bench.py");
  expect(own.map(({ series }) => series.split("/")[0])).toEqual(variants);
  const seconds = own.map(({ summaryLines, blocks }) => {
    const time = blocks.batchNanoseconds[0] ?? Number.NaN;
    expect(summaryLines).toEqual([`mean of 2 runs: ${(time / 1e9).toFixed(5)}s`]);
    return time / 1e9;
  });
  // Netlib's distance is safe to assert, and no other.
  expect(seconds[1]).toBeGreaterThan(2 * (seconds[0] ?? Number.NaN));
});

test("a command is measured in each environment, and what it ran on is not claimed", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const program = `\
import json, sys, time
import numpy as np

def once(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

a = np.ones((200, 200))
rows = [{"name": "product", "unit": "s", "samples": [once(lambda: a @ a) for _ in range(3)]},
        {"name": "size", "unit": "numbers", "better": "bigger", "value": a.size}]
json.dump({"samplesVersion": 1, "benchmarks": rows}, open(sys.argv[1], "w"))
`;
  await fs.writeFile(path.join(account.work, "own bench.py"), program);
  const ended = await bench(
    account,
    ...["--benchmarks", "command: python 'own bench.py' {output} | cat", "--format", "json"],
    ...["--channels", channel, "--variants", "openblas,netlib", "--blocks", "1"],
  );
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(
    /^blas-bench: inconclusive\. Not known what NumPy really calls in openblas and netlib\n/,
  );
  expect(ended.stdout).toMatch(/^ {2}size +40000 numbers +40000 numbers$/m);
  const result = readResult(await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"), "result");
  expect(result.failures).toEqual([]);
  const own = result.measurements.filter(({ benchmark }) => !benchmark.startsWith("control/"));
  expect(own.map(({ benchmark, blocks }) => [benchmark, blocks.numbers.length])).toEqual([
    ["product", 1],
    ["size", 1],
    ["product", 1],
    ["size", 1],
  ]);
});
