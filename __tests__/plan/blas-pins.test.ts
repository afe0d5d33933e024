// The spellings of a BLAS pin that people write.
import { expect, test } from "vitest";
import { contradicting, pinnedBlas } from "../../src/plan/blas-pins.ts";

test.each([
  ["libblas=*=*_mkl", "mkl"],
  ["libblas=*=*mkl", "mkl"],
  ["blas=*=mkl", "mkl"],
  ["blas=*=*mkl*", "mkl"],
  ["blas=1.0=openblas", "openblas"],
  ["blas 1.0 mkl", "mkl"],
  ["blas * openblas", "openblas"],
  ["conda-forge::libblas=3.9.0=31_h8d724d3_accelerate", "accelerate"],
  ["conda-forge/osx-arm64::libblas=*=*_newaccelerate", "newaccelerate"],
  ["libblas[build='*_blis']", "blis"],
  ["libblas[version='>=3.9', build=*netlib]", "netlib"],
  ["libcblas == 3.9.0 = 20_osx64_mkl", "mkl"],
  ["blas-devel=3.9.0=31_linux64_openblas", "openblas"],
  ["libblas", null],
  ["libblas>=3.9", null],
  ["libblas=3.9.0", null],
  ["liblapack=*=*netlib", null],
  ["mkl", null],
  ["numpy=1.24=*_mkl", null],
  ["libblas=*=*_nothing", null],
])("%s", (spec, blas) => {
  expect(pinnedBlas(spec)).toBe(blas);
});

test("only another BLAS contradicts, and nomkl mkl", () => {
  const given = ["python", "nomkl", "libblas=*=*_mkl", "blas=*=openblas"];
  expect(contradicting(given, ["numpy", "libblas=*=*_mkl"])).toEqual(["nomkl", "blas=*=openblas"]);
  expect(contradicting(given, ["libblas=*=*_openblas"])).toEqual(["libblas=*=*_mkl"]);
  expect(contradicting(given, ["numpy"])).toEqual([]);
  expect(contradicting(given, ["nomkl", "blas=1.0=openblas"])).toEqual(["libblas=*=*_mkl"]);
});
