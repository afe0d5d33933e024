// A machine that does not give what a run needs: no Python, no space, a NumPy that is broken, nothing to measure.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { channelOrReason, needChannel } from "../rig/channel.ts";
import type { Account } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectNothingLeft, expectRefusal, outputFolder } from "./refusals.ts";

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const run = (...words: string[]): string[] => [node, product.program, "run", "--output-dir", outputFolder, ...words];

test("no Python on PATH", async () => {
  await using account = await openAccount();
  const ended = await account.run(run("--variants", "openblas"), { PATH: account.work });
  await expectRefusal(account, ended, 4, [/PATH: there is no python3.*Python 3\.9 or newer/]);
});

/** Gives the command a TMPDIR of a few megabytes, and tells on its last line what was left in it. */
const onSmallDisk = [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
  'mount -t tmpfs -o size=8m none "$TMPDIR" && "$@"; code=$?; echo "left:$(ls -A "$TMPDIR")"; exit $code',
  "sh",
];

test("a disk that fills", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const tried = await account.run([...onSmallDisk, "true"]);
  if (tried.exitCode !== 0) context.skip(`this system gives its users no mount namespaces: ${tried.stderr.trim()}`);
  const ended = await account.run([...onSmallDisk, ...run("--variants", "openblas", "--channels", channel)]);
  expect(ended.stdout).toBe("left:\n");
  await expectRefusal(account, { ...ended, stdout: "" }, 4, [/openblas.*: the disk is full.*free some space/i]);
});

test("a NumPy that cannot be imported, because its library is gone", async (context) => {
  await needChannel(context);
  await using account = await openAccount();
  const prefix = await makeEnvironment(account);
  for (const name of await fs.readdir(path.join(prefix, "lib")))
    if (name.startsWith("libopenblas")) await fs.rm(path.join(prefix, "lib", name));
  const ended = await account.run(run("--variants", `existing:${prefix}`));
  await expectRefusal(account, ended, 2, [/NumPy cannot be imported: libblas\.so.*install NumPy/i]);
});

test("nothing of the name to measure: no pass, and the report says it first", async () => {
  await using account = await openAccount();
  const words = ["--variants", `existing:${process.env.BLAS_BENCH_TEST_PYTHON}`, "--select", "no-such-*"];
  const ended = await account.run(run(...words, "--blocks", "1"));
  expect(ended.exitCode, ended.stderr).toBe(3);
  expect(ended.stdout).toMatch(/^blas-bench: fail\. Nothing was measured/);
  expect(await fs.readFile(path.join(account.work, outputFolder, "report.md"), "utf8")).toMatch(
    /^### .*Nothing was measured/,
  );
  const result = readResult(await fs.readFile(path.join(account.work, outputFolder, "result.json"), "utf8"), "result");
  expect(result.configuration.select).toBe("no-such-*");
  expect(result.failures).toMatchObject([{ stage: "measure", benchmark: null }]);
  expect(result.failures[0]?.message).toMatch(/^has no benchmark that fits no-such-\*: there are svd, eigh, /);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  await fs.rm(path.join(account.work, outputFolder), { recursive: true });
  await expectNothingLeft(account);
});

/** An openblas environment in the account's work folder. */
async function makeEnvironment(account: Account): Promise<string> {
  const { channel } = await channelOrReason();
  const words = ["--variants", "openblas", "--channels", channel ?? "", "--output-dir", "made"];
  const ended = await account.run([node, product.program, "provision", ...words]);
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { environments } = JSON.parse(ended.stdout) as { environments: { prefix: string }[] };
  return environments[0]?.prefix ?? "";
}
