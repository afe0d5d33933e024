import { describe, expect, it } from "vitest";
import { readVariant } from "../../src/plan/variant-request.ts";

describe("readVariant", () => {
  it.each([
    ["mkl", "mkl"],
    ["libblas=*=*_mkl", "mkl"],
    ["libblas=*=*mkl", "mkl"],
    ["blas=*=*mkl*", "mkl"],
    ["blas=*=mkl", "mkl"],
    ["blas * mkl", "mkl"],
    ["libblas=*=*accelerate", "accelerate"],
    ["libblas=*=*_newaccelerate", "newaccelerate"],
    ["openblas-openmp", "openblas-openmp"],
    ["nomkl", "defaults-openblas"],
    ["blas=1.0=openblas", "defaults-openblas"],
    ["blas=1.0=mkl", "defaults-mkl"],
  ])("understands %s", (text, name) => {
    expect(readVariant(text)).toEqual({
      status: "understood",
      request: { kind: "catalogue", name, platform: null },
    });
  });

  it("does not take one implementation for another", () => {
    expect(readVariant("libblas=*=*newaccelerate")).not.toEqual(readVariant("libblas=*=*accelerate"));
  });

  it.each(["", "blas", "libblas=3.9.0", "blas=*=*atlas*", "mkl@", "mkl@osx-64@linux-64", "MKL"])(
    "refuses %j",
    (text) => {
      expect(readVariant(text).status).toBe("unknown");
    },
  );
});
