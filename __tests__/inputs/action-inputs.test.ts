// The inputs that only actions have: what is published, the matrix, and those of the report action.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readActionInputs, readInputs, readReportInputs, recordedInputs } from "../../src/inputs/read-inputs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";

type Raw = Record<string, string>;
const asInput = (name: string): string => `input ${name}`;
const publishing = (raw: Raw) => readActionInputs(raw, readVariant, asInput).publishing;
const report = (raw: Raw) => readReportInputs(raw, asInput);

function complaints(read: (raw: Raw) => unknown, raw: Raw): string[] {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ where, what }) => `${where}: ${what}`);
    throw error;
  }
  return [];
}

describe("what the main action publishes", () => {
  it("has defaults", () => {
    expect(publishing({})).toEqual({ comment: "auto", commentKey: "blas-bench", token: null, isMatrixLeg: false });
  });

  it.each([
    ["null", false],
    ["{}", false],
    ['{\n  "os": "ubuntu-24.04"\n}', true],
  ])("knows a leg of a matrix by %j: %s", (matrix, isMatrixLeg) => {
    expect(publishing({ matrix }).isMatrixLeg).toBe(isMatrixLeg);
  });

  it("is complained of together with everything else, and names no hidden input", () => {
    const raw = { comment: "sometimes", blocks: "0", colour: "red" };
    const found = complaints(publishing, raw);
    expect(found.toSorted()).toEqual([
      expect.stringContaining("input blocks: "),
      expect.stringContaining("input colour: unknown name"),
      expect.stringContaining('input comment: unknown value "sometimes"'),
    ]);
    const [unknown] = complaints((given) => readActionInputs(given, readVariant, asInput), { colour: "red" });
    expect(unknown).toBe("input colour: unknown name");
  });

  it.each([
    [{}, false],
    [{ cache: " True" }, true],
    [{ cache: "false" }, false],
  ])("keeps packages only where it is told to: %o", (raw, keeps) => {
    expect(readActionInputs(raw as Raw, readVariant, asInput).keepsPackages).toBe(keeps);
    const cli = (given: Raw) => readInputs(given, readVariant, (name) => `--${name}`);
    expect(complaints(cli, { cache: "true" })).toEqual(["--cache: unknown name"]);
    const action = (given: Raw) => readActionInputs(given, readVariant, asInput);
    expect(complaints(action, { cache: "yes" })).toEqual(['input cache: unknown value "yes"']);
  });

  it("is not for the command line", () => {
    const cli = (raw: Raw) => readInputs(raw, readVariant, (name) => `--${name}`);
    expect(complaints(cli, { "github-token": "x" })).toEqual(["--github-token: unknown name"]);
  });

  it("leaves no token in a result, and the leg in it", () => {
    const raw = { "github-token": "ghs_SECRET", comment: "always", matrix: "{}", leg: "bench 1 of 4", blocks: "6" };
    expect(recordedInputs(raw)).toEqual({ blocks: "6", leg: "bench 1 of 4" });
  });
});

describe("the report action", () => {
  const files = { results: "a.json\nresults/*/result.json" };

  it("takes files and globs, with the gate's own defaults", () => {
    expect(report(files)).toEqual({
      source: { kind: "files", patterns: ["a.json", "results/*/result.json"] },
      rules: { failOn: "regression, backend, failed, insufficient, nothing-measured", threshold: "" },
      comment: "auto",
      commentKey: "blas-bench",
      token: null,
      checkName: "blas-bench",
    });
  });

  it("takes a run with a pattern of artifacts", () => {
    const path = { "workflow-path": ".github/workflows/bench.yml" };
    expect(report({ "run-id": "17", "artifact-pattern": "bench-*", ...path }).source).toEqual({
      kind: "run",
      run: 17,
      artifactPattern: "bench-*",
      workflowPath: ".github/workflows/bench.yml",
    });
  });

  it.each<[Raw, RegExp]>([
    [{}, /^input results: is empty, and so is run-id$/],
    [{ "run-id": "17" }, /^input workflow-path: is empty/],
    [{ ...files, "run-id": "17", "workflow-path": "x.yml" }, /^input results: is given, and so is run-id$/],
    [{ "run-id": "17; rm", "workflow-path": "x.yml" }, /^input run-id: "17; rm" is no id of a run$/],
    [{ ...files, threshold: "5" }, /^input threshold: "5" has no share/],
    [{ ...files, "fail-on": "everything" }, /^input fail-on: unknown value "everything"$/],
    [{ ...files, blocks: "6" }, /^input blocks: unknown name$/],
  ])("%j is refused", (raw, problem) => {
    expect(complaints(report, raw)).toEqual([expect.stringMatching(problem)]);
  });
});
