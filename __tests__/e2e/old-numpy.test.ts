// NumPy of the setuptools era, for real: its wheels are proven and their statements read, and its own search for a BLAS
// and a LAPACK finds what the recipe names. A build of it takes minutes; what the search finds is what a build links.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../scripts/test/project.mjs";
import { expectationOf } from "../../src/plan/catalogue.ts";
import type { LinkedLibrary } from "../../src/provision/source/find-library.ts";
import { recipeFor } from "../../src/provision/source/recipe.ts";
import { evidenceSchema } from "../../src/result/evidence.ts";
import { parseShowConfig } from "../../src/verify/show-config.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needOldNumpy } from "../rig/old-numpy.ts";
import { examined } from "../verify/examined.ts";

const run = promisify(execFile);
const plain = { PATH: process.env.PATH ?? "", LANG: "C.UTF-8" };

/** The oldest that is supported, one of the middle, and the last that setuptools built. */
const wheels = [
  { version: "1.17.3", pythons: ["3.8"], name: "openblas", library: /^libopenblasp-r0-/, integers: "LP64" },
  {
    version: "1.21.6",
    pythons: ["3.8", "3.9", "3.10"],
    name: "openblas",
    library: /^libopenblasp-r0-/,
    integers: "LP64",
  },
  {
    version: "1.25.2",
    pythons: ["3.9", "3.10", "3.11"],
    name: "openblas64_",
    library: /^libopenblas64_p-r0-/,
    integers: "ILP64",
  },
];

test.for(wheels)("NumPy $version's wheel is proven, and its statement read", async (wheel, context) => {
  if (process.platform !== "linux") context.skip("the wheels for Linux are looked at");
  const python = await needOldNumpy(context, wheel.version, wheel.pythons);
  const variables = { ...plain, PYTHONPATH: path.join(root, "python"), PYTHONDONTWRITEBYTECODE: "1" };
  const { stdout } = await run(python, ["-m", "blas_bench", "evidence"], { env: variables, maxBuffer: 2 ** 26 });
  const evidence = evidenceSchema.parse(JSON.parse(stdout));
  const judged = (variant: string) => {
    const expectation = expectationOf(variant) ?? { blas: null, lapack: null };
    return examined(evidence, { variant, expectation });
  };
  const document = judged("openblas");
  const loaded = { family: "openblas", fileName: expect.stringMatching(wheel.library), integers: wheel.integers };
  expect(document.verdict).toMatchObject({ status: "verified", blas: loaded, lapack: loaded });
  const stated = { name: wheel.name, version: null, family: "openblas", folder: "/usr/local/lib" };
  expect(document.build.numpy).toMatchObject({ era: "setuptools", blas: stated, lapack: stated });
  expect(document.installed.numpy).toEqual({
    blas: `numpy ${wheel.version} (pip)`,
    lapack: `numpy ${wheel.version} (pip)`,
  });
  expect(judged("mkl").verdict.reasons).toEqual([
    expect.stringMatching(/^MKL was expected, but NumPy's BLAS calls go to libopenblas/),
    expect.stringMatching(/^MKL was expected, but NumPy's LAPACK calls go to libopenblas/),
  ]);
});

/** NumPy's own search, and what show_config() of a build with its findings prints. */
const search = `
import contextlib, runpy, sys, warnings
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(sys.stderr):
    from numpy.distutils import misc_util, system_info
    for kind in ("blas_opt", "lapack_opt"):
        system_info.get_info(kind)
    misc_util.generate_config_py(sys.argv[1])
runpy.run_path(sys.argv[1])["show"]()
`;

type Case = readonly [variant: string, blas: string, lapack: string, stated: { blas: object; lapack: object }];

/** Of a library that is called the first, and one that is called the second. */
const cases: readonly Case[] = [
  ["openblas", "openblas", "openblas", { blas: { family: "openblas" }, lapack: { family: "openblas" } }],
  ["blis", "blis", "lapack", { blas: { family: "blis" }, lapack: { family: null } }],
  ["netlib", "blas", "lapack", { blas: { family: null }, lapack: { family: null } }],
  ["mkl", "mkl_rt", "mkl_rt", { blas: { family: "mkl" }, lapack: { family: "mkl" } }],
];

test.for(["1.17.3", "1.21.6"])(
  "NumPy %s's own search ends where the recipe says, LAPACK's too",
  async (version, context) => {
    if (process.platform !== "linux") context.skip("what is searched for are Linux's libraries");
    const python = await needOldNumpy(context, version, ["3.8"]);
    await using scratch = await makeScratch();
    const libraries = await makeLibraries(scratch.folder).catch(() => context.skip("no C compiler on PATH"));
    await Promise.all(
      cases.map(async ([variant, blas, lapack, stated]) => {
        const found = (name: string): LinkedLibrary => ({ folder: path.join(libraries, name), name });
        const recipe = recipeFor(version, { status: "found", blas: found(blas), lapack: found(lapack) });
        // A header that the search for CBLAS compiles with.
        const env = { ...plain, ...recipe.variables, CPATH: libraries, SETUPTOOLS_USE_DISTUTILS: "stdlib" };
        const file = path.join(scratch.folder, `${variant}-config.py`);
        const { stdout } = await run(python, ["-c", search, file], { env, cwd: scratch.folder });
        const statement = parseShowConfig(stdout, null);
        expect(statement, `${variant}: ${stdout}`).toMatchObject({ era: "setuptools", ...stated });
        const first = (of?: { name: string; folder: string | null } | null) =>
          path.join(of?.folder ?? "nowhere", of?.name.split(", ")[0] ?? "");
        expect(first(statement?.blas), variant).toBe(path.join(libraries, blas, blas));
        expect(first(statement?.lapack), variant).toBe(path.join(libraries, lapack, lapack));
      }),
    );
  },
);

/** A folder for each library, with one that has what the search links against, and nothing else. */
async function makeLibraries(folder: string): Promise<string> {
  const source = path.join(folder, "library.c");
  await fs.writeFile(source, "double cblas_ddot(void) { return 0; }\nvoid zungqr_(void) {}\n");
  await fs.writeFile(path.join(folder, "cblas.h"), "double cblas_ddot(int, double *, int, double *, int);\n");
  const built = path.join(folder, "library.so");
  await run("cc", ["-shared", "-fPIC", "-w", "-o", built, source]);
  for (const name of new Set(cases.flatMap(([, blas, lapack]) => [blas, lapack]))) {
    await fs.mkdir(path.join(folder, name));
    await fs.copyFile(built, path.join(folder, name, `lib${name}.so`));
  }
  return folder;
}
