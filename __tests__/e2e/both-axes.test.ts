// `compare: both` with a slowdown in code that only runs on one of the variants: the report says on which.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { outputFolder } from "./refusals.ts";

const gateFailed = 1;
const program = (repeatsOnBlis: number) => `\
import numpy as np

with open("/proc/self/maps") as maps:
    REPEATS = ${repeatsOnBlis} if "libblis" in maps.read() else 1
MATRIX = np.random.default_rng(1).random((200, 200))

def bench_gram():
    for _ in range(REPEATS):
        product = MATRIX @ MATRIX
    return product
`;

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

test("a slowdown on blis alone is said to be one", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const git = async (...words: string[]) =>
    expect((await account.run(["git", ...identity, ...words])).exitCode).toBe(0);
  const commit = async (repeatsOnBlis: number) => {
    await fs.writeFile(path.join(account.work, "bench.py"), program(repeatsOnBlis));
    await git("add", ".");
    await git("commit", "--quiet", "--message", "a commit");
  };
  await git("init", "--quiet");
  await commit(1);
  await commit(2);
  // Eight blocks are the fewest in which one of two comparisons can be decided.
  const ended = await account.run([
    ...[node, product.program, "run", "--output-dir", `../${outputFolder}`, "--channels", channel],
    ...["--variants", "openblas,blis", "--benchmarks", "functions:bench.py", "--compare", "both"],
    ...["--base-ref", "HEAD~1", "--blocks", "8", "--time-budget", "10s"],
  ]);
  expect(ended.exitCode, ended.stderr).toBe(gateFailed);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(/^blas-bench: fail\. 1 regression in 2 comparisons/);
  // On a busy machine it may be undecided whether openblas is unchanged: then "only" is not said.
  expect(said).toMatch(/ bench_gram is slower (only )?on blis, \S+ \(.*?\); (unchanged|inconclusive) on openblas \(/);
  expect(said).toMatch(/ Its change on blis is [\d.]+ \([\d.]+ to [\d.]+\) times that on openblas\. /);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
