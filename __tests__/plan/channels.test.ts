// Whose channels a variant is solved from, and that those of Anaconda are never mixed with conda-forge's.
import { describe, expect, it, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { findVariant } from "../../src/plan/catalogue.ts";
import { channelsFor, forEmbedded } from "../../src/plan/channels.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { sourceOf } from "../../src/plan/variant-source.ts";

const row = (name: string) => findVariant(name) ?? {};

describe("channelsFor", () => {
  it.each<[string, string[], string[]]>([
    ["openblas", [], ["conda-forge"]],
    ["openblas", ["/mirror"], ["/mirror"]],
    ["openblas", ["conda-forge", "defaults"], ["conda-forge"]],
    ["openblas", ["https://conda.example.org/pkgs/main/", "/mirror"], ["/mirror"]],
    // Nobody else is named: then it is wanted.
    ["default", ["defaults"], ["defaults"]],
    ["defaults-mkl", [], ["defaults"]],
    ["defaults-mkl", ["conda-forge"], ["defaults"]],
    ["defaults-openblas", ["conda-forge", "/mirrors/defaults"], ["/mirrors/defaults"]],
    [
      "defaults-openblas",
      ["https://conda.example.org/t/tk-1/pkgs/main"],
      ["https://conda.example.org/t/tk-1/pkgs/main"],
    ],
    ["apple-tensorflow", [], ["apple", "conda-forge"]],
    ["apple-tensorflow", ["/mirror", "defaults"], ["apple", "/mirror"]],
    ["apple-tensorflow", ["conda-forge", "/mirrors/apple"], ["conda-forge", "/mirrors/apple"]],
    ["apple-tensorflow", ["/pineapple"], ["apple", "/pineapple"]],
  ])("%s, given %j: %j", (name, given, expected) => {
    expect(channelsFor(row(name), given)).toEqual(expected);
  });

  it("leaves a client its own, but for variants that want one by name", () => {
    expect(channelsFor(row("openblas"), [], [])).toEqual([]);
    expect(channelsFor(row("defaults-mkl"), [], [])).toEqual(["defaults"]);
    expect(channelsFor(row("apple-tensorflow"), [], [])).toEqual(["apple", "conda-forge"]);
  });
});

test("the embedded solver knows `defaults` by the name it has on the server of channels", () => {
  expect(forEmbedded(["defaults", "/mirrors/defaults", "conda-forge"])).toEqual([
    "main",
    "/mirrors/defaults",
    "conda-forge",
  ]);
});

describe("sourceOf", () => {
  const source = (name: string, platform: "linux-64" | "osx-64" | "osx-arm64", raw: Record<string, string> = {}) => {
    const variant = findVariant(name);
    if (variant === undefined) throw new Error(name);
    return sourceOf(
      variant,
      platform,
      readInputs(raw, readVariant, (text) => text),
    );
  };

  it("asks Anaconda's channel for its own packages, and pins those", () => {
    expect(source("defaults-openblas", "osx-arm64")).toEqual({
      provider: "rattler",
      specs: ["python", "numpy", "nomkl", "blas=1.0=openblas"],
      channels: ["main"],
      pinned: ["blas", "numpy", "numpy-base"],
    });
    expect(source("defaults-mkl", "linux-64", { conda: "found" })).toMatchObject({ channels: ["defaults"] });
  });

  it("pins the threading where it is what was asked for", () => {
    expect(source("openblas-openmp", "linux-64")).toMatchObject({ pinned: ["libblas", "libopenblas", "numpy"] });
  });

  it("has pip follow where the variant was published so", () => {
    expect(source("apple-tensorflow", "osx-arm64")).toEqual({
      provider: "rattler",
      specs: ["python", "numpy", "tensorflow-deps=2.10.0", "pip"],
      channels: ["apple", "conda-forge"],
      pinned: ["libblas", "numpy"],
      pipLine: expect.stringContaining("'tensorflow-macos==2.10.0' 'tensorflow-metal==0.6.0' | python -m pip install"),
    });
  });

  it("has pip take the wheels of an older system", () => {
    expect(source("pip-openblas", "osx-64", { "numpy-version": "2.1" })).toEqual({
      provider: "pip",
      requirements: ["numpy==2.1.*"],
      wheelsFor: "macosx_13_0_x86_64",
    });
    expect(source("pip", "osx-64")).toEqual({ provider: "pip", requirements: ["numpy"] });
  });
});
