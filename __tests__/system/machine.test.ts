import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { hostSchema } from "../../src/result/schema.ts";
import { systemFiles } from "../../src/system/files.ts";
import { findPythonFolder } from "../../src/system/folders.ts";
import { macHost, readHost } from "../../src/system/host.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { childVariables, networkVariables } from "../../src/system/variables.ts";

describe("the host", () => {
  it("of this machine fits the result's schema", async () => {
    const host = await readHost(createProcesses());
    expect(hostSchema.safeParse(host).error).toBeUndefined();
  });

  it("of an arm64 Mac that runs us translated is an arm64 Mac", () => {
    const sysctl = new Map([
      ["machdep.cpu.brand_string", "Apple M1 Max"],
      ["hw.optional.arm64", "1"],
      ["hw.physicalcpu", "10"],
      ["sysctl.proc_translated", "1"],
    ]);
    expect(macHost(sysctl, "15.5", "x64")).toMatchObject({
      platform: "osx-arm64",
      translated: true,
      cpuModel: "Apple M1 Max",
      cpuVendor: "Apple",
      physicalCores: 10,
      osVersion: "15.5",
    });
  });

  it("of an Intel Mac has its SIMD extensions", () => {
    const sysctl = new Map([
      ["machdep.cpu.brand_string", "Intel(R) Core(TM) i9-9880H CPU @ 2.30GHz"],
      ["machdep.cpu.vendor", "GenuineIntel"],
      ["machdep.cpu.features", "FPU SSE2 SSE4.2 AVX1.0 FMA"],
      ["machdep.cpu.leaf7_features", "AVX2 BMI2"],
      ["hw.physicalcpu", "8"],
    ]);
    expect(macHost(sysctl, "14.6.1", "x64")).toMatchObject({
      platform: "osx-64",
      translated: false,
      cpuVendor: "GenuineIntel",
      simd: ["avx2", "fma", "sse2", "sse4_2"],
    });
  });
});

describe("variables for children", () => {
  const ours = {
    PATH: "/bin",
    LC_ALL: "C",
    GITHUB_TOKEN: "t",
    ACTIONS_RUNTIME_TOKEN: "t",
    GITHUB_ENV: "/f",
    INPUT_VARIANTS: "mkl",
    LD_LIBRARY_PATH: "/x",
    PYTHONPATH: "/x",
    HTTPS_PROXY: "http://proxy",
    PIP_INDEX_URL: "https://mirror",
  };

  it("are an allow-list", () => {
    expect(childVariables(ours)).toEqual({ PATH: "/bin", LC_ALL: "C" });
  });

  it("hold the network's settings for package clients only", () => {
    expect(networkVariables(ours)).toEqual({
      PATH: "/bin",
      LC_ALL: "C",
      HTTPS_PROXY: "http://proxy",
      PIP_INDEX_URL: "https://mirror",
    });
  });
});

describe("files", () => {
  it("are written whole, and a failed write leaves nothing", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "files-"));
    const file = path.join(folder, "deep", "result.json");
    await systemFiles.writeWhole(file, "first");
    await systemFiles.writeWhole(file, "second");
    expect(await systemFiles.readText(file)).toBe("second");
    await systemFiles.makeFolder(path.join(folder, "target"));
    await expect(systemFiles.writeWhole(path.join(folder, "target"), "text")).rejects.toThrow();
    expect(readdirSync(folder).sort()).toEqual(["deep", "target"]);
    expect(readdirSync(path.join(folder, "deep"))).toEqual(["result.json"]);
    await systemFiles.removeTree(folder);
    expect(await systemFiles.kind(folder)).toBe("absent");
    expect(await systemFiles.readText(file)).toBeNull();
  });
});

it("the Python package is found from the bundle and from the sources", () => {
  expect(findPythonFolder("file:///opt/action/dist/cli.js")).toBe("/opt/action/python");
  expect(findPythonFolder("file:///opt/action/src/entry/cli.ts")).toBe("/opt/action/python");
});
