// Where the libraries of a build are looked for: machines with files in some of the places, and a pkg-config that answers.
import * as fs from "node:fs/promises";
import { expect, test } from "vitest";
import { findLibraries } from "../../../src/provision/source/find-library.ts";
import type { Platform } from "../../../src/result/schema.ts";
import type { Files } from "../../../src/system/files.ts";
import { systemFiles } from "../../../src/system/files.ts";
import { createProcesses } from "../../../src/system/processes.ts";
import { makeScratch } from "../scratch.ts";

type Library = Parameters<typeof findLibraries>[1];

function machineWith(present: readonly string[]): Files {
  return { ...systemFiles, kind: async (file) => (present.includes(file) ? "file" : "absent") };
}

async function find(
  library: Library,
  platform: Platform,
  present: readonly string[],
  more: Record<string, string> = {},
) {
  const effects = { files: machineWith(present), processes: createProcesses() };
  // No pkg-config on this PATH.
  return findLibraries(effects, library, platform, { PATH: "/nowhere", ...more }, new AbortController().signal);
}

const debian = "/usr/lib/x86_64-linux-gnu";
const netlib = [`${debian}/blas/libblas.so`, `${debian}/lapack/liblapack.so`];

test.each<[Library, Platform, readonly string[], [string, string], [string, string]]>([
  [
    "openblas",
    "linux-64",
    [`${debian}/openblas-pthread/libopenblas.so`, "/usr/lib64/libopenblas.so"],
    [`${debian}/openblas-pthread`, "openblas"],
    [`${debian}/openblas-pthread`, "openblas"],
  ],
  ["openblas", "linux-64", ["/usr/lib64/libopenblas.so"], ["/usr/lib64", "openblas"], ["/usr/lib64", "openblas"]],
  [
    "openblas",
    "osx-arm64",
    ["/opt/homebrew/opt/openblas/lib/libopenblas.dylib"],
    ["/opt/homebrew/opt/openblas/lib", "openblas"],
    ["/opt/homebrew/opt/openblas/lib", "openblas"],
  ],
  [
    "blis",
    "linux-64",
    [`${debian}/blis-openmp/libblis.so`, ...netlib],
    [`${debian}/blis-openmp`, "blis"],
    [`${debian}/lapack`, "lapack"],
  ],
  [
    "netlib",
    "linux-64",
    [`${debian}/libblas.so`, ...netlib],
    [`${debian}/blas`, "blas"],
    [`${debian}/lapack`, "lapack"],
  ],
  [
    "netlib",
    "osx-64",
    ["/usr/local/opt/lapack/lib/libblas.dylib", "/usr/local/opt/lapack/lib/liblapack.dylib"],
    ["/usr/local/opt/lapack/lib", "blas"],
    ["/usr/local/opt/lapack/lib", "lapack"],
  ],
  [
    "mkl",
    "linux-64",
    ["/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so"],
    ["/opt/intel/oneapi/mkl/latest/lib", "mkl_rt"],
    ["/opt/intel/oneapi/mkl/latest/lib", "mkl_rt"],
  ],
])("%s on %s, with %j", async (library, platform, present, [blasFolder, blas], [lapackFolder, lapack]) => {
  expect(await find(library, platform, present)).toEqual({
    status: "found",
    blas: { folder: blasFolder, name: blas },
    lapack: { folder: lapackFolder, name: lapack },
  });
});

test("MKLROOT comes before the usual places of MKL", async () => {
  const present = ["/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so", "/own/mkl/lib/libmkl_rt.so"];
  const found = await find("mkl", "linux-64", present, { MKLROOT: "/own/mkl" });
  expect(found).toMatchObject({ status: "found", blas: { folder: "/own/mkl/lib", name: "mkl_rt" } });
});

test("the folder that pkg-config names comes first, where the file is in it", async () => {
  await using scratch = await makeScratch();
  const program = await scratch.write("pkg-config", "#!/bin/sh\necho /own/openblas/lib/\n");
  await fs.chmod(program, 0o755);
  const usual = `${debian}/openblas-pthread/libopenblas.so`;
  const path = { PATH: `${scratch.folder}:/bin:/usr/bin` };
  const own = await find("openblas", "linux-64", ["/own/openblas/lib/libopenblas.so", usual], path);
  expect(own).toMatchObject({ blas: { folder: "/own/openblas/lib" } });
  expect(await find("openblas", "linux-64", [usual], path)).toMatchObject({
    blas: { folder: `${debian}/openblas-pthread` },
  });
});

test("what is missing is named, with where it was looked for and how to get it", async () => {
  const failed = await find("blis", "linux-64", [`${debian}/blis-openmp/libblis.so`]);
  expect(failed).toMatchObject({ status: "failed", kind: "package-not-found" });
  const message = failed.status === "failed" ? failed.message : "";
  expect(message).toMatch(/^blis: there is no liblapack\.so in \/usr\/lib\/x86_64-linux-gnu\/lapack, /);
  expect(message).toMatch(/Install both \(Debian: libblis-dev and liblapack-dev\)\.$/);
  expect(message).not.toContain("libblis.so");
  const none = await find("netlib", "osx-arm64", []);
  expect(none).toMatchObject({ message: expect.stringMatching(/libblas\.dylib in .*, and no liblapack\.dylib in /) });
});
