import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { inputRows, inputSchema } from "../../src/inputs/inputs.ts";
import { readInputs, recordedInputs } from "../../src/inputs/read-inputs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";

const read = (raw: Record<string, string>) => readInputs(raw, readVariant, (name) => `--${name}`);

function problemsOf(raw: Record<string, string>) {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

describe("defaults", () => {
  it("are a whole configuration", () => {
    expect(read({})).toEqual({
      variants: "auto",
      reference: null,
      pythonVersion: null,
      numpyVersion: null,
      packages: [],
      environmentFile: null,
      channels: [],
      channelAlias: null,
      offline: false,
      conda: { kind: "embedded" },
      install: [],
      benchmarks: { kind: "suite", suite: "quick" },
      format: null,
      pattern: null,
      select: [],
      compare: "auto",
      baseRef: null,
      threads: [1],
      launchers: ["direct"],
      blocks: { count: "auto", caps: [] },
      budgetMilliseconds: 600_000,
      threshold: { defaultShare: null, overrides: [] },
      failOn: ["regression", "backend", "failed", "insufficient", "nothing-measured"],
      outputFolder: null,
    });
  });

  it("stand for empty strings too, as the runner hands over inputs that are not given", () => {
    expect(read(Object.fromEntries(inputRows.map((row) => [row.name, ""])))).toEqual(read({}));
  });

  it("exist for every input that is read, and no other", () => {
    expect(inputRows.map((row) => row.name).sort()).toEqual(Object.keys(inputSchema(readVariant).shape).sort());
  });
});

describe("values", () => {
  it("takes a conda client by its name or its path", () => {
    const conda = (text: string) => read({ conda: text }).conda;
    expect(conda("auto")).toEqual({ kind: "embedded" });
    expect(conda("found")).toEqual({ kind: "found" });
    expect(conda("mamba")).toEqual({ kind: "named", name: "mamba" });
    expect(conda("./bin/micromamba")).toEqual({ kind: "path", path: "./bin/micromamba" });
    expect(problemsOf({ conda: "anaconda" })).toEqual([
      {
        where: "--conda",
        what: 'unknown value "anaconda"',
        remedy: "choose from auto, found, micromamba, mamba, conda, or write the path of a client",
      },
    ]);
  });

  it("takes lists by commas and lines", () => {
    expect(read({ variants: "openblas, mkl@osx-64\nexisting:/opt/env" }).variants).toEqual([
      { kind: "catalogue", name: "openblas", platform: null },
      { kind: "catalogue", name: "mkl", platform: "osx-64" },
      { kind: "existing", path: "/opt/env" },
    ]);
  });

  it("keeps commas inside a package spec", () => {
    expect(read({ packages: "scipy>=1.5,<2\npandas" }).packages).toEqual(["scipy>=1.5,<2", "pandas"]);
  });

  it.each([
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["1.5 m", 90_000],
  ])("reads the duration %s", (text, milliseconds) => {
    expect(read({ "time-budget": text }).budgetMilliseconds).toBe(milliseconds);
  });

  it("reads how many blocks, and at most how many for some", () => {
    expect(read({ blocks: "12" }).blocks).toEqual({ count: 12, caps: [] });
    expect(read({ blocks: "bench_a[x=1]* = 8\nauto\nbench_b=9" }).blocks).toEqual({
      count: "auto",
      caps: [
        { glob: "bench_a[x=1]*", blocks: 8 },
        { glob: "bench_b", blocks: 9 },
      ],
    });
    const whats = problemsOf({ blocks: "12\n13\na = auto\nb = 0\nc = 8\nc = 9\n= 7" }).map(({ what }) => what);
    expect(whats).toEqual([
      '"13" is a second default',
      '"b = 0" has no number of blocks',
      '"c" is given twice',
      '"= 7" names no benchmark',
      '"a = auto" sets no limit',
    ]);
  });

  it.each([
    ["svd, *solve*", ["svd", "*solve*"]],
    ["a.B.time_c(3, 'x, y'), tests/t.py::t[1, 2]\nlast", ["a.B.time_c(3, 'x, y')", "tests/t.py::t[1, 2]", "last"]],
    ["time_d((1, 2), [3, 4]),", ["time_d((1, 2), [3, 4])"]],
    // What is left open separates nothing.
    ["it's, more", ["it's", "more"]],
    ["a), b", ["a)", "b"]],
    ["[!a-c]*, (x", ["[!a-c]*", "(x"]],
  ])("reads the selection %j", (text, globs) => {
    expect(read({ select: text }).select).toEqual(globs);
  });

  it("takes none for fail-on", () => {
    expect(read({ "fail-on": "none" }).failOn).toEqual([]);
    expect(() => read({ "fail-on": "regression, none" })).toThrow(/"none".*Choose from regression, .*, or none alone/s);
  });

  it.each([
    ["sweep", { kind: "suite", suite: "sweep" }],
    ["functions:benchmarks/bench_core.py", { kind: "functions", file: "benchmarks/bench_core.py" }],
    ["pytest:tests/bench", { kind: "pytest", path: "tests/bench", parameters: [] }],
    [
      `pytest: tests/bench.py::TestA  -k "svd and not 'big'" --pdbcls=a:b -m 'fast' -o"x = y z"`,
      {
        kind: "pytest",
        path: "tests/bench.py::TestA",
        parameters: ["-k", "svd and not 'big'", "--pdbcls=a:b", "-m", "fast", "-ox = y z"],
      },
    ],
    ["asv: my benchmarks", { kind: "asv", path: "my benchmarks" }],
    [" functions: my benchmarks, all: of them.py\n", { kind: "functions", file: "my benchmarks, all: of them.py" }],
  ])("reads the benchmarks %j", (text, source) => {
    expect(read({ benchmarks: text }).benchmarks).toEqual(source);
  });

  it("takes a reference in another spelling than the variant's", () => {
    expect(read({ variants: "openblas,mkl", reference: "blas=*=*mkl*" }).reference).toEqual({
      kind: "catalogue",
      name: "mkl",
      platform: null,
    });
  });
});

describe("problems", () => {
  it("come all at once, each with what, where and what to do", () => {
    const problems = problemsOf({
      variants: "opnblas, mkl, mkl",
      threads: "0",
      "time-budget": "soon",
      "numpy-version": ">=1.20",
      blocks: "many",
      benchmarks: "fast",
      "fail-on": "everything",
      varient: "mkl",
    });
    expect(problems.map((problem) => problem.where)).toEqual([
      "--varient",
      "--variants",
      "--variants",
      "--numpy-version",
      "--benchmarks",
      "--threads",
      "--blocks",
      "--time-budget",
      "--fail-on",
    ]);
    for (const problem of problems) expect(problem.remedy).not.toBe("correct it");
    expect(problems[1]?.remedy).toContain("did you mean openblas?");
  });

  it.each([
    [{ variants: "openblas", reference: "mkl" }, "reference"],
    [{ variants: "mkl@windows" }, "variants"],
    [{ variants: "existing:" }, "variants"],
    [{ variants: "," }, "variants"],
    [{ variants: "auto, mkl" }, "variants"],
    [{ "time-budget": "0s" }, "time-budget"],
    [{ threads: "1.5" }, "threads"],
    [{ blocks: "0" }, "blocks"],
    [{ launcher: "," }, "launcher"],
    [{ launcher: "direct, ssh" }, "launcher"],
    [{ conda: "pixi" }, "conda"],
    [{ benchmarks: "functions:" }, "benchmarks"],
    [{ benchmarks: "functions" }, "benchmarks"],
    [{ benchmarks: "pytest:" }, "benchmarks"],
    [{ benchmarks: "asv:" }, "benchmarks"],
    [{ benchmarks: "pytest: -k fast" }, "benchmarks"],
    [{ benchmarks: "pytest:tests -k 'fast" }, "benchmarks"],
    [{ benchmarks: 'pytest:tests -k fast" x' }, "benchmarks"],
    [{ benchmarks: "quick, mysvd" }, "benchmarks"],
    [{ benchmarks: "quick\nfunctions:bench.py" }, "benchmarks"],
    [{ __proto__x: "1" }, "__proto__x"],
  ])("refuses %j", (raw, where) => {
    expect(problemsOf(raw as Record<string, string>).map((problem) => problem.where)).toEqual([`--${where}`]);
  });
});

describe("what is recorded", () => {
  it("names only what was given, without credentials and without folders of this machine", () => {
    expect(
      recordedInputs({
        channels: "https://me:secret@conda.example.org/t/abc-token/internal, conda-forge",
        "output-dir": "/home/me/out",
        threads: "",
      }),
    ).toEqual({ channels: "https://***@conda.example.org/t/***/internal, conda-forge" });
  });
});
