// An install command that puts pip's NumPy over conda's: caught, named, and the gate fails.
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

test("the command that replaced NumPy is on record", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const swap = "python -m pip install --quiet --upgrade --force-reinstall --no-deps numpy";
  const ended = await account.run([
    ...[node, product.program, "run", "--output-dir", outputFolder, "--channels", channel, "--variants", "netlib"],
    ...[
      "--install",
      "echo ::error::hello",
      "--install",
      swap,
      "--packages",
      "pip",
      "--select",
      "cholesky*",
      "--blocks",
      "1",
    ],
  ]);
  expect(ended.exitCode, ended.stderr).toBe(gateFailed);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toContain(`blas-bench: fail. netlib is not what was asked for, since ${swap} `);
  expect(said).toContain(`netlib: ${swap} changed NumPy from conda's numpy `);
  // The command is in the report; what it printed is at no line's beginning, where the runner would obey it.
  expect(ended.stdout + ended.stderr).not.toMatch(/^::error::hello/m);
  const read = (file: string) => fs.readFile(path.join(account.work, outputFolder, file), "utf8");
  const [environment] = readResult(await read("result.json"), "result.json").environments;
  expect(environment?.installs).toEqual([
    { command: "echo ::error::hello", change: null },
    { command: swap, change: expect.stringMatching(/^NumPy from conda's numpy \S+ to pip's numpy \S+; BLAS from /) },
  ]);
  expect(await read(path.join("install", "netlib-linux-64-head.log"))).toContain("\n::error::hello\n");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
