// Wheels built by a real pip, from a source that takes a second: what the build is given, and what is kept of it.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Interrupted } from "../../../src/errors.ts";
import type { ProvisionFailureKind } from "../../../src/provision/provider.ts";
import { recipeFor } from "../../../src/provision/source/recipe.ts";
import type { BuildRequest } from "../../../src/provision/source/wheel.ts";
import { buildFault, ensureWheel } from "../../../src/provision/source/wheel.ts";
import { benchEffects } from "../bench-effects.ts";
import { writeStandIn } from "./stand-in-numpy.ts";

const library = (name: string) => ({ folder: `/usr/lib/${name}`, name });
const blis = { status: "found", blas: library("blis"), lapack: library("lapack") } as const;
const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
let root: string;
let cacheFolder: string;

beforeEach(async () => {
  root = await fs.mkdtemp(path.join(tmpdir(), "wheel-test-"));
  cacheFolder = path.join(root, "cache");
});
afterEach(async () => {
  await fs.rm(root, { recursive: true });
});

function request(numpyVersion: string, more: Partial<BuildRequest> = {}): BuildRequest {
  return {
    python,
    numpyVersion,
    recipe: recipeFor(numpyVersion, blis),
    surroundings: { abi: "x" },
    variables: { PATH: process.env.PATH ?? "", PIP_NO_INDEX: "1", PIP_FIND_LINKS: root, PKG_CONFIG_PATH: "/theirs" },
    onProgress: () => {},
    signal: new AbortController().signal,
    ...more,
  };
}

function ensure(asked: BuildRequest) {
  return ensureWheel(benchEffects({ cacheFolder }), asked);
}

function givenTo(wheel: string): unknown {
  const code = "import json, sys; sys.path.insert(0, sys.argv[1]); import numpy; print(json.dumps(numpy.given))";
  return JSON.parse(execFileSync("python3", ["-Ic", code, wheel], { encoding: "utf8" }));
}

const words = (folder: string, name: string): string => `-L${folder} -l${name} -Wl,-rpath,${folder}`;

test("a build with meson gets both libraries by pkg-config, and may not go without; the wheel is taken again", async () => {
  await writeStandIn(root, "2.1.3");
  const shares: number[] = [];
  const built = await ensure(request("2.1.3", { onProgress: (share) => shares.push(share) }));
  expect(built).toMatchObject({ status: "built", isReused: false });
  expect(shares).toEqual([0.5, 1]);
  const file = built.status === "built" ? built.file : "";
  expect(givenTo(file)).toEqual({
    settings: { "setup-args": ["-Dblas=blas-bench-blas", "-Dlapack=blas-bench-lapack", "-Dallow-noblas=false"] },
    packages: {
      "blas-bench-blas.pc": expect.stringContaining(`\nLibs: ${words("/usr/lib/blis", "blis")}\n`),
      "blas-bench-lapack.pc": expect.stringContaining(`\nLibs: ${words("/usr/lib/lapack", "lapack")}\n`),
    },
    variables: {},
  });
  await fs.rm(path.join(root, "numpy-2.1.3.tar.gz"));
  expect(await ensure(request("2.1.3"))).toEqual({ status: "built", file, isReused: true });
  // Another compiler, another wheel: and there is no source any more.
  expect(await ensure(request("2.1.3", { surroundings: { abi: "y" } }))).toMatchObject({ kind: "package-not-found" });
});

test("a wheel that pip built before, against something else, is not taken for ours", async () => {
  await writeStandIn(root, "2.1.3");
  const variables = { ...request("2.1.3").variables, PIP_CACHE_DIR: path.join(root, "pip") };
  const settings = async (asked: BuildRequest): Promise<unknown> => {
    const built = await ensure({ ...asked, variables });
    return givenTo(built.status === "built" ? built.file : "");
  };
  const other = { ...request("2.1.3"), recipe: recipeFor("2.1.3", { ...blis, blas: library("other") }) };
  expect(await settings(request("2.1.3"))).not.toEqual(await settings(other));
});

test("a build by setuptools gets them by distutils' variables", async () => {
  await writeStandIn(root, "1.25.2");
  const built = await ensure(request("1.25.2"));
  expect(givenTo(built.status === "built" ? built.file : "")).toEqual({
    settings: null,
    packages: {},
    variables: {
      NPY_BLAS_LIBS: words("/usr/lib/blis", "blis"),
      NPY_CBLAS_LIBS: words("/usr/lib/blis", "blis"),
      NPY_LAPACK_LIBS: words("/usr/lib/lapack", "lapack"),
    },
  });
});

test("a build that is older than those variables gets orders of one library each, and its folder", () => {
  expect(recipeFor("1.20.3", blis).variables).toEqual({
    NPY_BLAS_ORDER: "blis",
    NPY_LAPACK_ORDER: "lapack",
    BLIS: "/usr/lib/blis",
    LAPACK: "/usr/lib/lapack",
    LD_RUN_PATH: "/usr/lib/blis:/usr/lib/lapack",
  });
  const mkl = library("mkl_rt");
  expect(recipeFor("1.17.3", { status: "found", blas: mkl, lapack: mkl }).variables).toEqual({
    NPY_BLAS_ORDER: "mkl",
    NPY_LAPACK_ORDER: "mkl",
    MKLROOT: "/usr/lib/mkl_rt",
    LD_RUN_PATH: "/usr/lib/mkl_rt",
  });
  expect(recipeFor("1.17.3", "accelerate").variables).toEqual(recipeFor("1.25.2", "accelerate").variables);
});

test("the framework is named to either kind of build", () => {
  expect(recipeFor("1.26.0", "accelerate").flags).toContain("--config-settings=setup-args=-Dblas=accelerate");
  expect(recipeFor("1.25.9", "accelerate").variables).toEqual({
    NPY_BLAS_ORDER: "accelerate",
    NPY_LAPACK_ORDER: "accelerate",
  });
});

test("a build that fails leaves no wheel and says why; so does one that is interrupted", async () => {
  await writeStandIn(
    root,
    "2.1.3",
    "../numpy/meson.build:207:4: ERROR: Problem encountered: No BLAS library detected!",
  );
  const failed = await ensure(request("2.1.3"));
  expect(failed).toMatchObject({ status: "failed", kind: "unsatisfiable" });
  const asked = new AbortController();
  const ended = expect(ensure(request("2.1.3", { signal: asked.signal }))).rejects.toThrow(Interrupted);
  setTimeout(() => asked.abort(), 200);
  await ended;
  expect(await fs.readdir(path.join(cacheFolder, "wheels"))).toEqual([]);
});

test("a wheel that was cut, or lost its seal, since is built again", async () => {
  await writeStandIn(root, "2.1.3");
  const built = await ensure(request("2.1.3"));
  const file = built.status === "built" ? built.file : "";
  const harm: readonly (() => Promise<void>)[] = [
    () => fs.truncate(file, 100),
    () => fs.writeFile(path.join(path.dirname(file), "wheel.json"), "{"),
  ];
  for (const act of harm) {
    await act();
    expect(await ensure(request("2.1.3"))).toEqual({ status: "built", file, isReused: false });
  }
});

test("two runs that build the same wheel at once both have it", async () => {
  await writeStandIn(root, "2.1.3");
  const [one, other] = await Promise.all([ensure(request("2.1.3")), ensure(request("2.1.3"))]);
  expect(one).toEqual({ status: "built", file: expect.stringMatching(/\.whl$/), isReused: false });
  expect(other).toEqual(one);
  expect(await fs.readdir(path.join(cacheFolder, "wheels"))).toHaveLength(1);
});

describe("what a failed build says means", () => {
  // As meson, setuptools, gcc and pip print it.
  it.for<[ProvisionFailureKind, RegExp, string]>([
    ["other", /no C and C\+\+ compiler/, "../meson.build:1:0: ERROR: Unknown compiler(s): [['cc'], ['gcc']]"],
    ["other", /headers are missing/, "../meson.build:41:12: ERROR: Python dependency not found"],
    ["other", /headers are missing/, "numpy/x.c:5:10: fatal error: Python.h: No such file or directory"],
    ["unsatisfiable", /development files/, "ERROR: Problem encountered: No BLAS library detected! Install one"],
    [
      "unsatisfiable",
      /pkg-config/,
      "Did not find pkg-config by name 'pkg-config'\nDependency blas-bench-blas found: NO",
    ],
    ["disk-full", /disk is full/, "cc1plus: error: x.s: No space left on device"],
    ["package-not-found", /no source/, "ERROR: No matching distribution found for numpy==9.9"],
    [
      "channel-unreachable",
      /network/,
      "Failed to establish a new connection: [Errno 111]\nNo matching distribution found",
    ],
    ["other", /last lines are below/, "ninja: build stopped: subcommand failed."],
  ])("%s, %s", ([kind, meaning, said]) => {
    const found = buildFault("2.1.3", said.split("\n"));
    expect(found).toMatchObject({ kind, lastLines: said.split("\n") });
    expect(found.message).toMatch(/^NumPy 2\.1\.3, from source: /);
    expect(found.message).toMatch(meaning);
  });
});
