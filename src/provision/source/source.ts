// The provider that builds NumPy from its source against one BLAS of this machine, into a virtual environment.
import * as path from "node:path";
import * as z from "zod";
import type { EnvironmentPlan } from "../../plan/plan.ts";
import { possibleJson } from "../../result/possible-json.ts";
import type { Effects } from "../../system/effects.ts";
import type { Command } from "../../system/processes.ts";
import type { Fault } from "../fault.ts";
import { fault } from "../fault.ts";
import type { Claim, Filled } from "../fresh.ts";
import { makeFresh } from "../fresh.ts";
import { findMachinePython } from "../machine-python.ts";
import { pinnedRequirements, requirementsName } from "../pip.ts";
import { runPip } from "../pip-command.ts";
import type { Provider, ProvisionProgress } from "../provider.ts";
import { askPython } from "../python-answer.ts";
import { findLibraries } from "./find-library.ts";
import type { BuiltAgainst, Recipe } from "./recipe.ts";
import { describeRecipe, recipeFor } from "./recipe.ts";
import { ensureWheel } from "./wheel.ts";

const quiet = ["--disable-pip-version-check", "--no-input", "--quiet", "--retries=1"];

/** All builds share one machine: one after the other, and both arms of a variant take one wheel. */
export function createSourceProvider(effects: Effects): Provider {
  return {
    provision(plans, root, progress, signal) {
      return makeFresh(effects, plans, root, signal, async (claims) => {
        const machine = await findMachinePython(effects.processes, effects.networkVariables, signal);
        if (machine.status === "failed") return claims.map(() => machine);
        const filled: Filled[] = [];
        for (const claim of claims) filled.push(await new Build(effects, claim, progress, signal).fill(machine.python));
        return filled;
      });
    },
  };
}

/** One environment on its way. */
class Build {
  readonly #effects: Effects;
  readonly #claim: Claim;
  readonly #progress: ProvisionProgress;
  readonly #signal: AbortSignal;
  readonly #variables: Readonly<Record<string, string>>;

  constructor(effects: Effects, claim: Claim, progress: ProvisionProgress, signal: AbortSignal) {
    this.#effects = effects;
    this.#claim = claim;
    this.#progress = progress;
    this.#signal = signal;
    this.#variables = { ...effects.networkVariables, ...effects.buildVariables };
  }

  get #python(): string {
    return path.join(this.#claim.prefix, "bin", "python");
  }

  async fill(machinePython: string): Promise<Filled> {
    const { library, numpyVersion: asked } = sourceOf(this.#claim.plan);
    const against = await this.#findLibraries();
    if (against !== "accelerate" && against.status === "failed") return against;
    const made = await this.#run("numpy", [machinePython, "-Im", "venv", this.#claim.prefix]);
    if (made.status === "failed") return made;
    const found = await this.#surroundings();
    if ("status" in found) return found;
    const { pip, ...surroundings } = found;
    const renewed = await this.#renewPip(pip);
    if (renewed?.status === "failed") return renewed;
    const version = await this.#resolveVersion(asked);
    if (typeof version !== "string") return version;
    const recipe = recipeFor(version, against);
    const wheel = await this.#wheel(version, recipe, surroundings, library);
    if (wheel.status === "failed") return wheel;
    const install = [...quiet, "--no-deps", "--no-index", wheel.file];
    const installed = await this.#run(wheel.file, [this.#python, "-Im", "pip", "install", ...install]);
    if (installed.status === "failed") return installed;
    const lockFile = path.join(this.#claim.prefix, requirementsName);
    return {
      status: "filled",
      wheelFolder: path.dirname(wheel.file),
      lockFile: async (inspection) => {
        const text = `${pinnedRequirements(inspection)}${describeRecipe(recipe)}`;
        await this.#effects.files.writeWhole(lockFile, text);
        return lockFile;
      },
    };
  }

  async #findLibraries(): Promise<BuiltAgainst | Fault> {
    const { plan } = this.#claim;
    const { library } = sourceOf(plan);
    if (library === "accelerate") return "accelerate";
    return findLibraries(this.#effects, library, plan.platform, this.#variables, this.#signal);
  }

  /** Which version an open wish comes to: asked of the wheels, because asking a source builds half of it. */
  async #resolveVersion(asked: string | null): Promise<string | Fault> {
    const requirement = asked === null ? "numpy" : `numpy==${asked}.*`;
    const flags = ["--dry-run", "--ignore-installed", "--no-deps", "--only-binary=:all:", "--report=-"];
    const answer = await this.#run(requirement, [
      this.#python,
      "-Im",
      "pip",
      "install",
      ...quiet,
      ...flags,
      requirement,
    ]);
    if (answer.status === "failed") return answer;
    const report = reportSchema.safeParse(possibleJson(answer.stdout));
    const [numpy] = report.success ? report.data.install : [];
    return numpy?.metadata.version ?? fault("other", `${requirement}: pip gave no answer that can be understood.`);
  }

  /** What else a wheel depends on, as the Python that it is for tells it. */
  async #surroundings(): Promise<Surroundings | Fault> {
    const code = [
      "import json, pip, platform, sysconfig",
      "v = sysconfig.get_config_vars()",
      // What a wheel was linked with, an older system may not have.
      "system = ' '.join(platform.libc_ver()).strip() or platform.mac_ver()[0]",
      "facts = {'abi': v['SOABI'], 'compiler': str(v.get('CC')), 'platform': sysconfig.get_platform()}",
      "print(json.dumps({**facts, 'system': system, 'pip': pip.__version__}))",
    ].join("; ");
    return askPython(
      this.#effects.processes,
      {
        command: [this.#python, "-Ic", code],
        variables: this.#variables,
        signal: this.#signal,
        task: "asking Python what it was built with",
      },
      surroundingsSchema,
    );
  }

  /** Older ones hand a build the last of several settings alone (pip's changelog, 23.1): it would find a BLAS of its own. */
  async #renewPip(version: string): Promise<Awaited<ReturnType<typeof runPip>> | null> {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major > 23 || (major === 23 && minor >= 1)) return null;
    const wanted = ["--only-binary=:all:", "--upgrade", "pip >=23.1"];
    return this.#run("pip >=23.1", [this.#python, "-Im", "pip", "install", ...quiet, ...wanted]);
  }

  #wheel(version: string, recipe: Recipe, surroundings: Omit<Surroundings, "pip">, library: string) {
    const { id } = this.#claim.plan;
    let told = 0;
    this.#progress(`${id}: NumPy ${version} from its source against ${library}; a first build takes minutes`);
    return ensureWheel(this.#effects, {
      python: this.#python,
      numpyVersion: version,
      recipe,
      surroundings: { ...surroundings, ...this.#effects.buildVariables },
      variables: this.#variables,
      signal: this.#signal,
      onProgress: (share) => {
        const tenths = Math.floor(10 * share);
        if (tenths > told) this.#progress(`${id}: NumPy is built to ${10 * tenths} %`);
        told = Math.max(told, tenths);
      },
    });
  }

  #run(subject: string, command: Command): ReturnType<typeof runPip> {
    return runPip(this.#effects, { subject, command, variables: this.#variables, signal: this.#signal });
  }
}

const reportSchema = z.object({ install: z.array(z.object({ metadata: z.object({ version: z.string() }) })) });
const surroundingsSchema = z.object({
  abi: z.string(),
  compiler: z.string(),
  platform: z.string(),
  system: z.string(),
  pip: z.string(),
});
type Surroundings = z.infer<typeof surroundingsSchema>;

function sourceOf(plan: EnvironmentPlan): Extract<EnvironmentPlan["source"], { provider: "source" }> {
  if (plan.source.provider !== "source") throw new Error(`${plan.id} is not to be built`);
  return plan.source;
}
