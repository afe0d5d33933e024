// Both arms of a plan: equal in all but their names, and as many blocks as their decisions take.
import { describe, expect, it } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import type { Axes } from "../../src/plan/base.ts";
import { blocksForFamily, fewestBlocksFor } from "../../src/plan/blocks.ts";
import { planRun, planStandIns, withEnvironments } from "../../src/plan/plan-run.ts";
import { referenceNotices } from "../../src/plan/reference.ts";
import { twinOf } from "../../src/plan/twins.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import type { Host } from "../../src/result/schema.ts";

const host: Host = {
  platform: "linux-64",
  osVersion: "6.1.0",
  machine: "any",
  translated: false,
  cpuModel: "any",
  cpuVendor: "any",
  simd: [],
  physicalCores: 4,
  logicalCores: 8,
  memoryBytes: 1e9,
  runnerImage: null,
};
const both: Axes = { base: { kind: "merge-base", name: "main" }, backend: true, notices: [] };
const plan = (raw: Record<string, string>, axes: Axes = both) => {
  const config = readInputs({ benchmarks: "functions:b.py", ...raw }, readVariant, (name) => name);
  return { config, made: planRun(config, host, 1, axes) };
};

describe("twins", () => {
  const { made } = plan({ variants: "openblas, existing:/a/env, existing:/b/env", threads: "1, 2" });

  it("stand before head, with names of equal length", () => {
    expect(made.environments.map(({ id, arm }) => [id, arm])).toEqual([
      ["openblas-linux-64-base", "base"],
      ["openblas-linux-64-head", "head"],
      ["existing-env-linux-64-base", "base"],
      ["existing-env-linux-64-head", "head"],
      ["existing-env-linux-64-base~2", "base"],
      ["existing-env-linux-64-head~2", "head"],
    ]);
    expect(made.series.filter(({ arm }) => arm === "base")).toHaveLength(6);
    expect(new Set(made.series.map(({ id }) => id)).size).toBe(12);
  });

  it("differ in nothing else", () => {
    for (const head of made.environments.filter(({ arm }) => arm === "head")) {
      const twin = twinOf(head, made.environments);
      expect({ ...twin, id: head.id, arm: "head" }).toEqual(head);
    }
  });

  it("are made of the stand-in, too", () => {
    const { config, made } = plan({});
    expect(planStandIns(made, config).map(({ id }) => id)).toEqual(["pip-linux-64-base", "pip-linux-64-head"]);
  });

  it("are not made without a code axis", () => {
    const { environments, schedule } = plan({ variants: "openblas" }, { ...both, base: null }).made;
    expect(environments.map(({ arm }) => arm)).toEqual(["head"]);
    expect(schedule).toMatchObject({ blocks: 4, blocksByFamily: false });
  });

  it("of an environment that exists cannot be installed into", () => {
    const raw = { variants: "existing:/a/env", install: "pip install ." };
    expect(() => plan(raw)).toThrow(/existing:env: base and head would be installed into the same environment/);
    expect(plan(raw, { ...both, base: null }).made.environments).toHaveLength(1);
  });
});

describe("the reference", () => {
  it("is a variant at head, and none where variants are not compared", () => {
    expect(plan({ variants: "openblas, netlib" }).made.reference).toBe("openblas");
    expect(plan({ variants: "openblas" }).made.reference).toBeNull();
    expect(plan({ variants: "openblas, netlib" }, { ...both, backend: false }).made.reference).toBeNull();
  });

  it("stays none when environments were lost", () => {
    const { config, made } = plan({ variants: "openblas, netlib" }, { ...both, backend: false });
    expect(withEnvironments(made, made.environments, [], config).reference).toBeNull();
  });

  it.each([
    ["that was lost is replaced, and that is said", "blis", ["blis"], ["cannot be had: .* against openblas"]],
    ["that is there is said nothing of", "blis", ["netlib"], []],
    ["of one variant is none", "blis", ["blis", "netlib"], []],
    ["that nobody asked for is the first", undefined, ["openblas"], []],
  ])("%s", (_, reference, lost, notices) => {
    const { config, made } = plan({ variants: "openblas, blis, netlib", ...(reference && { reference }) });
    const left = made.environments.filter(({ variant }) => !lost.includes(variant));
    const changed = withEnvironments(made, left, [], config);
    expect(referenceNotices(changed.reference, left, config)).toEqual(notices.map((one) => expect.stringMatching(one)));
  });
});

describe("blocks", () => {
  it.each([
    [1, 20],
    [14, 20],
    [15, 24],
    [110, 24],
    [111, 28],
    [900, 28],
    [1000, 32],
  ])("for %i cells: %i", (cells, blocks) => {
    expect(blocksForFamily(cells)).toBe(blocks);
  });

  it.each([
    [0, 1, 7],
    [1, 1, 7],
    [2, 1, 8],
    [1, 2, 8],
    [100, 1, 14],
    [100, 2, 15],
  ])("for %i cells and %i looks are never fewer than %i", (cells, looks, blocks) => {
    expect(fewestBlocksFor(cells, looks)).toBe(blocks);
  });

  it("follow the family, unless a number is given", () => {
    expect(plan({ variants: "openblas" }).made.schedule).toMatchObject({ blocks: 20, blocksByFamily: true });
    expect(plan({ blocks: "7" }).made.schedule).toMatchObject({ blocks: 7, blocksByFamily: false });
  });
});
