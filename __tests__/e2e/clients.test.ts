// Conda clients of the machine make the same environments as the embedded solver, proven in the same way.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needChannel } from "../rig/channel.ts";
import type { Account, Changes, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import { putClient } from "./conda-client.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectRefusal, outputFolder } from "./refusals.ts";

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

function provision(account: Account, words: readonly string[], changes?: Changes): Promise<Ended> {
  const variants = ["--variants", "openblas,netlib"];
  return account.run([node, product.program, "provision", ...variants, ...words], changes);
}

interface Shown {
  readonly variant: string;
  readonly prefix: string;
  readonly lockFile: string;
  readonly evidence: object | null;
  readonly hash: string;
}

/** What people get, without the places it lies in. */
async function made(ended: Ended) {
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { environments, failures, absences }: { environments: Shown[]; failures: unknown; absences: unknown } =
    JSON.parse(ended.stdout);
  const each = environments.map(async ({ prefix, evidence, ...shown }) => ({
    ...(JSON.parse(JSON.stringify(shown).replaceAll(prefix, "{prefix}")) as typeof shown),
    hasEvidence: evidence !== null,
    pins: await fs.readFile(path.join(prefix, "conda-meta", "pinned"), "utf8"),
    lock: await fs.readFile(shown.lockFile, "utf8"),
  }));
  return { environments: await Promise.all(each), failures, absences };
}

test("the same environments, hashes, pins, locks and verdicts, whoever makes them", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const conda = await putClient(path.join(account.home, "condabin"), "conda", channel);
  const micromamba = await putClient(path.join(account.home, "bin"), "micromamba", channel);
  const named = ["--channels", channel];
  const embedded = await made(await provision(account, [...named, "--output-dir", "a"]));
  expect(embedded.environments).toMatchObject([{ status: "verified" }, { status: "verified" }]);
  const byPath = await provision(account, [...named, "--conda", conda, "--output-dir", "b"]);
  expect(byPath.stderr).toContain(`Environments are made by conda 26.7.1: ${conda}\n`);
  expect(await made(byPath)).toEqual(embedded);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  // Without channels: those of the client's own configuration.
  const words = ["--conda", "found", "--variants", "openblas", "--select", "matmul", "--blocks", "1"];
  const run = [node, product.program, "run", ...words, "--output-dir", "out"];
  const found = await account.run(run, { MAMBA_EXE: micromamba });
  expect(found.exitCode, found.stderr).toBe(0);
  expect(found.stderr).toContain(`Environments are made by micromamba 2.8.1: ${micromamba} (MAMBA_EXE)\n`);
  const result = JSON.parse(await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"));
  const { hash } = embedded.environments.find(({ variant }) => variant === "openblas") ?? {};
  expect(result.environments).toMatchObject([{ variant: "openblas", provider: "micromamba", channels: [], hash }]);
  expect(await fs.readFile(path.join(account.work, "out", "report.md"), "utf8")).toContain("from micromamba");
});

test("a client that is not there is told before anything is made, with every place that was looked at", async () => {
  await using account = await openAccount();
  const nowhere = { PATH: "/usr/bin:/bin" };
  const ended = await provision(account, ["--conda", "found", "--output-dir", outputFolder], nowhere);
  await expectRefusal(account, ended, 2, [
    /conda: no usable conda client: MAMBA_EXE is not set; CONDA_EXE is not set; CONDA is not set; PATH has no micromamba/,
  ]);
});
