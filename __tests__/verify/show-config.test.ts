import * as fs from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseShowConfig } from "../../src/verify/show-config.ts";

/** Captured from the wheels and Debian's package, the Windows text as it was published with Anaconda's NumPy. */
function fixture(name: string): string {
  return fs.readFileSync(new URL(`fixtures/show-config/${name}`, import.meta.url), "utf8");
}

const skylakeBaseline = ["SSE", "SSE2", "SSE3"];
const wheel2 = {
  era: "meson",
  blas: expect.objectContaining({ name: "scipy-openblas", version: "0.3.31.188.0", family: "openblas" }),
  lapack: expect.objectContaining({ name: "scipy-openblas", version: "0.3.31.188.0", family: "openblas" }),
  simd: { baseline: ["X86_V2"], found: ["X86_V3", "X86_V4", "AVX512_ICL", "AVX512_SPR"], notFound: [] },
};

describe("the setuptools era", () => {
  it("reads the published text of Anaconda's NumPy on Windows", () => {
    const mkl = { name: "mkl_rt", version: null, family: "mkl", folder: "C:/Users/user/anaconda3\\Library\\lib" };
    const expected = {
      era: "setuptools",
      blas: mkl,
      lapack: mkl,
      simd: {
        baseline: skylakeBaseline,
        found: ["SSSE3", "SSE41", "POPCNT", "SSE42", "AVX", "F16C", "FMA3", "AVX2"],
        notFound: ["AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL"],
      },
    };
    const text = fixture("windows-mkl.txt");
    expect(parseShowConfig(text, null)).toEqual(expected);
    expect(parseShowConfig(text.replaceAll("\n", "\r\n"), null)).toEqual(expected);
  });

  it("reads a wheel with 64-bit integers", () => {
    const openblas = { name: "openblas64_", version: null, family: "openblas", folder: "/usr/local/lib" };
    expect(parseShowConfig(fixture("numpy-1.23.5-wheel.txt"), null)).toMatchObject({
      era: "setuptools",
      blas: openblas,
      lapack: openblas,
      simd: { baseline: skylakeBaseline, notFound: ["AVX512_KNL", "AVX512_KNM"] },
    });
  });

  it("takes no family from generic names, as Debian's and conda-forge's builds have them", () => {
    expect(parseShowConfig(fixture("numpy-1.24.2-debian.txt"), null)).toMatchObject({
      blas: { name: "blas", family: null },
      lapack: { name: "lapack, blas", family: null },
      simd: { notFound: [] },
    });
  });

  it("reads a framework where there is no library", () => {
    expect(parseShowConfig(fixture("accelerate-framework.txt"), null)).toMatchObject({
      blas: { name: "Accelerate", family: "accelerate", folder: null },
      lapack: { name: "Accelerate", family: "accelerate" },
      simd: { found: ["ASIMDHP", "ASIMDDP"], notFound: [] },
    });
  });

  it("says nothing of what is NOT AVAILABLE", () => {
    const expected = { era: "setuptools", blas: null, lapack: null, simd: null };
    expect(parseShowConfig(fixture("all-not-available.txt"), null)).toEqual(expected);
  });
});

describe("the meson era", () => {
  it("reads dictionaries", () => {
    const dicts = JSON.parse(fixture("numpy-2.4.6-wheel.dicts.json")) as Record<string, unknown>;
    expect(parseShowConfig("", dicts)).toEqual(wheel2);
  });

  it.each(["numpy-2.4.6-wheel.json.txt", "numpy-2.4.6-wheel.yaml.txt"])("reads the same from %s", (name) => {
    expect(parseShowConfig(fixture(name), null)).toEqual(wheel2);
  });

  it("knows an internal LAPACK from a named one, and unfolds long text", () => {
    expect(parseShowConfig(fixture("numpy-1.26.4-wheel.yaml.txt"), null)).toMatchObject({
      blas: { name: "openblas64", version: "0.3.23.dev", family: "openblas" },
      lapack: { name: "internal", version: null, family: null },
      simd: { baseline: skylakeBaseline, notFound: ["AVX512_KNL", "AVX512_KNM"] },
    });
  });

  it.each([false, "false"])("takes found: %s for no library", (found) => {
    const dicts = { "Build Dependencies": { blas: { name: "none", found }, lapack: { name: "none", found } } };
    expect(parseShowConfig("", dicts)).toEqual({ era: "meson", blas: null, lapack: null, simd: null });
  });
});

describe("a dependency", () => {
  const read = (blas: unknown) => parseShowConfig("", { "Build Dependencies": { blas } })?.blas;

  it.each([
    ["without a name", {}, null],
    ["with a name that is not known", { name: "unknown" }, null],
    ["with a name that is empty", { name: "" }, null],
    ["that is no table", "openblas", null],
    [
      "with nothing else known",
      { name: "blis", version: "unknown" },
      { name: "blis", version: null, family: "blis", folder: null },
    ],
    [
      "with a version that is no text",
      { name: "mkl", version: 3 },
      { name: "mkl", version: null, family: "mkl", folder: null },
    ],
    [
      "of Apple's",
      { name: "accelerate", version: "unknown" },
      { name: "accelerate", version: null, family: "accelerate", folder: null },
    ],
    [
      "of FlexiBLAS",
      { name: "flexiblas", version: "3.4" },
      { name: "flexiblas", version: "3.4", family: "flexiblas", folder: null },
    ],
    ["of ATLAS", { name: "atlas", version: "3.10" }, { name: "atlas", version: "3.10", family: "atlas", folder: null }],
    ["of NVPL", { name: "nvpl_blas" }, { name: "nvpl_blas", version: null, family: "nvpl", folder: null }],
  ])("%s", (_, table, expected) => {
    expect(read(table)).toEqual(expected);
  });
});

describe("anything else", () => {
  it.each(["", "no such thing", "[]", "{}", "Build Dependencies: none"])("%j is of no known form", (text) => {
    expect(parseShowConfig(text, null)).toBeNull();
  });

  // fc.assert is returned, so that it would be waited for if a property ever became asynchronous.
  it("never throws on text", () =>
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseShowConfig(text, null))));

  it("never throws on dictionaries", () =>
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), (dicts) => void parseShowConfig("", dicts))));

  it("never throws on torn text", () => {
    const words = [
      "blas_opt_info:",
      "    libraries = ['a', 'b",
      "Build Dependencies:",
      "  blas:",
      "  - x",
      "      y",
      "{",
    ];
    const text = fc.array(fc.constantFrom(...words)).map((lines) => lines.join("\n"));
    return fc.assert(fc.property(text, (torn) => void parseShowConfig(torn, null)));
  });
});
