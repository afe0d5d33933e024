// People's environment.yml: what is read of it, what is refused, and how a variant is laid over it.
import { describe, expect, it, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import type { Axes } from "../../src/plan/base.ts";
import { pipLine, readEnvironmentYml, specsOf } from "../../src/plan/environment-yml.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { host } from "../verify/evidence-examples.ts";

const read = (text: string) => readEnvironmentYml(text, "environment.yml");
const whole = `
name: thing
channels: [conda-forge, nodefaults]
dependencies:
  - python >=3.10
  - conda-forge::NumPy=2
  - "libblas=*=*_openblas"
  - pip
  - pip:
      - it's==1
      - -e .
`;

it("reads channels, specs and requirements", () => {
  expect(read(whole)).toEqual({
    channels: ["conda-forge"],
    specs: ["python >=3.10", "conda-forge::NumPy=2", "libblas=*=*_openblas", "pip"],
    requirements: ["it's==1", "-e ."],
  });
});

it("adds what is needed and not there", () => {
  expect(specsOf(read(whole))).toEqual(read(whole).specs);
  expect(specsOf(read("dependencies: [scipy, {pip: [x]}]"))).toEqual(["scipy", "python", "numpy", "pip"]);
});

it("hands pip's part over as it stands", () => {
  expect(pipLine(read("dependencies: [scipy]"))).toBeNull();
  expect(pipLine(read(whole))).toBe(
    `printf '%s\\n' 'it'\\''s==1' '-e .' | python -m pip install --no-input --requirement /dev/stdin`,
  );
});

describe("refused", () => {
  it.each([
    ["dependencies: [a", /^environment\.yml: is no YAML/],
    ["", /^environment\.yml: is no environment\.yml/],
    ["dependencies: 3", /dependencies: /],
    ["dependencies: [{pip: [1]}]", /dependencies\.0/],
    ["dependencies: [{npm: [x]}]", /dependencies\.0/],
  ])("%j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

const axes: Axes = { base: { kind: "merge-base", name: "main" }, backend: true, notices: [] };
function plan(variants: string, files: { base: string | null; head: string | null }) {
  const raw = { variants, "environment-file": "environment.yml", "numpy-version": "2.1" };
  const config = readInputs(raw, readVariant, (name) => name);
  const parsed = {
    base: files.base === null ? null : read(files.base),
    head: files.head === null ? null : read(files.head),
  };
  return planRun(config, host, 1, axes, parsed);
}

test("each arm has its own file, under the variant's BLAS and the versions that were asked for", () => {
  const head = "channels: [mine]\ndependencies: [scipy]";
  const { environments } = plan("netlib", { base: null, head });
  expect(environments.map(({ source }) => source)).toEqual([
    expect.objectContaining({ specs: ["python", "numpy 2.1.*", "libblas=*=*_netlib"], channels: ["conda-forge"] }),
    expect.objectContaining({
      specs: ["scipy", "python", "numpy", "numpy 2.1.*", "libblas=*=*_netlib"],
      channels: ["mine"],
    }),
  ]);
});

test("variants that no conda makes are refused", () => {
  expect(() => plan("pip, existing:/a/env", { base: null, head: "dependencies: []" })).toThrow(
    /variant pip: is not made from an environment file.*\n.*variant existing:env/,
  );
});
