// Environments on the synthetic channel: made for real by the embedded solver, and looked into.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { createExistingProvider } from "../../src/provision/existing.ts";
import { manifestName, manifestSchema } from "../../src/provision/prefix.ts";
import type { ProvisionedEnvironment, ProvisionOutcome } from "../../src/provision/provider.ts";
import { createRattlerProvider, solve } from "../../src/provision/rattler.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { benchEffects, condaPlan, planFor } from "../provision/bench-effects.ts";
import { expectKnownPackages } from "../provision/known-packages.ts";
import { makeScratch } from "../provision/scratch.ts";
import { needChannel } from "../rig/channel.ts";

const effects = benchEffects();

function ready(outcome: ProvisionOutcome | undefined): ProvisionedEnvironment {
  if (outcome?.status !== "ready") throw new Error(outcome?.message ?? "no outcome");
  return outcome.environment;
}

/** Names of the loaded files that speak of BLAS or LAPACK, after a product and a decomposition. */
async function loadedLibraries({ python, variables }: ProvisionedEnvironment): Promise<string[]> {
  const code = [
    "import os, numpy as np",
    "a = np.eye(8); a @ a; np.linalg.svd(a)",
    "names = {os.path.basename(line.split()[-1]) for line in open('/proc/self/maps')}",
    "print(*sorted(n for n in names if n.startswith(('libblas', 'libopenblas', 'libblis', 'liblapack', 'libmkl_rt', 'libgomp'))))",
  ].join("\n");
  const result = await createProcesses().run({ command: [python, "-Ic", code], variables });
  return result.stdout.trim().split(" ");
}

describe("the embedded provider", () => {
  it("makes the variants side by side, each with the library it names", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const lines: string[] = [];
    const plans = [
      condaPlan("openblas", channel, "libblas=*=*_openblas"),
      condaPlan("openblas-openmp", channel, "libblas=*=*_openblas", "libopenblas=*=*openmp*"),
      condaPlan("blis", channel, "libblas=*=*_blis"),
      condaPlan("netlib", channel, "libblas=*=*_netlib"),
      condaPlan("default", channel),
    ];
    const provider = createRattlerProvider(effects);
    const outcomes = await provider.provision(plans, scratch.folder, (line) => lines.push(line), effects.signal);
    const environments = outcomes.map(ready);
    expect(environments.map(({ plan }) => plan.id)).toEqual(plans.map(({ id }) => id));
    expect(await Promise.all(environments.map(loadedLibraries))).toEqual([
      ["libopenblasp-r0.3.21.so"],
      ["libgomp.so.1.0.0", "libopenblasp-r0.3.21.so"],
      ["libblis.so.4", "liblapack.so.3.11.0"],
      ["libblas.so.3.11.0", "liblapack.so.3.11.0"],
      ["libopenblasp-r0.3.21.so"],
    ]);
    await expectKnownPackages(environments);
    expect(lines).toContain("blis: solving");
    expect(new Set(environments.map(({ hash }) => hash)).size).toBe(4);
    const blis = environments[2] as ProvisionedEnvironment;
    expect(await fs.readFile(path.join(blis.prefix, "conda-meta", "pinned"), "utf8")).toBe(
      "libblas *=*_blis\nnumpy ==1.24.2\n",
    );
    const lock = await fs.readFile(blis.lockFile ?? "", "utf8");
    expect(lock).toMatch(/^# platform: linux-64\n@EXPLICIT\n/);
    expect(lock.match(/^file:\/\/\S+\.conda#sha256:[0-9a-f]{64}$/gm)).toHaveLength(blis.packages.length);
    const manifest = manifestSchema.parse(JSON.parse(await fs.readFile(path.join(blis.prefix, manifestName), "utf8")));
    expect(manifest).toMatchObject({ madeBy: "blas-bench", environment: "blis", complete: true, hash: blis.hash });
  });

  it("runs the activation scripts, which MKL needs", async (context) => {
    const channel = await needChannel(context, { mkl: process.env.BLAS_BENCH_TEST_MKL === "1" });
    if (process.env.BLAS_BENCH_TEST_MKL !== "1") context.skip("BLAS_BENCH_TEST_MKL=1 is not set (downloads 300 MB)");
    await using scratch = await makeScratch();
    const plans = [condaPlan("mkl", channel, "libblas=*=*_mkl")];
    const outcomes = await createRattlerProvider(effects).provision(plans, scratch.folder, () => {}, effects.signal);
    const environment = ready(outcomes[0]);
    expect(environment.variables.MKL_INTERFACE_LAYER).toBe("LP64");
    expect(await loadedLibraries(environment)).toEqual(["libmkl_rt.so.3"]);
  });

  it("rebuilds a folder of its own and gives the same environment", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const provider = createRattlerProvider(effects);
    const make = async (): Promise<ProvisionedEnvironment> =>
      ready((await provider.provision([condaPlan("one", channel)], scratch.folder, () => {}, effects.signal))[0]);
    const first = await make();
    const strayed = path.join(first.prefix, "strayed");
    await fs.writeFile(strayed, "");
    const second = await make();
    expect(second.hash).toBe(first.hash);
    await expect(fs.access(strayed)).rejects.toThrow("ENOENT");
  });
});

describe("solving for another platform", () => {
  const specs = ["python", "numpy", "libblas=*=*_accelerate"];

  it("picks Accelerate for a new enough macOS", async (context) => {
    const channel = await needChannel(context);
    const request = { platform: "osx-arm64", specs, channels: [channel], virtualPackages: ["__osx=14.0"] } as const;
    const [outcome] = await solve(effects, [request], effects.signal);
    if (outcome?.status !== "solved") throw new Error(outcome?.message);
    expect(outcome.packages.find(({ name }) => name === "libblas")?.build).toMatch(/^31_h[0-9a-f]{7}_accelerate$/);
  });

  it("gives the __osx reason for an older one", async (context) => {
    const channel = await needChannel(context);
    const request = { platform: "osx-arm64", specs, channels: [channel], virtualPackages: ["__osx=12.0"] } as const;
    expect(await solve(effects, [request], effects.signal)).toEqual([
      {
        status: "failed",
        kind: "unsatisfiable",
        message:
          `${channel} for osx-arm64: libblas=*=*_accelerate needs __osx >=13.3, and here __osx is 12.0. ` +
          "Choose another variant, or a machine whose system is new enough.",
      },
    ]);
  });

  it("knows MKL's last build for Intel Macs and NVPL, without being told of a system", async (context) => {
    const channel = await needChannel(context);
    for (const [platform, spec, build] of [
      ["osx-64", "libblas=*=*_mkl", "20_osx64_mkl"],
      ["linux-aarch64", "libblas=*=*_nvpl", expect.stringMatching(/_nvpl$/)],
    ] as const) {
      const request = { platform, specs: ["numpy", spec], channels: [channel], virtualPackages: [] };
      const [outcome] = await solve(effects, [request], effects.signal);
      if (outcome?.status !== "solved") throw new Error(outcome?.message);
      expect(outcome.packages.find(({ name }) => name === "libblas")?.build).toEqual(build);
    }
  });
});

describe("the provider for what exists", () => {
  it("activates a conda environment that is named by its folder or its Python", async (context) => {
    const channel = await needChannel(context);
    await using scratch = await makeScratch();
    const made = ready(
      (
        await createRattlerProvider(effects).provision(
          [condaPlan("made", channel)],
          scratch.folder,
          () => {},
          effects.signal,
        )
      )[0],
    );
    for (const named of [made.prefix, made.python]) {
      const plan = planFor("taken", { provider: "existing", path: named });
      const outcomes = await createExistingProvider(effects).provision(
        [plan],
        scratch.folder,
        () => {},
        effects.signal,
      );
      const taken = ready(outcomes[0]);
      expect(taken.prefix).toBe(made.prefix);
      expect(taken.hash).toBe(made.hash);
      expect(taken.variables.CONDA_PREFIX).toBe(made.prefix);
    }
  });
});
