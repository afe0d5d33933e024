// Words that make no sense, or name what is not there: one message each, with what, where and what to do.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closedOrigin } from "../provision/channel-server.ts";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectRefusal, outputFolder } from "./refusals.ts";

const wrongUsage = 2;
const toolFailed = 4;

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const run = (...words: string[]): string[] => [node, product.program, "run", "--output-dir", outputFolder, ...words];

describe("inputs", () => {
  test.for<[string, string[], RegExp[]]>([
    [
      "an unknown variant",
      ["--variants", "opnblas"],
      [/--variants: unknown variant "opnblas".*did you mean openblas/i],
    ],
    [
      "a variant that cannot run here",
      ["--variants", "openblas,accelerate"],
      [/variant accelerate on linux-64: .*there is no Accelerate on Linux.*remove it/i],
    ],
    [
      "a reference that is no variant of the run",
      ["--variants", "openblas", "--reference", "blis"],
      [/--reference: is not among the variants.*add it there/i],
    ],
    ["a variant twice", ["--variants", "openblas,blis,openblas"], [/--variants: "openblas" is named twice/]],
    ["auto among others", ["--variants", "auto,openblas"], [/--variants: unknown variant "auto".*auto or all alone/i]],
    [
      "everything at once",
      ["--variants", "opnblas", "--threads", "0", "--time-budget", "soon", "--benchmark", "svd"],
      [
        /--benchmark: unknown/,
        /--variants: .*opnblas/,
        /--threads: "0".*write 1/i,
        /--time-budget: "soon".*write 90s/i,
      ],
    ],
  ])("%s", async ([, words, messages]) => {
    await using account = await openAccount();
    await expectRefusal(account, await account.run(run(...words)), wrongUsage, messages);
  });

  test("an output folder that is a file", async () => {
    await using account = await openAccount();
    await fs.writeFile(path.join(account.work, outputFolder), "mine");
    const ended = await account.run(run("--variants", "openblas"));
    await expectRefusal(account, ended, wrongUsage, [/out: results cannot be written here.*name a folder/i]);
    expect(await fs.readFile(path.join(account.work, outputFolder), "utf8")).toBe("mine");
  });

  test("a platform there is not", async () => {
    await using account = await openAccount();
    const ended = await account.run([node, product.program, "variants", "--platform", "windows"]);
    await expectRefusal(account, ended, wrongUsage, [/--platform: unknown platform "windows".*osx-arm64/]);
  });

  test.for<[string, string | null, RegExp]>([
    ["is not there", null, /result\.json: there is no such file/],
    ["is cut off", '{"schemaVersion": 1', /result\.json: is not whole JSON/],
    ["is something else", '{"name": "blas-bench"}', /result\.json: is JSON of a format that is not read here/],
  ])("a result file that %s", async ([, text, message]) => {
    await using account = await openAccount();
    if (text !== null) await fs.writeFile(path.join(account.work, "result.json"), text);
    const ended = await account.run([node, product.program, "report", "result.json"]);
    await expectRefusal(account, ended, wrongUsage, [message]);
  });
});

describe("channels", () => {
  test.for<[string, Record<string, string>, RegExp]>([
    ["is missing", {}, /channel: there is no conda channel at this address.*check the address/i],
    ["is empty", { "read-me.txt": "" }, /channel: there is no conda channel.*noarch\/repodata\.json/],
    [
      "is malformed",
      { "noarch/repodata.json": "{}", "linux-64/repodata.json": '{"packages": [' },
      /channel: the channel's index cannot be read/,
    ],
  ])("one that %s", async ([, files, message]) => {
    await using account = await openAccount();
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(account.work, "channel", name);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, text);
    }
    const ended = await account.run(run("--variants", "openblas", "--channels", "./channel"));
    await expectRefusal(account, ended, wrongUsage, [message]);
  });

  test("one that cannot be reached fails the variants that were named", async () => {
    await using account = await openAccount();
    const ended = await account.run(run("--variants", "openblas", "--channels", await closedOrigin()));
    await expectRefusal(account, ended, toolFailed, [/127\.0\.0\.1:\d+: the channel cannot be reached/]);
  });
});

describe("packages", () => {
  beforeEach((context) => needChannel(context));

  test.for<[string, string[], RegExp]>([
    ["a misspelled name", ["--packages", "nunpy"], /package not found: nunpy.*did you mean numpy/],
    ["a version there is not", ["--numpy-version", "9.9"], /nothing matches numpy 9\.9.*there are numpy 1\.24\.2/],
    ["specs against each other", ["--packages", "libblas=*=*_netlib"], /openblas/],
    ["no spec at all", ["--packages", "numpy >=<3"], /numpy >=<3: not a package spec.*write it like/i],
  ])("%s", async ([, words, message], context) => {
    const channel = await needChannel(context);
    await using account = await openAccount();
    const ended = await account.run(run("--variants", "openblas", "--channels", channel, ...words));
    await expectRefusal(account, ended, wrongUsage, [message]);
  });
});

describe("existing environments", () => {
  test("one that is not there", async () => {
    await using account = await openAccount();
    const ended = await account.run(run("--variants", "existing:nowhere"));
    await expectRefusal(account, ended, wrongUsage, [/nowhere: there is nothing here.*name a Python/i]);
  });

  test("one without NumPy", async () => {
    await using account = await openAccount();
    await account.run(["python3", "-m", "venv", "--without-pip", "bare"]);
    const ended = await account.run(run("--variants", "existing:bare"));
    await expectRefusal(account, ended, wrongUsage, [/bare\/bin\/python: NumPy cannot be imported.*install NumPy/i]);
  });
});
