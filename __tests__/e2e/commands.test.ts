// The commands beside `run`: environments alone, and the catalogue with what a solver makes of it.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { besideChannel, needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectRefusal, outputFolder } from "./refusals.ts";

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const blasBench = (...words: string[]): string[] => [node, product.program, ...words];

describe("run", () => {
  test("goes on to its end when nobody reads what it prints any more", async () => {
    await using account = await openAccount();
    const words = [
      "--variants",
      `existing:${process.env.BLAS_BENCH_TEST_PYTHON}`,
      "--select",
      "matmul",
      "--blocks",
      "1",
    ];
    const unread = ["sh", "-c", '{ "$@"; echo $? > code; } 2>&1 | true', "sh"];
    await account.run([...unread, ...blasBench("run", "--output-dir", "out", ...words)]);
    expect(await fs.readFile(path.join(account.work, "code"), "utf8")).toBe("0\n");
    expect(await fs.readdir(path.join(account.work, "out"))).toEqual(["report.md", "result.json"]);
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });
});

describe("run --json", () => {
  test("prints one document on standard output, and the log elsewhere", async () => {
    await using account = await openAccount();
    const words = [
      "--variants",
      `existing:${process.env.BLAS_BENCH_TEST_PYTHON}`,
      "--select",
      "matmul",
      "--blocks",
      "1",
    ];
    const ended = await account.run(blasBench("run", "--json", "--output-dir", "out", ...words));
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ reportVersion: 1, decision: { status: "pass" } });
    expect(ended.stderr).toContain("Result: out/result.json\n");
  });
});

describe("provision", () => {
  test("makes environments to keep, and prints where they are and what they load", async (context) => {
    const channel = await needChannel(context);
    await using account = await openAccount();
    const channels = `${channel},${besideChannel(channel, "defaults")}`;
    const variants = "openblas,blis,openblas-openmp,nomkl";
    const words = ["--channels", channels, "--variants", variants, "--output-dir", "made"];
    const ended = await account.run(blasBench("provision", ...words));
    expect(ended.exitCode, ended.stderr).toBe(0);
    const { environments, failures } = JSON.parse(ended.stdout);
    expect(failures).toEqual([]);
    expect(environments).toMatchObject([
      { variant: "openblas", status: "verified", blas: { family: "openblas" }, lapack: { family: "openblas" } },
      { variant: "blis", status: "verified", blas: { family: "blis" }, lapack: { family: "netlib" } },
      { variant: "openblas-openmp", status: "verified", blas: { family: "openblas", threadingLayer: "openmp" } },
      { variant: "defaults-openblas", status: "verified", blas: { family: "openblas" } },
    ]);
    const pins = environments.map(({ prefix }: { prefix: string }) =>
      fs.readFile(path.join(prefix, "conda-meta", "pinned"), "utf8"),
    );
    expect(await Promise.all(pins)).toEqual([
      "libblas *=*_openblas\nnumpy ==1.24.2\n",
      "libblas *=*_blis\nnumpy ==1.24.2\n",
      "libblas *=*_openblas\nlibopenblas *=openmp_*\nnumpy ==1.24.2\n",
      "blas *=openblas\nnumpy ==1.24.2\nnumpy-base ==1.24.2\n",
    ]);
    for (const { prefix, python, evidence } of environments) {
      expect(path.dirname(prefix)).toBe(path.join(account.work, "made", "environments"));
      expect(evidence.calls.length).toBeGreaterThan(0);
      const used = await account.run([python, "-c", "import numpy; print(numpy.__version__)"]);
      expect(used.stdout).toBe("1.24.2\n");
    }
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });
});

describe("provision that fails", () => {
  test("leaves no folder of its own behind", async () => {
    await using account = await openAccount();
    const words = ["--variants", "openblas", "--channels", "./nowhere", "--output-dir", outputFolder];
    const ended = await account.run(blasBench("provision", ...words));
    await expectRefusal(account, ended, 2, [/nowhere: there is no conda channel/]);
    expect(await fs.readdir(account.work)).toEqual([]);
  });

  test("because its output folder is a file says so", async () => {
    await using account = await openAccount();
    await fs.writeFile(path.join(account.work, outputFolder), "mine");
    const ended = await account.run(blasBench("provision", "--variants", "pip", "--output-dir", outputFolder));
    await expectRefusal(account, ended, 2, [/out: results cannot be written here/]);
  });
});

describe("variants", () => {
  interface Row {
    readonly variant: string;
    readonly supported: boolean;
    readonly reason: string | null;
    readonly solution: { readonly status: string; readonly packages?: string[]; readonly message?: string } | null;
  }

  /** Rows by variant. */
  function rowsOf(text: string): Record<string, Row> {
    const { variants } = JSON.parse(text) as { variants: Row[] };
    return Object.fromEntries(variants.map((row) => [row.variant, row]));
  }

  test("tells what there is on another platform, and why mkl is not", async () => {
    await using account = await openAccount();
    const ended = await account.run(blasBench("variants", "--platform", "osx-arm64"));
    expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ended.stdout).toMatch(/^accelerate +supported +/m);
    expect(ended.stdout).toMatch(/^mkl +unsupported +MKL is built for x86-64 only/m);
    expect(ended.stdout.slice(ended.stdout.indexOf("apple-tensorflow "))).toMatch(
      /^apple-tensorflow +supported .*\n +tensorflow-deps=2\.10\.0\n +from the channel apple\n +then pip: tensorflow-macos==2\.10\.0 {2}/,
    );
    expect(ended.stdout).toMatch(/^pip-openblas +supported .*\n +numpy\n +wheels for macosx_13_0_arm64 or older\n/m);
    const rows = rowsOf((await account.run(blasBench("variants", "--platform", "osx-arm64", "--json"))).stdout);
    expect(rows.accelerate).toMatchObject({ supported: true, reason: null });
    expect(rows.mkl).toMatchObject({ supported: false, reason: expect.stringContaining("x86-64 only") });
  });

  test.for<[string, string, RegExp]>([
    ["picks Accelerate's build on a new macOS", "__osx=14.0", /^libblas \S+ \d+_h[0-9a-f]+_accelerate$/],
    ["names the macOS it needs on an old one", "__osx=12.0", /needs __osx >=13\.3, and here __osx is 12\.0/],
  ])("solving for a Mac on Linux %s", async ([, system, answer], context) => {
    const channel = await needChannel(context);
    await using account = await openAccount();
    const words = ["--solve", "--channels", channel, "--virtual-package", system, "--json"];
    const ended = await account.run(blasBench("variants", "--platform", "osx-arm64", ...words));
    expect(ended.exitCode, ended.stderr).toBe(0);
    const solution = rowsOf(ended.stdout).accelerate?.solution;
    const said = [...(solution?.packages ?? []), solution?.message ?? ""];
    expect(
      said.some((one) => answer.test(one)),
      JSON.stringify(said),
    ).toBe(true);
    expect(solution?.status).toBe(system === "__osx=14.0" ? "solved" : "failed");
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });

  test("writes an environment file for each variant that there is", async () => {
    await using account = await openAccount();
    await account.run(blasBench("variants", "--platform", "osx-64", "--environment-files", "files"));
    const written = await fs.readdir(path.join(account.work, "files"));
    expect(written).toContain("mkl.yml");
    expect(written).not.toContain("nvpl.yml");
    expect(await fs.readFile(path.join(account.work, "files", "defaults-mkl.yml"), "utf8")).toContain(
      'channels:\n  - "defaults"\n',
    );
    expect(await fs.readFile(path.join(account.work, "files", "mkl.yml"), "utf8")).toMatch(/libblas=\*=\*_mkl/);
  });
});
