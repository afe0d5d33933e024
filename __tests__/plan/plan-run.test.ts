import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { catalogue } from "../../src/plan/catalogue.ts";
import { environmentFile } from "../../src/plan/environment-file.ts";
import { planRun, planStandIns, withEnvironments } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { platforms } from "../../src/result/platforms.ts";
import type { Host, Platform } from "../../src/result/schema.ts";

function host(platform: Platform, osVersion = "6.1.0"): Host {
  return {
    platform,
    osVersion,
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
}

const config = (raw: Record<string, string>) => readInputs(raw, readVariant, (name) => name);
const plan = (raw: Record<string, string>, on: Host) => planRun(config(raw), on, 1);
const names = (raw: Record<string, string>, on: Host) => plan(raw, on).environments.map((each) => each.variant);

describe("variants: auto", () => {
  it.each<[Platform, string, string[]]>([
    ["linux-64", "6.1.0", ["openblas", "mkl"]],
    ["linux-aarch64", "6.1.0", ["openblas"]],
    ["osx-64", "14.6", ["openblas", "accelerate"]],
    ["osx-arm64", "15.4.1", ["openblas", "accelerate"]],
    ["osx-arm64", "15.5", ["openblas", "newaccelerate"]],
    ["osx-arm64", "26.0", ["openblas", "newaccelerate"]],
  ])("on %s %s", (platform, version, expected) => {
    expect(names({}, host(platform, version))).toEqual(expected);
  });
});

describe("variants: all", () => {
  it.each(platforms)("on %s accounts for every row of the catalogue, without what has to be wanted", (platform) => {
    const made = plan({ variants: "all" }, host(platform));
    const told = [...made.environments.map((each) => each.variant), ...made.absences.map((each) => each.variant)];
    const ready = catalogue.filter(({ onlyByName }) => onlyByName !== true);
    expect(told.sort()).toEqual(ready.map((variant) => variant.name).sort());
    expect(told.filter((name) => /^source:|^defaults-|tensorflow/.test(name))).toEqual([]);
    for (const absence of made.absences) expect(absence.reason).not.toBe("");
  });
});

describe("blocks", () => {
  it.each([
    ["quick", 10],
    ["functions:bench.py", 10],
    ["dario", 1],
  ])("of %s: %i", (benchmarks, blocks) => {
    expect(plan({ benchmarks, variants: "openblas, netlib" }, host("linux-64")).schedule.blocks).toBe(blocks);
  });
});

describe("named variants", () => {
  it("that cannot run here are all refused, with the reason", () => {
    expect(() => plan({ variants: "mkl, accelerate, nvpl, openblas" }, host("linux-aarch64"))).toThrow(UserError);
    try {
      plan({ variants: "mkl, accelerate, nvpl, openblas" }, host("linux-aarch64"));
    } catch (error) {
      expect((error as UserError).problems.map((problem) => problem.where)).toEqual([
        "variant mkl on linux-aarch64",
        "variant accelerate on linux-aarch64",
      ]);
    }
  });

  it("run translated on an arm64 Mac, but not MKL", () => {
    expect(names({ variants: "openblas@osx-64, openblas" }, host("osx-arm64"))).toEqual([
      "openblas@osx-64",
      "openblas",
    ]);
    for (const name of ["mkl", "defaults-mkl", "source:mkl"])
      expect(() => plan({ variants: `${name}@osx-64` }, host("osx-arm64"))).toThrow(/Rosetta/);
    // They would be made with a Python that is not translated, and shown as one that is.
    for (const name of ["pip", "pip-openblas", "source:openblas"])
      expect(() => plan({ variants: `${name}@osx-64` }, host("osx-arm64"))).toThrow(/which is not translated: name an/);
    expect(() => plan({ variants: "openblas@osx-64" }, host("linux-64"))).toThrow(/do not run on linux-64/);
  });

  it("that are existing environments of one name are told apart", () => {
    const made = plan({ variants: "existing:/a/env, existing:/b/env", reference: "existing:/b/env" }, host("linux-64"));
    expect(made.environments.map((each) => each.variant)).toEqual(["existing:env", "existing:env~2"]);
    expect(made.reference).toBe("existing:env~2");
  });

  it("carry their pin, the versions and the packages into the specs", () => {
    const raw = { variants: "blis", "python-version": "3.12", "numpy-version": "2.1", packages: "scipy >=1.10,<2" };
    expect(plan(raw, host("linux-64")).environments[0]?.source).toEqual({
      provider: "rattler",
      specs: ["python 3.12.*", "numpy 2.1.*", "scipy >=1.10,<2", "libblas=*=*_blis"],
      channels: ["conda-forge"],
      pinned: ["libblas", "numpy"],
    });
  });
});

describe("a conda client of the machine", () => {
  it("is asked for the same, with the channels that are named", () => {
    const raw = { variants: "blis", conda: "found", channels: "/mirror, conda-forge" };
    expect(plan(raw, host("linux-64")).environments[0]?.source).toEqual({
      provider: "client",
      client: { kind: "found" },
      specs: ["python", "numpy", "libblas=*=*_blis"],
      channels: ["/mirror", "conda-forge"],
      pinned: ["libblas", "numpy"],
    });
  });

  it("has its own channels where none are named, and leaves what it does not make to others", () => {
    const { environments } = plan({ variants: "default, pip, existing:/x", conda: "mamba" }, host("linux-64"));
    expect(environments.map(({ source }) => source.provider)).toEqual(["client", "pip", "existing"]);
    expect(environments[0]?.source).toMatchObject({ client: { kind: "named", name: "mamba" }, channels: [] });
  });

  it("is given no credentials on its command line", () => {
    const channels = "https://jane:s3cret@conda.example.org/main, https://conda.example.org/t/tk-1/main, conda-forge";
    const error = refused({ variants: "default", conda: "conda", channels });
    expect(error).toContain("https://***@conda.example.org/main: credentials in a channel's address would stand on");
    expect(error).toContain("https://conda.example.org/t/***/main: credentials");
    expect(error).not.toMatch(/s3cret|tk-1|conda-forge:/);
    expect(refused({ variants: "default", channels })).toBe("");
  });

  function refused(raw: Record<string, string>): string {
    try {
      plan(raw, host("linux-64"));
      return "";
    } catch (error) {
      return error instanceof UserError ? error.message : String(error);
    }
  }
});

describe("inputs that would be ignored", () => {
  const problems = (raw: Record<string, string>): string[] => {
    try {
      plan(raw, host("linux-64"));
      return [];
    } catch (error) {
      if (error instanceof UserError) return error.message.split("\n");
      throw error;
    }
  };
  const pins = { "python-version": "3.12", "numpy-version": "2.1", packages: "scipy" };
  const refusal = (name: string, variants: string) =>
    `${name}: has no effect on ${variants}. Leave it out, or add a variant that comes from conda channels.`;

  it("are refused, all at once", () => {
    expect(problems({ variants: "existing:/a/x", ...pins })).toEqual([
      refusal("python-version", "existing:x"),
      refusal("numpy-version", "existing:x"),
      refusal("packages", "existing:x"),
    ]);
    expect(problems({ variants: "pip, existing:/a/x", ...pins })).toEqual([
      refusal("python-version", "pip, existing:x"),
      refusal("packages", "pip, existing:x"),
    ]);
  });

  it("are none as long as one environment follows them", () => {
    expect(problems({ variants: "openblas, pip, existing:/a/x", ...pins })).toEqual([]);
    expect(problems({ ...pins })).toEqual([]);
  });
});

describe("series", () => {
  it("are the environments by thread count, with unique names", () => {
    const made = plan({ variants: "openblas, blis", threads: "1, 2" }, host("linux-64"));
    expect(new Set(made.series.map((each) => each.id)).size).toBe(4);
    expect(plan({ threads: "all" }, host("linux-64")).series[0]?.threads).toBe(4);
    const container = { ...host("linux-64"), logicalCores: 2 };
    expect(plan({ threads: "all" }, container).series[0]?.threads).toBe(2);
  });

  it("have a reference only when there is something to compare", () => {
    expect(plan({ variants: "openblas" }, host("linux-64")).reference).toBeNull();
    expect(plan({ variants: "openblas, blis", reference: "blis" }, host("linux-64")).reference).toBe("blis");
    expect(plan({ variants: "existing:/a/x, existing:/b/y" }, host("linux-64")).reference).toBe("existing:x");
  });
});

describe("the stand-in", () => {
  it("is NumPy's wheel, in the version that was asked for", () => {
    const given = config({ "numpy-version": "2.1" });
    const made = planRun(given, host("linux-64"), 1);
    const standIns = planStandIns(made, given);
    expect(standIns.map(({ variant, source }) => [variant, source])).toEqual([
      ["pip", { provider: "pip", requirements: ["numpy==2.1.*"] }],
    ]);
    const changed = withEnvironments(made, standIns, [], given);
    expect(changed.series.map((series) => series.variant)).toEqual(["pip"]);
    expect(changed.reference).toBeNull();
    expect(changed.schedule.blocks).toBeLessThan(made.schedule.blocks);
  });

  it("is not needed twice", () => {
    const given = config({ variants: "pip" });
    expect(planStandIns(planRun(given, host("linux-64"), 1), given)).toEqual([]);
  });
});

describe("environment.yml", () => {
  it.each(platforms)("exists for what is supported on %s, and for nothing else", (platform) => {
    for (const variant of catalogue)
      expect(environmentFile(variant, platform) === null).toBe(
        variant.on[platform].status === "unsupported" ||
          variant.provider === "source" ||
          variant.name === "pip-openblas",
      );
  });

  it("quotes what YAML would read otherwise", () => {
    const [variant] = catalogue;
    expect(variant && environmentFile(variant, "linux-64")).toContain('  - "libblas=*=*_openblas"\n');
  });
});
