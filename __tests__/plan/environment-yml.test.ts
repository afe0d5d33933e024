// People's environment.yml: what is read of it, what is refused, and how a variant is laid over it.
import { describe, expect, it, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import type { Axes } from "../../src/plan/base.ts";
import { everyVariant } from "../../src/plan/conda-specs.ts";
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
    kind: "environment-yml",
    channels: ["conda-forge"],
    specs: ["python >=3.10", "conda-forge::NumPy=2", "libblas=*=*_openblas", "pip"],
    requirements: ["it's==1", "-e ."],
    folder: ".",
    variables: {},
  });
});

it("reads what is to be set, as conda does", () => {
  const { variables } = read("dependencies: [a]\nvariables: {MKL_THREADING_LAYER: GNU, COUNT: 3}");
  expect(variables).toEqual({ MKL_THREADING_LAYER: "GNU", COUNT: "3" });
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

it("means paths of pip's part from the file's folder", () => {
  const text = "dependencies: [pip: [-r more.txt, '-clower.txt', --requirement=it's.txt, -e ..]]";
  expect(pipLine(readEnvironmentYml(text, "ci/environment.yml"))).toBe(
    "(cd 'ci' && printf '%s\\n' '-e ..' | python -m pip install --no-input " +
      "-r 'more.txt' -c 'lower.txt' --requirement 'it'\\''s.txt' --requirement /dev/stdin)",
  );
});

describe("refused", () => {
  it.each([
    ["dependencies: [a", /^environment\.yml, line 1, column 17: is no YAML: /],
    ["channels:\n  - a\n dependencies: []", /^environment\.yml, line 3, column 1: is no YAML: /],
    ["", /^environment\.yml: is no environment\.yml/],
    ["\n\ndependencies: 3", /^environment\.yml, line 3, column 15: is no environment\.yml \(dependencies: /],
    ["dependencies:\n  - a\n  - pip: [1]", /^environment\.yml, line 3, column 5: .*dependencies\.1/],
    ["dependencies: [{npm: [x]}]", /dependencies\.0/],
    ["channels: 1\ndependencies: [1]", /line 1, column 11: .*\n.*line 2, column 16: /],
    [`a: &a [1]\ndependencies: [${"*a, ".repeat(200)}]`, /^environment\.yml: is no YAML: Excessive alias count/],
    ["dependencies: [a]\nvariables: {A B: x}", /^environment\.yml, line 2, column \d+: .*variables/],
    ["dependencies: [a]\nvariables: {A: [x]}", /^environment\.yml, line 2, column \d+: .*variables\.A/],
    ["&a [*a, *a]", /^environment\.yml, line 1, column 4: is no environment\.yml/],
  ])("%j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

const axes: Axes = { base: { kind: "merge-base", name: "main" }, backend: true, notices: [] };
function plan(variants: string, files: { base: string | null; head: string | null }) {
  const raw = { variants, "environment-file": "environment.yml", "numpy-version": "2.1" };
  const config = readInputs(raw, readVariant, (name) => name);
  const parse = (text: string | null) => (text === null ? null : { [everyVariant]: read(text) });
  return planRun(config, host, 1, axes, { base: parse(files.base), head: parse(files.head) });
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

const pinsMkl = 'dependencies: ["conda-forge::blas=*=mkl"]';

test("files that pin another BLAS than the variants are refused, all at once", () => {
  expect(() => plan("openblas, mkl, netlib", { base: null, head: pinsMkl })).toThrow(
    new RegExp(
      [
        "^variant openblas: environment\\.yml asks for conda-forge::blas=\\*=mkl, and the variant for libblas=\\*=\\*_openblas\\. .*",
        "variant netlib: environment\\.yml asks for .*$",
      ].join("\n"),
    ),
  );
  expect(() => plan("mkl", { base: "dependencies: [nomkl]", head: pinsMkl })).toThrow(/^variant mkl \(base\): .*nomkl/);
});

test("what nobody named is absent then, unless nothing else is left", () => {
  const { environments, absences } = plan("auto", { base: null, head: pinsMkl });
  expect(environments.map(({ id }) => id)).toEqual(["mkl-linux-64-base", "mkl-linux-64-head"]);
  expect(absences).toEqual([
    expect.objectContaining({ variant: "openblas", kind: "unsupported", reason: expect.stringContaining("asks for") }),
  ]);
  expect(() => plan("auto", { base: null, head: 'dependencies: ["libblas=*=*netlib"]' })).toThrow(/openblas.*\n.*mkl/);
});
