// The doctor as a person calls it, on real environments that are as they should be, and on ones that were tampered with.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../scripts/test/project.mjs";
import type { EnvironmentPlan } from "../../src/plan/plan.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import { ensureTools } from "../../src/provision/tools.ts";
import type { DoctorDocument } from "../../src/report/doctor-document.ts";
import { doctorDocumentSchema } from "../../src/report/doctor-document.ts";
import { evidenceSchema } from "../../src/result/evidence.ts";
import { benchEffects, condaPlan } from "../provision/bench-effects.ts";
import type { Scratch } from "../provision/scratch.ts";
import { makeScratch } from "../provision/scratch.ts";
import { channelOrReason, needChannel } from "../rig/channel.ts";
import type { Account, Changes, Ended } from "./account.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

// By hand and not by a package manager of ours: what it does to the environment is what any of them does.
const installBlis = `
import asyncio, os, sys
from rattler import Channel, Gateway, MatchSpec, VirtualPackage, install, solve

async def main(channel, prefix):
    specs = [MatchSpec(spec) for spec in ("python", "numpy", "pip", "libblas=*=*_blis")]
    records = await solve([Channel(channel)], specs, gateway=Gateway(), virtual_packages=VirtualPackage.detect())
    await install(records, target_prefix=prefix, show_progress=False)

asyncio.run(main(*sys.argv[1:]))
sys.stdout.flush()
os._exit(0)  # py-rattler was seen to crash while the interpreter ends
`;

const names = ["openblas", "blis", "netlib", "relinked", "overwritten", "exchanged", "piped"] as const;
type Name = (typeof names)[number];

const effects = benchEffects();
const environments = new Map<string, ProvisionedEnvironment>();
let product: Product;
let account: Account;
let scratch: Scratch;

beforeAll(async () => {
  const { channel } = await channelOrReason();
  if (channel === null) return;
  product = await makeProduct();
  account = await openAccount();
  scratch = await makeScratch();
  const implementation = (name: Name) => (name === "blis" || name === "netlib" ? name : "openblas");
  const plans = names.map(
    (name): EnvironmentPlan => condaPlan(name, channel, "pip", `libblas=*=*_${implementation(name)}`),
  );
  const outcomes = await createRattlerProvider(effects).provision(plans, scratch.folder, () => {}, effects.signal);
  for (const outcome of outcomes) {
    if (outcome.status !== "ready") throw new Error(outcome.message);
    environments.set(outcome.environment.plan.id, outcome.environment);
  }
});

beforeEach((context) => needChannel(context));

afterAll(async () => {
  await account?.[Symbol.asyncDispose]();
  await scratch?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

function environment(name: Name): ProvisionedEnvironment {
  const found = environments.get(name);
  if (found === undefined) throw new Error(`${name} was not made`);
  return found;
}

const inside = (name: Name, file: string): string => path.join(environment(name).prefix, file);

/** In the activated environment, as in a step after setup-miniconda. */
function doctor(name: Name, words: readonly string[], changes: Changes = {}): Promise<Ended> {
  return account.run([node, product.program, "doctor", ...words], { ...environment(name).variables, ...changes });
}

async function documentOf(
  name: Name,
  words: readonly string[],
  changes: Changes = {},
): Promise<[number | null, DoctorDocument]> {
  const ended = await doctor(name, [...words, "--json"], changes);
  if (ended.stdout === "") throw new Error(ended.stderr);
  return [ended.exitCode, doctorDocumentSchema.parse(JSON.parse(ended.stdout))];
}

/** The reasons of a mismatch, which has to be one, with exit code 1, with the expectation and without one. */
async function mismatch(name: Name, expected: string, changes: Changes = {}): Promise<readonly string[]> {
  const [code, { verdict }] = await documentOf(name, ["--expect", expected], changes);
  expect([verdict.status, code]).toEqual(["mismatch", 1]);
  const [codeWithout, without] = await documentOf(name, [], changes);
  expect([without.verdict.status, codeWithout]).toEqual(["mismatch", 1]);
  return verdict.reasons;
}

async function run(command: readonly string[]): Promise<string> {
  const ended = await account.run(command);
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended.stdout;
}

describe("an untouched environment is verified", () => {
  it.for<[Name, string, string, string]>([
    ["openblas", "openblas", "libopenblasp-r0.3.21.so", "libopenblasp-r0.3.21.so"],
    ["blis", "blis", "libblis.so.4", "liblapack.so.3.11.0"],
    ["netlib", "netlib", "libblas.so.3.11.0", "liblapack.so.3.11.0"],
  ])("%s", async ([name, variant, blas, lapack]) => {
    const [code, { verdict, installed, requested }] = await documentOf(name, ["--expect", variant]);
    expect([verdict.status, code]).toEqual(["verified", 0]);
    expect(requested?.variant).toBe(variant);
    expect([verdict.blas?.fileName, verdict.lapack?.fileName]).toEqual([blas, lapack]);
    expect(installed.numpy.blas).toMatch(new RegExp(`^libblas 3\\.9\\.0 \\d+_\\w+_${variant}$`));
  });

  it("blis says that its LAPACK is netlib's", async () => {
    const [, { verdict, installed, advice }] = await documentOf("blis", []);
    expect(verdict.lapack?.family).toBe("netlib");
    expect(installed.numpy.lapack).toMatch(/_netlib$/);
    expect(advice.map(({ code }) => code)).toContain("netlib-lapack");
  });

  it("mkl", async (context) => {
    if (process.env.BLAS_BENCH_TEST_MKL !== "1") context.skip("BLAS_BENCH_TEST_MKL=1 is not set (downloads 300 MB)");
    const channel = await needChannel(context, { mkl: true });
    const plans = [condaPlan("mkl", channel, "libblas=*=*_mkl")];
    const [made] = await createRattlerProvider(effects).provision(plans, scratch.folder, () => {}, effects.signal);
    if (made?.status !== "ready") throw new Error(made?.message);
    const words = ["doctor", "--expect", "mkl", "--json"];
    const ended = await account.run([node, product.program, ...words], made.environment.variables);
    const { verdict } = doctorDocumentSchema.parse(JSON.parse(ended.stdout));
    expect([verdict.status, ended.exitCode]).toEqual(["verified", 0]);
    expect(verdict.blas?.fileName).toMatch(/^libmkl_rt\.so/);
  });

  it("and is told for people, without a word on standard error", async () => {
    const ended = await doctor("openblas", []);
    expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ended.stdout).toMatch(
      /^verified: NumPy's calls of 3 BLAS and 5 LAPACK routines go to libopenblasp-r0\.3\.21\.so/,
    );
  });

  it("but not as another variant", async () => {
    const [code, { verdict }] = await documentOf("openblas", ["--expect", "mkl"]);
    expect([verdict.status, code]).toEqual(["mismatch", 1]);
    expect(verdict.reasons[0]).toMatch(/^MKL was expected, but libblas 3\.9\.0 \S+_openblas is installed/);
  });

  it("and nothing is left behind", async () => {
    await doctor("openblas", []);
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });

  it("follows the threads it is given", async () => {
    const [, { verdict }] = await documentOf("openblas", [], { OPENBLAS_NUM_THREADS: "1" });
    expect(verdict.threads).toEqual({ asked: 1, effective: 1 });
  });
});

describe("tampered with, openblas is a mismatch", () => {
  it("when libblas.so.3 was made a link to another BLAS", async () => {
    await fs.copyFile(inside("blis", "lib/libblis.so.4"), inside("relinked", "lib/libother.so"));
    await fs.rm(inside("relinked", "lib/libblas.so.3"));
    await fs.symlink("libother.so", inside("relinked", "lib/libblas.so.3"));
    const reasons = await mismatch("relinked", "openblas");
    expect(reasons).toContainEqual(
      expect.stringMatching(/^OpenBLAS was expected, but NumPy's BLAS calls go to libother\.so \(BLIS\)$/),
    );
    expect(reasons).toContainEqual(expect.stringMatching(/conda's record says libblas 3\.9\.0 \S+_openblas, but/));
    expect(reasons).toContainEqual(expect.stringMatching(/libother\.so, which is in no package record/));
  });

  it("when OpenBLAS was overwritten by another OpenBLAS", async () => {
    const library = inside("overwritten", "lib/libopenblasp-r0.3.21.so");
    const bytes = await fs.readFile(library);
    // The prefix shares its files with the package cache, which must stay whole: no writing in place.
    await fs.rm(library);
    await fs.writeFile(library, Buffer.concat([bytes, Buffer.from("another build")]));
    expect(await mismatch("overwritten", "openblas")).toEqual([
      `${library} is not the file that conda's libopenblas 0.3.21 installed: its checksum differs`,
    ]);
  });

  it("when another libblas was installed later", async () => {
    const { channel } = await channelOrReason();
    const tools = await ensureTools(effects, effects.signal);
    if (tools.status !== "ready") throw new Error(JSON.stringify(tools));
    const url = pathToFileURL(channel ?? "").href;
    await run([tools.python, "-c", installBlis, url, environment("exchanged").prefix]);
    const [code, { verdict }] = await documentOf("exchanged", ["--expect", "openblas"]);
    expect([verdict.status, code]).toEqual(["mismatch", 1]);
    expect(verdict.reasons[0]).toMatch(
      /^OpenBLAS was expected, but libblas 3\.9\.0 \S+_blis is installed, and NumPy's BLAS calls go to libblis\.so\.4 \(BLIS\)$/,
    );
    // The records know of it, so nothing contradicts them.
    expect((await documentOf("exchanged", []))[0]).toBe(0);
  });

  it("when another BLAS is preloaded", async () => {
    const preloaded = inside("blis", "lib/libblis.so.4");
    const [first, ...others] = await mismatch("openblas", "openblas", { LD_PRELOAD: preloaded });
    expect(first).toBe(`LD_PRELOAD names ${preloaded}, which is loaded before anything else`);
    expect(others).toContainEqual(expect.stringMatching(/BLAS calls go to libblis\.so\.4 \(BLIS\)$/));
  });

  it("when pip replaced NumPy, although its wheel runs on OpenBLAS too", async () => {
    await run([inside("piped", "bin/python"), "-m", "pip", "install", "--quiet", "--no-deps", "numpy==2.2.6"]);
    const reasons = await mismatch("piped", "openblas");
    expect(reasons).toEqual([
      "NumPy was replaced: conda's record says numpy 1.24.2, the files belong to pip's numpy 2.2.6",
    ]);
    const [, { verdict, installed, advice }] = await documentOf("piped", []);
    expect(verdict.blas).toMatchObject({ family: "openblas", integers: "ILP64" });
    expect(installed.numpy.blas).toMatch(/^libblas 3\.9\.0 \S+_openblas$/);
    expect(advice.map(({ code }) => code)).toContain("numpy-replaced-by-pip");
  });
});

describe("other Pythons", () => {
  const testPython = process.env.BLAS_BENCH_TEST_PYTHON ?? "";

  it("of a virtual environment with wheels are verified, and SciPy's own copy is told", async () => {
    const ended = await account.run([
      node,
      product.program,
      "doctor",
      "--python",
      testPython,
      "--expect",
      "openblas",
      "--json",
    ]);
    const { verdict } = doctorDocumentSchema.parse(JSON.parse(ended.stdout));
    expect([verdict.status, ended.exitCode]).toEqual(["verified", 0]);
    expect(verdict.scipy?.blas?.fileName).toMatch(/openblas/);
    expect(verdict.scipy?.blas?.realPath).not.toBe(verdict.blas?.realPath);
  });

  it("of a conda environment that is not activated are looked into as they are, and it is said", async () => {
    const { prefix } = environment("openblas");
    const ended = await account.run([node, product.program, "doctor", "--prefix", prefix, "--json"]);
    const { verdict, advice } = doctorDocumentSchema.parse(JSON.parse(ended.stdout));
    expect([verdict.status, ended.exitCode]).toEqual(["verified", 0]);
    expect(advice.find(({ code }) => code === "not-activated")?.text).toContain(prefix);
    const [, activated] = await documentOf("openblas", []);
    expect(activated.advice.map(({ code }) => code)).not.toContain("not-activated");
  });

  it.for<[string, string[], RegExp]>([
    ["that do not exist", ["--python", "/no/such/python"], /--python: .*cannot be started/],
    ["in a folder without one", ["--prefix", "/"], /--prefix: there is no bin\/python in/],
    ["held to no variant there is", ["--expect", "opnblas"], /--expect: unknown variant "opnblas"/],
  ])("%s are wrong usage", async ([, words, message]) => {
    const ended = await doctor("openblas", words);
    expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ended.stderr).toMatch(message);
  });
});

describe("the Python side alone", () => {
  it("gives its evidence in any activated environment", async () => {
    const variables = { ...environment("netlib").variables, PYTHONPATH: path.join(root, "python") };
    const ended = await account.run([environment("netlib").python, "-m", "blas_bench", "evidence"], variables);
    expect(ended.exitCode, ended.stderr).toBe(0);
    const evidence = evidenceSchema.parse(JSON.parse(ended.stdout));
    expect(new Set(evidence.calls.map((call) => path.basename(call.library ?? "")))).toEqual(
      new Set(["libblas.so.3.11.0", "liblapack.so.3.11.0"]),
    );
  });
});
